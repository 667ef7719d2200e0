"""What SQLite and the file system say, in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mlprep.core.quantities import spell_count
from mlprep.errors import DataFaultError, UserError

WAIT_SECONDS = 30
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
PLACE = (
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH, sqlite3.SQLITE_NOMEM,
)  # fmt: skip
# what reading content of any other form than ours raises: hand-made, or with bits turned over
CONTENT = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class LostError(DataFaultError):
    """The journal is damaged, empty or missing: what a backup brings back."""


class StaleError(Exception):
    """Something was written between reading and writing; never reaches the user."""


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 if there is none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another process holds the database."""
    return primary_code(error) in BUSY


@contextmanager
def told(path: Path, *, writing: bool = True) -> Iterator[None]:
    """Turn SQLite's errors into UserError (the place) or DataFaultError (the content)."""
    try:
        yield
    except CONTENT:
        raise damaged(path) from None
    except sqlite3.Error as error:
        if is_busy(error):
            raise UserError(
                f"Another mlprep has been writing to {path} for {WAIT_SECONDS} seconds.",
                "Nothing was stored. Try again when it has finished.",
            ) from None
        if primary_code(error) in PLACE:
            raise (not_writable if writing else not_readable)(path, str(error)) from None
        raise damaged(path) from None


def damaged(path: Path) -> LostError:
    """The content cannot be trusted."""
    return LostError(
        f"{path} is damaged or is not a database.",
        "It was not touched. See: mlprep doctor",
    )


def empty(path: Path, backups: int) -> LostError:
    """There is a file, and nothing in it."""
    return LostError(
        f"{path} is empty (0 bytes). mlprep never leaves it like that.", _way_back(path, backups)
    )


def missing(path: Path, backups: int) -> LostError:
    """The database is gone although there are backups of it."""
    copies = spell_count(backups, "backup")
    return LostError(
        f"{path} is missing, but there {'are' if backups > 1 else 'is'} {copies} of it.",
        _way_back(path, backups),
    )


def _way_back(path: Path, backups: int) -> str:
    if not backups:
        return f"There is no backup of it. To begin anew, move {path.name} away."
    return (
        "Bring the newest backup back: mlprep backup restore. To begin anew instead, move the "
        f"folder {path.parent} away."
    )


def orphan(path: Path, left: Path) -> DataFaultError:
    """The database is gone, but not what belongs to it."""
    return DataFaultError(
        f"{path} is missing, but {left.name}, which belongs to it, is there.",
        f"Bring {path.name} back to where it was; to begin anew, move {left.name} away.",
    )


def foreign(path: Path) -> DataFaultError:
    """A database of something else."""
    return DataFaultError(
        f"{path} is not a journal of mlprep.", "Move it away, or name another place with --home."
    )


def too_new(path: Path, version: int, known: int) -> DataFaultError:
    """A newer mlprep wrote it."""
    return DataFaultError(
        f"{path} was written by a newer mlprep (schema {version}, this one knows {known}).",
        "Upgrade mlprep. The file was not touched.",
    )


def not_readable(path: Path, reason: str) -> DataFaultError:
    """The place refuses to be read."""
    return DataFaultError(
        f"{path} cannot be read ({reason}).",
        "It was not touched. Is its disk there, with some space, and may you read and write it?",
    )


def not_writable(path: Path, reason: str) -> UserError:
    """The place refuses to be written: a full disk, a file where a folder should be."""
    return UserError(
        f"Nothing was stored: {path.parent} cannot be written ({reason}).",
        "Name another place with --home or MLPREP_HOME, or free some space.",
    )
