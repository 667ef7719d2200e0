"""Why each depth of a topic is in the plan, why in that week, or why it is left out: the facts.

`cause` says by which rule it was chosen: `everybody` (basics that everybody needs), `must` (a
must-have of a round), `ladder` (a rung of the chosen domain), `pinned`, `needed` (something chosen
requires it), `behind` (left out, for the must-haves come first and do not all fit), `worth` (worth
at least as much per hour as one more hour is), `filling` (worth less than that, or it fills time
that the must-haves could not), `unasked` (worth nothing to the role).

`timing` says what its week follows from, the first that holds: `pinned`, `interview` (before an
earlier one), `not-before`, `start` and `end` (as the catalog wants it), `expert` (waits for the
second half), `prerequisite` (it begins where the last that it requires ends), `order` (its turn in
the order of value).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from mlprep.core.choosing import retold
from mlprep.core.graph import closure
from mlprep.core.models import Catalog, Round
from mlprep.core.plan import Item, Plan, PlannedUnit
from mlprep.core.progress import State
from mlprep.core.reasons import first_days
from mlprep.core.selection import as_candidates, macroitems
from mlprep.core.sequence import middle_of
from mlprep.core.tiers import Setting, core_units, domain_path, due_units, with_below
from mlprep.core.value import round_areas

Status = Literal[
    "planned", "done", "known", "skipped", "put-off", "too-long", "blocked", "new", "left-out"
]
Cause = Literal[
    "everybody", "must", "ladder", "pinned", "needed", "behind", "worth", "filling", "unasked"
]
Timing = Literal[
    "pinned", "interview", "not-before", "start", "end", "expert", "prerequisite", "order",
    "must-haves", "fit",
]  # fmt: skip


class Belonging(NamedTuple):
    """By which rule a unit is wanted, and whom it serves."""

    cause: Cause
    rounds: Sequence[str] = ()  # those that need it, directly or not
    must_of: Sequence[str] = ()  # those whose must-have it is itself
    everybody: bool = False
    serves: Sequence[str] = ()  # chosen units that require it
    most_in: str = ""  # the round with most time on the area of a unit that is in for its worth


class When(NamedTuple):
    """Where a unit lies and what that follows from."""

    week: int
    day: date
    timing: Timing
    after: str = ""  # the unit it requires that ends last
    after_ends: date | None = None
    bound: str = ""  # the interview's name
    until: date | None = None  # its day, or the one before which the unit must not begin
    rank: int | None = None  # in the order of value, of `ranked`; None where an old order was kept
    ranked: int = 0


class Place(NamedTuple):
    """A depth's part in the plan."""

    unit: str
    status: Status
    belonging: Belonging | None = None
    when: When | None = None
    blocked_by: str = ""  # what it requires and cannot have
    until: date | None = None  # put off until that day


