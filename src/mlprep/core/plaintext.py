"""Text from outside made fit for one line of a terminal: no control characters, no line breaks."""

from __future__ import annotations

import re
import unicodedata

REORDERING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
UNFIT = ("Cc", "Cs")  # control characters, lone surrogates


def harmless(text: str) -> str:
    """The text with nothing in it that could steer a terminal; line breaks stay."""
    return STEERING.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", " "))


def one_line(text: str, longest: int) -> str:
    """The text on one line, at most so long; what would steer a terminal is dropped."""
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or _is_fit(c))
    words = " ".join(kept.split())
    if len(words) <= longest:
        return words
    cut = words[: longest - 1]
    whole = cut.rpartition(" ")[0]
    return (whole if len(whole) > longest // 2 else cut).rstrip() + "…"


def _is_fit(character: str) -> bool:
    return character not in REORDERING and unicodedata.category(character) not in UNFIT
