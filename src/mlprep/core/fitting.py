"""When the must-haves do not fit: the single changes with which they would, each of them tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from mlprep.core.capacity import HALF_HOUR
from mlprep.core.changed import (
    MOST_MORE_WEEKS,
    least_planned,
    more_half_hours,
    more_weeks,
    most_half_hours,
    which_days,
)
from mlprep.core.plan import Plan, Tier
from mlprep.core.quantities import spell_count, spell_hours
from mlprep.core.tiers import SCARCE
from mlprep.core.whatif import Said, WhatIf

Musts = Mapping[Tier, Mapping[str, int]]
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
    more = next((n for n in FEW if what.held(what.more(n * HALF_HOUR))), None)
    weeks = next((n for n in FEW if what.held(what.later(n))), None)
    if more:
        options.append(f"with {spell_hours(more * HALF_HOUR)} more a week")
    if weeks:
        options.append(f"with {spell_count(weeks, 'more week')}")
    way = f" One would fit {', or '.join(options)}." if options else ""
    return f"No topic fits into these minutes: the plan holds practice alone.{way}"


def shortfall(what: WhatIf) -> str:
    """The first tier that did not fit whole, and small single changes with which it would."""
    if _holds_all(what.plan):
        return ""
    musts = what.choice({}).musts
    for tier, words in TIER_WORDS.items():
        missing = musts.get(tier, {}).keys() - {*what.plan.selected}
        if missing:
            lost = spell_hours(sum(musts[tier][unit] for unit in missing))
            told = f"{words} do not all fit: {lost} of them are left out."
            return " ".join([told, *_changes(what, tier, musts)])
    return ""


def _holds_all(plan: Plan) -> bool:
    """Whether the plan itself tells that it holds every must-have."""
    musts = (unit.selected for unit in plan.selection.units if unit.tier in TIER_WORDS)
    return not plan.too_long and all(musts)


def _changes(what: WhatIf, tier: Tier, musts: Musts) -> Iterator[str]:
    """More weeks, more hours a week, or something known, with which the tier fits whole."""
    need, options, profile = _need(musts, tier), [], what.plan.profile
    guess, most = more_half_hours(profile, need) or 1, most_half_hours(profile)
    half_hours = _sought(what, tier, lambda n: what.more(n * HALF_HOUR), guess, most)
    weeks = _sought(what, tier, what.later, more_weeks(profile, need) or 1, MOST_MORE_WEEKS)
    if weeks:
        options.append(f"with {spell_count(weeks, 'more week')}")
    if half_hours:
        options.append(
            f"with {spell_hours(half_hours * HALF_HOUR)} more a week{which_days(profile)[0]}"
        )
    area = _area(what, tier, musts)
    if area:
        title = what.catalog.area[area].title
        options.append(f"if you knew {title} already (--know {area})")
    if options:
        yield f"They would fit {', or '.join(options)}."


def _need(musts: Musts, tier: Tier) -> int:
    """New minutes with which the tier should fit: beside the other must-haves, or well before."""
    core = sum(musts["core"].values())
    both = core + sum(musts["round"].values())
    return min(both, round(core * SCARCE)) if tier == "core" else both


def _sought(
    what: WhatIf, tier: Tier, change: Callable[[int], Said | None], guess: int, most: int
) -> int | None:
    """The least change with which the tier fits whole."""
    return least_planned(
        lambda n: _chosen(what, tier, change(n)),
        lambda n: _laid_out(what, tier, change(n)),
        guess,
        most,
    )[0]


def _chosen(what: WhatIf, tier: Tier, said: Said | None) -> bool:
    """Whether the whole tier would be chosen."""
    choice = what.choice(said)
    return tier in choice.musts and choice.musts[tier].keys() <= {*choice.chosen}


def _laid_out(what: WhatIf, tier: Tier, said: Said | None) -> bool:
    """Whether the plan that is really made holds the whole tier."""
    held = what.held(said)
    return held is not None and what.choice(said).musts[tier].keys() <= held.keys()


def _area(what: WhatIf, tier: Tier, musts: Musts) -> str:
    """The area of fewest minutes that makes the tier fit if it is known; "" if none does."""
    known = (what.knowing(area) for area in islice(_areas(what, tier, musts), MOST_AREAS))
    found = (said for said in known if _chosen(what, tier, said) and _laid_out(what, tier, said))
    return next((said["know"][-1] for said in found), "")


def _areas(what: WhatIf, tier: Tier, musts: Musts) -> Iterator[str]:
    """Areas whose must-haves take as much as is missing, the fewest minutes first."""
    minutes: dict[str, int] = {}
    for mine in musts.values():
        for unit, needed in mine.items():
            minutes[_area_of(what, unit)] = minutes.get(_area_of(what, unit), 0) + needed
    for area in sorted(minutes, key=lambda area: (minutes[area], area)):
        rest = {mine: _without(what, area, units) for mine, units in musts.items()}
        if _need(rest, tier) <= what.plan.selection.capacity_minutes:
            yield area


def _area_of(what: WhatIf, unit: str) -> str:
    return what.catalog.topic[unit.partition(":")[0]].area


def _without(what: WhatIf, area: str, units: Mapping[str, int]) -> Mapping[str, int]:
    """The units that are left if the area is known, which says nothing of expert depths."""
    return {
        unit: minutes
        for unit, minutes in units.items()
        if _area_of(what, unit) != area or unit.endswith(":expert")
    }
