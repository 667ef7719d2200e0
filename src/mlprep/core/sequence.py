"""When to study what was chosen: units laid into the days' new minutes, value early.

Laws: a unit starts after all it requires have ended; no day over its minutes; a unit lies within
two consecutive study weeks (weeks with new minutes); pieces are multiples of 15 minutes; what is
marked for the start comes first, what is marked for the end is held back to the last quarter.
Preferences, in this order, where the ready units allow: at most four areas and at least two in a
week of 180 new minutes or more; at most half of a week hard; pieces of 30 minutes or more; no
expert depth in the first third.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from mlprep.core.capacity import Calendar, StudyDay
from mlprep.core.graph import Unit

MOST_AREAS = 4
MIXED_FROM = 180  # new minutes in a week from which areas are mixed
SHORT = 30  # a piece shorter than this is clumsy
CLUMSY_RANKS = 8  # how many places in the order a clumsy split may cost


@dataclass(frozen=True)
class Piece:
    """Minutes of one unit on one day."""

    unit: str
    date: date
    minutes: int


@dataclass
class _Week:
    """What a week holds so far (minutes), and its new minutes in all."""

    total: int
    used: int = 0
    hard: int = 0
    areas: set[str] = field(default_factory=set)


@dataclass
class _Desk:
    """The state of laying out: units waiting in order, finished, and how full each week is."""

    chosen: Mapping[str, Unit]
    waiting: list[str]
    weeks: dict[int, _Week]
    late_from: date
    deep_from: date
    finished: set[str] = field(default_factory=set)


def lay_out(
    calendar: Calendar, chosen: Mapping[str, Unit], order: Sequence[str], when: Mapping[str, str]
) -> tuple[list[Piece], list[str]]:
    """Lay the chosen units into the calendar: the pieces in time order, and what found no place.

    `chosen` carries personal minutes; `order` is the priority; `when` says start, end or any.
    """
    days = [day for day in calendar.days if not day.sweep and day.free > 0]
    rank = {"start": 0, "any": 1, "end": 2}
    desk = _Desk(
        chosen=chosen,
        waiting=sorted(order, key=lambda unit: rank[when[unit]]),
        weeks={day.week: _Week(0) for day in days},
        late_from=calendar.start + timedelta(days=calendar.length * 3 // 4),
        deep_from=calendar.start + timedelta(days=calendar.length // 3),
    )
    for day in days:
        desk.weeks[day.week].total += day.free
    pieces: list[Piece] = []
    current, left = "", 0
    for index, day in enumerate(days):
        room = day.free
        while room > 0:
            if not left:
                current = _next_unit(desk, day, room, _reach(days, index, room), when)
                if not current:
                    break
                left = chosen[current].minutes
                desk.waiting.remove(current)
            piece = min(room, left)
            pieces.append(Piece(current, day.date, piece))
            _note(desk.weeks[day.week], chosen[current], piece)
            room -= piece
            left -= piece
            if not left:
                desk.finished.add(current)
    if left:  # cannot happen while units are checked against the reach; kept out of the plan
        pieces = [piece for piece in pieces if piece.unit != current]
        desk.waiting.append(current)
    return pieces, desk.waiting


def _note(week: _Week, unit: Unit, minutes: int) -> None:
    week.used += minutes
    week.areas.add(unit.area)
    week.hard += minutes if unit.hard else 0


def _reach(days: Sequence[StudyDay], index: int, room: int) -> int:
    """Minutes from here to the end of the next study week: the longest unit that may start now."""
    week = days[index].week
    later = [day for day in days[index + 1 :] if day.week != week]
    following = later[0].week if later else week
    return room + sum(day.free for day in days[index + 1 :] if day.week in (week, following))


def _next_unit(desk: _Desk, day: StudyDay, room: int, reach: int, when: Mapping[str, str]) -> str:
    """The ready unit that fits the preferences best, then comes first; "" if none may start."""
    ready = [
        unit
        for unit in desk.waiting
        if desk.chosen[unit].minutes <= reach
        and all(r in desk.finished or r not in desk.chosen for r in desk.chosen[unit].requires)
    ]
    if day.date < desk.late_from and any(when[unit] != "end" for unit in ready):
        ready = [unit for unit in ready if when[unit] != "end"]
    if day.date < desk.deep_from and any(not _is_expert(unit) for unit in ready):
        ready = [unit for unit in ready if not _is_expert(unit)]
    if any(when[unit] == "start" for unit in ready):
        ready = [unit for unit in ready if when[unit] == "start"]
    week = desk.weeks[day.week]
    scored = [
        (*_strain(week, desk.chosen[unit]), rank + _clumsy(desk.chosen[unit].minutes, room), unit)
        for rank, unit in enumerate(ready)
    ]
    return min(scored)[-1] if scored else ""


def _is_expert(unit: str) -> bool:
    return unit.endswith(":expert")


def _strain(week: _Week, unit: Unit) -> tuple[bool, bool, bool]:
    """Which preferences starting this unit would offend: too many areas, too few, too hard."""
    new = unit.area not in week.areas
    mixed = week.total >= MIXED_FROM
    crowded = mixed and new and len(week.areas) >= MOST_AREAS
    lone = mixed and not new and len(week.areas) == 1 and week.used + unit.minutes > week.total / 2
    heavy = unit.hard and week.hard + min(unit.minutes, week.total - week.used) > week.total / 2
    return crowded, lone, heavy


def _clumsy(minutes: int, room: int) -> int:
    """Ranks lost if the unit would be split into, or would leave, a piece that is too short."""
    rest = abs(room - minutes)
    return CLUMSY_RANKS if 0 < rest < SHORT or (minutes > room and room < SHORT) else 0
