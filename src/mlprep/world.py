"""The hall: everything outside the program, gathered once and lazily.

Commands get all they need from here: the day, the places, the catalog, what the user did, the
terminal. Everything that is written goes through here: `record` and `turn` for what the user does,
`care` for backups, `write_file` for exports.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mlprep.core.history import Event, describe, turnable
from mlprep.core.models import Catalog
from mlprep.core.papers import Paper, papers_data, with_papers
from mlprep.core.plan import Plan
from mlprep.core.progress import Accepted, State, reading_list, replay, sensible
from mlprep.core.quantities import parse_date
from mlprep.core.renames import Renames, renamed_plan
from mlprep.errors import UserError
from mlprep.screen import Screen
from mlprep.store.cache import load_catalog
from mlprep.store.faults import StaleError
from mlprep.store.files import write_text
from mlprep.store.journal import append_events, read_journal, read_plan
from mlprep.store.places import Places, find_places

if TYPE_CHECKING:
    from mlprep.core.findings import Finding
    from mlprep.store.care import Care
    from mlprep.store.catalog import CatalogReport

Happened = tuple[str, Mapping[str, Any]]
NOTHING = {
    "undo": ("There is nothing to take back.", "Nothing was done yet. See: mlprep history"),
    "redo": ("There is nothing to bring back.", "Only what undo took back, until you do more."),
}


@dataclass
class World(Screen):
    """One run of the program: where it runs, for whom, on which day."""

    home: str | None = None

    @cached_property
    def today(self) -> date:
        """The local date; MLPREP_TODAY stands in for the clock."""
        stated = os.environ.get("MLPREP_TODAY")
        if not stated:
            return date.today()  # noqa: DTZ011  # study days are local dates, and this is the one clock
        try:
            return parse_date(date.fromisoformat(stated).isoformat(), date.min)
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
        return reading_list(self.events)

    def take_papers(self, path: Path) -> None:
        """Go on with the reading list of a file; it is not recorded by this."""
        from mlprep.store.papers import read_papers

        self.__dict__["papers"] = read_papers(path)
        self.__dict__.pop("catalog", None)

    @property
    def papers_taken(self) -> list[tuple[str, Mapping[str, Any]]]:
        """What is to be recorded of the reading list: nothing if it is the recorded one."""
        return [] if self.papers == self.state.papers else [("papers", papers_data(self.papers))]

    @cached_property
    def events(self) -> Sequence[Event]:
        """Everything the user did."""
        return read_journal(self.places.database, self.say)

    @cached_property
    def state(self) -> State:
        """Where the user stands."""
        renames = Renames(self.catalog.renamed, self.catalog.question)
        return replay(self.events, renames, self._load_plan)

    def _load_plan(self, digest: str) -> Mapping[str, Any]:
        loaded: Mapping[str, Any] = json.loads(read_plan(self.places.database, digest))
        return loaded

    @property
    def plan(self) -> Plan:
        """The current plan. Raises UserError if there is none yet."""
        if self.state.plan is None:
            raise UserError("There is no plan yet.", "Make one: mlprep plan")
        return self.state.plan

    def accepted_plan(self, accepted: Accepted) -> Plan:
        """A plan that was taken at some time. Raises DataFaultError if it makes no sense."""
        renames = Renames(self.catalog.renamed)
        with sensible(accepted.at, "plan"):
            return Plan.model_validate(renamed_plan(self._load_plan(accepted.digest), renames))

    def record(self, happened: Sequence[Happened], *, unseen: bool = True) -> None:
        """Put on disk what the user did with one command: (kind, data) pairs, one undo unit.

        With `unseen` False, raises UserError, nothing stored, if another terminal has stored
        something since this command read what is there.
        """
        seen = None if unseen else len(self.events)
        try:
            self._append(happened, seen)
        except StaleError:
            raise UserError(
                "Something was stored in another terminal meanwhile; this was not.",
                "Look again, then give the command once more.",
            ) from None

    def settle(self, happened: Sequence[Happened], said: str, *, json: bool) -> None:
        """Record what changes, if anything does, and say what it was."""
        if happened:
            self.record(happened)
        if json:
            return self.answer({"recorded": len(happened), "message": said})
        return self.say(said)

    def _append(self, happened: Sequence[Happened], seen: int | None) -> None:
        batch = uuid.uuid4().hex
        at = self.now.isoformat(timespec="seconds")
        events = [Event(uuid.uuid4().hex, batch, at, kind, dict(data)) for kind, data in happened]
        from mlprep.store.backup import before_write

        before_write(self.places.database, self.now, self.say)
        append_events(self.places.database, events, self.say, seen=seen)
        self.forget()

    def forget(self) -> None:
        """Read anew, when next asked, what was stored."""
        for name in ("events", "state", "papers", "catalog"):
            self.__dict__.pop(name, None)

    def turn(self, kind: Literal["undo", "redo"]) -> str:
        """Take back, or bring back, one command; what it was in words. UserError if there is none.

        Of two terminals that do so at once, each turns a command of its own.
        """
        while True:
            batch = turnable(self.events, kind)
            if batch is None:
                raise UserError(*NOTHING[kind])
            words = describe([event for event in self.events if event.batch == batch])
            try:
                self._append([(kind, {"batch": batch})], len(self.events))
            except StaleError:
                self.forget()
            else:
                return words

    @property
    def care(self) -> Care:
        """The journal's backups, and what is done with them."""
        from mlprep.store.care import Care

        return Care(self.places.database, self.now, self.say)

    def write_file(self, path: Path, text: str, *, overwrite: bool) -> None:
        """Write a file the user asked for; one that is there already only to overwrite it."""
        write_text(path, text, overwrite=overwrite)

    def examine(self) -> list[Finding]:
        """What the doctor finds; changes nothing."""
        from mlprep.examination import examine

        return examine(self.places, self.now, self.say, lambda: self.catalog, lambda: self.state)

    def catalog_check(self) -> CatalogReport:
        """Every fault (raised as DataFaultError) and every note on the balance of the catalog."""
        from mlprep.store.catalog import check_catalog

        return check_catalog(self.places)

    def own_file(self, kind: str) -> Path:
        """Where the user's own entries of a kind go."""
        from mlprep.store.sources import own_file

        return own_file(self.places, kind)

    def print_yaml(self, data: Any) -> None:
        """Print plain data as YAML, in the form of the catalog's files."""
        from mlprep.store.yamltext import yaml_text

        self.print_text(yaml_text(data))
