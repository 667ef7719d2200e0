"""Part one: writing commands killed at a chosen system call, inside a write, or after a while.

What a command said is stored must then be stored, whole; reading and writing must go on at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.bases import PLAN, QUESTION, REPLAN, make_bases, sure
from bench.stage import (
    Figures,
    Run,
    database,
    demand,
    direct,
    events_of,
    forked,
    fresh,
)
from bench.strike import Exact, after, can_trace, held_for_tracing, size_limit
from mlprep.core.history import Event
from mlprep.core.progress import replay
from mlprep.store.backup import open_backup
from mlprep.store.journal import read_plan, read_plans
from mlprep.store.proof import integrity

KILLS = 1000
EXACT, TORN, SIZE = 0.5, 0.15, 0.1  # shares of the manners; the rest is killed after a while
DOCTOR_EVERY = 10
ACK = re.compile(
    r"Done: |Noted on|units (known|rusty)|Skipped: |Pinned: |Taken back: |Brought back: |Backed up"
    r"|Back: |Gone back: |Added\.|Due again|current one again"
)
REMARK = "An interrupted write was rolled back."
FAR = "afar.db"


@dataclass(frozen=True)
class Case:
    """A command that writes, the home it is given in, and the kind of event it stores."""

    base: str
    words: tuple[str, ...]
    kind: str
    holds: str = ""  # must stand in the data of its event


CASES = (
    Case("planned", ("done", "stat-hypothesis"), "done", "stat-hypothesis"),
    Case("planned", ("note", "la-eigen", "a third note"), "note", "a third note"),
    Case("planned", ("know", "la-svd"), "know", "la-svd"),
    Case("planned", ("skip", "dl-transformer"), "skip", "dl-transformer"),
    Case("planned", ("pin", "stat-hypothesis"), "pin", "stat-hypothesis"),
    Case("planned", ("practice", "grade", QUESTION, "--points", "1"), "answer", QUESTION),
    Case("planned", ("undo",), "undo"),
    Case("undone", ("redo",), "redo"),
    Case("planned", (*PLAN[:-1], "6", "--yes"), "plan"),
    Case("planned", (*REPLAN[:2], "9", "--yes"), "plan"),
    Case("planned", ("plans", "rollback", "1", "--yes"), "plan"),
    Case("planned", ("interview", "add", "2027-01-20", "First call", "--yes"), "plan"),
    Case("planned", ("backup", "create"), ""),
    Case("planned", ("backup", "create", "out.db"), ""),
    Case("planned", ("backup", "restore", "--yes"), "restore"),
    Case("planned", ("backup", "merge", FAR), "note", "from afar"),
    Case("empty", ("note", "la-eigen", "the first of all"), "note", "the first of all"),
    Case("empty", PLAN, "plan"),
    Case("empty", ("backup", "merge", FAR), "note", "from afar"),
    Case("damaged", ("backup", "restore", "--yes"), ""),
    Case("bereft", ("backup", "restore", "--yes"), ""),
    Case("old", ("note", "la-eigen", "after the first version"), "note", "after the first version"),
)


@dataclass(frozen=True)
class Measure:
    """What a case is when it is left alone: the calls it makes, how long it takes and writes."""

    calls: tuple[str, ...]
    seconds: float
    size: int


Hit = tuple[Case, str, float]  # a case, the manner of the kill, and where it strikes


def words_in(case: Case, home: Path) -> tuple[str, ...]:
    """The command, with the files it names where they belong."""
    places = {FAR: home.parent / FAR, "out.db": home / "out.db"}
    return tuple(str(places.get(word, word)) for word in case.words)


def measured(case: Case, bases: Mapping[str, Path], *, traced: bool) -> Measure:
    """Let a case run to its end, once alone and once followed."""
    with fresh(bases[case.base]) as home:
        begun = perf_counter()
        run = forked(words_in(case, home), home)
        seconds = perf_counter() - begun
        demand(run.code == 0, run)
        size = max(path.stat().st_size for path in (home / "state").rglob("*.db"))
    count = Exact(at=0)
    if traced:
        with fresh(bases[case.base]) as home:
            forked(words_in(case, home), home, prepare=held_for_tracing, strike=count)
    return Measure(tuple(count.seen), seconds, size)


def hits(figures: Figures, measures: Mapping[Case, Measure], count: int) -> list[Hit]:
    """So many kills, drawn from every point there is; those that are not mere pages come first."""
    exact: list[Hit] = []
    pages: list[Hit] = []
    torn: list[Hit] = []
    for case, measure in measures.items():
        for at, name in enumerate(measure.calls, start=1):
            (pages if name == "pwrite" else exact).append((case, "kill", at))
            if name == "pwrite":
                torn.append((case, "torn", at))
    for points in (exact, pages, torn):
        figures.chance.shuffle(points)
    chosen = [*exact, *pages][: round(count * EXACT)] + torn[: round(count * TORN)]
    chosen += islice(_sizes(figures, measures), round(count * SIZE))
    chosen += islice(_delays(figures, measures), max(0, count - len(chosen)))
    return chosen


def _sizes(figures: Figures, measures: Mapping[Case, Measure]) -> Iterator[Hit]:
    while True:
        case = figures.chance.choice(list(measures))
        yield case, "size", figures.chance.randrange(measures[case].size)


def _delays(figures: Figures, measures: Mapping[Case, Measure]) -> Iterator[Hit]:
    while True:
        case = figures.chance.choice(list(measures))
        yield case, "after", measures[case].seconds * figures.chance.uniform(0, 1.1)


def struck(home: Path, hit: Hit) -> Run:
    """Give the command and kill it."""
    case, manner, where = hit
    words = words_in(case, home)
    if manner == "after":
        return forked(words, home, strike=after(where))
    if manner == "size":
        return forked(words, home, prepare=size_limit(int(where), deadly=True))
    strike = Exact(int(where), manner)
    return forked(words, home, prepare=held_for_tracing, strike=strike)


def kills(figures: Figures, root: Path, share: float = 1.0) -> None:
    """Kill so many commands; raises BrokenPromiseError with the hit that broke something."""
    bases = make_bases(root)
    measures = {case: measured(case, bases, traced=can_trace()) for case in CASES}
    chosen = hits(figures, measures, round(KILLS * share))
    for number, hit in enumerate(chosen):
        case, manner, where = hit
        with fresh(bases[case.base]) as home:
            before = events_of(home) or ()
            run = struck(home, hit)
            figures.add("commands")
            figures.add(f"killed: {manner}" if run.killed else "were quicker than the kill")
            try:
                _examined(figures, home, case, before, run)
                if number % DOCTOR_EVERY == 0:
                    sure(("doctor",), home)
                    figures.add("doctor content")
            except Exception as error:
                error.add_note(f"{case} {manner} at {where}: {run}")
                raise


def _examined(figures: Figures, home: Path, case: Case, before: Sequence[Event], run: Run) -> None:
    demand(run.code in {-9, -25, 0}, "ended otherwise than by the kill", run)
    acked = run.code == 0 or bool(ACK.search(run.err))
    figures.add("acknowledged before the kill", run.killed and acked)
    if case.base in {"damaged", "bereft"}:
        _brought_back(figures, home, acked=acked)
    else:
        reader = direct(("history", "--all", "--json"), home)
        demand(reader.code == 0, "the next reader", reader)
        demand(not reader.err or reader.err.startswith(REMARK), reader)
        figures.add("interrupted writes rolled back by the next reader", bool(reader.err))
        now = events_of(home) or ()
        new = _only_whole(case, before, now)
        figures.add("stored", bool(new) and run.killed)
        if acked:
            _there(home, case, new, run)
        history_agrees(now, reader)
    consistent(home)
    again = direct(("note", "la-eigen", "life goes on"), home)
    demand(again.code == 0, "the next writer", again)
    left = [p for p in home.rglob(".*") if p.name.startswith((".new-", ".copy-"))]
    figures.add("runs that left a temporary file", bool(left))


def _only_whole(case: Case, before: Sequence[Event], now: Sequence[Event]) -> list[Event]:
    """What is new: all of one command or nothing; and nothing is gone."""
    held = {event.id for event in now}
    if case.base == "old":  # the migration gives moments; ids stay
        demand({event.id for event in before} <= held, "events are gone")
    else:
        demand(tuple(now[: len(before)]) == tuple(before) or case.words[1] == "merge",
               "events are gone or changed")  # fmt: skip
        demand({event.id for event in before} <= held, "events are gone")
    known = {event.id for event in before}
    new = [event for event in now if event.id not in known]
    if case.words[:2] == ("backup", "merge"):
        demand(len(new) in {0, 2}, "half a merge", new)
    else:
        demand(len({event.batch for event in new}) <= 1, "more than one command", new)
    return new


def _there(home: Path, case: Case, new: Sequence[Event], run: Run) -> None:
    """What was acknowledged is stored."""
    if case.kind:
        mine = [event for event in new if event.kind == case.kind]
        demand(mine, "acknowledged, not stored", run)
        demand(any(case.holds in json.dumps(event.data) for event in mine), "stored otherwise")
    elif "whole: " in run.err:
        path = Path(run.err.partition("whole: ")[2].strip())
        held = {event.id for event in open_backup(path)}
        demand({event.id for event in events_of(home) or ()} <= held, "the backup lacks events")


def _brought_back(figures: Figures, home: Path, *, acked: bool) -> None:
    """A restore that was killed is done, or can be done again."""
    reader = direct(("history", "--json"), home)
    demand(reader.code == 0 if acked else reader.code in {0, 3}, reader)
    if reader.code:
        sure(("backup", "restore", "--yes"), home)
        figures.add("restores done again")
    backup = min((database(home).parent / "backups").glob("*.db"))
    held = {event.id for event in events_of(home) or ()}
    demand({event.id for event in open_backup(backup)} <= held, "not all came back")


def consistent(home: Path) -> None:
    """Nothing is wrong with the journal, and it replays."""
    path = database(home)
    if not path.exists():
        return
    demand(integrity(path) == [], integrity(path))
    read_plans(path)
    replay(events_of(home) or (), load=partial(_plan, path))


def _plan(path: Path, digest: str) -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(read_plan(path, digest))
    return plan


def history_agrees(events: Sequence[Event], reader: Run) -> None:
    """What `history` says counts is what an own reading of undo and redo comes to."""
    if any(event.kind == "restore" for event in events):
        return
    live: list[str] = []
    undone: list[str] = []
    for event in events:
        turned = event.data.get("batch", "")
        if event.kind == "undo":
            live.remove(turned)
            undone.append(turned)
        elif event.kind == "redo":
            undone.remove(turned)
            live.append(turned)
        elif event.batch not in live:
            live.append(event.batch)
            undone.clear()
    told = {one["id"]: one["counts"] for one in json.loads(reader.out)["commands"]}
    mine = {event.batch: event.batch in live for event in events if "batch" not in event.data}
    demand(told == mine, "history counts otherwise than replayed by hand")
