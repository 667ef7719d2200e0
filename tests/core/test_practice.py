from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.candidate import Profile
from mlprep.core.capacity import weekday_minutes
from mlprep.core.memory import GRADES, Review, recall_after
from mlprep.core.models import Catalog, Question
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan
from mlprep.core.practice import (
    Asked,
    Search,
    answer_data,
    grade_of,
    minutes_left,
    read_points,
    sitting,
)
from mlprep.core.progress import State
from mlprep.core.sitting import Sitting, begin, press
from mlprep.errors import UserError

START = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def at(day: int) -> datetime:
    return NOW + timedelta(days=day)


@pytest.fixture(scope="module")
def bank(catalog: Catalog) -> Catalog:
    """The shipped topics with three questions on each of forty of them."""
    made = [
        Question(
            id=f"{topic.id}-{number:02d}",
            topic=topic.id,
            depth="basics",
            kind="concept",
            prompt=f"Question {number} on {topic.title}?",
            points=("The first thing", "The second thing", "The third thing", "The last thing"),
            answer="An answer.",
            follow_up="And then?",
        )
        for topic in catalog.topics[:40]
        for number in (1, 2, 3)
    ]
    return catalog.model_copy(update={"questions": tuple(made)})


@pytest.fixture(scope="module")
def plan(bank: Catalog) -> Plan:
    profile = Profile(
        roles=("software-engineer",),
        start=START,
        interview=START + timedelta(weeks=12),
        minutes_per_weekday=weekday_minutes(10),
    )
    return make_plan(bank, profile)


def learnt(bank: Catalog, plan: Plan | None = None) -> State:
    topics = dict.fromkeys(q.topic for q in bank.questions)
    return State(plan=plan, done={f"{topic}:basics": START for topic in topics})


@pytest.mark.parametrize(
    ("made", "grade"), [(0, "again"), (1, "again"), (2, "hard"), (3, "hard"), (4, "good")]
)
def test_the_grade_follows_from_the_points(made: int, grade: str) -> None:
    assert grade_of(made, 4) == grade


@given(st.integers(3, 6), st.integers(0, 6), st.integers(0, 6))
def test_more_points_never_give_a_worse_grade(total: int, one: int, other: int) -> None:
    fewer, more = sorted((min(one, total), min(other, total)))
    assert GRADES.index(grade_of(fewer, total)) <= GRADES.index(grade_of(more, total))


def test_points_are_read_and_refused() -> None:
    assert read_points("3, 1,1", 4) == (1, 3)
    assert read_points("", 4) == ()
    for text in ("5", "0", "x", "1;2"):
        with pytest.raises(UserError):
            read_points(text, 4)


def test_nothing_learnt_asks_nothing_but_what_is_named(bank: Catalog) -> None:
    assert sitting(bank, State(), Search(), START, NOW) == []
    named = sitting(bank, State(), Search(topic="cs-trees", number=9), START, NOW)
    assert [one.question.topic for one in named] == ["cs-trees"] * 3


def test_never_two_in_a_row_on_one_topic(bank: Catalog) -> None:
    asked = sitting(bank, learnt(bank), Search(number=60), START, NOW)
    topics = [one.question.topic for one in asked]
    assert len(topics) == 60
    assert all(a != b for a, b in pairwise(topics))


def test_a_sitting_keeps_to_the_minutes_of_the_day(bank: Catalog, plan: Plan) -> None:
    for offset in range(40):
        day = START + timedelta(days=offset)
        offered = sum(
            i.minutes
            for i in plan.items()
            if i.date == day and i.kind in ("practice", "consolidate", "review", "mock")
        )
        asked = sitting(bank, learnt(bank, plan), Search(), day, at(offset))
        assert sum(one.question.minutes for one in asked) <= (offered or 20)


def test_what_the_plan_names_comes_before_memory_and_that_before_the_new(
    bank: Catalog, plan: Plan
) -> None:
    day = next(i.date for i in plan.items() if i.kind == "consolidate")
    named = {i.unit.partition(":")[0] for i in plan.items() if i.date == day and i.unit}
    met = [q for q in bank.questions if q.topic not in named][:5]
    state = learnt(bank, plan)
    state.answers = {q.id: [Review(at(-30), "again")] for q in met}
    offset = (day - START).days
    asked = sitting(bank, state, Search(number=50), day, at(offset))
    reasons = [one.reason for one in asked]
    order = {reason: reasons.index(reason) for reason in dict.fromkeys(reasons)}
    assert list(order) == sorted(order, key=("plan", "memory", "new").index)


def test_filters(bank: Catalog) -> None:
    state = learnt(bank)
    first, second = bank.questions[0], bank.questions[4]
    state.answers = {first.id: [Review(at(-9), "again")], second.id: [Review(at(-1), "good")]}
    assert [
        a.question.id for a in sitting(bank, state, Search(due=True, number=500), START, NOW)
    ] == [first.id]
    assert [
        a.question.id for a in sitting(bank, state, Search(weak=True, number=500), START, NOW)
    ] == [first.id]
    new = sitting(bank, state, Search(new=True, number=500), START, NOW)
    assert not {first.id, second.id} & {a.question.id for a in new}


