"""A reading list from a file: BibTeX or YAML → papers, every fault with file:line.

The file may come from anywhere, so nothing in it is trusted: size and number are bounded, text is
made fit for one line, and addresses are taken only in plain form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote_plus

from pydantic import Field

from mlprep.core.fields import LAX, Noun
from mlprep.core.papers import MOST_PAPERS, Paper
from mlprep.core.plaintext import one_line
from mlprep.errors import DataFaultError
from mlprep.store.yamlfile import Fault, fault_list, read_model

MOST_BYTES = 2_000_000
LONGEST_LINE = 240  # what the model Line allows
LONGEST_KEY = 120
LONGEST_URL = 400
ADDRESS = re.compile(r"https?://[!-~]+")
FORMS = "Give a .bib file, or a .yaml file with: format: 1, papers: [{title: …, by: …}]."


@dataclass
class Found:
    """What an entry of a list says, not yet made fit; `line` is where it stands."""

    line: int
    key: str
    title: str
    by: str
    year: int | None = None
    urls: list[str] = field(default_factory=list)  # the first that is plain is taken


Listing = tuple[list[Found], list[Fault]]  # what a file holds


def read_papers(path: Path) -> tuple[Paper, ...]:
    """The papers of a file. Raises DataFaultError naming every fault with file and line."""
    entries: list[Found] = []
    faults = [*_outside(path)]
    if not faults:
        path = path.expanduser()
        entries, faults = READERS[path.suffix.lower()](path)
        faults += [*_wrong(path, entries, faults)]
    if faults:
        faults = sorted(dict.fromkeys(faults), key=lambda fault: fault.line)
        raise DataFaultError(fault_list("The reading list has faults:", faults), FORMS)
    return tuple(_paper(found) for found in entries)


def _outside(path: Path) -> Iterator[Fault]:
    """What is wrong with the file before it is opened."""
    if path.suffix.lower() not in READERS:
        yield Fault(path, 0, f"ends in none of {', '.join(READERS)}")
        return
    try:
        there = path.expanduser()
        size = there.stat().st_size
        if not there.is_file():
            yield Fault(path, 0, "is not a file")
        elif size > MOST_BYTES:
            yield Fault(path, 0, f"is larger than {MOST_BYTES // 1_000_000} MB")
    except (OSError, ValueError, RuntimeError) as error:
        yield Fault(path, 0, f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _wrong(path: Path, entries: Sequence[Found], faults: Sequence[Fault]) -> Iterator[Fault]:
    """What is wrong with the entries as a list."""
    seen: set[str] = set()
    for found in entries:
        if not one_line(found.title, LONGEST_LINE)[1:]:
            yield Fault(path, found.line, f"{found.key or 'the entry'} has no title; give it one")
        if found.key.casefold() in seen:
            said = f"{found.key!r} stands here a second time; take one away, or give it another key"
            yield Fault(path, found.line, said)
        seen.add(found.key.casefold())
    if len(entries) > MOST_PAPERS:
        said = f"{len(entries)} papers; keep the {MOST_PAPERS} that you must know, or fewer"
        yield Fault(path, entries[MOST_PAPERS].line, said)
    if not entries and not faults:
        yield Fault(path, 0, "holds no papers")


def _paper(found: Found) -> Paper:
    title = one_line(found.title, LONGEST_LINE)
    by = one_line(found.by, LONGEST_LINE)
    plain = (url for url in found.urls if ADDRESS.fullmatch(url) and len(url) <= LONGEST_URL)
    return Paper(
        key=one_line(found.key, LONGEST_KEY) or title[:LONGEST_KEY],
        title=title,
        by=by if by[1:] else "authors not stated",
        year=found.year,
        url=next(plain, _search_address(title)),
    )


def _search_address(title: str) -> str:
    """Where to look for a paper that gives no address."""
    begun = quote_plus(title)[: LONGEST_URL - 50]
    return "https://scholar.google.com/scholar?q=" + re.sub(r"%.?$", "", begun)


class _Listed(Noun):
    """A paper in the YAML form, as it was typed."""

    title: str
    by: str
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    url: str | None = None
    key: str | None = None


class _PapersFile(Noun):
    """The YAML form of a reading list."""

    format: Literal[1]
    papers: Annotated[tuple[_Listed, ...], LAX] = ()


def _read_yaml(path: Path) -> Listing:
    model, document = read_model(path, _PapersFile)
    found, faults = [], document.faults
    for index, paper in enumerate(model.papers if model else ()):
        line = document.line(("papers", index))
        if paper.url is not None and not ADDRESS.fullmatch(paper.url):
            line = document.line(("papers", index, "url"))
            faults.append(Fault(path, line, "url: this should begin with https://"))
        urls = [paper.url] if paper.url else []
        key = one_line(paper.key or paper.title, LONGEST_KEY)
        found.append(Found(line, key, paper.title, paper.by, paper.year, urls))
    return found, faults


def _read_bibtex(path: Path) -> Listing:
    from mlprep.store.bibtex import entries_of  # noqa: PLC0415  # its library only for its files

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return [], [Fault(path, 0, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        return [], [Fault(path, 0, f"is not UTF-8 text (byte {error.start})")]
    return entries_of(path, text)


READERS: dict[str, Callable[[Path], Listing]] = {
    ".bib": _read_bibtex,
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
}
