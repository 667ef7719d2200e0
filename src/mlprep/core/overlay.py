"""Lay a value of one's own over the catalog's: a JSON merge patch (RFC 7396), and what it changed.

Mappings merge, null takes a key away, all else replaces. One addition: over a list whose elements
have names or ids, a mapping from these to patches changes single elements of the list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

Where = tuple[str | int, ...]
LABELS = ("id", "name")  # what an element of a list may be called by


@dataclass
class Laid:
    """The merged value, where its parts stand in the patch, what changed, and what cannot be."""

    data: Any = None
    places: dict[Where, Where] = field(default_factory=dict)  # in the result → in the patch
    changes: list[str] = field(default_factory=list)
    faults: list[tuple[Where, str]] = field(default_factory=list)


def lay_over(base: Any, patch: Any) -> Laid:
    """Merge the patch into the base (None if there is none); neither is changed."""
    laid = Laid()
    laid.data = _merge(laid, base, patch, (), ())
    return laid


def _merge(laid: Laid, base: Any, patch: Any, to: Where, at: Where) -> Any:
    laid.places[to] = at
    if isinstance(patch, Mapping):
        label = _label(base)
        if label:
            return _merge_list(laid, base, label, patch, to, at)
        return _merge_mapping(laid, base, patch, to, at)
    if patch != base:
        laid.changes.append(".".join(map(str, at)))
    return patch


def _merge_mapping(laid: Laid, base: Any, patch: Mapping[str, Any], to: Where, at: Where) -> Any:
    merged = dict(base) if isinstance(base, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            laid.places[*to, key] = (*at, key)
            _take_away(laid, merged, key, at)
        else:
            merged[key] = _merge(laid, merged.get(key), value, (*to, key), (*at, key))
    return merged


def _take_away(laid: Laid, merged: dict[str, Any], key: str, at: Where) -> None:
    if key in merged:
        del merged[key]
        laid.changes.append("no " + ".".join(map(str, (*at, key))))


def _label(base: Any) -> str:
    """What the elements of a list are called by: "id" or "name"; empty if by neither."""
    if not isinstance(base, list) or not all(isinstance(element, dict) for element in base):
        return ""
    shared = [label for label in LABELS if base and all(label in element for element in base)]
    return shared[0] if shared else ""


def _merge_list(  # noqa: PLR0913, PLR0917  # the label beside what every merge is given
    laid: Laid, base: Any, label: str, patch: Mapping[str, Any], to: Where, at: Where
) -> Any:
    elements = {element[label]: element for element in base}
    for name in patch.keys() - elements.keys():
        laid.faults.append(((*at, name), f"there is no {name!r} here. {_nearest(name, elements)}"))
    for name in [name for name in elements if name in patch and patch[name] is None]:
        _take_away(laid, elements, name, at)
    for index, name in enumerate(elements):
        if name in patch:
            there = ((*to, index), (*at, name))
            elements[name] = _merge(laid, elements[name], patch[name], *there)
    return list(elements.values())


def _nearest(name: str, names: Mapping[str, Any]) -> str:
    plain = {known.lower(): known for known in names}
    close = get_close_matches(name.lower(), plain, n=2, cutoff=0.6)
    known = " or ".join(plain[each] for each in close)
    return f"Did you mean {known}?" if known else f"There are: {', '.join(names)}"
