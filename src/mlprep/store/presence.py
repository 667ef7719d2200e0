"""Is there a journal, and if there is none, was there ever one?"""

from __future__ import annotations

from pathlib import Path

from mlprep.store import faults


def backups_of(path: Path) -> list[Path]:
    """The backups that lie beside a database, oldest first."""
    return sorted((path.parent / "backups").glob("*.db"))


def there(path: Path) -> bool:
    """Whether there is such a file. Raises DataFaultError if that cannot be known."""
    try:
        return path.exists()
    except OSError as error:
        raise faults.not_readable(path, error.strerror or str(error)) from None


def absent(path: Path) -> bool:
    """Whether there is no journal and never was one. Raises DataFaultError if one is missing.

    A journal of SQLite's without its database would be played back into a new one. It is looked
    for first: while another process writes there are both.
    """
    left = path.with_name(f"{path.name}-journal")
    orphaned = there(left)
    if there(path):
        return False
    if path.is_symlink() or (path.parent.is_symlink() and not path.parent.exists()):
        raise faults.not_readable(path, "the link leads nowhere")
    if backups_of(path):
        raise faults.missing(path, len(backups_of(path)))
    if orphaned:
        raise faults.orphan(path, left)
    return True
