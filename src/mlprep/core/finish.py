"""What `done X` means: names and options → events, and what to say about them.

A topic means its earliest open depth that the plan holds (basics without a plan); "X:solid" means
that depth and those below it; an item id means that item, and a piece ("X:basics/1") its minutes.
What it took is the time of what was still open; over several units it is divided by their minutes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from mlprep.core.choices import Happened, named, unchanged
from mlprep.core.models import Catalog
from mlprep.core.plan import Item
from mlprep.core.progress import State
from mlprep.core.quantities import spell_minutes
from mlprep.core.search import did_you_mean
from mlprep.core.today import queue
from mlprep.errors import UserError


class Finish(NamedTuple):
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
    if 0 in (wish.part, wish.took):
        raise UserError("That must be longer than nothing.", "Write --part 45m, or --took 1h20.")
    units: list[str] = []
    items: list[str] = []
    pieces: dict[str, dict[str, Item]] = {}  # by unit and id
    for name in wish.names:
        item = _item(state, name)
        if item and item.kind == "learn" and item.unit and item.part:
            if not state.item_done(item):
                pieces.setdefault(item.unit, {})[item.id] = item
        elif item and (item.kind != "learn" or not item.unit):
            items += [i for i in _whole(state, name, items) if i not in state.done]
        else:
            units += [u for u in _units(wish, catalog, state, name) if u not in state.done]
    if wish.part is not None and (units or items or pieces):
        return _part(wish, catalog, state, [*units, *pieces])
    events = [
        event
        for unit, mine in pieces.items()
        for event in _some(wish, catalog, state, unit, sum(map(state.left, mine.values())))
    ]
    if units or items:
        events += _done(wish, catalog, state, dict.fromkeys(units), dict.fromkeys(items))
    return events


def _done(
    wish: Finish, catalog: Catalog, state: State, units: Collection[str], items: Iterable[str] = ()
) -> Happened:
    """All in one event; an event a unit where the time that they took is divided."""
    data = {"units": [*units], "items": [*items], "on": wish.on.isoformat()}
    if wish.took is None:
        return [("done", data)]
    if not units:
        return [("done", {**data, "took": wish.took})]
    still = [max(1, _open(catalog, state, unit)) for unit in units]
    marks = [wish.took * upto // sum(still) for upto in accumulate(still, initial=0)]
    times = [end - start for start, end in pairwise(marks)]
    return [
        ("done", {**data, "units": [unit], "took": took})
        for unit, took in zip(units, times, strict=True)
    ]


def _minutes(catalog: Catalog, state: State, unit: str) -> int:
    """The length of a unit in the plan, or else in the catalog."""
    if state.plan and unit in state.plan.unit:
        return state.plan.unit[unit].minutes
    return catalog.depth(unit).minutes if catalog.has(unit) else 0


def _open(catalog: Catalog, state: State, unit: str) -> int:
    """The minutes of a unit that are still to study."""
    return _minutes(catalog, state, unit) - state.studied(unit)


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
    topic, depths, depth = _named(catalog, state, name)
    units = [f"{topic}:{d}" for d in depths]
    if depth:
        return units[: depths.index(depth) + 1]
    planned = [unit for unit in units if state.plan and unit in state.plan.selected]
    if wish.every:
        return planned or units
    return [unit for unit in planned or units[:1] if not state.has(unit)][:1]


def _named(catalog: Catalog, state: State, name: str) -> tuple[str, list[str], str | None]:
    try:
        return named(catalog, state, name)
    except UserError as error:
        items = [item.id for item in state.plan.items()] if state.plan and ":" not in name else []
        raise UserError(error.message, did_you_mean(name, items) or error.hint) from None


def _part(wish: Finish, catalog: Catalog, state: State, units: Sequence[str]) -> Happened:
    if len(units) != 1:
        raise UserError("--part goes with one unit.", "Write mlprep done X:basics --part 45m.")
    return _some(wish, catalog, state, units[0], wish.part or 0)


def _some(wish: Finish, catalog: Catalog, state: State, unit: str, minutes: int) -> Happened:
    """Some minutes of a unit, which is done when they reach its length."""
    if minutes >= _open(catalog, state, unit):
        return _done(wish, catalog, state, [unit])
    data = {"unit": unit, "minutes": minutes, "on": wish.on.isoformat()}
    return [("part", data if wish.took is None else {**data, "took": wish.took})]


def report(wish: Finish, events: Happened, catalog: Catalog, before: State, after: State) -> str:
    """One line: what was recorded (or that it was done before), and what comes next."""
    if not events:
        return unchanged(wish.names, "done before")
    said = "; ".join(line for _, data in events for line in _spell(catalog, before, data))
    return f"Done: {said}.{_too_much(wish, events, catalog, before)}{_next(after, wish.today)}"


def _too_much(wish: Finish, events: Happened, catalog: Catalog, before: State) -> str:
    """What was left of a unit of which a greater part was said to be done."""
    units = [unit for _, data in events for unit in data.get("units", ())]
    left = sum(_open(catalog, before, unit) for unit in units)
    over = wish.part is not None and units and wish.part > left
    return f" Only {spell_minutes(left)} of it were left." if over else ""


def _spell(catalog: Catalog, state: State, data: Mapping[str, Any]) -> Iterator[str]:
    """The units and items of an event in words; of a whole in pieces, its pieces."""
    if "unit" in data:
        yield f"{_title(catalog, data['unit'])}: {spell_minutes(data['minutes'])} of it"
    for unit in data.get("units", ()):
        yield f"{_title(catalog, unit)}, {spell_minutes(_minutes(catalog, state, unit))}"
    for name in data.get("items", ()):
        item = _item(state, name)
        if item and item.id == name:
            label = item.label
            yield f"{label[0].upper()}{label[1:]}, {spell_minutes(item.minutes)}"


def _title(catalog: Catalog, unit: str) -> str:
    topic, _, depth = unit.partition(":")
    return f"{catalog.title_of(topic)}, {depth}"


def _next(state: State, today: date) -> str:
    if state.plan is None:
        return ""
    here = queue(state.plan, state, today)
    item = next(iter(here.items), here.later)
    if item is None:
        return " That was all."
    left = state.left(item)
    whole = "" if left == item.minutes else f" of {spell_minutes(item.minutes)} left"
    return f" Next: {item.label}, {spell_minutes(left)}{whole}."
