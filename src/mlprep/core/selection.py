"""What to study: choose the most valuable closed set of units that fits the minutes.

A set is closed if it holds all that its members require. The rule: again and again take the unit
that, together with what it still requires, brings the most value per minute and still fits; once
more with plain value instead of value per minute; keep the better of the two. This is a heuristic:
`upper_bound` says how far from the best it can be at most. An exact solver can stand in for
`best_closed_set` without any other module noticing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from mlprep.core.graph import Requires, closure, dependents, in_order


@dataclass(frozen=True)
class Candidate:
    """A unit that may be chosen: minutes as planned for this person, value to the role."""

    id: str
    minutes: int
    value: int
    requires: tuple[str, ...]


class _Pool:
    """The open units with the value and minutes that each still needs with its prerequisites."""

    def __init__(self, candidates: Mapping[str, Candidate], taken: Collection[str]) -> None:
        self.candidates = candidates
        self.requires: Requires = {
            c.id: tuple(r for r in c.requires if r in candidates and r not in taken)
            for c in candidates.values()
            if c.id not in taken
        }
        self.users = dependents(self.requires)
        self.missing = {unit: closure([unit], self.requires) for unit in self.requires}
        self.minutes = {u: sum(candidates[m].minutes for m in ms) for u, ms in self.missing.items()}
        self.value = {u: sum(candidates[m].value for m in ms) for u, ms in self.missing.items()}
        self.order = {unit: index for index, unit in enumerate(candidates)}

    def take(self, unit: str) -> set[str]:
        """Remove the unit with what it requires; returns every unit whose needs changed."""
        group = self.missing[unit]
        changed: set[str] = set()
        for member in group:
            above = self._above(member)
            changed |= above
            for user in above:
                if user not in group:
                    self.missing[user].discard(member)
                    self.minutes[user] -= self.candidates[member].minutes
                    self.value[user] -= self.candidates[member].value
        for member in group:
            del self.requires[member]  # type: ignore[attr-defined]  # our own dict
        return changed - group

    def _above(self, unit: str) -> set[str]:
        found: set[str] = set()
        stack = list(self.users[unit])
        while stack:
            user = stack.pop()
            if user not in found and user in self.requires:
                found.add(user)
                stack.extend(self.users[user])
        return found


def _fill(pool: _Pool, room: int, *, per_minute: bool) -> list[list[str]]:
    """Take closures while they fit, best first; returns them in the order taken."""

    def entry(unit: str) -> tuple[float, int, int, str]:
        value = pool.value[unit] / (pool.minutes[unit] if per_minute else 1)
        return (-value, pool.minutes[unit], pool.order[unit], unit)

    heap = [entry(unit) for unit in pool.requires if pool.value[unit] > 0]
    heapify(heap)
    groups = []
    while heap:
        best = heappop(heap)
        unit = best[3]
        if unit not in pool.requires or best != entry(unit):
            continue
        if pool.minutes[unit] > room:
            continue
        room -= pool.minutes[unit]
        group = pool.missing[unit]
        inner = {u: tuple(r for r in pool.candidates[u].requires if r in group) for u in group}
        changed = pool.take(unit)
        groups.append(in_order({u: inner[u] for u in sorted(group, key=pool.order.__getitem__)}))
        for user in changed:
            if pool.value[user] > 0:
                heappush(heap, entry(user))
    return groups


def best_closed_set(
    candidates: Mapping[str, Candidate], room: int, taken: Collection[str] = ()
) -> set[str]:
    """A closed set of high value within `room` minutes, beside what is `taken` already."""
    best: set[str] = set()
    best_value = -1
    for per_minute in (True, False):
        groups = _fill(_Pool(candidates, taken), room, per_minute=per_minute)
        chosen = {unit for group in groups for unit in group}
        value = sum(candidates[unit].value for unit in chosen)
        if value > best_value:
            best, best_value = chosen, value
    return best


def by_density(candidates: Mapping[str, Candidate]) -> list[str]:
    """All candidates, value early: closures by value per minute, each in prerequisite order."""
    room = sum(candidate.minutes for candidate in candidates.values())
    groups = _fill(_Pool(candidates, ()), room, per_minute=True)
    early = [unit for group in groups for unit in group]
    seen = set(early)
    requires = {c.id: c.requires for c in candidates.values()}
    return early + [unit for unit in in_order(requires) if unit not in seen]


def upper_bound(candidates: Iterable[Candidate], fixed: Collection[str], room: int) -> int:
    """No choice with `fixed` in it is worth more: the rest may be cut and ignores prerequisites."""
    value = 0
    free = []
    for candidate in candidates:
        if candidate.id in fixed:
            value += candidate.value
            room -= candidate.minutes
        else:
            free.append(candidate)
    free.sort(key=lambda c: -c.value / c.minutes)
    for candidate in free:
        if candidate.minutes > room:
            return value + candidate.value * max(room, 0) // candidate.minutes
        room -= candidate.minutes
        value += candidate.value
    return value
