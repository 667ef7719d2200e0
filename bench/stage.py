"""Where the torture happens: homes in a temporary folder, and ways to run the program in them.

The program is imported once. `direct` runs it in this process with captured streams, `forked` in a
child process with pipes, under whatever a strike (see bench.strike) does to it.
"""

from __future__ import annotations

import fcntl
import io
import os
import random  # every draw comes from the seed that is printed
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import typer.main

from mlprep.cli import main
from mlprep.core.history import Event
from mlprep.errors import MlprepError
from mlprep.store.journal import read_journal

TODAY = "2026-11-23"
CRASH = 70  # a traceback, in place of any exit code of the program
PIPE = 1 << 20  # bytes that a run may print
Words = Sequence[str]
typer.main.get_command = cache(typer.main.get_command)  # the library builds its parser once a run
Strike = Callable[[int], int]  # follows the child of that id to its end; the status it ended with


class BrokenPromiseError(Exception):
    """What must never happen has happened."""


def demand(promise: object, *words: object) -> None:
    """Break off with these words unless the promise holds."""
    if not promise:
        raise BrokenPromiseError(" ".join(str(word) for word in words))


@dataclass(frozen=True)
class Run:
    """What one run did; a negative code is the signal that ended it."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str

    @property
    def killed(self) -> bool:
        """Whether a signal ended it."""
        return self.code < 0

    def __str__(self) -> str:
        return f"{list(self.words)!r} → {self.code}: {self.err[-1500:]!r} {self.out[-300:]!r}"


@dataclass
class Figures:
    """The table of one part, and its source of chance."""

    seed: str
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # a simulation, not a secret

    def add(self, words: str, count: int = 1) -> None:
        """Count something, from its first time on."""
        if count:
            self.counts[words] = self.counts.get(words, 0) + count


@contextmanager
def environment(home: Path, today: str, more: Mapping[str, str]) -> Iterator[None]:
    """A block in which the program finds this home, day and nothing else of ours."""
    before = dict(os.environ)
    for name in ("FORCE_COLOR", "LINES"):
        os.environ.pop(name, None)
    os.environ.update(MLPREP_HOME=str(home), MLPREP_TODAY=today, COLUMNS="80", NO_COLOR="1")
    os.environ["HOME"] = str(home)  # --install-completion writes there
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def direct(
    words: Words, home: Path, today: str = TODAY, more: Mapping[str, str] | None = None
) -> Run:
    """Run the program in this process; its streams are pipes as far as it can tell."""
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
    with environment(home, today, more or {}), Path(os.devnull).open() as nothing:
        sys.stdin, sys.stdout, sys.stderr = nothing, out, err
        try:
            code = _guarded(words)
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept
    return Run(tuple(words), code, _text(out), _text(err))


def _guarded(words: Words) -> int:
    """The exit code; CRASH if anything but SystemExit leaves the front door."""
    try:
        return main(list(words))
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    except BaseException:  # noqa: BLE001  # whatever leaves is what we look for
        sys.stderr.write(traceback.format_exc())
        return CRASH


def _text(stream: io.TextIOWrapper[io.BytesIO]) -> str:
    stream.flush()
    return stream.buffer.getvalue().decode("utf-8", "replace")


def forked(
    words: Words,
    home: Path,
    today: str = TODAY,
    *,
    prepare: Callable[[], None] | None = None,
    strike: Strike | None = None,
) -> Run:
    """Run the program in a child process, which `prepare` readies and `strike` follows."""
    ends = [_pipe(), _pipe()]
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        _be_child(words, home, today, ends, prepare)
    for _, into in ends:
        os.close(into)
    status = strike(child) if strike else os.waitpid(child, 0)[1]
    texts = [_drain(source) for source, _ in ends]
    return Run(tuple(words), os.waitstatus_to_exitcode(status), *texts)


def _pipe() -> tuple[int, int]:
    source, into = os.pipe()
    fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, PIPE)
    return source, into


def _drain(source: int) -> str:
    with os.fdopen(source, "rb") as stream:
        return stream.read().decode("utf-8", "replace")


def _be_child(
    words: Words,
    home: Path,
    today: str,
    ends: list[tuple[int, int]],
    prepare: Callable[[], None] | None,
) -> None:
    """In the child: streams, surroundings, the program, and away without a word to the parent."""
    code = CRASH
    try:
        for number, (_, into) in enumerate(ends, start=1):
            os.dup2(into, number)
        for pair in ends:
            for end in pair:
                os.close(end)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin = os.fdopen(0, "r", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
        with environment(home, today, {}):
            if prepare:
                prepare()
            code = _guarded(words)
            sys.stdout.flush()
    finally:
        os._exit(code)


@contextmanager
def fresh(base: Path) -> Iterator[Path]:
    """A copy of a home, gone at the end of the block."""
    home = base.with_name(f"{base.name}-copy-{os.getpid()}")
    shutil.copytree(base, home, symlinks=True)
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def database(home: Path) -> Path:
    """The journal of a home."""
    return home / "state" / "mlprep.db"


def events_of(home: Path) -> tuple[Event, ...] | None:
    """The events that are stored, or None if what is there cannot be read."""
    try:
        return read_journal(database(home))
    except MlprepError:
        return None


def told_in_words(run: Run) -> bool:
    """Whether a refusal says something, and is no traceback."""
    return run.code in {1, 2, 3, 4, 130} and bool(run.err.strip()) and "Traceback" not in run.err


def tree(home: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    files = [path for path in sorted(home.rglob("*")) if path.is_file()]
    return {str(path.relative_to(home)): path.read_bytes() for path in files}
