"""What there was before a plan: what is done, what today has used, the plan to stay close to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from mlprep.core.plan import Plan


class Before(NamedTuple):
    """The past as the planner sees it; all of it may be empty.

    `spent` are minutes of the first planned day that are used, for new material and for practice.
    `weak` counts the points of a topic's questions that were missed last time.
    """

    done: Mapping[str, date] = {}  # units, and items without a unit
    spent: tuple[int, int] = (0, 0)
    pinned: Collection[str] = ()
    weak: Mapping[str, int] = {}
    old: Plan | None = None  # the plan that runs
    stay: bool = False  # whether to stay close to it
    this_week: bool = False  # whether the week that runs may change too


NOTHING = Before()
