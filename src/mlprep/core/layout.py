"""What fills the minutes beside new material: quizzes, strands, mocks, projects, the final sweep.

A quiz on each unit comes on the first study day, at least three days after the unit has ended,
that has practice minutes left. What remains of a short practice block goes to mixed questions on
the topic where a review gains most, of a long one to the role's strands or to a mock interview.
Known topics take part in questions and in the sweep: interviewers ask exactly these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from mlprep.core.capacity import StudyDay
from mlprep.core.desk import Desk, quiz_id
from mlprep.core.models import Catalog, Milestone, Round, Strand
from mlprep.core.plan import Item
from mlprep.core.project import item_id, numbered, project_items
from mlprep.core.sequence import Piece
from mlprep.core.sweep import LEAST, Room, day_number, last_things, practice, review_items
from mlprep.core.value import round_areas

BLOCK = 25  # practice minutes from which a day can hold a strand
NO_MOCK_DAYS = 2  # before the interview
MOCK = 45  # practice minutes from which a day can hold a mock interview


def fill_days(
    desk: Desk, pieces: Sequence[Piece], milestones: Mapping[int, Milestone]
) -> list[Item]:
    """Every item of every day, in order; each day's items add up to its minutes."""
    items: list[Item] = []
    learnt = _learn_items(desk.setting.catalog, pieces)
    desk.ends.update({piece.unit: piece.date for piece in pieces})
    project = project_items(desk.setting.calendar, pieces, milestones)
    rooms: dict[date, Room] = {}
    for day in desk.setting.calendar.days:
        taken = sum(i.minutes for i in [*learnt.get(day.date, []), *project.get(day.date, [])])
        spare = day.free + day.project - taken
        review = spare if day.sweep else day.lean
        rooms[day.date] = Room(review, day.practice + (0 if day.sweep else spare))
    things = last_things(desk, rooms)
    for day in desk.setting.calendar.days:
        _new_week(desk, day)
        today, last = learnt.get(day.date, []), things.get(day.date, [])
        room = rooms[day.date].less(sum(item.minutes for item in last))
        items += [*today, *project.get(day.date, []), *last]
        items += review_items(desk, day, room.review)
        items += _practice_items(desk, day, room.practice, today)
        items += _catch_up(day)
        for unit in dict.fromkeys(item.unit for item in today if item.unit):
            if desk.ends[unit] == day.date:
                desk.learn(unit, day.date)
    return items


def _learn_items(catalog: Catalog, pieces: Sequence[Piece]) -> dict[date, list[Item]]:
    days: dict[date, list[Item]] = {}
    for piece, part in numbered(pieces):
        topic = catalog.topic[piece.unit.partition(":")[0]]
        item = Item(
            id=item_id(piece.unit, part),
            kind="learn",
            title=topic.title,
            unit=piece.unit,
            area=topic.area,
            minutes=piece.minutes,
            date=piece.date,
            part=part,
        )
        days.setdefault(piece.date, []).append(item)
    return days


def _new_week(desk: Desk, day: StudyDay) -> None:
    if day.week not in desk.begun:
        desk.begun.add(day.week)
        for strand in desk.setting.role.strands:
            desk.owed[strand.name] = desk.owed.get(strand.name, 0) + strand.minutes_per_week


