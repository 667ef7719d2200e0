"""The entries of a BibTeX file: LaTeX to plain text, names in reading order, an address for each.

Imported only when a .bib file is read: it is the one user of the library bibtexparser.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    Field,
    ParsingFailedBlock,
)

from mlprep.core.papers import MOST_PAPERS
from mlprep.core.plaintext import one_line
from mlprep.store.papers import Found, Listing
from mlprep.store.yamlfile import Fault

MOST_BLOCKS = 5000  # in a file; beyond that it is no reading list
LONGEST_FIELD = 2000  # characters that are looked at
NOT_PAPERS = ("control", "xdata", "set")  # entries for the typesetter
BLOCK = re.compile(r"@\w*[ \t]*[{(]")
ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]{2,20}(\.[A-Z]{2})?/\d{7})(v\d+)?")
UNBRACED = re.compile(r"(?<!\\)([&%#])")  # bare in many files, though LaTeX means something by it


def entries_of(path: Path, text: str) -> Listing:
    """The entries of the text and its faults."""
    if sum(1 for _ in BLOCK.finditer(text)) > MOST_BLOCKS:
        said = f"holds over {MOST_BLOCKS} entries; keep the {MOST_PAPERS} that you must know"
        return [], [Fault(path, 0, said)]
    blocks = _blocks(text)
    faults = [fault for block in blocks for fault in _fault(path, block)]
    entries = [entry for block in blocks for entry in _entry(block)]
    decode = _decoded if len(entries) <= MOST_PAPERS else str  # too many are refused anyway
    return [_found(entry, decode) for entry in entries], faults


def _blocks(text: str) -> list[Block]:
    """What the library makes of the text; what it would log is told by our own faults."""
    for name in ("bibtexparser", "pylatexenc"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return parse_string(text).blocks


def _entry(block: Block) -> Iterator[Entry]:
    """The entry of a block; of an entry with a field twice, as the library would have left it."""
    found: Block | None = block
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        inside = block.ignore_error_block
        bare = RemoveEnclosingMiddleware()
        found = bare.transform_entry(inside, Library()) if isinstance(inside, Entry) else None
    if isinstance(found, Entry) and found.entry_type.lower() not in NOT_PAPERS:
        yield found


def _fault(path: Path, block: Block) -> Iterator[Fault]:
    """An entry that does not end is a fault; doubled keys are found later, fields are forgiven."""
    if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
        return
    if isinstance(block, ParsingFailedBlock):
        said = "an entry begins here and does not end: look for a brace or comma that is missing"
        yield Fault(path, (block.start_line or 0) + 1, said)
    elif isinstance(block, Entry) and not block.key:
        yield Fault(path, (block.start_line or 0) + 1, "an entry without a key; give it one")


def _decoded(text: str) -> str:
    """LaTeX as plain text, as far as the library can; what it cannot read is left as it is."""
    marked = UNBRACED.sub(r"\\\1", text)
    entry = Entry("misc", "key", [Field("text", marked)])
    block = LatexDecodingMiddleware(keep_math_mode=False).transform_entry(entry, Library())
    plain = block.fields[0].value if isinstance(block, Entry) else text
    return re.sub(r"[{}]", "", plain)


def _found(entry: Entry, decode: Callable[[str], str]) -> Found:
    fields: dict[str, str] = {}
    for one in entry.fields:
        fields.setdefault(one.key.lower(), str(one.value)[:LONGEST_FIELD])
    names = fields.get("author") or fields.get("editor") or fields.get("organization") or ""
    year = re.search(r"\b[12]\d{3}\b", fields.get("year") or fields.get("date") or "")
    return Found(
        line=(entry.start_line or 0) + 1,
        key=one_line(entry.key, 120),
        title=decode(fields.get("title", "")),
        by=_names(decode(names)),
        year=int(year[0]) if year else None,
        urls=list(_addresses(fields)),
    )


def _names(text: str) -> str:
    """People in reading order: "Curie, Marie and Pierre Curie" → "Marie Curie, Pierre Curie"."""
    people = [name.strip() for name in re.split(r"\s+and\s+", text) if name.strip()]
    turned = [" ".join(reversed([part.strip() for part in p.split(",")])) for p in people]
    return ", ".join("et al." if name == "others" else name for name in turned)


def _addresses(fields: dict[str, str]) -> Iterator[str]:
    """Where the paper is said to be, the likeliest first."""
    url = re.sub(r"^\\url|[{}]", "", fields.get("url", "").strip())
    yield re.sub(r"\\([_%&#~])", r"\1", url)
    doi = re.search(r"10\.\d{4,9}/\S+", fields.get("doi", "").replace("\\", ""))
    if doi:
        yield "https://doi.org/" + quote(doi[0], safe="/:;()._-")
    eprint = ARXIV.search(fields.get("eprint", ""))
    if eprint and fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).lower() == "arxiv":
        yield "https://arxiv.org/abs/" + eprint[0]
