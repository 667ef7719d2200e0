"""A project beside the topics: milestones cut into the days that have minutes for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from mlprep.core.capacity import QUANTUM, Calendar
from mlprep.core.models import Milestone
from mlprep.core.plan import Item
from mlprep.core.sequence import Piece


def numbered(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, tuple[int, int] | None]]:
    """Each piece with its place among the pieces of its unit, or None if it is the only one."""
    count = Counter(piece.unit for piece in pieces)
    seen: Counter[str] = Counter()
    for piece in pieces:
        seen[piece.unit] += 1
        many = count[piece.unit] > 1
        yield piece, (seen[piece.unit], count[piece.unit]) if many else None


def item_id(name: str, part: tuple[int, int] | None) -> str:
    """The id of a piece: the name of its whole, with its number if there are several."""
    return f"{name}/{part[0]}" if part else name


def project_items(
    calendar: Calendar, learnt: Sequence[Piece], milestones: Mapping[int, Milestone]
) -> dict[date, list[Item]]:
    """Milestones in order, in the days' project minutes; only what fits whole is begun.

    A week's project is at most a third of its new minutes: half of what is really learnt in it.
    """
    room = _project_room(calendar, learnt)
    pieces: list[Piece] = []
    for number, milestone in milestones.items():
        left = milestone.minutes
        if sum(room.values()) < left:
            break
        for day in [day for day, minutes in room.items() if minutes]:
            share = min(left, room[day])
            if share:
                pieces.append(Piece(f"project-{number}", day, share))
                room[day] -= share
                left -= share
    days: dict[date, list[Item]] = {}
    for piece, part in numbered(pieces):
        item = Item(
            id=item_id(piece.unit, part),
            kind="project",
            title=milestones[int(piece.unit.removeprefix("project-"))].title,
            minutes=piece.minutes,
            date=piece.date,
            part=part,
        )
        days.setdefault(piece.date, []).append(item)
    return days


def _project_room(calendar: Calendar, learnt: Sequence[Piece]) -> dict[date, int]:
    """Project minutes of each day, cut so that no week has over half of its learning minutes."""
    week_of = {day.date: day.week for day in calendar.days}
    learning: Counter[int] = Counter()
    for piece in learnt:
        learning[week_of[piece.date]] += piece.minutes
    left = Counter({week: minutes // 2 // QUANTUM * QUANTUM for week, minutes in learning.items()})
    room = {}
    for day in calendar.days:
        room[day.date] = min(day.project, left[day.week])
        left[day.week] -= room[day.date]
    return {day: minutes for day, minutes in room.items() if minutes}
