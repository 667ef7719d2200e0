"""Everything the user did, as an append-only table of events in SQLite.

One command writes one batch in one transaction (rollback journal, synchronous=EXTRA), so it is on
disk, whole, before the command says so. Reading opens the file read-only and writes nothing, but
for one case: after a kill SQLite itself must first finish an interrupted write. Every row carries
a digest and rows are numbered without gaps, so what is read is what was written, or it is said.
A missing file is an empty journal unless there are backups of it; a damaged one is never touched.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from mlprep.core.history import Event
from mlprep.errors import DataFaultError
from mlprep.store import faults, schema
from mlprep.store.faults import WAIT_SECONDS, StaleError, told
from mlprep.store.files import make_folder, sync_folder, temporary
from mlprep.store.presence import absent, backups_of

FIRST_WAIT = 1  # seconds after which someone is told that we wait
Tell = Callable[[str], None]


def silent(_: str) -> None:
    """No one listens."""


def read_journal(path: Path, tell: Tell = silent) -> tuple[Event, ...]:
    """All events in the order of their moments; none if there is no file and never was one.

    Raises DataFaultError if the file is damaged, missing, not ours, or from a newer mlprep.
    """
    if absent(path):
        return ()
    with told(path, writing=False), reading(path, tell) as connection:
        if version(connection, path) < schema.SCHEMA:
            return tuple(schema.old_events(connection)[0])
        rows = schema.rows(connection)
        whole = all(row.whole and schema.proper(row.event) for row in rows)
        if not whole or not schema.contiguous(connection, rows):
            raise faults.damaged(path)
        return tuple(row.event for row in rows)


def read_plans(path: Path) -> dict[str, str]:
    """The text of every plan by its digest, each verified."""
    with told(path, writing=False), reading(path, silent) as connection:
        if version(connection, path) < schema.SCHEMA:
            return schema.old_events(connection)[1]
        plans = dict(connection.execute("SELECT digest, body FROM plans").fetchall())
        if any(schema.plan_digest(body) != digest for digest, body in plans.items()):
            raise faults.damaged(path)
        return plans


def read_plan(path: Path, digest: str) -> str:
    """The text of one plan. Raises DataFaultError if it is not there as it was written."""
    with told(path, writing=False), reading(path, silent) as connection:
        if version(connection, path) < schema.SCHEMA:
            return schema.old_events(connection)[1][digest]
        found = connection.execute("SELECT body FROM plans WHERE digest = ?", (digest,)).fetchone()
    if found is None or schema.plan_digest(found[0]) != digest:
        raise faults.damaged(path)
    return str(found[0])


def append_events(
    path: Path, events: Sequence[Event], tell: Tell = silent, *, seen: int | None = None
) -> None:
    """Write the events in one transaction, creating the journal if there never was one.

    With `seen`, raises StaleError, nothing written, unless the journal still has that many rows.
    Raises UserError if the place cannot be written, DataFaultError as `read_journal`.
    """
    with writing(path, tell) as connection:
        count = connection.execute("SELECT count(*) FROM events NOT INDEXED").fetchone()[0]
        if seen is not None and seen != count:
            raise StaleError
        _append(connection, events)


def _append(connection: sqlite3.Connection, events: Sequence[Event]) -> None:
    """Write own events, after all that are there."""
    last = connection.execute("SELECT max(moment) FROM events").fetchone()[0]
    device = connection.execute("SELECT id FROM device").fetchone()[0]
    plans: dict[str, str] = {}
    bare = []
    for event in events:
        data, body = schema.split_plan(event.data)
        plans |= body
        bare.append(event._replace(data=data))
    schema.insert(connection, schema.stamped(bare, device, last or ""), plans)


def add_foreign(
    path: Path,
    events: Sequence[Event],
    plans: Mapping[str, str],
    tell: Tell = silent,
    *,
    then: Sequence[Event] = (),
) -> int:
    """Write events of another journal that this one does not hold, as they are; how many.

    `then` holds own events that are written after them in the same transaction.
    """
    with writing(path, tell) as connection:
        known = {name for (name,) in connection.execute("SELECT id FROM events NOT INDEXED")}
        fresh = [event for event in events if event.id not in known]
        schema.insert(connection, fresh, plans if fresh else {})
        _append(connection, then)
        return len(fresh)


@contextmanager
def writing(path: Path, tell: Tell = silent) -> Iterator[sqlite3.Connection]:
    """A transaction on the journal of the current schema, committed at the end of the block.

    The file may have been put aside by another process while we waited for it: then its successor
    is opened instead, for a write into a file that no name leads to would be lost.
    """
    make_folder(path.parent)
    with told(path):
        connection = _locked(path, tell)
        with closing(connection):
            if version(connection, path) < schema.SCHEMA:
                schema.migrate(connection)
            yield connection
            _commit(connection, path)


def _commit(connection: sqlite3.Connection, path: Path) -> None:
    """Commit; if only the folder could not be put on disk at the end, the commit stands."""
    try:
        connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_IOERR_DIR_FSYNC:
            raise
        sync_folder(path.parent)


def _locked(path: Path, tell: Tell) -> sqlite3.Connection:
    """A connection to the file of that name that holds its write lock."""
    while True:
        if absent(path):
            create_journal(path)
        before = identity(path)
        connection = open_database(path, "rw")
        try:
            connection.execute("PRAGMA synchronous = EXTRA")
            _begin(connection, tell)
        except BaseException:
            connection.close()
            raise
        if before == identity(path):
            return connection
        connection.close()


def identity(path: Path) -> tuple[int, int]:
    """Which file has that name now; (0, 0) if none has."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return 0, 0


