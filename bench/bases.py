"""Homes to begin from: empty, planned, with something undone, of the old schema, damaged."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from bench.stage import TODAY, Run, database, demand, direct
from mlprep.store.journal import read_journal, read_plans

BEFORE = "2026-11-22"  # the day before: what is then written finds no backup of its own day
PLAN = ("plan", "--role", "data-scientist", "--weeks", "12", "--hours", "10")
REPLAN = ("replan", "--hours", "8", "--yes")
QUESTION = "stat-ab-testing-01"
BEGUN = (
    PLAN, ("done", "la-eigen"), ("note", "la-eigen", "a first note"), ("know", "sql", "--rusty"),
    ("done", "stat-bayes", "--part", "30m"), ("skip", "gen-gan"),
    ("practice", "grade", QUESTION, "--points", "1,2"),
)  # fmt: skip
MORE = (REPLAN, ("note", "stat-bayes", "a second note"), ("done", "stat-bayes"))
OLD_SCHEMA = """
CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    batch TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL);
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_keep BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
PRAGMA application_id = 0x6D6C7072;
PRAGMA user_version = 1;
"""


def sure(words: tuple[str, ...], home: Path, today: str = TODAY) -> Run:
    """A run that must succeed."""
    run = direct(words, home, today)
    demand(run.code == 0, run)
    return run


def make_bases(root: Path) -> Mapping[str, Path]:
    """Every home to begin from, by its name; they share one cache of the catalog."""
    empty = root / "empty"
    empty.mkdir()
    sure(("topics", "bayes"), empty)
    (empty / "cache").rename(root / "cache")
    (empty / "cache").symlink_to(root / "cache")
    bases = {"empty": empty}
    planned = _grown(bases, "planned", "empty", *BEGUN)
    sure(("backup", "create"), planned, BEFORE)
    for words in MORE:
        sure(words, planned, BEFORE)
    _grown(bases, "undone", "planned", ("undo",))
    other = _grown(
        bases, "other", "empty", ("note", "sql-joins", "from afar"), ("done", "la-eigen")
    )
    sure(("backup", "create", str(root / "afar.db")), other)
    _rusted(_grown(bases, "damaged", "planned"))
    database(_grown(bases, "bereft", "planned")).unlink()
    _turn_old(_grown(bases, "old", "planned"))
    return bases


def _grown(bases: dict[str, Path], name: str, source: str, *commands: tuple[str, ...]) -> Path:
    """A copy of a base in which more was done."""
    bases[name] = bases[source].with_name(name)
    shutil.copytree(bases[source], bases[name], symlinks=True)
    for words in commands:
        sure(words, bases[name], BEFORE)
    return bases[name]


def _rusted(home: Path) -> None:
    """Zero the middle of the journal."""
    path = database(home)
    content = bytearray(path.read_bytes())
    content[4096:20480] = bytes(16384)
    path.write_bytes(content)


def _turn_old(home: Path) -> None:
    """Write the journal as the first version of mlprep would have written it."""
    path = database(home)
    events, plans = read_journal(path), read_plans(path)
    path.unlink()
    shutil.rmtree(path.parent / "backups")
    with closing(sqlite3.connect(path)) as old:
        old.executescript(OLD_SCHEMA)
        for event in events:
            data = dict(event.data)
            if event.kind == "plan":
                data["plan"] = json.loads(plans[data["plan"]])
            row = (event.id, event.batch, event.at, event.kind, json.dumps(data))
            old.execute("INSERT INTO events (id, batch, at, kind, data) VALUES (?,?,?,?,?)", row)
        old.commit()
