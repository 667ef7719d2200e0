"""A question, its points, its answer: what a sitting shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from mlprep.core.models import Catalog, Question
from mlprep.core.practice import Asked
from mlprep.core.sitting import Sitting
from mlprep.show.style import DONE, HEAD, NAME, QUIET, TICK, Grid, facts, indent, joined, stack

REASONS = {
    "plan": "in today's plan",
    "memory": "due again",
    "new": "new to you",
    "ahead": "ahead of time",
}
GRADE_WORDS = {"again": "again soon", "hard": "hard", "good": "good", "easy": "easy"}
QUESTION_KEYS = ("space: points", "?: I don't know", "e: write", "s: skip", "u: undo", "q: stop")
POINT_KEYS = (
    "space: grade it",
    "a: answer",
    "f: what then",
    "g: change",
    "u: undo",
    "q: stop",
)
SEEN_KEYS = ("space: next", "f: what then", "u: undo", "q: stop")
CODE_THEME = "ansi_dark"


def step(before: Sitting | None, after: Sitting, catalog: Catalog) -> Group | None:
    """What a key adds to the screen: the next page, or one line, or nothing."""
    turned = before is None or (before.phase, before.place) != (after.phase, after.place)
    if turned or before is None:
        return view(after, catalog)
    parts: list[RenderableType | None] = []
    if before.text != after.text:
        parts.append(facts([("Yours", Text(after.text))]))
    parts.extend(_point(after, number) for number in sorted(before.ticked ^ after.ticked))
    if after.answer_shown and not before.answer_shown:
        parts.append(answer(after.current.question))
    if after.follow_up_shown and not before.follow_up_shown:
        parts.append(facts([("Then", Text(after.current.question.follow_up))]))
    if not parts and before.grade == after.grade:
        return None
    return stack(*parts, _made(after) if after.phase == "points" else None)


def view(sitting: Sitting, catalog: Catalog) -> Group:
    """A page of a sitting: a question, its points, or what it all came to."""
    if sitting.phase == "over":
        return summary(sitting.graded)
    if sitting.phase == "question":
        return stack(Text(""), _question(sitting, catalog), _keys(*QUESTION_KEYS))
    points = [_point(sitting, number + 1) for number in range(len(sitting.current.question.points))]
    parts: list[RenderableType | None] = [Text(""), *points]
    if sitting.text:
        parts.append(facts([("Yours", Text(sitting.text))]))
    if sitting.answer_shown:
        parts.append(answer(sitting.current.question))
    seen = sitting.phase == "seen"
    keys = SEEN_KEYS if seen else (f"1-{len(points)}: tick", *POINT_KEYS)
    return stack(*parts, Text(""), _keys(*keys))


def _question(sitting: Sitting, catalog: Catalog) -> Group:
    asked = sitting.current
    question = asked.question
    place = Text(f"{sitting.place + 1} of {len(sitting.asked)}", HEAD)
    title, depth = Text(catalog.topic[question.topic].title), Text(question.depth)
    kind = Text(f"{question.kind}, {question.minutes} min", QUIET)
    head = joined([place, title, depth, kind, Text(REASONS[asked.reason], QUIET)])
    return stack(head, Text(""), indent(Text(question.prompt)), Text(""))


def _point(sitting: Sitting, number: int) -> Grid:
    made = number in sitting.ticked
    table = Grid()
    mark = Text(TICK, DONE) if made else Text("·", QUIET)
    table.add_row(Text(f" {number}", NAME), mark, Text(sitting.current.question.points[number - 1]))
    return table


def answer(question: Question) -> Group:
    """The model answer, with solution and result where there are any."""
    parts: list[RenderableType | None] = [Text(""), indent(Text(question.answer))]
    if question.solution:
        language = "sql" if question.kind == "sql" else "python"
        code = Syntax(question.solution.rstrip(), language, theme=CODE_THEME, word_wrap=True)
        parts += [Text(""), indent(code, 4)]
    if question.expected is not None:
        parts += [Text(""), indent(_rows(question.expected), 4)]
    return stack(*parts, Text(""))


def _rows(rows: Sequence[Sequence[str]]) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _made(sitting: Sitting) -> Text:
    made = f"{len(sitting.ticked)} of {len(sitting.current.question.points)} made: "
    return Text.assemble(made, (GRADE_WORDS[sitting.grade], HEAD), (". space: grade it", QUIET))


def _keys(*keys: str) -> Text:
    return Text("  ".join(keys), QUIET)


def summary(grades: Sequence[str]) -> Group:
    """What a sitting came to."""
    if not grades:
        return stack(Text("Nothing graded."))
    count = Counter(grades)
    words = ", ".join(f"{count[g]} {GRADE_WORDS[g]}" for g in GRADE_WORDS if count[g])
    return stack(Text(""), Text(f"{len(grades)} answered: {words}. All of it is stored."))


def listed(asked: Sequence[Asked], catalog: Catalog) -> Group:
    """The questions of a sitting without their answers, in the order in which they would come."""
    parts: list[RenderableType] = []
    for one in asked:
        question = one.question
        turn = f"{question.depth}, {question.kind}, {REASONS[one.reason]}"
        title = catalog.topic[question.topic].title
        head = [Text(question.id, NAME), Text(title), Text(turn, QUIET)]
        parts += [joined(head), indent(Text(question.prompt)), Text("")]
    return stack(*parts[:-1])
