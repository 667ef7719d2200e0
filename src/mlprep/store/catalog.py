"""The catalog from its files: shipped ones, overlaid by own ones, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mlprep.core.audit import Problem, balance_notes, reference_problems
from mlprep.core.entries import KINDS
from mlprep.core.models import Catalog
from mlprep.core.questions import question_notes, question_problems
from mlprep.errors import DataFaultError
from mlprep.store.overlay import Place, Reading, read_catalog
from mlprep.store.places import Places
from mlprep.store.sources import Source, catalog_sources
from mlprep.store.yamlfile import Fault, fault_list


def sound_catalog(places: Places, sources: list[Source]) -> tuple[Catalog, Reading]:
    """Read the files. Raises DataFaultError naming every fault."""
    catalog, reading = read_catalog(sources)
    faults = reading.faults
    if not faults:
        problems = [*reference_problems(catalog), *question_problems(catalog)]
        faults = locate(problems, reading, sources[0].path)
    if faults:
        raise DataFaultError(fault_list("The catalog has faults:", faults), _hint(faults, places))
    return catalog, reading


class CatalogReport(NamedTuple):
    """What `catalog check` finds beside faults.

    `notes` on balance with their places, what `own` files add, change and hide, and how much
    there is.
    """

    notes: tuple[str, ...]
    own: tuple[str, ...]
    size: dict[str, int]
    files: tuple[Path, ...]


def check_catalog(places: Places) -> CatalogReport:
    """Read the catalog afresh; DataFaultError names every fault, the report holds the notes."""
    sources = catalog_sources(places)
    catalog, reading = sound_catalog(places, sources)
    problems = [*balance_notes(catalog), *question_notes(catalog)]
    if reading.remarks:  # a shipped book that nothing studies any more is no one's mistake
        problems = [
            n for n in problems if n.kind != "resources" or reading.places[n.kind, n.id].own
        ]
    notes = locate(problems, reading, sources[0].path)
    return CatalogReport(
        notes=tuple(str(note) for note in notes),
        own=tuple(reading.remarks),
        size={kind: len(getattr(catalog, kind)) for kind in KINDS},
        files=tuple(source.path for source in sources),
    )


def locate(problems: Iterable[Problem], reading: Reading, otherwise: Path) -> list[Fault]:
    """Give each problem the file and line of what it is about, an own file's where it may be."""
    faults = []
    for problem in problems:
        place, line = _place(problem, reading, Place(otherwise, 0))
        faults.append(Fault(place.path, line, f"{problem.id}: {problem.message}"))
    return faults


def _place(problem: Problem, reading: Reading, otherwise: Place) -> tuple[Place, int]:
    """The entry with the problem, or an own one that its message names, and the best line in it."""
    words = re.findall(r"[a-z0-9][a-z0-9:-]*", problem.message)
    place = reading.places.get((problem.kind, problem.id), otherwise)
    if not place.own:
        named = [(kind, w.partition(":")[0]) for w in (problem.id, *words) for kind in KINDS]
        own = (reading.places[key] for key in named if key in reading.places)
        place = next((each for each in own if each.own), place)
    return place, place.best_line(reversed(words))


def _hint(faults: list[Fault], places: Places) -> str:
    if any(fault.path.is_relative_to(places.config) for fault in faults):
        return f"Mend them in {places.config}, or move the file away. Nothing else was changed."
    return "The shipped catalog is damaged: install mlprep again."
