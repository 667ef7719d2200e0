"""The front door: builds the app from COMMANDS; the one place where errors become words and codes.

Exit codes: 0 done, 1 a value that cannot be meant, 2 wrong command line, 3 a damaged or faulty
file, 4 nothing can be planned, 130 interrupted.
"""

from __future__ import annotations

import codecs
import errno
import io
import json
import os
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mlprep import __version__
from mlprep.commands import COMMANDS, PANELS, Command
from mlprep.core.fields import FORMAT
from mlprep.core.plaintext import harmless
from mlprep.errors import MlprepError
from mlprep.world import World

PLAIN = {
    "·": "-", "→": "->", "–": "-", "—": "-", "…": "...", "✓": "x", "━": "=", "─": "-",
    "×": "x", "’": "'", "“": '"', "”": '"', "≥": ">=", "≤": "<=",
}  # fmt: skip
INTERRUPTED = 130
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)  # what a device says that takes no more
TWO_COLUMNS = 80
WIDEST = 1000

HELP = "Plan, follow and replan your study for machine-learning interviews."


class OnDemand(dict[str, Any]):
    """Typer's commands by name, each made when it is asked for."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(entry.name for entry in COMMANDS))
        self.entries = {entry.name: entry for entry in COMMANDS}

    def get(self, name: str, default: Any = None) -> Any:
        """The command of that name."""
        if name not in self:
            return default
        if self[name] is None:
            self[name] = _made(self.entries[name])
        return self[name]


def _made(entry: Command) -> Any:
    found = entry.load()
    if not isinstance(found, typer.Typer):
        holder = typer.Typer(add_completion=False, rich_markup_mode="rich")
        holder.command(entry.name)(found)
        return typer.main.get_command(holder)
    made = typer.main.get_group(found)
    made.name = entry.name
    return made


class Front(TyperGroup):
    """The program itself: commands are loaded when called, and its help fits on a small screen."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = OnDemand()

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # Typer's signature
        """Write the help, by panels: two commands a line where there is room."""
        width = max(40, shutil.get_terminal_size().columns)
        lines = [HELP, "", "Usage: mlprep [--home DIR] COMMAND …", ""]
        for panel in PANELS:
            entries = [entry for entry in COMMANDS if entry.panel == panel]
            lines += _panel(panel, entries, 2 if width >= TWO_COLUMNS else 1)
        lines += ["", "mlprep COMMAND --help says more. --home DIR keeps everything in one place;"]
        lines += ["--version; --install-completion for your shell. Begin with: mlprep plan"]
        wrapped = [textwrap.fill(line, width, subsequent_indent=" " * 21) for line in lines]
        formatter.write("\n".join(wrapped) + "\n")


def _panel(panel: str, entries: Sequence[Command], columns: int) -> list[str]:
    """The lines of a panel; its name stands before the first."""
    cells = [f"{entry.name:<10} {entry.about:<24}" for entry in entries]
    rows = ["".join(cells[at : at + columns]) for at in range(0, len(cells), columns)]
    return [f"{'' if at else panel:<11}{row}".rstrip() for at, row in enumerate(rows)]


app = typer.Typer(
    cls=Front,
    name="mlprep",
    help=HELP,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mlprep {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    home: Annotated[
        str | None, typer.Option("--home", help="Keep everything under this directory.")
    ] = None,
    version: Annotated[  # noqa: ARG001  # answered by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = World(home=home)
    if context.invoked_subcommand is None:
        context.invoke(COMMANDS[0].load(), context)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code; no user's mistake ends in a traceback."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    _open_what_is_closed()
    _keep_lines_short()
    _survive_narrow_encodings()
    try:
        return _run(arguments)
    except MlprepError as error:
        _tell(arguments, error.code, error.message, error.hint)
        return error.exit_code
    except typer.TyperException as error:
        message, context = error.format_message(), getattr(error, "ctx", None)
        see = f"See: {context.command_path if context else 'mlprep'} --help"
        _tell(arguments, "usage", message, see if message else "")  # without, help was shown
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort) as stop:  # Abort is Ctrl-D: a line is begun
        begun = isinstance(stop, typer.Abort) or not sys.stderr.isatty()
        sys.stderr.write("" if begun else "\n")
        _tell(arguments, "interrupted", "Interrupted. What was said to be stored is stored.", "")
        return INTERRUPTED
    except BrokenPipeError:
        World.silence(sys.stdout)
        return 0
    except OSError as error:  # the store turns its own into words: this is the answer's way out
        if error.errno not in FULL:
            raise
        World.silence(sys.stdout)
        message = f"The answer could not be written: {error.strerror}."
        _tell(arguments, "user", message, "What was said to be stored is stored.")
        return 1


def _run(arguments: Sequence[str]) -> int:
    """Let Typer run the program; its exit code."""
    code = app(args=list(arguments), prog_name="mlprep", standalone_mode=False)
    sys.stdout.flush()
    if code == INTERRUPTED:  # what Typer makes of Ctrl-C
        raise KeyboardInterrupt
    return code if isinstance(code, int) else 0


def _tell(arguments: Sequence[str], code: str, message: str, hint: str) -> None:
    """An error on standard error, as JSON if the command was asked for JSON."""
    message, hint = harmless(message), harmless(hint)
    with suppress(OSError):  # there is no one else to tell
        if "--json" in arguments:
            error = {"code": code, "message": message, "hint": hint}
            sys.stderr.write(json.dumps({"format": FORMAT, "error": error}) + "\n")
            return
        for text in filter(None, (message, hint)):
            width = shutil.get_terminal_size().columns if sys.stderr.isatty() else len(text) + 1
            for line in text.split("\n"):
                sys.stderr.write(textwrap.fill(line, max(width, 20), break_long_words=False) + "\n")


def _open_what_is_closed() -> None:
    """Streams that were closed before we began lead nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.StringIO())


def _keep_lines_short() -> None:
    """COLUMNS and LINES may say anything; rich takes what looks like a number for one."""
    for name in ("COLUMNS", "LINES"):
        said = os.environ.get(name, "")
        if not (said.isascii() and said.isdigit() and said.strip("0")):
            os.environ.pop(name, None)
        elif len(said) > len(str(WIDEST)) or int(said) > WIDEST:  # millions of blanks else
            os.environ[name] = str(WIDEST)


def _survive_narrow_encodings() -> None:
    """Where the terminal cannot show a character, show its plainest likeness."""
    codecs.register_error("mlprep", _likeness)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="mlprep")


def _likeness(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    shown = "".join(PLAIN.get(c) or _letters(c) for c in lost)
    return shown, error.end


def _letters(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain or "?"
