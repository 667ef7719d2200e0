"""One simulated person who follows our plan, or another rule, with the same minutes each day.

A unit is a card; every outcome is drawn by its recall. Reviews cost what core/desk.py gives them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from random import Random
from statistics import mean

from bench.cards import Card
from mlprep.core.candidate import Profile
from mlprep.core.fields import DEPTHS
from mlprep.core.models import Catalog
from mlprep.core.plan import Item, Plan
from mlprep.core.planner import make_plan
from mlprep.core.selection import Candidate

RELEARN = 0.3  # of a review's minutes, when it fails
Cards = dict[str, Card]


@dataclass(frozen=True)
class Case:
    """A plan, what each unit of it is worth and costs, and the minutes of each day (ordinal)."""

    plan: Plan
    pool: Mapping[str, Candidate]
    cheap: bool  # whether rivals pay for every review what a quiz costs
    days: Mapping[int, Sequence[Item]]

    @property
    def target(self) -> int:
        """The interview day as an ordinal."""
        return self.plan.profile.interview.toordinal()

    def room(self, day: int) -> int:
        """Minutes of that day that are compared."""
        return sum(item.minutes for item in self.days[day])

    def readiness(self, cards: Cards, after: Sequence[int]) -> float:
        """Value times recall, on the mean of some days after the interview day."""
        days = [self.target + more for more in after]
        return sum(
            self.pool[unit].value * mean(card.recall(day) for day in days)
            for unit, card in cards.items()
        )


def case_of(catalog: Catalog, profile: Profile, *, cheap: bool) -> Case:
    """All that is compared: learning, quizzes, reviews, and questions on a topic."""
    plan = make_plan(catalog, profile)
    days: dict[int, list[Item]] = {}
    for item in plan.items():
        asked = item.kind == "practice" and item.unit
        if item.kind in ("learn", "consolidate", "review") or asked:
            days.setdefault(item.date.toordinal(), []).append(item)
    units = {u.id: u for u in plan.selection.units}
    pool = {name: Candidate(name, u.minutes, u.value, u.requires) for name, u in units.items()}
    return Case(plan, pool, cheap, days)


def _fives(minutes: int, least: int, most: int) -> int:
    """8 % of the minutes, in fives: a quiz takes 5 to 10, a review of a topic 10 to 20."""
    return min(most, max(least, round(minutes * 0.08 / 5) * 5))


class Learner:
    """One person's cards; every outcome is drawn by recall, from one seed."""

    def __init__(self, case: Case, seed: int) -> None:
        self.case = case
        self.chance = Random(seed)  # a simulation, not a secret
        self.cards: Cards = {}

    def review(self, unit: str, day: int) -> float:
        """Review a card; the minutes that failing adds."""
        card = self.cards[unit]
        if card.last >= day:
            return 0.0
        good = self.chance.random() < card.recall(day)
        self.cards[unit] = card.reviewed(day, good=good)
        return 0.0 if good else RELEARN * self.price(unit, first=False)

    def price(self, unit: str, *, first: bool) -> float:
        """Minutes of one review: a quiz, or the unit's part of a review of what is learnt of it."""
        minutes = self.case.pool[unit].minutes
        if first or self.case.cheap:
            return _fives(minutes, 5, 10)
        whole = sum(self.case.pool[card].minutes for card in self._of_topic(unit))
        return _fives(whole, 10, 20) * minutes / whole

    def follow(self) -> Cards:
        """Do our plan; what failing adds is taken from the reviews that come next."""
        last = {item.unit: item.id for item in self.case.plan.items() if item.kind == "learn"}
        debt = 0.0
        for day, items in self.case.days.items():
            for item in items:
                unit = item.unit or ""
                if item.kind == "learn":
                    if last[unit] == item.id:
                        self.cards[unit] = Card(day)
                elif debt >= item.minutes:
                    debt -= item.minutes
                else:
                    debt += sum(self.review(card, day) for card in self._met(item))
        return self.cards

    def _met(self, item: Item) -> list[str]:
        """The cards that an item reviews: a quiz that of its unit, others all of the topic."""
        unit = item.unit or ""
        if item.kind == "consolidate":
            return [unit] if unit in self.cards else []
        return self._of_topic(unit)

    def _of_topic(self, unit: str) -> list[str]:
        names = [f"{unit.partition(':')[0]}:{depth}" for depth in DEPTHS]
        return [name for name in names if name in self.cards]

    def spend(self, order: Sequence[str], steps: Sequence[int] | None) -> Cards:
        """Review what is due, then learn in the given order, day by day; see `_next_due`."""
        due: list[tuple[int, str, int]] = []  # a heap of day, unit, number of the review
        queue, left, room = list(reversed(order)), 0.0, 0.0
        current = ""
        for day in self.case.days:
            room = min(room, 0.0) + self.case.room(day)
            while due and due[0][0] <= day and room > 0:
                _, unit, number = heappop(due)
                room -= self.price(unit, first=not number) + self.review(unit, day)
                self._plan_next(due, unit, number + 1, steps)
            while room > 0 and (left or queue):
                if not left:
                    current = queue.pop()
                    left = float(self.case.pool[current].minutes)
                spent = min(left, room)
                left, room = left - spent, room - spent
                if not left:
                    self.cards[current] = Card(day)
                    self._plan_next(due, current, 0, steps)
        return self.cards

    def _plan_next(
        self, due: list[tuple[int, str, int]], unit: str, number: int, steps: Sequence[int] | None
    ) -> None:
        """The next review: so many days after this one, or by stability if there are no steps."""
        card = self.cards[unit]
        if steps is None:
            heappush(due, (card.last + max(1, round(card.stability)), unit, number))
        elif number < len(steps):
            heappush(due, (card.last + steps[number], unit, number))
