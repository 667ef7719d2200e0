"""The choices that lose little: first what their losses decide, then the rest state by state.

selection.py says what a loss is. The loss of taking a unit counts all that it requires, that of
leaving it all that requires it: whoever loses more than the budget is decided. The others, the
*core*, have their turns one by one. A *state* is the weight taken so far with the decided units
that open ones still depend on, all in one integer; of all ways into a state only the one of least
loss is kept. Below each loss stand, as bits, the units left, earlier ones higher: so the smaller of
two equal losses is the one that leaves later units, which is the rule for equal choices.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from mlprep.core.closure import Instance, Relaxation


class _Core:
    """The units that `budget` leaves open, and what taking or leaving each of them would lose."""

    def __init__(self, instance: Instance, relaxation: Relaxation, budget: int) -> None:
        reduced = relaxation.cut.reduced
        self.instance = instance
        self.flow = relaxation.cut.flow
        self.leave = {unit: max(reduced[unit], 0) for unit in relaxation.units}
        self.take = {unit: max(-reduced[unit], 0) for unit in relaxation.units}
        self.open = list(relaxation.units)
        self.taken: set[str] = set()
        self.budget = budget
        self.possible = True
        while self.possible and self._decide():
            pass

    def _decide(self) -> bool:
        """Take and leave what would otherwise lose more than the budget; whether that was any."""
        taken = self._dear(reversed(self.open), self.instance.users, self.leave)
        left = self._dear(self.open, self.instance.needs, self.take)
        self._charge(taken, left)
        self.taken |= taken
        self.open = [unit for unit in self.open if unit not in taken and unit not in left]
        self.possible = self.budget >= 0 and not taken & left
        return bool(taken or left)

    def _dear(
        self,
        units: Iterable[str],
        arcs: Mapping[str, Sequence[str]],
        losses: Mapping[str, int],
    ) -> set[str]:
        """The units, each after those it draws along, that lose too much with all of these."""
        dear: set[str] = set()
        most: dict[str, int] = {}  # no more than this do a unit and all it draws along lose
        for unit in units:
            total = losses[unit]
            for other in arcs[unit]:
                total += most.get(other, 0)
            if total > self.budget and dear.isdisjoint(arcs[unit]):
                total = self._loss(unit, arcs, losses, most)
            if total > self.budget:
                dear.add(unit)
            most[unit] = total
        return dear

    def _loss(
        self,
        unit: str,
        arcs: Mapping[str, Sequence[str]],
        losses: Mapping[str, int],
        inside: Collection[str],
    ) -> int:
        """What a unit loses with all that it draws along, counted until it exceeds the budget."""
        total = losses[unit]
        found, stack = {unit}, [unit]
        while stack and total <= self.budget:
            for other in arcs[stack.pop()]:
                if other in inside and other not in found:
                    found.add(other)
                    stack.append(other)
                    total += losses[other]
        return total

    def _charge(self, taken: Collection[str], left: Collection[str]) -> None:
        """Book the losses of what is decided, and payments between it and the open units."""
        for need in taken:
            self.budget -= self.take[need]
            for user in self.instance.users[need]:
                if user in self.leave:
                    self.leave[user] += self.flow.get((user, need), 0)
        for user in left:
            self.budget -= self.leave[user]
            for need in self.instance.needs[user]:
                if need in self.take:
                    self.take[need] += self.flow.get((user, need), 0)


def _arrange(neighbours: Mapping[str, Sequence[str]]) -> list[str]:
    """Neighbours close together, so that few decided units have undecided neighbours at a time."""
    order: dict[str, None] = {}
    for start in neighbours:
        stack = [start]
        while stack:
            unit = stack.pop()
            if unit not in order:
                order[unit] = None
                stack.extend(neighbours[unit])
    return list(order)


class _Step(NamedTuple):
    """One unit's turn; masks tell what the state must hold, and what of it is kept."""

    unit: str
    weight: int
    take: int
    leave: int
    needs: int
    users: int
    paid_to: Sequence[tuple[int, int]]  # mask of a unit it pays, amount: lost if only that is taken
    paid_by: Sequence[tuple[int, int]]  # mask of a unit that pays it: lost if only this is taken
    keep: int
    own: int


