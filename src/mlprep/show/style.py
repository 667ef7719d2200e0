"""Every colour and glyph, and the few shapes that all screens share."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.text import Text

HEAD = "bold"
QUIET = "dim"
NAME = "cyan"
DONE = "green"
WARN = "yellow"

DOT = " · "
TICK = "✓"
MORE = " …"
GAP = 2  # blanks between columns
LEAST = 16  # columns of the screen that the last cell of a row has at least, if it wants them
STATE_STYLES = {"ready": DONE, "basics": WARN, "not-prepared": WARN}


Lines = Sequence[Sequence[Segment]]


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
            shown[-1] = _with_more(shown[-1], options.max_width)
        yield from shown


def _with_more(line: Text, width: int) -> Text:
    """The line with an ellipsis after its last word that leaves room for it."""
    words = line.plain.rstrip()
    while len(words) > width - len(MORE) and " " in words:
        words = words[: words.rindex(" ")].rstrip()
    kept = line[: len(words.rstrip(DOT))]
    kept.append(MORE)
    kept.truncate(width, overflow="ellipsis")
    return kept


class OneLine:
    """The first of some texts that fits on one line; if none does, the last, cut."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts

    def __rich_console__(self, _: Console, options: ConsoleOptions) -> RenderResult:
        """The text that fits."""
        fitting = [text for text in self.texts if text.cell_len <= options.max_width]
        yield fitting[0] if fitting else Clipped(self.texts[-1], 1)


class Grid:
    """Rows of cells: the last one of a row is wrapped in what the widest of the others leave.

    Where that is less than `least` columns (and less than it wants), it stands below the others.
    """

    def __init__(self, least: int = LEAST) -> None:
        self.rows: list[tuple[Sequence[Text], RenderableType]] = []
        self.least = least

    def add_row(self, *cells: RenderableType) -> None:
        """Add a row; all its cells but the last are texts of one line."""
        *first, last = cells
        texts = [cell if isinstance(cell, Text) else Text(str(cell)) for cell in first]
        self.rows.append((texts, last))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Line by line."""
        widths = self._widths(options.max_width)
        lead = sum(widths) + GAP * len(widths)
        below = options.max_width - lead < self._wanted()
        hanging = Segment(" " * (GAP if below else lead))
        room = options.update_width(max(1, options.max_width - len(hanging.text)))
        for first, last in self.rows:
            head = _aligned(first, widths)
            if below:
                head.rstrip()
                yield from (*head.render(console), Segment.line(), hanging)
            else:
                yield from head.render(console)
            for number, line in enumerate(_lines(last, console, room)):
                yield from [hanging] if number else []
                yield from (*line, Segment.line())

    def _widths(self, most: int) -> list[int]:
        """How wide each column but the last is; the widest are cut where the screen is narrower."""
        columns = zip(*(first for first, _ in self.rows), strict=True)
        widths = [max(cell.cell_len for cell in column) for column in columns]
        over = sum(widths) + GAP * (len(widths) - 1) - most
        for _ in range(max(0, over)):
            widths[widths.index(max(widths))] -= 1
        return widths

    def _wanted(self) -> int:
        """The room that the last cells need beside the others."""
        wanted = (last.cell_len if isinstance(last, Text) else LEAST for _, last in self.rows)
        return min(self.least, max(wanted, default=0))


def _aligned(cells: Sequence[Text], widths: Sequence[int]) -> Text:
    """The cells of a row, each filled or cut to its width."""
    row = Text()
    for cell, width in zip(cells, widths, strict=True):
        fitted = cell.copy()
        fitted.truncate(width, overflow="ellipsis", pad=True)
        row.append_text(fitted).append(" " * GAP)
    return row


def _lines(cell: RenderableType, console: Console, options: ConsoleOptions) -> Lines:
    """The segments of each line of a cell; at least one line."""
    if isinstance(cell, Text):  # the same, without what aligning and cropping would cost
        return [list(line.render(console)) for line in cell.wrap(console, options.max_width)]
    return console.render_lines(cell, options, pad=False)


def facts(rows: Sequence[tuple[str, RenderableType]]) -> Grid:
    """Rows of a short quiet label and its text, wrapped under itself."""
    table = Grid()
    for label, text in rows:
        table.add_row(Text(label, QUIET), text)
    return table


def joined(parts: Sequence[Text]) -> Text:
    """The parts with dots between them."""
    return Text(DOT).join(parts)


def indent(renderable: RenderableType, columns: int = 2) -> Padding:
    """The renderable moved to the right."""
    return Padding(renderable, (0, 0, 0, columns))


def stack(*parts: RenderableType | None) -> Group:
    """The parts below each other; None is left out."""
    return Group(*(part for part in parts if part is not None))


def command(text: str) -> Text:
    """A command line that the reader may type."""
    return Text(text, NAME)


def linked(text: str, url: str) -> Text:
    """A name that a terminal can open."""
    return Text(text, f"{NAME} link {url}")
