"""Read the files of the catalog into one: the shipped ones, and the user's own laid over them.

An own entry with a new id is added, one with a known id changes that entry, and `hide` takes
entries away. Faults of an own file carry its name and its lines, whatever they were laid over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, get_args

from mlprep.core.catalogfiles import FILES
from mlprep.core.entries import KINDS, entry_data
from mlprep.core.models import Catalog
from mlprep.core.overlay import Laid, Where, lay_over
from mlprep.core.prune import prune
from mlprep.core.search import did_you_mean
from mlprep.store.plainwords import HIDE
from mlprep.store.sources import Source
from mlprep.store.yamlfile import MOST_SHOWN, Document, Fault, read_model, read_yaml, validated

MOST_NAMED = 6  # changes to an entry that a remark names


class Place(NamedTuple):
    """Where an entry stands; of an own entry also the document, to look closer."""

    path: Path
    line: int
    document: Document | None = None
    where: Where = ()

    @property
    def own(self) -> bool:
        """Whether the entry stands in a file of the user's."""
        return self.document is not None

    def best_line(self, words: Iterable[str]) -> int:
        """The line of the first of the words that the own entry has, else that of the entry."""
        lines = dict(_words(self.document, self.where)) if self.document else {}
        return next((lines[word] for word in words if word in lines), self.line)


@dataclass
class Reading:
    """What has been read so far: entries by kind and id, their places, faults, and remarks."""

    entries: dict[str, dict[str, Any]] = field(default_factory=lambda: {k: {} for k in KINDS})
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # what own files add, change and hide

    @property
    def catalog(self) -> Catalog:
        """The entries as they are now."""
        held = {kind: tuple(entries.values()) for kind, entries in self.entries.items()}
        return Catalog.model_construct(None, **held)

    def renamed(self, kind: str, name: str) -> str:
        """The id that an entry has today."""
        if kind == "topics" and name not in self.entries[kind]:
            topics = self.entries[kind].values()
            return next((topic.id for topic in topics if name in topic.replaces), name)
        return name


def read_catalog(sources: Iterable[Source]) -> tuple[Catalog, Reading]:
    """Read every file; the catalog is of use only if the reading has no faults."""
    reading = Reading()
    own = []
    for source in sources:
        if source.own:
            own.append(source)
        else:
            model, document = read_model(source.path, FILES[source.kind])
            reading.faults += document.faults
            _take(reading, source, model, document)
    if not own:
        return reading.catalog, reading
    shipped = reading.catalog
    for source in own:
        _read_own(reading, source)
    return prune(shipped, reading.catalog), reading


def _take(reading: Reading, source: Source, model: Any, document: Document) -> None:
    """Add the entries of a file; an id may stand in it once."""
    for kind, entries in reading.entries.items():
        seen: set[str] = set()
        for index, entry in enumerate(getattr(model, kind, ())):
            line = document.line((kind, index))
            if entry.id in seen:
                fault = Fault(source.path, line, f"{entry.id}: stands here a second time")
                reading.faults.append(fault)
            seen.add(entry.id)
            entries[entry.id] = entry
            here = document if source.own else None
            reading.places[kind, entry.id] = Place(source.path, line, here, (kind, index))


def _words(document: Document, where: Where) -> Iterator[tuple[str, int]]:
    """The keys and single words of an entry with their lines, the first place of a word last."""
    for place in reversed(document.entries.get(where, [])):
        value: Any = document.data
        for step in place:
            value = value[step]
        for word in (place[-1], value):
            if isinstance(word, str) and " " not in word:
                yield word, document.lines[place]


def _read_own(reading: Reading, source: Source) -> None:
    """Hide what the file hides, lay its entries over those there are, and add the rest."""
    document = read_yaml(source.path)
    if not document.faults:
        data = document.data
        if isinstance(data, dict):
            _hide(reading, source, document)
            data = {key: value for key, value in data.items() if key != HIDE}
        laid = _lay(reading, source, document, data) if isinstance(data, dict) else {}

        def place(where: Where) -> Where:
            whole = laid.get(where[:2])
            return (*where[:2], *_origin(whole, where[2:])) if whole else where

        for where, whole in laid.items():
            for inside, message in whole.faults:
                document.fault((*where, *inside), message)
        _take(reading, source, validated(document, FILES[source.kind], data, place), document)
    reading.faults += document.faults


