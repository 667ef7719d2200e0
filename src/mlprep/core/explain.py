"""Remarks on a plan, each computed: what did not fit, what would fit it, what knowing saves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mlprep.core.candidate import Profile
from mlprep.core.capacity import DAY_LIMIT, QUANTUM, build_calendar
from mlprep.core.fields import PILLARS, WEEKDAYS
from mlprep.core.graph import all_units
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan, rusty_minutes
from mlprep.core.profile import DEFAULT_WEEKS, Wish
from mlprep.core.progress import State
from mlprep.core.quantities import spell_hours
from mlprep.core.several import role_of
from mlprep.core.tiers import SCARCE

MOST_MORE_WEEKS = 52
TIER_WORDS = {
    "core": "The basics that everybody needs",
    "round": "The must-haves of the role's rounds",
}


def remarks(catalog: Catalog, plan: Plan, wish: Wish, state: State, today: date) -> list[str]:
    """What the user should hear beside the plan itself."""
    said = []
    old = state.plan.profile if state.plan else None
    undated = wish.weeks is None and wish.interview is None
    if undated and (old is None or old.interview <= today):
        said.append(f"No interview date was given: {DEFAULT_WEEKS} weeks are assumed.")
    if old and not wish.roles and not wish.more_off:
        kept = [catalog.role[name].title for name in old.roles if name in catalog.role]
        kept += [f"{spell_hours(sum(old.minutes_per_weekday.values()))} a week"]
        said.append(f"What you did not say is kept from your plan: {', '.join(kept)} and so on.")
    if plan.profile.from_day < today:
        said.append("The plan starts in the past: its first days will show as open.")
    said += _project_remark(catalog, plan)
    short = shortfall(plan)
    if short:
        said.append(short)
    return said


def _project_remark(catalog: Catalog, plan: Plan) -> list[str]:
    """Says so if only the first steps of the role's project fit."""
    role = role_of(catalog, plan.profile.roles)
    steps = len(role.activities[0].milestones) if role.activities else 0
    laid = {item.id.partition("/")[0] for item in plan.items() if item.kind == "project"}
    if not laid or len(laid) == steps:
        return []
    return [f"The project does not fit whole: {len(laid)} of its {steps} steps are in the plan."]


def shortfall(plan: Plan) -> str:
    """The first tier that did not fit whole, and the smallest single changes that would fit it."""
    need = 0
    for tier, words in TIER_WORDS.items():
        units = [unit for unit in plan.selection.units if unit.tier == tier]
        need += sum(unit.minutes for unit in units)
        missing = [unit for unit in units if not unit.selected]
        if missing:
            lost = sum(unit.minutes for unit in missing)
            wanted = round(need * SCARCE) if tier == "core" else need
            change = _smallest_change(plan, wanted)
            return f"{words} do not all fit: {spell_hours(lost)} of them are left out. {change}"
    return ""


def _smallest_change(plan: Plan, need: int) -> str:
    """More weeks, or more hours a week, with which `need` minutes of new material fit."""
    options = []
    weeks = more_weeks(plan.profile, need)
    if weeks:
        options.append(f"{weeks} more week{'s' if weeks > 1 else ''}")
    minutes = more_minutes(plan.profile, need)
    if minutes:
        options.append(f"{spell_hours(minutes)} more a week")
    return f"They would fit with {' or with '.join(options)}." if options else ""


def more_weeks(profile: Profile, need: int) -> int | None:
    """The fewest weeks by which to move the interview so that `need` new minutes fit."""
    for weeks in range(1, MOST_MORE_WEEKS + 1):
        if build_calendar(later(profile, weeks)).new_minutes >= need:
            return weeks
    return None


def later(profile: Profile, weeks: int) -> Profile:
    """The same with the last interview so many weeks later."""
    day = profile.interview + timedelta(weeks=weeks)
    moved = tuple(
        one.model_copy(update={"date": day}) if one.date == profile.interview else one
        for one in profile.interviews
    )
    return profile.model_copy(update={"interview": day, "interviews": moved})


def more_minutes(profile: Profile, need: int) -> int | None:
    """The fewest minutes a week, in half hours, to add to the study days so that `need` fit."""
    for added in range(30, 7 * DAY_LIMIT, 30):
        more = with_more(profile, added)
        if sum(more.minutes_per_weekday.values()) < added + sum(
            profile.minutes_per_weekday.values()
        ):
            return None
        if build_calendar(more).new_minutes >= need:
            return added
    return None


def with_more(profile: Profile, minutes: int) -> Profile:
    """The profile with minutes added a week, in quarters of an hour, to the shortest study days."""
    per_day = dict(profile.minutes_per_weekday)
    for _ in range(minutes // QUANTUM):
        open_days = [day for day in WEEKDAYS if 0 < per_day[day] <= DAY_LIMIT - QUANTUM]
        if open_days:
            per_day[min(open_days, key=lambda day: per_day[day])] += QUANTUM
    return profile.model_copy(update={"minutes_per_weekday": per_day})


def freed(state: State, units: Collection[str]) -> str:
    """What saying that one knows the units means for the plan there is."""
    if state.plan is None:
        return ""
    inside = [u for u in units if u in state.plan.selected and u not in state.done]
    if not inside:
        return "Your plan does not hold them."
    minutes = sum(state.plan.unit[unit].minutes for unit in inside)
    return f"{spell_hours(minutes)} of your plan are on them: mlprep plan fits it to what you said."


def saved_minutes(catalog: Catalog, profile: Profile) -> tuple[int, int]:
    """Minutes saved by known and by rusty units, of what the plan would hold if all were new."""
    if not profile.known and not profile.rusty:
        return 0, 0
    fresh = profile.model_copy(update={"known": (), "rusty": ()})
    chosen = {u.id: u.minutes for u in make_plan(catalog, fresh).selection.units if u.selected}
    known = sum(chosen.get(unit, 0) for unit in profile.known)
    rusty = sum(chosen[u] - rusty_minutes(chosen[u]) for u in profile.rusty if u in chosen)
    return known, rusty


@dataclass(frozen=True)
class Saving:
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


def shares(plan: Plan, catalog: Catalog) -> list[tuple[str, int]]:
    """Of each of several roles: percent of what a plan for it alone would be worth to it."""
    roles = [name for name in plan.profile.roles if name in catalog.role]
    return [(name, _share(plan, catalog, name)) for name in roles]


def _share(plan: Plan, catalog: Catalog, name: str) -> int:
    role = catalog.role[name]
    domain = plan.profile.domain if role.domain != "none" else None
    alone = plan.profile.model_copy(update={"roles": (name,), "domain": domain})
    done = {unit for unit in all_units(catalog) if unit not in plan.unit}
    best = make_plan(catalog, alone, done - {*plan.profile.known})
    worth = {unit.id: unit.value for unit in best.selection.units}
    mine = sum(worth.get(unit.id, 0) for unit in plan.selection.units if unit.selected)
    return min(100, round(100 * mine / max(1, best.selection.value)))
