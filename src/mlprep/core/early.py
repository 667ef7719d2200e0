"""How early the value comes: by the end of each week, beside the best that its hours allow.

All is measured against what the whole plan is worth. The best is the most valuable choice for the
new minutes up to then, whatever has to come first (proved); it may pass the whole plan, which
takes must-haves that are worth less for their time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mlprep.core.plan import Plan
from mlprep.core.selection import as_candidates, solve

EFFORT = 60_000  # units and states looked at for a week


class WeekWorth(NamedTuple):
    """Percent of the plan's value finished by the end of a week, and the most that could be."""

    so_far: int
    best: int


def week_worth(plan: Plan, number: int) -> WeekWorth | None:
    """The value by the end of a week; None before the plan, or if it is worth nothing."""
    whole = plan.selection.value
    if not whole or number not in {week.number for week in plan.weeks}:
        return None
    minutes = dict.fromkeys(plan.selected, 0)
    for week in plan.weeks:
        for item in week.items if week.number <= number else ():
            if item.kind == "learn" and item.unit:
                minutes[item.unit] += item.minutes
    finished = [unit for unit, done in minutes.items() if done == plan.unit[unit].minutes]
    so_far = sum(plan.unit[unit].value for unit in finished)
    units = as_candidates(plan.selection.units)
    best = solve(units, sum(minutes.values()), effort=EFFORT).upper_bound
    return WeekWorth(100 * so_far // whole, -(-100 * best // whole))


def weeks_worth(plan: Plan) -> Mapping[int, WeekWorth]:
    """The value by the end of every week of the plan."""
    found = {week.number: week_worth(plan, week.number) for week in plan.weeks}
    return {number: worth for number, worth in found.items() if worth}
