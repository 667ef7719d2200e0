"""The laws of what a plan chose: it is what the catalog says, closed, and its bounds are proved.

A part of check.py; it shares no code with the solver either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from mlprep.core.graph import closure, dependents
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.proof import judge
from mlprep.core.value import unit_values

ROUNDED = 0.0001  # what rounding may do to the gap


class Breach(NamedTuple):
    """A broken law (`fault`) or an unmet preference, named and explained."""

    law: str
    message: str
    fault: bool = True


def _selection(plan: Plan, catalog: Catalog) -> Iterator[Breach]:
    chosen = {unit.id for unit in plan.selection.units if unit.selected}
    minutes = sum(plan.unit[name].minutes for name in chosen)
    if minutes > plan.selection.capacity_minutes:
        yield Breach("capacity", f"{minutes} min chosen for {plan.selection.capacity_minutes}")
    value = sum(plan.unit[name].value for name in chosen)
    if value != plan.selection.value or value > plan.selection.upper_bound:
        yield Breach("value", "the stated value or bound is wrong")
    for name in chosen:
        for need in plan.unit[name].requires:
            if need in plan.unit and need not in chosen:
                yield Breach("closure", f"{name} is chosen without {need}")
        if name in plan.profile.known:
            yield Breach("known", f"{name} is known and planned all the same")
        if name in plan.profile.skipped:
            yield Breach("skipped", f"{name} is skipped and planned all the same")
        if not catalog.has(name):
            yield Breach("catalog", f"{name} is not in the catalog")


def _instance(plan: Plan, catalog: Catalog) -> Iterator[Breach]:
    """What the choice was made from is what the catalog and the profile say."""
    known = catalog.units
    roles = [catalog.role[name] for name in plan.profile.roles if name in catalog.role]
    worth = unit_values(catalog, known, roles[0], plan.profile.domain) if len(roles) == 1 else {}
    core = closure([f"{t.id}:basics" for t in catalog.topics if t.core], catalog.requires)
    for unit in plan.selection.units:
        if unit.id not in known:
            continue
        if worth.get(unit.id, unit.value) != unit.value:
            yield Breach("value", f"{unit.id} is worth {worth[unit.id]}, not {unit.value}")
        if {*unit.requires} != {need for need in known[unit.id].requires if need in plan.unit}:
            yield Breach("requires", f"{unit.id} requires something else")
        if unit.tier == "core" and unit.id not in core:
            yield Breach("tier", f"{unit.id} is not one of the basics that everybody needs")


def _cuts(plan: Plan, _: Catalog) -> Iterator[Breach]:
    """What is said of the tiers that did not fit whole is right and proved."""
    worth = {unit.id: unit.value for unit in plan.selection.units if unit.selected}
    for cut in plan.selection.cuts:
        if cut.value != sum(worth.get(unit, 0) for unit in cut.units):
            yield Breach("value", f"what the {cut.tier} units are worth is stated wrongly")
        verdict = judge(plan.selection, cut) if cut.certificate else "refuted"
        if verdict != "proved":
            message = f"the certificate does not prove the bound of the {cut.tier} units"
            yield Breach("bound", message, fault=verdict == "refuted")


def _bound(plan: Plan, _: Catalog) -> Iterator[Breach]:
    """The upper bound is proved by its certificate, and the gap follows from it."""
    stated = plan.selection
    short = stated.upper_bound - stated.value
    wrong_gap = abs(stated.gap * stated.upper_bound - short) > ROUNDED * stated.upper_bound
    if wrong_gap or stated.optimal != (short == 0):
        yield Breach("gap", "what is said about the best choice does not follow from the bound")
    verdict = judge(stated) if stated.certificate else "refuted" if stated.optimal else "open"
    if verdict != "proved":
        message = f"the certificate does not prove that {stated.upper_bound} is the most there is"
        yield Breach("bound", message, fault=verdict == "refuted")


def all_considered(plan: Plan, catalog: Catalog, done: Collection[str]) -> Iterator[Breach]:
    """Every unit that is neither done nor known, nor cannot be, was among those to choose from."""
    known = catalog.units
    late = [u for u, day in plan.profile.not_before.items() if day >= plan.sweep_starts]
    out = {*plan.too_long, *plan.profile.skipped, *late}
    barred = closure(out & known.keys(), dependents(catalog.requires))
    seen = {unit.id for unit in plan.selection.units}
    for name in known.keys() - {*seen, *plan.profile.known, *done, *barred}:
        yield Breach("candidates", f"{name} was not among what could be chosen")


CHOICE = (_selection, _instance, _cuts, _bound)
