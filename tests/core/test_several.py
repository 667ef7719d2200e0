"""One plan for several roles: the laws hold, all rounds are there, no role is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.candidate import Profile
from mlprep.core.capacity import weekday_minutes
from mlprep.core.check import faults
from mlprep.core.explain import shares
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan
from mlprep.core.several import balanced, role_of, weigh
from tests.conftest import Driver
from tests.strategies import START
from tests.test_roles import shipped

ROLES = (
    "research-engineer", "software-engineer", "data-scientist", "research-scientist",
    "postdoctoral-researcher",
)  # fmt: skip
PAIRS = list(combinations(ROLES, 2))


def plan(roles: tuple[str, ...], weeks: int = 16, hours: float = 10) -> Plan:
    needs = role_of(shipped(), roles).domain == "required"
    profile = Profile(
        roles=roles,
        domain="nlp-llm" if needs else None,
        start=START,
        interview=START + timedelta(weeks=weeks),
        minutes_per_weekday=weekday_minutes(hours),
    )
    return make_plan(shipped(), profile)


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_every_law_holds_and_every_round_is_there(pair: tuple[str, ...]) -> None:
    found = plan(pair)
    assert faults(found, shipped()) == []
    names = [interview.name for interview in found.rounds]
    assert len(names) == len(set(names))
    assert len(names) == sum(len(shipped().role[name].rounds) for name in pair)


def prepared(found: Plan, pair: tuple[str, ...]) -> int:
    """How many rounds of the pair have all their must-haves in the plan."""
    rounds = [interview for name in pair for interview in shipped().role[name].rounds]
    return sum(set(interview.must) <= set(found.selected) for interview in rounds)


@pytest.mark.parametrize("pair", PAIRS, ids="+".join)
def test_more_rounds_are_prepared_than_in_a_plan_for_either(pair: tuple[str, ...]) -> None:
    joint = prepared(plan(pair), pair)
    assert all(joint > prepared(plan((alone,)), pair) for alone in pair)


VALUES = st.lists(st.integers(1, 100), min_size=6, max_size=6)


@given(VALUES, VALUES, st.integers(1, 5))
def test_balancing_never_leaves_the_worst_off_role_worse(
    one: list[int], other: list[int], room: int
) -> None:
    values = [{str(n): v for n, v in enumerate(mine)} for mine in (one, other)]
    best = [sum(sorted(mine, reverse=True)[:room]) for mine in (one, other)]

    def choose(joined: Mapping[str, int]) -> list[str]:
        return sorted(joined, key=lambda unit: -joined[unit])[:room]

    def worst(joined: Mapping[str, int]) -> Fraction:
        chosen = choose(joined)
        sums = (sum(own[unit] for unit in chosen) for own in values)
        return min(Fraction(got, top) for got, top in zip(sums, best, strict=True))

    equal = weigh(values, best, [Fraction(1)] * 2)
    assert worst(balanced(values, best, choose)) >= worst(equal)


@pytest.mark.parametrize("pair", PAIRS[:4], ids="+".join)
def test_the_shares_that_are_shown_are_true(pair: tuple[str, ...]) -> None:
    joint = plan(pair)
    for name, share in shares(joint, shipped()).percent:
        alone = plan((name,)) if role_of(shipped(), (name,)).domain != "required" else None
        if alone and not joint.profile.domain:
            values = {unit.id: unit.value for unit in alone.selection.units}
            got = sum(values[unit] for unit in joint.selected)
            assert share == 100 * got // alone.selection.value


def test_three_roles_in_a_short_time_make_a_plan_too() -> None:
    found = plan(ROLES[:3], weeks=4, hours=6)
    assert faults(found, shipped()) == []


def test_several_roles_through_the_front_door(mlprep: Driver) -> None:
    run = mlprep(
        "plan --role research-scientist --role software-engineer --domain nlp-llm"
        " --weeks 12 --hours 10"
    )
    assert run.code == 0
    assert "worth, beside a plan for one alone: Research scientist " in " ".join(run.out.split())
    assert run.out.startswith("Research scientist + Software engineer")
    roles = mlprep("show --json").json["profile"]["roles"]
    assert roles == ["research-scientist", "software-engineer"]
    assert mlprep("replan --hours 8 --dry-run").code == 0
    assert mlprep("export markdown").out.startswith("# Study plan: Research scientist + Soft")
    four = " ".join(f"--role {name}" for name in ROLES[:4])
    assert "too many roles" in mlprep(f"plan {four} --yes").err
