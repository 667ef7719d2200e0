"""Backups, and what the doctor found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group
from rich.text import Text

from mlprep.core.findings import Backup, Finding, Incoming, Restored
from mlprep.core.history import Event, commands
from mlprep.core.quantities import spell_count, spell_day
from mlprep.show.style import DONE, NAME, QUIET, WARN, Grid, stack

KILO = 1024
MARKS = {"ok": ("ok", DONE), "note": ("note", WARN), "fault": ("FAULT", "bold red")}


def backups(found: Sequence[Backup]) -> Grid:
    """One line a backup."""
    table = Grid()
    for one in found:
        size = f"{max(1, one.size // KILO)} kB"
        good = Text(f"{size} · {spell_count(one.commands, 'command')}", QUIET)
        fault = Text(f"{size} · damaged: {one.fault}", WARN)
        table.add_row(Text(one.name, NAME), fault if one.fault else good)
    return table


def compared(name: str, held: Sequence[Event], here: Sequence[Event] | None) -> str:
    """What a backup holds beside the journal; None is one that is missing or damaged."""
    said = f"{name} holds {_extent(held)}."
    if here is None:
        return f"{said} The journal here is missing or damaged."
    return f"{said} Your history now has {_extent(here)}."


def _extent(events: Sequence[Event]) -> str:
    """How many commands, and up to which day: "13 commands, up to Thu 24 Sep 2026"."""
    found = commands(events)
    if not found:
        return "no commands"
    day = date.fromisoformat(found[-1].at[:10])
    return f"{spell_count(len(found), 'command')}, up to {spell_day(day)} {day.year}"


def restored(done: Restored, held: Sequence[Event]) -> str:
    """What a restore of what a backup held came to."""
    if done.anew:
        kept = f" The file that was there is kept as {done.aside}." if done.aside else ""
        return f"Back: {_extent(held)}. What you did after that is not in the backup.{kept}"
    said = [f"{spell_count(done.out, 'command')} left out"] if done.out else []
    said += [f"{spell_count(done.back, 'command')} brought back"] if done.back else []
    return f"Gone back: {', '.join(said) or 'nothing differs'}. To return: mlprep undo"


def incoming(name: str, coming: Incoming) -> str:
    """What a merge would bring."""
    if not coming.news:
        return f"{name} holds nothing new."
    within = [spell_count(coming.notes, "note")] if coming.notes else []
    within += [spell_count(coming.plans, "plan")] if coming.plans else []
    among = f" ({' and '.join(within)} among them)" if within else ""
    undone = spell_count(coming.undone, "command")
    parts = [f"{name} brings {spell_count(coming.commands, 'command')}{among}."]
    parts += [f"It takes back {undone} of yours."] if coming.undone else []
    parts += [f"Your current plan {coming.plan}."] if coming.plan != "none" else []
    return " ".join(parts)


def merged(coming: Incoming) -> str:
    """What a merge came to."""
    if coming.plan != "changes":
        return "Added."
    return (
        "Added. The plan taken last is now the current one. All of them: mlprep plans\n"
        "To go back, restore the newest backup named before-merge: mlprep backup list"
    )


def report(found: Sequence[Finding]) -> Group:
    """What was looked at, a line each, with what to do below what is wrong."""
    table = Grid()
    for one in found:
        word, style = MARKS[one.state]
        text = Text(one.words)
        if one.advice:
            text.append(f"\n{one.advice}", NAME)
        table.add_row(Text(word, style), Text(one.subject), text)
    return stack(table)
