"""Closed sets of greatest profit by minimum cut, and what follows: macroitems, the relaxation.

Words, with a small example: `b` (60 min, value 8) requires `a` (30 min, value 1); `c` (30 min,
value 2) requires nothing.

- A set is *closed* if it holds all that its members require: {}, {a}, {c}, {a, b}, {a, c},
  {a, b, c}.
- At the *price* V/W (value per weight; the weight of a unit is its minutes over their common
  divisor) a unit has the *profit* value * W - V * weight. All three weigh 1 + 2 + 1 = 4 and are
  worth 11: at the price 11/4 their profits are a: 4 - 11 = -7, b: 32 - 22 = 10, c: 8 - 11 = -3.
- The closed set of greatest profit comes from a *flow*: units with a surplus pay the debts of what
  they require, directly or not. b pays 7 to a; the *reduced profits* are a: 0, b: 3, c: -3. Whoever
  has a surplus left, with all it requires and all who paid into that, is the set: {a, b}, profit 3.
- No closed set earns more than the sum of the positive reduced profits, whatever the flow: this
  is what makes a flow a proof that anybody can check.
- If no closed subset has a profit at the set's own price, the set is a *macroitem*: no part of it
  is a better beginning than the whole. Splitting until nothing splits gives the macroitem sequence,
  best price first: {a, b} at 9/3, {c} at 2/1. (It is also known as the Sidney decomposition.)
- The *relaxation* allows a fraction of a unit. It takes macroitems in this order until the room is
  full; the one that does not fit whole is *critical*, and its price is what more room is worth.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from mlprep.core.graph import dependents, in_order

Price = tuple[int, int]  # value per weight
Flow = dict[tuple[str, str], int]  # (unit, unit it requires) -> what the first pays to the second


class Instance:
    """What each unit is worth, weighs and requires; `units` has each after what it requires."""

    def __init__(
        self,
        value: Mapping[str, int],
        weight: Mapping[str, int],
        needs: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.value = value
        self.weight = weight
        self.needs = needs
        self.users = dependents(needs)
        self.units = in_order(needs, self.users)
        self.rank = {unit: place for place, unit in enumerate(value)}

    def below(self, unit: str, within: Collection[str]) -> set[str]:
        """The unit and all it requires, of those `within`."""
        return _reach(unit, self.needs, within)

    def above(self, unit: str, within: Collection[str]) -> set[str]:
        """The unit and all that require it, of those `within`."""
        return _reach(unit, self.users, within)

    def total(self, units: Collection[str]) -> tuple[int, int]:
        """Value and weight of the units together."""
        value, weight = self.value.__getitem__, self.weight.__getitem__
        return sum(map(value, units)), sum(map(weight, units))

    def useful(self, units: Sequence[str], room: int) -> list[str]:
        """Those that fit with what they require, and are worth something or required by such."""
        fitting, serving = dict[str, None](), set[str]()
        most: dict[str, int] = {}  # no more than this do a unit and all it requires weigh
        for unit in units:
            weight, able = self.weight[unit], True
            for need in self.needs[unit]:
                if need in most:
                    weight += most[need]
                    able = able and need in fitting
            most[unit] = weight
            if able and (weight <= room or self.total(self.below(unit, most))[1] <= room):
                fitting[unit] = None
        for unit in reversed(fitting):
            if self.value[unit] or not serving.isdisjoint(self.users[unit]):
                serving.add(unit)
        return [unit for unit in fitting if unit in serving]


def _reach(unit: str, arcs: Mapping[str, Sequence[str]], within: Collection[str]) -> set[str]:
    found = {unit}
    stack = [unit]
    while stack:
        for other in arcs[stack.pop()]:
            if other in within and other not in found:
                found.add(other)
                stack.append(other)
    return found


class BestClosure(NamedTuple):
    """The least closed set of greatest profit, with the flow that proves it."""

    closure: set[str]
    reduced: dict[str, int]
    flow: Flow


def greatest_closure(instance: Instance, units: Sequence[str], price: Price) -> BestClosure:
    """The closed set of greatest profit among `units`, which stand after what they require."""
    payments = _Payments(instance, units, price)
    while True:
        found, debtors = payments.explore(units)
        if not debtors:
            return BestClosure(set(found), payments.reduced, payments.flow)
        for debtor in debtors:
            payments.pay(debtor, found)


_Way = tuple[str, tuple[str, str], int]  # from whom, over which arc, 1 to pay or -1 to take back


class _Payments:
    """A flow in the making: surplus goes by shortest ways to where there is debt."""

    def __init__(self, instance: Instance, units: Sequence[str], price: Price) -> None:
        value, weight = price
        self.needs, self.users = instance.needs, instance.users
        self.reduced = {u: instance.value[u] * weight - value * instance.weight[u] for u in units}
        self.flow: Flow = {}

    def explore(self, units: Sequence[str]) -> tuple[dict[str, _Way | None], list[str]]:
        """All that surplus can reach, each with the way it came, and who of them is in debt."""
        reduced, flow = self.reduced, self.flow
        found: dict[str, _Way | None] = {unit: None for unit in units if reduced[unit] > 0}
        queue, debtors = list(found), []
        for unit in queue:
            for need in self.needs[unit]:
                if need in reduced and need not in found:
                    found[need] = (unit, (unit, need), 1)
                    queue.append(need)
                    if reduced[need] < 0:
                        debtors.append(need)
            for user in self.users[unit]:
                if user not in found and flow.get((user, unit)):
                    found[user] = (unit, (user, unit), -1)
                    queue.append(user)
        return found, debtors

    def pay(self, debtor: str, found: Mapping[str, _Way | None]) -> None:
        """Send what the way to the debtor allows; earlier payments may have used it up."""
        amount, path, unit = -self.reduced[debtor], [], debtor
        while (way := found[unit]) is not None:
            unit, arc, sign = way
            path.append((arc, sign))
            if sign < 0:
                amount = min(amount, self.flow[arc])
        amount = min(amount, self.reduced[unit])
        for arc, sign in path:
            self.flow[arc] = self.flow.get(arc, 0) + sign * amount
        self.reduced[unit] -= amount
        self.reduced[debtor] += amount


def sequence(instance: Instance) -> list[list[str]]:
    """The macroitem sequence; within each, what is required first and, that given, value early."""
    found = []
    parts = [instance.units] if instance.units else []
    while parts:
        part = parts.pop()
        first = greatest_closure(instance, part, instance.total(part)).closure
        if first:
            parts.append([unit for unit in part if unit not in first])
            parts.append([unit for unit in part if unit in first])
        else:
            found.append(_value_early(instance, part))
    return found


def _value_early(instance: Instance, units: Sequence[str]) -> list[str]:
    """Again and again the unit that, with what it still requires, has the most value per weight."""
    order: list[str] = []
    left = dict.fromkeys(units)
    while any(instance.value[unit] for unit in left):
        best, value, weight = set[str](), 0, 1
        for unit in left:
            part = instance.below(unit, left)
            worth, load = instance.total(part)
            if worth * weight > value * load:
                best, value, weight = part, worth, load
        order += [unit for unit in left if unit in best]
        left = dict.fromkeys(unit for unit in left if unit not in best)
    return [*order, *left]


class Relaxation(NamedTuple):
    """The best that fractions could do: `bound` is W times the value, for the price V/W."""

    units: Sequence[str]
    room: int
    price: Price
    critical: Sequence[str]
    cut: BestClosure
    bound: int


def relax(instance: Instance, units: Sequence[str], room: int) -> Relaxation:
    """Find the price at which the room is just used, halving down to the critical macroitem."""
    price, critical = (0, 1), list(units)
    left = room
    while critical and instance.total(units)[1] > room:
        price = instance.total(critical)
        first = greatest_closure(instance, critical, price).closure
        weight = instance.total(first)[1]
        if not first or weight == left:
            break
        critical = [unit for unit in critical if (unit in first) == (weight > left)]
        left -= weight if weight < left else 0
    cut = greatest_closure(instance, units, price)
    surplus = sum(profit for profit in cut.reduced.values() if profit > 0)
    return Relaxation(units, room, price, critical, cut, price[0] * room + surplus)
