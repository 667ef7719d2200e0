"""Remarks on a plan, each computed: what is assumed, what did not fit, what knowing saves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mlprep.core.candidate import Profile
from mlprep.core.choosing import rusty_minutes
from mlprep.core.fields import PILLARS
from mlprep.core.fitting import nothing_fits, shortfall
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan
from mlprep.core.profile import DEFAULT_WEEKS
from mlprep.core.quantities import spell_hours
from mlprep.core.several import role_of
from mlprep.core.whatif import WhatIf


def remarks(what: WhatIf) -> list[str]:
    """What the user should hear beside the plan itself."""
    catalog, plan, wish, state, today = what.catalog, what.plan, what.wish, what.state, what.today
    said = []
    old = state.plan.profile if state.plan else None
    undated = not (wish.weeks or wish.interview or wish.interviews)
    if undated and (old is None or old.interview <= today):
        said.append(f"No interview date was given: {DEFAULT_WEEKS} weeks are assumed.")
    if old and not wish.roles and not wish.more_off:
        kept = [catalog.role[name].title for name in old.roles if name in catalog.role]
        kept += [f"{spell_hours(sum(old.minutes_per_weekday.values()))} a week"]
        said.append(f"What you did not say is kept from your plan: {', '.join(kept)} and so on.")
    if plan.profile.from_day < today:
        said.append("The plan starts in the past: its first days will show as open.")
    said += _project_remark(catalog, plan)
    return said + [words for words in (nothing_fits(what), shortfall(what)) if words]


def _project_remark(catalog: Catalog, plan: Plan) -> list[str]:
    """Says so if only the first steps of the role's project fit."""
    role = role_of(catalog, plan.profile.roles)
    steps = len(role.activities[0].milestones) if role.activities else 0
    laid = {item.id.partition("/")[0] for item in plan.items() if item.kind == "project"}
    if not laid or len(laid) == steps:
        return []
    return [f"The project does not fit whole: {len(laid)} of its {steps} steps are in the plan."]


def saved_minutes(catalog: Catalog, profile: Profile) -> tuple[int, int]:
    """Minutes saved by known and by rusty units, of what the plan would hold if all were new."""
    if not profile.known and not profile.rusty:
        return 0, 0
    fresh = profile.model_copy(update={"known": (), "rusty": ()})
    chosen = {u.id: u.minutes for u in make_plan(catalog, fresh).selection.units if u.selected}
    known = sum(chosen.get(unit, 0) for unit in profile.known)
    rusty = sum(chosen[u] - rusty_minutes(chosen[u]) for u in profile.rusty if u in chosen)
    return known, rusty


class Saving(NamedTuple):
    """Minutes that a pillar or domain would no longer take if it were rusty, or known."""

    place: str
    rusty: int
    known: int


def savings(catalog: Catalog, profile: Profile) -> Sequence[Saving]:
    """For the four pillars and the domain: what knowing them saves of the plan as it would be."""
    plan = make_plan(catalog, profile)
    chosen = [u for u in plan.selection.units if u.selected and u.depth != "expert"]
    places = [pillar for pillar in PILLARS if pillar != "craft"]
    found = []
    for place in [*places, *([profile.domain] if profile.domain else [])]:
        minutes = [unit.minutes for unit in chosen if place in (unit.pillar, unit.area)]
        found.append(Saving(place, sum(m - rusty_minutes(m) for m in minutes), sum(minutes)))
    return found


class Shares(NamedTuple):
    """What each of several roles has of a plan."""

    percent: Sequence[tuple[str, int]]  # of what a plan for it alone would be worth to it
    minutes: int  # of new material that is worth something to all of them


def shares(plan: Plan, catalog: Catalog) -> Shares:
    """Compare the plan with one for each role alone in the same hours."""
    chosen = [unit for unit in plan.selection.units if unit.selected]
    common, percent = {unit.id for unit in chosen}, []
    for name in (role for role in plan.profile.roles if role in catalog.role):
        best = _alone(plan, catalog, name).selection
        worth = {unit.id: unit.value for unit in best.units}
        mine = sum(worth.get(unit.id, 0) for unit in chosen)
        percent.append((name, 100 * mine // max(1, best.value)))
        common &= {unit for unit, value in worth.items() if value}
    return Shares(percent, sum(unit.minutes for unit in chosen if unit.id in common))


def _alone(plan: Plan, catalog: Catalog, name: str) -> Plan:
    """The plan for one of the roles in the same hours."""
    domain = plan.profile.domain if catalog.role[name].domain != "none" else None
    alone = plan.profile.model_copy(update={"roles": (name,), "domain": domain})
    done = {unit for unit in catalog.units if unit not in plan.unit}
    return make_plan(catalog, alone, done - {*plan.profile.known})
