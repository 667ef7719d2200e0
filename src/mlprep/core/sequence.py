"""When to study what was chosen: units laid into the days' new minutes, value early.

Laws: a unit starts after all it requires have ended; no day over its minutes; a unit lies within
two consecutive study weeks (weeks with new minutes); pieces are multiples of 15 minutes; what is
marked for the start comes first, what is marked for the end is held back to the last quarter.
Preferences, in this order, where the ready units allow: at most four areas and at least two in a
week of 180 new minutes or more; at most half of a week hard; pieces of 30 minutes or more. From
the middle on the core and then the must-haves of the rounds come before all else, and expert
depths wait until then: what everybody is asked is not left to the last weeks. To keep a unit
whole, a day may exchange a quarter of an hour of practice with another day of its week.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from mlprep.core.capacity import QUANTUM, Calendar, StudyDay
from mlprep.core.graph import Unit

MOST_AREAS = 4
MIXED_FROM = 180  # new minutes in a week from which areas are mixed
SHORT = 30  # a piece shorter than this is clumsy
CLUMSY_RANKS = 8  # how many places in the order a clumsy split may cost
RANK = {"start": 0, "any": 1, "core": 1, "round": 1, "end": 2}


@dataclass(frozen=True)
class Piece:
    """Minutes of one unit on one day."""

    unit: str
    date: date
    minutes: int


@dataclass(frozen=True)
class Layout:
    """The pieces in time order, the calendar they lie in, and the units that found no place."""

    pieces: tuple[Piece, ...]
    calendar: Calendar
    unplaced: tuple[str, ...]


@dataclass
class _Week:
    """What a week holds so far (minutes), and its new minutes in all."""

    total: int
    used: int = 0
    hard: int = 0
    areas: set[str] = field(default_factory=set)


@dataclass
class _Table:
    """The state of laying out: days, units waiting in order, finished, and each week so far."""

    days: list[StudyDay]
    chosen: Mapping[str, Unit]
    when: Mapping[str, str]
    waiting: list[str]
    weeks: dict[int, _Week]
    middle: date
    late: date
    finished: set[str] = field(default_factory=set)


def lay_out(
    calendar: Calendar, chosen: Mapping[str, Unit], order: Sequence[str], when: Mapping[str, str]
) -> Layout:
    """Lay the chosen units into the calendar.

    `chosen` carries personal minutes; `order` is the priority; `when` says start, core, round,
    any or end of each unit.
    """
    days = [day for day in calendar.days if not day.sweep and day.free > 0]
    table = _Table(
        days=days,
        chosen=chosen,
        when=when,
        waiting=sorted(order, key=lambda unit: RANK[when[unit]]),
        weeks={day.week: _Week(0) for day in days},
        middle=calendar.start + timedelta(days=calendar.length // 2),
        late=calendar.start + timedelta(days=calendar.length * 3 // 4),
    )
    for day in days:
        table.weeks[day.week].total += day.free
    pieces = _fill(table)
    edits = {day.date: day for day in table.days}
    laid = replace(calendar, days=tuple(edits.get(day.date, day) for day in calendar.days))
    return Layout(tuple(pieces), laid, tuple(table.waiting))


def _fill(table: _Table) -> list[Piece]:
    pieces: list[Piece] = []
    current, left = "", 0
    for index in range(len(table.days)):
        room = table.days[index].free
        while room > 0:
            if not left:
                current = _next_unit(table, index, room)
                if not current:
                    break
                left = table.chosen[current].minutes
                table.waiting.remove(current)
            room = _room_for(table.days, index, room, left)
            piece = min(room, left)
            pieces.append(Piece(current, table.days[index].date, piece))
            _note(table.weeks[table.days[index].week], table.chosen[current], piece)
            room -= piece
            left -= piece
            if not left:
                table.finished.add(current)
    if left:  # a unit begins only where it can end, so this is a defect made visible
        pieces = [piece for piece in pieces if piece.unit != current]
        table.waiting.append(current)
    return pieces


def _note(week: _Week, unit: Unit, minutes: int) -> None:
    week.used += minutes
    week.areas.add(unit.area)
    week.hard += minutes if unit.hard else 0


def _room_for(days: list[StudyDay], index: int, room: int, left: int) -> int:
    """Today's room, changed by a quantum if that keeps the unit, or what follows it, whole."""
    if 0 < left - room < SHORT and _exchange(days, index, -QUANTUM):
        return room + QUANTUM
    if 0 < room - left < SHORT and _exchange(days, index, QUANTUM):
        return room - QUANTUM
    return room


def _exchange(days: list[StudyDay], index: int, practice: int) -> bool:
    """Move practice minutes to (positive) or from (negative) this day against a later one."""
    giver_needs = max(practice, 0)
    if practice < 0 and days[index].practice < QUANTUM:
        return False
    for other in range(index + 1, len(days)):
        if days[other].week != days[index].week:
            return False
        enough = days[other].practice >= giver_needs if practice > 0 else days[other].free > QUANTUM
        if enough:
            days[index] = replace(days[index], practice=days[index].practice + practice)
            days[other] = replace(days[other], practice=days[other].practice - practice)
            return True
    return False


def _reach(days: Sequence[StudyDay], index: int, room: int) -> int:
    """Minutes from here to the end of the next study week: the longest unit that may start now."""
    week = days[index].week
    later = [day for day in days[index + 1 :] if day.week != week]
    following = later[0].week if later else week
    return room + sum(day.free for day in days[index + 1 :] if day.week in (week, following))


def _next_unit(table: _Table, index: int, room: int) -> str:
    """The ready unit that fits the preferences best, then comes first; "" if none may start."""
    reach = _reach(table.days, index, room)
    ready = [
        unit
        for unit in table.waiting
        if table.chosen[unit].minutes <= reach
        and all(r in table.finished or r not in table.chosen for r in table.chosen[unit].requires)
    ]
    for rule in _rules(table, table.days[index].date):
        ready = [unit for unit in ready if rule(unit)] or ready
    week = table.weeks[table.days[index].week]
    scored = [
        (*_strain(week, table.chosen[unit]), rank + _clumsy(table.chosen[unit].minutes, room), unit)
        for rank, unit in enumerate(ready)
    ]
    return min(scored)[-1] if scored else ""


def _rules(table: _Table, day: date) -> list[Callable[[str], bool]]:
    """What is preferred on that day, weakest last; a rule that nothing fits is passed over."""
    rules: list[Callable[[str], bool]] = []
    if day < table.late:
        rules.append(lambda unit: table.when[unit] != "end")
    if day < table.middle:
        rules.append(lambda unit: not unit.endswith(":expert"))
    else:
        rules.append(lambda unit: table.when[unit] == "round")
        rules.append(lambda unit: table.when[unit] == "core")
    rules.append(lambda unit: table.when[unit] == "start")
    return rules


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
