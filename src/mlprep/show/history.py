"""What was done, one line a command."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.text import Text

from mlprep.core.history import Command
from mlprep.show.style import QUIET, Grid, stack


def listed(shown: Sequence[Command], total: int) -> Group:
    """When and what; commands that do not count are struck out in words."""
    table = Grid()
    for one in shown:
        words = Text(one.words) if one.counts else Text(f"{one.words} (taken back)", QUIET)
        table.add_row(Text(one.at[:16].replace("T", " "), QUIET), words)
    more = total - len(shown)
    rest = Text(f"{more} more: mlprep history --all", QUIET) if more > 0 else None
    return stack(table, rest)
