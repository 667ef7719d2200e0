"""Part five: whatever is typed, set, merged or written into files, the front door stays polite.

No exception leaves it, every exit code has its meaning, nothing that steers a terminal comes out,
nothing hangs, and what only reads changes nothing.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

from bench.bases import make_bases
from bench.poison import Poisoner
from bench.stage import CRASH, TODAY, Figures, Run, demand, direct
from bench.venom import COLUMNS, Venom
from mlprep.cli import app

ARGUMENTS, DATES, SURROUNDINGS, CATALOGS, JOURNALS = 7000, 1200, 600, 400, 800
BATCH, SECONDS = 50, 600  # inputs, and how long they may take before it is a hang
BYTES = 4 << 30  # of memory, beyond which something grows without end
CODES = {0, 1, 2, 3, 4, 130}
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
READING = {
    ("today",), ("status",), ("show",), ("topic",), ("topics",), ("roles",), ("history",),
    ("doctor",), ("plans",), ("plans", "compare"), ("backup", "list"), ("catalog", "check"),
    ("catalog", "schema"), ("catalog", "path"), ("interview", "list"), ("export", "markdown"),
}  # fmt: skip
READERS = (
    ("today",), ("today", "--json"), ("status",), ("show",), ("show", "--json"),
    ("history", "--all"), ("history", "--json"), ("note",), ("note", "--json"), ("skip",), ("pin",),
    ("plans",), ("doctor",), ("plans", "compare", "1"), ("practice", "--list"),
    ("topic", "la-eigen"), ("export", "markdown"), ("interview", "list"), ("backup", "list"),
    ("replan", "--dry-run"), ("plan", "--dry-run"), ("show", "--week", "2"),
    ("practice", "--list", "--json", "--weak"),
)  # fmt: skip
WRITERS = (
    ("note", "la-eigen", "still here"), ("undo",), ("redo",), ("replan", "--yes"),
    ("done", "la-svd"), ("backup", "create"), ("know", "sql"), ("plans", "rollback", "1", "--yes"),
    ("practice", "grade", "stat-ab-testing-01", "--points", "1"),
)  # fmt: skip
PATHS = {"home", "output", "file", "papers"}  # names of parameters, by what they take
DATED = {"day", "until", "on", "interview", "start", "off"}
COUNTED = {"hours", "weeks", "count", "part", "took", "points", "week", "number", "per_day"}
Command = tuple[tuple[str, ...], Any]


class HangError(BaseException):
    """A batch took so long that something must hang."""


def hostile(figures: Figures, root: Path, share: float = 1.0) -> None:
    """Every kind of input; raises BrokenPromiseError with the one that got through."""
    bases = make_bases(root)
    here = Path.cwd()
    sandbox = root / "sandbox"
    sandbox.mkdir()
    os.chdir(sandbox)
    try:
        typed = Typed(figures, bases["planned"], sandbox)
        typed.all(round(ARGUMENTS * share), typed.arguments, "arguments")
        typed.all(round(DATES * share), typed.dates, "dates")
        typed.all(round(SURROUNDINGS * share), typed.surroundings, "surroundings")
        poisoned = Poisoned(figures, bases, sandbox)
        typed.all(round(JOURNALS * share), poisoned.journal, "journals, backups and plans")
        typed.all(round(CATALOGS * share), poisoned.catalog, "catalogs")
    finally:
        os.chdir(here)


@contextmanager
def watched() -> Iterator[None]:
    """A block that must end before the watchdog wakes, and in so many bytes of memory."""

    def wake(number: int, frame: object) -> None:
        raise HangError(number, frame)

    before = signal.signal(signal.SIGALRM, wake)
    signal.alarm(SECONDS)
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, limits)
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def polite(run: Run, *about: object) -> None:
    """The promises that hold for every run."""
    demand(run.code in CODES and run.code != CRASH, "left the front door:", *about, run)
    found = STEERING.search(run.out + run.err)
    demand(not found, "steers a terminal:", found, *about, run)
    demand(
        run.code == 0 or run.err.strip() or run.out.strip(), "refused without a word", *about, run
    )


def commands() -> list[Command]:
    """Every command with its parameters, as the program itself declares them."""
    found: list[Command] = []

    def walk(words: tuple[str, ...], command: Any) -> None:
        found.append((words, command))
        inside = getattr(command, "commands", {})
        for name, inner in ((name, inside.get(name)) for name in inside):  # made when asked for
            walk((*words, name), inner)

    walk((), typer.main.get_command(app))
    return found


def stamp(home: Path) -> dict[str, tuple[int, int]]:
    """What would show that something below a folder was touched."""
    found = {}
    for path in sorted(home.rglob("*")):
        if "cache" not in path.parts:
            status = path.lstat()
            found[str(path)] = (status.st_mtime_ns, status.st_size)
    return found


class Typed:
    """Hostile command lines and surroundings, on a home that is renewed with every batch."""

    def __init__(self, figures: Figures, base: Path, sandbox: Path) -> None:
        self.figures = figures
        self.venom = Venom(figures.chance)
        self.base = base
        self.home = sandbox / "home"
        self.commands = commands()

    def all(self, count: int, attempt: Callable[[], None], words: str) -> None:
        """So many inputs, in batches under watch."""
        for start in range(0, count, BATCH):
            shutil.rmtree(self.home, ignore_errors=True)
            shutil.copytree(self.base, self.home, symlinks=True)
            with watched():
                for _ in range(min(BATCH, count - start)):
                    attempt()
                    self.figures.add(words)

    def arguments(self) -> None:
        """A command with hostile values in its places, sometimes with what it does not take."""
        chance = self.figures.chance
        words, command = chance.choice(self.commands)
        line = [*words]
        for parameter in command.params:
            line += self._filled(parameter, words)
        if chance.random() < 0.1:
            line.insert(chance.randrange(len(line) + 1), self.venom.word().lstrip("/"))
        self.give(line, words)

    def _filled(self, parameter: Any, words: tuple[str, ...]) -> list[str]:
        """A parameter as it may stand in a command line."""
        chance = self.figures.chance
        argument = parameter.param_type_name == "argument"
        if chance.random() < (0.1 if argument else 0.6):
            return []
        if not argument and getattr(parameter, "is_flag", False):
            return [chance.choice(parameter.opts + parameter.secondary_opts)]
        count = chance.choice((1, 1, 2)) if parameter.nargs == -1 or parameter.multiple else 1
        values = [self._value(parameter.name) for _ in range(count)]
        if argument:
            return values
        option = chance.choice(parameter.opts)
        if not words and parameter.name == "home":
            return []  # only in front of the command, and never out of the sandbox
        return [word for value in values for word in (option, value)]

    def _value(self, name: str) -> str:
        if name in PATHS:
            return self.venom.path()
        if name in DATED:
            return self.venom.date()
        if name in COUNTED:
            return self.venom.number()
        return self.venom.word()

    def dates(self) -> None:
        """Dates in every place for one, on every kind of day."""
        chance, date = self.figures.chance, self.venom.date
        lines = (
            ["plan", "--role", "data-scientist", "--interview", date(), "--dry-run"],
            ["plan", "--role", "data-scientist", "--start", date(), "--weeks", "4", "--dry-run"],
            ["plan", "--role", "data-scientist", "--off", date(), "--weeks", "4", "--yes"],
            ["replan", "--interview", date(), "--yes"], ["replan", "--off", date(), "--dry-run"],
            ["interview", "add", date(), "First", "--yes"],
            ["interview", "move", "First", date(), "--yes"],
            ["done", "la-svd", "--on", date()], ["skip", "la-svd", "--until", date()],
        )  # fmt: skip
        today = chance.choice(
            (TODAY, TODAY, "0001-01-01", "9999-12-31", "9999-12-01", "2028-02-29", "2027-02-14")
        )
        self.give(chance.choice(lines), (), {"MLPREP_TODAY": today})

    def surroundings(self) -> None:
        """Odd values of the variables that the program reads."""
        chance = self.figures.chance
        more = {
            "COLUMNS": chance.choice(COLUMNS),
            "MLPREP_TODAY": chance.choice((self.venom.date(), TODAY)),
        }
        if chance.random() < 0.2:
            more["MLPREP_HOME"] = self.venom.path()
        for name in ("LINES", "TERM", "LANG", "LC_ALL", "TZ", "XDG_DATA_HOME", "PYTHONUTF8"):
            if chance.random() < 0.1:
                more[name] = self.venom.word()
        line = chance.choice(
            (*READERS, ("--help",), ("plan", "--help"), ("--version",), WRITERS[0])
        )
        self.give([*line], (), {name: value.replace("\0", "") for name, value in more.items()})

    def give(
        self, line: Sequence[str], words: tuple[str, ...], more: Mapping[str, str] | None = None
    ) -> None:
        """One command line, and what must hold of it."""
        line = [word.replace("\0", "") for word in line]
        reads = words in READING and not {"-o", "--output"} & {*line}
        before = stamp(self.home) if reads else {}
        run = direct(line, self.home, more=more)
        polite(run, more)
        demand(not reads or stamp(self.home) == before, "a reader wrote:", run)


class Poisoned:
    """Journals, backups, plans and catalogs that someone made by hand."""

    def __init__(self, figures: Figures, bases: Mapping[str, Path], sandbox: Path) -> None:
        self.figures = figures
        self.base = bases["planned"]
        self.home = sandbox / "poisoned"
        self.poison = Poisoner(figures.chance, self.base)

    def renewed(self) -> None:
        """A home as it was before anything happened to it."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.base, self.home, symlinks=True)

    def journal(self) -> None:
        """Hand-made events, in the journal itself or in a backup to merge or restore."""
        chance = self.figures.chance
        self.renewed()
        way = chance.choice(("own", "merge", "restore", "plan"))
        file = self.home / "hostile.db"
        what = self.poison.plans(file) if way == "plan" else self.poison.events(file)
        if way in {"own", "plan"}:
            file.replace(self.home / "state" / "mlprep.db")
        else:
            run = direct(("backup", way, str(file), "--yes"), self.home)
            polite(run, way, what)
        for words in (*chance.sample(READERS, 2), chance.choice(WRITERS), chance.choice(READERS)):
            before = stamp(self.home) if words in READERS else {}
            run = direct(words, self.home)
            polite(run, way, what)
            demand(words not in READERS or stamp(self.home) == before, "a reader wrote:", run)
            self.figures.add("commands over hand-made journals")

    def catalog(self) -> None:
        """A hand-made own catalog, or reading list."""
        chance = self.figures.chance
        self.renewed()
        what = self.poison.catalog(self.home)
        words = chance.choice((
            ("catalog", "check"), ("catalog", "check", "--json"), ("topics",),
            ("topic", "own-topic"), ("plan", "--role", "data-scientist", "--yes"), ("today",),
            ("replan", "--yes"), ("roles",), ("plan", "--role", "own-role", "--yes"),
            ("practice", "--list"), ("catalog", "path"),
        ))  # fmt: skip
        polite(direct(words, self.home), what)
