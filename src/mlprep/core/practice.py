"""Which question comes next, and what a ticked rubric is worth.

A sitting asks what today's plan names, then what memory is about to lose, then new questions on
topics that are learnt or known; never two in a row on one topic, and never more than the day's
practice minutes unless a number was asked for. So a backlog cannot pile up: what does not fit today
waits, and the least remembered comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from mlprep.core.fields import DEPTHS
from mlprep.core.memory import GRADES, Recall, recall_after
from mlprep.core.models import Catalog, Question
from mlprep.core.plan import Item, Plan
from mlprep.core.progress import State
from mlprep.core.search import did_you_mean, find_topic
from mlprep.errors import UserError

DEFAULT_MINUTES = 20  # of a sitting on a day for which no plan says more
PRACTISED = ("practice", "consolidate", "review", "mock")  # kinds of items that questions fill
HARD_FROM, GOOD_FROM = 0.5, 0.8  # shares of the points made
WEAK = ("again", "hard")


def grade_of(made: int, total: int) -> str:
    """The grade that follows from the points: half of them is hard, four fifths is good."""
    share = made / total
    return "again" if share < HARD_FROM else "hard" if share < GOOD_FROM else "good"


def read_points(text: str, total: int) -> tuple[int, ...]:
    """Point numbers from "1,3"; an empty text is no point. Raises UserError for others."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not all(word.isdigit() and 1 <= int(word) <= total for word in words):
        raise UserError(
            f"{text!r} names a point that the question has not.",
            f"It has points 1 to {total}, for example: --points 1,3",
        )
    return tuple(sorted({int(word) for word in words}))


def answer_data(question: Question, points: Sequence[int], grade: str | None) -> dict[str, object]:
    """The data of an answer event. Raises UserError for an unknown grade."""
    if grade is not None and grade not in GRADES:
        raise UserError(f"{grade!r} is no grade.", f"Grades are {', '.join(GRADES)}.")
    total = len(question.points)
    given = grade or grade_of(len(points), total)
    return {"question": question.id, "points": list(points), "of": total, "grade": given}


class Search(NamedTuple):
    """Which questions are wanted; None and False mean any."""

    area: str | None = None
    topic: str | None = None
    kind: str | None = None
    depth: str | None = None
    new: bool = False
    due: bool = False
    weak: bool = False
    number: int | None = None

    @property
    def named(self) -> bool:
        """Whether questions were asked for by name, learnt or not."""
        return any((self.area, self.topic, self.kind, self.depth))


def checked_search(catalog: Catalog, search: Search) -> Search:
    """The search with every name found. Raises UserError for what there is not."""
    if search.area is not None and search.area not in catalog.area:
        guess = did_you_mean(search.area, catalog.area)
        raise UserError(f"There is no area {search.area!r}.", guess or "See: mlprep topics")
    kinds = sorted({question.kind for question in catalog.questions})
    if search.kind is not None and search.kind not in kinds:
        raise UserError(f"There is no kind {search.kind!r}.", f"Kinds: {', '.join(kinds)}")
    if search.depth is not None and search.depth not in DEPTHS:
        raise UserError(f"{search.depth!r} is not a depth.", f"Depths: {', '.join(DEPTHS)}")
    if search.number is not None and search.number < 1:
        raise UserError(f"{search.number} questions cannot be asked.", "Give one at least: -n 5")
    topic = find_topic(catalog, search.topic).id if search.topic else None
    return search._replace(topic=topic)


class Asked(NamedTuple):
    """A question in the order in which it would be asked, and why it is its turn."""

    question: Question
    reason: str  # plan, memory or new
    recall: Recall | None

    def to_json(self) -> dict[str, Any]:
        """The question without its answer, as plain data."""
        keys = ("id", "topic", "depth", "kind", "prompt", "minutes")
        shown: dict[str, Any] = {key: getattr(self.question, key) for key in keys}
        due = self.recall.due.date().isoformat() if self.recall else None
        return {**shown, "points": len(self.question.points), "reason": self.reason, "due": due}


def nothing_to_ask(catalog: Catalog, state: State, search: Search, today: date) -> str:
    """Why a sitting is empty, and what would fill it."""
    if not catalog.questions:
        return "The catalog has no questions."
    if search.topic and all(question.topic != search.topic for question in catalog.questions):
        return f"The catalog has no question on {search.topic}."
    if search.number is None and minutes_left(catalog, state, today) == 0:
        return "Today's practice minutes are used. More all the same: mlprep practice -n 5"
    if search._replace(number=None) != Search():
        return "No question fits. Without the filters: mlprep practice"
    area = _area_to_ask(catalog, state)
    by_area = f" By area: mlprep practice --area {area}" if area else ""
    return f"Nothing is due, and nothing learnt has new questions.{by_area}"


