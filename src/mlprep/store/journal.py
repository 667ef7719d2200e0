"""Everything the user did, as an append-only table of events in SQLite.

One command writes one batch in one transaction (rollback journal, synchronous=FULL), so it is on
disk, whole, before the command says so. Reading opens the file read-only and writes nothing. A
missing file is an empty journal; a damaged one is never touched.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from mlprep.core.progress import Event
from mlprep.errors import DataFaultError, UserError

SCHEMA = 1
WAIT_SECONDS = 10
APPLICATION = 0x6D6C7072  # "mlpr": tells our files from other SQLite files
CREATE = f"""
CREATE TABLE events (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    batch  TEXT NOT NULL,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL,
    data   TEXT NOT NULL
);
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_keep BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
"""


def read_events(path: Path) -> list[Event]:
    """All events in the order in which they were written; none if there is no file yet.

    Raises DataFaultError if the file is damaged, is not ours, or comes from a newer mlprep.
    """
    if not path.exists():
        return []
    with _faults(path), closing(_open(path, "ro")) as connection:
        _check_schema(connection, path)
        rows = connection.execute("SELECT id, batch, at, kind, data FROM events ORDER BY seq")
        return [
            Event(id=i, batch=b, at=at, kind=kind, data=_decode(data, path))
            for i, b, at, kind, data in rows
        ]


def append_events(path: Path, events: Sequence[Event]) -> None:
    """Write the events in one transaction, creating the journal if there is none.

    Raises UserError if the place cannot be written, DataFaultError as `read_events`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_writable(path, error.strerror or str(error)) from None
    with _faults(path), closing(_open(path, "rwc")) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        if not _is_ours(connection):
            if _is_empty(connection):
                for statement in _statements(CREATE):
                    connection.execute(statement)
            else:
                raise _foreign(path)
        _check_schema(connection, path)
        connection.executemany(
            "INSERT INTO events (id, batch, at, kind, data) VALUES (?, ?, ?, ?, ?)",
            [(e.id, e.batch, e.at, e.kind, json.dumps(e.data, sort_keys=True)) for e in events],
        )
        connection.execute("COMMIT")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript would commit behind our back."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _open(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION)


def _is_empty(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    if not _is_ours(connection):
        raise _foreign(path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA:
        raise DataFaultError(
            f"{path} was written by a newer mlprep (schema {version}, this one knows {SCHEMA}).",
            "Upgrade mlprep. The file was not touched.",
        )


def _decode(text: str, path: Path) -> dict[str, Any]:
    data = json.loads(text)
    if not isinstance(data, dict):
        raise DataFaultError(
            f"{path} holds an event that is not an object.", "Restore a copy of it."
        )
    return data


def _foreign(path: Path) -> DataFaultError:
    return DataFaultError(
        f"{path} is not a journal of mlprep.", "Move it away, or name another place with --home."
    )


def _not_writable(path: Path, reason: str) -> UserError:
    return UserError(
        f"Nothing was stored: {path.parent} cannot be written ({reason}).",
        "Name another place with --home or MLPREP_HOME, or free some space.",
    )


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says into our own words."""
    try:
        yield
    except json.JSONDecodeError:
        raise _damaged(path) from None
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text:
            raise UserError(
                f"Another mlprep has been writing to {path} for {WAIT_SECONDS} seconds.",
                "Nothing was stored. Try again when it has finished.",
            ) from None
        if "malformed" in text:
            raise _damaged(path) from None
        raise _not_writable(path, text) from None
    except sqlite3.DatabaseError:
        raise _damaged(path) from None


def _damaged(path: Path) -> DataFaultError:
    return DataFaultError(
        f"{path} is damaged or is not a database.",
        "It was not touched. Put a copy of it back, or move it away to begin anew.",
    )