@dataclass(frozen=True)
class Places:
    """A plan that is looked at for its reasons."""

    catalog: Catalog
    plan: Plan
    state: State
    setting: Setting = field(init=False)

    def __post_init__(self) -> None:
        pinned = [unit for unit in self.state.pinned if unit in self.plan.unit]
        object.__setattr__(self, "setting", retold(self.catalog, self.plan, pinned))

    @cached_property
    def requires(self) -> Mapping[str, tuple[str, ...]]:
        """What each candidate requires."""
        return {unit.id: unit.requires for unit in self.plan.selection.units}

    @cached_property
    def learnt(self) -> Sequence[Item]:
        """The pieces of new material in plan order."""
        return [item for item in self.plan.items() if item.kind == "learn" and item.unit]

    @cached_property
    def cut(self) -> bool:
        """Whether must-haves are left out that could have been chosen."""
        units = self.plan.selection.units
        return any(unit.tier in ("core", "round") and not unit.selected for unit in units)

    @cached_property
    def marginal(self) -> float | None:
        """What one more hour would bring after all that comes first; None if that does not fit.

        Fractions allowed: the value per hour of what the rest of the room ends in, best first.
        """
        if self.cut:
            return None
        units = self.plan.selection.units
        first = {unit.id for unit in units if unit.selected and unit.tier != "rest"}
        room = self.plan.selection.capacity_minutes
        room -= sum(self.plan.unit[unit].minutes for unit in first)
        for macroitem in macroitems(as_candidates(u for u in units if u.id not in first)):
            room -= sum(self.plan.unit[name].minutes for name in macroitem)
            if room < 0:
                return self._worth_of(macroitem)
        return 0.0

    def per_hour(self, unit: str) -> float:
        """The value per hour of a unit; of one left out, with all that would have to come along."""
        return self._worth_of(closure([unit], self.requires) - {*self.plan.selected} or {unit})

    def _worth_of(self, names: Collection[str]) -> float:
        """The value per hour of candidates."""
        units = [self.plan.unit[name] for name in names]
        return 60 * sum(u.value for u in units) / max(1, sum(u.minutes for u in units))

    @property
    def average(self) -> float:
        """The value per hour of the whole plan."""
        return self._worth_of([u.id for u in self.plan.selection.units if u.selected])

    def place(self, unit: str) -> Place:
        """The place of a unit."""
        found = self.plan.unit.get(unit)
        if self.state.has(unit) or self.state.knows(unit):
            return Place(unit, "done" if unit in self.state.done else "known")
        if found is not None and unit in self.plan.selected:
            return Place(unit, "planned", self._belonging(found), self._when(found))
        if found is None or unit in self.state.skipped:
            return self._barred(unit)
        return self.left_out(found)

    def left_out(self, unit: PlannedUnit) -> Place:
        """The place of a candidate that was not chosen."""
        return Place(unit.id, "left-out", self._belonging(unit))

    def _barred(self, unit: str) -> Place:
        """Why a unit could not even be chosen."""
        skipped, too_long = self.state.skipped, self.plan.too_long
        if unit in skipped:
            until = skipped[unit]
            return Place(unit, "put-off" if until else "skipped", until=until)
        if unit in too_long:
            return Place(unit, "too-long")
        out = {*skipped, *too_long} - {*self.plan.selected}
        needs = closure([unit], self.catalog.requires)
        blocked = next((need for need in needs & out if not self.state.has(need)), "")
        return Place(unit, "blocked" if blocked else "new", blocked_by=blocked)

    def _belonging(self, unit: PlannedUnit) -> Belonging:
        chosen = self.plan.unit
        serves = tuple(
            u for u in self.plan.selected if u in chosen and unit.id in chosen[u].requires
        )
        must = tuple(name for name, units in self.musts.items() if unit.id in units)
        rounds = tuple(
            name for name, units in self.musts.items() if unit.id in closure(units, self.requires)
        )
        everybody = unit.id in closure(core_units(self.catalog), self.requires)
        cause = self._cause(unit, serves, must=bool(must), everybody=everybody)
        most_in = self._most_in(unit.area) if cause == "worth" and unit.selected else ""
        return Belonging(cause, rounds, must, everybody, serves, most_in)

    def _cause(
        self, unit: PlannedUnit, serves: Sequence[str], *, must: bool, everybody: bool
    ) -> Cause:
        """The first rule of the planner that wants the unit."""
        price = self.marginal
        rules: list[tuple[Cause, bool]] = [
            ("everybody", everybody),
            ("must", must),
            ("pinned", unit.id in self.state.pinned),
            ("needed", unit.tier == "round"),
            ("behind", self.cut and not unit.selected and self._asked(unit)),
            ("ladder", unit.tier == "domain" and unit.id in domain_path(self.setting)),
            ("needed", unit.tier == "domain"),
            ("worth", price is not None and self.per_hour(unit.id) >= max(price, 1)),
            ("needed", bool(serves)),
        ]
        rest: Cause = "filling" if self._asked(unit) else "unasked"
        return next((cause for cause, holds in rules if holds), rest)

    def _asked(self, unit: PlannedUnit) -> bool:
        """Whether the unit, or something that requires it, is worth anything to the role."""
        users = (u for u in self.plan.selection.units if u.value)
        return any(unit.id in closure([user.id], self.requires) for user in users)

    def _most_in(self, area: str) -> str:
        """The round that is expected to spend the most time on the area."""

        def time(held: Round) -> float:
            share = round_areas(held.areas, self.plan.profile.domain).get(area, 0)
            return held.probability * held.minutes * share

        most = max(self.setting.role.rounds, key=time)
        return most.name if time(most) else ""

    @cached_property
    def musts(self) -> Mapping[str, Sequence[str]]:
        """The must-haves of each round, with the depths below them."""
        return {held.name: with_below(self.setting, held) for held in self.setting.role.rounds}

    def _when(self, unit: PlannedUnit) -> When:
        begins = first_days(self.plan)[unit.id]
        after, ends = self._last_need(unit)
        timing, bound, until = self._timing(unit, begins)
        if timing == "order" and after and self._follows(unit.id, after):
            timing = "prerequisite"
        if timing == "order" and self.order and not self._in_turn(unit.id, begins):
            must = unit.tier in ("core", "round") and begins >= self.middle
            timing = "must-haves" if must else "fit"
        week = (begins - self.plan.profile.first).days // 7 + 1
        rank = self.order.index(unit.id) + 1 if self.order else None
        return When(week, begins, timing, after, ends, bound, until, rank, len(self.order))

    def _last_need(self, unit: PlannedUnit) -> tuple[str, date | None]:
        """What the unit requires that ends last in the plan, and the day."""
        ends = {item.unit: item.date for item in self.learnt if item.unit in unit.requires}
        last = next((i.unit for i in reversed(self.learnt) if i.unit in ends), None)
        return (last, ends[last]) if last else ("", None)

    def _in_turn(self, unit: str, begins: date) -> bool:
        """Whether all that come before it in the order of value begin before, if they can."""
        first = first_days(self.plan)
        ends = {item.unit: item.date for item in self.learnt}
        later = (u for u in self.order[: self.order.index(unit)] if first[u] > begins)
        return not any(
            all(ends[need] < begins for need in self.plan.unit[u].requires if need in ends)
            for u in later
        )

    def _follows(self, unit: str, need: str) -> bool:
        """Whether nothing else is learnt between the end of the one and the start of the other."""
        units = [item.unit for item in self.learnt]
        first = units.index(unit)
        return first > 0 and units[first - 1] == need

    def _timing(self, unit: PlannedUnit, begins: date) -> tuple[Timing, str, date | None]:
        profile, when = self.plan.profile, self.catalog.topic[unit.topic].when
        if unit.id in self.state.pinned:
            return "pinned", "", None
        due = due_units(self.setting).get(unit.id)
        if due and begins < due:
            return "interview", next(i.name for i in profile.earlier if i.date == due), due
        if unit.id in profile.not_before:
            return "not-before", "", profile.not_before[unit.id]
        if when != "any":
            return when, "", None
        late = unit.depth == "expert" and begins >= self.middle
        return ("expert" if late else "order"), "", None

    @property
    def middle(self) -> date:
        """The day from which must-haves come before all else."""
        return middle_of(self.setting.calendar, urgent=self.plan.profile.short_notice)

    @cached_property
    def order(self) -> Sequence[str]:
        """The chosen units in the order of value; none where a replan kept the order there was."""
        if self.plan.profile.origin is not None:
            return ()
        found = as_candidates(unit for unit in self.plan.selection.units if unit.selected)
        return [unit for macroitem in macroitems(found) for unit in macroitem]