def _steps(core: _Core, shift: int) -> list[_Step]:
    instance, flow, inside, width = core.instance, core.flow, set(core.open), len(core.open)
    needs = {u: [n for n in instance.needs[u] if n in inside] for u in core.open}
    users = {u: [n for n in instance.users[u] if n in inside] for u in core.open}
    order = _arrange({unit: needs[unit] + users[unit] for unit in core.open})
    place = {unit: index for index, unit in enumerate(order)}
    mask = {unit: 1 << (shift + index) for index, unit in enumerate(order)}
    last = {u: max(place[n] for n in [u, *needs[u], *users[u]]) for u in order}
    tie = {u: i for i, u in enumerate(sorted(inside, key=instance.rank.__getitem__, reverse=True))}
    steps = []
    for index, unit in enumerate(order):
        lower = [need for need in needs[unit] if place[need] < index]
        upper = [user for user in users[unit] if place[user] < index]
        step = _Step(
            unit=unit,
            weight=instance.weight[unit],
            take=core.take[unit] << width,
            leave=core.leave[unit] << width | 1 << tie[unit],
            needs=sum(mask[need] for need in lower),
            users=sum(mask[user] for user in upper),
            paid_to=[(mask[n], flow[unit, n] << width) for n in lower if flow.get((unit, n))],
            paid_by=[(mask[n], flow[n, unit] << width) for n in upper if flow.get((n, unit))],
            keep=~sum(mask[u] for u in [unit, *lower, *upper] if last[u] == index),
            own=mask[unit] if last[unit] > index else 0,
        )
        steps.append(step)
    return steps


_States = dict[int, int]  # weight and mask -> loss and, below it, the units left, earliest highest


def _advance(states: _States, step: _Step, lightest: int, room: int, most: int) -> _States:
    """The states after a unit's turn: it is left or taken, wherever that is allowed."""
    weights = (1 << room.bit_length()) - 1
    following: _States = {}
    for state, loss in states.items():
        weight = state & weights
        if weight >= lightest and not state & step.users:
            total = loss + step.leave
            for mask, amount in step.paid_to:
                total += amount if state & mask else 0
            new = state & step.keep
            if total <= most and total < following.get(new, total + 1):
                following[new] = total
        if lightest <= weight + step.weight <= room and state & step.needs == step.needs:
            total = loss + step.take
            for mask, amount in step.paid_by:
                total += 0 if state & mask else amount
            new = (state & step.keep | step.own) + step.weight
            if total <= most and total < following.get(new, total + 1):
                following[new] = total
    return following


def least_loss(
    instance: Instance, relaxation: Relaxation, budget: int, effort: int
) -> tuple[set[str] | None, int]:
    """The choice of least loss within the budget, if there is one, and the states looked at.

    Of equal losses it is the lightest choice, then the first in catalog order. More states than
    `effort` mean that it was given up.
    """
    core = _Core(instance, relaxation, budget)
    room = relaxation.room - instance.total(core.taken)[1]
    if not core.possible or room < 0:
        return None, 0
    price, width = relaxation.price[0], len(core.open)
    lightest = room - core.budget // price if price else 0  # less would leave too much room empty
    lightest -= instance.total(core.open)[1]
    steps = _steps(core, room.bit_length())
    states, seen = {0: 0}, 0
    for step in steps:
        lightest += step.weight
        states = _advance(states, step, lightest, room, ((core.budget + 1) << width) - 1)
        seen += len(states)
        if seen > effort:
            return None, seen
    ends = [((cost >> width) + price * (room - w), w, cost) for w, cost in states.items()]
    loss, _, cost = min(ends, default=(core.budget + 1, 0, 0))
    if loss > core.budget:
        return None, seen
    left = cost & ((1 << width) - 1)
    return core.taken | {step.unit for step in steps if not step.leave & left}, seen
