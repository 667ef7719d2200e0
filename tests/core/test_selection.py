from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mlprep.core import selection
from mlprep.core.graph import closure
from mlprep.core.models import Catalog
from mlprep.core.selection import Candidate, Solution, best_closed_set, macroitems, solve
from mlprep.core.tiers import core_units
from mlprep.core.value import unit_values
from tests.core.pools import (
    Pool,
    best_by_trying,
    is_closed,
    minutes_of,
    pools,
    problems,
    value_of,
)

Problem = tuple[dict[str, Candidate], int, set[str]]
DOMAINS = (
    ("research-engineer", None),
    ("software-engineer", None),
    ("data-scientist", None),
    ("research-scientist", "nlp-llm"),
    ("postdoctoral-researcher", "computer-vision"),
)


def shipped(catalog: Catalog, role: str, domain: str | None) -> dict[str, Candidate]:
    """Every unit of the shipped catalog with its value to the role."""
    units = catalog.units
    values = unit_values(catalog, units, catalog.role[role], domain)
    return {u: Candidate(u, x.minutes, values[u], x.requires) for u, x in units.items()}


def sound(solution: Solution, pool: Pool, room: int) -> bool:
    return (
        is_closed(solution.chosen, pool)
        and minutes_of(pool, solution.chosen) <= room
        and solution.value == value_of(pool, solution.chosen) <= solution.upper_bound
    )


@given(problems())
@settings(max_examples=300)
def test_it_is_the_best_by_trying_all_also_among_equals(problem: Problem) -> None:
    pool, room, fixed = problem
    solution = solve(pool, room, fixed)
    assert sound(solution, pool, room)
    assert solution.optimal
    assert solution.chosen == best_by_trying(pool, room, fixed)


@given(problems(), st.integers(0, 12))
@settings(max_examples=300)
def test_dividing_into_cases_gives_the_same(problem: Problem, states: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "STATES", states)
        divided = solve(*problem)
    assert (divided.chosen, divided.value) == (solve(*problem).chosen, solve(*problem).value)
    assert divided.optimal


@given(problems(), st.integers(0, 60))
@settings(max_examples=200)
def test_little_effort_gives_a_sound_choice_and_a_true_bound(problem: Problem, effort: int) -> None:
    pool, room, fixed = problem
    hasty = solve(pool, room, fixed, effort)
    assert sound(hasty, pool, room)
    assert hasty.chosen >= fixed
    assert hasty.value <= solve(pool, room, fixed).value <= hasty.upper_bound


@given(problems(), st.integers(0, 20))
def test_more_room_never_lowers_the_value(problem: Problem, more: int) -> None:
    pool, room, fixed = problem
    assert solve(pool, room, fixed).value <= solve(pool, room + 15 * more, fixed).value


@given(problems())
def test_what_is_fixed_and_too_long_comes_back_alone(problem: Problem) -> None:
    pool, _, fixed = problem
    solution = solve(pool, minutes_of(pool, fixed) - 1, fixed)
    assert solution.chosen == fixed
    assert not solution.certificate


@given(pools(), st.integers(0, 40))
def test_what_is_taken_counts_as_satisfied_and_is_not_taken_again(
    pool: dict[str, Candidate], quarters: int
) -> None:
    taken = best_closed_set(pool, 60)
    more = best_closed_set(pool, quarters * 15, taken)
    assert not more & taken
    assert minutes_of(pool, more) <= quarters * 15
    assert is_closed(more | taken, pool)


def test_a_prerequisite_is_worth_what_it_unlocks() -> None:
    pool = {
        "door": Candidate("door", 30, 0, ()),
        "room": Candidate("room", 30, 100, ("door",)),
        "toy": Candidate("toy", 60, 40, ()),
    }
    assert best_closed_set(pool, 60) == {"door", "room"}


def test_nothing_to_choose_from_and_no_room() -> None:
    assert solve({}, 100) == Solution(frozenset(), 0, 0, solve({}, 100).certificate)
    assert solve({"a": Candidate("a", 15, 9, ())}, 0).chosen == frozenset()


@given(pools())
def test_the_order_holds_everything_once_and_prerequisites_first(
    pool: dict[str, Candidate],
) -> None:
    order = [unit for macroitem in macroitems(pool) for unit in macroitem]
    assert sorted(order) == sorted(pool)
    assert all(order.index(r) < order.index(u) for u in pool for r in pool[u].requires)


@given(pools())
def test_no_choice_is_worth_more_than_the_beginning_of_the_order_that_takes_as_long(
    pool: dict[str, Candidate],
) -> None:
    chosen: list[str] = []
    for macroitem in macroitems(pool):
        chosen += macroitem
        assert value_of(pool, chosen) == solve(pool, minutes_of(pool, chosen)).value


@pytest.mark.parametrize(("role", "domain"), DOMAINS)
def test_the_shipped_catalog_is_solved_for_every_budget(
    catalog: Catalog, role: str, domain: str | None
) -> None:
    pool = shipped(catalog, role, domain)
    basics = closure(core_units(catalog), {u: c.requires for u, c in pool.items()})
    hours = minutes_of(pool, pool)
    for fixed in ((), basics):
        for percent in (3, 5, 8, 13, 21, 34, 55, 89):
            solution = solve(pool, hours * percent // 100, fixed)
            assert solution.optimal
            assert sound(solution, pool, max(hours * percent // 100, minutes_of(pool, fixed)))


@pytest.mark.parametrize(("role", "domain"), DOMAINS)
def test_another_solver_finds_the_same_value(
    catalog: Catalog, role: str, domain: str | None
) -> None:
    cp_model = pytest.importorskip("ortools.sat.python.cp_model")
    pool = shipped(catalog, role, domain)
    for percent in (4, 15, 30):
        room = minutes_of(pool, pool) * percent // 100
        model = cp_model.CpModel()
        take = {unit: model.new_bool_var(unit) for unit in pool}
        for unit, candidate in pool.items():
            for need in candidate.requires:
                model.add_implication(take[unit], take[need])
        model.add(sum(c.minutes * take[unit] for unit, c in pool.items()) <= room)
        model.maximize(sum(c.value * take[unit] for unit, c in pool.items()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        assert round(solver.objective_value) == solve(pool, room).value


def test_the_hashes_of_names_do_not_matter() -> None:
    program = """
from mlprep.core.selection import Candidate, macroitems, solve
pool = {
    f"u{n}": Candidate(f"u{n}", 15 * (n * 7 % 9 + 1), n * 31 % 17, (f"u{n // 2}",) if n % 3 else ())
    for n in range(1, 90)
}
print(sorted(solve(pool, 3000).chosen), solve(pool, 3000).certificate, macroitems(pool))
"""
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != b""
