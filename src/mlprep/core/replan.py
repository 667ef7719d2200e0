"""How one plan differs from another: what enters, what leaves, what moves to another week."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mlprep.core.plan import Plan


@dataclass(frozen=True)
class Difference:
    """Units by id; `moved` holds (unit, old week, new week)."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    moved: tuple[tuple[str, int, int], ...]

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.dropped or self.moved)


def difference(old: Plan, new: Plan, done: Collection[str] = ()) -> Difference:
    """Compare what is left to learn in two plans; weeks are counted from the old start."""
    before, after = _first_days(old), _first_days(new)
    before = {unit: day for unit, day in before.items() if unit not in done}
    moved = [
        (unit, *places)
        for unit in after
        if unit in before
        and (places := (_week_from(old, before[unit]), _week_from(old, after[unit])))
        and places[0] != places[1]
    ]
    return Difference(
        added=tuple(unit for unit in after if unit not in before),
        dropped=tuple(unit for unit in before if unit not in after),
        moved=tuple(moved),
    )


def _first_days(plan: Plan) -> dict[str, int]:
    days: dict[str, int] = {}
    for item in plan.items():
        if item.kind == "learn" and item.unit:
            days.setdefault(item.unit, item.date.toordinal())
    return days


def _week_from(plan: Plan, day: int) -> int:
    """The week of a day, counted as in `plan`."""
    return (day - plan.profile.start.toordinal()) // 7 + 1
