"""The tables of the journal, how each row proves itself, and how older schemas become this one.

Schema 1 held plans inside their events and had neither digests nor moments. Schema 2 keeps each
plan once, under the digest of its text.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import MAXYEAR, datetime, timedelta
from typing import Any, NamedTuple

from mlprep.core.history import Event, well_formed

SCHEMA = 2
APPLICATION = 0x6D6C7072  # "mlpr": tells our files from other SQLite files
TICK = timedelta(microseconds=1)
COLUMNS = "id, batch, device, moment, at, kind, data"
CREATE = f"""
CREATE TABLE events (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    id     TEXT NOT NULL UNIQUE,
    batch  TEXT NOT NULL,
    device TEXT NOT NULL,
    moment TEXT NOT NULL,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL,
    data   TEXT NOT NULL,
    digest TEXT NOT NULL
);
CREATE TABLE plans (digest TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE device (id TEXT PRIMARY KEY);
CREATE TRIGGER events_stay BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
CREATE TRIGGER events_keep BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER plans_stay BEFORE DELETE ON plans
BEGIN SELECT RAISE(ABORT, 'plans are never deleted'); END;
CREATE TRIGGER plans_keep BEFORE UPDATE ON plans
BEGIN SELECT RAISE(ABORT, 'plans are never changed'); END;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {SCHEMA};
"""
TRIGGERS = 4


class Row(NamedTuple):
    """An event as it is stored: its data as text, and the digest of all of it."""

    event: Event
    text: str
    digest: str
    seq: int

    @property
    def whole(self) -> bool:
        """Whether the row is what was once written."""
        return self.digest == event_digest(self.event, self.text)


def compact(data: Any) -> str:
    """Plain data as the shortest JSON, keys sorted: the form that digests speak of."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"))


def event_digest(event: Event, text: str) -> str:
    """The digest that a row carries."""
    parts = (event.id, event.batch, event.device, event.moment, event.at, event.kind, text)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def plan_digest(body: str) -> str:
    """The name under which a plan's text is kept."""
    return hashlib.sha256(body.encode()).hexdigest()


def split_plan(data: Mapping[str, Any]) -> tuple[Mapping[str, Any], dict[str, str]]:
    """An event's data with its plan, if it holds one, replaced by a digest; and the plan's text."""
    plan = data.get("plan")
    if not isinstance(plan, Mapping):
        return data, {}
    body = compact(plan)
    digest = plan_digest(body)
    profile = plan["profile"]
    origin = data.get("origin") or profile.get("origin") or profile["start"]
    return {**data, "plan": digest, "origin": origin}, {digest: body}


def create(connection: sqlite3.Connection) -> None:
    """Make the tables, and a name for this database among others that may be merged with it."""
    for statement in _statements(CREATE):
        connection.execute(statement)
    connection.execute("INSERT INTO device VALUES (?)", (uuid.uuid4().hex[:12],))


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: executescript would commit behind our back."""
    statement = ""
    for line in script.splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def rows(connection: sqlite3.Connection) -> list[Row]:
    """Every event in the order of their moments, as stored."""
    found = connection.execute(
        f"SELECT {COLUMNS}, digest, seq FROM events ORDER BY moment, device, id"  # noqa: S608  # our own names
    )
    return [
        Row(Event(i, batch, at, kind, json.loads(text), moment, device), text, digest, seq)
        for i, batch, device, moment, at, kind, text, digest, seq in found
    ]


def proper(event: Event) -> bool:
    """Whether an event is one that could have been written here: its times, and its form."""
    times = [datetime.fromisoformat(text) for text in (event.at, event.moment)]
    return well_formed(event) and all(time.tzinfo and time.year < MAXYEAR for time in times)


def insert(
    connection: sqlite3.Connection, events: Sequence[Event], plans: Mapping[str, str]
) -> None:
    """Write events and the plans they speak of."""
    connection.executemany("INSERT OR IGNORE INTO plans VALUES (?, ?)", plans.items())
    for event in events:
        text = compact(event.data)
        connection.execute(
            f"INSERT INTO events ({COLUMNS}, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608  # our own names
            (event.id, event.batch, event.device, event.moment, event.at, event.kind, text,
             event_digest(event, text)),
        )  # fmt: skip


def stamped(events: Sequence[Event], device: str, last: str) -> list[Event]:
    """The events with their moments: their time, but after `last` and after each other."""
    moment = datetime.fromisoformat(last) if last else None
    marked = []
    for event in events:
        at = datetime.fromisoformat(event.at)
        moment = at if moment is None else max(at, moment + TICK)
        stamp = moment.isoformat(timespec="microseconds")
        marked.append(event._replace(device=device, moment=stamp))
    return marked


def old_events(connection: sqlite3.Connection) -> tuple[list[Event], dict[str, str]]:
    """The events of a database of schema 1 as this schema has them, and their plans."""
    found = connection.execute("SELECT id, batch, at, kind, data FROM events ORDER BY seq")
    events = []
    plans: dict[str, str] = {}
    for name, batch, at, kind, text in found:
        data, body = split_plan(json.loads(text))
        plans |= body
        events.append(Event(name, batch, at, kind, data))
    return stamped(events, "", ""), plans


def migrate(connection: sqlite3.Connection) -> None:
    """Turn schema 1 into 2 inside the transaction that is open."""
    events, plans = old_events(connection)
    connection.execute("DROP TABLE events")
    create(connection)
    insert(connection, events, plans)


def contiguous(connection: sqlite3.Connection, found: Sequence[Row]) -> bool:
    """Whether no row is missing: events are numbered without gaps, up to the last number given.

    The rows that were read are counted, not those that SQLite's indexes speak of.
    """
    given = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    last = given[0] if given else 0
    return sorted(row.seq for row in found) == list(range(1, len(found) + 1)) and last == len(found)
