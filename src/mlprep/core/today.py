"""What to do on a day: a queue, not a date.

New material and project steps stay open after their day and are taken up in plan order; quizzes,
practice, mocks and reviews belong to their day and never pile up. Catch-up minutes are used only
by what is open from before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from mlprep.core.fields import DEPTHS
from mlprep.core.memory import GRADES
from mlprep.core.models import Catalog
from mlprep.core.plan import CARRIED, Item, Plan
from mlprep.core.practice import WEAK
from mlprep.core.progress import State

LEAST = 15  # minutes of an item that are worth beginning
MOST_OFFERED = 9  # items from before, where a day has none of its own
MOST_MISSED = 10  # points


class Queue(NamedTuple):
    """`items` for a day of `minutes`; `later` is the first open item that follows them.

    `now` says how many minutes of each item, by id, are for that day, `left` how many are open.
    """

    minutes: int
    spent: int  # of them, by what was done that day
    items: tuple[Item, ...]
    later: Item | None
    left: Mapping[str, int]
    now: Mapping[str, int]

    def to_json(self) -> list[dict[str, Any]]:
        """The items as plain data: `minutes` for today, `left` in all."""
        shown = (item.model_dump(mode="json", exclude_none=True) for item in self.items)
        return [
            {**one, "minutes": self.now[one["id"]], "left": self.left[one["id"]]} for one in shown
        ]


def queue(plan: Plan, state: State, today: date) -> Queue:
    """The first open items whose prerequisites are done or come before them, up to the minutes.

    An item that does not fit whole is begun, if a quarter of an hour of it does.
    """
    here = [item for item in plan.items() if item.date == today]
    still = [item for item in plan.items() if not state.item_done(item) and item.kind != "catch-up"]
    own = [i for i in still if i.date == today and i.kind not in CARRIED and _met(state, i)]
    spent = sum(spent_by_kind(plan, state, today))
    room = max(0, _room(plan, state, here, today) - spent)
    while own and sum(item.minutes for item in own) > room:
        own.pop()
    room -= sum(item.minutes for item in own)
    chosen, later = _carried(plan, state, still, room, today)
    items = (*(item for item, _ in chosen), *own)
    return Queue(
        sum(item.minutes for item in here),
        spent,
        items,
        later,
        left={item.id: state.left(item) for item in (*items, *([later] if later else []))},
        now={item.id: minutes for item, minutes in [*chosen, *((i, i.minutes) for i in own)]},
    )


def offered(plan: Plan, state: State, today: date) -> tuple[Item, ...]:
    """What may have been done: the day's items, or what is open from before, or what is next."""
    here = queue(plan, state, today)
    still = [item for item in plan.items() if not state.item_done(item)]
    chosen, _ = _carried(plan, state, still, _before(plan, state, today), today)
    before = tuple(item for item, _ in chosen if item.date < today)[:MOST_OFFERED]
    return here.items or before or ((here.later,) if here.later else ())


def _carried(
    plan: Plan, state: State, still: Sequence[Item], room: int, today: date
) -> tuple[list[tuple[Item, int]], Item | None]:
    """New material and project steps for `room` minutes, and what would be next."""
    chosen: list[tuple[Item, int]] = []
    settled = {unit for unit in plan.unit if state.has(unit)}
    for item in still:
        if item.kind not in CARRIED or state.waits(item.unit or "", today):
            continue
        if not _ready(plan, item, settled):
            continue
        minutes = min(state.left(item), room)
        if minutes < min(LEAST, state.left(item)):
            return chosen, item
        chosen.append((item, minutes))
        room -= minutes
        if minutes < state.left(item):
            return chosen, None
        if item.unit and (item.part is None or item.part[0] == item.part[1]):
            settled.add(item.unit)
    return chosen, None


def _met(state: State, item: Item) -> bool:
    """Whether what it asks about is learnt or known: of a quiz the unit, else the topic."""
    topic, _, own = (item.unit or "").partition(":")
    depths = (own,) if item.kind == "consolidate" else DEPTHS
    return not topic or any(state.has(f"{topic}:{depth}") for depth in depths)


def _ready(plan: Plan, item: Item, settled: set[str]) -> bool:
    unit = plan.unit.get(item.unit or "")
    return unit is None or all(need in settled or need not in plan.unit for need in unit.requires)


def _room(plan: Plan, state: State, here: list[Item], today: date) -> int:
    """The day's minutes, less catch-up that nothing needs."""
    own = sum(item.minutes for item in here if item.kind != "catch-up")
    spare = sum(item.minutes for item in here if item.kind == "catch-up")
    return own + min(spare, _before(plan, state, today))


def _before(plan: Plan, state: State, today: date) -> int:
    """Minutes that are open from before a day."""
    return sum(
        state.left(item)
        for item in plan.items()
        if item.kind in CARRIED and item.date < today and not state.waits(item.unit or "", today)
    )


def spent_by_kind(plan: Plan, state: State, today: date) -> tuple[int, int]:
    """Minutes of a day that went to new material and projects, and to all else.

    A unit counts with what it took, if that was said, else with what was planned for it.
    """
    length: dict[str, int] = {}
    new = other = 0
    for item in plan.items():
        if item.kind == "learn" and item.unit:
            length[item.unit] = length.get(item.unit, 0) + item.minutes
        elif state.done.get(item.id) == today or state.done.get(item.id.partition("/")[0]) == today:
            new += item.minutes if item.kind in CARRIED else 0
            other += item.minutes if item.kind not in CARRIED and item.date == today else 0
    for unit, minutes in length.items():
        new += sum(part.took for part in state.parts.get(unit, ()) if part.on == today)
        if state.done.get(unit) == today:
            new += state.took.get(unit, max(0, minutes - state.studied(unit)))
    return new, other


def missed_points(catalog: Catalog, state: State) -> list[str]:
    """Points, with their topic, that the last answers missed where they went badly, worst first."""
    last = [(catalog.question.get(name), reviews[-1]) for name, reviews in state.answers.items()]
    weak = [(asked, review) for asked, review in last if asked and review.grade in WEAK]
    missed = [
        f"{asked.points[number - 1]} ({catalog.topic[asked.topic].title})"
        for asked, review in sorted(weak, key=lambda one: GRADES.index(one[1].grade))
        for number in review.missed
        if number <= len(asked.points)
    ]
    return missed[:MOST_MISSED]