def _practice_items(
    desk: Desk, day: StudyDay, minutes: int, today: Sequence[Item]
) -> Iterator[Item]:
    """A mock if one is due, the quizzes, then strands or mixed questions for what remains."""
    number = 1
    interview = desk.next_round(day.date) if minutes >= MOCK and _mock_is_due(desk, day) else None
    if interview:
        length = min(minutes, max(MOCK, interview.minutes))
        length = minutes if minutes - length < LEAST else length
        minutes -= length
        yield _mock(desk, day, interview, length)
    shared = minutes >= BLOCK and bool(_ready_strands(desk))
    room = max(minutes - BLOCK, minutes // 2) if shared else minutes
    quizzes = [] if day.sweep else _due_quizzes(desk, day, room)
    minutes -= sum(length for _, length in quizzes)
    if quizzes and 0 < minutes < LEAST:
        quizzes[-1] = (quizzes[-1][0], quizzes[-1][1] + minutes)
        minutes = 0
    for unit, length in quizzes:
        yield _quiz(desk, day, unit, length)
    while minutes > 0:
        name = f"practice-d{day_number(desk, day)}" + (f"-{number}" if number > 1 else "")
        length, item = _block(desk, day, minutes, name, today)
        minutes -= length
        number += 1
        yield item


def _due_quizzes(desk: Desk, day: StudyDay, room: int) -> list[tuple[str, int]]:
    """The quizzes that are due and fit, oldest first, with their minutes."""
    chosen = []
    for due, unit in list(desk.due):
        length = desk.quiz_minutes(unit)
        if due <= day.date and length <= room:
            desk.due.remove((due, unit))
            room -= length
            chosen.append((unit, length))
    return chosen


def _quiz(desk: Desk, day: StudyDay, unit: str, length: int) -> Item:
    topic = unit.partition(":")[0]
    desk.meet(topic, day.date)
    return Item(
        id=quiz_id(unit),
        kind="consolidate",
        title=desk.title(topic),
        unit=unit,
        area=desk.setting.catalog.topic[topic].area,
        minutes=length,
        date=day.date,
    )


def _mock_is_due(desk: Desk, day: StudyDay) -> bool:
    """Every second week from the middle of the plan, weekly in its last third, not at the end."""
    passed = (day.date - desk.setting.calendar.start).days / desk.setting.calendar.length
    if passed < 1 / 2 or (desk.setting.calendar.interview - day.date).days <= NO_MOCK_DAYS:
        return False
    pause = timedelta(days=7 if passed >= 2 / 3 else 14)
    return desk.last_mock is None or day.date - desk.last_mock >= pause


def _mock(desk: Desk, day: StudyDay, interview: Round, length: int) -> Item:
    shares = round_areas(interview.areas, desk.setting.domain)
    desk.mocked[interview.name] = desk.mocked.get(interview.name, 0) + 1
    desk.last_mock = day.date
    desk.mocks += 1
    return Item(
        id=f"mock-{desk.mocks}",
        kind="mock",
        title=interview.name,
        area=max(shares, key=lambda area: shares[area]) if shares else None,
        minutes=length,
        date=day.date,
    )


def _ready_strands(desk: Desk) -> list[Strand]:
    """The strands whose area has been met."""
    areas = {desk.setting.catalog.topic[topic].area for topic in desk.traces}
    return [strand for strand in desk.setting.role.strands if strand.area in areas]


def _block(
    desk: Desk, day: StudyDay, minutes: int, name: str, today: Sequence[Item]
) -> tuple[int, Item]:
    """One practice item and its length: the strand owed most, or questions on one topic."""
    ready = _ready_strands(desk)
    if minutes >= BLOCK and ready:
        strand = max(ready, key=lambda s: desk.owed[s.name] / s.minutes_per_week)
        length = max(BLOCK, min(minutes, desk.owed[strand.name] // 5 * 5))
        length = minutes if minutes - length < BLOCK else length
        desk.owed[strand.name] -= length
        return length, practice(name, strand.name, day, length, area=strand.area)
    length = minutes if minutes < BLOCK else BLOCK // 2
    length = minutes if minutes - length < LEAST else length
    ranked = desk.by_gain(day.date)
    if not ranked:
        unit = next((item.unit for item in today if item.unit), None)
        other = "First look at the week's topics" if desk.worth else "Questions of your choice"
        title = desk.title(unit.partition(":")[0]) if unit else other
        return minutes, practice(name, title, day, minutes, unit=unit)
    topic = ranked[0]
    desk.meet(topic, day.date)
    area = desk.setting.catalog.topic[topic].area
    unit = desk.deepest.get(topic)
    return length, practice(name, desk.title(topic), day, length, unit=unit, area=area)


def _catch_up(day: StudyDay) -> Iterator[Item]:
    if day.catch_up:
        yield Item(
            id=f"catch-up-{day.week}",
            kind="catch-up",
            title="Catch up, or rest",
            minutes=day.catch_up,
            date=day.date,
        )
