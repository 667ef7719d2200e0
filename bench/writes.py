"""Part two: writing where nothing, or not enough, can be written.

Either the change is whole and the exit code 0, or the refusal is in words and all is as before.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.bases import PLAN, REPLAN, make_bases, sure
from bench.kills import CASES, Case, consistent, words_in
from bench.stage import (
    CRASH,
    BrokenPromiseError,
    Figures,
    Run,
    database,
    demand,
    direct,
    events_of,
    forked,
    fresh,
    told_in_words,
)
from bench.strike import Exact, can_trace, held_for_tracing, size_limit
from mlprep.core.history import Event
from mlprep.store.backup import list_backups

LIMITS, FAULTS = 600, 900
ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS)
NOBODY = 65534
TEMPORARY = (".new-", ".copy-", ".catalog-", ".out")
EXPORT = Case("planned", ("export", "markdown", "--output", "out.db"), "")
NO_CACHE = Case("no-cache", ("note", "la-eigen", "without a cache"), "note", "without a cache")
SWEPT = (
    CASES[0], Case("empty", PLAN, "plan"), Case("planned", (*REPLAN[:2], "9", "--yes"), "plan"),
    Case("planned", ("backup", "create"), ""), Case("planned", ("backup", "restore", "--yes"), ""),
    Case("damaged", ("backup", "restore", "--yes"), ""), EXPORT, NO_CACHE,
)  # fmt: skip
WRITERS: tuple[tuple[str, ...], ...] = (("note", "la-eigen", "x"), PLAN, ("backup", "create"))
OUT = ("export", "markdown", "-o", "/dev/full")
READERS: tuple[tuple[str, ...], ...] = (
    ("today",), ("history", "--json"), ("doctor",), ("topics", "bayes"), ("backup", "list"),
)  # fmt: skip
SPEAKERS = (("today",), ("show", "--json"), ("note", "la-eigen", "kept"), REPLAN, ("--help",))
Attempt = Callable[[Sequence[str], Path], Run]  # gives the command, and spoils its writes


@dataclass(frozen=True)
class Before:
    """What was there before a write that may fail."""

    events: Sequence[Event]
    backups: int
    out: bytes | None


def writes(figures: Figures, root: Path, share: float = 1.0) -> None:
    """Every kind of refused write; raises BrokenPromiseError with the one that broke something."""
    bases = dict(make_bases(root))
    bases["no-cache"] = root / "no-cache"
    shutil.copytree(bases["planned"], bases["no-cache"], symlinks=True)
    (bases["no-cache"] / "cache").unlink()
    _limits(figures, bases, round(LIMITS * share))
    _faults(figures, bases, round(FAULTS * share))
    _refused_places(figures, bases)
    _without_rights(figures, bases)
    _streams(figures, bases)


def _limits(figures: Figures, bases: Mapping[str, Path], count: int) -> None:
    """Sizes from nothing to beyond the largest file, evenly, for every case."""
    each = max(2, count // len(SWEPT))
    for case in SWEPT:
        largest = max(p.stat().st_size for p in bases["planned"].rglob("*.db")) + 500_000
        for step in range(each):
            most = round(largest * (step + figures.chance.random()) / each)
            attempt = partial(forked, prepare=size_limit(most, deadly=False))
            _tried(figures, bases, case, f"size {most}", attempt)
            figures.add("file size limits")


def _faults(figures: Figures, bases: Mapping[str, Path], count: int) -> None:
    """Every call that changes a file fails, one at a time, with the errors in turn."""
    if not can_trace():
        figures.add("times that tracing is not allowed here: no call was made to fail")
        return
    cases = (*CASES, EXPORT, NO_CACHE)
    points: list[tuple[Case, int, str]] = []
    pages: list[tuple[Case, int, str]] = []
    for case in cases:
        counted = Exact(0, errno.EIO)
        with fresh(bases[case.base]) as home:
            forked(words_in(case, home), home, prepare=held_for_tracing, strike=counted)
        for at, name in enumerate(counted.seen, start=1):
            (pages if name == "pwrite" else points).append((case, at, name))
    figures.chance.shuffle(points)
    figures.chance.shuffle(pages)
    for number, (case, at, name) in enumerate([*points, *pages][:count]):
        error = ERRORS[number % len(ERRORS)]
        attempt = partial(forked, prepare=held_for_tracing, strike=Exact(at, error))
        words = f"call {at} fails with {os.strerror(error)}"
        clears = "unlink" not in name  # otherwise no file can be cleared away
        _tried(figures, bases, case, words, attempt, tidy=clears)
        figures.add("calls that failed")


def _tried(
    figures: Figures,
    bases: Mapping[str, Path],
    case: Case,
    what: str,
    attempt: Attempt,
    *,
    tidy: bool = True,
) -> None:
    """One write that may fail."""
    with fresh(bases[case.base]) as home:
        before = _look(home)
        run = attempt(words_in(case, home), home)
        try:
            _settled(figures, home, case, before, run)
            left = [p for p in home.rglob(".*") if p.name.startswith(TEMPORARY)]
            demand(not (tidy and left), "temporary files were left", left)
        except BrokenPromiseError as error:
            error.add_note(f"{case.base} {case.words}: {what}: {run}")
            raise


def _look(home: Path) -> Before:
    out = home / "out.db"
    return Before(
        events_of(home) or (),
        len(list_backups(database(home))),
        out.read_bytes() if out.exists() else None,
    )


def _settled(figures: Figures, home: Path, case: Case, before: Before, run: Run) -> None:
    """All or nothing, and in words."""
    if case.base in {"damaged", "bereft"}:
        _still_restorable(home, run)
    elif run.code == 0:
        figures.add("succeeded all the same")
        now = events_of(home) or ()
        known = {event.id for event in before.events}
        new = [event for event in now if event.id not in known]
        demand(known <= {event.id for event in now}, "events are gone")
        demand(not case.kind or any(case.holds in str(e.data) for e in new), "said, not stored")
        made = len(list_backups(database(home))) > before.backups or (home / "out.db").exists()
        demand(case.kind or made, "said to be written, not there")
    else:
        figures.add("refused in words")
        demand(told_in_words(run), "not in words")
        demand(len(run.err.strip().splitlines()) > 1, "does not say what to do")
        demand((events_of(home) or ()) == before.events, "refused, yet changed")
        demand(_look(home).out == before.out, "refused, yet a file was left")
    demand(all(not one.fault for one in list_backups(database(home))), "a broken backup was left")
    consistent_or_damaged(home, case)


def consistent_or_damaged(home: Path, case: Case) -> None:
    """The journal is whole, unless it was not before."""
    if case.base != "damaged":
        consistent(home)


def _still_restorable(home: Path, run: Run) -> None:
    demand(run.code == 0 or told_in_words(run), "not in words")
    if run.code:
        sure(("backup", "restore", "--yes"), home)
    sure(("history",), home)


def _refused_places(figures: Figures, bases: Mapping[str, Path]) -> None:
    """A file where a folder should be, a loop, a folder where a file should be."""
    for name in ("state", "cache", "config", "state/backups", "state/mlprep.db"):
        for way in ("file", "loop", "folder", "dangling"):
            with fresh(bases["empty"]) as home:
                (home / "cache").unlink()
                _put(home / name, way)
                for words in (*WRITERS, *READERS):
                    run = direct(words, home)
                    demand(run.code == 0 or told_in_words(run), f"{name} is a {way}", run)
                    figures.add("refused places")
    with fresh(bases["planned"]) as home:
        loop = home / "loop"
        _put(loop, "loop")
        for target in ("/nowhere/at/all", str(home), "/proc/x", str(home / "state"), str(loop)):
            for words in (("export", "markdown", "-o", target), ("backup", "create", target)):
                run = direct(words, home)
                demand(told_in_words(run) or (target == str(loop) and run.code == 0), run)
                figures.add("refused places")
        sure(("doctor",), home)


def _put(path: Path, way: str) -> None:
    path.parent.mkdir(exist_ok=True)
    if way == "file":
        path.write_text("here already")
    elif way == "folder":
        path.mkdir()
    else:
        path.symlink_to(path if way == "loop" else path.parent / "nothing")


def _without_rights(figures: Figures, bases: Mapping[str, Path]) -> None:
    """Folders and files that may not be written, by a user who is not root; a hot journal there."""
    folder = bases["planned"].parent
    if not all(above.stat().st_mode & 0o001 for above in folder.parents):
        figures.add("times that others may not come here: no rights were taken")
        return
    for left in ("whole", "hot"):
        with fresh(bases["planned"]) as home:
            if left == "hot":
                _interrupt(home)
            _take_rights(home)
            before = _contents(home)
            for words in (*WRITERS[:1], OUT, *READERS):
                run = forked(words, home, prepare=_be_nobody)
                demand(run.code == 0 or told_in_words(run), left, run)
                demand(left == "hot" or (words in READERS) == (run.code == 0), left, run)
                figures.add("without rights")
            demand(_contents(home) == before, "changed without the right to")
            _give_rights(home)
            demand(direct(("doctor",), home).code == 0, direct(("doctor",), home))


def _contents(home: Path) -> tuple[bytes, list[str]]:
    """The journal, and the names of all that is there."""
    return database(home).read_bytes(), sorted(path.name for path in home.rglob("*"))


def _interrupt(home: Path) -> None:
    """Leave the journal as a kill inside a commit leaves it."""
    child = os.fork()
    if child == 0:
        try:
            _spill(database(home))
        finally:
            os._exit(CRASH)
    os.waitpid(child, 0)
    demand(Path(f"{database(home)}-journal").stat().st_size, "no hot journal to try")


def _spill(path: Path) -> None:
    """Write part of a large commit, and die."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        for name in range(500):
            connection.execute("INSERT INTO plans VALUES (?, ?)", (f"x{name}", "y" * 3000))
        os.kill(os.getpid(), 9)


