"""When to study what was chosen: units laid into the days' new minutes, value early.

Laws: a unit starts after all it requires have ended; no day over its minutes; a unit lies within
two consecutive study weeks (weeks with new minutes); pieces are multiples of 15 minutes; what is
marked for the start comes first, what is marked for the end is held back to the last quarter.
Preferences, in this order, where the ready units allow: at most four areas and at least two in a
week of 180 new minutes or more; at most half of a week hard; pieces of 30 minutes or more. From
the middle on the core and then the must-haves of the rounds come before all else, and expert
depths wait until then: what everybody is asked is not left to the last weeks. What an earlier
interview asks comes before its day; on short notice the second half begins at once. To keep a unit
whole, a day may exchange a quarter of an hour of practice with another day of its week. Pieces that
are fixed beforehand keep their days, and the rest is laid around them. A leeway says how far from
the order preferences may lead; leeway.py tries several.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from mlprep.core.capacity import QUANTUM, Calendar, StudyDay
from mlprep.core.models import Unit

MOST_AREAS = 4
MIXED_FROM = 180  # new minutes in a week from which areas are mixed
SHORT = 30  # a piece shorter than this is clumsy
RANK = {"start": 0, "any": 1, "core": 1, "round": 1, "end": 2}


class Piece(NamedTuple):
    """Minutes of one unit on one day."""

    unit: str
    date: date
    minutes: int


class Wishes(NamedTuple):
    """What binds single units: pieces that are fixed, days before or after which they lie."""

    fixed: Mapping[str, Sequence[Piece]] = {}
    not_before: Mapping[str, date] = {}
    due: Mapping[str, date] = {}  # wished for before that day
    urgent: bool = False  # the must-haves come first from the first day on
    worth: Mapping[str, int] = {}  # the more, the earlier


class Board(NamedTuple):
    """All that laying out goes by: days, units, their order and marks, and the old pieces.

    `chosen` carries personal minutes; `order` is the priority; `when` says start, core, round,
    any or end of each unit.
    """

    calendar: Calendar
    chosen: Mapping[str, Unit]
    order: Sequence[str]
    when: Mapping[str, str]
    wishes: Wishes
    old: Mapping[str, Sequence[Piece]] = {}
    pinned: frozenset[str] = frozenset()


class Leeway(NamedTuple):
    """How far preferences may lead away from the order.

    `ahead` is how many ready units are looked at, `clumsy` how many places a clumsy split may cost.
    """

    ahead: int
    clumsy: int


class Layout(NamedTuple):
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
    wishes: Wishes
    leeway: Leeway
    needs: Mapping[str, set[str]]  # what each chosen unit requires of the others
    taken: dict[date, int] = field(default_factory=dict)  # minutes of fixed pieces
    finished: set[str] = field(default_factory=set)

    def free(self, index: int) -> int:
        """New minutes of a day that no fixed piece takes."""
        return self.days[index].free - self.taken.get(self.days[index].date, 0)


def middle_of(calendar: Calendar, *, urgent: bool) -> date:
    """The day from which the core and the must-haves come first; expert depths wait for it."""
    return calendar.start + timedelta(days=0 if urgent else calendar.length // 2)


def lay_out(board: Board, leeway: Leeway) -> Layout:
    """Lay the chosen units into the calendar, preferences leading as far away as `leeway` says."""
    calendar, chosen, wishes = board.calendar, board.chosen, board.wishes
    days = [day for day in calendar.days if not day.sweep and day.free > 0]
    fixed = [piece for pieces in wishes.fixed.values() for piece in pieces]
    table = _Table(
        days=days,
        chosen=chosen,
        when=board.when,
        waiting=sorted(
            (u for u in board.order if u not in wishes.fixed), key=lambda u: RANK[board.when[u]]
        ),
        weeks={day.week: _Week(0) for day in days},
        middle=middle_of(calendar, urgent=wishes.urgent),
        late=calendar.start + timedelta(days=calendar.length * 3 // 4),
        wishes=wishes,
        leeway=leeway,
        needs={name: chosen.keys() & unit.requires for name, unit in chosen.items()},
    )
    for day in days:
        table.weeks[day.week].total += day.free
    week_of = {day.date: day.week for day in days}
    for piece in fixed:
        table.taken[piece.date] = table.taken.get(piece.date, 0) + piece.minutes
        _note(table.weeks[week_of[piece.date]], chosen[piece.unit], piece.minutes)
    pieces = sorted([*fixed, *_fill(table)], key=lambda piece: piece.date)
    edits = {day.date: day for day in table.days}
    laid = calendar._replace(days=tuple(edits.get(day.date, day) for day in calendar.days))
    return Layout(tuple(pieces), laid, tuple(table.waiting))


def _fill(table: _Table) -> list[Piece]:
    pieces: list[Piece] = []
    current, left = "", 0
    ends = {unit: mine[-1].date for unit, mine in table.wishes.fixed.items()}
    for index in range(len(table.days)):
        table.finished.update(u for u, end in ends.items() if end <= table.days[index].date)
        room = table.free(index)
        while room > 0:
            if not left:
                current = _next_unit(table, index, room)
                if not current:
                    break
                left = table.chosen[current].minutes
                table.waiting.remove(current)
            room = _room_for(table, index, room, left)
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


def _room_for(table: _Table, index: int, room: int, left: int) -> int:
    """Today's room, changed by a quantum if that keeps the unit, or what follows it, whole."""
    if 0 < left - room < SHORT and _exchange(table, index, -QUANTUM):
        return room + QUANTUM
    if 0 < room - left < SHORT and _exchange(table, index, QUANTUM):
        return room - QUANTUM
    return room


