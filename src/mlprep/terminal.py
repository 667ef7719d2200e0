"""Single keys and the user's editor: the two things that need the terminal itself."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Self

from mlprep.errors import UserError

INTERRUPT, END = "\x03", "\x04"

if sys.platform == "win32":
    import msvcrt

    def _enter() -> Any:
        return None

    def _leave(before: Any) -> None:
        del before

    def _one_key() -> str:
        return msvcrt.getwch()

else:
    import termios
    import tty

    def _enter() -> Any:
        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin, termios.TCSANOW)
        return before

    def _leave(before: Any) -> None:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)

    def _one_key() -> str:
        return os.read(sys.stdin.fileno(), 1).decode(errors="replace")


class Keyboard:
    """Keys without Enter, as long as its `with` block lasts; then the terminal is as it was."""

    def __enter__(self) -> Self:
        """Take the terminal; keys pressed early are kept."""
        self._before = _enter()
        return self

    def __exit__(self, *_: object) -> None:
        """Give the terminal back, whatever happened."""
        _leave(self._before)

    def key(self) -> str:
        """One key. Raises KeyboardInterrupt for Ctrl-C, EOFError for Ctrl-D or a lost terminal."""
        sys.stdout.flush()
        key = _one_key()
        if key == INTERRUPT:
            raise KeyboardInterrupt
        if key in ("", END):
            raise EOFError
        return key

    def edit(self, text: str) -> str:
        """Open $VISUAL or $EDITOR on the text; what was saved. UserError if it does not start."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "answer.txt"
            file.write_text(text, "utf-8")
            _leave(self._before)
            try:
                subprocess.run([*shlex.split(editor), str(file)], check=False)  # noqa: S603  # the user's own
            except OSError as error:
                raise UserError(
                    f"The editor {editor!r} did not start: {error.strerror}.",
                    "Set EDITOR, or answer aloud.",
                ) from None
            finally:
                _enter()
            return file.read_text("utf-8").strip()
