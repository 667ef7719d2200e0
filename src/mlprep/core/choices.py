"""What `pin` and `skip` mean: the units that a name stands for, and what follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mlprep.core.fields import DEPTHS
from mlprep.core.graph import all_units, closure
from mlprep.core.models import Catalog
from mlprep.core.progress import State
from mlprep.core.quantities import spell_hours
from mlprep.core.search import find_topic, split_depth
from mlprep.errors import UserError


def planned_units(catalog: Catalog, state: State, names: Iterable[str]) -> list[str]:
    """Open units of the plan that the names mean: of a topic all, with a depth that one.

    Raises UserError if the plan holds none of a name's.
    """
    if state.plan is None:
        raise UserError("There is no plan yet.", "Make one: mlprep plan")
    found: dict[str, None] = {}
    for name in names:
        word, depth = split_depth(name)
        topic = find_topic(catalog, word)
        units = [f"{topic.id}:{d}" for d in DEPTHS if depth in (None, d)]
        mine = [u for u in units if u in state.plan.selected and u not in state.done]
        if not mine:
            raise UserError(f"Your plan holds nothing open of {name}.", "See: mlprep show --all")
        found.update(dict.fromkeys(mine))
    return list(found)


def units_from(catalog: Catalog, state: State, names: Iterable[str]) -> list[str]:
    """What is not done of each topic, from the named depth up: those above need it."""
    found: dict[str, None] = {}
    for name in names:
        word, depth = split_depth(name)
        topic = find_topic(catalog, word)
        start = topic.levels.index(depth) if depth in topic.levels else 0
        units = [f"{topic.id}:{level}" for level in topic.levels[start:]]
        found.update(dict.fromkeys(u for u in units if u not in state.done))
    if not found:
        raise UserError("All of that is done.", "See: mlprep history")
    return list(found)


def skipped_words(catalog: Catalog, state: State, units: Collection[str]) -> str:
    """What skipping means for the plan there is: its minutes, and what falls with it."""
    if state.plan is None:
        return "The next plan goes without."
    inside = [u for u in state.plan.selected if u in units and u not in state.done]
    minutes = sum(state.plan.unit[unit].minutes for unit in inside)
    requires = {u: unit.requires for u, unit in all_units(catalog).items()}
    falls = [
        unit
        for unit in state.plan.selected
        if unit not in units and not state.has(unit) and closure([unit], requires) & set(units)
    ]
    words = [f"{spell_hours(minutes)} of your plan are on it." if inside else "It is not planned."]
    if falls:
        listed = ", ".join(falls[:3]) + (f" and {len(falls) - 3} more" if len(falls) > 3 else "")  # noqa: PLR2004  # three are named
        words.append(f"What needs it waits too: {listed}.")
    words.append("To give the time to something else: mlprep replan")
    return " ".join(words)
