"""Write files and folders so that they are whole, and on disk, or not there at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from mlprep.errors import UserError
from mlprep.store.faults import not_writable
from mlprep.store.places import at_home


def write_text(path: Path, text: str, *, overwrite: bool = False) -> None:
    """Write a file. Raises UserError, all as it was, if it cannot be, or is there already.

    With `overwrite` it is replaced. A device or a pipe is not replaced but written to.
    """
    given = at_home(path)
    target = Path(os.path.realpath(given))
    try:
        if given.is_file() and not overwrite:
            raise UserError(f"{path} exists already.", "Add --overwrite, or name another file.")
        if given.exists() and not given.is_file() and not given.is_dir():
            given.write_text(text, encoding="utf-8", newline="\n")
            return
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise _refusal(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        discard(temporary)
        raise _refusal(path, error) from None


def discard(path: Path) -> None:
    """Remove a file of our own that no one needs, and SQLite's journal of it, where possible."""
    for left in (path, path.with_name(f"{path.name}-journal")):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)


@contextlib.contextmanager
def temporary(folder: Path) -> Iterator[Path]:
    """A file in the folder that is gone at the end of the block, whatever happens."""
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
    except OSError as error:
        raise not_writable(folder / "file", error.strerror or str(error)) from None
    os.close(handle)
    try:
        yield Path(name)
    finally:
        discard(Path(name))


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def sole(folder: Path) -> Iterator[None]:
    """A block for one process at a time, where the system can lock a folder."""
    make_folder(folder)
    if sys.platform == "win32":
        yield
        return
    import fcntl  # noqa: PLC0415  # there is none on Windows

    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, on disk. Raises UserError if it cannot be."""
    if folder.is_dir():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            f"Nothing was stored: {folder} cannot be made ({error.strerror or error}).",
            "Name another place with --home or MLPREP_HOME, or free some space.",
        ) from None
    for above in (folder, *folder.parents[:2]):
        sync_folder(above)


def _refusal(path: Path, error: OSError) -> UserError:
    return UserError(
        f"{path} was not written: {error.strerror or error}.", "Name another file with --output."
    )
