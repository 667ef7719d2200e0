"""What the user did, folded into where they stand: events → state.

State is never stored; it is the replay of the events. `undo` is an event too: it names the batch
(all events of one command) that no longer counts. Unknown units are kept, not dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from mlprep.core.memory import Review
from mlprep.core.models import Topic
from mlprep.core.papers import Paper, papers_of
from mlprep.core.plan import CARRIED, Item, Plan


@dataclass(frozen=True)
class Event:
    """One thing the user did; `at` is an ISO instant in UTC, `batch` the command it was part of.

    Kinds and their data: plan {plan}, done {units, items, on, took?}, part {unit, minutes, on},
    know {units, rusty, forgotten}, answer {question, points, of, grade, text?}, undo {batch},
    papers {papers}.
    """

    id: str
    batch: str
    at: str
    kind: str
    data: Mapping[str, Any]


@dataclass
class State:
    """Where the user stands."""

    plan: Plan | None = None
    done: dict[str, date] = field(default_factory=dict)  # units, and items without a unit
    parts: dict[str, list[tuple[date, int]]] = field(default_factory=dict)  # minutes of units
    known: dict[str, None] = field(default_factory=dict)
    rusty: dict[str, None] = field(default_factory=dict)
    unlearnt: dict[str, None] = field(default_factory=dict)  # said not to be known after all
    answers: dict[str, list[Review]] = field(default_factory=dict)  # by question, in time order
    papers: tuple[Paper, ...] = ()  # the reading list that is a domain
    last: Event | None = None  # the newest event that an undo would take back

    def has(self, unit: str) -> bool:
        """Whether the unit needs no more study."""
        return unit in self.done or unit in self.known

    def studied(self, unit: str) -> int:
        """Minutes of a unit that were recorded in parts."""
        return sum(minutes for _, minutes in self.parts.get(unit, ()))

    def left(self, item: Item) -> int:
        """Minutes of an item that are still to do: parts of a unit count towards its pieces."""
        if self.item_done(item):
            return 0
        if item.kind != "learn" or not item.unit or self.plan is None:
            return item.minutes
        before = 0
        for other in self.plan.items():
            if other.id == item.id:
                break
            if other.kind == "learn" and other.unit == item.unit:
                before += other.minutes
        return item.minutes - min(item.minutes, max(0, self.studied(item.unit) - before))

    def item_done(self, item: Item) -> bool:
        """Whether an item of the plan is done, itself or through its unit."""
        if item.id in self.done:
            return True
        if item.kind != "learn" or not item.unit:
            return _whole(item) in self.done
        return self.has(item.unit) or self._part_done(item)

    def _part_done(self, item: Item) -> bool:
        """Whether the minutes studied of the unit cover this piece and all before it."""
        studied = self.studied(item.unit or "")
        if not studied or self.plan is None:
            return False
        before = 0
        for other in self.plan.items():
            if other.kind == "learn" and other.unit == item.unit:
                before += other.minutes
                if other.id == item.id:
                    return studied >= before
        return False


def _whole(item: Item) -> str:
    """The id of the whole of which the item may be a part ("project-2" of "project-2/1")."""
    return item.id.partition("/")[0] if item.part else item.id


def live_events(events: Sequence[Event]) -> list[Event]:
    """The events that count: those whose batch no later undo names, without the undos."""
    undone = {event.data["batch"] for event in events if event.kind == "undo"}
    return [event for event in events if event.kind != "undo" and event.batch not in undone]


def replay(events: Sequence[Event]) -> State:
    """The state after the events. Events of unknown kinds are left alone."""
    state = State()
    for event in live_events(events):
        if event.kind == "plan":
            state.plan = Plan.model_validate(event.data["plan"])
            _forget_items(state)
        elif event.kind == "papers":
            state.papers = papers_of(event.data)
        elif event.kind == "done":
            _apply_done(state, event.data)
        elif event.kind == "part":
            part = (date.fromisoformat(event.data["on"]), int(event.data["minutes"]))
            state.parts.setdefault(event.data["unit"], []).append(part)
        elif event.kind == "know":
            _apply_know(state, event.data)
        elif event.kind == "answer":
            review = Review(datetime.fromisoformat(event.at), str(event.data["grade"]))
            state.answers.setdefault(event.data["question"], []).append(review)
        state.last = event
    return state


def _forget_items(state: State) -> None:
    """Quizzes, practice and mocks belong to their plan; units and whole milestones stay done."""
    for name in list(state.done):
        if ":" not in name and (not name.startswith("project-") or "/" in name):
            del state.done[name]


def _apply_done(state: State, data: Mapping[str, Any]) -> None:
    day = date.fromisoformat(data["on"])
    for name in [*data.get("units", ()), *data.get("items", ())]:
        state.done[name] = day


def _apply_know(state: State, data: Mapping[str, Any]) -> None:
    """Move each unit to the one place it was said to belong: known, rusty or neither."""
    places = (("units", state.known), ("rusty", state.rusty), ("forgotten", state.unlearnt))
    for name, place in places:
        for unit in data.get(name, ()):
            for _, other in places:
                other.pop(unit, None)
            place[unit] = None


@dataclass(frozen=True)
class Standing:
    """How far the plan has come on a day; all minutes are of new material and projects."""

    units_done: int
    units_total: int
    minutes_done: int
    minutes_planned: int
    open_minutes: int  # open from before that day
    behind: bool
    pillars: Mapping[str, tuple[int, int]]  # done and planned minutes by pillar
    project: tuple[int, int]  # done and planned minutes of the project

    def to_json(self) -> dict[str, Any]:
        """The standing as plain data."""
        pillars = {p: {"done": d, "planned": t} for p, (d, t) in self.pillars.items()}
        project = {"done": self.project[0], "planned": self.project[1]}
        return {**asdict(self), "pillars": pillars, "project": project}


def standing(plan: Plan, state: State, today: date) -> Standing:
    """Compare the plan with what is done; "behind" means more open than this week can catch up."""
    pillars: dict[str, list[int]] = {}
    planned = done = open_before = 0
    project = [0, 0]
    for item in plan.items():
        if item.kind not in CARRIED:
            continue
        left = state.left(item)
        planned += item.minutes
        done += item.minutes - left
        if item.date < today:
            open_before += left
        place = pillars.setdefault(plan.unit[item.unit].pillar, [0, 0]) if item.unit else project
        place[0] += item.minutes - left
        place[1] += item.minutes
    units = plan.selected
    return Standing(
        units_done=sum(state.has(unit) for unit in units),
        units_total=len(units),
        minutes_done=done,
        minutes_planned=planned,
        open_minutes=open_before,
        behind=open_before > coming_catch_up(plan, today),
        pillars={pillar: (a, b) for pillar, (a, b) in pillars.items()},
        project=(project[0], project[1]),
    )


def coming_catch_up(plan: Plan, today: date) -> int:
    """Minutes of the next catch-up from that day on."""
    ahead = (i.minutes for i in plan.items() if i.kind == "catch-up" and i.date >= today)
    return next(ahead, 0)


def plan_with_progress(plan: Plan, state: State) -> dict[str, Any]:
    """The JSON of the plan with `done` on every item (format 1)."""
    data = plan.to_json()
    for week, shown in zip(plan.weeks, data["weeks"], strict=True):
        for item, entry in zip(week.items, shown["items"], strict=True):
            entry["done"] = state.item_done(item)
    return data


def topic_json(topic: Topic, state: State) -> dict[str, Any]:
    """One topic with what is done of it; `done` means every depth that the plan holds."""
    units = {f"{topic.id}:{name}": depth for name, depth in topic.depths.items()}
    chosen = state.plan.selected if state.plan else ()
    wanted = [unit for unit in units if unit in chosen] or [f"{topic.id}:basics"]
    return {
        "id": topic.id,
        "title": topic.title,
        "area": topic.area,
        "importance": topic.importance,
        "why": topic.why,
        "prerequisites": list(topic.prerequisites),
        "done": all(state.has(unit) for unit in wanted),
        "depths": {
            unit.partition(":")[2]: {
                "done": state.has(unit),
                "on": state.done[unit].isoformat() if unit in state.done else None,
                "known": unit in state.known,
                "planned": unit in chosen,
                "minutes": depth.minutes,
                "outcomes": list(depth.outcomes),
                "study": [part.model_dump(exclude_none=True) for part in depth.study],
            }
            for unit, depth in units.items()
        },
    }


def describe(batch: Sequence[Event]) -> str:
    """One command in words, for undo."""
    words = []
    for event in batch:
        data = event.data
        if event.kind == "plan":
            words.append("the plan made on " + event.at[:10])
        elif event.kind == "done":
            words.append("done " + ", ".join([*data.get("units", ()), *data.get("items", ())]))
        elif event.kind == "part":
            words.append(f"{data['minutes']} min of {data['unit']}")
        elif event.kind == "know":
            count = sum(len(data.get(k, ())) for k in ("units", "rusty", "forgotten"))
            words.append(f"what you said of knowing {count} units")
        elif event.kind == "papers":
            words.append(f"your reading list ({len(data['papers'])})")
        elif event.kind == "answer":
            words.append(f"the answer to {data['question']}, graded {data['grade']}")
        else:
            words.append(event.kind)
    return "; ".join(words)
