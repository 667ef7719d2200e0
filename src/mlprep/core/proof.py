"""Is the stated bound proved? A checker of certificates that shares no code with the solver.

A certificate is a list of cases; together they leave out no choice. A unit is open in a case if it
is not fixed or assumed, nor decided by such units, and fits into the room that these leave with all
that it requires. A price (value for so many minutes) and payments from units to what they require
give every open unit a *profit*: its value times the minutes of the price, less the price times its
minutes, plus what it is paid, less what it pays. A choice is worth what is decided, the price of
the room and all profits above 0, less its *losses*: profits above 0 left out, profits below 0
taken, payments from a unit left out to one taken, the price of room left empty. None of these is
negative. So the bound holds if it is at least the worth without losses, or if going through all
choices that lose little finds none better than stated.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from mlprep.core.plan import Case, Cut, PlannedUnit, Selection

Verdict = Literal["proved", "refuted", "open"]
Arcs = Mapping[str, Collection[str]]
State = tuple[int, int]  # minutes taken, and a mask of the taken units that still matter
MOST_STATES = 200_000  # looked at in one case before its verdict is left open


class _Problem(NamedTuple):
    """Units to choose from, minutes of room, what is fixed in, and the bound that is stated."""

    units: Mapping[str, PlannedUnit]
    room: int
    fixed: Collection[str]
    stated: int


def judge(selection: Selection, cut: Cut | None = None) -> Verdict:
    """Whether the certificate proves that no choice is worth more than the upper bound.

    With a cut, that of the cut: what was chosen when that tier did not fit whole.
    """
    cases, units = (cut or selection).certificate, {unit.id: unit for unit in selection.units}
    if cut:
        if not {*cut.units, *cut.taken} <= units.keys():
            return "refuted"
        pool = {name: units[name] for name in (*cut.units, *cut.taken)}
        problem = _Problem(pool, cut.room, cut.taken, cut.upper_bound)
    else:
        fixed = [unit.id for unit in units.values() if unit.selected and unit.tier != "rest"]
        problem = _Problem(units, selection.capacity_minutes, fixed, selection.upper_bound)
    if not _complete([case.assumed for case in cases]) or not all(
        _sound(problem, case) for case in cases
    ):
        return "refuted"
    verdicts = {_Open(problem, case).verdict() for case in cases}
    return "refuted" if "refuted" in verdicts else "open" if "open" in verdicts else "proved"


def _complete(paths: Sequence[Sequence[tuple[str, bool]]]) -> bool:
    """Whether every choice follows one of these paths of assumptions."""
    if not paths or not all(paths):
        return bool(paths)
    unit = paths[0][0][0]
    sides = ([path[1:] for path in paths if path[0] == (unit, side)] for side in (True, False))
    return all(_complete(side) for side in sides)


def _sound(problem: _Problem, case: Case) -> bool:
    """Whether the case speaks of these units, and pays only along requirements."""
    requires = {name: unit.requires for name, unit in problem.units.items()}
    value, minutes = case.price
    return (
        value >= 0
        and minutes > 0
        and all(unit in requires for unit, _ in case.assumed)
        and all(
            amount >= 0 and payee in requires and payee in requires.get(payer, ())
            for payer, payee, amount in case.payments
        )
    )


def _reach(start: Iterable[str], arcs: Arcs, within: Collection[str]) -> set[str]:
    """All `within` that the arcs lead to from the start, itself included."""
    reached: set[str] = set()
    waiting = list(start)
    while waiting:
        unit = waiting.pop()
        if unit not in reached:
            reached.add(unit)
            waiting.extend(other for other in arcs[unit] if other in within)
    return reached


class _Open:
    """The units of a case that may be taken or left, what either loses, and what may be lost."""

    def __init__(self, problem: _Problem, case: Case) -> None:
        units = problem.units
        self.minutes = {name: unit.minutes for name, unit in units.items()}
        self.needs = {name: units.keys() & unit.requires for name, unit in units.items()}
        self.users: dict[str, set[str]] = {name: set() for name in units}
        for user, needs in self.needs.items():
            for need in needs:
                self.users[need].add(user)
        self.open = set(units)
        self.room = problem.room
        self.leave, self.take = dict.fromkeys(units, 0), dict.fromkeys(units, 0)
        self.payments: dict[tuple[str, str], int] = {}
        self.budget = 0
        sure = {*problem.fixed, *(unit for unit, side in case.assumed if side)}
        taken = _reach(sure, self.needs, units)
        left = _reach([u for u, side in case.assumed if not side], self.users, units)
        self.possible = not taken & left
        self._settle(taken, left)
        self._settle(set(), self._dear(self.minutes, self.needs, self.room))
        worth = {name: unit.value for name, unit in units.items()}
        self._weigh(case, worth, problem.stated - sum(worth[unit] for unit in taken))

    def _weigh(self, case: Case, worth: Mapping[str, int], stated: int) -> None:
        """Profits, and what a choice that is worth more than stated may lose."""
        self.price, scale = case.price
        profit = {u: scale * worth[u] - self.price * self.minutes[u] for u in self.open}
        for payer, payee, amount in case.payments:
            if payer in profit and payee in profit:
                self.payments[payer, payee] = self.payments.get((payer, payee), 0) + amount
                profit[payer] -= amount
                profit[payee] += amount
        self.leave = {unit: max(own, 0) for unit, own in profit.items()}
        self.take = {unit: max(-own, 0) for unit, own in profit.items()}
        self.budget = self.price * self.room + sum(self.leave.values()) - scale * (stated + 1)

    def _dear(self, loss: Mapping[str, int], arcs: Arcs, most: int) -> set[str]:
        """The open units that, with all that the arcs draw along, lose more than `most`."""
        drawn = {unit: _reach([unit], arcs, self.open) for unit in self.open}
        return {unit for unit in drawn if sum(loss[other] for other in drawn[unit]) > most}

    def _settle(self, taken: set[str], left: set[str]) -> bool:
        """Decide units and book what that loses; whether there were any."""
        for (payer, payee), amount in self.payments.items():
            if payee in taken:
                self.leave[payer] += amount
            elif payer in left:
                self.take[payee] += amount
        self.budget -= sum(self.take[unit] for unit in taken)
        self.budget -= sum(self.leave[unit] for unit in left)
        self.room -= sum(self.minutes[unit] for unit in taken)
        self.possible = self.possible and self.room >= 0 and not taken & left
        self.open -= taken | left
        return bool(taken or left)

    def verdict(self) -> Verdict:
        """Whether all choices that could be worth more than stated have been gone through."""
        while self.possible and self.budget >= 0:
            dear_to_leave = self._dear(self.leave, self.users, self.budget)
            dear_to_take = self._dear(self.take, self.needs, self.budget)
            if not self._settle(dear_to_leave, dear_to_take):
                return self._go_through()
        return "proved"

    def _go_through(self) -> Verdict:
        """Add up minutes and losses unit by unit, over all choices that lose little enough."""
        place = {unit: index for index, unit in enumerate(self._neighbours_together())}
        last = {u: max(place.get(n, 0) for n in {u} | self.needs[u] | self.users[u]) for u in place}
        least = self.room - sum(self.minutes[unit] for unit in place)
        least -= self.budget // self.price if self.price else self.room
        states, seen = {(0, 0): 0}, 0
        for unit, index in place.items():
            least += self.minutes[unit]
            keep = sum(1 << place[u] for u in place if place[u] <= index < last[u])
            following: dict[State, int] = {}
            for minutes, taken, loss in self._turns(unit, place, states):
                state = (minutes, taken & keep)
                if least <= minutes <= self.room and loss <= following.get(state, self.budget):
                    following[state] = loss
            states = following
            seen += len(states)
            if seen > MOST_STATES:
                return "open"
        better = any(
            loss + self.price * (self.room - minutes) <= self.budget
            for (minutes, _), loss in states.items()
        )
        return "refuted" if better else "proved"

    def _turns(
        self, unit: str, place: Mapping[str, int], states: Mapping[State, int]
    ) -> Iterator[tuple[int, int, int]]:
        """Leave and take the unit in every state that allows it."""
        before = {u for u in place if place[u] < place[unit]}
        needs = {n: 1 << place[n] for n in self.needs[unit] & before}
        users = {u: 1 << place[u] for u in self.users[unit] & before}
        paid = [(mask, self.payments.get((unit, n), 0)) for n, mask in needs.items()]
        due = [(mask, self.payments.get((u, unit), 0)) for u, mask in users.items()]
        for (minutes, taken), loss in states.items():
            if not any(taken & mask for mask, _ in due):
                unpaid = sum(amount for mask, amount in paid if taken & mask)
                yield minutes, taken, loss + self.leave[unit] + unpaid
            if all(taken & mask for mask, _ in paid):
                unpaid = sum(amount for mask, amount in due if not taken & mask)
                total = loss + self.take[unit] + unpaid
                yield minutes + self.minutes[unit], taken | 1 << place[unit], total

    def _neighbours_together(self) -> Iterator[str]:
        """The open units, those that depend on each other one after the other."""
        seen: set[str] = set()
        for start in sorted(self.open):
            waiting = [start]
            while waiting:
                unit = waiting.pop()
                if unit not in seen:
                    seen.add(unit)
                    yield unit
                    waiting.extend(sorted((self.needs[unit] | self.users[unit]) & self.open))
