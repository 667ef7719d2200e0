"""Part three: twenty processes at once on one home, each giving ten commands that write.

Every command that was acknowledged is stored exactly once, and none fails but with polite words.
"""

from __future__ import annotations

import json
import os
import re
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.bases import BEFORE, PLAN, QUESTION, REPLAN, make_bases, sure
from bench.kills import consistent
from bench.stage import TODAY, Figures, Run, demand, direct, events_of, fresh, told_in_words

PROCESSES, COMMANDS = 20, 10
TOMORROW = "2026-11-24"
POLITE = re.compile(
    r"Another mlprep has been writing|Something was stored in another terminal"
    r"|There is a plan already|There is nothing to (take|bring) back|All of that is done"
    r"|one would replace it|is damaged|is missing|Your plan holds nothing open"
)
Script = Callable[[int], Iterator[Sequence[str]]]


def at_once(home: Path, script: Script, today: str, processes: int) -> list[Run]:
    """What each command of each process came to; all processes start at the same moment."""
    start, go = os.pipe()
    ends, children = [], []
    for who in range(processes):
        source, into = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(go)
            _take_part(home, script(who), today, start, into)
        os.close(into)
        ends.append(source)
        children.append(child)
    os.close(start)
    os.close(go)  # everyone waits for this
    runs: list[Run] = []
    for child, source in zip(children, ends, strict=True):
        with os.fdopen(source, encoding="utf-8") as stream:
            runs += [_reported(line) for line in stream]
        status = os.waitpid(child, 0)[1]
        demand(status == 0, "a process broke off", status)
    return runs


def _take_part(
    home: Path, commands: Iterator[Sequence[str]], today: str, start: int, into: int
) -> None:
    """In a child: wait for the start, give the commands, report each, and end."""
    code = 1
    try:
        os.read(start, 1)
        with os.fdopen(into, "w", encoding="utf-8") as stream:
            for words in commands:
                run = direct(words, home, today)
                stream.write(json.dumps([run.words, run.code, run.out[-200:], run.err]) + "\n")
        code = 0
    except BaseException:  # noqa: BLE001  # a child must not go on as its parent
        traceback.print_exc()
    finally:
        os._exit(code)


def _reported(line: str) -> Run:
    """A run as a child wrote it down."""
    words, code, out, err = json.loads(line)
    return Run(tuple(words), code, out, err)


def crowd(figures: Figures, root: Path, share: float = 1.0) -> None:
    """Every gathering; raises BrokenPromiseError with the command that was lost or rude."""
    bases = make_bases(root)
    processes = max(4, round(PROCESSES * share))
    gatherings: tuple[tuple[str, Script, str], ...] = (
        ("planned", _everything, TODAY),
        ("planned", _notes, TOMORROW),  # all of them owe the backup of the day
        ("empty", _notes, TODAY),
        ("empty", _first_plans, TODAY),
        ("planned", _replans, TODAY),
        ("old", _notes, TODAY),
        ("damaged", _restores, TODAY),
        ("bereft", _restores, TODAY),
    )
    for base, script, today in gatherings:
        with fresh(bases[base]) as home:
            before = {event.id for event in events_of(home) or ()}
            runs = at_once(home, script, today, processes)
            _all_there(figures, home, before, runs)
    with fresh(bases["empty"]) as home:
        _undone_by_many(figures, home, processes)


def _notes(who: int) -> Iterator[Sequence[str]]:
    for number in range(COMMANDS):
        yield "note", "la-eigen", f"<{who}/{number}>"


def _everything(who: int) -> Iterator[Sequence[str]]:
    """Commands of every kind, the moment at which they meet left to chance."""
    pool: tuple[Sequence[str], ...] = (
        ("done", "stat-hypothesis"), ("know", "la-svd"), ("undo",), ("redo",), ("skip", "gen-gan"),
        ("pin", "stat-hypothesis"), ("practice", "grade", QUESTION, "--points", "1"),
        ("backup", "create"), ("note", "la-eigen", f"<{who}/x>"), ("history",),
    )  # fmt: skip
    for number in range(COMMANDS):
        yield pool[(who + number) % len(pool)]


def _first_plans(who: int) -> Iterator[Sequence[str]]:
    yield PLAN
    yield "note", "la-eigen", f"<{who}/after>"


def _replans(who: int) -> Iterator[Sequence[str]]:
    yield *REPLAN[:2], str(5 + who % 9), "--yes"
    yield "note", "la-eigen", f"<{who}/after>"


def _restores(who: int) -> Iterator[Sequence[str]]:
    """Everyone notices that the journal is broken, and mends it."""
    yield "backup", "restore", "--yes"
    yield "note", "la-eigen", f"<{who}/1>"
    yield "note", "la-eigen", f"<{who}/2>"


def _twice(word: str, _who: int) -> Iterator[Sequence[str]]:
    yield (word,)
    yield (word,)


def _all_there(figures: Figures, home: Path, before: set[str], runs: Sequence[Run]) -> None:
    """Acknowledged notes are stored once; others were refused politely; all of it is whole."""
    for run in runs:
        demand(run.code == 0 or (told_in_words(run) and POLITE.search(run.err)), run)
        figures.add("commands acknowledged" if run.code == 0 else "commands refused politely")
    events = events_of(home)
    demand(events is not None, "the journal cannot be read")
    stored = [event.data.get("text") for event in events or () if event.kind == "note"]
    for run in runs:
        if run.words[0] == "note":
            count = stored.count(run.words[2])
            wanted = sum(1 for other in runs if other.words == run.words and other.code == 0)
            demand(count == wanted, f"acknowledged {wanted} times, stored {count} times:", run)
    demand(before <= {event.id for event in events or ()}, "events are gone")
    batches = {event.batch for event in events or () if event.id not in before}
    kept = [run for run in runs if run.code == 0 and "Nothing was recorded." not in run.err]
    writers = [run for run in kept if run.words[0] in WRITING]
    demand(len(batches) >= len(writers), "fewer commands stored than acknowledged")
    consistent(home)
    sure(("doctor",), home, TOMORROW)
    figures.add("gatherings")


WRITING = ("note", "know", "skip", "pin", "practice", "undo", "redo")


def _undone_by_many(figures: Figures, home: Path, processes: int) -> None:
    """Every undo takes back a command of its own, and every redo brings one back."""
    notes = [f"<{number}>" for number in range(processes * 2)]
    for text in notes:
        sure(("note", "la-eigen", text), home, BEFORE)
    for turn, words in (("undo", "Taken back: "), ("redo", "Brought back: ")):
        runs = at_once(home, partial(_twice, turn), TODAY, processes)
        for run in runs:
            demand(run.code == 0 and run.err.startswith(words), run)
        turned = [e.data["batch"] for e in events_of(home) or () if e.kind == turn]
        demand(len(turned) == len(set(turned)) == len(notes), f"{turn} turned one command twice")
        figures.add(f"{turn}s at once", len(runs))
        left = sum(
            one["counts"]
            for one in json.loads(sure(("history", "--all", "--json"), home).out)["commands"]
        )
        demand(left == (0 if turn == "undo" else len(notes)), "what counts is wrong", left)
    figures.add("gatherings")
