"""The reviews: simulated readiness of our plans beside three other rules, at equal total hours.

Ours is what core/layout.py and core/sweep.py lay out: a quiz on each unit some days after it ends,
mixed questions, the final sweep. The minutes of new material, quizzes, questions on topics and
reviews of each day are given to each rival, which spends them by its own rule: no review at all;
reviews 1, 7 and 21 days after learning; FSRS, whenever recall falls to 0.9. Rivals choose for these
minutes by our own solver and take the share for learning that turns out best for them. They pay our
prices: the first review of a unit is a quiz, later ones are its part of a review of the topic; at
"quiz prices" all theirs are quizzes, while ours stay as they are. "By value" has no must-haves for
anybody; "as planned", rivals must learn ours, and plans where one cannot are left out; "shorter
sweep" gives 8 % of the days to it, five at least. Readiness is the sum of value times recall.
Run: python -m bench.review [--quick]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median
from unittest.mock import patch

from bench.candidate import shipped
from bench.cards import agreement
from bench.choice import ROLES
from bench.learner import Cards, Case, Learner, case_of
from bench.table import show, table
from bench.weeks import SPANS, profile_of
from mlprep.core import capacity
from mlprep.core.models import Catalog
from mlprep.core.selection import macroitems, solve

SEEDS = range(2026, 2034)
SHARES = tuple(n / 100 for n in range(68, 99, 3))  # of the minutes, tried for what to learn
WINDOW = (0, 7, 14)  # days after the interview day
SHORTER = 0.08  # of the days, for the final sweep that is tried beside ours
LIMITS = (
    "Limits: a card of FSRS-6 with its default parameters stands for a unit of 15 to 240 minutes;",
    "a failed review restores recall for 30 % more minutes; nothing is said of transfer, problem",
    "solving or interviews. The simulation compares rules under one model of memory: it is no",
    "evidence about people.",
)


RULES: Mapping[str, tuple[Sequence[int] | None, Sequence[float]]] = {
    "no review": ((), (1.0,)),
    "+1/7/21": ((1, 6, 14), SHARES),
    "FSRS 0.9": (None, SHARES),
}


@dataclass(frozen=True)
class Choice:
    """What a rival sets out to learn, in order, and what of it no plan may do without."""

    order: tuple[str, ...]
    musts: frozenset[str]


def choice_for(case: Case, share: float) -> Choice | None:
    """Our must-haves and the best that fits beside them, then what remains; None if too little."""
    room = int(share * sum(case.room(day) for day in case.days))
    fixed = {u.id for u in case.plan.selection.units if u.selected and u.tier != "rest"}
    if sum(case.pool[unit].minutes for unit in fixed) > room:
        return None
    chosen = solve(case.pool, room, fixed).chosen
    parts = (fixed, chosen - fixed, case.pool.keys() - chosen)
    early = (macroitems({u: c for u, c in case.pool.items() if u in part}) for part in parts)
    order = (unit for part in early for macroitem in part for unit in macroitem)
    return Choice(tuple(order), frozenset(fixed))


def best_of(case: Case, steps: Sequence[int] | None, shares: Sequence[float]) -> list[Cards]:
    """The runs of the share that turns out best, of those that leave no must-have unlearnt."""
    tried: list[list[Cards]] = []
    for choice in dict.fromkeys(choice_for(case, share) for share in shares):
        if choice:
            runs = [Learner(case, seed).spend(choice.order, steps) for seed in SEEDS]
            if all(choice.musts <= cards.keys() for cards in runs):
                tried.append(runs)
    return max(tried, key=lambda runs: mean(case.readiness(c, (0,)) for c in runs), default=[])


@dataclass(frozen=True)
class Outcome:
    """Mean readiness of each rule on the interview day and over the window; review shares, %."""

    name: str
    at: Mapping[str, float]
    window: Mapping[str, float]
    share: float


def outcome(name: str, case: Case) -> Outcome | None:
    """Simulate one plan under every rule; None if a rival cannot learn the must-haves."""
    runs = {"ours": [Learner(case, seed).follow() for seed in SEEDS]}
    runs |= {rule: best_of(case, steps, shares) for rule, (steps, shares) in RULES.items()}
    if not all(runs.values()):
        return None
    items = [item for mine in case.days.values() for item in mine]
    reviewing = sum(item.minutes for item in items if item.kind != "learn")
    return Outcome(
        name,
        {rule: mean(case.readiness(c, (0,)) for c in cards) for rule, cards in runs.items()},
        {rule: mean(case.readiness(c, WINDOW) for c in cards) for rule, cards in runs.items()},
        100 * reviewing / sum(item.minutes for item in items),
    )


def without_tiers(catalog: Catalog) -> Catalog:
    """The catalog with no core, no must-haves and no ladder to climb."""
    topics = tuple(topic.model_copy(update={"core": False}) for topic in catalog.topics)
    plain = {"domain_must": 0, "domain_share": 0.0}
    roles = tuple(
        role.model_copy(
            update={
                **plain,
                "rounds": tuple(held.model_copy(update={"must": ()}) for held in role.rounds),
            }
        )
        for role in catalog.roles
    )
    return catalog.model_copy(update={"topics": topics, "roles": roles})


def outcomes(catalog: Catalog, kind: str, *, cheap: bool, quick: bool) -> Iterator[Outcome]:
    """Every role on calendars of four lengths."""
    for weeks, hours in SPANS[: 2 if quick else None]:
        for role, domain in ROLES[:: 3 if quick else 1]:
            case = case_of(catalog, profile_of(role, domain, weeks, hours), cheap=cheap)
            found = outcome(f"{kind}, {weeks} x {hours}", case)
            if found:
                yield found


def report(found: list[Outcome]) -> None:
    """Print the table, the worst plans, and what all this cannot say."""
    groups = {name: [o for o in found if o.name == name] for name in {o.name: 0 for o in found}}
    table(
        "Reviews: our readiness over that of each rule, on the day and over +0..14: median (least)",
        ("plans", "review %", *RULES, "better of two", "window: none", "better of two"),
        (_row(name, mine) for name, mine in groups.items()),
    )
    show("", f"Seeds {SEEDS.start} to {SEEDS.stop - 1}. Wanted: 1.12 and 1.04 or more.")
    package, memory = agreement(SEEDS.start)
    show(
        f"Recall differs from `fsrs` by {package:.0e} at most, from core/memory.py by {memory:.0e}"
    )
    show("where no review fails.", *LIMITS)


def _row(name: str, mine: list[Outcome]) -> tuple[str, ...]:
    def over(figures: str, rules: Sequence[str]) -> str:
        ratios = [
            getattr(o, figures)["ours"] / max(getattr(o, figures)[r] for r in rules) for o in mine
        ]
        return f"{median(ratios):.3f} ({min(ratios):.3f})"

    two = list(RULES)[1:]
    return (
        f"{name} ({len(mine)})",
        f"{mean(o.share for o in mine):.0f}",
        *(over("at", [rule]) for rule in RULES),
        over("at", two),
        over("window", ["no review"]),
        over("window", two),
    )


def _shorter_sweep(days: int) -> int:
    return min(max(5, round(SHORTER * days)), days // 4)


def main(*, quick: bool) -> None:
    """Measure and print."""
    catalog = shipped()
    plain = without_tiers(catalog)
    found = [*outcomes(plain, "by value", cheap=False, quick=quick)]
    with patch.object(capacity, "sweep_length", _shorter_sweep):
        found += outcomes(plain, "shorter sweep", cheap=False, quick=quick)
    found += outcomes(plain, "quiz prices", cheap=True, quick=quick)
    found += outcomes(catalog, "as planned", cheap=False, quick=quick)
    report(found)


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
