"""A candidate, day by day for sixteen weeks: how the plan holds, and what each replan changes.

The candidate attends 85 % of the study days, needs 15 % more time than estimated, loses a
fortnight, has the interview moved twice and a second one added, notes the time taken, and replans
when `today` says that too much is open. Run: python -m bench.candidate [CANDIDATES]
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from bench.table import show
from mlprep.core import interviews
from mlprep.core.capacity import allowed_minutes, build_calendar
from mlprep.core.check import faults
from mlprep.core.history import Event
from mlprep.core.models import Catalog
from mlprep.core.plan import Item, Plan
from mlprep.core.profile import Wish, make_profile
from mlprep.core.progress import APPLY, State, forget_begun
from mlprep.core.proposal import Proposal, propose
from mlprep.core.renames import Renames
from mlprep.core.replan import Manner, replanned
from mlprep.core.standing import standing
from mlprep.core.today import queue
from mlprep.store.cache import load_catalog
from mlprep.store.places import Places

START = date(2026, 11, 23)
WEEKS, HOURS = 16, "10"
ATTENDS, SLOWER = 0.85, 1.15
EARLY = 21  # days: before week 4
ROLES = (
    ("research-engineer", None), ("software-engineer", None), ("data-scientist", None),
    ("research-scientist", "nlp-llm"), ("postdoctoral-researcher", "computer-vision"),
)  # fmt: skip


@dataclass
class Replan:
    """What one replan did."""

    day: date
    new_units: int
    value: int
    fresh: int
    faults: int
    kept: bool  # done, pinned and weekly minutes as they were
    again: bool  # whether replanning once more changes nothing


@dataclass
class Report:
    """One candidate's sixteen weeks."""

    role: str
    early_replan: bool = False
    undoable: list[str] = field(default_factory=list)
    replans: list[Replan] = field(default_factory=list)
    done: int = 0