def _area_to_ask(catalog: Catalog, state: State) -> str | None:
    """The first area of the plan, or else of the catalog, that has questions never met."""
    new = (question for question in catalog.questions if question.id not in state.answers)
    asked = dict.fromkeys(catalog.topic[question.topic].area for question in new)
    plan = state.plan
    planned = [plan.unit[unit].area for unit in plan.selected if unit in plan.unit] if plan else []
    return next((area for area in (*planned, *asked) if area in asked), None)


class _View(NamedTuple):
    """What every question is measured against."""

    catalog: Catalog
    state: State
    search: Search
    recalls: Mapping[str, Recall]
    planned: Sequence[str]
    now: datetime

    def wanted(self, question: Question) -> bool:
        """Whether it fits the search, and is due, or new on something learnt."""
        recall = self.recalls.get(question.id)
        due = recall is not None and recall.due <= self.now
        if (self.search.new and recall) or (self.search.due and not due):
            return False
        if self.search.weak:
            last = self.state.answers[question.id][-1] if recall else None
            return last is not None and last.grade in WEAK and self._fits(question)
        if self.search.named:
            return self._fits(question)
        return due or (recall is None and learnt(self.state, question))

    def _fits(self, question: Question) -> bool:
        area = self.catalog.topic[question.topic].area
        return (
            self.search.area in (None, area)
            and self.search.topic in (None, question.topic)
            and self.search.kind in (None, question.kind)
            and self.search.depth in (None, question.depth)
        )

    def rank(self, question: Question) -> tuple[int, float]:
        """Plan before memory before new; within memory the least remembered first."""
        recall = self.recalls.get(question.id)
        if question.topic in self.planned:
            return 0, float(self.planned.index(question.topic))
        if recall is not None:
            return (1 if recall.due <= self.now else 3), recall.retrievability
        return 2, -float(self.catalog.topic[question.topic].importance)


REASONS = ("plan", "memory", "new", "ahead")  # by the first part of a rank


def sitting(
    catalog: Catalog, state: State, search: Search, today: date, now: datetime
) -> list[Asked]:
    """The questions of a sitting, in order; what was answered today is not asked again."""
    recalls = {
        name: recall_after(reviews, now)
        for name, reviews in state.answers.items()
        if name in catalog.question
    }
    planned = [i.unit.partition(":")[0] for i in _practice_items(state.plan, today) if i.unit]
    view = _View(catalog, state, search, recalls, planned, now)
    fresh = {name for name, reviews in state.answers.items() if reviews[-1].at.date() == today}
    ranked = sorted(
        (view.rank(question), place, question)
        for place, question in enumerate(catalog.questions)
        if question.id not in fresh and view.wanted(question)
    )
    asked = [Asked(q, REASONS[rank[0]], recalls.get(q.id)) for rank, _, q in ranked]
    return _within(_apart(asked), search, minutes_left(catalog, state, today))


def learnt(state: State, question: Question) -> bool:
    """Whether the question's depth, or one above it, is learnt, known or rusty."""
    profile = state.plan.profile if state.plan else None
    mine = {*state.rusty, *(profile.known if profile else ()), *(profile.rusty if profile else ())}
    above = DEPTHS[DEPTHS.index(question.depth) :]
    units = [f"{question.topic}:{depth}" for depth in above]
    return any(state.has(unit) or unit in mine for unit in units)


def _practice_items(plan: Plan | None, today: date) -> list[Item]:
    items: Iterable[Item] = plan.items() if plan else ()
    return [item for item in items if item.date == today and item.kind in PRACTISED]


def _apart(asked: Sequence[Asked]) -> list[Asked]:
    """The same questions, no two in a row on one topic as long as others are left."""
    waiting = list(asked)
    ordered: list[Asked] = []
    while waiting:
        last = ordered[-1].question.topic if ordered else None
        place = next((i for i, a in enumerate(waiting) if a.question.topic != last), 0)
        ordered.append(waiting.pop(place))
    return ordered


def _within(asked: Sequence[Asked], search: Search, room: int) -> list[Asked]:
    """As many as were asked for, or as fit into the minutes that are left."""
    if search.number is not None:
        return list(asked[: search.number])
    chosen = []
    for one in asked:
        if one.question.minutes <= room:
            chosen.append(one)
            room -= one.question.minutes
    return chosen


def minutes_left(catalog: Catalog, state: State, today: date) -> int:
    """The day's practice minutes, less those of the questions answered today."""
    offered = sum(item.minutes for item in _practice_items(state.plan, today)) or DEFAULT_MINUTES
    spent = sum(
        catalog.question[name].minutes
        for name, reviews in state.answers.items()
        if name in catalog.question and reviews[-1].at.date() == today
    )
    return max(0, offered - spent)
