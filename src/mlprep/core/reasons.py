"""Why a new plan differs from the one before it: for each unit the first cause that holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.quantities import spell_day

Cause = Callable[[str], str]  # words if it is the cause of a change of the unit, else ""


def first_days(plan: Plan) -> dict[str, date]:
    """The day on which each unit begins, in plan order."""
    days: dict[str, date] = {}
    for item in plan.items():
        if item.kind == "learn" and item.unit:
            days.setdefault(item.unit, item.date)
    return days


@dataclass(frozen=True)
class Reasons:
    """Two plans, and what explains their differences."""

    old: Plan
    new: Plan
    catalog: Catalog
    done: Collection[str] = ()
    pinned: Collection[str] = ()

    @cached_property
    def before(self) -> Mapping[str, date]:
        """Where the old plan begins each unit that is not done."""
        return {unit: day for unit, day in first_days(self.old).items() if unit not in self.done}

    @cached_property
    def after(self) -> Mapping[str, date]:
        """Where the new plan begins each unit."""
        return first_days(self.new)

    def week(self, day: date) -> int:
        """The week of a day, counted as in the old plan."""
        return (day - self.old.profile.first).days // 7 + 1

    def why(self, unit: str, kind: str) -> str:
        """The first cause that holds, in words."""
        causes: dict[str, tuple[Cause, ...]] = {
            "dropped": (self._known, self._gone, self._skipped, self._barred, self._for_whom),
            "added": (self._pinned, self._returned, self._needed, self._for_whom, self._asked),
            "moved": (self._was_open, self._unpinned, self._held_back, self._asked, self._shifted),
        }
        words = (cause(unit) for cause in causes[kind])
        return next(filter(None, words), LAST_RESORT[kind])

    def _known(self, unit: str) -> str:
        return "you know it" if unit in self.new.profile.known else ""

    def _gone(self, unit: str) -> str:
        return "" if self.catalog.has(unit) else "no longer in the catalog"

    def _skipped(self, unit: str) -> str:
        if unit in self.new.profile.skipped:
            return "you skip it"
        until = self.new.profile.not_before.get(unit)
        return f"skipped until {spell_day(until)}" if until else ""

    def _barred(self, unit: str) -> str:
        """What it requires, directly or not, and cannot have."""
        for need in self._needs(unit):
            if self._gone(need) or self._skipped(need):
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
        if old.roles != new.roles:
            return "for the new role"
        return "for the new domain" if old.domain != new.domain else ""

    def _returned(self, unit: str) -> str:
        if unit in self.old.profile.known:
            return "not known after all"
        if unit in self.old.profile.skipped or unit in self.old.profile.not_before:
            return "no longer skipped"
        return "" if unit in self.old.unit or unit in self.done else "new in the catalog"

    def _pinned(self, unit: str) -> str:
        return "you pinned it" if unit in self.pinned else ""

    def _needed(self, unit: str) -> str:
        users = (u for u in self.new.selection.units if u.selected and unit in u.requires)
        user = next(users, None)
        return f"{NEEDED_FOR} {self._title(user.id)}" if user else ""

    def _asked(self, unit: str) -> str:
        """Whether an interview that the old plan did not know asks for it soon."""
        told = set(self.old.profile.interviews)
        fresh = [i for i in self.new.profile.earlier if i not in told]
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
        return "could not stay pinned: what it needs comes first"

    def _held_back(self, unit: str) -> str:
        until = self.new.profile.not_before.get(unit)
        return f"not before {spell_day(until)}" if until else ""

    def _shifted(self, unit: str) -> str:
        if self.after[unit] < self.before[unit]:
            return "days before it are free now"
        return "days before it are needed for what moved"

    def _title(self, unit: str) -> str:
        topic = self.catalog.topic.get(unit.partition(":")[0])
        return topic.title.partition(":")[0] if topic else unit


OPEN_SINCE = "open since"
NEEDED_FOR = "needed for"
NO_ROOM = "no room for it any more"
LAST_RESORT = {
    "dropped": NO_ROOM,
    "added": "there is room for it",
    "moved": "",
}
