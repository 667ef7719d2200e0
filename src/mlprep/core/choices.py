"""What `pin` and `skip` mean: the units that a name stands for, and what follows from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from mlprep.core.graph import all_units, closure
from mlprep.core.models import Catalog
from mlprep.core.progress import State
from mlprep.core.quantities import spell_hours
from mlprep.core.search import find_topic, split_depth
from mlprep.errors import UserError


def pinnable_units(catalog: Catalog, state: State, names: Iterable[str]) -> list[str]:
    """Open units that the names mean: of a topic all that the plan holds, with a depth that one.

    Of a topic that the plan leaves out it is the first open depth. Raises UserError if all of it is
    done or known.
    """
    if state.plan is None:
        raise UserError("There is no plan yet.", "Make one: mlprep plan")
    found: dict[str, None] = {}
    for name in names:
        word, depth = split_depth(name)
        topic = find_topic(catalog, word)
        units = [f"{topic.id}:{d}" for d in topic.levels if depth in (None, d)]
        open_units = [unit for unit in units if not state.has(unit)]
        if not open_units:
            raise UserError(f"Nothing of {name} is open.", "See: mlprep history")
        mine = [unit for unit in open_units if unit in state.plan.selected]
        found.update(dict.fromkeys(mine or open_units[:1]))
    return list(found)


def pinned_words(state: State, units: Collection[str]) -> str:
    """What pinning means where the plan does not hold the units yet."""
    chosen = state.plan.selected if state.plan else ()
    new = [unit for unit in units if unit not in chosen]
    return f" To take {', '.join(new)} into your plan: mlprep replan" if new else ""


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
