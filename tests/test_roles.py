"""What the shipped catalog promises each role, on plans from six to twelve hours a week."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from mlprep.core.candidate import Profile
from mlprep.core.capacity import weekday_minutes
from mlprep.core.check import faults
from mlprep.core.fields import PILLARS
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan
from mlprep.core.search import known_and_rusty
from mlprep.store.cache import load_catalog
from mlprep.store.places import Places

START = date(2026, 11, 23)
DOMAINS = ("deep-learning", "nlp-llm", "computer-vision", "reinforcement-learning")
ENGINEERS = ("research-engineer", "software-engineer")
SCIENTISTS = ("research-scientist", "postdoctoral-researcher")
ROLES = [(role, None) for role in (*ENGINEERS, "data-scientist")]
ROLES += [(role, domain) for role in SCIENTISTS for domain in DOMAINS]  # type: ignore[misc]  # None or a name
PAIRS = [(a, b) for a, b in combinations(ROLES, 2) if a[0] != b[0]]
BUDGETS = [(8, 6), (12, 10), (16, 10), (26, 12)]
Role = tuple[str, str | None]
INDISPENSABLE = Path(__file__).parent / "plans" / "indispensable.yaml"
every_role = pytest.mark.parametrize("role", ROLES, ids=lambda role: "-".join(filter(None, role)))
every_budget = pytest.mark.parametrize("budget", BUDGETS, ids=lambda b: f"{b[0]}x{b[1]}")


@cache
def shipped() -> Catalog:
    nowhere = Path(__file__) / "no folder"
    return load_catalog(Places(nowhere, nowhere, nowhere))


@cache
def plan(role: Role, budget: tuple[int, int]) -> Plan:
    weeks, hours = budget
    profile = Profile(
        roles=(role[0],),
        domain=role[1],
        start=START,
        interview=START + timedelta(weeks=weeks),
        minutes_per_weekday=weekday_minutes(hours),
    )
    return make_plan(shipped(), profile)


def learnt(found: Plan) -> dict[str, int]:
    return {unit.id: unit.minutes for unit in found.selection.units if unit.selected}


@every_role
@every_budget
def test_no_law_is_broken_and_every_minute_is_planned(role: Role, budget: tuple[int, int]) -> None:
    found = plan(role, budget)
    assert faults(found, shipped(), ()) == []
    assert sum(w.planned_minutes for w in found.weeks) >= 0.98 * found.capacity_minutes


@every_role
@every_budget
def test_new_material_is_most_of_the_time_and_the_capacity_is_used(
    role: Role, budget: tuple[int, int]
) -> None:
    found = plan(role, budget)
    minutes = sum(learnt(found).values())
    assert 0.5 <= minutes / found.capacity_minutes <= 0.9
    capacity = found.selection.capacity_minutes
    assert minutes >= 0.97 * capacity or minutes >= capacity - 60


@every_role
@every_budget
def test_all_four_pillars_appear(role: Role, budget: tuple[int, int]) -> None:
    assert set(PILLARS) - {"craft"} <= set(plan(role, budget).summary.minutes_by_pillar)


@every_role
@pytest.mark.parametrize("budget", BUDGETS[1:], ids=lambda b: f"{b[0]}x{b[1]}")
def test_no_round_is_unprepared_from_twelve_weeks_on(role: Role, budget: tuple[int, int]) -> None:
    assert [r.name for r in plan(role, budget).rounds if r.state == "not-prepared"] == []


@pytest.mark.parametrize("role", [r for r in ROLES if r[1]], ids="-".join)
@pytest.mark.parametrize("budget", BUDGETS[1:], ids=lambda b: f"{b[0]}x{b[1]}")
def test_scientists_spend_a_quarter_in_their_domain_and_reach_expert(
    role: Role, budget: tuple[int, int]
) -> None:
    found = plan(role, budget)
    chosen = [unit for unit in found.selection.units if unit.selected]
    inside = sum(unit.minutes for unit in chosen if unit.area == role[1])
    assert inside >= 0.25 * sum(unit.minutes for unit in chosen)
    assert any(unit.depth == "expert" for unit in chosen if unit.area == role[1])


@every_budget
def test_data_scientists_study_most_statistics_and_probability(budget: tuple[int, int]) -> None:
    minutes = {
        role: plan(role, budget).summary.minutes_by_pillar["statistics-probability"]
        for role in ROLES
    }
    assert max(minutes, key=lambda role: minutes[role]) == ("data-scientist", None)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}~{pair[1]}")
def test_no_two_roles_study_the_same(pair: tuple[Role, Role]) -> None:
    """The share is taken of the smaller plan, the strictest reading."""
    one, other = (learnt(plan(role, (12, 10))) for role in pair)
    shared = sum(minutes for unit, minutes in one.items() if unit in other)
    limit = 0.70 if {pair[0][0], pair[1][0]} == set(ENGINEERS) else 0.60
    assert shared <= limit * min(sum(one.values()), sum(other.values()))


@every_role
def test_ten_sources_hold_most_of_the_reading(role: Role) -> None:
    shelf = [entry.minutes for entry in plan(role, (16, 10)).summary.shelf]
    assert sum(shelf[:10]) >= 0.6 * sum(shelf)


@every_role
def test_at_least_twelve_of_fifteen_indispensable_topics_are_in(role: Role) -> None:
    """The lists were written by a reader who had seen no plan."""
    wanted = yaml.safe_load(INDISPENSABLE.read_text("utf-8"))[role[0]]
    topics = {unit.partition(":")[0] for unit in learnt(plan(role, (16, 10)))}
    assert len(wanted) == 15
    assert len(topics & set(wanted)) >= 12, set(wanted) - topics


def test_known_and_rusty_save_time_and_still_come_up() -> None:
    known, rusty = known_and_rusty(shipped(), ["linear-algebra:solid"], ["computer-science"])
    base = plan(("research-scientist", "nlp-llm"), (16, 10))
    profile = base.profile.model_copy(update={"known": known, "rusty": rusty})
    found = make_plan(shipped(), profile)
    assert faults(found, shipped()) == []
    assert not set(known) & {unit.id for unit in found.selection.units}
    for unit in found.selection.units:
        if unit.id in rusty:
            assert unit.minutes == -(-shipped().depth(unit.id).minutes * 35 // 1500) * 15
    assert set(learnt(found)) - set(learnt(base)), "the time saved goes to what did not fit before"
    met = {item.unit for item in found.items() if item.kind in ("practice", "review")}
    assert met & set(known)


@pytest.mark.parametrize("domain", [a.id for a in shipped().areas if a.domain])
def test_every_domain_can_be_planned(domain: str) -> None:
    for role in SCIENTISTS:
        found = plan((role, domain), (12, 10))
        assert faults(found, shipped()) == []
        assert any(unit.area == domain and unit.selected for unit in found.selection.units)


@every_role
@pytest.mark.parametrize(("days", "hours"), [(7, 10), (3, 14)])
def test_short_notice_gives_a_plan_all_the_same(role: Role, days: int, hours: int) -> None:
    profile = Profile(
        roles=(role[0],),
        domain=role[1],
        start=START,
        interview=START + timedelta(days=days),
        minutes_per_weekday=dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), 120)
        if days == 3
        else weekday_minutes(hours),
    )
    found = make_plan(shipped(), profile)
    assert faults(found, shipped()) == []
    assert found.selected
