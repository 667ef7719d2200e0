"""Every answer that can be worked out is worked out: SQL runs, code runs, numbers are computed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from mlprep.core.models import Catalog, Question
from mlprep.core.questions import DEFINITION
from mlprep.store.cache import load_catalog
from mlprep.store.places import Places
from tests.conftest import ROOT

NOWHERE = Path(__file__) / "no folder"
CATALOG: Catalog = load_catalog(Places(NOWHERE, NOWHERE, NOWHERE))
BANK = CATALOG.questions
SQL = [question for question in BANK if question.expected is not None]
CHECKED = [question for question in BANK if question.checks]


def rows_of(question: Question) -> list[list[str]]:
    schema = (ROOT / "data" / "sql" / f"{question.setup}.sql").read_text("utf-8")
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(schema)
        found = database.execute(question.solution or "").fetchall()
    return [["NULL" if cell is None else str(cell) for cell in row] for row in found]


@pytest.mark.parametrize("question", SQL, ids=lambda question: question.id)
def test_every_query_gives_the_rows_that_are_shown(question: Question) -> None:
    assert rows_of(question) == [list(row) for row in question.expected or ()]


@pytest.mark.parametrize("question", CHECKED, ids=lambda question: question.id)
def test_every_number_and_every_program_holds(question: Question) -> None:
    solution = question.solution if question.kind != "sql" else ""
    assert "assert" in (question.checks or "")
    exec(f"{solution or ''}\n{question.checks}", {})  # noqa: S102  # our own content


def test_what_says_that_a_test_vouches_has_one() -> None:
    proved = {question.id for question in (*SQL, *CHECKED)}
    assert {q.id for q in BANK if "test" in q.checked} == proved
    assert all("reader" in question.checked for question in BANK)


def test_what_everybody_needs_and_what_a_round_cannot_do_without_is_asked() -> None:
    asked = {question.topic for question in BANK}
    musts = {
        u.partition(":")[0] for role in CATALOG.roles for held in role.rounds for u in held.must
    }
    assert musts | {topic.id for topic in CATALOG.topics if topic.core} <= asked


def test_the_bank_is_mixed() -> None:
    areas = Counter(CATALOG.topic[question.topic].area for question in BANK)
    statistics = ("statistics", "probability", "experimentation", "causal-inference")
    assert sum(areas[area] for area in statistics) >= 50
    assert sum(areas[area] for area in ("classical-ml", "deep-learning", "ml-coding")) >= 30
    assert min(areas["sql"] / 20, areas["nlp-llm"] / 10, areas["behavioural"] / 10) >= 1
    kinds = Counter(question.kind for question in BANK)
    assert kinds["derive"] + kinds["compute"] >= len(BANK) / 8
    assert sum(bool(DEFINITION.match(q.prompt)) for q in BANK) <= len(BANK) / 4


def test_answers_can_be_read_aloud_in_about_a_minute() -> None:
    words = sorted(len(question.answer.split()) for question in BANK)
    assert words[0] >= 60
    assert words[-1] <= 190
