"""What a changed catalog means for the plan that runs. Nothing moves until the user replans."""

from __future__ import annotations

from typing import NamedTuple

from mlprep.core.choosing import personal_minutes
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.progress import State


class Upgrade(NamedTuple):
    """Units of the plan, still to learn, that the catalog no longer has or sizes otherwise."""

    gone: tuple[str, ...] = ()
    resized: tuple[tuple[str, int, int], ...] = ()  # unit, minutes in the plan, minutes now

    @property
    def matters(self) -> bool:
        """Whether the plan is touched."""
        return bool(self.gone or self.resized)


def upgrade(plan: Plan, catalog: Catalog, state: State) -> Upgrade:
    """Compare what the plan still holds with the catalog as it is now."""
    if plan.catalog.sha256 == catalog.sha256:
        return Upgrade()
    units = catalog.units
    still = [unit for unit in plan.selected if not state.has(unit)]
    gone = tuple(unit for unit in still if unit not in units)
    resized = tuple(
        (unit, plan.unit[unit].minutes, now)
        for unit in still
        if unit in units
        and (now := personal_minutes(units[unit], plan.profile)) != plan.unit[unit].minutes
    )
    return Upgrade(gone, resized)


def unknown_units(catalog: Catalog, state: State) -> tuple[str, ...]:
    """Units that were done or known and that the catalog does not have: kept, and counted."""
    mine = [unit for unit in (*state.done, *state.known) if ":" in unit and "/" not in unit]
    return tuple(dict.fromkeys(unit for unit in mine if not catalog.has(unit)))