def test_answered_today_is_not_asked_again_and_counts_against_the_day(bank: Catalog) -> None:
    state = learnt(bank)
    before = minutes_left(bank, state, START)
    question = sitting(bank, state, Search(), START, NOW)[0].question
    state.answers[question.id] = [Review(NOW, "good")]
    assert minutes_left(bank, state, START) == before - question.minutes
    assert question.id not in {
        a.question.id for a in sitting(bank, state, Search(number=500), START, NOW)
    }


def test_after_a_fortnight_away_the_first_day_is_an_ordinary_day(bank: Catalog, plan: Plan) -> None:
    state = learnt(bank, plan)
    for day in range(84):
        today = START + timedelta(days=day)
        room = minutes_left(bank, state, today)
        asked = sitting(bank, state, Search(), today, at(day))
        assert sum(one.question.minutes for one in asked) <= room
        if 20 <= day < 34:
            continue  # a fortnight missed
        for number, one in enumerate(asked):
            grade = ("good", "hard", "again")[number % 3]
            state.answers.setdefault(one.question.id, []).append(Review(at(day), grade))
    assert len(state.answers) > 50


def test_memory_is_that_of_the_package() -> None:
    # The history of the package's own documentation test: ratings and the days between them.
    from fsrs import Card, Rating, Scheduler  # noqa: PLC0415  # the reference, asked directly

    grades = ["good", "good", "good", "again", "hard", "good", "easy"]
    gaps = [0, 3, 14, 60, 2, 7, 30]
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card, when, reviews = Card(card_id=1), NOW, []
    for grade, gap in zip(grades, gaps, strict=True):
        when += timedelta(days=gap)
        reviews.append(Review(when, grade))
        card, _ = scheduler.review_card(card, Rating[grade.capitalize()], when)
        mine = recall_after(reviews, when)
        recall = scheduler.get_card_retrievability(card, when)
        assert (mine.due, mine.retrievability) == (card.due, recall)


@pytest.fixture
def two(bank: Catalog) -> Sitting:
    return begin(tuple(Asked(q, "new", None) for q in bank.questions[:6:3]))


def keys(state: Sitting, text: str) -> tuple[Sitting, list[str]]:
    effects = []
    for key in text:
        state, effect = press(state, key)
        if effect:
            effects.append(f"{effect.kind} {effect.data.get('grade', '')}".strip())
    return state, effects


def test_reveal_tick_grade_next(two: Sitting) -> None:
    state, effects = keys(two, " 123")
    assert (state.phase, set(state.ticked), state.grade) == ("points", {1, 2, 3}, "hard")
    assert not effects
    state, effects = keys(state, "4 ")
    assert (state.phase, state.place, effects) == ("question", 1, ["answer good"])


def test_a_point_is_unticked_by_the_same_key(two: Sitting) -> None:
    assert keys(two, " 1221")[0].ticked == frozenset()


def test_i_dont_know_is_one_key_and_shows_the_answer(two: Sitting) -> None:
    state, effects = keys(two, "?")
    assert (state.phase, state.answer_shown, effects) == ("seen", True, ["answer again"])
    assert keys(state, " ")[0].place == 1


def test_the_grade_can_be_overridden(two: Sitting) -> None:
    assert keys(two, " 1g ")[1] == ["answer hard"]


def test_undo_goes_back_to_the_question_that_was_graded(two: Sitting) -> None:
    state, effects = keys(two, " 1234 u")
    assert (state.place, state.phase, state.graded, effects) == (
        0,
        "points",
        (),
        ["answer good", "undo"],
    )
    assert keys(two, "u")[1] == []
    assert keys(two, "?u")[0].place == 0


def test_quit_and_skip_grade_nothing(two: Sitting) -> None:
    state, effects = keys(two, "sq")
    assert (state.phase, state.place, effects) == ("over", 1, [])
    assert keys(two, "ss")[0].phase == "over"


@given(st.text(alphabet=" 123456?sufagqx\n", max_size=40))
def test_any_keys_leave_a_sound_sitting(text: str) -> None:
    question = Question(
        id="x-01", topic="x", depth="basics", kind="concept", prompt="Well?",
        points=("one thing here", "two things here", "three things here"), answer="So.",
        follow_up="And?",
    )  # fmt: skip
    state = begin((Asked(question, "new", None), Asked(question, "new", None)))
    answers = undone = 0
    for key in text:
        state, effect = press(state, key)
        answers += effect is not None and effect.kind == "answer"
        undone += effect is not None and effect.kind == "undo"
        assert 0 <= state.place < 2
        assert len(state.graded) == answers - undone >= 0


def test_an_unknown_grade_is_refused(bank: Catalog) -> None:
    with pytest.raises(UserError, match="no grade"):
        answer_data(bank.questions[0], [1], "splendid")
