"""Notes on topics: what may be kept."""

from __future__ import annotations

from mlprep.core.choices import Happened, unchanged
from mlprep.core.progress import State
from mlprep.errors import UsageError, UserError

LONGEST = 2000  # characters


def noting(state: State, topic: str | None, text: str, *, clear: bool) -> tuple[Happened, str]:
    """The event of a note and what to say about it. Raises UserError for what cannot be kept."""
    if topic is None:
        raise UsageError("Which topic? Name it.", "For example: mlprep note la-eigen --clear")
    if clear and text:
        raise UserError("--clear removes notes; it takes no words.", "Give one of them.")
    if clear and topic not in state.notes:
        return [], unchanged([topic], "no notes")
    if clear:
        return [("note", {"topic": topic, "clear": True})], f"Notes on {topic} removed."
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not plain:
        raise UserError("An empty note says nothing.", "To remove notes: --clear")
    if len(plain) > LONGEST:
        raise UserError(f"A note has at most {LONGEST} characters.", f"This has {len(plain)}.")
    return [("note", {"topic": topic, "text": plain})], f"Noted on {topic}."
