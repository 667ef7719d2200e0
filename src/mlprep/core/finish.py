"""What `done X` means: names and options → events, and what to say about them.

A topic means its earliest open depth that the plan holds (basics without a plan); "X:solid" means
that depth and those below it; an item id means that item, and a piece ("X:basics/1") its minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from mlprep.core.fields import DEPTHS
from mlprep.core.models import Catalog, Topic
from mlprep.core.plan import Item
from mlprep.core.progress import State
from mlprep.core.quantities import spell_minutes
from mlprep.core.search import did_you_mean, find_topic, split_depth
from mlprep.core.today import queue
from mlprep.errors import UserError

Happened = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Finish:
    """What the user says is done; durations in minutes."""

    names: tuple[str, ...]
    every: bool
    part: int | None
    took: int | None
    on: date
    today: date


def finish(wish: Finish, catalog: Catalog, state: State) -> Happened:
    """The events that the wish amounts to; none if all of it was done before.

    Raises UserError for unknown names, days to come, and parts of more than one thing.
    """
    if wish.on > wish.today:
        raise UserError(f"{wish.on} is still to come.", "Name today or a day before it.")
    if (wish.part is not None or wish.took is not None) and len(wish.names) != 1:
        raise UserError("--part and --took go with one name.", "Give one name at a time.")
    units: list[str] = []
    items: list[str] = []
    for name in wish.names:
        item = _item(state, name)
        if item and item.kind == "learn" and item.part:
            return _piece(wish, state, item)
        if item and (item.kind != "learn" or not item.unit):
            items += [i for i in _whole(state, name, items) if i not in state.done]
        else:
            units += [u for u in _units(wish, catalog, state, name) if u not in state.done]
    if wish.part is not None and (units or items):
        return _part(wish, catalog, state, units)
    units, items = list(dict.fromkeys(units)), list(dict.fromkeys(items))
    if not units and not items:
        return []
    data: dict[str, Any] = {"units": units, "items": items, "on": wish.on.isoformat()}
    if wish.took is not None:
        data["took"] = wish.took
    return [("done", data)]


def _item(state: State, name: str) -> Item | None:
    """The plan's item of that id; any piece for the id of a whole that is cut in pieces."""
    if state.plan is None:
        return None
    for item in state.plan.items():
        if name in (item.id, item.id.partition("/")[0]) and (item.unit != name or name == item.id):
            return item
    return None


def _whole(state: State, name: str, also: Sequence[str]) -> list[str]:
    """What is done with `name`: itself, all pieces of a whole, a whole of which it was the last."""
    items = list(state.plan.items()) if state.plan else []
    ids = [item.id for item in items if name in (item.id, item.id.partition("/")[0])]
    whole = name.partition("/")[0]
    pieces = [item.id for item in items if item.id.startswith(f"{whole}/")]
    done = {*state.done, *ids, *also}
    return [*ids, *([whole] if pieces and all(piece in done for piece in pieces) else [])]


def _units(wish: Finish, catalog: Catalog, state: State, name: str) -> list[str]:
    word, depth = split_depth(name)
    topic = _find(catalog, state, word)
    have = list(topic.levels)
    if depth:
        if depth not in have:
            raise UserError(f"{topic.title} has no depth {depth}.", f"It has {', '.join(have)}.")
        return [f"{topic.id}:{d}" for d in have[: have.index(depth) + 1]]
    planned = _planned(state, topic)
    if wish.every:
        return planned or [f"{topic.id}:{d}" for d in have]
    open_units = [unit for unit in planned or [f"{topic.id}:basics"] if not state.has(unit)]
    return open_units[:1]


def _planned(state: State, topic: Topic) -> list[str]:
    """The units of the topic that the plan holds, lowest depth first."""
    if state.plan is None:
        return []
    ids = [f"{topic.id}:{depth}" for depth in DEPTHS]
    chosen = set(state.plan.selected)
    return [unit for unit in ids if unit in chosen]


def _find(catalog: Catalog, state: State, word: str) -> Topic:
    try:
        return find_topic(catalog, word)
    except UserError as error:
        items = [item.id for item in state.plan.items()] if state.plan else []
        raise UserError(error.message, did_you_mean(word, items) or error.hint) from None


def _piece(wish: Finish, state: State, item: Item) -> Happened:
    """One sitting of a unit that takes several: its minutes, or the whole if it is the last."""
    unit = item.unit or ""
    if state.item_done(item):
        return []
    studied = state.studied(unit)
    items = state.plan.items() if state.plan else ()
    pieces = [i for i in items if i.kind == "learn" and i.unit == unit]
    upto = sum(i.minutes for i in pieces[: pieces.index(item) + 1])
    if item is pieces[-1]:
        data = {"units": [unit], "items": [], "on": wish.on.isoformat()}
        return [("done", data if wish.took is None else {**data, "took": wish.took})]
    return [("part", {"unit": unit, "minutes": upto - studied, "on": wish.on.isoformat()})]


def _part(wish: Finish, catalog: Catalog, state: State, units: Sequence[str]) -> Happened:
    """Some minutes of one unit; the unit is done when they reach its length."""
    if len(units) != 1:
        raise UserError("--part goes with one unit.", "Write mlprep done X:basics --part 45m.")
    unit, minutes = units[0], wish.part or 0
    if minutes <= 0:
        raise UserError("A part must be longer than nothing.", "Write --part 45m.")
    planned = state.plan.unit[unit].minutes if state.plan and unit in state.plan.unit else None
    length = planned or catalog.depth(unit).minutes
    if state.studied(unit) + minutes >= length:
        return [("done", {"units": [unit], "items": [], "on": wish.on.isoformat()})]
    return [("part", {"unit": unit, "minutes": minutes, "on": wish.on.isoformat()})]


def report(wish: Finish, events: Happened, catalog: Catalog, before: State, after: State) -> str:
    """One line: what was recorded (or that it was done before), and what comes next."""
    if not events:
        return f"{', '.join(wish.names)}: done before. Nothing was recorded."
    kind, data = events[0]
    if kind == "part":
        said = f"{_title(catalog, data['unit'])}: {spell_minutes(data['minutes'])} of it"
    else:
        said = "; ".join(_spell(catalog, before, name) for name in [*data["units"], *data["items"]])
    return f"Done: {said}." + _next(after, wish.today)


def _spell(catalog: Catalog, state: State, name: str) -> str:
    if ":" not in name:
        item = _item(state, name)
        return f"{item.title}, {spell_minutes(item.minutes)}" if item else name
    minutes = catalog.depth(name).minutes if catalog.has(name) else 0
    if state.plan and name in state.plan.unit:
        minutes = state.plan.unit[name].minutes
    return f"{_title(catalog, name)}, {spell_minutes(minutes)}"


def _title(catalog: Catalog, unit: str) -> str:
    topic, _, depth = unit.partition(":")
    known = catalog.topic.get(topic)
    return f"{known.title if known else topic}, {depth}"


def _next(state: State, today: date) -> str:
    if state.plan is None:
        return ""
    here = queue(state.plan, state, today)
    item = next(iter(here.items), here.later)
    if item is None:
        return " That was all."
    return f" Next: {item.label}, {spell_minutes(item.minutes)}."
