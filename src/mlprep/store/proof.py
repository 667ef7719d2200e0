"""Is a journal whole? What SQLite, the digests and the numbering say; and copies of it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from mlprep.store import schema
from mlprep.store.faults import told
from mlprep.store.journal import open_database, reading, silent, version
from mlprep.store.presence import there


def version_of(path: Path) -> int:
    """The schema of a journal (0 if there is none)."""
    if not there(path):
        return 0
    with told(path, writing=False), reading(path, silent) as connection:
        return version(connection, path)


def integrity(path: Path) -> list[str]:
    """Everything that SQLite and the digests find wrong with a journal of this schema."""
    with told(path, writing=False), reading(path, silent) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
        wrong = [] if found == ["ok"] else found
        if version(connection, path) < schema.SCHEMA:
            return wrong
        rows = schema.rows(connection)
        wrong += [f"event {row.event.id} was altered" for row in rows if not row.whole]
        plans = connection.execute("SELECT digest, body FROM plans")
        changed = [name for name, body in plans if schema.plan_digest(body) != name]
        wrong += [f"plan {name[:12]} was altered" for name in changed]
        if not schema.contiguous(connection, rows):
            wrong.append("events are missing")
        triggers = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
        if connection.execute(triggers).fetchone()[0] != schema.TRIGGERS:
            wrong.append("what keeps events from being changed is missing")
        return wrong


def copy_journal(path: Path, target: Path) -> None:
    """Copy a journal, consistent even while another process writes, to a file that SQLite makes."""
    with (
        told(target),
        reading(path, silent) as connection,
        closing(open_database(target, "rwc")) as copy,
    ):
        connection.execute("ROLLBACK")  # the copy takes its own lock
        connection.backup(copy)
