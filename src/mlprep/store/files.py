"""Write a file that the user asked for: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from mlprep.errors import UserError


def write_text(path: Path, text: str) -> None:
    """Replace the file by the text. Raises UserError, the file unchanged, if it cannot be."""
    target = path.expanduser().resolve()
    try:
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
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise _refusal(path, error) from None


def _refusal(path: Path, error: OSError) -> UserError:
    return UserError(
        f"{path} was not written: {error.strerror or error}.", "Name another file with --output."
    )
