"""When the must-haves do not fit: the single changes with which they would, each of them tried."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from mlprep.core.capacity import HOURS_LIMIT
from mlprep.core.changed import (
    HALF_HOUR,
    MOST_MORE_WEEKS,
    least,
    more_minutes,
    more_weeks,
    week_minutes,
)
from mlprep.core.plan import Plan, PlannedUnit, Tier
from mlprep.core.quantities import spell_hours
from mlprep.core.tiers import SCARCE
from mlprep.core.whatif import Choice, Said, WhatIf

TIER_WORDS: dict[Tier, str] = {
    "core": "The basics that everybody needs",
    "round": "The must-haves of the role's rounds",
}
FEW = range(1, 9)  # half hours a week, or weeks, in which a first topic should fit
MOST_AREAS = 4  # areas of which it is tried whether knowing one would do


def nothing_fits(what: WhatIf) -> str:
    """Says so if the plan holds no topic, and what would let one in; each way was tried."""
    plan, options = what.plan, []
    if plan.selected or not (plan.selection.units or plan.too_long):
        return ""

    def holds(said: Said | None) -> bool:
        found = what.planned(said) if said is not None else None
        return found is not None and bool(found.selected)

    more = next((n for n in FEW if holds(what.more(n * HALF_HOUR))), None)
    weeks = next((n for n in FEW if holds(what.later(n))), None)
    if more:
        options.append(f"with {spell_hours(more * HALF_HOUR)} more a week")
    if weeks:
        options.append(f"with {weeks} more week{'s' if weeks > 1 else ''}")
    way = f" One would fit {', or '.join(options)}." if options else ""
    return f"No topic fits into these minutes: the plan holds practice alone.{way}"


def shortfall(what: WhatIf) -> str:
    """The first tier that did not fit whole, and the smallest single changes that would fit it."""
    for tier, words in TIER_WORDS.items():
        missing = [u for u in what.plan.selection.units if u.tier == tier and not u.selected]
        if missing:
            lost = spell_hours(sum(unit.minutes for unit in missing))
            return f"{words} do not all fit: {lost} of them are left out. {_changes(what, tier)}"
    return ""


def _changes(what: WhatIf, tier: Tier) -> str:
    """More weeks, more hours a week, or something known, with which the tier fits whole."""
    need, options = _need(list(what.plan.selection.units), tier), []
    weeks, half_hours = _weeks(what, tier, need), _half_hours(what, tier, need)
    if weeks:
        options.append(f"with {weeks} more week{'s' if weeks > 1 else ''}")
    if half_hours:
        options.append(f"with {spell_hours(half_hours * HALF_HOUR)} more a week")
    area = _area(what, tier)
    if area:
        title = what.catalog.area[area].title
        options.append(f"if you knew {title} already (--know {area})")
    return f"They would fit {', or '.join(options)}." if options else ""


def _need(units: list[PlannedUnit], tier: Tier) -> int:
    """New minutes with which the tier should fit: beside the other must-haves, or well before."""
    core = sum(unit.minutes for unit in units if unit.tier == "core")
    both = core + sum(unit.minutes for unit in units if unit.tier == "round")
    return min(both, round(core * SCARCE)) if tier == "core" else both


def _weeks(what: WhatIf, tier: Tier, need: int) -> int | None:
    guess = more_weeks(what.plan.profile, need)
    found = least(lambda n: _chosen(what, tier, what.later(n)), guess or 1, MOST_MORE_WEEKS)
    return next((n for n in _near(found) if _laid_out(what, tier, what.later(n))), None)


def _half_hours(what: WhatIf, tier: Tier, need: int) -> int | None:
    profile = what.plan.profile
    guess = (more_minutes(profile, need) or HALF_HOUR) // HALF_HOUR
    most = (HOURS_LIMIT * 60 - week_minutes(profile)) // HALF_HOUR
    found = least(lambda n: _chosen(what, tier, what.more(n * HALF_HOUR)), guess, most)
    near = _near(found)
    return next((n for n in near if _laid_out(what, tier, what.more(n * HALF_HOUR))), None)


def _near(number: int | None) -> range:
    """The number, and one more if the calendar should leave a unit without a place."""
    return range(number, number + 2) if number else range(0)


def _chosen(what: WhatIf, tier: Tier, said: Said | None) -> bool:
    """Whether the whole tier would be chosen."""
    choice = what.choice(said) if said is not None else Choice({}, {})
    return bool(choice.belongs) and all(
        unit in choice.chosen for unit, mine in choice.belongs.items() if mine == tier
    )


def _laid_out(what: WhatIf, tier: Tier, said: Said | None) -> bool:
    """Whether the plan that is really made holds the whole tier."""
    plan = what.planned(said) if said is not None else None
    return plan is not None and whole(plan, tier)


def whole(plan: Plan, tier: Tier) -> bool:
    """Whether the plan holds all of a tier."""
    return all(unit.selected for unit in plan.selection.units if unit.tier == tier)


def _area(what: WhatIf, tier: Tier) -> str:
    """The area of fewest minutes that makes the tier fit if it is known; "" if none does."""
    known = (what.knowing(area) for area in islice(_areas(what, tier), MOST_AREAS))
    found = (said for said in known if _chosen(what, tier, said) and _laid_out(what, tier, said))
    return next((said["know"][-1] for said in found), "")


def _areas(what: WhatIf, tier: Tier) -> Iterator[str]:
    """Areas whose must-haves take as much as is missing, the fewest minutes first."""
    units = [u for u in what.plan.selection.units if u.tier in TIER_WORDS]
    minutes: dict[str, int] = {}
    for unit in units:
        minutes[unit.area] = minutes.get(unit.area, 0) + unit.minutes
    for area in sorted(minutes, key=lambda area: (minutes[area], area)):
        rest = [unit for unit in units if unit.area != area or unit.depth == "expert"]
        if _need(rest, tier) <= what.plan.selection.capacity_minutes and area in what.catalog.area:
            yield area
