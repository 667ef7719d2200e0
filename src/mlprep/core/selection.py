"""What to study: the most valuable closed set of units that fits the room, with a proof.

This is the precedence-constrained knapsack problem; closure.py has the words and an example.

1. The relaxation (fractions allowed) gives a bound and reduced profits. Every choice is worth the
   bound less its *losses*, none negative: positive reduced profits left out, negative ones taken,
   payments of a unit left out to one taken, and the price of room left empty. In the example of
   closure.py, with room 3 at the price 11/4, the bound is 11 * 3 and 3 for b: 36 = 4 * 9. {a, b}
   loses nothing. {a, c}, worth 3, loses 3 for b left out, 3 for c taken, 7 that b paid to a, and 11
   for the room it leaves empty: 24 = 4 * (9 - 3).
2. Whoever wants a value of at least `target` may lose bound - target and no more. Units whose
   taking or leaving loses more are decided; the rest, the *core*, is enumerated (dynamic
   programming over the minutes used and the decided units that open ones depend on). `target`
   descends from the bound until something is found: it is then the best there is.
3. If the core is too large, two cases are solved instead: with and without a unit of the critical
   macroitem, the case with the higher bound first (branch and bound).

All is done in integers: profits, losses and payments are multiplied by the price's W. The effort is
counted in units and states looked at, never in time.

Of equally valuable choices it returns the one of fewest minutes, and of these the first in catalog
order (where two differ first, it has the earlier unit). This is exact too, unless the effort runs
out; then the best choice found comes with the bound proved so far.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from heapq import heappop, heappush
from math import gcd
from typing import NamedTuple

from mlprep.core.closure import Instance, Relaxation, relax, sequence
from mlprep.core.enumeration import least_loss
from mlprep.core.graph import closure
from mlprep.core.plan import Case, PlannedUnit

Candidates = Mapping[str, "Candidate"]  # by id
EFFORT = 400_000  # units and states looked at: half a second or so
STATES = 4_000  # of one case, before it is divided
CASES, PAYMENTS = 32, 800  # a proof larger than that is given for the undivided problem only


class Candidate(NamedTuple):
    """A unit that may be chosen: minutes as planned for this person, value to the role."""

    id: str
    minutes: int
    value: int
    requires: tuple[str, ...]


def as_candidates(units: Iterable[PlannedUnit]) -> dict[str, Candidate]:
    """The units of a plan as a problem of their own, what they require of others taken as given."""
    return {unit.id: Candidate(unit.id, unit.minutes, unit.value, unit.requires) for unit in units}


class Solution(NamedTuple):
    """A closed set, `fixed` included; no other is worth more than `upper_bound`."""

    chosen: frozenset[str]
    value: int
    upper_bound: int
    certificate: tuple[Case, ...]  # together the cases leave out no choice

    @property
    def optimal(self) -> bool:
        """Whether no choice is worth more."""
        return self.value == self.upper_bound


def solve(
    candidates: Candidates, room: int, fixed: Collection[str] = (), effort: int = EFFORT
) -> Solution:
    """The most valuable closed set with `fixed` in it, of at most `room` minutes in all.

    If the fixed units with all they require take more than the room, they are returned alone.
    """
    taken = frozenset(closure(fixed, {c.id: c.requires for c in candidates.values()}))
    value = sum(candidates[unit].value for unit in taken)
    left = room - sum(candidates[unit].minutes for unit in taken)
    if left < 0:
        return Solution(taken, value, value, ())
    instance, quantum = _instance(candidates, taken)
    most = value + sum(instance.value.values())
    search = _Search(instance, effort)
    search.run(_Node(most, instance.units, taken, value, left // quantum))
    return Solution(search.chosen, search.best[0], search.upper_bound, search.certificate(quantum))


def best_closed_set(candidates: Candidates, room: int, taken: Collection[str] = ()) -> set[str]:
    """The most valuable closed set within `room` minutes, beside what is `taken` already."""
    used = sum(c.minutes for unit, c in candidates.items() if unit in taken)
    return set(solve(candidates, room + used, taken).chosen.difference(taken))


def macroitems(candidates: Candidates) -> list[list[str]]:
    """All candidates, value early: the macroitem sequence, what is required always first."""
    return sequence(_instance(candidates, ())[0])


def _instance(candidates: Candidates, taken: Collection[str]) -> tuple[Instance, int]:
    """The candidates that are not taken, and the minutes that make a weight of 1."""
    left = {unit: c for unit, c in candidates.items() if unit not in taken}
    quantum = gcd(*(c.minutes for c in left.values())) or 1
    instance = Instance(
        {unit: c.value for unit, c in left.items()},
        {unit: c.minutes // quantum for unit, c in left.items()},
        {unit: tuple(filter(left.__contains__, c.requires)) for unit, c in left.items()},
    )
    return instance, quantum


class _Node(NamedTuple):
    """A case to solve: a bound, the units still open, what is taken, its value, the room left."""

    bound: int
    units: Sequence[str]
    taken: frozenset[str]
    value: int
    room: int
    assumed: tuple[tuple[str, bool], ...] = ()


class _Search:
    """Branch and bound, the node with the highest bound first."""

    def __init__(self, instance: Instance, effort: int) -> None:
        self.instance = instance
        self.effort = effort
        self.made = 0
        self.best = (-1, 0, 0)  # value, room left, units as bits with the earliest highest
        self.chosen: frozenset[str] = frozenset()
        self.open: list[tuple[int, int, _Node]] = []  # a heap
        self.closed: list[tuple[_Node, Relaxation]] = []
        self.root: tuple[_Node, Relaxation] | None = None

    @property
    def upper_bound(self) -> int:
        """No choice is worth more."""
        return max(self.best[0], -self.open[0][0]) if self.open else self.best[0]

    def run(self, root: _Node) -> None:
        """Solve nodes until none can hold as good a choice as the best, or the effort is spent."""
        self.open = [(-root.bound, 0, root)]
        while self.open and -self.open[0][0] >= self.best[0]:
            if self.effort <= 0 and self.root:
                return
            self._solve(heappop(self.open)[2])

    def _solve(self, node: _Node) -> None:
        """Descend from the node's bound to its best choice; divide the node if that is too much."""
        relaxation = self._relax(node)
        self.root = self.root or (node, relaxation)
        price = relaxation.price[1]
        bound = target = min(node.bound, node.value + relaxation.bound // price)
        effort, step = min(STATES, max(self.effort, 0)), 1
        while bound >= self.best[0]:
            target = max(target, self.best[0])
            budget = relaxation.bound - price * (target - node.value)
            choice, states = least_loss(self.instance, relaxation, budget, effort)
            self.effort -= states + len(relaxation.units)
            effort -= states
            if effort < 0:
                self._divide(node, relaxation, bound)
                return
            if choice is not None:
                self._keep(node, choice)
                break
            bound, target, step = target - 1, target - 1 - step, 4 * step
        self.closed.append((node, relaxation))

    def _relax(self, node: _Node) -> Relaxation:
        self.effort -= len(node.units)
        return relax(self.instance, self.instance.useful(node.units, node.room), node.room)

    def _keep(self, node: _Node, units: set[str]) -> None:
        """Remember the choice if it is the best so far."""
        chosen, rank = node.taken | units, self.instance.rank
        earliest = sum(1 << (len(rank) - rank[unit]) for unit in chosen if unit in rank)
        value, weight = self.instance.total(units)
        key = (node.value + value, node.room - weight, earliest)
        if key > self.best:
            self.best, self.chosen = key, chosen

    def _divide(self, node: _Node, relaxation: Relaxation, bound: int) -> None:
        """Two nodes: with and without the critical unit that tells them apart best."""
        self._keep(node, self._rounded(relaxation))
        inside = set(relaxation.units)
        parts = [
            (unit, self.instance.below(unit, inside), self.instance.above(unit, inside))
            for unit in relaxation.critical
        ]
        total = self.instance.total
        unit, below, above = max(parts, key=lambda p: min(total(p[1])[1], total(p[2])[1]))
        value, weight = total(below)
        for taken, gone in ((True, below), (False, above)):
            self.made += 1
            divided = _Node(
                bound,
                [u for u in relaxation.units if u not in gone],
                node.taken | below if taken else node.taken,
                node.value + value if taken else node.value,
                node.room - weight if taken else node.room,
                (*node.assumed, (unit, taken)),
            )
            heappush(self.open, (-bound, self.made, divided))

    def _rounded(self, relaxation: Relaxation) -> set[str]:
        """The whole macroitems of the relaxation, then what still fits, least loss first."""
        chosen, reduced = set(relaxation.cut.closure), relaxation.cut.reduced
        room = relaxation.room - self.instance.total(chosen)[1]
        rest = set(relaxation.units) - chosen
        for unit in sorted(relaxation.units, key=lambda u: -reduced[u]):
            part = self.instance.below(unit, rest) if unit in rest else set()
            weight = self.instance.total(part)[1]
            if weight <= room:
                room -= weight
                chosen |= part
                rest -= part
        return chosen

    def certificate(self, quantum: int) -> tuple[Case, ...]:
        """The proof in cases, or for the root alone if all cases would be too much."""
        proof = list(self.closed)
        if len(proof) + len(self.open) <= CASES:
            proof += [(node, self._relax(node)) for _, _, node in self.open]
            if sum(len(relaxation.cut.flow) for _, relaxation in proof) <= PAYMENTS:
                return tuple(_case(node, relaxation, quantum) for node, relaxation in proof)
        return (_case(*self.root, quantum),) if self.root else ()


def _case(node: _Node, relaxation: Relaxation, quantum: int) -> Case:
    value, weight = relaxation.price
    flow = sorted(relaxation.cut.flow.items())
    payments = tuple((user, need, amount * quantum) for (user, need), amount in flow if amount)
    return Case(assumed=node.assumed, price=(value, weight * quantum), payments=payments)
