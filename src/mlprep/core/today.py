"""What to do on a day: a queue, not a date.

New material and project steps stay open after their day and are taken up in plan order; quizzes,
practice, mocks and reviews belong to their day and never pile up. Catch-up minutes are used only
by what is open from before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mlprep.core.fields import DEPTHS
from mlprep.core.plan import CARRIED, Item, Plan
from mlprep.core.progress import State


@dataclass(frozen=True)
class Queue:
    """`items` for a day of `minutes`; `later` is the first open item that follows them."""

    minutes: int
    spent: int  # of them, by what was done that day
    items: tuple[Item, ...]
    later: Item | None
    left: Mapping[str, int]  # minutes still to do of each item, by id


def queue(plan: Plan, state: State, today: date) -> Queue:
    """The first open items whose prerequisites are done or come before them, up to the minutes."""
    here = [item for item in plan.items() if item.date == today]
    still = [item for item in plan.items() if not state.item_done(item) and item.kind != "catch-up"]
    own = [i for i in still if i.date == today and i.kind not in CARRIED and _met(state, i)]
    spent = minutes_spent(plan, state, today)
    room = max(0, _room(plan, state, here, today) - spent) - sum(item.minutes for item in own)
    chosen: list[Item] = []
    later = None
    settled = {unit for unit in plan.unit if state.has(unit)}
    for item in (item for item in still if item.kind in CARRIED):
        if not _ready(plan, item, settled):
            continue
        left = state.left(item)
        if left > room and (chosen or room <= 0):
            later = item
            break
        chosen.append(item)
        room -= left
        if item.unit and (item.part is None or item.part[0] == item.part[1]):
            settled.add(item.unit)
    items = (*chosen, *own)
    open_minutes = {item.id: state.left(item) for item in items}
    return Queue(sum(item.minutes for item in here), spent, items, later, open_minutes)


def _met(state: State, item: Item) -> bool:
    """Whether there is something to be asked about: the unit's topic is learnt or known."""
    topic = (item.unit or "").partition(":")[0]
    return not topic or any(state.has(f"{topic}:{depth}") for depth in DEPTHS)


def _ready(plan: Plan, item: Item, settled: set[str]) -> bool:
    unit = plan.unit.get(item.unit or "")
    return unit is None or all(need in settled or need not in plan.unit for need in unit.requires)


def _room(plan: Plan, state: State, here: list[Item], today: date) -> int:
    """The day's minutes, less catch-up that nothing needs."""
    offered = sum(item.minutes for item in here if item.kind != "catch-up")
    spare = sum(item.minutes for item in here if item.kind == "catch-up")
    before = sum(
        item.minutes
        for item in plan.items()
        if item.kind in CARRIED and item.date < today and not state.item_done(item)
    )
    return offered + min(spare, before)


def minutes_spent(plan: Plan, state: State, today: date) -> int:
    """Minutes of the plan that were studied on a day: whole units and items, and parts of units."""
    spent = sum(m for parts in state.parts.values() for day, m in parts if day == today)
    for item in plan.items():
        done_today = today in (state.done.get(item.id), state.done.get(item.unit or ""))
        if done_today and (item.kind in CARRIED or item.date == today):
            spent += item.minutes
    told = (unit for unit, day in state.done.items() if day == today and unit in plan.unit)
    return max(0, spent - sum(state.studied(unit) for unit in told))
