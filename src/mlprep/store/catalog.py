"""The catalog from YAML: shipped files, overlaid by the user's own, every fault with file:line.

A parsed catalog is cached by the hash of its files, in the cache directory only; the cache may be
deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mlprep import __version__
from mlprep.core.audit import Problem, balance_notes, reference_problems
from mlprep.core.fields import Noun
from mlprep.core.models import Catalog, QuestionsFile, ResourcesFile, RolesFile, TopicsFile
from mlprep.core.questions import question_notes, question_problems
from mlprep.errors import DataFaultError
from mlprep.store.places import Places, catalog_directory
from mlprep.store.yamlfile import Fault, read_model

QUESTIONS = "questions"  # the directory of question files
FILES: dict[str, type[Noun]] = {
    "topics.yaml": TopicsFile,
    "resources.yaml": ResourcesFile,
    "roles.yaml": RolesFile,
}
KINDS = ("areas", "topics", "resources", "roles", "questions")
MOST_SHOWN = 20
Lines = dict[tuple[str, str], tuple[Path, int]]  # (kind of noun, id) → file and line


def load_catalog(places: Places) -> Catalog:
    """The catalog for this user. Raises DataFaultError naming every fault with file and line."""
    files = catalog_files(places)
    digest = _digest(files)
    cached = _cached(places, digest)
    if cached is not None:
        return cached
    catalog, lines, faults = read_catalog(files)
    if not faults:
        faults = locate(_problems(catalog), lines, files)
    if faults:
        raise DataFaultError(_list(faults), _hint(faults, places))
    catalog = catalog.model_copy(update={"sha256": digest})
    _keep(places, digest, catalog)
    return catalog


def _problems(catalog: Catalog) -> list[Problem]:
    return [*reference_problems(catalog), *question_problems(catalog)]


@dataclass(frozen=True)
class CatalogReport:
    """What `catalog check` finds beside faults: notes with their places, and how much there is."""

    notes: tuple[str, ...]
    size: dict[str, int]
    files: tuple[Path, ...]


def check_catalog(places: Places) -> CatalogReport:
    """Read the catalog afresh; DataFaultError names every fault, the report holds the notes."""
    files = catalog_files(places)
    catalog, lines, faults = read_catalog(files)
    faults = faults or locate(_problems(catalog), lines, files)
    if faults:
        raise DataFaultError(_list(faults), _hint(faults, places))
    notes = locate([*balance_notes(catalog), *question_notes(catalog)], lines, files)
    size = {kind: len(getattr(catalog, kind)) for kind in KINDS}
    return CatalogReport(tuple(str(note) for note in notes), size, tuple(files))


def catalog_files(places: Places) -> list[Path]:
    """The files that make up the catalog, shipped before own, those that exist."""
    shipped = catalog_directory()
    found = [shipped / name for name in FILES]
    for place in (shipped, places.config):
        if place is not shipped:
            found += [place / name for name in FILES if (place / name).is_file()]
        found += sorted((place / QUESTIONS).glob("*.yaml"))
    return found


def read_catalog(files: Iterable[Path]) -> tuple[Catalog, Lines, list[Fault]]:
    """Read and merge the files: later entries replace earlier ones of the same id."""
    merged: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    lines: Lines = {}
    faults: list[Fault] = []
    for path in files:
        model, document = read_model(path, FILES.get(path.name, QuestionsFile))
        faults += document.faults
        if model is None:
            continue
        for kind, entries in merged.items():
            own: set[str] = set()
            for index, entry in enumerate(getattr(model, kind, ())):
                line = document.line((kind, index))
                if entry.id in own:
                    faults.append(Fault(path, line, f"{entry.id}: stands here a second time"))
                own.add(entry.id)
                entries[entry.id] = entry
                lines[kind, entry.id] = (path, line)
    catalog = Catalog.model_construct(
        areas=tuple(merged["areas"].values()),
        topics=tuple(merged["topics"].values()),
        resources=tuple(merged["resources"].values()),
        roles=tuple(merged["roles"].values()),
        questions=tuple(merged["questions"].values()),
        sha256="",
    )
    return catalog, lines, faults


def locate(problems: Iterable[Problem], lines: Lines, files: list[Path]) -> list[Fault]:
    """Give each problem the file and line of the entry that it is about."""
    faults = []
    for problem in problems:
        path, line = lines.get((problem.kind, problem.id), (files[0], 0))
        faults.append(Fault(path, line, f"{problem.id}: {problem.message}"))
    return faults


def _list(faults: list[Fault]) -> str:
    shown = [str(fault) for fault in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        shown.append(f"… and {len(faults) - MOST_SHOWN} more")
    return "The catalog has faults:\n" + "\n".join(f"  {line}" for line in shown)


def _hint(faults: list[Fault], places: Places) -> str:
    own = [fault for fault in faults if fault.path.parent == places.config]
    if own:
        return f"Mend them in {places.config}, or move the file away. Nothing else was changed."
    return "The shipped catalog is damaged: install mlprep again."


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataFaultError(
                f"{path} cannot be read: {error.strerror}.",
                "Install mlprep again, or mend the file.",
            ) from None
        digest.update(f"{path.name}:{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _cache_file(places: Places, digest: str) -> Path:
    return places.cache / f"catalog-{__version__}-{digest[:32]}.json"


def _cached(places: Places, digest: str) -> Catalog | None:
    try:
        catalog = Catalog.model_validate_json(_cache_file(places, digest).read_bytes())
    except (OSError, ValidationError, ValueError):
        return None
    return catalog if catalog.sha256 == digest else None


def _keep(places: Places, digest: str, catalog: Catalog) -> None:
    """Write the cache atomically; a cache that cannot be written is no one's concern."""
    target = _cache_file(places, digest)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".catalog-")
        with os.fdopen(handle, "wb") as file:
            file.write(catalog.model_dump_json().encode())
        Path(name).replace(target)
        for old in target.parent.glob("catalog-*.json"):
            if old != target:
                old.unlink(missing_ok=True)
    except OSError:
        return
