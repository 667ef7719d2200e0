from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from mlprep.core.candidate import Profile
from mlprep.core.capacity import weekday_minutes
from mlprep.core.history import Event
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan
from mlprep.core.progress import State, replay
from mlprep.core.standing import coming_catch_up, standing
from mlprep.core.today import queue

START = date(2026, 11, 23)


@pytest.fixture(scope="module")
def plan(catalog: Catalog) -> Plan:
    profile = Profile(
        roles=("data-scientist",),
        start=START,
        interview=START + timedelta(weeks=12),
        minutes_per_weekday=weekday_minutes(10),
    )
    return make_plan(catalog, profile)


def event(number: int, kind: str, **data: Any) -> Event:
    return Event(f"e{number}", f"b{number}", "2026-11-23T09:00:00+00:00", kind, data)


def done(number: int, *units: str, on: date = START) -> Event:
    return event(number, "done", units=list(units), items=[], on=on.isoformat())


def test_undo_takes_back_a_whole_batch_and_nothing_else() -> None:
    events = [done(1, "a:basics"), done(2, "b:basics"), event(3, "undo", batch="b1")]
    assert list(replay(events).done) == ["b:basics"]


def test_unknown_units_and_unknown_kinds_are_kept_out_of_the_way() -> None:
    state = replay([done(1, "gone-topic:basics"), event(2, "from-the-future", x=1)])
    assert state.done == {"gone-topic:basics": START}


def test_the_last_word_on_knowing_counts() -> None:
    events = [
        event(1, "know", units=["a:basics"]),
        event(2, "know", rusty=["a:basics"]),
        event(3, "know", forgotten=["a:basics"]),
    ]
    seen = [(s.known, s.rusty, s.unlearnt) for s in (replay(events[:n]) for n in (1, 2, 3))]
    here = {"a:basics": None}
    assert seen == [(here, {}, {}), ({}, here, {}), ({}, {}, here)]


def test_a_part_counts_towards_its_pieces_in_order(plan: Plan) -> None:
    pieces = [i for i in plan.items() if i.kind == "learn" and i.part]
    unit = pieces[0].unit
    mine = [i for i in pieces if i.unit == unit]
    state = replay([event(1, "part", unit=unit, minutes=mine[0].minutes, on=START.isoformat())])
    state.plan = plan
    assert state.item_done(mine[0])
    assert not state.item_done(mine[1])
    assert not state.has(unit or "")


def test_the_first_day_asks_for_its_own_items(plan: Plan) -> None:
    state = State(plan=plan)
    here = queue(plan, state, START)
    own = [item for item in plan.items() if item.date == START]
    assert list(here.items) == own
    assert here.minutes == 75


def test_what_stayed_open_comes_first_and_nothing_piles_up(plan: Plan) -> None:
    later = START + timedelta(days=4)  # Friday, four days missed
    here = queue(plan, State(plan=plan), later)
    assert here.items[0].date == START
    assert sum(item.minutes for item in here.items) <= here.minutes
    assert not [i for i in here.items if i.date < later and i.kind not in ("learn", "project")]


def test_finished_early_the_next_item_is_named(plan: Plan) -> None:
    units = {i.unit for i in plan.items() if i.date == START and i.unit and not i.part}
    state = State(plan=plan, done=dict.fromkeys((u for u in units if u), START))
    here = queue(plan, state, START)
    assert here.later is not None
    assert here.later.date > START or here.items


def test_a_prerequisite_that_is_open_holds_back_what_needs_it(plan: Plan) -> None:
    target = next(
        u
        for u in plan.selection.units
        if u.selected and any(r in plan.selected for r in u.requires)
    )
    before = [u for u in plan.selected if u != target.id and u not in target.requires]
    state = State(plan=plan, done=dict.fromkeys(before, START))
    items = queue(plan, state, START).items
    seen = [item.unit for item in items]
    if target.id in seen:
        needs = [r for r in target.requires if r in plan.selected]
        assert all(r in seen[: seen.index(target.id)] for r in needs)


def test_catch_up_minutes_serve_only_what_is_open_from_before(plan: Plan) -> None:
    saturday = START + timedelta(days=5)
    units = [i.unit for i in plan.items() if i.date < saturday and i.kind == "learn" and i.unit]
    caught_up = State(plan=plan, done=dict.fromkeys(units, START))
    planned = [i for i in plan.items() if i.date == saturday and i.kind != "catch-up"]
    mine = queue(plan, caught_up, saturday)
    assert sum(i.minutes for i in mine.items) <= sum(i.minutes for i in planned)
    behind = queue(plan, State(plan=plan), saturday)
    assert sum(i.minutes for i in behind.items) > sum(i.minutes for i in mine.items) - 60


def test_behind_means_more_than_the_catch_up_of_six_weeks_holds(
    plan: Plan, catalog: Catalog
) -> None:
    state = State(plan=plan)
    for day in range(1, 20):
        today = START + timedelta(days=day)
        how = standing(plan, state, catalog, today)
        assert how.behind == (how.open_minutes > coming_catch_up(plan, today) == 360)
    early = standing(plan, state, catalog, START + timedelta(days=3))
    late = standing(plan, state, catalog, START + timedelta(days=9))
    assert (early.behind, late.behind) == (False, True)
    assert (late.units_done, late.minutes_done) == (0, 0)


def test_everything_done_leaves_nothing_to_do(plan: Plan, catalog: Catalog) -> None:
    items = [i.id for i in plan.items() if i.kind == "project"]
    state = State(plan=plan, done=dict.fromkeys([*plan.selected, *items], START))
    how = standing(plan, state, catalog, START + timedelta(days=30))
    assert (how.units_done, how.open_minutes, how.behind) == (how.units_total, 0, False)
    assert how.minutes_done == how.minutes_planned


def test_events_without_the_time_of_a_part_go_by_its_minutes() -> None:
    on = START.isoformat()
    events = [
        event(1, "part", unit="a:basics", minutes=60, on=on),
        event(2, "done", units=["a:basics"], items=[], on=on, took=45),
        event(3, "done", units=["b:basics", "b:solid"], items=[], on=on, took=80),
    ]
    state = replay(events)
    assert (state.spent, state.took) == ({"a:basics": 60}, {"a:basics": 45})