def _take_rights(home: Path) -> None:
    home.parent.chmod(0o755)  # the temporary folder; those above it are not ours
    for path in (home, *home.rglob("*"), *(home / "cache").rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


def _give_rights(home: Path) -> None:
    for path in (home, *home.rglob("*"), *(home / "cache").rglob("*"), home / "cache"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _be_nobody() -> None:
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _streams(figures: Figures, bases: Mapping[str, Path]) -> None:
    """Standard output that is full, closed, or a pipe that no one reads any more."""
    for words in SPEAKERS:
        for which in (1, 2):
            for manner in (_to_full, _closed, _unread):
                with fresh(bases["planned"]) as home:
                    run = forked(words, home, prepare=partial(manner, which))
                    demand("Traceback" not in run.err, manner.__name__, which, run)
                    demand(run.code in {0, 1}, manner.__name__, which, run)
                    figures.add("broken streams")
                    sure(("history",), home)


def _to_full(number: int) -> None:
    os.dup2(os.open("/dev/full", os.O_WRONLY), number)


def _closed(number: int) -> None:
    os.close(number)
    setattr(sys, {1: "stdout", 2: "stderr"}[number], None)


def _unread(number: int) -> None:
    source, into = os.pipe()
    os.close(source)
    os.dup2(into, number)
