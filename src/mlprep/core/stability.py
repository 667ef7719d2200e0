"""How far the choice hangs on opinions: thirty tries with other weights and other minutes.

In each try the weight of every area and of every topic is drawn from 80 to 120 % of the catalog's
(a unit's value is multiplied by both), and the minutes of every unit from 70 to 130 % of the
plan's, all evenly and independently. Then the plan's own rules choose anew from the plan's own
candidates for the same room: the basics that everybody needs, the must-haves of the rounds, the
domain, the best of the rest. The rules are left as they are, for they are not estimates: what
everybody needs stays in whatever it is worth, as long as it fits. (Were the must-haves left free,
the tries would tell about a planner that nobody uses.) How the days are laid out is not tried, so
a unit is counted that might find no place in the calendar.

The draws are the same on every machine and for every plan: each is a hash of the number of the try
and the name of what is varied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

from mlprep.core.choosing import retold
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan, PlannedUnit
from mlprep.core.selection import Candidate
from mlprep.core.tiers import choose

DRAWS = 30
WEIGHTS, MINUTES = 20, 30  # percent by which they are varied, up and down
STABLE, LIKELY = 27, 15  # tries in which a unit is taken
STEP = 5  # minutes to which varied ones are rounded
Mark = Literal["stable", "likely", "toss-up"]


class UnitStability(NamedTuple):
    """A candidate, in how many tries it was taken, and the mark of one that the plan holds."""

    id: str
    taken: int
    selected: bool
    mark: Mark | None


class Stability(NamedTuple):
    """What the tries say of every candidate that the plan or any of them takes."""

    units: Sequence[UnitStability]

    def of(self, mark: Mark) -> list[str]:
        """The chosen units of a mark."""
        return [unit.id for unit in self.units if unit.mark == mark]

    @property
    def left_out(self) -> list[str]:
        """What the plan leaves out and half of the tries take, the most often taken first."""
        found = [u for u in self.units if not u.selected and u.taken >= LIKELY]
        return [unit.id for unit in sorted(found, key=lambda unit: -unit.taken)]

    def to_json(self) -> dict[str, Any]:
        """The tries as plain data."""
        return {
            "draws": DRAWS,
            "weights_percent": WEIGHTS,
            "minutes_percent": MINUTES,
            "units": [unit._asdict() for unit in self.units],
        }


def stability(plan: Plan, catalog: Catalog, pinned: Collection[str] = ()) -> Stability | None:
    """Choose anew in every try; None if the catalog no longer has the plan's role."""
    if any(role not in catalog.role for role in plan.profile.roles):
        return None
    setting = retold(catalog, plan, [unit for unit in pinned if unit in plan.unit])
    taken: Counter[str] = Counter()
    for draw in range(1, DRAWS + 1):
        taken.update(set(choose(setting, varied(plan.selection.units, draw))))
    return Stability(
        [
            UnitStability(u.id, taken[u.id], u.selected, _mark(taken[u.id]) if u.selected else None)
            for u in plan.selection.units
            if u.selected or taken[u.id]
        ]
    )


def _mark(taken: int) -> Mark:
    return "stable" if taken >= STABLE else "likely" if taken >= LIKELY else "toss-up"


def varied(units: Sequence[PlannedUnit], draw: int) -> Mapping[str, Candidate]:
    """The candidates with the weights and minutes of a try."""
    weight = {
        name: _factor(draw, name, WEIGHTS)
        for name in {*(u.area for u in units), *(u.topic for u in units)}
    }
    return {
        u.id: Candidate(
            u.id,
            max(STEP, round(u.minutes * _factor(draw, u.id, MINUTES) / STEP) * STEP),
            round(u.value * weight[u.area] * weight[u.topic]),
            u.requires,
        )
        for u in units
    }


def _factor(draw: int, name: str, percent: int) -> float:
    """A number from 1 - percent to 1 + percent."""
    drawn = int.from_bytes(blake2b(f"{draw} {name}".encode(), digest_size=8).digest())
    return 1 + percent / 100 * (2 * drawn / 2**64 - 1)
