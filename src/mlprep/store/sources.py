"""Which files make up the catalog: the shipped ones, then the user's own, and their digest."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from mlprep.errors import DataFaultError
from mlprep.store.places import Places, catalog_directory

QUESTIONS = "questions"  # a kind, and the directory of its files
KINDS = ("topics", "resources", "roles")  # that have one file each


class Source(NamedTuple):
    """A file of the catalog and the kind of what it holds; `own` if it is the user's."""

    path: Path
    kind: str
    own: bool

    @property
    def name(self) -> str:
        """The file as its owner would call it: "topics.yaml", "questions/sql.yaml"."""
        folder = f"{QUESTIONS}/" if self.kind == QUESTIONS else ""
        return folder + self.path.name


def catalog_sources(places: Places) -> list[Source]:
    """The files of the catalog, shipped before own; own ones only if they are there."""
    shipped = catalog_directory()
    found = [Source(shipped / f"{kind}.yaml", kind, own=False) for kind in KINDS]
    found += _questions(shipped, own=False)
    if os.path.realpath(places.config) != str(shipped):
        mine = [Source(places.config / f"{kind}.yaml", kind, own=True) for kind in KINDS]
        found += [source for source in mine if _may_be(source.path)]
        found += _questions(places.config, own=True)
    return found


def _questions(folder: Path, *, own: bool) -> list[Source]:
    try:
        paths = sorted(path for path in (folder / QUESTIONS).glob("*.yaml") if _may_be(path))
    except OSError:  # a folder that cannot be asked: its other files will say why
        return []
    return [Source(path, QUESTIONS, own) for path in paths]


def _may_be(path: Path) -> bool:
    """Whether there is such a file; if that cannot be known, reading it will say why."""
    try:
        return path.is_file()
    except OSError:
        return True


def own_file(places: Places, kind: str) -> Path:
    """The file in which the user's own entries of a kind belong."""
    if kind == QUESTIONS:
        return places.config / QUESTIONS / "own.yaml"
    return places.config / ("topics.yaml" if kind == "areas" else f"{kind}.yaml")


def digest(sources: Iterable[Source]) -> str:
    """A hash of all that the catalog is read from."""
    found = hashlib.sha256()
    for source in sources:
        try:
            content = source.path.read_bytes()
        except OSError as error:
            raise DataFaultError(
                f"{source.path} cannot be read: {error.strerror}.",
                "Install mlprep again, or mend the file.",
            ) from None
        name = f"own/{source.name}" if source.own else source.path.name
        found.update(f"{name}:{len(content)}\n".encode())
        found.update(content)
    return found.hexdigest()
