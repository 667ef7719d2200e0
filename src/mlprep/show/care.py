"""Backups, and what the doctor found."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text

from mlprep.core.findings import Backup, Finding, Restored
from mlprep.show.style import DONE, NAME, QUIET, WARN, grid, stack

KILO = 1024
MARKS = {"ok": ("ok", DONE), "note": ("note", WARN), "fault": ("FAULT", "bold red")}


def backups(found: Sequence[Backup]) -> Table:
    """One line a backup."""
    table = grid(None, None, None, 1)
    for one in found:
        table.add_row(
            Text(one.name, NAME),
            Text(f"{max(1, one.size // KILO)} kB", QUIET),
            Text(f"{one.commands} commands" if not one.fault else ""),
            Text(f"damaged: {one.fault}" if one.fault else "", WARN),
        )
    return table


def restored(done: Restored) -> str:
    """What a restore came to."""
    if done.aside:
        return f"{done.back} events are back. The damaged file was kept as {done.aside}."
    if not done.out:
        return f"{done.back} events are back."
    return f"{done.back} events are back; {done.out} no longer count. To return: mlprep undo"


def report(found: Sequence[Finding]) -> Group:
    """What was looked at, a line each, with what to do below what is wrong."""
    table = grid(None, None, 1)
    for one in found:
        word, style = MARKS[one.state]
        text = Text(one.words)
        if one.advice:
            text.append(f"\n{one.advice}", NAME)
        table.add_row(Text(word, style), Text(one.subject), text)
    return stack(table)
