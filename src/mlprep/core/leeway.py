"""Value early: the units are laid out with several leeways, and the best layout is kept.

Best is what leaves no unit without a place, then meets the dates of earlier interviews, then has
the greatest score: each unit's worth times the weeks at whose end it is finished, as a share of
what it were if all were finished in the first, less a little for each week that is not well mixed
or too hard, and less again for each piece that is short.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mlprep.core.models import Unit
from mlprep.core.sequence import (
    MIXED_FROM,
    MOST_AREAS,
    SHORT,
    Board,
    Layout,
    Leeway,
    Piece,
    Wishes,
    lay_out,
)

FEWEST_AREAS = 2
LEEWAYS = (Leeway(1, 0), Leeway(3, 0), Leeway(3, 2), Leeway(6, 2), Leeway(30, 8))
PER_WEEK, PER_PIECE = 40, 4  # ten-thousandths of the score


def lay_early(board: Board) -> Layout:
    """The best layout of the chosen units into the calendar, of those that the leeways give."""
    layouts = (lay_out(board, leeway) for leeway in LEEWAYS)
    return max(layouts, key=lambda layout: _merit(layout, board.chosen, board.wishes))


def places_all(board: Board) -> bool:
    """Whether the best layout leaves no unit without a place: quicker than to find it."""
    return any(not lay_out(board, leeway).unplaced for leeway in LEEWAYS)


def _merit(layout: Layout, chosen: Mapping[str, Unit], wishes: Wishes) -> tuple[int, int, int]:
    """Minutes without a place and dates missed, both negative, then the score."""
    ends = {piece.unit: piece.date for piece in layout.pieces}
    late = sum(unit in ends and ends[unit] >= due for unit, due in wishes.due.items())
    lost = sum(chosen[unit].minutes for unit in layout.unplaced)
    weeks, start = layout.calendar.weeks, layout.calendar.start
    whole = weeks * sum(wishes.worth.values()) or 1
    early = sum(
        wishes.worth.get(unit, 0) * (weeks - (day - start).days // 7) for unit, day in ends.items()
    )
    return -lost, -late, 10_000 * early - whole * _roughness(layout, chosen)


def _roughness(layout: Layout, chosen: Mapping[str, Unit]) -> int:
    """Ten-thousandths for weeks that are badly mixed or too hard, and for short pieces."""
    weeks: dict[int, list[Piece]] = {}
    for piece in layout.pieces:
        number = (piece.date - layout.calendar.start).days // 7
        weeks.setdefault(number, []).append(piece)
    short = sum(p.minutes < SHORT <= chosen[p.unit].minutes for p in layout.pieces)
    rough = sum(_is_rough(week, chosen) for week in weeks.values())
    return PER_WEEK * rough + PER_PIECE * short


def _is_rough(week: Iterable[Piece], chosen: Mapping[str, Unit]) -> int:
    """How many of the two preferences of a week its pieces offend."""
    pieces = list(week)
    minutes = sum(piece.minutes for piece in pieces)
    hard = sum(piece.minutes for piece in pieces if chosen[piece.unit].hard)
    areas = {chosen[piece.unit].area for piece in pieces}
    mixed = FEWEST_AREAS <= len(areas) <= MOST_AREAS
    return (minutes >= MIXED_FROM and not mixed) + (2 * hard > minutes)