def _lay(
    reading: Reading, source: Source, document: Document, data: dict[str, Any]
) -> dict[Where, Laid]:
    """Lay every entry of an own file over its like; the data then holds whole entries."""
    laid: dict[Where, Laid] = {}
    for kind in KINDS:
        if kind not in FILES[source.kind].model_fields or not isinstance(data.get(kind), list):
            continue
        data[kind] = entries = list(data[kind])
        for index, entry in enumerate(entries):
            if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
                continue
            name = reading.renamed(kind, entry["id"])
            for key in _strange_nulls(source, kind, entry):
                document.fault((kind, index, key), f"{name}: there is no {key!r} to take away")
            base = reading.entries[kind].get(name)
            whole = lay_over(entry_data(base) if base else None, {**entry, "id": name})
            if base is None and _lacking(source, kind, whole.data):
                guess = len(document.faults) < MOST_SHOWN  # beyond, no one reads it
                near = did_you_mean(name, reading.entries[kind]) if guess else ""
                said = "there is no such entry to change, so it is taken as a new one."
                document.fault((kind, index), f"{name}: {said} {near}".rstrip())
            laid[kind, index] = whole
            entries[index] = whole.data
            reading.remarks.append(_remark(source, name, whole, added=base is None))
    return laid


def _fields(source: Source, kind: str) -> dict[str, Any]:
    """The fields of the entries of a kind."""
    model = get_args(FILES[source.kind].model_fields[kind].annotation)[0]
    return dict(model.model_fields)


def _strange_nulls(source: Source, kind: str, entry: dict[str, Any]) -> list[str]:
    """Keys to be taken away that no entry of this kind has."""
    known = _fields(source, kind)
    return [key for key, value in entry.items() if value is None and key not in known]


def _lacking(source: Source, kind: str, entry: dict[str, Any]) -> bool:
    """Whether an entry has not all that one of its kind needs."""
    known = _fields(source, kind).items()
    return any(field.is_required() and name not in entry for name, field in known)


def _origin(laid: Laid, where: Where) -> Where:
    """Where in the own entry a place in the whole entry comes from."""
    head = where
    while head not in laid.places:
        head = head[:-1]
    return (*laid.places[head], *where[len(head) :])


def _remark(source: Source, name: str, laid: Laid, *, added: bool) -> str:
    if added:
        return f"your {source.name} adds {name}"
    named = ", ".join(laid.changes[:MOST_NAMED]) or "nothing that differs"
    more = len(laid.changes) - MOST_NAMED
    return f"your {source.name} changes {name}: {named}" + (f", {more} more" if more > 0 else "")


def _hide(reading: Reading, source: Source, document: Document) -> None:
    """Take away what the file hides; what is not there is a fault."""
    kinds = [kind for kind in KINDS if kind in FILES[source.kind].model_fields]
    names = document.data.get(HIDE, [])
    if not isinstance(names, list):
        document.fault((HIDE,), f"{HIDE}: this should be a list of ids")
        return
    hidden = []
    for index, name in enumerate(names):
        kind = next((k for k in kinds if _known(reading, k, name)), None)
        if kind is None:
            guess = len(document.faults) < MOST_SHOWN  # beyond, no one reads it
            said = _unknown(reading, name, kinds) if guess else f"there is no {name!r}"
            document.fault((HIDE, index), f"{HIDE}: {said}")
            continue
        hidden.append(reading.renamed(kind, name))
        del reading.entries[kind][hidden[-1]]
    if hidden:
        reading.remarks.append(f"your {source.name} hides {', '.join(hidden)}")


def _known(reading: Reading, kind: str, name: Any) -> bool:
    return isinstance(name, str) and reading.renamed(kind, name) in reading.entries[kind]


def _unknown(reading: Reading, name: Any, kinds: list[str]) -> str:
    """Why an id cannot be hidden in a file of these kinds."""
    if not isinstance(name, str):
        return "this should be the id of an entry"
    said = f"there is no {name!r} in {' or '.join(reversed(kinds))}."
    for kind in KINDS:
        if name in reading.entries[kind]:
            file = "questions/*.yaml" if kind == "questions" else f"{kind}.yaml"
            return f"{said} It is one of the {kind}: hide it in {file}"
    return f"{said} {did_you_mean(name, [i for k in kinds for i in reading.entries[k]])}"
