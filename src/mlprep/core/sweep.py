"""Reviews before an interview: what is asked without fail, what was weak, what gains most.

The last days before the last interview are for this alone; of the three days before an earlier one,
half. On the last study days before each come the last things: one's own stories, questions to ask,
logistics, the weakest points.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mlprep.core.capacity import StudyDay
from mlprep.core.desk import Desk
from mlprep.core.plan import Item

LEAST = 10  # minutes that are worth sitting down for
LAST_THINGS = (
    (("logistics", "Logistics: time, place or link, equipment, sleep", 10),
     ("weakest", "Your ten weakest points", 20)),
    (("questions", "Questions to ask them, written down", 15),),
    (("stories", "Your own stories, aloud", 25),),
)  # fmt: skip  # on the last study day before an interview, the one before it, the one before that


def day_number(desk: Desk, day: StudyDay) -> int:
    """The day's number in the plan, from 1."""
    return (day.date - desk.calendar.start).days + 1


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
    earlier = desk.earlier.get(day.lean_to) if day.lean_to else None
    first = desk.must_of(earlier) if earlier else desk.must_topics
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
        area=desk.catalog.topic[topic].area,
        minutes=minutes,
        date=day.date,
    )


def last_things(desk: Desk, day: StudyDay, minutes: int) -> Iterator[Item]:
    """What belongs to the last study days before an interview, as far as the minutes go."""
    if minutes <= 0:
        return
    aim = day.lean_to or desk.calendar.interview
    place = _days_before(desk, day.date, aim)
    for name, title, length in LAST_THINGS[place] if place < len(LAST_THINGS) else ():
        if length <= minutes:
            whole = minutes if minutes - length < LEAST else length
            minutes -= whole
            yield practice(f"{name}-d{day_number(desk, day)}", title, day, whole)


def _days_before(desk: Desk, day: date, aim: date) -> int:
    """How many study days lie between a day and an interview."""
    return sum(day < other.date < aim for other in desk.calendar.days)
