"""The choice: ours beside CP-SAT and beside the rules that lists and people go by.

Every instance is solved by us, by CP-SAT with one and with eight workers (their solving alone, not
the making of their model nor their import), and by five simple rules. A difference between two
proved optima ends the run. Needs the extra `bench` (ortools). Run: python -m bench.choice [--quick]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from statistics import median
from time import perf_counter
from typing import Any

from bench.candidate import shipped
from bench.generated import candidates, generated
from bench.table import quantile, show, spread, table
from mlprep.core.graph import closure, dependents
from mlprep.core.models import Catalog
from mlprep.core.selection import Candidate, Solution, solve
from mlprep.core.value import ASKED

Pool = Mapping[str, Candidate]
WORKERS = (1, 8)
LIMIT = 15.0  # seconds for CP-SAT, which then counts as having taken that long
ROLES = (
    ("research-engineer", None), ("software-engineer", None), ("data-scientist", None),
    ("research-scientist", "nlp-llm"), ("research-scientist", "computer-vision"),
    ("postdoctoral-researcher", "computer-vision"),
    ("postdoctoral-researcher", "reinforcement-learning"),
)  # fmt: skip
BUDGETS = (3, 4, 5, 6, 8, 10, 12, 15, 18, 21, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90)
SIZES = {250: (4, (3, 5, 10, 20, 30, 50, 70, 90)), 1000: (3, (5, 10, 30, 50)), 5000: (1, (10, 30))}
PLAIN = {"basics": 1.0, "solid": 0.4, "expert": 0.1}
MOST_GREEDY = 4000  # units up to which the density rule is tried: it is slow


@dataclass(frozen=True)
class Instance:
    """A pool of candidates and the room for them; `blind` is their worth to nobody's role."""

    family: str
    pool: Pool
    blind: Mapping[str, float]
    room: int


@dataclass(frozen=True)
class Result:
    """What was found for an instance; times in milliseconds, gaps in per cent of the best known."""

    family: str
    proved: bool
    gap: float
    ours: float
    rival: Mapping[int, float]
    rules: Mapping[str, float]


def shipped_instances(*, quick: bool) -> Iterator[Instance]:
    """The shipped catalog for every role and budget."""
    catalog = shipped()
    for role, domain in ROLES:
        pool = candidates(catalog, role, domain)
        yield from _budgets("shipped", catalog, pool, BUDGETS[:: 5 if quick else 1])


def generated_instances(*, quick: bool) -> Iterator[Instance]:
    """Generated catalogs of three sizes."""
    for size, (seeds, budgets) in SIZES.items():
        for seed in range(1 if quick else seeds):
            catalog = generated(size, seed)
            pool = candidates(catalog, "someone")
            yield from _budgets(f"N={size}", catalog, pool, budgets[:: 2 if quick else 1])


