"""What the user did, folded into where they stand: events → state.

State is never stored; it is the replay of the events that count. Ids that the catalog has renamed
are followed, and ids that it no longer has are kept, not dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from mlprep.core.history import Event, live_events
from mlprep.core.memory import GRADES, Review
from mlprep.core.papers import Paper, papers_of
from mlprep.core.plan import Item, Plan
from mlprep.core.renames import Renames, renamed_plan
from mlprep.errors import DataFaultError

MOST_POINTS = 1000  # of a question: more is no answer that mlprep stored
LoadPlan = Callable[[str], Mapping[str, Any]]


class Note(NamedTuple):
    """Words of the user on a topic."""

    at: str
    text: str


class Accepted(NamedTuple):
    """A plan that was taken: the event and instant, its digest, and why it was made."""

    event: str
    at: str
    digest: str
    because: str


class Part(NamedTuple):
    """Minutes of a unit that were studied on a day, and the minutes that this really took."""

    on: date
    minutes: int
    took: int


@dataclass
class State:
    """Where the user stands."""

    plan: Plan | None = None
    plans: list[Accepted] = field(default_factory=list)  # those that count, oldest first
    done: dict[str, date] = field(default_factory=dict)  # units, and items without a unit
    parts: dict[str, list[Part]] = field(default_factory=dict)  # of units, since the plan was made
    spent: dict[str, int] = field(default_factory=dict)  # minutes that all parts of units took
    took: dict[str, int] = field(default_factory=dict)  # minutes that the rest of units took
    known: dict[str, None] = field(default_factory=dict)
    rusty: dict[str, None] = field(default_factory=dict)
    unlearnt: dict[str, None] = field(default_factory=dict)  # said not to be known after all
    pinned: dict[str, None] = field(default_factory=dict)
    skipped: dict[str, date | None] = field(default_factory=dict)  # until a day, or for good
    notes: dict[str, list[Note]] = field(default_factory=dict)  # by topic
    answers: dict[str, list[Review]] = field(default_factory=dict)  # by question, in time order
    papers: tuple[Paper, ...] = ()  # the reading list that is a domain
    origin: str = ""  # of the line of plans that runs: the first day of its first plan

    def has(self, unit: str) -> bool:
        """Whether the unit needs no more study."""
        return unit in self.done or unit in self.known

    def knows(self, unit: str) -> bool:
        """Whether the unit is known, by what was said since or when the plan was made."""
        planned = self.plan is not None and unit in self.plan.profile.known
        return unit in self.known or (planned and unit not in self.unlearnt)

    def waits(self, unit: str, today: date) -> bool:
        """Whether the unit is skipped on that day."""
        return unit in self.skipped and ((until := self.skipped[unit]) is None or today < until)

    def studied(self, unit: str) -> int:
        """Minutes of a unit that were recorded in parts since the plan was made."""
        return sum(part.minutes for part in self.parts.get(unit, ()))

    def left(self, item: Item) -> int:
        """Minutes of an item that are still to do: parts of a unit count towards its pieces."""
        if self.item_done(item):
            return 0
        if item.kind != "learn" or not item.unit:
            return item.minutes
        return self._open(item)

    def item_done(self, item: Item) -> bool:
        """Whether an item of the plan is done, itself or through its unit."""
        if item.id in self.done:
            return True
        if item.kind != "learn" or not item.unit:
            return _whole(item) in self.done
        return self.has(item.unit) or not self._open(item)

    def _open(self, item: Item) -> int:
        """Minutes of a piece of a unit still to do; those studied go first to the pieces before."""
        left = self.studied(item.unit or "")
        for other in self.plan.items() if left and self.plan else ():
            if other.id == item.id:
                return other.minutes - min(other.minutes, max(0, left))
            if other.kind == "learn" and other.unit == item.unit:
                left -= other.minutes
        return item.minutes


def _whole(item: Item) -> str:
    """The id of the whole of which the item may be a part ("project-2" of "project-2/1")."""
    return item.id.partition("/")[0] if item.part else item.id


def _no_plan(digest: str) -> Mapping[str, Any]:
    raise KeyError(digest)


def replay(
    events: Sequence[Event], renames: Renames | None = None, load: LoadPlan = _no_plan
) -> State:
    """The state after the events, which are in order; events of unknown kinds are left alone.

    `load` gives the plan of a digest. Raises DataFaultError for an event that makes no sense.
    """
    state, names = State(), renames or Renames({})
    current: Event | None = None
    for event in live_events(events):
        with sensible(event.at, event.kind):
            if event.kind == "plan":
                _take_plan(state, event, names)
                current = event
            elif event.kind in APPLY:
                APPLY[event.kind](state, event, names)
    if current is not None:
        with sensible(current.at, current.kind):
            state.plan = _plan_of(current, names, load)
    return state


@contextmanager
def sensible(at: str, kind: str) -> Iterator[None]:
    """A block in which the data of an event may turn out not to be what its kind has."""
    try:
        yield
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise DataFaultError(
            f"What was stored on {at[:10]} ({kind}) makes no sense.",
            "To go back before it: mlprep undo, or mlprep backup restore",
        ) from None


def _plan_of(event: Event, names: Renames, load: LoadPlan) -> Plan:
    held = event.data["plan"]
    raw = held if isinstance(held, Mapping) else load(held)
    return Plan.model_validate(renamed_plan(raw, names))


def _take_plan(state: State, event: Event, names: Renames) -> None:
    """A plan counts from here on. In a new line of plans, what belonged to the old one is over."""
    held = event.data["plan"]
    profile = held["profile"] if isinstance(held, Mapping) else {}
    origin = str(event.data.get("origin") or profile.get("origin") or profile.get("start"))
    if origin != state.origin:
        state.origin = origin
        for name in list(state.done):
            if ":" not in name and (not name.startswith("project-") or "/" in name):
                del state.done[name]
    begun = event.data.get("begun") or profile.get("begun") or ()
    forget_begun(state, [name for unit in begun for name in names.units(unit)])
    digest = held if isinstance(held, str) else ""
    state.plans.append(Accepted(event.id, event.at, digest, str(event.data.get("because", ""))))


def forget_begun(state: State, begun: Iterable[str]) -> None:
    """What was begun before a plan is counted in the plan: its parts say nothing more."""
    for name in begun:
        state.parts.pop(name, None)
        for piece in [done for done in state.done if done.startswith(f"{name}/")]:
            del state.done[piece]


def _done(state: State, event: Event, names: Renames) -> None:
    day = date.fromisoformat(event.data["on"])
    units = [name for unit in event.data.get("units", ()) for name in names.units(unit)]
    for name in [*units, *(names.item(item) for item in event.data.get("items", ()))]:
        state.done[name] = day
    if "took" in event.data and len(units) == 1:
        state.took[units[0]] = int(event.data["took"])


def _part(state: State, event: Event, names: Renames) -> None:
    minutes = int(event.data["minutes"])
    took = int(event.data.get("took", minutes))
    part = Part(date.fromisoformat(event.data["on"]), minutes, took)
    for name in names.units(event.data["unit"]):
        state.parts.setdefault(name, []).append(part)
        state.spent[name] = state.spent.get(name, 0) + took


def _know(state: State, event: Event, names: Renames) -> None:
    """Move each unit to the one place it was said to belong: known, rusty or neither."""
    places = (("units", state.known), ("rusty", state.rusty), ("forgotten", state.unlearnt))
    for key, place in places:
        for unit in (name for u in event.data.get(key, ()) for name in names.units(u)):
            for _, other in places:
                other.pop(unit, None)
            place[unit] = None


def _answer(state: State, event: Event, names: Renames) -> None:
    grade, points = str(event.data["grade"]), int(event.data["of"])
    if points > MOST_POINTS:
        raise ValueError(points)
    missed = [n for n in range(1, points + 1) if n not in event.data["points"]]
    at = datetime.fromisoformat(event.at)
    review = Review(at, GRADES[GRADES.index(grade)], tuple(missed))
    state.answers.setdefault(names.question(str(event.data["question"])), []).append(review)


def _note(state: State, event: Event, names: Renames) -> None:
    for topic in names.topics(str(event.data["topic"])):
        if event.data.get("clear"):
            state.notes.pop(topic, None)
        else:
            text = "".join(c if c.isprintable() else " " for c in str(event.data["text"]))
            state.notes.setdefault(topic, []).append(Note(event.at, text))


def _pin(state: State, event: Event, names: Renames) -> None:
    """A pin ends a skip."""
    for unit in _units(event, names):
        state.pinned.pop(unit, None)
        if event.data["pinned"]:
            state.pinned[unit] = None
            state.skipped.pop(unit, None)


def _skip(state: State, event: Event, names: Renames) -> None:
    """A skip ends a pin."""
    until = event.data.get("until")
    for unit in _units(event, names):
        state.skipped.pop(unit, None)
        if not event.data.get("back"):
            state.skipped[unit] = date.fromisoformat(until) if until else None
            state.pinned.pop(unit, None)


def _units(event: Event, names: Renames) -> Iterator[str]:
    for unit in event.data["units"]:
        yield from names.units(unit)


def _papers(state: State, event: Event, _: Renames) -> None:
    state.papers = papers_of(event.data)


def reading_list(events: Sequence[Event]) -> tuple[Paper, ...]:
    """The user's papers, which the catalog needs before a state can be told."""
    state = State()
    for event in live_events(events):
        if event.kind == "papers":
            with sensible(event.at, event.kind):
                _papers(state, event, Renames({}))
    return state.papers


APPLY: Mapping[str, Callable[[State, Event, Renames], None]] = {
    "done": _done, "part": _part, "know": _know, "answer": _answer, "note": _note, "pin": _pin,
    "skip": _skip, "papers": _papers,
}  # fmt: skip