def _exchange(table: _Table, index: int, practice: int) -> bool:
    """Move practice minutes to (positive) or from (negative) this day against a later one."""
    days = table.days
    giver_needs = max(practice, 0)
    if practice < 0 and days[index].practice < QUANTUM:
        return False
    for other in range(index + 1, len(days)):
        if days[other].week != days[index].week:
            return False
        spare = days[other].practice if practice > 0 else table.free(other)
        enough = spare >= giver_needs if practice > 0 else spare > QUANTUM
        if enough:
            days[index] = days[index]._replace(practice=days[index].practice + practice)
            days[other] = days[other]._replace(practice=days[other].practice - practice)
            return True
    return False


def _minutes_ahead(table: _Table, index: int, room: int) -> int:
    """Minutes from here to the end of the next study week: the longest unit that may start now."""
    weeks = {table.days[index].week}
    for later in range(index + 1, len(table.days)):
        weeks.add(table.days[later].week)
        if len(weeks) > 2:  # noqa: PLR2004  # this study week and the next
            break
        room += table.free(later)
    return room


def _next_unit(table: _Table, index: int, room: int) -> str:
    """The ready unit that fits the preferences best, then comes first; "" if none may start."""
    reach, day = _minutes_ahead(table, index, room), table.days[index].date
    ready = [
        unit
        for unit in table.waiting
        if table.needs[unit] <= table.finished
        and table.chosen[unit].minutes <= reach
        and table.wishes.not_before.get(unit, day) <= day
    ]
    for rule in _rules(table, day):
        ready = [unit for unit in ready if rule(unit)] or ready
    week, cost = table.weeks[table.days[index].week], table.leeway.clumsy
    scored = [
        (*_strain(week, unit), rank + cost * _is_clumsy(unit.minutes, room), unit.id)
        for rank, unit in enumerate(table.chosen[name] for name in ready[: table.leeway.ahead])
    ]
    return min(scored)[-1] if scored else ""


def _rules(table: _Table, day: date) -> list[Callable[[str], bool]]:
    """What is preferred on that day, weakest last; a rule that nothing fits is passed over."""
    due = table.wishes.due
    asked = due.keys() & table.waiting
    soonest = min((due[u] for u in asked if due[u] > day), default=None)
    rules: list[Callable[[str], bool]] = []
    if soonest:
        rules.append(lambda unit: due.get(unit) == soonest)
    if day < table.late:
        rules.append(lambda unit: table.when[unit] != "end")
    rules.append(lambda unit: table.when[unit] == "start")
    if day < table.middle:
        rules.append(lambda unit: not unit.endswith(":expert"))
    else:
        rules.append(lambda unit: table.when[unit] == "round")
        rules.append(lambda unit: table.when[unit] == "core")
    return rules


def _strain(week: _Week, unit: Unit) -> tuple[bool, bool, bool]:
    """Which preferences starting this unit would offend: too many areas, too few, too hard."""
    new = unit.area not in week.areas
    mixed = week.total >= MIXED_FROM
    crowded = mixed and new and len(week.areas) >= MOST_AREAS
    lone = mixed and not new and len(week.areas) == 1 and week.used + unit.minutes > week.total / 2
    heavy = unit.hard and week.hard + min(unit.minutes, week.total - week.used) > week.total / 2
    return crowded, lone, heavy


def _is_clumsy(minutes: int, room: int) -> bool:
    """Whether the unit would be split into, or would leave, a piece that is too short."""
    return 0 < abs(room - minutes) < SHORT or (minutes > room and room < SHORT)
