"""Every colour and glyph, and the few shapes that all screens share."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

HEAD = "bold"
QUIET = "dim"
NAME = "cyan"
DONE = "green"
WARN = "yellow"

DOT = " · "
TICK = "✓"
STATE_STYLES = {"ready": DONE, "basics": WARN, "not-prepared": WARN}


class Clipped:
    """Text wrapped to the width it is given, cut after some lines."""

    def __init__(self, text: Text, lines: int) -> None:
        self.text = text
        self.lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The first lines, the last of them with an ellipsis if there were more."""
        wrapped = self.text.wrap(console, options.max_width)
        shown = list(wrapped[: self.lines])
        if len(wrapped) > self.lines:
            last = shown[-1]
            last.rstrip()
            last.append(" …")
            last.truncate(options.max_width, overflow="ellipsis")
        yield from shown


class OneLine:
    """The first of some texts that fits on one line; if none does, the last, cut."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """The text that fits."""
        fitting = [text for text in self.texts if text.cell_len <= options.max_width]
        yield fitting[0] if fitting else Clipped(self.texts[-1], 1)


def grid(*ratios: int | None) -> Table:
    """A table without lines: a column for each ratio, None for one as wide as its content."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=any(ratios))
    for ratio in ratios:
        table.add_column(ratio=ratio, no_wrap=ratio is None)
    return table


def facts(rows: Sequence[tuple[str, RenderableType]]) -> Table:
    """Rows of a short quiet label and its text, wrapped under itself."""
    table = grid(None, 1)
    for label, text in rows:
        table.add_row(Text(label, QUIET), text)
    return table


def joined(parts: Sequence[Text | str]) -> Text:
    """The parts with dots between them."""
    return Text(DOT).join([part if isinstance(part, Text) else Text(part) for part in parts])


def indent(renderable: RenderableType, columns: int = 2) -> Padding:
    """The renderable moved to the right."""
    return Padding(renderable, (0, 0, 0, columns))


def stack(*parts: RenderableType | None) -> Group:
    """The parts below each other; None is left out."""
    return Group(*(part for part in parts if part is not None))


def command(text: str) -> Text:
    """A command line that the reader may type."""
    return Text(text, NAME)


def linked(text: str, url: str, style: str = "") -> Text:
    """Text that a terminal can open."""
    return Text(text, f"{style} link {url}".strip())
