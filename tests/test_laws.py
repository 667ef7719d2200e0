"""The laws of a plan, on random catalogs and calendars, verified by the independent checker."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mlprep.core.before import Before
from mlprep.core.candidate import Profile
from mlprep.core.check import faults
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.planner import held, make_plan
from mlprep.core.reasons import Reasons
from mlprep.core.replan import difference
from mlprep.errors import NoPlanError
from tests.strategies import catalogs, profiles


@st.composite
def cases(draw: st.DrawFn) -> tuple[Catalog, Profile]:
    catalog = draw(catalogs())
    return catalog, draw(profiles(catalog))


def plan_or_none(
    catalog: Catalog, profile: Profile, done: frozenset[str] = frozenset()
) -> Plan | None:
    try:
        return make_plan(catalog, profile, done)
    except NoPlanError:
        return None


@given(cases())
@settings(max_examples=300)
def test_no_plan_breaks_a_law(case: tuple[Catalog, Profile]) -> None:
    catalog, profile = case
    plan = plan_or_none(catalog, profile)
    assert plan is None or faults(plan, catalog, ()) == []


@given(cases())
@settings(max_examples=100)
def test_every_offered_minute_is_planned(case: tuple[Catalog, Profile]) -> None:
    plan = plan_or_none(*case)
    if plan is not None:
        assert sum(week.planned_minutes for week in plan.weeks) == plan.capacity_minutes


@given(cases(), st.integers(0, 30), st.integers(0, 90), st.integers(0, 60))
@settings(max_examples=100)
def test_every_minute_that_is_left_is_planned(
    case: tuple[Catalog, Profile], days: int, new: int, other: int
) -> None:
    catalog, profile = case
    since = min(profile.start + timedelta(days=days), profile.interview - timedelta(days=1))
    weeks = timedelta(weeks=(since - profile.start).days // 7)
    frame = {"origin": profile.start, "start": profile.start + weeks, "since": since}
    later = profile.model_copy(update=frame)
    try:
        plan = make_plan(catalog, later, before=Before(spent=(new, other)))
    except NoPlanError:
        return
    assert sum(week.planned_minutes for week in plan.weeks) == plan.capacity_minutes
    assert faults(plan, catalog) == []


@given(cases())
@settings(max_examples=100)
def test_the_last_study_day_holds_logistics_if_anything_but_new_material(
    case: tuple[Catalog, Profile],
) -> None:
    plan = plan_or_none(*case)
    if plan is None:
        return
    days = {item.date for item in plan.items()}
    last = [item for item in plan.items() if item.date == max(days)]
    asked = sum(i.minutes for i in last if i.kind not in ("learn", "project", "catch-up"))
    assert asked < 10 or any(item.id.startswith("logistics-d") for item in last)


@given(cases(), st.data())
@settings(max_examples=100)
def test_what_a_plan_would_hold_is_what_it_holds(
    case: tuple[Catalog, Profile], data: st.DataObject
) -> None:
    catalog, profile = case
    plan = plan_or_none(catalog, profile)
    if plan is None:
        return
    assert set(held(catalog, profile)) == {*plan.selected}
    pins = data.draw(st.lists(st.sampled_from(plan.selected), max_size=2)) if plan.selected else []
    before = Before(old=plan, stay=data.draw(st.booleans()), pinned=tuple(pins))
    longer = profile.model_copy(update={"interview": profile.interview + timedelta(weeks=1)})
    again = make_plan(catalog, longer, before=before)
    worth = {unit.id: unit.value for unit in again.selection.units if unit.selected}
    assert held(catalog, longer, before=before) == worth


@given(cases())
@settings(max_examples=60)
def test_same_inputs_same_bytes(case: tuple[Catalog, Profile]) -> None:
    first, second = plan_or_none(*case), plan_or_none(*case)
    if first is not None and second is not None:
        assert first.model_dump_json() == second.model_dump_json()
        assert difference(Reasons(first, second, case[0])).empty
        assert Plan.model_validate_json(first.model_dump_json()) == first
        assert Plan.model_validate(first.to_json()) == first


@given(cases(), st.integers(1, 4))
@settings(max_examples=60)
def test_done_units_never_return(case: tuple[Catalog, Profile], share: int) -> None:
    catalog, profile = case
    plan = plan_or_none(catalog, profile)
    if plan is None or not plan.selected:
        return
    done = frozenset(plan.selected[: len(plan.selected) // share])
    again = plan_or_none(catalog, profile, done)
    assert again is not None
    assert not done & {unit.id for unit in again.selection.units}
    assert faults(again, catalog, done) == []


@given(cases())
@settings(max_examples=60)
def test_known_takes_no_time_and_rusty_a_third(case: tuple[Catalog, Profile]) -> None:
    catalog, profile = case
    plan = plan_or_none(catalog, profile)
    if plan is None:
        return
    for unit in plan.selection.units:
        assert unit.id not in profile.known
        full = catalog.depth(unit.id).minutes
        expected = -(-full * 35 // 1500) * 15 if unit.id in profile.rusty else full
        assert unit.minutes == expected


@given(cases(), st.integers(1, 6))
@settings(max_examples=60)
def test_a_longer_calendar_never_holds_fewer_new_minutes_than_its_first_weeks(
    case: tuple[Catalog, Profile], weeks: int
) -> None:
    catalog, profile = case
    later = profile.model_copy(
        update={"interview": profile.interview + timedelta(weeks=26 + weeks)}
    )
    short, long = plan_or_none(catalog, profile), plan_or_none(catalog, later)
    if short is not None and long is not None:
        assert long.selection.capacity_minutes >= short.selection.capacity_minutes