class Candidate:
    """The state of one simulated person; every random number comes from `seed`."""

    def __init__(self, catalog: Catalog, role: tuple[str, str | None], seed: int) -> None:
        self.catalog = catalog
        self.chance = random.Random(seed)  # a simulation, not a secret
        self.state = State()
        self.report = Report(role[0])
        self.numbers = 0
        self.lost = START + timedelta(days=self.chance.randint(28, 70))
        wish = Wish((role[0],), role[1], weeks=WEEKS, hours=HOURS)
        self.take(propose(catalog, wish, self.state, START, Manner()))

    def event(self, kind: str, day: date, data: dict[str, Any]) -> None:
        """Something happened."""
        self.numbers += 1
        at = datetime.combine(day, time(12), UTC).isoformat()
        name = f"e{self.numbers}"
        APPLY[kind](self.state, Event(name, name, at, kind, data), Renames({}))

    def take(self, made: Proposal) -> None:
        """Accept a plan."""
        forget_begun(self.state, made.new.profile.begun)
        self.state.plan = made.new
        self.state.origin = made.new.profile.first.isoformat()

    def study(self, day: date) -> None:
        """Do what `today` says until the day's minutes are over."""
        plan = self.plan
        here = queue(plan, self.state, day)
        room = float(allowed_minutes(plan.profile, day))
        self.check(day, here.items, sum(here.now.values()), room)
        for item in here.items:
            real = here.now[item.id] * SLOWER * self.chance.uniform(0.9, 1.1)
            if real > room + 5:
                part = int(room / SLOWER) // 5 * 5
                if item.kind == "learn" and part >= 5 and item.unit:
                    self.part(item.unit, day, part)
                return
            room -= real
            self.finish(item, day, here.now[item.id], here.left[item.id])

    def finish(self, item: Item, day: date, now: int, left: int) -> None:
        """Tell mlprep what was done, as a person would: the part, the unit, or the item."""
        on = day.isoformat()
        if item.kind != "learn" or not item.unit:
            self.event("done", day, {"units": [], "items": [item.id], "on": on})
        elif now < left or (item.part and item.part[0] < item.part[1]):
            self.part(item.unit, day, now)
        else:
            whole = self.catalog.depth(item.unit).minutes
            took = round(whole * SLOWER * self.chance.uniform(0.9, 1.1))
            took = max(1, took - self.state.spent.get(item.unit, 0))
            self.event("done", day, {"units": [item.unit], "items": [], "on": on, "took": took})

    def part(self, unit: str, day: date, minutes: int) -> None:
        """Some minutes of a unit."""
        data = {"unit": unit, "minutes": minutes, "on": day.isoformat()}
        self.event("part", day, {**data, "took": round(minutes * SLOWER)})

    def check(self, day: date, items: tuple[Item, ...], minutes: int, room: float) -> None:
        """Whether today can be done: within the minutes, and what is needed comes before."""
        if minutes > room:
            self.report.undoable.append(f"{day}: {minutes} of {room:g} minutes")
        settled = {unit for unit in self.plan.unit if self.state.has(unit)}
        for item in items:
            unit = self.plan.unit.get(item.unit or "")
            if item.kind == "learn" and unit:
                missing = [n for n in unit.requires if n in self.plan.unit and n not in settled]
                if missing:
                    self.report.undoable.append(f"{day}: {item.id} before {missing[0]}")
                settled.add(unit.id)

    @property
    def plan(self) -> Plan:
        """The plan that runs."""
        assert self.state.plan is not None
        return self.state.plan

    def replan(self, day: date, wish: Wish) -> None:
        """Replan, take it, and note what it did."""
        old, before_done = self.plan, {*self.state.done}
        made = propose(self.catalog, wish, self.state, day, Manner())
        if made.same:
            return
        profile = make_profile(wish, self.catalog, self.state, day)
        fresh = replanned(self.catalog, profile, self.state, day, Manner(stay=False))
        pinned = {u for u in self.state.pinned if u in old.selected and not self.state.has(u)}
        dates = {i.unit: i.date for i in made.new.items() if i.kind == "learn"}
        before = {i.unit: i.date for i in old.items() if i.kind == "learn"}
        kept = not any(unit in self.state.done for unit in made.new.selected)
        firm = [u for u in pinned if self.firm(old, u, day, made.new)]
        kept &= all(dates.get(u) == before[u] for u in firm)
        kept &= all(
            sum(i.minutes for i in week.items) <= week.capacity_minutes for week in made.new.weeks
        )
        self.take(made)
        again = propose(self.catalog, Wish(more_off=True), self.state, day, Manner())
        self.report.replans.append(
            Replan(
                day,
                len(made.change.of("added")),
                made.new.selection.value,
                fresh.selection.value,
                len(faults(made.new, self.catalog, {*before_done, *self.state.known})),
                kept,
                again.same or again.change.empty,
            )
        )

    def firm(self, old: Plan, unit: str, day: date, new: Plan) -> bool:
        """Whether nothing stands against a pin: days to come that have room, no need overdue."""
        pieces = [item for item in old.items() if item.unit == unit and item.kind == "learn"]
        days = [item.date for item in pieces]
        project = sum(item.minutes for item in new.items() if item.kind == "project")
        room = {d.date: d.free for d in build_calendar(new.profile, project).days if not d.sweep}
        if any(room.get(item.date, 0) < item.minutes for item in pieces):
            return False
        needs = [need for need in old.unit[unit].requires if not self.state.has(need)]
        late = [i for i in old.items() if i.unit in needs and i.kind == "learn" and i.date < day]
        return not late and min(days) >= day

    def live(self) -> Report:
        """All the days to the interview."""
        day, end = START, self.plan.profile.interview
        moves = {
            START + timedelta(days=38): Wish(
                interview=(end - timedelta(days=10)).isoformat(), more_off=True
            ),
            START + timedelta(days=66): Wish(
                interview=(end + timedelta(days=4)).isoformat(), more_off=True
            ),
        }
        second = START + timedelta(days=52)
        while day < self.plan.profile.interview:
            if day == START + timedelta(days=9):
                later = [i for i in self.plan.items() if i.kind == "learn" and not i.part]
                unit = self.chance.choice([i for i in later if i.date > second]).unit
                self.event("pin", day, {"units": [unit], "pinned": True})
            if day == second:
                one = interviews.make(
                    self.catalog.role[self.plan.profile.roles[0]],
                    day + timedelta(days=24), "Second company", "", day,
                )  # fmt: skip
                found = interviews.added(self.plan.profile, one)
                self.replan(day, Wish(interviews=found, more_off=True))
            if day in moves:
                self.replan(day, moves[day])
            away = self.lost <= day < self.lost + timedelta(days=14)
            if allowed_minutes(self.plan.profile, day) and not away:
                if standing(self.plan, self.state, self.catalog, day).behind:
                    self.report.early_replan |= day < START + timedelta(days=EARLY)
                    self.replan(day, Wish(more_off=True))
                if self.chance.random() < ATTENDS:
                    self.study(day)
            day += timedelta(days=1)
        self.report.done = sum(":" in name and "/" not in name for name in self.state.done)
        return self.report


def shipped() -> Catalog:
    """The shipped catalog alone."""
    nowhere = Path("/no folder")
    return load_catalog(Places(nowhere, nowhere, nowhere))


def simulate(count: int, first: int = 0) -> Iterator[Report]:
    """So many candidates, of every role in turn."""
    catalog = shipped()
    for seed in range(first, first + count):
        yield Candidate(catalog, ROLES[seed % len(ROLES)], seed).live()


def summary(reports: list[Report]) -> dict[str, float]:
    """The figures that are promised."""
    replans = [one for report in reports for one in report.replans]
    return {
        "candidates": len(reports),
        "days that could not be done": sum(len(r.undoable) for r in reports),
        "plans with no replan before week 4, %": 100
        * sum(not r.early_replan for r in reports)
        / len(reports),
        "replans": len(replans),
        "replans that broke a law": sum(bool(r.faults) for r in replans),
        "replans that lost something done or pinned, or more minutes": sum(
            not r.kept for r in replans
        ),
        "least value against a fresh plan, %": min(
            100 * r.value / r.fresh if r.fresh else 100 for r in replans
        ),
        "new units in a replan, median": statistics.median(r.new_units for r in replans),
        "replans that change something when repeated": sum(not r.again for r in replans),
        "units done, median": statistics.median(r.done for r in reports),
    }


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    reports = list(simulate(count))
    for words, figure in summary(reports).items():
        show(f"{figure:10.1f}  {words}")
    for report in reports:
        for fault in report.undoable[:2]:
            show(f"            {report.role}: {fault}")


if __name__ == "__main__":
    main()
