"""One entry of the catalog of whatever kind, by its id, as plain data."""

from __future__ import annotations

from typing import Any

from mlprep.core.fields import Noun
from mlprep.core.models import Catalog
from mlprep.core.search import did_you_mean
from mlprep.errors import UserError

KINDS = ("areas", "topics", "resources", "roles", "questions")


def find_entry(catalog: Catalog, word: str) -> tuple[str, Noun]:
    """The kind of the entry and the entry itself. Raises UserError for an unknown id."""
    plain = word.strip().lower()
    plain = catalog.renamed.get(plain, (plain,))[0]
    by_id = {e.id: (kind, e) for kind in reversed(KINDS) for e in getattr(catalog, kind)}
    if plain not in by_id:
        hint = did_you_mean(plain, by_id) or "Topics: mlprep topics. Roles: mlprep roles."
        raise UserError(f"There is no entry {word!r} in the catalog.", hint)
    return by_id[plain]


def entry_data(entry: Noun) -> dict[str, Any]:
    """The entry as a file has it: without what goes without saying."""
    return entry.model_dump(mode="json", exclude_defaults=True)
