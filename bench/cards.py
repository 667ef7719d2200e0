"""What is remembered of one unit, with lapses: FSRS-6 as in core/memory.py, difficulty included.

`agreement` compares it with the `fsrs` package on random reviews, and with core/memory.py, which
knows no lapse and holds difficulty still, on reviews that all went well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS as W

from mlprep.core.memory import DIFFICULTY, FIRST_STABILITY, Trace, retrievability

LEAST_STABILITY = 0.001
EASIEST = W[4] - exp(3 * W[5]) + 1  # where difficulty is drawn to
TRACES, REVIEWS = 200, 8


@dataclass(frozen=True)
class Card:
    """A unit that was met last on a day (ordinal), first with success."""

    last: int
    stability: float = FIRST_STABILITY
    difficulty: float = DIFFICULTY

    def recall(self, day: int) -> float:
        """The chance of recall on that day."""
        return retrievability(day - self.last, self.stability)

    def reviewed(self, day: int, *, good: bool) -> Card:
        """The card after a review on a later day, with the rating "good" or "again"."""
        recall = self.recall(day)
        stability = self._risen(recall) if good else self._fallen(recall)
        harder = 0.0 if good else 2 * W[6] * (10 - self.difficulty) / 9
        difficulty = W[7] * EASIEST + (1 - W[7]) * (self.difficulty + harder)
        return Card(day, max(stability, LEAST_STABILITY), min(10.0, max(1.0, difficulty)))

    def _risen(self, recall: float) -> float:
        rise = exp(W[8]) * (11 - self.difficulty) * self.stability ** -W[9]
        return float(self.stability * (1 + rise * (exp(W[10] * (1 - recall)) - 1)))

    def _fallen(self, recall: float) -> float:
        long = W[11] * self.difficulty ** -W[12] * ((self.stability + 1) ** W[13] - 1)
        return float(min(long * exp(W[14] * (1 - recall)), self.stability / exp(W[17] * W[18])))


def agreement(seed: int) -> tuple[float, float]:
    """Greatest difference in recall to `fsrs`, and to core/memory.py where nothing fails."""
    chance = Random(seed)  # a measurement, not a secret
    to_package = to_memory = 0.0
    for _ in range(TRACES):
        gaps = [chance.randint(1, 60) for _ in range(REVIEWS)]
        grades = [chance.random() < 0.8 for _ in gaps]  # four of five go well
        to_package = max(to_package, _from_package(gaps, grades))
        to_memory = max(to_memory, _from_memory(gaps))
    return to_package, to_memory


def _from_package(gaps: list[int], grades: list[bool]) -> float:
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    start = datetime(2026, 1, 1, tzinfo=UTC)
    theirs, _ = scheduler.review_card(FsrsCard(card_id=1, due=start), Rating.Good, start)
    mine, day, worst = Card(0), 0, 0.0
    for gap, good in zip(gaps, grades, strict=True):
        day += gap
        at = start + timedelta(days=day)
        worst = max(worst, abs(scheduler.get_card_retrievability(theirs, at) - mine.recall(day)))
        theirs, _ = scheduler.review_card(theirs, Rating.Good if good else Rating.Again, at)
        mine = mine.reviewed(day, good=good)
    return worst


def _from_memory(gaps: list[int]) -> float:
    mine, trace, day, worst = Card(0), Trace(0), 0, 0.0
    for gap in gaps:
        day += gap
        worst = max(worst, abs(trace.recall(day) - mine.recall(day)))
        mine, trace = mine.reviewed(day, good=True), trace.reviewed(day)
    return worst
