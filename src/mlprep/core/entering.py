"""How something that is left out would come in: the changes, each found by planning with it.

Half hours a week and weeks are sought near a guess by choosing alone, and what is found is planned
in full; then it is seen what a pin would drive out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from mlprep.core.candidate import Profile
from mlprep.core.capacity import HALF_HOUR
from mlprep.core.changed import (
    MOST_MORE_WEEKS,
    least_planned,
    more_half_hours,
    more_weeks,
    most_half_hours,
)
from mlprep.core.graph import closure
from mlprep.core.plan import Plan
from mlprep.core.profile import MOST_WEEKS
from mlprep.core.selection import as_candidates, macroitems
from mlprep.core.whatif import Said, WhatIf, effect, rebased

MOST_HALF_HOURS = 40
FEW_WEEKS = 3  # up to which a later interview makes room for a unit that is too long


class Entry(NamedTuple):
    """What brings a unit in; None or empty where nothing was found that does."""

    unit: str
    replan: bool = False  # a replan with nothing said
    minutes_a_week: int | None = None
    per_day: str = ""  # these minutes as `replan --per-day` takes them
    weeks: int | None = None
    interview: str = ""  # the day as `replan --interview` takes it
    vain_minutes: int | None = None  # more a week that do not bring it in, the most that was tried
    vain_weeks: int | None = None
    replaces: Sequence[str] = ()  # what a pin would drive out
    enters: Sequence[str] = ()  # what would come in beside it
    pin: bool = False
    unskip: Sequence[str] = ()  # topics that are skipped and would have to come back


def entry(what: WhatIf, unit: str) -> Entry:
    """What would bring in a unit that could be chosen and was not."""
    based = rebased(what)
    if based.plan is not what.plan and unit in based.plan.selected:
        return Entry(unit, replan=True)
    profile, found = what.profile({}), Entry(unit)
    if profile and unit not in what.plan.unit:  # too long: longer days may help, more of them not
        found = _with_hours(what, found, profile, 1)
        found = _with_weeks(what, found, profile, 1) if len(what.plan.weeks) <= FEW_WEEKS else found
    elif profile and _worth_something(what.plan, unit):
        need = _need(what.plan, unit)
        found = _with_hours(what, found, profile, more_half_hours(profile, need) or 1)
        found = _with_weeks(what, found, profile, more_weeks(profile, need) or 1)
    return _with_pin(based, found)


def _with_hours(what: WhatIf, found: Entry, profile: Profile, guess: int) -> Entry:
    """See how much more a week brings it in."""
    most = min(MOST_HALF_HOURS, most_half_hours(profile))
    more, vain = _sought(what, found.unit, lambda n: what.more(n * HALF_HOUR), guess, most)
    if more:
        per_day = (what.more(more * HALF_HOUR) or {})["per_day"]
        return found._replace(minutes_a_week=more * HALF_HOUR, per_day=per_day)
    return found._replace(vain_minutes=vain * HALF_HOUR if vain else None)


def _with_weeks(what: WhatIf, found: Entry, profile: Profile, guess: int) -> Entry:
    """See how much later the interview would have to be."""
    most = min(MOST_MORE_WEEKS, MOST_WEEKS - -(-(profile.interview - profile.start).days // 7))
    weeks, vain = _sought(what, found.unit, what.later, guess, most)
    if weeks:
        return found._replace(weeks=weeks, interview=(what.later(weeks) or {})["interview"])
    return found._replace(vain_weeks=vain)


def _worth_something(plan: Plan, unit: str) -> bool:
    """Whether the unit, or something that requires it, has a value: else no time brings it in."""
    requires = {u.id: u.requires for u in plan.selection.units}
    return any(u.value and unit in closure([u.id], requires) for u in plan.selection.units)


def _need(plan: Plan, unit: str) -> int:
    """New minutes of what is chosen by rule and, in the order of value, all up to the unit."""
    fixed = {u.id for u in plan.selection.units if u.selected and u.tier != "rest"}
    rest = as_candidates(u for u in plan.selection.units if u.id not in fixed)
    need = sum(plan.unit[name].minutes for name in fixed)
    for macroitem in macroitems(rest):
        need += sum(rest[name].minutes for name in macroitem)
        if unit in macroitem:
            break
    return need


def _sought(
    what: WhatIf, unit: str, change: Callable[[int], Said | None], guess: int, most: int
) -> tuple[int | None, int | None]:
    """A change that brings the unit in, planned in full; the greatest if all were tried in vain."""
    found, promising = least_planned(
        lambda number: unit in what.choice(change(number)).chosen,
        lambda number: unit in (what.held(change(number)) or ()),
        guess,
        most,
    )
    return found, None if promising else most or None


def _with_pin(what: WhatIf, found: Entry) -> Entry:
    """See what leaves if the unit is pinned."""
    state = replace(what.state, pinned={**what.state.pinned, found.unit: None})
    held = what._replace(state=state).held({}) or {}
    if found.unit not in held:
        return found
    change = effect(what, held)
    enters = tuple(name for name in change.adds if name != found.unit)
    return found._replace(pin=True, replaces=tuple(change.drops), enters=enters)


def back(what: WhatIf, unit: str, barred: str) -> Entry:
    """Whether a unit would be in if what is skipped, itself or what it requires, were not."""
    topic = barred.partition(":")[0]
    skipped = {u: day for u, day in what.state.skipped.items() if u.partition(":")[0] != topic}
    held = what._replace(state=replace(what.state, skipped=skipped)).held({}) or ()
    return Entry(unit, unskip=(topic,) if unit in held else ())
