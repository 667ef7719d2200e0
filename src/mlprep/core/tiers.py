"""Which units go into the plan: the tiers, filled in order, each as far as it fits.

`core` holds what everybody must have, `round` the must-haves of the role's rounds, `domain` the
chosen domain's ladder until the domain has its share of the new minutes, `rest` the best value that
still fits. A plain sum would let a whole round fall to zero, but a loop of interviews is passed
round by round. Where the core would take most of the time, or the interview is less than two weeks
away, the rounds come before it. What the candidate has pinned comes before all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from mlprep.core.candidate import Interview, Profile
from mlprep.core.capacity import Calendar
from mlprep.core.fields import DEPTHS, OWN_DOMAIN
from mlprep.core.graph import closure, dependents
from mlprep.core.models import Catalog, Milestone, Role, Round, Unit
from mlprep.core.plan import RoundState, State, Tier
from mlprep.core.selection import Candidate, best_closed_set

SCARCE = 1.5  # times the core: below that, the must-haves of the rounds come first


class Setting(NamedTuple):
    """What the whole pipeline looks at: catalog, person, role, units, values, calendar."""

    catalog: Catalog
    profile: Profile
    role: Role
    units: Mapping[str, Unit]  # every unit, with personal minutes
    values: Mapping[str, int]
    calendar: Calendar
    finished: frozenset[str]  # known or done
    milestones: Mapping[int, Milestone] = {}  # those that are planned
    pinned: Collection[str] = ()

    @property
    def domain(self) -> str | None:
        """The chosen domain, an area id."""
        return self.profile.domain


class Shortage(NamedTuple):
    """A tier that does not fit whole: of `units` the best part, beside what is `taken` of them.

    `room` (minutes) counts what is taken too.
    """

    tier: Tier
    units: tuple[str, ...]
    taken: tuple[str, ...]
    room: int


@dataclass
class _Choice:
    """The units chosen so far with their tiers, and the minutes that are left.

    With `given`, nothing is solved: of what does not fit whole, that is taken which was given.
    """

    candidates: Mapping[str, Candidate]
    room: int
    given: Collection[str] | None = None
    tiers: dict[str, Tier] = field(default_factory=dict)
    short: list[Shortage] = field(default_factory=list)

    def take(self, wanted: Collection[str], tier: Tier) -> None:
        """Add the wanted units if they fit, else their most valuable closed part."""
        pool = {u: c for u, c in self.candidates.items() if u in wanted or u in self.tiers}
        taken = tuple(unit for unit in pool if unit in self.tiers)
        used = sum(pool[unit].minutes for unit in taken)
        if sum(c.minutes for c in pool.values()) - used <= self.room:
            chosen = set(pool)
        elif self.given is not None:
            chosen = pool.keys() & self.given
            self.short.append(Shortage(tier, tuple(pool), taken, self.room + used))
        else:
            chosen = best_closed_set(pool, self.room, taken)
        for unit in pool:
            if unit in chosen and unit not in self.tiers:
                self.tiers[unit] = tier
                self.room -= self.candidates[unit].minutes


def choose(setting: Setting, candidates: Mapping[str, Candidate]) -> dict[str, Tier]:
    """The chosen units and the tier that each was chosen in."""
    choice = _Choice(candidates, setting.calendar.new_minutes)
    _fill(setting, choice)
    return choice.tiers


def shortages(
    setting: Setting, candidates: Mapping[str, Candidate], chosen: Collection[str]
) -> list[Shortage]:
    """The tiers of a choice, but for the last, that do not fit whole."""
    choice = _Choice(candidates, setting.calendar.new_minutes, given=chosen)
    _fill(setting, choice)
    return [short for short in choice.short if short.tier != "rest"]


def _fill(setting: Setting, choice: _Choice) -> None:
    """Take one tier after the other."""
    candidates = choice.candidates
    requires = {c.id: c.requires for c in candidates.values()}
    everybody = closure(core_units(setting.catalog), requires)
    musts = closure(round_musts(setting), requires)
    choice.take(closure(setting.pinned, requires), "round")
    scarce = choice.room < SCARCE * sum(candidates[unit].minutes for unit in everybody)
    if scarce or setting.profile.short_notice:
        choice.take(musts, "round")
    choice.take(everybody, "core")
    choice.tiers.update(dict.fromkeys(everybody & choice.tiers.keys(), "core"))
    choice.take(musts, "round")
    if setting.domain:
        _climb(setting, choice)
    worth = {u for u, c in candidates.items() if c.value > 0}
    choice.take(worth | closure(worth, requires), "rest")


def _climb(setting: Setting, choice: _Choice) -> None:
    """Climb the domain's ladder until the domain has its share of the new minutes."""
    project = sum(milestone.minutes for milestone in setting.milestones.values())
    share = setting.role.domain_share * (setting.calendar.new_minutes + project)
    requires = {c.id: c.requires for c in choice.candidates.values()}
    for rung in domain_path(setting):
        mine = (u for u in choice.tiers if setting.units[u].area == setting.domain)
        inside = sum(choice.candidates[u].minutes for u in mine)
        if inside >= share:
            return
        wanted = closure([rung], requires)
        need = sum(choice.candidates[u].minutes for u in wanted if u not in choice.tiers)
        if need <= choice.room:
            choice.take(wanted, "domain")


