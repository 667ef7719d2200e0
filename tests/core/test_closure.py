from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.closure import Instance, greatest_closure, relax, sequence
from mlprep.core.selection import Candidate
from tests.core.pools import closed_sets, minutes_of, pools, value_of

EXAMPLE = Instance(
    {"a": 1, "b": 8, "c": 2}, {"a": 1, "b": 2, "c": 1}, {"a": (), "b": ("a",), "c": ()}
)


def instance_of(pool: dict[str, Candidate]) -> Instance:
    return Instance(
        {u: c.value for u, c in pool.items()},
        {u: c.minutes for u, c in pool.items()},
        {u: c.requires for u, c in pool.items()},
    )


def test_the_example_at_the_head_of_the_module() -> None:
    cut = greatest_closure(EXAMPLE, EXAMPLE.units, (11, 4))
    assert cut.reduced == {"a": 0, "b": 3, "c": -3}
    assert cut.flow == {("b", "a"): 7}
    assert cut.closure == {"a", "b"}
    assert sequence(EXAMPLE) == [["a", "b"], ["c"]]


def test_the_example_at_the_head_of_selection() -> None:
    relaxation = relax(EXAMPLE, EXAMPLE.units, 3)
    assert relaxation.price == (11, 4)
    assert relaxation.bound == 11 * 3 + 3 == 4 * 9


@given(pools(), st.integers(0, 60), st.integers(1, 100))
def test_the_closure_is_the_least_of_the_best_and_the_flow_proves_it(
    pool: dict[str, Candidate], value: int, minutes: int
) -> None:
    def profit(units: set[str]) -> int:
        return value_of(pool, units) * minutes - value * minutes_of(pool, units)

    instance = instance_of(pool)
    cut = greatest_closure(instance, instance.units, (value, minutes))
    profits = [(profit(units), units) for units in closed_sets(pool)]
    most = max(amount for amount, _ in profits)
    assert profit(cut.closure) == most
    assert all(cut.closure <= units for amount, units in profits if amount == most)
    assert most == sum(amount for amount in cut.reduced.values() if amount > 0)
    assert all(amount >= 0 and n in pool[u].requires for (u, n), amount in cut.flow.items())
    for unit, left in cut.reduced.items():
        paid = sum(amount for (u, _), amount in cut.flow.items() if u == unit)
        got = sum(amount for (_, n), amount in cut.flow.items() if n == unit)
        assert left == profit({unit}) + got - paid


@given(pools())
def test_macroitems_fall_in_value_per_minute_and_none_has_a_better_beginning(
    pool: dict[str, Candidate],
) -> None:
    def price(units: list[str] | set[str]) -> float:
        return value_of(pool, units) / minutes_of(pool, units)

    before: set[str] = set()
    found = sequence(instance_of(pool))
    assert all(price(first) > price(second) for first, second in pairwise(found))
    for macroitem in found:
        for units in closed_sets(pool):
            if before < units <= before.union(macroitem):
                assert price(units - before) <= price(macroitem)
        before |= set(macroitem)


@given(pools(), st.integers(0, 80))
def test_the_relaxation_bounds_every_choice(pool: dict[str, Candidate], quarters: int) -> None:
    relaxation = relax(instance_of(pool), instance_of(pool).units, 15 * quarters)
    for units in closed_sets(pool):
        if minutes_of(pool, units) <= 15 * quarters:
            assert value_of(pool, units) * relaxation.price[1] <= relaxation.bound
