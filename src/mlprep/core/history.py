"""What the user did, command by command: which commands count, and what undo and redo would touch.

All events of one command share a batch. Nothing is ever removed: `undo` and `redo` are events that
name a batch, and `restore` is an event that names the events which a restored copy did not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

Data = Mapping[str, Any]
GATHER = ("restore", "merge")  # kinds that say of events whether they count
TURNS = ("undo", "redo")  # kinds that say of another command whether it counts


class Event(NamedTuple):
    """One thing the user did; `at` is an ISO instant in UTC, `batch` the command it was part of.

    `moment` orders events: it is `at`, but never before an event that was known when this one was
    written, so a clock set back changes no order. `device` is the database that it was written in.
    Kinds and their data: plan {plan, origin, because, begun}, done {units, items, on, took?},
    part {unit, minutes, on, took?}, know {units, rusty, forgotten}, answer {question, points, of,
    grade, text?}, note {topic, text} or {topic, clear}, pin {units, pinned}, skip {units, until?}
    or {units, back}, papers {papers}, restore {without, added, source},
    merge {added}, undo {batch}, redo {batch}.
    """

    id: str
    batch: str
    at: str
    kind: str
    data: Mapping[str, Any]
    moment: str = ""
    device: str = ""


def well_formed(event: Event) -> bool:
    """Whether what decides which events count has its form; other data are looked at in replay."""
    data: Any = event.data
    if not isinstance(data, Mapping):
        return False
    if event.kind in TURNS:
        return isinstance(data.get("batch"), str)
    if event.kind in GATHER:
        names = [data.get("added", []), data.get("without", [])]
        asked = "without" if event.kind == "restore" else "added"
        return asked in data and all(
            isinstance(part, list) and all(isinstance(name, str) for name in part) for part in names
        )
    return True


class Timeline(NamedTuple):
    """Batches that count, and those that redo would bring back, each in the order of its turn."""

    live: tuple[str, ...]
    undone: tuple[str, ...]


def counting(events: Sequence[Event]) -> list[Event]:
    """The events that no restore leaves out; `events` are in order of `moment`.

    A restore in force leaves out what its copy did not hold; one that was taken back leaves out
    what only it had brought, unless a later merge brought it too.
    """
    dropped: set[str] = set()
    merged: set[str] = set()
    for place in range(len(events) - 1, -1, -1):
        event = events[place]
        if event.kind not in GATHER or event.id in dropped:
            continue
        later = [e for e in events[place + 1 :] if e.id not in dropped]
        stands = _stands(event.batch, later)
        if event.kind == "merge":
            merged.update(event.data["added"] if stands else ())
        elif stands:
            dropped.update(event.data["without"])
        else:
            dropped.update(set(event.data.get("added", ())) - merged)
    return [event for event in events if event.id not in dropped]


def _stands(batch: str, later: Sequence[Event]) -> bool:
    """Whether the newest word on the batch is not an undo."""
    turns = [e.kind for e in later if e.kind in TURNS and e.data["batch"] == batch]
    return not turns or turns[-1] == "redo"


def timeline(events: Sequence[Event]) -> Timeline:
    """Follow every undo and redo; a new command ends what could be redone."""
    live: dict[str, None] = {}
    undone: list[str] = []
    for event in counting(events):
        if event.kind == "undo":
            if event.data["batch"] in live:
                del live[event.data["batch"]]
                undone.append(event.data["batch"])
        elif event.kind == "redo":
            if event.data["batch"] in undone:
                undone.remove(event.data["batch"])
                live[event.data["batch"]] = None
        elif event.batch not in live:
            live[event.batch] = None
            undone.clear()
    return Timeline(tuple(live), tuple(undone))


def turnable(events: Sequence[Event], kind: str) -> str | None:
    """The batch that an undo or redo would turn, if there is one."""
    line = timeline(events)
    batches = line.live if kind == "undo" else line.undone
    return batches[-1] if batches else None


def live_events(events: Sequence[Event]) -> list[Event]:
    """The events that count, in order, without undo and redo."""
    live = set(timeline(events).live)
    return [e for e in counting(events) if e.batch in live and e.kind not in TURNS]


def live_batches(events: Sequence[Event]) -> set[str]:
    """The commands that count, by their batches."""
    return {event.batch for event in live_events(events)}


class Command(NamedTuple):
    """One command of the user: its events, and whether it counts."""

    batch: str
    at: str
    events: tuple[Event, ...]
    counts: bool

    @property
    def words(self) -> str:
        """What it did, in a line."""
        return describe(self.events)

    def to_json(self) -> dict[str, Any]:
        """The command as plain data."""
        kinds = list(dict.fromkeys(event.kind for event in self.events))
        return {
            "id": self.batch, "at": self.at, "kinds": kinds, "words": self.words,
            "counts": self.counts,
        }  # fmt: skip


def commands(events: Sequence[Event]) -> list[Command]:
    """Every command, oldest first, undos and redos left out: they show in what counts."""
    live = set(timeline(events).live)
    kept = {event.id for event in counting(events)}
    batches: dict[str, list[Event]] = {}
    for event in events:
        if event.kind not in TURNS:
            batches.setdefault(event.batch, []).append(event)
    return [
        Command(batch, mine[0].at, tuple(mine), batch in live and mine[0].id in kept)
        for batch, mine in batches.items()
    ]


def describe(batch: Sequence[Event]) -> str:
    """One command in words, for undo, redo and history."""
    return "; ".join(_words(event) for event in batch)


def _words(event: Event) -> str:
    """One event in words; of one that makes no sense only its kind."""
    try:
        return WORDS[event.kind](event.data) if event.kind in WORDS else event.kind
    except (KeyError, TypeError, ValueError, AttributeError):
        return event.kind


def _done_words(data: Data) -> str:
    return "done " + ", ".join([*data.get("units", ()), *data.get("items", ())]) + _took(data)


def _part_words(data: Data) -> str:
    return f"{data['minutes']} min of {data['unit']}" + _took(data)


def _took(data: Data) -> str:
    return f", in {data['took']} min" if "took" in data else ""


def _know_words(data: Data) -> str:
    count = sum(len(data.get(k, ())) for k in ("units", "rusty", "forgotten"))
    return f"what you said of knowing {count} units"


def _note_words(data: Data) -> str:
    return f"{'notes removed from' if 'clear' in data else 'note on'} {data['topic']}"


def _skip_words(data: Data) -> str:
    names = ", ".join(data["units"])
    if data.get("back"):
        return f"no longer skipped: {names}"
    return f"skipped {names}" + (f" until {data['until']}" if data.get("until") else "")


WORDS: Mapping[str, Callable[[Data], str]] = {
    "plan": lambda data: f"the plan: {data.get('because') or 'made'}",
    "done": _done_words,
    "part": _part_words,
    "know": _know_words,
    "answer": lambda data: f"the answer to {data['question']}, graded “{data['grade']}”",
    "note": _note_words,
    "pin": lambda d: ("pinned " if d["pinned"] else "unpinned ") + ", ".join(d["units"]),
    "skip": _skip_words,
    "papers": lambda data: f"your reading list of {len(data['papers'])}",
    "merge": lambda data: f"{len(data['added'])} events of another journal",
    "restore": lambda data: f"back to the backup {data.get('source')}",
}
