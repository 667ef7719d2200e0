"""The interviews, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.text import Text

from mlprep.core.candidate import Interview
from mlprep.core.quantities import spell_day
from mlprep.show.style import HEAD, QUIET, Grid


def listed(interviews: Sequence[Interview], today: date) -> Grid:
    """Day, name, rounds, and how far it is."""
    table = Grid()
    for one in interviews:
        left = (one.date - today).days
        far = f"in {left} days" if left > 0 else "today" if left == 0 else "over"
        table.add_row(
            Text(f"{spell_day(one.date)} {one.date.year}"),
            Text(one.name, HEAD),
            Text(far, QUIET),
            Text(", ".join(one.rounds) or "all rounds", QUIET),
        )
    return table
