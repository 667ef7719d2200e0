from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mlprep.core import proof, selection
from mlprep.core.plan import Case, PlannedUnit, Selection
from mlprep.core.proof import judge
from mlprep.core.selection import Candidate, Solution, solve
from tests.core.pools import problems
from tests.test_house import SRC, imported

Problem = tuple[dict[str, Candidate], int, set[str]]


def stated(problem: Problem, solution: Solution, upper_bound: int | None = None) -> Selection:
    """The solution as a plan states it."""
    pool, room, fixed = problem
    return Selection(
        capacity_minutes=room,
        value=solution.value,
        upper_bound=solution.upper_bound if upper_bound is None else upper_bound,
        optimal=solution.optimal,
        gap=0.0,
        units=tuple(
            PlannedUnit(
                id=c.id,
                topic=c.id,
                depth="basics",
                area="vectors",
                pillar="linear-algebra",
                minutes=c.minutes,
                value=c.value,
                tier="core" if c.id in fixed else "rest",
                requires=c.requires,
                selected=c.id in solution.chosen,
            )
            for c in pool.values()
        ),
        certificate=solution.certificate,
    )


def in_cases(problem: Problem, states: int) -> Solution:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selection, "STATES", states)
        return solve(*problem)


@given(problems(), st.integers(0, 12))
@settings(max_examples=300)
def test_every_certificate_proves_its_bound_and_no_lower_one(problem: Problem, states: int) -> None:
    solution = in_cases(problem, states)
    assert judge(stated(problem, solution)) == "proved"
    assert judge(stated(problem, solution, solution.value - 1)) == "refuted"


@given(problems(), st.integers(0, 60))
@settings(max_examples=150)
def test_so_does_that_of_a_hasty_solution(problem: Problem, effort: int) -> None:
    assert judge(stated(problem, solve(*problem, effort))) == "proved"


@given(problems())
def test_a_worse_choice_that_claims_to_be_the_best_is_refuted(problem: Problem) -> None:
    pool, room, fixed = problem
    best = solve(pool, room, fixed)
    others = [u for u in best.chosen if u not in fixed and pool[u].value]
    assume(others)
    fewer = best._replace(
        chosen=best.chosen - {others[0]}, value=best.value - pool[others[0]].value
    )
    assert judge(stated(problem, fewer, fewer.value)) == "refuted"


CHAIN: Problem = (
    {
        "a": Candidate("a", 15, 1, ()),
        "b": Candidate("b", 30, 8, ("a",)),
        "c": Candidate("c", 30, 5, ()),
        "d": Candidate("d", 45, 7, ("c",)),
        "e": Candidate("e", 15, 2, ()),
        "f": Candidate("f", 30, 4, ()),
    },
    60,
    set(),
)


def changed(problem: Problem, change: Callable[[Case], object], states: int = 99) -> str:
    solution = in_cases(problem, states)
    cases = [change(case) for case in solution.certificate]
    kept = tuple(case for case in cases if isinstance(case, Case))
    return judge(stated(problem, solution._replace(certificate=kept)))


def edited(**update: object) -> Callable[[Case], Case]:
    return lambda case: case.model_copy(update=update)


def test_the_checker_shares_no_code_with_the_solver() -> None:
    solver = {f"mlprep.core.{name}" for name in ("selection", "closure", "enumeration", "graph")}
    assert not solver & set(imported(SRC / "core" / "proof.py"))


def test_what_is_no_proof_is_refuted() -> None:
    assert changed(CHAIN, lambda case: case) == "proved"
    assert changed(CHAIN, edited(payments=(("a", "b", 5),))) == "refuted"  # not required
    assert changed(CHAIN, edited(payments=(("b", "a", -5),))) == "refuted"
    assert changed(CHAIN, edited(payments=(("b", "nobody", 5),))) == "refuted"
    assert changed(CHAIN, edited(price=(-1, 15))) == "refuted"
    assert changed(CHAIN, edited(price=(1, 0))) == "refuted"
    assert changed(CHAIN, edited(assumed=(("a", True),))) == "refuted"  # and without a?
    assert changed(CHAIN, edited(assumed=(("nobody", True),))) == "refuted"
    assert changed(CHAIN, lambda _: None) == "refuted"


def test_cases_must_leave_nothing_out() -> None:
    divided = in_cases(CHAIN, 0)
    assert len(divided.certificate) > 1
    assert judge(stated(CHAIN, divided)) == "proved"
    for index in range(len(divided.certificate)):
        rest = divided.certificate[:index] + divided.certificate[index + 1 :]
        assert judge(stated(CHAIN, divided._replace(certificate=rest))) == "refuted"


def test_any_price_and_no_payments_still_prove_it_by_going_through_more() -> None:
    assert changed(CHAIN, edited(payments=(), price=(0, 1))) == "proved"
    assert changed(CHAIN, edited(payments=(), price=(9, 15))) == "proved"


def test_too_much_to_go_through_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "MOST_STATES", 2)
    assert changed(CHAIN, edited(payments=(), price=(0, 1))) == "open"
