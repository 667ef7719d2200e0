"""What a unit is worth to a role: opinions turned into integers.

    value(unit, role) = round(100 * area weight * asked[importance] * depth factor * multiplier)

The area weight is the time of the role's interview loop that draws on the area, in expected hours:
the sum over rounds of probability * minutes / 60 * the area's share of the round. `asked` doubles
with each step of importance (asked twice as often). Depth factors and multipliers are role data.
"""

from __future__ import annotations

from collections.abc import Mapping

from mlprep.core.fields import DEPTHS, OWN_DOMAIN
from mlprep.core.models import Catalog, Role, Unit

ASKED = {1: 1, 2: 2, 3: 4, 4: 8, 5: 16}


def round_areas(areas: Mapping[str, float], domain: str | None) -> dict[str, float]:
    """A round's areas as shares of 1, with the chosen domain in the place of "domain"."""
    named: dict[str, float] = {}
    for area, weight in areas.items():
        place = domain if area == OWN_DOMAIN else area
        if place is not None:
            named[place] = named.get(place, 0.0) + weight
    total = sum(named.values())
    return {area: weight / total for area, weight in named.items()}


def area_weights(role: Role, domain: str | None) -> dict[str, float]:
    """Expected interview hours that draw on each area."""
    weights: dict[str, float] = {}
    for interview in role.rounds:
        hours = interview.probability * interview.minutes / 60
        for area, share in round_areas(interview.areas, domain).items():
            weights[area] = weights.get(area, 0.0) + hours * share
    return weights


def depth_factor(role: Role, area: str, depth: str, domain: str | None) -> float:
    """How much of a topic's worth this depth has for the role."""
    factors = role.depth_factors
    if area == domain:
        chosen = factors.domain
    elif area in role.emphasis:
        chosen = factors.emphasis
    else:
        chosen = factors.plain
    return chosen[DEPTHS.index(depth)]


def unit_values(
    catalog: Catalog, units: Mapping[str, Unit], role: Role, domain: str | None
) -> dict[str, int]:
    """The worth of every unit to the role, as an integer ≥ 0 (see the head of the module)."""
    weights = area_weights(role, domain)
    return {
        unit.id: round(
            100
            * weights.get(unit.area, 0.0)
            * ASKED[catalog.topic[unit.topic].importance]
            * depth_factor(role, unit.area, unit.depth, domain)
            * role.topics.get(unit.topic, 1.0)
        )
        for unit in units.values()
    }
