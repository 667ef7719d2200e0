"""What would be planned otherwise: the plan there is beside what a changed wish would give.

Every answer was tried: the changed wish goes the way that `mlprep plan` or `mlprep replan` takes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeVar

from mlprep.core.candidate import Profile
from mlprep.core.capacity import HOURS_LIMIT
from mlprep.core.changed import moved_last, per_day_text, week_minutes, which_days, with_more
from mlprep.core.choosing import select
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan, Tier
from mlprep.core.profile import Wish, make_profile
from mlprep.core.progress import State
from mlprep.core.replan import Manner, held_replanned, past, replanned
from mlprep.core.tiers import must_haves
from mlprep.errors import MlprepError

HOUR = 60
Said = Mapping[str, Any]  # fields of a wish
Made = TypeVar("Made")


class Choice(NamedTuple):
    """What a plan would hold before it is laid out, and what its first tiers want at all."""

    chosen: Collection[str] = ()
    musts: Mapping[Tier, Mapping[str, int]] = {}  # with the minutes


class WhatIf(NamedTuple):
    """A plan, and the wish and manner that led to it or that lead on from it."""

    catalog: Catalog
    state: State
    today: date
    plan: Plan
    wish: Wish = Wish(more_off=True)  # a replan with nothing said
    manner: Manner = Manner()

    def profile(self, said: Said) -> Profile | None:
        """The profile with what is said in addition; None if that cannot be meant."""
        return self._made(said, lambda profile: profile)

    def planned(self, said: Said) -> Plan | None:
        """The whole plan for what is said in addition; None if there cannot be one."""
        return self._made(
            said, lambda p: replanned(self.catalog, p, self.state, self.today, self.manner)
        )

    def held(self, said: Said | None) -> Mapping[str, int] | None:
        """The units of that plan and what they are worth; quicker than the plan."""
        return self._made(
            said, lambda p: held_replanned(self.catalog, p, self.state, self.today, self.manner)
        )

    def choice(self, said: Said | None) -> Choice:
        """What the plan would hold; much quicker than the plan. An empty one if there is none."""
        return self._made(said, self._choice) or Choice()

    def _choice(self, profile: Profile) -> Choice:
        before = past(self.catalog, profile, self.state, self.today, self.manner)
        chosen = select(self.catalog, profile, before=before)
        return Choice(chosen.tiers, must_haves(chosen.setting))

    def _made(self, said: Said | None, make: Callable[[Profile], Made]) -> Made | None:
        """What is made of the profile with what is said in addition; None if it cannot be."""
        if said is None:
            return None
        try:
            wish = self.wish._replace(**said)
            return make(make_profile(wish, self.catalog, self.state, self.today))
        except MlprepError:
            return None

    def more(self, minutes: int) -> Said | None:
        """So many minutes more a week, or less if negative; None if the days cannot have them."""
        profile = self.profile({})
        if profile is None:
            return None
        total = week_minutes(profile) + minutes
        if not 0 < total <= HOURS_LIMIT * HOUR:
            return None
        changed = with_more(profile, minutes)
        if week_minutes(changed) != total:
            return None
        return {"hours": None, "per_day": per_day_text(changed.minutes_per_weekday)}

    def later(self, weeks: int) -> Said | None:
        """The last interview so many weeks later."""
        profile = self.profile({})
        if profile is None:
            return None
        day = profile.interview + timedelta(weeks=weeks)
        told = self.wish.interviews
        moved = told if told is None else moved_last(told, profile, weeks)
        return {"weeks": None, "interview": day.isoformat(), "interviews": moved}

    def knowing(self, place: str) -> Said:
        """A topic, area or pillar known in addition."""
        return {"know": (*self.wish.know, place)}


def of_today(catalog: Catalog, state: State, today: date) -> WhatIf | None:
    """What a replan of today would give; None without a plan or after its interview."""
    plan = state.plan
    if plan is None or plan.profile.interview <= today:
        return None
    return WhatIf(catalog, state, today, plan)


def rebased(what: WhatIf) -> WhatIf:
    """The same beside the plan that a replan would give with nothing said, if it would change."""
    return what._replace(plan=what.planned({}) or what.plan)


class Effect(NamedTuple):
    """The units that a change adds and those that it drops, the most valuable first."""

    adds: Sequence[str] = ()
    drops: Sequence[str] = ()


def effect(what: WhatIf, held: Mapping[str, int]) -> Effect:
    """What a plan that holds these units, with their worth, changes in what is left to learn."""
    worth = {unit.id: unit.value for unit in what.plan.selection.units} | {**held}

    def ranked(units: set[str]) -> list[str]:
        return sorted(units, key=lambda unit: (-worth.get(unit, 0), unit))

    before, after = left(what.plan.selected, what.state), left(held, what.state)
    return Effect(ranked(after - before), ranked(before - after))


def left(units: Collection[str], state: State) -> set[str]:
    """Those of the units that are neither done nor known."""
    return {unit for unit in units if not state.has(unit)}


class Price(NamedTuple):
    """What one more hour a week, and one less, would change; None where it cannot be."""

    more: Effect | None = None
    less: Effect | None = None
    days: tuple[str, str] = ("", "")  # on which days, in words, unless `--hours` says it
    replan_first: bool = False  # nothing is said: the plan is no longer what would be planned


def price_of_time(what: WhatIf) -> Price:
    """Choose and lay out twice: with an hour more a week, and with an hour less."""

    def tried(minutes: int) -> Effect | None:
        held = what.held(what.more(minutes))
        return None if held is None else effect(what, held)

    return Price(tried(HOUR), tried(-HOUR), which_days(what.plan.profile))


def price_shown(catalog: Catalog, state: State, today: date) -> Price | None:
    """The same for the plan that is shown again: as `mlprep plan` was, while nothing has happened.

    Where a replan with nothing said would already take in or drop something, no price is said.
    """
    what = of_today(catalog, state, today)
    if what is None:
        return None
    based = rebased(what)
    if left(based.plan.selected, state) != left(what.plan.selected, state):
        return Price(replan_first=True)
    untouched = based.plan is what.plan and what.plan.profile.origin is None
    return price_of_time(based._replace(manner=Manner(stay=False)) if untouched else based)
