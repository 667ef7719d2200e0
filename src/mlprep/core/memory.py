"""How memory fades and what a review gains: the FSRS-6 model with its default parameters.

Source: the published FSRS-6 formulas and weights (open-spaced-repetition). They were fitted to
flash cards, not to topics, so everything computed here is an estimate of order, not of recall.
For the answers to questions, which are nearer to cards, the `fsrs` package itself is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import exp
from typing import NamedTuple

DECAY = 0.1542  # w20
FACTOR = 0.9 ** (-1 / DECAY) - 1
FIRST_STABILITY = 2.3065  # w2, days, after a first rating "good"
DIFFICULTY = 2.118  # D0("good") = w4 - exp(2 * w5) + 1
GROWTH, SATURATION, SPACING = 1.8722, 0.1666, 0.796  # w8, w9, w10


def retrievability(days: float, stability: float) -> float:
    """The chance of recall after `days` without review, at `stability` (days to 90 %)."""
    return float((1 + FACTOR * max(days, 0.0) / stability) ** -DECAY)


def stability_after(stability: float, recall: float) -> float:
    """The stability after a successful review at retrievability `recall`."""
    rise = exp(GROWTH) * (11 - DIFFICULTY) * stability**-SATURATION
    return float(stability * (1 + rise * (exp(SPACING * (1 - recall)) - 1)))


class Trace(NamedTuple):
    """What is left of one topic: the day (ordinal) it was last met, and its stability in days."""

    last: int
    stability: float = FIRST_STABILITY

    def recall(self, day: int) -> float:
        """The chance of recall on that day."""
        return retrievability(day - self.last, self.stability)

    def reviewed(self, day: int) -> Trace:
        """The trace after a successful review on that day."""
        return Trace(day, stability_after(self.stability, self.recall(day)))

    def gain(self, day: int, target: int) -> float:
        """How much a review on `day` raises the mean recall over `target` … `target` + 14 days."""
        after = self.reviewed(day)
        days = (target, target + 7, target + 14)
        return sum(after.recall(t) - self.recall(t) for t in days) / len(days)


GRADES = ("again", "hard", "good", "easy")


class Review(NamedTuple):
    """One answer to a question: when (an aware instant in UTC), how well, which points missed."""

    at: datetime
    grade: str
    missed: tuple[int, ...] = ()


class Recall(NamedTuple):
    """What is remembered of a question after its reviews."""

    due: datetime
    retrievability: float


def recall_after(reviews: Sequence[Review], now: datetime) -> Recall:
    """The state of a card after its reviews, by the `fsrs` package with its default parameters.

    Learning steps and fuzz are off: a question is met once a day at most, and the same reviews give
    the same state.
    """
    from fsrs import Card, Rating, Scheduler  # noqa: PLC0415  # only practice needs it

    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    card = Card(card_id=0, due=reviews[0].at)
    for review in reviews:
        rating = Rating(GRADES.index(review.grade) + 1)
        card, _ = scheduler.review_card(card, rating, review.at)
    return Recall(
        due=card.due,
        retrievability=scheduler.get_card_retrievability(card, now),
    )
