"""The generations of backups: their names, which are kept, and which are too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from mlprep.store.presence import backups_of

STAMP = "%Y-%m-%dT%H%M%S"
BY_HAND = "by-hand"
NEWEST, DAYS, WEEKS, MONTHS = 6, 14, 8, 12  # generations that are kept


def free_names(folder: Path, reason: str, now: datetime) -> Iterator[Path]:
    """Names that are free, the first one best: what was made later has a later name."""
    while True:
        if not any(folder.glob(f"{now.strftime(STAMP)}-*.db")):
            yield folder / f"{now.strftime(STAMP)}-{reason}.db"
        now += timedelta(seconds=1)


def kept(stamps: Iterable[datetime], now: datetime) -> set[datetime]:
    """The generations to keep: the newest, and the newest of each recent day, week and month."""
    newest_first = sorted(stamps, reverse=True)
    keep = set(newest_first[:NEWEST])
    for form, span, most in (("%Y-%m-%d", 1, DAYS), ("%G-%V", 7, WEEKS), ("%Y-%m", 31, MONTHS)):
        oldest = now - timedelta(days=span * most)
        seen: set[str] = set()
        for stamp in newest_first:
            if stamp >= oldest and stamp.strftime(form) not in seen:
                seen.add(stamp.strftime(form))
                keep.add(stamp)
    return keep


def thin(database: Path, now: datetime) -> None:
    """Remove the generations that are too many; those made by hand stay."""
    made = {path: parse_name(path) for path in backups_of(database)}
    automatic = {p: m for p, (m, reason) in made.items() if m and reason != BY_HAND}
    keep = kept([m for m in automatic.values() if m], now)
    for path, stamp in automatic.items():
        if stamp not in keep:
            with suppress(OSError):
                path.unlink()


def parse_name(path: Path) -> tuple[datetime | None, str]:
    """When and why a backup was made, from its name."""
    stamp, reason = path.stem[:17], path.stem[18:]
    with suppress(ValueError):
        return datetime.strptime(f"{stamp}+0000", f"{STAMP}%z"), reason
    return None, path.stem
