"""Is the question bank in form? What a reader cannot see at a glance, counted.

`question_problems` are references that lead nowhere; `question_notes` are faults of form: points
that are too long or say the same, prompts that ask what another asks, too much of "what is …".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from mlprep.core.audit import Problem
from mlprep.core.models import Catalog, Question

LONGEST_PROMPT = 90  # words
SHORTEST_ANSWER, LONGEST_ANSWER = 60, 190  # words: about a minute aloud
SHORTEST_POINT, LONGEST_POINT = 3, 18  # words
ALIKE = 0.7  # shared words of two prompts, from which they ask the same
MOST_DEFINITIONS = 0.25  # share of questions that open by asking for a definition
LEAST_WORKED = 0.125  # share of questions to derive or compute
WORKED = ("sql", "code", "compute")  # kinds whose answers a test must work out
FEW = 20  # questions below which shares say nothing
DEFINITION = re.compile(r"^(what (is|are|does .{1,40} mean)|define|list)\b", re.IGNORECASE)
IDLE = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be by do does for from has have how if in is it its of on or so that
    the their this to was what when which why with you your""",
    )
)


def question_problems(catalog: Catalog) -> Iterator[Problem]:
    """Questions on topics or depths that there are not, and ids that do not name their topic."""
    for question in catalog.questions:
        if not catalog.has(f"{question.topic}:{question.depth}"):
            unit = f"{question.topic}:{question.depth}"
            yield Problem("questions", question.id, f"no such unit {unit}")
        if not re.fullmatch(re.escape(question.topic) + r"-\d{2}", question.id):
            yield Problem("questions", question.id, "the id should be its topic and two digits")


def question_notes(catalog: Catalog) -> list[Problem]:
    """What is out of form, question by question and for the bank as a whole."""
    notes = [note for question in catalog.questions for note in _form(question)]
    notes += _near_duplicates(catalog.questions)
    if len(catalog.questions) >= FEW:
        notes += _shares(catalog.questions)
    return notes


def _form(question: Question) -> Iterator[Problem]:
    for message in (*_lengths(question), *_proof(question)):
        yield Problem("questions", question.id, message)


def _lengths(question: Question) -> Iterator[str]:
    if len(question.prompt.split()) > LONGEST_PROMPT:
        yield f"the prompt has over {LONGEST_PROMPT} words"
    if not SHORTEST_ANSWER <= len(question.answer.split()) <= LONGEST_ANSWER:
        yield f"the answer has {len(question.answer.split())} words"
    for point in question.points:
        if not SHORTEST_POINT <= len(point.split()) <= LONGEST_POINT:
            yield f"a point has {len(point.split())} words: {point}"
    for one, other in combinations(question.points, 2):
        if _likeness(_words(one), _words(other)) >= ALIKE:
            yield f"two points say the same: {one} / {other}"


def _proof(question: Question) -> Iterator[str]:
    if "reader" not in question.checked:
        yield "no second reader has agreed"
    if question.kind in WORKED and "test" not in question.checked:
        yield f"a question of kind {question.kind} needs a test"
    if question.kind == "sql" and not (question.setup and question.solution and question.expected):
        yield "a question of kind sql needs setup, solution and expected"


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w.%]+", text.lower())) - IDLE


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words as a part of all words of the two."""
    return len(one & other) / len(one | other) if one or other else 1.0


def _near_duplicates(questions: Sequence[Question]) -> Iterator[Problem]:
    words = [(question.id, _words(question.prompt)) for question in questions]
    for (first, one), (name, other) in combinations(words, 2):
        if _likeness(one, other) >= ALIKE:
            yield Problem("questions", name, f"asks nearly what {first} asks")


def _shares(questions: Sequence[Question]) -> Iterator[Problem]:
    defining = [q for q in questions if DEFINITION.match(q.prompt)]
    worked = [q for q in questions if q.kind in ("derive", "compute")]
    if len(defining) > MOST_DEFINITIONS * len(questions):
        yield Problem("questions", defining[-1].id, "too many questions ask for a definition")
    if len(worked) < LEAST_WORKED * len(questions):
        yield Problem("questions", questions[-1].id, "too few questions derive or compute")
