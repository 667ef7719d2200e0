"""Three machines, random commands, undo, redo, restore, merge: nothing is lost and all converge."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from mlprep.core.candidate import Profile
from mlprep.core.capacity import weekday_minutes
from mlprep.core.history import turnable
from mlprep.core.planner import make_plan
from mlprep.core.progress import State
from mlprep.world import World
from tests.strategies import START
from tests.test_roles import shipped

UNITS = ("la-eigen:basics", "la-eigen:solid", "prob-bayes:basics", "gone-topic:basics")
machines = st.integers(0, 2)


def plans() -> list[dict[str, Any]]:
    profile = Profile(
        roles=("data-scientist",),
        start=START,
        interview=START.replace(month=12),
        minutes_per_weekday=weekday_minutes(4),
    )
    other = profile.model_copy(
        update={"origin": START, "interview": START.replace(month=12, day=9)}
    )
    return [make_plan(shipped(), one).to_json() for one in (profile, other)]


PLANS = plans()


def seen(state: State) -> dict[str, Any]:
    """All of a state that a user could tell, the order of dictionaries left out."""
    shown = dict(vars(state))
    shown["plan"] = state.plan.to_json() if state.plan else None
    shown["plans"] = [(one.digest, one.because) for one in state.plans]
    return {key: value for key, value in shown.items() if key != "last"}


class Machines(RuleBasedStateMachine):
    """Homes of three machines of one person."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="mlprep-"))
        os.environ["MLPREP_TODAY"] = START.isoformat()
        self.count = 0
        self.copies: list[tuple[Path, dict[str, Any]]] = []

    def world(self, machine: int) -> World:
        return World(home=str(self.root / str(machine)))

    def write(self, machine: int, kind: str, data: dict[str, Any]) -> None:
        """One command; undone and brought back it leaves what it left."""
        before = seen(self.world(machine).state)
        self.world(machine).record([(kind, data)])
        after = seen(self.world(machine).state)
        self.world(machine).turn("undo")
        assert seen(self.world(machine).state) == before
        self.world(machine).turn("redo")
        assert seen(self.world(machine).state) == after

    @rule(machine=machines, unit=st.sampled_from(UNITS), took=st.sampled_from((None, 40)))
    def done(self, machine: int, unit: str, took: int | None) -> None:
        data: dict[str, Any] = {"units": [unit], "items": [], "on": START.isoformat()}
        self.write(machine, "done", data if took is None else {**data, "took": took})

    @rule(machine=machines, unit=st.sampled_from(UNITS), minutes=st.integers(5, 60))
    def part(self, machine: int, unit: str, minutes: int) -> None:
        data = {"unit": unit, "minutes": minutes, "on": START.isoformat()}
        self.write(machine, "part", data if minutes % 2 else {**data, "took": 2 * minutes})

    @rule(
        machine=machines,
        unit=st.sampled_from(UNITS),
        how=st.sampled_from(("units", "rusty", "forgotten")),
    )
    def know(self, machine: int, unit: str, how: str) -> None:
        self.write(machine, "know", {how: [unit]})

    @rule(machine=machines, clear=st.booleans())
    def note(self, machine: int, clear: bool) -> None:  # noqa: FBT001  # Hypothesis gives it by name
        self.count += 1
        data = {"clear": True} if clear else {"text": f"note {self.count}"}
        self.write(machine, "note", {"topic": "la-eigen", **data})

    @rule(machine=machines, unit=st.sampled_from(UNITS), pinned=st.booleans())
    def pin(self, machine: int, unit: str, pinned: bool) -> None:  # noqa: FBT001  # as above
        self.write(machine, "pin", {"units": [unit], "pinned": pinned})

    @rule(machine=machines, unit=st.sampled_from(UNITS), back=st.booleans())
    def skip(self, machine: int, unit: str, back: bool) -> None:  # noqa: FBT001  # as above
        self.write(machine, "skip", {"units": [unit], "until": None, "back": back})

    @rule(machine=machines, grade=st.sampled_from(("again", "good")))
    def answer(self, machine: int, grade: str) -> None:
        data = {"question": "prob-bayes-01", "points": [1], "of": 4, "grade": grade}
        self.write(machine, "answer", data)

    @rule(machine=machines, number=st.integers(0, 1))
    def plan(self, machine: int, number: int) -> None:
        self.count += 1
        self.write(machine, "plan", {"plan": PLANS[number], "because": f"plan {self.count}"})

    @rule(machine=machines)
    def rollback(self, machine: int) -> None:
        known = self.world(machine).state.plans
        if known:
            origin = self.world(machine).accepted_plan(known[0]).profile.first.isoformat()
            data = {"plan": known[0].digest, "origin": origin, "because": "back to plan 1"}
            self.write(machine, "plan", data)

    @rule(machine=machines, times=st.integers(1, 4))
    def undo_some_and_return(self, machine: int, times: int) -> None:
        states = [seen(self.world(machine).state)]
        for _ in range(times):
            if not turnable(self.world(machine).events, "undo"):
                break
            self.world(machine).turn("undo")
            states.append(seen(self.world(machine).state))
        while len(states) > 1:
            assert seen(self.world(machine).state) == states.pop()
            self.world(machine).turn("redo")
        assert seen(self.world(machine).state) == states[0]

    @rule(machine=machines)
    def undo(self, machine: int) -> None:
        if turnable(self.world(machine).events, "undo"):
            self.world(machine).turn("undo")

    @rule(machine=machines)
    def back_up(self, machine: int) -> None:
        self.count += 1
        if self.world(machine).events:
            target = self.root / f"copy-{self.count}.db"
            self.world(machine).care.make("by-hand", target)
            self.copies.append((target, seen(self.world(machine).state)))

    @rule(machine=machines, which=st.integers(0, 5))
    def restore(self, machine: int, which: int) -> None:
        if not self.copies:
            return
        source, then = self.copies[which % len(self.copies)]
        before = seen(self.world(machine).state)
        fresh = not self.world(machine).places.database.exists()
        self.world(machine).care.restore(source)
        assert seen(self.world(machine).state) == then
        if not fresh:
            self.world(machine).turn("undo")
            assert seen(self.world(machine).state) == before
            self.world(machine).turn("redo")
            assert seen(self.world(machine).state) == then

    @rule(machine=machines, other=machines)
    def merge(self, machine: int, other: int) -> None:
        self.count += 1
        if machine != other and self.world(other).events:
            copy = self.root / f"copy-{self.count}.db"
            self.world(other).care.make("by-hand", copy)
            self.world(machine).care.merge(copy)
            once = seen(self.world(machine).state)
            assert self.world(machine).care.merge(copy) == 0
            assert seen(self.world(machine).state) == once

    def teardown(self) -> None:
        if not hasattr(self, "root"):
            return
        for _ in range(2):
            for machine in range(3):
                for other in range(3):
                    self.merge(machine, other)
        states = [seen(self.world(m).state) for m in range(3) if self.world(m).events]
        assert all(state == states[0] for state in states)
        for machine in range(3):
            assert not [one for one in self.world(machine).examine() if one.state == "fault"]
        shutil.rmtree(self.root)
        del os.environ["MLPREP_TODAY"]


TestMachines = Machines.TestCase
TestMachines.settings = settings(max_examples=4, stateful_step_count=12)
