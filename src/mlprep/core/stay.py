"""Stay close to the plan that runs: what keeps its days, and in which order the rest is laid.

Three attempts: everything that can keep its days keeps them; only the week that runs does; only
what is pinned does. In each the old order is kept. The one is taken that moves the fewest pins,
then loses least, then meets the dates of earlier interviews, then moves the fewest units to other
weeks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from mlprep.core.before import Before
from mlprep.core.capacity import QUANTUM, Calendar, StudyDay
from mlprep.core.graph import closure
from mlprep.core.leeway import lay_early, places_all
from mlprep.core.models import Unit
from mlprep.core.plan import Plan
from mlprep.core.sequence import Board, Layout, Piece, Wishes

Chosen = Mapping[str, Unit]
Pieces = Mapping[str, Sequence[Piece]]


def settle(board: Board, before: Before) -> Layout:
    """Lay the chosen units out, close to the plan that runs if that is wished."""
    if before.old is None:
        return lay_early(board)
    old = pieces_of(before.old)
    pinned = frozenset(unit for unit in before.pinned if unit in board.chosen and unit in old)
    board = board._replace(old=old, pinned=pinned)
    board = board._replace(wishes=_due(board))
    if not before.stay:
        return _attempt(board, pinned)
    board = board._replace(order=old_order(before.old, board.chosen, board.order))
    keeps: list[Collection[str]] = [pinned]
    if not before.this_week:
        keeps = [set(old), pinned | _this_week(board), pinned]
    return min((_attempt(board, keep) for keep in keeps), key=lambda made: _cost(board, made))


def unplaced(board: Board, before: Before) -> Collection[str]:
    """The chosen units that find no place."""
    free = before.old is None or not (before.stay or before.pinned)
    if free and places_all(board):
        return ()
    return settle(board, before).unplaced


def pieces_of(plan: Plan) -> Pieces:
    """The pieces of every unit of a plan, in plan order."""
    pieces: dict[str, list[Piece]] = {}
    for item in plan.items():
        if item.kind == "learn" and item.unit:
            pieces.setdefault(item.unit, []).append(Piece(item.unit, item.date, item.minutes))
    return pieces


def old_order(old: Plan, chosen: Chosen, order: Sequence[str]) -> list[str]:
    """The chosen units in the order of the old plan, new ones after them, requirements first."""
    ordered: dict[str, None] = {}

    def emit(unit: str) -> None:
        if unit in ordered or unit not in chosen:
            return
        for need in chosen[unit].requires:
            emit(need)
        ordered[unit] = None

    for unit in (*old.selected, *order):
        emit(unit)
    return list(ordered)


def _this_week(board: Board) -> set[str]:
    """Units that begin before the week that runs is over."""
    days = board.calendar.days
    ends = board.calendar.start + timedelta(days=7 * days[0].week) if days else date.min
    return {unit for unit, mine in board.old.items() if mine[0].date < ends}


def _due(board: Board) -> Wishes:
    """What pinned units require is due before they begin."""
    requires = {unit: found.requires for unit, found in board.chosen.items()}
    due = dict(board.wishes.due)
    soonest = min(due.values(), default=date.max) - timedelta(days=1)
    for unit in board.pinned:
        begins = min(board.old[unit][0].date, soonest)  # a pin binds, the others are wishes
        for need in closure([unit], requires) - {unit}:
            due[need] = min(due.get(need, begins), begins)
    return board.wishes._replace(due=due)


def _attempt(board: Board, keep: Collection[str]) -> Layout:
    """Lay out with these units kept; pins that would come before what they require are let go."""
    fixed = _keepable(board, keep)
    while True:
        calendar, held = _fit(board, fixed)
        wishes = board.wishes._replace(fixed=held)
        layout = lay_early(board._replace(calendar=calendar, wishes=wishes))
        early = _too_early(layout, board.chosen, held)
        if not early:
            return layout
        fixed = {unit: mine for unit, mine in fixed.items() if unit not in early}


def _keepable(board: Board, keep: Collection[str]) -> dict[str, Sequence[Piece]]:
    """Units that may keep their days: whole, still to come, and after what they require."""
    days = {day.date for day in board.calendar.days if not day.sweep}
    able = {unit for unit in board.old if unit in keep and _may_stay(board, unit, days)}
    loose = _loose(board, able)
    while loose:
        able -= loose
        loose = _loose(board, able)
    first = [unit for unit in board.old if unit in able and unit in board.pinned]
    return {unit: board.old[unit] for unit in [*first, *(u for u in board.old if u in able)]}


def _may_stay(board: Board, unit: str, days: Collection[date]) -> bool:
    """Whether the old pieces of a unit still hold all of it, on days that are still to come."""
    mine = board.old[unit]
    return (
        unit in board.chosen
        and sum(piece.minutes for piece in mine) == board.chosen[unit].minutes
        and all(piece.date in days for piece in mine)
        and board.wishes.not_before.get(unit, date.min) <= mine[0].date
    )


def _loose(board: Board, able: Collection[str]) -> set[str]:
    """Units, not pinned, that require something which has no place yet."""
    needs = {unit: board.chosen[unit].requires for unit in able if unit not in board.pinned}
    return {u for u, ns in needs.items() if any(n in board.chosen and n not in able for n in ns)}


def _fit(board: Board, fixed: Pieces) -> tuple[Calendar, dict[str, Sequence[Piece]]]:
    """Those that fit; for a pin a day gives practice and project, else a quantum of practice."""
    days = {day.date: day for day in board.calendar.days}
    taken = dict.fromkeys(days, 0)
    held: dict[str, Sequence[Piece]] = {}
    for unit, mine in fixed.items():
        pinned = unit in board.pinned
        if all(taken[p.date] + p.minutes <= _room(days[p.date], pinned=pinned) for p in mine):
            held[unit] = mine
            for piece in mine:
                taken[piece.date] += piece.minutes
    fitted = tuple(_lending(day, taken[day.date]) for day in board.calendar.days)
    by_date = sorted(held, key=lambda unit: held[unit][0].date)
    return board.calendar._replace(days=fitted), {unit: held[unit] for unit in by_date}


def _room(day: StudyDay, *, pinned: bool) -> int:
    """Minutes of a day that what keeps its place may have."""
    practice = day.practice // QUANTUM * QUANTUM
    return day.free + (practice + day.project if pinned else min(QUANTUM, practice))


def _lending(day: StudyDay, taken: int) -> StudyDay:
    """The day with so many new minutes at least, taken from its practice, then its project."""
    practice = min(max(0, taken - day.free), day.practice // QUANTUM * QUANTUM)
    project = max(0, taken - day.free - practice)
    return day._replace(practice=day.practice - practice, project=day.project - project)


def _too_early(layout: Layout, chosen: Chosen, held: Pieces) -> set[str]:
    """Kept units that begin before what they require has ended, or is not laid out at all."""
    place = {piece.unit: index for index, piece in enumerate(layout.pieces)}
    begins: dict[str, int] = {}
    for index, piece in enumerate(layout.pieces):
        begins.setdefault(piece.unit, index)
    return {
        unit
        for unit in held
        if any(
            need in chosen and (need not in place or place[need] > begins[unit])
            for need in chosen[unit].requires
        )
    }


def _cost(board: Board, layout: Layout) -> tuple[int, int, int, int]:
    """Pins that moved, minutes without a place, units that miss their date or change their week."""
    ends = {piece.unit: piece.date for piece in layout.pieces}
    begins = {piece.unit: piece.date for piece in reversed(layout.pieces)}
    start, old = layout.calendar.start, board.old
    moved = [
        unit
        for unit, day in begins.items()
        if unit in old and (day - start).days // 7 != (old[unit][0].date - start).days // 7
    ]
    late = [u for u, due in board.wishes.due.items() if u in ends and ends[u] >= due]
    lost = sum(board.chosen[unit].minutes for unit in layout.unplaced)
    let_go = [unit for unit in board.pinned if begins.get(unit) != old[unit][0].date]
    return len(let_go), lost, len(late), len(moved)
