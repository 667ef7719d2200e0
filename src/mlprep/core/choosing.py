"""The first half of a plan: what it looks at, and which candidates it takes.

value → calendar → candidates → tiers
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import NamedTuple

from mlprep.core.before import NOTHING, Before
from mlprep.core.candidate import Profile
from mlprep.core.capacity import QUANTUM, StudyDay, build_calendar
from mlprep.core.graph import closure, dependents
from mlprep.core.models import Catalog, Milestone, Unit
from mlprep.core.plan import Plan, Tier
from mlprep.core.selection import Candidate
from mlprep.core.several import balanced, best_alone, each_value, role_of
from mlprep.core.tiers import (
    Setting,
    choose,
    core_units,
    put_off,
    round_musts,
)
from mlprep.core.value import unit_values
from mlprep.errors import NoPlanError

RUSTY_PERCENT = 35
STICKY = (105, 102)  # percent that a unit of the plan that runs is worth
NEAR = 0.99  # of the best value, which staying close must reach


class Chosen(NamedTuple):
    """The first half of a plan: what it looks at, and the choice of the candidates, by tier."""

    setting: Setting
    candidates: Mapping[str, Candidate]
    too_long: tuple[str, ...]
    tiers: Mapping[str, Tier]


def _fair(setting: Setting) -> Setting:
    """The setting with values that are fair to each of several roles."""
    candidates, _ = _candidates(setting)
    roles, domain = setting.profile.roles, setting.profile.domain
    values = each_value(setting.catalog, setting.units, roles, domain)
    best = best_alone(values, candidates, setting.calendar.new_minutes)

    def chosen(joined: Mapping[str, int]) -> list[str]:
        pool = {u: c._replace(value=joined[u]) for u, c in candidates.items()}
        return list(choose(setting, pool))

    return setting._replace(values=balanced(values, best, chosen))


def select(
    catalog: Catalog, profile: Profile, done: Collection[str] = (), before: Before = NOTHING
) -> Chosen:
    """Choose what the plan is to hold, before it is laid out."""
    setting = _setting(catalog, profile, frozenset(done) | before.done.keys(), before)
    if len(profile.roles) > 1:
        setting = _fair(setting)
    candidates, too_long = _candidates(setting)
    return Chosen(setting, candidates, too_long, _choose(setting, candidates, before))


def retold(catalog: Catalog, plan: Plan, pinned: Collection[str] = ()) -> Setting:
    """What a finished plan looked at when it chose, with its own room as one day."""
    steps = {item.id.partition("/")[0] for item in plan.items() if item.kind == "project"}
    gone = {unit for unit in catalog.units if unit not in plan.unit}
    for activity in role_of(catalog, plan.profile.roles).activities[:1]:
        names = (f"project-{n}" for n, _ in enumerate(activity.milestones, start=1))
        gone |= {name for name in names if name not in steps}
    setting = _setting(catalog, plan.profile, frozenset(gone), NOTHING)
    room = StudyDay(plan.profile.from_day, 1, plan.selection.capacity_minutes)
    calendar = setting.calendar._replace(days=(room,))
    values = {**setting.values, **{unit.id: unit.value for unit in plan.selection.units}}
    return setting._replace(calendar=calendar, pinned=tuple(pinned), values=values)


def _choose(
    setting: Setting, candidates: Mapping[str, Candidate], before: Before
) -> dict[str, Tier]:
    """The chosen units by tier; what the plan that runs holds is worth a little more.

    The bonus shrinks until the choice is worth at least 99 % of the best without one.
    """
    best = choose(setting, candidates)
    if before.old is None or not before.stay:
        return best
    worth = sum(candidates[unit].value for unit in best)
    for bonus in STICKY:
        sticky = {
            u: c._replace(value=c.value * (bonus if u in before.old.selected else 100))
            for u, c in candidates.items()
        }
        tiers = choose(setting, sticky)
        if sum(candidates[unit].value for unit in tiers) >= NEAR * worth:
            return tiers
    return best


def _setting(catalog: Catalog, profile: Profile, done: frozenset[str], before: Before) -> Setting:
    role = role_of(catalog, profile.roles)
    base = catalog.units
    units = {u.id: _personal(u, profile) for u in base.values()}
    if before.old:  # what is pinned keeps its length too
        held = {u: before.old.unit[u].minutes for u in before.pinned if u in before.old.unit}
        units |= {u: units[u]._replace(minutes=m) for u, m in held.items() if u in units}
    calendar = build_calendar(profile, spent=before.spent)
    if not calendar.offered:
        raise NoPlanError(
            "There is not a single study minute before the interview.",
            "Give more hours, fewer days off, or a later interview.",
        )
    finished = frozenset(profile.known) | done
    values = unit_values(catalog, base, role, profile.domain)
    pinned = tuple(unit for unit in before.pinned if unit in units)
    setting = Setting(catalog, profile, role, units, values, calendar, finished, pinned=pinned)
    return _with_project(setting, done, before)


def _with_project(setting: Setting, done: frozenset[str], before: Before) -> Setting:
    """Give the project what the core and the rounds do not need, in whole milestones."""
    candidates, _ = _candidates(setting)
    requires = {c.id: c.requires for c in candidates.values()}
    needed = closure([*core_units(setting.catalog), *round_musts(setting)], requires)
    spare = setting.calendar.new_minutes - sum(candidates[unit].minutes for unit in needed)
    steps = setting.role.activities[0].milestones if setting.role.activities else ()
    chosen: dict[int, Milestone] = {}
    for number, milestone in enumerate(steps, start=1):
        begun = setting.profile.begun.get(f"project-{number}", 0)
        left = max(QUANTUM, milestone.minutes - begun // QUANTUM * QUANTUM)
        if f"project-{number}" in done:
            continue
        if sum(m.minutes for m in chosen.values()) + left > spare:
            break
        chosen[number] = milestone.model_copy(update={"minutes": left})
    while True:
        wanted = sum(milestone.minutes for milestone in chosen.values())
        calendar = build_calendar(setting.profile, wanted, before.spent)
        if sum(day.project for day in calendar.days) >= wanted or not chosen:
            return setting._replace(calendar=calendar, milestones=chosen)
        chosen.popitem()


def _personal(unit: Unit, profile: Profile) -> Unit:
    minutes = personal_minutes(unit, profile)
    return unit if minutes == unit.minutes else unit._replace(minutes=minutes)


def personal_minutes(unit: Unit, profile: Profile) -> int:
    """Minutes of a unit for this person: rusty, at their pace, less what they have begun."""
    minutes = rusty_minutes(unit.minutes) if unit.id in profile.rusty else unit.minutes
    pace = profile.pace.get(unit.area, profile.pace.get("", 100))
    if pace != 100:  # noqa: PLR2004  # percent
        minutes = max(QUANTUM, round(minutes * pace / 100 / QUANTUM) * QUANTUM)
    begun = profile.begun.get(unit.id, 0) // QUANTUM * QUANTUM
    return max(QUANTUM, minutes - begun)


def rusty_minutes(minutes: int) -> int:
    """35 % of the minutes, rounded up to 15."""
    return -(-minutes * RUSTY_PERCENT // 1500) * 15


def _candidates(setting: Setting) -> tuple[dict[str, Candidate], tuple[str, ...]]:
    """Units that may be chosen, and those too long for any two study weeks in a row."""
    weeks: dict[int, int] = {}
    for day in setting.calendar.days:
        if not day.sweep and day.free:
            weeks[day.week] = weeks.get(day.week, 0) + day.free
    sizes = list(weeks.values())
    longest = max([*sizes, *(a + b for a, b in pairwise(sizes))], default=0)
    open_units = {u: unit for u, unit in setting.units.items() if u not in setting.finished}
    too_long = [u for u, unit in open_units.items() if unit.minutes > longest]
    requires = {u: tuple(r for r in x.requires if r in open_units) for u, x in open_units.items()}
    out = {*too_long, *put_off(setting)}
    barred = closure(out, dependents(requires)) if out else set()
    candidates = {
        u: Candidate(u, unit.minutes, setting.values[u], requires[u])
        for u, unit in open_units.items()
        if u not in barred
    }
    return candidates, tuple(too_long)
