from __future__ import annotations

import sqlite3
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest

from mlprep.core.history import Event
from mlprep.errors import DataFaultError, UserError
from mlprep.store.journal import append_events, read_journal
from tests.conftest import Driver


def event(number: int, kind: str = "done") -> Event:
    return Event(f"id{number}", f"b{number}", "2026-11-23T09:00:00+00:00", kind, {"n": number})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "mlprep.db"


def test_missing_is_empty_and_reading_creates_nothing(path: Path) -> None:
    assert list(read_journal(path)) == []
    assert not path.parent.exists()


def test_what_was_written_is_read_in_order(path: Path) -> None:
    append_events(path, [event(1), event(2)])
    append_events(path, [event(3)])
    assert [found.data["n"] for found in list(read_journal(path))] == [1, 2, 3]
    first = read_journal(path)[0]
    assert first._replace(moment="", device="") == event(1)


def test_a_batch_is_written_whole_or_not_at_all(path: Path) -> None:
    append_events(path, [event(1)])
    with pytest.raises(DataFaultError):
        append_events(path, [event(2), event(1)])
    assert [found.data["n"] for found in list(read_journal(path))] == [1]


def test_durability_is_asked_for(path: Path) -> None:
    append_events(path, [event(1)])
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone()[0] == "delete"


@pytest.mark.parametrize(
    "content", [b"not a database", b"\0" * 4096, b"SQLite format 3\0" + b"x" * 500]
)
def test_a_damaged_file_is_told_and_not_touched(mlprep: Driver, home: Path, content: bytes) -> None:
    place = home / "state" / "mlprep.db"
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    for words in ("today", "done la-eigen", "plan --role data-scientist --yes"):
        run = mlprep(words)
        assert run.code == 3, words
        assert "mlprep.db" in run.err
        assert place.read_bytes() == content


def test_a_truncated_file_is_told_and_not_touched(path: Path) -> None:
    append_events(path, [event(n) for n in range(200)])
    content = path.read_bytes()[:5000]
    path.write_bytes(content)
    with pytest.raises(DataFaultError, match="damaged"):
        list(read_journal(path))
    assert path.read_bytes() == content


def test_an_empty_file_is_not_taken_for_no_file(mlprep: Driver, home: Path) -> None:
    place = home / "state" / "mlprep.db"
    mlprep("note la-eigen first")
    place.write_bytes(b"")
    for words in ("note", "note la-eigen more"):
        run = mlprep(words)
        assert run.code == 3
        assert "is empty (0 bytes)" in run.err
        assert "There is no backup of it. To begin anew, move mlprep.db away." in run.err
        assert place.read_bytes() == b""
    assert "begin anew" in mlprep("doctor").out


def test_an_empty_file_says_that_there_are_backups(mlprep: Driver, home: Path) -> None:
    mlprep("note la-eigen first")
    mlprep("backup create")
    (home / "state" / "mlprep.db").write_bytes(b"")
    assert "mlprep backup restore" in mlprep("note").err
    assert mlprep("backup restore --yes").code == 0
    assert "first" in mlprep("note").out


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE theirs (x)")
        database.commit()
    for attempt in (
        lambda: list(read_journal(path)),
        lambda: append_events(path, [event(1)]),
    ):
        with pytest.raises(DataFaultError, match="not a journal"):
            attempt()


def test_a_newer_schema_is_refused_politely(path: Path) -> None:
    append_events(path, [event(1)])
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for attempt in (
        lambda: list(read_journal(path)),
        lambda: append_events(path, [event(2)]),
    ):
        with pytest.raises(DataFaultError, match="newer mlprep"):
            attempt()
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    with pytest.raises(UserError, match="Nothing was stored"):
        append_events(tmp_path / "state" / "mlprep.db", [event(1)])


def test_a_link_that_leads_nowhere_is_not_taken_for_no_journal(mlprep: Driver, home: Path) -> None:
    (home / "state").mkdir(parents=True)
    (home / "state" / "mlprep.db").symlink_to(home / "unplugged" / "mlprep.db")
    for words in ("today", "note la-eigen x"):
        run = mlprep(words)
        assert run.code == 3
        assert "leads nowhere" in run.err


def test_what_is_left_of_a_journal_is_not_played_back_into_a_new_one(
    mlprep: Driver, home: Path
) -> None:
    left = home / "state" / "mlprep.db-journal"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"pages of a database that is gone")
    for words in ("today", "note la-eigen x"):
        run = mlprep(words)
        assert run.code == 3
        assert "mlprep.db-journal" in run.err
    assert list(left.parent.iterdir()) == [left]


def test_a_restore_puts_aside_what_is_left_of_a_journal(mlprep: Driver, home: Path) -> None:
    mlprep("note la-eigen first")
    mlprep("backup create")
    (home / "state" / "mlprep.db").rename(home / "gone")
    (home / "state" / "mlprep.db-journal").write_bytes(b"pages of a database that is gone")
    assert mlprep("backup restore --yes").code == 0
    assert "first" in mlprep("note").out
    assert len(list((home / "state").glob("mlprep.db.damaged-*-journal"))) == 1


def write_ten(path: Path, first: int) -> None:
    for number in range(first, first + 10):
        append_events(path, [event(number)])


def test_several_terminals_at_once_all_succeed(path: Path) -> None:
    context = get_context("spawn")
    writers = [context.Process(target=write_ten, args=(path, 100 * n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    assert len(list(read_journal(path))) == 40
