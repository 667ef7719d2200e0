"""Notes, by topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mlprep.core.models import Catalog
from mlprep.core.progress import Note
from mlprep.show.style import HEAD, NAME, QUIET, Grid, indent, joined, stack


def listed(notes: Mapping[str, Sequence[Note]], catalog: Catalog) -> Group:
    """Each topic's notes under its title, oldest first."""
    parts: list[RenderableType] = []
    for topic, mine in notes.items():
        title = catalog.topic[topic].title if topic in catalog.topic else "no longer in the catalog"
        parts += [joined([Text(title, HEAD), Text(topic, NAME)]), indent(lines(mine))]
    return stack(*parts)


def lines(notes: Sequence[Note]) -> RenderableType:
    """Notes with their days."""
    table = Grid()
    for note in notes:
        table.add_row(Text(note.at[:10], QUIET), Text(note.text))
    return table
