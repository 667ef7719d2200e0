"""Notes on topics: what may be kept."""

from __future__ import annotations

from typing import Any

from mlprep.errors import UserError

LONGEST = 2000  # characters


def note_data(topic: str, text: str, *, clear: bool) -> dict[str, Any]:
    """The data of a note event. Raises UserError for words that cannot be kept."""
    if clear:
        if text:
            raise UserError("--clear removes notes; it takes no words.", "Give one of them.")
        return {"topic": topic, "clear": True}
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not plain:
        raise UserError("An empty note says nothing.", "To remove notes: --clear")
    if len(plain) > LONGEST:
        raise UserError(f"A note has at most {LONGEST} characters.", f"This has {len(plain)}.")
    return {"topic": topic, "text": plain}
