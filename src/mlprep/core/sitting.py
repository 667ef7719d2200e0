"""A sitting of questions as a state machine: one key in, the next state and what happened out.

question → (space) → points → (space: graded) → question …; "?" grades at once and shows the points.
Every grade is an event that is stored before the next question appears; u takes the last one back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from mlprep.core.memory import GRADES
from mlprep.core.practice import Asked, answer_data, grade_of

Phase = Literal["question", "points", "seen", "over"]
GO = (" ", "\r", "\n")


class Sitting(NamedTuple):
    """Where a sitting stands: the questions, the current one, what is ticked and shown."""

    asked: tuple[Asked, ...]
    place: int = 0
    phase: Phase = "question"
    ticked: frozenset[int] = frozenset()
    override: str | None = None
    answer_shown: bool = False
    follow_up_shown: bool = False
    text: str = ""  # what was typed in an editor
    graded: tuple[str, ...] = ()  # grades given in this sitting, oldest first

    @property
    def current(self) -> Asked:
        """The question on the table."""
        return self.asked[self.place]

    @property
    def grade(self) -> str:
        """The grade as it stands: chosen, or what follows from the points."""
        return self.override or grade_of(len(self.ticked), len(self.current.question.points))


class Effect(NamedTuple):
    """What a key asks of the outside: store an answer, undo the last one, open an editor."""

    kind: Literal["answer", "undo", "edit"]
    data: Mapping[str, Any]


def begin(asked: tuple[Asked, ...]) -> Sitting:
    """A sitting of these questions; one without questions is over."""
    return Sitting(asked, phase="question" if asked else "over")


def press(sitting: Sitting, key: str) -> tuple[Sitting, Effect | None]:
    """The state after a key, and what it asks of the outside; keys without a meaning do nothing."""
    if sitting.phase == "over":
        return sitting, None
    if key == "q":
        return sitting._replace(phase="over"), None
    if key == "u" and sitting.graded:
        return _taken_back(sitting), Effect("undo", {})
    if sitting.phase == "question":
        return _question(sitting, key)
    if sitting.phase == "points":
        return _points(sitting, key)
    return (_next(sitting), None) if key in GO else (_shown(sitting, key), None)


def _question(sitting: Sitting, key: str) -> tuple[Sitting, Effect | None]:
    if key in GO:
        return sitting._replace(phase="points"), None
    if key == "?":
        seen = sitting._replace(phase="seen", answer_shown=True, override="again")
        return _graded(seen, sitting._replace(ticked=frozenset(), override="again"))
    if key == "e":
        return sitting, Effect("edit", {"text": sitting.text})
    if key == "s":
        return _next(sitting), None
    return sitting, None


def _points(sitting: Sitting, key: str) -> tuple[Sitting, Effect | None]:
    if key in GO:
        return _graded(_next(sitting), sitting)
    if key.isdigit() and 1 <= int(key) <= len(sitting.current.question.points):
        return sitting._replace(ticked=sitting.ticked ^ {int(key)}), None
    if key == "g":
        turn = (GRADES.index(sitting.grade) + 1) % len(GRADES)
        return sitting._replace(override=GRADES[turn]), None
    return _shown(sitting, key), None


def _shown(sitting: Sitting, key: str) -> Sitting:
    if key == "a":
        return sitting._replace(answer_shown=True)
    if key == "f":
        return sitting._replace(follow_up_shown=True)
    return sitting


def _graded(after: Sitting, answered: Sitting) -> tuple[Sitting, Effect]:
    question = answered.current.question
    data = answer_data(question, sorted(answered.ticked), answered.override)
    if answered.text:
        data["text"] = answered.text
    return after._replace(graded=(*after.graded, answered.grade)), Effect("answer", data)


def _next(sitting: Sitting) -> Sitting:
    fresh = begin(sitting.asked)
    place = sitting.place + 1
    over = place >= len(sitting.asked)
    return fresh._replace(
        place=sitting.place if over else place,
        phase="over" if over else "question",
        graded=sitting.graded,
    )


def _taken_back(sitting: Sitting) -> Sitting:
    """Back to the question that was graded last."""
    back = sitting.place if sitting.phase == "seen" else max(0, sitting.place - 1)
    return begin(sitting.asked)._replace(place=back, phase="points", graded=sitting.graded[:-1])
