"""The hall: everything outside the program, gathered once and lazily.

Commands get all they need from here: the day, the places, the catalog, what the user did, the
terminal. It is also the one way by which anything is written: `record`.
"""

from __future__ import annotations

import json
import os
import sys
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from rich.console import Console, RenderableType
from rich.text import Text

from mlprep.core.fields import FORMAT
from mlprep.core.models import Catalog
from mlprep.core.papers import Paper, papers_data, papers_of, with_papers
from mlprep.core.plan import Plan
from mlprep.core.progress import Event, State, live_events, replay
from mlprep.errors import UsageError, UserError
from mlprep.store.catalog import CatalogReport, check_catalog, load_catalog
from mlprep.store.files import write_text
from mlprep.store.journal import append_events, read_events
from mlprep.store.papers import read_papers
from mlprep.store.places import Places, find_places
from mlprep.store.sources import own_file
from mlprep.store.yamltext import yaml_text
from mlprep.terminal import Keyboard

LEAST_WIDTH = 40


@dataclass
class World:
    """One run of the program: where it runs, for whom, on which day."""

    home: str | None = None

    @cached_property
    def today(self) -> date:
        """The local date; MLPREP_TODAY stands in for the clock."""
        stated = os.environ.get("MLPREP_TODAY")
        if not stated:
            return date.today()  # noqa: DTZ011  # study days are local dates, and this is the one clock
        try:
            return date.fromisoformat(stated)
        except ValueError:
            raise UserError(
                f"MLPREP_TODAY is {stated!r}, which is not a date.", "Write it as 2027-03-14."
            ) from None

    @property
    def now(self) -> datetime:
        """This instant in UTC; with MLPREP_TODAY, noon of that day."""
        if os.environ.get("MLPREP_TODAY"):
            return datetime.combine(self.today, time(12), UTC)
        return datetime.now(UTC)

    @cached_property
    def places(self) -> Places:
        """Where this user's files live."""
        return find_places(self.home or os.environ.get("MLPREP_HOME") or None)

    @cached_property
    def base_catalog(self) -> Catalog:
        """The catalog, with the user's own files laid over it."""
        return load_catalog(self.places)

    @cached_property
    def catalog(self) -> Catalog:
        """The catalog with the user's papers as a domain."""
        return with_papers(self.base_catalog, self.papers)

    @cached_property
    def papers(self) -> tuple[Paper, ...]:
        """The user's reading list; read from the events, so that the state may need a catalog."""
        held = [event.data for event in live_events(self.events) if event.kind == "papers"]
        return papers_of(held[-1]) if held else ()

    def take_papers(self, path: Path) -> None:
        """Go on with the reading list of a file; it is not recorded by this."""
        self.__dict__["papers"] = read_papers(path)
        self.__dict__.pop("catalog", None)

    @property
    def papers_taken(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What is to be recorded of the reading list: nothing if it is the recorded one."""
        return [] if self.papers == self.state.papers else [("papers", papers_data(self.papers))]

    @cached_property
    def events(self) -> list[Event]:
        """Everything the user did."""
        return read_events(self.places.database)

    @cached_property
    def state(self) -> State:
        """Where the user stands."""
        return replay(self.events)

    @property
    def plan(self) -> Plan:
        """The current plan. Raises UserError if there is none yet."""
        if self.state.plan is None:
            raise UserError("There is no plan yet.", "Make one: mlprep plan")
        return self.state.plan

    @property
    def last_batch(self) -> list[Event]:
        """The events of the newest command that an undo would take back."""
        live = live_events(self.events)
        return [event for event in live if event.batch == live[-1].batch] if live else []

    def record(self, happened: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Put on disk what the user did with one command: (kind, data) pairs, one undo unit."""
        batch = uuid.uuid4().hex
        at = self.now.isoformat(timespec="seconds")
        events = [Event(uuid.uuid4().hex, batch, at, kind, dict(data)) for kind, data in happened]
        append_events(self.places.database, events)
        for name in ("events", "state", "papers", "catalog"):
            self.__dict__.pop(name, None)

    def undo(self) -> list[Event]:
        """Take back the newest command that counts; its events. Raises UserError if none does."""
        last = self.last_batch
        if not last:
            raise UserError("There is nothing to take back.", "Nothing was done yet.")
        self.record([("undo", {"batch": last[0].batch})])
        return last

    @cached_property
    def out(self) -> Console:
        """The answer: standard output."""
        return _console(sys.stdout)

    @cached_property
    def talk(self) -> Console:
        """Talk beside the answer: standard error."""
        return _console(sys.stderr)

    @property
    def asks(self) -> bool:
        """Whether there is someone at a terminal who can answer a question."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def piped(self) -> bool:
        """Whether the answer goes somewhere other than a terminal."""
        return not sys.stdout.isatty()

    def show(self, renderable: RenderableType) -> None:
        """Print an answer; in a pipe without the blanks that fill a screen's lines."""
        if not self.piped:
            self.out.print(renderable)
            return
        with self.out.capture() as captured:
            self.out.print(renderable)
        lines = captured.get().rstrip("\n").split("\n")
        sys.stdout.write("\n".join(line.rstrip() for line in lines) + "\n")

    def say(self, text: str) -> None:
        """Print a remark on standard error, wrapped if someone watches."""
        self.talk.print(Text(text), soft_wrap=not sys.stderr.isatty())

    def say_all(self, remarks: Iterable[str]) -> None:
        """Print remarks on standard error, a line each."""
        for remark in remarks:
            self.say(remark)

    def ask(self, question: str, default: str = "") -> str:
        """Ask at the terminal; an empty answer is the default."""
        shown = f"{question} [{default}] " if default else f"{question} "
        self.talk.print(Text(shown), end="", soft_wrap=True)
        return input().strip() or default

    def confirm(self, question: str) -> bool:
        """Ask a yes-or-no question until it is answered; Enter is no."""
        while True:
            answer = self.ask(f"{question} (y/n)", "n").lower()
            if answer[:1] in ("y", "n"):
                return answer[:1] == "y"

    def print_json(self, data: Mapping[str, Any]) -> None:
        """Print plain data for scripts; never passes through rich."""
        utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        sys.stdout.write(json.dumps(data, ensure_ascii=not utf8, indent=2) + "\n")

    def choose(self, question: str, names: Sequence[str], shown: RenderableType) -> list[str]:
        """Let the user pick one of the names; in a pipe this is an error."""
        if not names:
            raise UserError("Nothing is open today.", "Name what you did: mlprep done TOPIC")
        if not self.asks:
            raise UsageError("What is done? Name it.", f"For example: mlprep done {names[0]}")
        self.talk.print(shown)
        words = self.ask(question, "1").split()
        chosen = [int(w) - 1 if w.isdigit() and 0 < int(w) <= len(names) else w for w in words]
        return [names[word] if isinstance(word, int) else word for word in chosen]

    def keyboard(self) -> Keyboard:
        """The keys of a terminal. Raises UsageError unless someone sits at one."""
        if not self.asks:
            raise UsageError(
                "Practice needs a terminal.",
                "In a script: mlprep practice --list --json, then mlprep practice grade ID",
            )
        return Keyboard()

    def print_text(self, text: str) -> None:
        """Print plain text as it is."""
        sys.stdout.write(text)

    def write_file(self, path: Path, text: str) -> None:
        """Write a file the user asked for."""
        write_text(path, text)

    def catalog_check(self) -> CatalogReport:
        """Every fault (raised as DataFaultError) and every note on the balance of the catalog."""
        return check_catalog(self.places)

    def own_file(self, kind: str) -> Path:
        """Where the user's own entries of a kind go."""
        return own_file(self.places, kind)

    def print_yaml(self, data: Any) -> None:
        """Print plain data as YAML, in the form of the catalog's files."""
        sys.stdout.write(yaml_text(data))

    def answer(self, data: Mapping[str, Any]) -> None:
        """Print a JSON answer of the current format."""
        self.print_json({"format": FORMAT, **data})


def _console(stream: Any) -> Console:
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = max(console.width, LEAST_WIDTH)
    return console