def _budgets(
    family: str, catalog: Catalog, pool: Pool, percents: Iterable[int]
) -> Iterator[Instance]:
    minutes = sum(candidate.minutes for candidate in pool.values())
    importance = {topic.id: ASKED[topic.importance] for topic in catalog.topics}
    named = {unit: unit.partition(":") for unit in pool}
    blind = {unit: importance[topic] * PLAIN[depth] for unit, (topic, _, depth) in named.items()}
    for percent in percents:
        yield Instance(family, pool, blind, minutes * percent // 100)


# --- the rules


def in_turn(pool: Pool, room: int, order: Iterable[str]) -> set[str]:
    """Take each with what it requires if it fits, else pass over it: kinder than cutting a list."""
    requires = {unit: candidate.requires for unit, candidate in pool.items()}
    taken: set[str] = set()
    for unit in order:
        more = closure([unit], requires) - taken
        minutes = sum(pool[other].minutes for other in more)
        if minutes <= room:
            taken |= more
            room -= minutes
    return taken


def by_density(pool: Pool, room: int) -> set[str]:
    """Again and again what has, with all that it still requires, the most value per minute."""
    requires = {unit: candidate.requires for unit, candidate in pool.items()}
    users = {unit: tuple(others) for unit, others in dependents(requires).items()}
    density = {unit: _density(pool, closure([unit], requires)) for unit in pool}
    taken: set[str] = set()
    while density:
        unit = max(density, key=lambda u: density[u])
        more = closure([unit], requires) - taken
        minutes = sum(pool[other].minutes for other in more)
        if minutes > room:  # it may fit when something else that it requires has been taken
            del density[unit]
            continue
        taken |= more
        room -= minutes
        for other in closure(more, users):
            if other in taken:
                density.pop(other, None)
            else:
                density[other] = _density(pool, closure([other], requires) - taken)
    return taken


def _density(pool: Pool, units: Iterable[str]) -> float:
    part = [pool[unit] for unit in units]
    return sum(c.value for c in part) / sum(c.minutes for c in part)


RULES: Mapping[str, Callable[[Instance], set[str]]] = {
    "list order": lambda i: in_turn(i.pool, i.room, i.pool),
    "role-blind priority": lambda i: in_turn(
        i.pool, i.room, sorted(i.pool, key=lambda u: -i.blind[u])
    ),
    "value + closure": lambda i: in_turn(
        i.pool, i.room, sorted(i.pool, key=lambda u: -i.pool[u].value)
    ),
    "value per minute + closure": lambda i: in_turn(
        i.pool, i.room, sorted(i.pool, key=lambda u: -i.pool[u].value / i.pool[u].minutes)
    ),
    "closure density greedy": lambda i: by_density(i.pool, i.room),
}


# --- the other solver


@lru_cache
def cp_sat() -> Any:
    """The module of CP-SAT, which is not there without the extra."""
    return import_module("ortools.sat.python.cp_model")


def rival(instance: Instance, workers: int) -> tuple[int, bool, float]:
    """CP-SAT's value, whether it is proved, and the milliseconds of its solving."""
    pool, library = instance.pool, cp_sat()
    model = library.CpModel()
    take = {unit: model.new_bool_var(unit) for unit in pool}
    for unit, candidate in pool.items():
        for need in candidate.requires:
            model.add_implication(take[unit], take[need])
    model.add(sum(c.minutes * take[unit] for unit, c in pool.items()) <= instance.room)
    model.maximize(sum(c.value * take[unit] for unit, c in pool.items()))
    solver = library.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = LIMIT
    begun = perf_counter()
    status = solver.solve(model)
    took = 1000 * (perf_counter() - begun)
    return round(solver.objective_value), status == library.OPTIMAL, took


# --- measuring


def measured(instance: Instance) -> Result:
    """Solve an instance in every way. Raises SystemExit if two proofs contradict each other."""
    begun = perf_counter()
    ours = solve(instance.pool, instance.room)
    took = 1000 * (perf_counter() - begun)
    found = {workers: rival(instance, workers) for workers in WORKERS}
    for value, proved, _ in found.values():
        _compare(instance, ours, value, proved=proved)
    best = max(ours.value, *(value for value, _, _ in found.values()))
    rules = RULES if len(instance.pool) <= MOST_GREEDY else dict(list(RULES.items())[:-1])
    worth = {
        name: sum(instance.pool[u].value for u in rule(instance)) for name, rule in rules.items()
    }
    return Result(
        instance.family,
        ours.optimal,
        100 * (ours.upper_bound - ours.value) / ours.upper_bound,
        took,
        {workers: time for workers, (_, _, time) in found.items()},
        {name: 100 * (best - value) / best for name, value in worth.items()},
    )


def _compare(instance: Instance, ours: Solution, value: int, *, proved: bool) -> None:
    wrong = value > ours.upper_bound or (proved and ours.value > value)
    if wrong or (proved and ours.optimal and ours.value != value):
        raise SystemExit(
            f"{instance.family}, {instance.room} min: we say {ours.value} and at most"
            f" {ours.upper_bound}, CP-SAT {value}"
        )


def report(results: list[Result]) -> None:
    """Print the tables."""
    families = {family: [r for r in results if r.family == family] for family in _families(results)}
    table(
        "Choice: least / median / 90 % / most",
        ("instances", "proved", "gap %, most", "our ms", "CP-SAT 1, ms", "CP-SAT 8, ms",
         "1 / ours", "8 / ours"),
        (_row(family, mine) for family, mine in families.items()),
    )  # fmt: skip
    table(
        "Simple rules: per cent of the best value that they lose, least / median / 90 % / most",
        ("rule", *families),
        (
            (
                name,
                *(
                    spread([r.rules[name] for r in mine if name in r.rules] or [float("nan")], 1)
                    for mine in families.values()
                ),
            )
            for name in RULES
        ),
    )
    show(
        "", f"Slowest shipped instance: {quantile((r.ours for r in families['shipped']), 1):.0f} ms"
        " (wanted: 150 at most); optima that differ from CP-SAT's: none, else this had stopped.",
        "CP-SAT's time is that of solve() alone; ours has everything, the certificate too.",
    )  # fmt: skip


def _families(results: list[Result]) -> list[str]:
    return list(dict.fromkeys(result.family for result in results))


def _row(family: str, mine: list[Result]) -> tuple[str, ...]:
    ratio = {w: median(r.rival[w] / r.ours for r in mine) for w in WORKERS}
    return (
        f"{family} ({len(mine)})",
        f"{sum(r.proved for r in mine)}/{len(mine)}",
        f"{max(r.gap for r in mine):.4f}",
        spread(r.ours for r in mine),
        *(spread(r.rival[w] for r in mine) for w in WORKERS),
        *(f"{ratio[w]:.1f}" for w in WORKERS),
    )


def main(*, quick: bool) -> None:
    """Measure and print."""
    instances = [*shipped_instances(quick=quick), *generated_instances(quick=quick)]
    measured(instances[0])  # what happens once, such as the import, is not measured
    report([measured(instance) for instance in instances])


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
