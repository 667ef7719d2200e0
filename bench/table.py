"""Figures as plain text: quantiles, and tables with aligned columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil


def show(*lines: str) -> None:
    """Print, at once even into a pipe."""
    for line in lines:
        print(line, flush=True)  # a bench is there to print


def quantile(figures: Iterable[float], share: float) -> float:
    """The smallest figure that at least this share of all do not exceed."""
    ranked = sorted(figures)
    return ranked[max(0, ceil(share * len(ranked)) - 1)]


def spread(figures: Iterable[float], digits: int = 0) -> str:
    """Least, median, 90th percentile and greatest: "3 / 6 / 23 / 117"."""
    ranked = list(figures)
    return " / ".join(f"{quantile(ranked, q):.{digits}f}" for q in (0.0, 0.5, 0.9, 1.0))


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A title and rows under their heads, each column as wide as it must be."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    show("", title, "-" * len(title))
    for line in lines:
        first = line[0].ljust(widths[0])
        rest = (cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))
        show("  ".join((first, *rest)))
