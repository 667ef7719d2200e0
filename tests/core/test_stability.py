from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from mlprep.core.choosing import retold
from mlprep.core.early import week_worth, weeks_worth
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan
from mlprep.core.profile import Wish, make_profile
from mlprep.core.progress import State
from mlprep.core.selection import as_candidates, solve
from mlprep.core.stability import DRAWS, LIKELY, STABLE, stability, varied
from mlprep.core.tiers import choose
from tests.conftest import Driver

WISHES = [
    Wish(("data-scientist",), weeks=12, hours="10"),
    Wish(("software-engineer",), weeks=2, hours="10"),
    Wish(("research-engineer",), weeks=1, hours="6"),
    Wish(("research-scientist",), "nlp-llm", weeks=26, hours="15"),
    Wish(("postdoctoral-researcher",), "computer-vision", weeks=8, hours="8", know=("statistics",)),
]


def plan_for(catalog: Catalog, wish: Wish) -> Plan:
    return make_plan(catalog, make_profile(wish, catalog, State(), date(2026, 11, 23)))


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{'-'.join(wish.roles)}-{wish.weeks}")
def test_a_try_in_which_nothing_varies_chooses_the_plan(catalog: Catalog, wish: Wish) -> None:
    plan = plan_for(catalog, wish)
    same = choose(retold(catalog, plan), as_candidates(plan.selection.units))
    assert set(same) == set(plan.selected)


@pytest.mark.parametrize(
    "wish", WISHES[:2], ids=lambda wish: f"{'-'.join(wish.roles)}-{wish.weeks}"
)
def test_every_try_keeps_the_rules(catalog: Catalog, wish: Wish) -> None:
    plan = plan_for(catalog, wish)
    room = plan.selection.capacity_minutes
    for draw in (1, 2, DRAWS):
        candidates = varied(plan.selection.units, draw)
        taken = choose(retold(catalog, plan), candidates)
        assert sum(candidates[unit].minutes for unit in taken) <= room
        assert all(need in taken for unit in taken for need in candidates[unit].requires)
        for unit in plan.selection.units:
            other = candidates[unit.id]
            assert 0.7 * unit.minutes - 3 <= other.minutes <= 1.3 * unit.minutes + 3
            assert 0.64 * unit.value - 1 <= other.value <= 1.44 * unit.value + 1


def test_marks_follow_from_the_tries(catalog: Catalog) -> None:
    plan = plan_for(catalog, WISHES[0])
    found = stability(plan, catalog)
    assert found
    assert found == stability(plan, catalog)
    for unit in found.units:
        assert 0 <= unit.taken <= DRAWS
        assert unit.selected == (unit.id in plan.selected)
        marks = {"stable": unit.taken >= STABLE, "likely": LIKELY <= unit.taken < STABLE}
        told = next((mark for mark, holds in marks.items() if holds), "toss-up")
        assert unit.mark == (told if unit.selected else None)
    marked = sum(len(found.of(mark)) for mark in ("stable", "likely", "toss-up"))
    assert marked == len(plan.selected)


def test_a_draw_hangs_on_the_name_and_not_on_the_plan(catalog: Catalog) -> None:
    units = plan_for(catalog, WISHES[0]).selection.units
    assert varied(units, 7)[units[5].id] == varied(units[5:6], 7)[units[5].id]


def test_a_plan_for_a_role_that_is_gone_has_no_tries(catalog: Catalog) -> None:
    plan = plan_for(catalog, WISHES[0])
    gone = plan.profile.model_copy(update={"roles": ("lighthouse-keeper",)})
    assert stability(plan.model_copy(update={"profile": gone}), catalog) is None


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{'-'.join(wish.roles)}-{wish.weeks}")
def test_no_week_is_worth_more_than_its_best(catalog: Catalog, wish: Wish) -> None:
    plan = plan_for(catalog, wish)
    found = weeks_worth(plan)
    assert set(found) == {week.number for week in plan.weeks}
    rows = [found[number] for number in sorted(found)]
    assert all(row.so_far <= row.best for row in rows)
    assert rows[-1].so_far == 100
    for earlier, later in pairwise(rows):
        assert earlier.so_far <= later.so_far
        assert earlier.best <= later.best


def test_the_best_is_the_most_that_the_hours_hold(catalog: Catalog) -> None:
    plan = plan_for(catalog, WISHES[0])
    items = [i for w in plan.weeks if w.number <= 3 for i in w.items if i.kind == "learn"]
    most = solve(as_candidates(plan.selection.units), sum(item.minutes for item in items)).value
    worth = week_worth(plan, 3)
    assert worth
    assert 0 <= worth.best - 100 * most / plan.selection.value < 1
    assert week_worth(plan, 99) is None


def test_show_tells_of_tries_and_weeks(planned: Driver) -> None:
    page = planned("show --stability").out
    told = {m: page.count(m) for m in ("stable, ", "likely, ", "toss-up, ")}
    assert all(told.values())
    assert "varied by up to 20 %" in " ".join(page.split())
    plain, whole = planned("show --json").json, planned("show --json --stability").json
    assert set(whole) - set(plain) == {"stability"}
    assert whole["stability"]["draws"] == DRAWS
    weeks = planned("show --all").out
    assert weeks.count("value so far") == len(plain["weeks"])
    assert "mlprep show --stability" in " ".join(weeks.split())
    assert "value so far" in planned("show --week 3").out
    assert "value so far" not in planned("show").out
