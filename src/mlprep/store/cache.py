"""The catalog of this user, from the cache if its files are as they were.

A parsed catalog is cached by the hash of its files, in the cache directory only; the cache may be
deleted at any time. What reads YAML is loaded only when the cache does not serve.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from mlprep import __version__
from mlprep.core.models import Catalog
from mlprep.store.places import Places
from mlprep.store.sources import catalog_sources, digest


def load_catalog(places: Places) -> Catalog:
    """The catalog for this user. Raises DataFaultError naming every fault with file and line."""
    sources = catalog_sources(places)
    sha256 = digest(sources)
    cached = _cached(places, sha256)
    if cached is not None:
        return cached
    from mlprep.store.catalog import sound_catalog  # noqa: PLC0415  # slow, and rarely needed

    catalog, _ = sound_catalog(places, sources)
    catalog = catalog.model_copy(update={"sha256": sha256})
    _keep(places, sha256, catalog)
    return catalog


def _cache_file(places: Places, sha256: str) -> Path:
    return places.cache / f"catalog-{__version__}-{sha256[:32]}.json"


def _cached(places: Places, sha256: str) -> Catalog | None:
    try:
        catalog = Catalog.model_validate_json(_cache_file(places, sha256).read_bytes())
    except (OSError, ValidationError, ValueError):
        return None
    return catalog if catalog.sha256 == sha256 else None


def _keep(places: Places, sha256: str, catalog: Catalog) -> None:
    """Write the cache atomically; a cache that cannot be written is no one's concern."""
    target = _cache_file(places, sha256)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".catalog-")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(catalog.model_dump_json().encode())
        Path(name).replace(target)
        for old in target.parent.glob("catalog-*.json"):
            if old != target:
                old.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
