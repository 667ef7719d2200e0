"""Units as people read them: short titles, with the depths above the basics."""

from __future__ import annotations

from collections.abc import Sequence

from mlprep.core.fields import DEPTHS
from mlprep.core.models import Catalog


def unit_title(unit: str, catalog: Catalog) -> str:
    """A unit in words: "Vectors", or "Vectors, solid"."""
    return unit_titles([unit], catalog)[0]


def unit_titles(units: Sequence[str], catalog: Catalog) -> list[str]:
    """Units in words, a topic's depths together: "Vectors", "Matrices, basics and solid"."""
    depths: dict[str, set[str]] = {}
    for topic, _, depth in (unit.partition(":") for unit in units):
        depths.setdefault(topic, set()).add(depth)
    named = []
    for topic, mine in depths.items():
        deeper = f", {' and '.join(d for d in DEPTHS if d in mine)}" if mine != {"basics"} else ""
        named.append(catalog.short_title(topic) + deeper)
    return named