def _begin(connection: sqlite3.Connection, tell: Tell) -> None:
    """Take the write lock; if another process holds it for long, say that we wait."""
    for seconds in (FIRST_WAIT, WAIT_SECONDS):
        connection.execute(f"PRAGMA busy_timeout = {seconds * 1000}")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not faults.is_busy(error) or seconds == WAIT_SECONDS:
                raise
            tell("Another mlprep is writing; waiting for it …")
        else:
            return


def create_journal(
    path: Path, events: Sequence[Event] = (), plans: Mapping[str, str] | None = None
) -> None:
    """Make a journal that holds the events, whole or not at all; another one is never replaced."""
    make_folder(path.parent)
    with temporary(path.parent) as new:
        with told(path), closing(open_database(new, "rw")) as connection:
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("BEGIN IMMEDIATE")
            schema.create(connection)
            schema.insert(connection, events, plans or {})
            _commit(connection, path)
        try:
            with contextlib.suppress(FileExistsError):
                os.link(new, path)
        except OSError as error:
            raise faults.not_writable(path, error.strerror or str(error)) from None
        sync_folder(path.parent)


@contextmanager
def reading(path: Path, tell: Tell) -> Iterator[sqlite3.Connection]:
    """A read-only connection inside one transaction, so that all it reads is of one moment."""
    with closing(_readable(path, tell)) as connection:
        connection.execute("BEGIN")
        yield connection


def _readable(path: Path, tell: Tell) -> sqlite3.Connection:
    connection = open_database(path, "ro")
    connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    else:
        return connection
    with closing(open_database(path, "rw")) as mending:
        mending.execute("SELECT count(*) FROM sqlite_master").fetchone()
    tell("An interrupted write was rolled back. What was said to be stored is stored.")
    return open_database(path, "ro")


def open_database(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in SQLite's mode ro, rw or rwc, outside any transaction."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _is_ours(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION)


def _nameless(connection: sqlite3.Connection, path: Path) -> DataFaultError:
    """What is wrong with a file that does not say it is ours."""
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return faults.foreign(path)
    if path.stat().st_size:
        return faults.damaged(path)
    return faults.empty(path, len(backups_of(path)))


def version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema of the file. Raises DataFaultError for a foreign file or a newer schema."""
    if not _is_ours(connection):
        raise _nameless(connection, path)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version < 1:
        raise faults.damaged(path)
    if version > schema.SCHEMA:
        raise faults.too_new(path, version, schema.SCHEMA)
    return version
