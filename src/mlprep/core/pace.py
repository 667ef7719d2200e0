"""How long things really take this person, against the catalog's estimates, by area.

The pace of an area is (minutes taken + K) / (minutes estimated + K), K being PRIOR minutes of
doubt: few figures move it little. It counts from FEWEST timed units and LEAST minutes on, is
rounded to five per cent, and an area with fewer than OWN timed units goes by the pace of all.
A unit is timed if it was said what its rest took; parts of it count with what they took.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mlprep.core.models import Catalog
from mlprep.core.progress import State

PRIOR = 240  # minutes
FEWEST, LEAST, OWN = 6, 300, 4  # units in all, minutes in all, units of one area
STEP = 5  # percent
SLOWEST, QUICKEST = 200, 50  # percent


class Timed(NamedTuple):
    """What was taken and what was estimated, in minutes, for a number of units."""

    units: int = 0
    taken: int = 0
    estimated: int = 0

    def plus(self, taken: int, estimated: int) -> Timed:
        """With one more unit."""
        return Timed(self.units + 1, self.taken + taken, self.estimated + estimated)

    @property
    def percent(self) -> int:
        """The pace, shrunk towards 100 and rounded."""
        pace = 100 * (self.taken + PRIOR) / (self.estimated + PRIOR)
        return min(SLOWEST, max(QUICKEST, round(pace / STEP) * STEP))


def timed(catalog: Catalog, state: State) -> dict[str, Timed]:
    """What is known of each area; "" holds all of them. What was rusty tells nothing."""
    found: dict[str, Timed] = {"": Timed()}
    rusty = {*state.rusty, *(state.plan.profile.rusty if state.plan else ())}
    for unit, rest in state.took.items():
        if unit in state.done and unit not in rusty and catalog.has(unit):
            area = catalog.topic[unit.partition(":")[0]].area
            taken, estimated = rest + state.spent.get(unit, 0), catalog.depth(unit).minutes
            for name in ("", area):
                found[name] = found.get(name, Timed()).plus(taken, estimated)
    return found


def paces(catalog: Catalog, state: State, before: Mapping[str, int]) -> dict[str, int]:
    """Percent of the estimate by area, "" for the others; none on too few figures.

    A pace that was used before stays while the figures differ from it by one step only.
    """
    known = timed(catalog, state)
    whole = known.pop("")
    if whole.units < FEWEST or whole.estimated < LEAST:
        return dict(before)
    found = {"": whole.percent}
    found |= {area: own.percent for area, own in known.items() if own.units >= OWN}
    for area, percent in found.items():
        if abs(before.get(area, percent) - percent) <= STEP:
            found[area] = before.get(area, percent)
    return found
