"""Backups in generations, restore, merge, migration: each promise with its test."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.history import Event, live_events
from mlprep.errors import DataFaultError, MlprepError, UserError
from mlprep.store import schema
from mlprep.store.backup import (
    before_write,
    list_backups,
    make_backup,
    open_backup,
    restore,
)
from mlprep.store.generations import kept, thin
from mlprep.store.journal import append_events, read_journal, read_plans
from mlprep.store.merge import merge
from mlprep.store.proof import integrity, version_of
from tests.conftest import Driver

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
OLD_SCHEMA = """
CREATE TABLE events (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    batch  TEXT NOT NULL,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL,
    data   TEXT NOT NULL
);
PRAGMA application_id = 0x6D6C7072;
PRAGMA user_version = 1;
"""


def silent(_: str) -> None:
    """No one listens."""


def event(name: str, kind: str = "done", **data: object) -> Event:
    told = data or {"units": [f"{name}:basics"], "items": [], "on": "2026-11-23"}
    return Event(name, f"batch-{name}", NOW.isoformat(), kind, told)


def names(path: Path) -> list[str]:
    return [found.id for found in read_journal(path)]


def live(path: Path) -> list[str]:
    return [found.id for found in live_events(read_journal(path))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    database = tmp_path / "state" / "mlprep.db"
    append_events(database, [event("a"), event("b")])
    return database


@given(st.lists(st.integers(0, 24 * 500), min_size=1, max_size=60, unique=True))
def test_generations_keep_the_newest_and_something_of_every_age(hours: list[int]) -> None:
    stamps = [NOW - timedelta(hours=h) for h in hours]
    keep = kept(stamps, NOW)
    assert keep <= set(stamps)
    assert set(sorted(stamps)[-6:]) <= keep
    assert len(keep) <= 6 + 15 + 9 + 13
    for stamp in stamps:
        recent = [k for k in keep if k.date() == stamp.date()]
        assert recent or stamp < NOW - timedelta(days=14)
    assert kept(keep, NOW) == keep


def test_thinning_leaves_what_was_made_by_hand(path: Path) -> None:
    make_backup(path, "by-hand", NOW - timedelta(days=900))
    for hours in range(40):
        make_backup(path, "daily", NOW - timedelta(minutes=hours))
    found = [backup.reason for backup in list_backups(path)]
    assert found.count("by-hand") == 1
    assert found.count("daily") <= 8
    thin(path, NOW)
    assert [backup.reason for backup in list_backups(path)] == found


def test_a_backup_reads_back_whole_and_never_replaces_a_file(path: Path, tmp_path: Path) -> None:
    copy = make_backup(path, "by-hand", NOW, tmp_path / "copy.db")
    assert names(copy) == ["a", "b"]
    with pytest.raises(UserError, match="exists already"):
        make_backup(path, "by-hand", NOW, copy)
    assert not [file for file in tmp_path.rglob("*") if file.name.startswith(".")]


def test_the_first_change_of_a_day_is_backed_up(path: Path) -> None:
    before_write(path, NOW, silent)
    before_write(path, NOW + timedelta(hours=1), silent)
    before_write(path, NOW + timedelta(days=1), silent)
    assert [backup.reason for backup in list_backups(path)] == ["daily", "daily"]


def test_restore_goes_back_and_loses_nothing(path: Path) -> None:
    copy = make_backup(path, "by-hand", NOW)
    append_events(path, [event("c")])
    done = restore(path, copy, NOW, silent)
    assert (done.back, done.out) == (0, 1)
    assert live(path)[:2] == ["a", "b"]
    assert "c" not in live(path)
    assert "c" in names(path)
    assert "before-restore" in [backup.reason for backup in list_backups(path)]


def test_a_missing_journal_with_backups_is_said_and_comes_back(path: Path) -> None:
    make_backup(path, "daily", NOW)
    path.unlink()
    for attempt in (lambda: read_journal(path), lambda: append_events(path, [event("c")])):
        with pytest.raises(DataFaultError, match="is missing, but"):
            attempt()
    restore(path, make_copy(path), NOW, silent)
    assert names(path) == ["a", "b"]


def make_copy(path: Path) -> Path:
    return Path(list_backups(path)[0].file)


def test_a_damaged_journal_is_set_aside_not_overwritten(path: Path) -> None:
    copy = make_backup(path, "daily", NOW)
    rotten = b"rotten" + path.read_bytes()[6:]
    path.write_bytes(rotten)
    done = restore(path, copy, NOW, silent)
    assert names(path) == ["a", "b"]
    assert path.with_name(done.aside).read_bytes() == rotten


def test_a_newer_journal_is_not_taken_for_a_damaged_one(path: Path) -> None:
    copy = make_backup(path, "daily", NOW)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(DataFaultError, match="newer mlprep"):
        restore(path, copy, NOW, silent)
    assert path.read_bytes() == before


def test_an_altered_event_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER events_keep")
        database.execute("UPDATE events SET data = replace(data, 'a:basics', 'z:basics')")
        database.commit()
    with pytest.raises(DataFaultError):
        read_journal(path)
    assert "event a was altered" in integrity(path)
    with pytest.raises(DataFaultError):
        open_backup(path)


def test_a_removed_event_is_found(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER events_stay")
        database.execute("DELETE FROM events WHERE id = 'b'")
        database.commit()
    with pytest.raises(DataFaultError):
        read_journal(path)


def test_merging_twice_is_merging_once_and_order_does_not_matter(tmp_path: Path) -> None:
    first, second = (tmp_path / n / "mlprep.db" for n in ("one", "two"))
    append_events(first, [event("a")])
    append_events(second, [event("b"), event("c")])
    copies = [
        make_backup(p, "by-hand", NOW, tmp_path / f"{p.parent.name}.db") for p in (first, second)
    ]
    assert merge(first, copies[1], NOW, silent) == 2
    assert merge(first, copies[1], NOW, silent) == 0
    assert merge(second, copies[0], NOW, silent) == 1
    assert names(first) == names(second)


def test_merging_into_nothing_is_having_it(path: Path, tmp_path: Path) -> None:
    copy = make_backup(path, "by-hand", NOW, tmp_path / "copy.db")
    elsewhere = tmp_path / "elsewhere" / "mlprep.db"
    assert merge(elsewhere, copy, NOW, silent) == 2
    assert names(elsewhere) == ["a", "b"]


def test_what_came_with_a_restore_that_was_taken_back_can_still_be_merged(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other" / "mlprep.db"
    append_events(other, [event("x")])
    copy = make_backup(other, "by-hand", NOW, tmp_path / "copy.db")
    restore(path, copy, NOW, silent)
    assert "x" in live(path)
    batch = read_journal(path)[-1].batch
    append_events(path, [event("u", "undo", batch=batch)])
    assert live(path) == ["a", "b"]
    assert merge(path, copy, NOW, silent) == 1
    assert {"a", "b", "x"} <= set(live(path))


def old_journal(path: Path) -> None:
    """A journal as the first version wrote it, with a plan inside an event."""
    path.parent.mkdir(parents=True)
    plan = {"profile": {"start": "2026-11-23"}, "weeks": []}
    rows = [
        ("p", "plan", {"plan": plan}),
        ("d", "done", {"units": ["a:basics"], "on": "2026-11-23"}),
    ]
    with closing(sqlite3.connect(path)) as database:
        database.executescript(OLD_SCHEMA)
        for name, kind, data in rows:
            database.execute(
                "INSERT INTO events (id, batch, at, kind, data) VALUES (?, ?, ?, ?, ?)",
                (name, name, NOW.isoformat(), kind, json.dumps(data)),
            )
        database.commit()


def test_an_old_journal_is_read_as_it_is_and_migrated_by_the_first_change(tmp_path: Path) -> None:
    path = tmp_path / "state" / "mlprep.db"
    old_journal(path)
    content = path.read_bytes()
    events = read_journal(path)
    assert [e.id for e in events] == ["p", "d"]
    assert isinstance(events[0].data["plan"], str)
    assert list(read_plans(path)) == [events[0].data["plan"]]
    assert path.read_bytes() == content
    before_write(path, NOW, silent)
    append_events(path, [event("new")])
    assert version_of(path) == schema.SCHEMA
    assert names(path) == ["p", "d", "new"]
    assert integrity(path) == []
    found = list_backups(path)
    assert [backup.reason for backup in found] == ["before-migration"]
    assert version_of(Path(found[0].file)) == 1


def test_a_migration_that_cannot_go_well_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state" / "mlprep.db"
    old_journal(path)
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE events SET at = 'soon' WHERE id = 'd'")
        database.commit()
    content = path.read_bytes()
    with pytest.raises(MlprepError):
        before_write(path, NOW, silent)
    assert path.read_bytes() == content


def interrupt(path: Path) -> Path:
    """Leave a hot journal, as a kill in the middle of a commit does; its name."""
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size = 1")
        writer.execute("BEGIN IMMEDIATE")
        for number in range(400):
            row = (f"{number}", "b", "d", "m", "a", "k", "{}" + " " * 300, "x")
            columns = "id, batch, device, moment, at, kind, data, digest"
            writer.execute(f"INSERT INTO events ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608  # our own names
        tail = path.with_name("mlprep.db-journal")
        torn, journal = path.read_bytes(), tail.read_bytes()
        writer.execute("ROLLBACK")
    path.write_bytes(torn)
    tail.write_bytes(journal)
    return tail


def test_an_interrupted_write_is_rolled_back_and_said(path: Path) -> None:
    tail = interrupt(path)
    said: list[str] = []
    assert [e.id for e in read_journal(path, said.append)] == ["a", "b"]
    assert said == ["An interrupted write was rolled back. What was said to be stored is stored."]
    assert not tail.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="has no limits on the size of files")
def test_a_rollback_is_said_only_when_it_has_happened(path: Path) -> None:
    import resource  # noqa: PLC0415  # not on Windows

    interrupt(path)
    said: list[str] = []
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, most))
    try:
        with pytest.raises(DataFaultError, match="cannot be read"):
            read_journal(path, said.append)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert said == []
    assert len(read_journal(path, said.append)) == 2
    assert len(said) == 1


@pytest.mark.parametrize("words", ["doctor", "backup create", "backup restore", "note la-eigen x"])
def test_whatever_command_comes_first_says_that_it_rolled_back(
    mlprep: Driver, home: Path, words: str
) -> None:
    mlprep("note la-eigen hello")
    mlprep("backup create")
    interrupt(home / "state" / "mlprep.db")
    assert mlprep(words).err.count("An interrupted write was rolled back.") == 1
    assert "rolled back" not in mlprep("doctor").err