def domain_path(setting: Setting) -> tuple[str, ...]:
    """The rungs of the chosen domain's ladder in the order in which the role climbs them.

    Broad: as the ladder has them. Deep: topic after topic, in the order of their expert rungs.
    """
    if not setting.domain:
        return ()
    ladder = setting.catalog.area[setting.domain].ladder
    if setting.role.climb == "broad":
        return ladder
    deepest = {u.partition(":")[0]: place for place, u in enumerate(ladder) if u.endswith("expert")}
    return tuple(sorted(ladder, key=lambda u: deepest.get(u.partition(":")[0], len(ladder))))


def candidate_tiers(setting: Setting, candidates: Mapping[str, Candidate]) -> dict[str, Tier]:
    """The tier each candidate belongs to, chosen or not; a unit belongs to its first tier."""
    requires = {c.id: c.requires for c in candidates.values()}
    ladder = domain_path(setting)
    tiers: dict[str, Tier] = dict.fromkeys(candidates, "rest")
    tiers.update(dict.fromkeys(closure(ladder, requires), "domain"))
    tiers.update(dict.fromkeys(closure(round_musts(setting), requires), "round"))
    tiers.update(dict.fromkeys(closure(core_units(setting.catalog), requires), "core"))
    return tiers


def must_haves(setting: Setting) -> dict[Tier, dict[str, int]]:
    """The minutes of all that the first two tiers want, be there time for it or not."""
    units = {u: unit for u, unit in setting.units.items() if u not in setting.finished}
    barred = closure(put_off(setting), dependents({u: x.requires for u, x in units.items()}))
    left = {u: unit for u, unit in units.items() if u not in barred}
    requires = {u: unit.requires for u, unit in left.items()}
    core = closure(core_units(setting.catalog), requires)
    musts = closure(round_musts(setting), requires) - core
    return {
        "core": {unit: left[unit].minutes for unit in core},
        "round": {unit: left[unit].minutes for unit in musts},
    }


def put_off(setting: Setting) -> set[str]:
    """What is skipped, and what may not begin before the final sweep."""
    profile, end = setting.profile, setting.calendar.sweep_starts
    return {*profile.skipped, *(u for u, day in profile.not_before.items() if day >= end)}


def core_units(catalog: Catalog) -> list[str]:
    """The basics of every core topic."""
    return [f"{topic.id}:basics" for topic in catalog.topics if topic.core]


def must_units(setting: Setting, interview: Round) -> list[str]:
    """What a round cannot do without: its list, and the first rungs of one's own domain."""
    musts = list(interview.must)
    if OWN_DOMAIN in interview.areas:
        musts += domain_path(setting)[: setting.role.domain_must]
    return musts


def round_musts(setting: Setting) -> list[str]:
    """The must-haves of all rounds, and the depths below them."""
    musts = [unit for held in setting.role.rounds for unit in with_below(setting, held)]
    return list(dict.fromkeys(musts))


def with_below(setting: Setting, interview: Round) -> list[str]:
    """The must-haves of a round, and the depths below them."""
    return [
        f"{topic}:{name}"
        for topic, _, depth in (unit.partition(":") for unit in must_units(setting, interview))
        for name in setting.catalog.topic[topic].levels
        if DEPTHS.index(name) <= DEPTHS.index(depth)
    ]


def due_units(setting: Setting) -> dict[str, date]:
    """What an earlier interview asks, with all it requires, and the day of that interview."""
    requires = {u: unit.requires for u, unit in setting.units.items()}
    due: dict[str, date] = {}
    for interview in sorted(setting.profile.earlier, key=lambda i: i.date, reverse=True):
        musts = [u for r in rounds_of(setting.role, interview) for u in must_units(setting, r)]
        wanted = closure(musts, requires) - setting.finished
        due.update(dict.fromkeys(wanted, interview.date))
    return due


def rounds_of(role: Role, interview: Interview) -> list[Round]:
    """The role's rounds that an interview holds: those it names, else all."""
    return [r for r in role.rounds if not interview.rounds or r.name in interview.rounds]


def round_states(setting: Setting, chosen: Collection[str]) -> tuple[RoundState, ...]:
    """For each round: all its must-haves are in, or the basics of each, or not even these."""
    have = set(chosen) | setting.finished
    states = []
    for interview in setting.role.rounds:
        musts = dict.fromkeys(must_units(setting, interview))
        missing = tuple(unit for unit in musts if unit not in have)
        first = {f"{unit.partition(':')[0]}:basics" for unit in missing}
        state: State = "basics" if first <= have else "not-prepared"
        states.append(
            RoundState(name=interview.name, state=state if missing else "ready", missing=missing)
        )
    return tuple(states)
