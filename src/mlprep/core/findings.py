"""What there is to know of what is kept: its backups, and what an examination finds."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """One thing that was looked at."""

    subject: str
    state: Literal["ok", "note", "fault"]
    words: str
    advice: str = ""


class Backup(NamedTuple):
    """One backup; `fault` says what is wrong with it, empty if it reads back whole."""

    name: str  # what to give to `backup restore`
    file: str
    made: datetime
    reason: str
    size: int  # bytes
    commands: int
    fault: str

    def to_json(self) -> dict[str, object]:
        """The backup as plain data."""
        return {
            "name": self.name, "made": self.made.isoformat(), "reason": self.reason,
            "bytes": self.size, "commands": self.commands, "whole": not self.fault,
        }  # fmt: skip


class Restored(NamedTuple):
    """What a restore came to: how many commands came back and how many no longer count."""

    back: int
    out: int
    aside: str  # the name under which a file that could not be read was kept
    anew: bool = False  # whether there was no journal that could be read


class Incoming(NamedTuple):
    """What another journal would bring to this one."""

    commands: int  # that are not here, or do not count here
    notes: int  # of these
    plans: int
    undone: int  # commands that count here and would no longer
    plan: Literal["none", "stays", "changes"]  # the one that is current here
    news: bool  # whether there is anything at all to bring
