"""The checker finds what is broken: each case breaks one law of a sound plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from mlprep.core.candidate import Profile
from mlprep.core.capacity import weekday_minutes
from mlprep.core.check import BrokenPlanError, check_plan, faults, verified
from mlprep.core.models import Catalog
from mlprep.core.plan import Item, Plan
from mlprep.core.planner import make_plan
from mlprep.core.proof import judge

START = date(2026, 11, 23)


def profile_of(role: str, weeks: int, hours: float) -> Profile:
    return Profile(
        roles=(role,),
        start=START,
        interview=START + timedelta(weeks=weeks),
        minutes_per_weekday=weekday_minutes(hours),
    )


@pytest.fixture(scope="module")
def plan(catalog: Catalog) -> Plan:
    return make_plan(catalog, profile_of("software-engineer", 12, 10))


def edit(plan: Plan, change: Callable[[Item], Item | None]) -> Plan:
    weeks = []
    for week in plan.weeks:
        items = tuple(new for item in week.items if (new := change(item)) is not None)
        weeks.append(week.model_copy(update={"items": items}))
    return plan.model_copy(update={"weeks": tuple(weeks)})


def moved(item: Item, **update: Any) -> Item:
    return item.model_copy(update=update)


def first_learn(plan: Plan) -> Item:
    return next(item for item in plan.items() if item.kind == "learn")


def last_learn(plan: Plan) -> Item:
    return [item for item in plan.items() if item.kind == "learn"][-1]


def laws(plan: Plan, catalog: Catalog) -> set[str]:
    return {finding.law for finding in check_plan(plan, catalog) if finding.fault}


def test_a_sound_plan_has_no_fault(plan: Plan, catalog: Catalog) -> None:
    assert faults(plan, catalog) == []
    assert verified(plan, catalog, ()) is plan


def test_an_overfull_day(plan: Plan, catalog: Catalog) -> None:
    target = first_learn(plan)
    broken = edit(plan, lambda i: moved(i, minutes=i.minutes + 600) if i is target else i)
    assert {"day", "nothing twice"} <= laws(broken, catalog)
    with pytest.raises(BrokenPlanError, match="report this"):
        verified(broken, catalog, ())


def test_a_week_that_states_hours_that_have_passed(catalog: Catalog) -> None:
    frame = {"origin": START, "since": START + timedelta(days=3)}
    profile = profile_of("software-engineer", 4, 10).model_copy(update=frame)
    plan = make_plan(catalog, profile)
    assert faults(plan, catalog) == []
    first, *others = plan.weeks
    for minutes in (600, first.capacity_minutes + 1, 0):
        wrong = first.model_copy(update={"capacity_minutes": minutes})
        assert "week" in laws(plan.model_copy(update={"weeks": (wrong, *others)}), catalog)


def test_a_lost_unit(plan: Plan, catalog: Catalog) -> None:
    lost = last_learn(plan).unit
    assert "nothing lost" in laws(edit(plan, lambda i: None if i.unit == lost else i), catalog)


def test_a_unit_nobody_chose(plan: Plan, catalog: Catalog) -> None:
    target = first_learn(plan)
    spare = next(unit.id for unit in plan.selection.units if not unit.selected)
    broken = edit(plan, lambda i: moved(i, unit=spare) if i is target else i)
    assert "nothing twice" in laws(broken, catalog)


def test_prerequisites_out_of_order(plan: Plan, catalog: Catalog) -> None:
    def swap(item: Item) -> Item:
        return moved(item, unit=other[item.unit]) if item.unit in other else item

    solid = next(u.id for u in plan.selection.units if u.selected and u.id.endswith(":solid"))
    basics = solid.replace(":solid", ":basics")
    other = {solid: basics, basics: solid}
    assert "prerequisites" in laws(edit(plan, swap), catalog)


def test_new_material_in_the_sweep(plan: Plan, catalog: Catalog) -> None:
    target = next(i for i in plan.items() if i.kind == "review")
    unit = first_learn(plan).unit
    broken = edit(plan, lambda i: moved(i, kind="learn", unit=unit) if i is target else i)
    assert {"sweep", "two weeks"} <= laws(broken, catalog)


def test_a_quiz_too_early(plan: Plan, catalog: Catalog) -> None:
    target = next(i for i in plan.items() if i.kind == "consolidate")
    broken = edit(plan, lambda i: moved(i, date=START) if i is target else i)
    assert "quiz" in laws(broken, catalog)


def test_a_mock_on_the_eve(plan: Plan, catalog: Catalog) -> None:
    target = [i for i in plan.items() if i.kind == "mock"][-1]
    eve = plan.profile.interview - timedelta(days=1)
    broken = edit(plan, lambda i: moved(i, date=eve) if i is target else i)
    assert {"sweep", "week"} <= laws(broken, catalog)


def test_too_much_catch_up_and_any_when_it_is_off(plan: Plan, catalog: Catalog) -> None:
    broken = edit(plan, lambda i: moved(i, minutes=300) if i.kind == "catch-up" else i)
    assert "catch-up" in laws(broken, catalog)
    off = plan.model_copy(update={"profile": plan.profile.model_copy(update={"slack": False})})
    assert "catch-up" in laws(off, catalog)


def test_milestones_out_of_order_or_too_large(plan: Plan, catalog: Catalog) -> None:
    broken = edit(
        plan, lambda i: moved(i, id=f"project-{9 - int(i.id[8])}") if i.kind == "project" else i
    )
    assert {"project", "identity"} <= laws(broken, catalog)


def test_a_choice_without_what_it_requires(plan: Plan, catalog: Catalog) -> None:
    units = []
    for unit in plan.selection.units:
        leave = unit.id == "cs-complexity:basics"
        units.append(unit.model_copy(update={"selected": unit.selected and not leave}))
    selection = plan.selection.model_copy(update={"units": tuple(units)})
    broken = plan.model_copy(update={"selection": selection})
    assert {"closure", "value"} <= laws(broken, catalog)


def restated(plan: Plan, **update: Any) -> Plan:
    return plan.model_copy(update={"selection": plan.selection.model_copy(update=update)})


def test_a_changed_copy_remembers_nothing_of_the_original(plan: Plan) -> None:
    first, *rest = plan.selection.units
    assert plan.unit[first.id] is first
    fewer = restated(plan, units=tuple(rest))
    assert first.id not in fewer.unit
    assert plan.unit[first.id] is first


def test_a_bound_that_is_not_proved(plan: Plan, catalog: Catalog) -> None:
    users = {need for unit in plan.selection.units if unit.selected for need in unit.requires}
    spare = next(
        u for u in plan.selection.units if u.selected and u.tier == "rest" and u.id not in users
    )
    units = tuple(
        unit.model_copy(update={"selected": unit.selected and unit is not spare})
        for unit in plan.selection.units
    )
    value = plan.selection.value - spare.value
    worse = restated(plan, units=units, value=value, upper_bound=value)
    assert spare.value > 0
    assert laws(worse, catalog) == {"bound", "nothing twice"}
    assert laws(restated(plan, certificate=()), catalog) == {"bound"}


def test_more_said_of_the_choice_than_the_bound_allows(plan: Plan, catalog: Catalog) -> None:
    above = plan.selection.upper_bound + 100
    assert laws(restated(plan, upper_bound=above), catalog) == {"gap"}
    assert laws(restated(plan, optimal=False), catalog) == {"gap"}
    modest = restated(plan, upper_bound=above, optimal=False, gap=100 / above)
    assert faults(modest, catalog) == []


def test_a_plan_of_an_older_version_has_no_proof_and_claims_none(
    plan: Plan, catalog: Catalog
) -> None:
    above = plan.selection.upper_bound + 100
    gap = round(100 / above, 4)
    old = restated(plan, upper_bound=above, optimal=False, gap=gap, certificate=())
    assert faults(old, catalog) == []
    assert "bound" in {finding.law for finding in check_plan(old, catalog)}


@pytest.fixture(scope="module")
def tight(catalog: Catalog) -> Plan:
    """A plan in which the must-haves of the rounds do not all fit."""
    return make_plan(catalog, profile_of("data-scientist", 8, 6))


def test_a_tier_that_was_cut_has_a_proof_of_its_own(tight: Plan, catalog: Catalog) -> None:
    assert faults(tight, catalog, ()) == []
    cuts = tight.selection.cuts
    assert {cut.tier for cut in cuts} <= {"core", "round"}
    assert all(cut.value == cut.upper_bound for cut in cuts)
    assert tight.selection.behind == 0
    for cut in cuts:
        lower = cut.model_copy(update={"upper_bound": cut.upper_bound - 1})
        assert judge(tight.selection, lower) == "refuted"
        none = cut.model_copy(update={"certificate": ()})
        assert laws(restated(tight, cuts=(none,)), catalog) == {"bound"}


def test_a_worse_must_have_in_a_cut_tier_is_found(tight: Plan, catalog: Catalog) -> None:
    cut = tight.selection.cuts[-1]
    units = [tight.unit[name] for name in cut.units]
    out = next(u for u in units if u.selected and u.value and u.id not in cut.taken)
    changed = tuple(
        unit.model_copy(update={"selected": unit.selected and unit is not out})
        for unit in tight.selection.units
    )
    value = tight.selection.value - out.value
    worse = restated(tight, units=changed, value=value, upper_bound=value)
    assert "value" in laws(worse, catalog)
    lied = cut.model_copy(
        update={"value": cut.value - out.value, "upper_bound": cut.value - out.value}
    )
    assert "bound" in laws(restated(worse, cuts=(lied,)), catalog)


def test_what_was_chosen_from_is_what_the_catalog_says(plan: Plan, catalog: Catalog) -> None:
    first = plan.selection.units[0]

    def other(**update: Any) -> Plan:
        changed = (first.model_copy(update=update), *plan.selection.units[1:])
        return restated(plan, units=changed)

    assert "value" in laws(other(value=first.value + 1), catalog)
    assert "requires" in laws(other(requires=(plan.selection.units[-1].id,)), catalog)
    rest = next(unit for unit in plan.selection.units if unit.tier == "rest")
    marked = [
        u.model_copy(update={"tier": "core"}) if u is rest else u for u in plan.selection.units
    ]
    assert "tier" in laws(restated(plan, units=tuple(marked)), catalog)
    spare = next(unit for unit in plan.selection.units if not unit.selected)
    fewer = restated(plan, units=tuple(u for u in plan.selection.units if u is not spare))
    assert "candidates" in {finding.law for finding in check_plan(fewer, catalog, ())}


def test_preferences_are_notes_not_faults(plan: Plan, catalog: Catalog) -> None:
    broken = edit(plan, lambda i: moved(i, area="sql") if i.kind == "learn" else i)
    notes = {f.law for f in check_plan(broken, catalog) if not f.fault}
    assert "areas" in notes
    assert faults(broken, catalog) == []
