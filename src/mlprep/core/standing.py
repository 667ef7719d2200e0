"""How far the plan has come on a day, and a topic's place in it, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from mlprep.core.models import Catalog, Topic
from mlprep.core.plan import CARRIED, Item, Plan
from mlprep.core.progress import State

HORIZON = timedelta(weeks=6)  # how far the catch-up to come is counted on


class Standing(NamedTuple):
    """How far the plan has come; all minutes are of new material and projects.

    What was done under the plans that this one replaced counts as done.
    """

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
        return {**self._asdict(), "pillars": pillars, "project": project}


def standing(plan: Plan, state: State, catalog: Catalog, today: date) -> Standing:
    """Compare the plan with what is done.

    "Behind" means more open than the catch-up of the coming six weeks holds.
    """
    tally: dict[str, list[int]] = {}
    open_before = 0
    for item, left in _carried(plan, state, today):
        place = tally.setdefault(_pillar(item, catalog), [0, 0])
        place[0] += item.minutes - left
        place[1] += item.minutes
        open_before += left if item.date < today else 0
    for unit, minutes in plan.profile.begun.items():
        if unit in plan.selected:
            place = tally.setdefault(_pillar_of(unit, catalog), [0, 0])
            place[0] += minutes
            place[1] += minutes
    project = tally.pop(PROJECT, [0, 0])
    past = {item.unit for item in plan.past_items() if item.kind == "learn" and item.unit}
    units = [unit for unit in plan.selected if not _needless(unit, state, today)]
    return Standing(
        units_done=sum(state.has(unit) for unit in {*past, *units}),
        units_total=len({*past, *units}),
        minutes_done=project[0] + sum(done for done, _ in tally.values()),
        minutes_planned=project[1] + sum(planned for _, planned in tally.values()),
        open_minutes=open_before,
        behind=open_before > coming_catch_up(plan, today),
        pillars={pillar: (a, b) for pillar, (a, b) in tally.items()},
        project=(project[0], project[1]),
    )


PROJECT = "project"


def _carried(plan: Plan, state: State, today: date) -> Iterator[tuple[Item, int]]:
    """New material and project steps with the minutes still to do, skipped ones left out."""
    for item in plan.past_items():
        if item.kind in CARRIED:
            yield item, 0
    for item in plan.items():
        if item.kind in CARRIED and not (item.unit and _needless(item.unit, state, today)):
            yield item, state.left(item)


def _needless(unit: str, state: State, today: date) -> bool:
    """Whether a unit is skipped, or known without having been studied."""
    return state.waits(unit, today) or (unit in state.known and unit not in state.done)


def _pillar(item: Item, catalog: Catalog) -> str:
    if not item.unit:
        return PROJECT
    area = catalog.area.get(item.area or "")
    return area.pillar if area else _pillar_of(item.unit, catalog)


def _pillar_of(unit: str, catalog: Catalog) -> str:
    """The pillar of a unit; of one that the catalog no longer has, interview craft."""
    topic = catalog.topic.get(unit.partition(":")[0])
    return catalog.area[topic.area].pillar if topic else "craft"


def coming_catch_up(plan: Plan, today: date) -> int:
    """Minutes of catch-up in the six weeks from that day on."""
    ahead = (i for i in plan.items() if i.kind == "catch-up" and today <= i.date < today + HORIZON)
    return sum(item.minutes for item in ahead)


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
