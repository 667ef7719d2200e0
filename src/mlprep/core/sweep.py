"""Reviews before an interview: what is asked without fail, what was weak, what gains most.

The last days before the last interview are for this alone; of the three days before an earlier one,
half. On the last study days before each come the last things: one's own stories, questions to ask,
logistics, the weakest points; where these days have no review, they take the place of practice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from mlprep.core.capacity import StudyDay
from mlprep.core.desk import Desk
from mlprep.core.interviews import called
from mlprep.core.plan import Item

LEAST = 10  # minutes that are worth sitting down for
LAST_THINGS = (
    ("logistics", "Logistics: time, place or link, equipment, sleep", 10, 0),
    ("questions", "Questions to ask them, written down", 15, 1),
    ("stories", "Your own stories, aloud", 25, 2),
    ("weakest", "Your ten weakest points", 20, 0),
)  # what matters most first; minutes, and the study days that are best left after it
LAST_DAYS = 3  # study days before an interview that may hold them


def day_number(desk: Desk, day: StudyDay) -> int:
    """The day's number in the plan, from 1."""
    return (day.date - desk.setting.calendar.start).days + 1


def practice(  # noqa: PLR0913  # one value for each field of an item
    name: str,
    title: str,
    day: StudyDay,
    minutes: int,
    *,
    unit: str | None = None,
    area: str | None = None,
) -> Item:
    """An item of practice."""
    return Item(
        id=name, kind="practice", title=title, unit=unit, area=area, minutes=minutes, date=day.date
    )


def review_items(desk: Desk, day: StudyDay, minutes: int) -> Iterator[Item]:
    """Must-haves not yet gone over, the weakest first; then by value times gain."""
    if minutes <= 0:
        return
    first = desk.must_of(desk.interviews[day.lean_to]) if day.lean_to else desk.must_topics
    ranked = desk.by_gain(day.date, day.lean_to)
    place = {topic: index for index, topic in enumerate(ranked)}

    def rank(topic: str) -> tuple[bool, int, int]:
        return topic not in first - desk.swept, -desk.weak.get(topic, 0), place[topic]

    for topic in sorted(ranked, key=rank):
        if minutes <= 0:
            return
        length = desk.review_minutes(topic)
        length = minutes if minutes - length < LEAST else length
        minutes -= length
        desk.meet(topic, day.date)
        if day.lean_to is None:
            desk.swept.add(topic)
        yield _review(desk, day, topic, length)
    if minutes > 0:
        name = f"review-d{day_number(desk, day)}"
        yield practice(name, "Your own stories and weakest points", day, minutes)


def _review(desk: Desk, day: StudyDay, topic: str, minutes: int) -> Item:
    return Item(
        id=f"review-{topic}-d{day_number(desk, day)}",
        kind="review",
        title=desk.title(topic),
        unit=desk.deepest.get(topic),
        area=desk.setting.catalog.topic[topic].area,
        minutes=minutes,
        date=day.date,
    )


class Room(NamedTuple):
    """Minutes of a day for review, and for practice."""

    review: int
    practice: int

    @property
    def whole(self) -> int:
        """All of them."""
        return self.review + self.practice

    def less(self, minutes: int) -> Room:
        """What is left when so many are used, those for review first."""
        review = max(0, self.review - minutes)
        return Room(review, self.whole - minutes - review)


def last_things(desk: Desk, rooms: Mapping[date, Room]) -> dict[date, list[Item]]:
    """What belongs to the last study days before each interview, as far as the minutes go."""
    found: dict[date, list[Item]] = {}
    left = dict(rooms)
    for names, since, days in _aims(desk):
        held = {name.rpartition("-d")[0] for name, day in desk.held.items() if day >= since}
        for name, title, length, best in LAST_THINGS:
            nearest = sorted(days, key=lambda day: abs(days.index(day) - best))
            day, minutes = _place(nearest, days[0], left, length)
            if day is None or name in held:
                continue
            left[day.date] = left[day.date].less(minutes)
            item = practice(f"{name}-d{day_number(desk, day)}", title + names, day, minutes)
            found.setdefault(day.date, []).append(item)
    return found


def _aims(desk: Desk) -> Iterator[tuple[str, date, list[StudyDay]]]:
    """For whom, since when, and on which study days, the last one first.

    Interviews without a study day between them are prepared for as one.
    """
    aims: list[tuple[list[str], date, list[StudyDay]]] = []
    since = date.min
    for held, one in desk.interviews.items():
        days = [day for day in desk.setting.calendar.days if since < day.date < held]
        if days:
            aims.append(([called(one)], since, days[::-1][:LAST_DAYS]))
        elif aims:
            aims[-1][0].append(called(one))
        since = held
    for names, first, days in aims:
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield f" (for {names[0]}{more})" if len(desk.interviews) > 1 else "", first, days


def _place(
    days: Sequence[StudyDay], last: StudyDay, left: Mapping[date, Room], length: int
) -> tuple[StudyDay | None, int]:
    """The first day with room for it, and the minutes there.

    Only on the last study day does it take the place of practice, or where nothing else is free.
    """
    free = [day for day in days if length <= left[day.date].review or day is last]
    for day in [*free, *days]:
        room = left[day.date]
        rest = (room.review if length <= room.review else room.whole) - length
        if rest >= 0:
            return day, length + rest if rest < LEAST else length
    return None, 0
