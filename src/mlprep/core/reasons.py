"""Why a new plan differs from the one before it: for each unit the first cause that holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mlprep.core.models import Catalog
from mlprep.core.plan import Item, Plan
from mlprep.core.quantities import spell_day

Cause = Callable[[str], str]  # words if it is the cause of a change of the unit, else ""


def first_days(plan: Plan) -> dict[str, date]:
    """The day on which each unit, and each step of the project, begins, in plan order."""
    days: dict[str, date] = {}
    for item in plan.items():
        days.setdefault(place_of(item), item.date)
    days.pop("", None)
    return days


def place_of(item: Item) -> str:
    """The unit or step of the project that an item belongs to; "" for all else."""
    if item.kind == "learn":
        return item.unit or ""
    return item.id.partition("/")[0] if item.kind == "project" else ""


@dataclass(frozen=True)
class Reasons:
    """Two plans, and what explains their differences."""

    old: Plan
    new: Plan
    catalog: Catalog
    done: Collection[str] = ()
    pinned: Collection[str] = ()
    apart: bool = False  # neither was made in the place of the other: only what was asked explains

    @cached_property
    def before(self) -> Mapping[str, date]:
        """Where the old plan begins each unit that is not done."""
        return {unit: day for unit, day in first_days(self.old).items() if unit not in self.done}

    @cached_property
    def after(self) -> Mapping[str, date]:
        """Where the new plan begins each unit that is not done."""
        return {unit: day for unit, day in first_days(self.new).items() if unit not in self.done}

    @cached_property
    def fit(self) -> Mapping[str, str]:
        """Why units enter and leave for which there is no other cause than the minutes."""
        left = self.before.keys() - self.after.keys()
        gone = self._minutes(self.old, {u for u in left if not self.special(u, "dropped")})
        come = self._minutes(self.new, self.after.keys() - self.before.keys())
        if not gone or not come:
            return {"dropped": NO_ROOM, "added": "there is room for it"}
        if gone > come:
            return {"dropped": NO_ROOM, "added": "fits into what is left"}
        return {"dropped": GIVES_WAY, "added": "in the place of what leaves"}

    def _minutes(self, plan: Plan, units: Collection[str]) -> int:
        return sum(item.minutes for item in plan.items() if place_of(item) in units)

    def week(self, day: date) -> int:
        """The week of a day, counted as in the old plan."""
        return (day - self.old.profile.first).days // 7 + 1

    def moves(self, unit: str) -> bool:
        """Whether a unit comes in another week, or a pinned one on another day."""
        was, comes = self.before.get(unit), self.after.get(unit)
        if not was or not comes or ":" not in unit:
            return False
        return was != comes if unit in self.pinned else self.week(was) != self.week(comes)

    def why(self, unit: str, kind: str) -> str:
        """The first cause that holds, in words."""
        if self.apart:
            asked = (self._known, self._gone, self._skipped, self._for_whom)
            return next(filter(None, (cause(unit) for cause in asked)), "")
        return self.special(unit, kind) or self.fit[kind]

    def special(self, unit: str, kind: str) -> str:
        """The first cause beside the minutes that there are, or ""."""
        causes: dict[str, tuple[Cause, ...]] = {
            "dropped": (self._known, self._gone, self._skipped, self._barred, self._for_whom),
            "added": (self._pinned, self._returned, self._needed, self._for_whom, self._asked),
            "moved": (self._was_open, self._unpinned, self._held_back, self._asked, self._shifted),
        }
        words = (cause(unit) for cause in causes[kind])
        return next(filter(None, words), "")

    def title(self, name: str) -> str:
        """What a unit or a step of the project is called."""
        steps = (i for plan in (self.new, self.old) for i in plan.items() if i.kind == "project")
        step = next((i.title for i in steps if i.id.partition("/")[0] == name), "")
        return step or self._title(name)

    def _known(self, unit: str) -> str:
        return "you know it" if unit in self.new.profile.known else ""

    def _gone(self, unit: str) -> str:
        return "no longer in the catalog" if ":" in unit and not self.catalog.has(unit) else ""

    def _skipped(self, unit: str) -> str:
        if unit in self.new.profile.skipped:
            return "you skip it"
        until = self.new.profile.not_before.get(unit)
        barred = until and unit not in self.new.unit  # else it could have been chosen
        return f"skipped until {spell_day(until)}" if until and barred else ""

    def _barred(self, unit: str) -> str:
        """What it requires, directly or not, and cannot have."""
        for need in self._needs(unit):
            if self._gone(need) or self._skipped(need):  # either way it is no candidate
                return f"needs {self._title(need)}, which is left out"
        return ""

    def _needs(self, unit: str) -> Iterator[str]:
        seen = {unit}
        stack = [unit]
        while stack:
            found = self.old.unit.get(stack.pop())
            for need in found.requires if found else ():
                if need not in seen:
                    seen.add(need)
                    stack.append(need)
                    yield need

    def _for_whom(self, _: str) -> str:
        old, new = self.old.profile, self.new.profile
        role = "for the new role" if old.roles != new.roles else ""
        words = role or ("for the new domain" if old.domain != new.domain else "")
        timed = ("minutes_per_weekday", "interview", "days_off")
        other = any(getattr(old, name) != getattr(new, name) for name in timed)
        return f"{words} and time" if words and other else words

    def _returned(self, unit: str) -> str:
        if unit in self.old.profile.known:
            return "not known after all"
        if unit in self.old.profile.skipped or unit in self.old.profile.not_before:
            return "no longer skipped"
        there = ":" not in unit or unit in self.old.unit or unit in self.done
        return "" if there else "new in the catalog"

    def _pinned(self, unit: str) -> str:
        return "you pinned it" if unit in self.pinned else ""

    def _needed(self, unit: str) -> str:
        users = (u for u in self.new.selection.units if u.selected and unit in u.requires)
        user = next(users, None)
        return f"{NEEDED_FOR} {self._title(user.id)}" if user else ""

    def _asked(self, unit: str) -> str:
        """Whether it is a must-have, and the old plan did not know of an interview before it."""
        told = {self.old.profile.interview, *(i.date for i in self.old.profile.interviews)}
        fresh = [i for i in self.new.profile.earlier if i.date not in told]
        if unit not in self.new.unit or self.new.unit[unit].tier not in MUSTS:
            return ""
        day = self.after[unit]
        ahead = [i.date for i in fresh if day < i.date]
        sooner = unit not in self.before or day < self.before[unit]
        return f"before the interview on {spell_day(min(ahead))}" if ahead and sooner else ""

    def _was_open(self, unit: str) -> str:
        day = self.before[unit]
        return f"{OPEN_SINCE} {spell_day(day)}" if day < self.new.profile.from_day else ""

    def _unpinned(self, unit: str) -> str:
        if unit not in self.pinned:
            return ""
        if self.before[unit] >= self.new.sweep_starts:
            return "could not stay pinned: its day is in the final sweep now"
        needs = [n for n in self.new.unit[unit].requires if n in self.after]
        if any(self.after[need] >= self.before[unit] for need in needs):
            return "could not stay pinned: what it needs comes first"
        return "could not stay pinned: its day has no room for it now"

    def _held_back(self, unit: str) -> str:
        until = self.new.profile.not_before.get(unit)
        return f"not before {spell_day(until)}" if until else ""

    def _shifted(self, unit: str) -> str:
        if self.after[unit] < self.before[unit]:
            return "there is room for it earlier"
        if self.before[unit] in self.new.profile.days_off:
            return "its day is off now"
        return "its days are needed for what comes before it"

    def _title(self, unit: str) -> str:
        topic = self.catalog.topic.get(unit.partition(":")[0])
        return topic.title.partition(":")[0] if topic else unit


OPEN_SINCE = "open since"
NEEDED_FOR = "needed for"
MUSTS = ("core", "round")
NO_ROOM, GIVES_WAY = "no room for it any more", "gives way to what comes in"
