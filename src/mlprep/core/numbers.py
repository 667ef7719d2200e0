"""The numbers behind a unit's worth, as the catalog's opinions give them."""

from __future__ import annotations

from typing import NamedTuple

from mlprep.core.place import Places
from mlprep.core.value import ASKED, area_weights, depth_factor


class Numbers(NamedTuple):
    """What a unit is worth and why; the factors are None for a plan of several roles."""

    value: int
    minutes: int
    value_per_hour: float
    value_per_hour_with_needs: float  # with all that is not in and would have to come along
    plan_value_per_hour: float  # on average
    marginal_value_per_hour: float | None  # None if not all fits that comes first
    area_weight: float | None = None
    asked: int | None = None
    depth_factor: float | None = None
    multiplier: float | None = None


def numbers(places: Places, unit: str) -> Numbers | None:
    """The numbers of a candidate; None for a unit that is none."""
    catalog, plan = places.catalog, places.plan
    found = plan.unit.get(unit)
    if found is None:
        return None
    plain = Numbers(
        found.value,
        found.minutes,
        round(60 * found.value / found.minutes, 1),
        round(places.per_hour(unit), 1),
        round(places.average, 1),
        None if places.marginal is None else round(places.marginal, 1),
    )
    if len(plan.profile.roles) > 1 or plan.profile.roles[0] not in catalog.role:
        return plain  # joined from several roles' values, or of a role that is gone
    role, domain = catalog.role[plan.profile.roles[0]], plan.profile.domain
    weight = area_weights(role, domain).get(found.area, 0.0)
    asked = ASKED[catalog.topic[found.topic].importance]
    factor = depth_factor(role, found.area, found.depth, domain)
    multiplier = role.topics.get(found.topic, 1.0)
    if round(100 * weight * asked * factor * multiplier) != found.value:
        return plain
    return plain._replace(
        area_weight=round(weight, 3),
        asked=asked,
        depth_factor=factor,
        multiplier=multiplier,
    )
