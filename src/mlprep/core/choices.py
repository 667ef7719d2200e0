"""What `know`, `pin` and `skip` mean: the units that a name stands for, and what follows from them.

What changes nothing is not recorded: there is no event then, and the words say so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any, Literal

from mlprep.core.fields import DEPTHS
from mlprep.core.graph import closure
from mlprep.core.models import Catalog
from mlprep.core.progress import State
from mlprep.core.quantities import spell_count, spell_minutes
from mlprep.core.search import find_topic, select_units, split_depth
from mlprep.core.whatif import of_today
from mlprep.errors import UserError

Happened = list[tuple[str, dict[str, Any]]]
Knowing = Literal["units", "rusty", "forgotten"]
MOST_NAMED = 3  # units that wait or leave with a skipped one
KNOWING = {"units": "known", "rusty": "rusty", "forgotten": "no longer known"}


def named(catalog: Catalog, state: State, name: str) -> tuple[str, list[str], str | None]:
    """The topic that a name means, the depths of it that there are, and the depth named, if any.

    What the plan or the state holds need not be in the catalog. Raises UserError if there is no
    such topic or depth.
    """
    word, depth = split_depth(name)
    plain = word.lower()
    held = _held(state, plain)
    topic = plain if held else find_topic(catalog, word).id
    levels = catalog.topic[topic].levels if topic in catalog.topic else ()
    held = held or _held(state, topic)
    depths: list[str] = [d for d in DEPTHS if d in levels or f"{topic}:{d}" in held]
    if depth and depth not in depths:
        raise UserError(f"{topic} has no depth {depth}.", f"It has {', '.join(depths)}.")
    return topic, depths, depth


def _held(state: State, topic: str) -> set[str]:
    """What the plan and the state have of a topic."""
    places = (
        state.plan.selected if state.plan else (), state.done, state.parts, state.known,
        state.rusty, state.pinned, state.skipped, state.notes,
    )  # fmt: skip
    return {name for name in chain(*places) if name.partition(":")[0] == topic}


def unchanged(names: Iterable[str], words: str) -> str:
    """What to say of a command that changes nothing."""
    return f"{', '.join(names)}: {words}. Nothing was recorded."


def knowing(
    catalog: Catalog, state: State, names: Sequence[str], kind: Knowing
) -> tuple[Happened, str]:
    """The event of saying what one knows, or does not, and what to say about it."""
    units = dict.fromkeys(unit for name in names for unit in _meant(catalog, name, kind))
    settled = {"units": state.known, "rusty": state.rusty, "forgotten": units.keys() - _met(state)}
    fresh = [unit for unit in units if unit not in settled[kind]]
    if not fresh:
        words = "not known" if kind == "forgotten" else f"{KNOWING[kind]} already"
        return [], unchanged(names, words)
    said = f"{spell_count(len(fresh), 'unit')} {KNOWING[kind]}."
    return [("know", {kind: fresh})], said + _refit(state, fresh)


def _meant(catalog: Catalog, name: str, kind: Knowing) -> Iterable[str]:
    """The units up to the named depth; of what is not known from there up, for those need it."""
    if kind != "forgotten":
        return select_units(catalog, name).units
    word, depth = split_depth(name)
    every = select_units(catalog, f"{word}:{DEPTHS[-1]}").units
    lower = DEPTHS[: DEPTHS.index(depth)] if depth else ()
    return [unit for unit in every if unit.partition(":")[2] not in lower]


def _met(state: State) -> set[str]:
    """Units that count as known or rusty, those included that were so when the plan was made."""
    profile = state.plan.profile if state.plan else None
    before = {*profile.known, *profile.rusty} if profile else set()
    return {*state.known, *state.rusty, *(before - state.unlearnt.keys())}


def _refit(state: State, units: Collection[str]) -> str:
    """What saying that one knows the units, or does not, means for the plan there is."""
    if state.plan is None:
        return ""
    minutes = _open_minutes(state, units)
    them = "it" if len(units) == 1 else "them"
    held = f"gives {them} {spell_minutes(minutes)}" if minutes else f"does not hold {them}"
    return f" Your plan {held}. To fit it to what you said: mlprep replan"


def _open_minutes(state: State, units: Collection[str]) -> int:
    """Minutes of the plan for those of the units that are not done."""
    plan = state.plan
    inside = [u for u in plan.selected if u in units and u not in state.done] if plan else []
    return sum(plan.unit[unit].minutes for unit in inside) if plan else 0


def pinning(
    catalog: Catalog, state: State, names: Sequence[str], today: date, *, off: bool
) -> tuple[Happened, str]:
    """The event of `pin`, and what to say about it."""
    if off:
        units = [unit for unit in _units(catalog, state, names) if unit in state.pinned]
        if not units:
            return [], unchanged(names, "not pinned")
        return [("pin", {"units": units, "pinned": False})], f"Unpinned: {', '.join(units)}."
    units = [u for u in pinnable_units(catalog, state, names) if u not in state.pinned]
    if not units:
        return [], unchanged(names, "pinned already")
    said = f"Pinned: {', '.join(units)}."
    back = [unit for unit in units if unit in state.skipped]
    said += f" No longer skipped: {', '.join(back)}." if back else ""
    said += _pinned_words(catalog, state, units, today)
    return [("pin", {"units": units, "pinned": True})], said


def _units(catalog: Catalog, state: State, names: Iterable[str]) -> list[str]:
    """Each depth of a topic, or the one named."""
    found: dict[str, None] = {}
    for name in names:
        topic, depths, depth = named(catalog, state, name)
        found.update((f"{topic}:{d}", None) for d in depths if depth in (None, d))
    return list(found)


def pinnable_units(catalog: Catalog, state: State, names: Iterable[str]) -> list[str]:
    """Open units that the names mean: of a topic all that the plan holds, with a depth that one.

    Of a topic that the plan leaves out it is the first open depth. Raises UserError if all of it is
    done or known.
    """
    if state.plan is None:
        raise UserError("There is no plan yet.", "Make one: mlprep plan")
    found: dict[str, None] = {}
    for name in names:
        units = [unit for unit in _units(catalog, state, [name]) if not state.has(unit)]
        mine = [unit for unit in units if unit in state.plan.selected]
        mine = mine or [unit for unit in units if catalog.has(unit)][:1]
        if not mine:
            raise UserError(f"Nothing of {name} is open.", "See: mlprep history")
        found.update(dict.fromkeys(mine))
    return list(found)


def _pinned_words(catalog: Catalog, state: State, units: Collection[str], today: date) -> str:
    """What pinning means where something stands in its way or the plan does not hold the units."""
    requires = {u.id: u.requires for u in catalog.units.values() if not state.has(u.id)}
    barred = (closure(units, requires) - {*units}) & state.skipped.keys()
    if barred:
        return f" What it needs is skipped: {', '.join(sorted(barred))}."
    chosen = state.plan.selected if state.plan else ()
    new = [unit for unit in units if unit not in chosen]
    if not new:
        return ""
    skipped = {unit: day for unit, day in state.skipped.items() if unit not in units}
    pinned = replace(state, pinned={**state.pinned, **dict.fromkeys(units)}, skipped=skipped)
    what = of_today(catalog, pinned, today)
    if what is None:
        return ""
    held = what.held({}) or ()
    fits, out = [u for u in new if u in held], [u for u in new if u not in held]
    said = f" To take {', '.join(fits)} into your plan: mlprep replan" if fits else ""
    why = f"See: mlprep topic {out[0].partition(':')[0]}" if out else ""
    return said + (f" A replan has no place for {', '.join(out)}. {why}" if out else "")


def skipping(
    catalog: Catalog, state: State, names: Sequence[str], until: date | None, *, back: bool
) -> tuple[Happened, str]:
    """The event of `skip`, and what to say about it."""
    units = units_from(catalog, state, names)
    if back:
        units = [unit for unit in units if unit in state.skipped]
        if not units:
            return [], unchanged(names, "not skipped")
        return [("skip", {"units": units, "back": True})], f"No longer skipped: {', '.join(units)}."
    skipped = f"skipped until {until}" if until else "skipped"
    units = [unit for unit in units if (unit, until) not in state.skipped.items()]
    if not units:
        return [], unchanged(names, f"{skipped} already")
    said = [f"{skipped.capitalize()}: {', '.join(units)}."]
    pinned = [unit for unit in units if unit in state.pinned]
    said += [f"No longer pinned: {', '.join(pinned)}."] if pinned else []
    day = until.isoformat() if until else None
    said.append(_skipped_words(state, units, until))
    return [("skip", {"units": units, "until": day})], " ".join(said)


def units_from(catalog: Catalog, state: State, names: Iterable[str]) -> list[str]:
    """What is not done of each topic, from the named depth up: those above need it."""
    found: dict[str, None] = {}
    for name in names:
        topic, depths, depth = named(catalog, state, name)
        units = [f"{topic}:{d}" for d in depths[depths.index(depth) if depth else 0 :]]
        found.update(dict.fromkeys(u for u in units if u not in state.done))
    if not found:
        raise UserError("All of that is done.", "See: mlprep history")
    return list(found)


def _skipped_words(state: State, units: Collection[str], until: date | None) -> str:
    """What skipping means for the plan there is: its minutes, and what falls with it."""
    if state.plan is None:
        return f"The next plan goes without{' until then' if until else ''}."
    minutes = _open_minutes(state, units)
    requires = {u.id: u.requires for u in state.plan.selection.units if not state.has(u.id)}
    falls = [
        unit
        for unit in state.plan.selected
        if unit not in units and closure([unit], requires) & set(units)
    ]
    words = [f"Your plan gives it {spell_minutes(minutes)}." if minutes else "It is not planned."]
    if falls:
        more = f" and {len(falls) - MOST_NAMED} more" if len(falls) > MOST_NAMED else ""
        goes = "waits too" if until else "leaves too at the next replan"
        words.append(f"What needs it {goes}: {', '.join(falls[:MOST_NAMED])}{more}.")
    if minutes or falls:
        words.append("To give the time to something else: mlprep replan")
    return " ".join(words)
