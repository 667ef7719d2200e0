from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.selection import Candidate, best_closed_set, by_density, upper_bound


@st.composite
def pools(draw: st.DrawFn, most: int = 9) -> dict[str, Candidate]:
    """Candidates whose requirements always come before them."""
    count = draw(st.integers(1, most))
    pool = {}
    for number in range(count):
        earlier = [f"u{n}" for n in range(number)]
        requires = (
            draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else []
        )
        minutes, value = draw(st.integers(1, 8)) * 15, draw(st.integers(0, 50))
        pool[f"u{number}"] = Candidate(f"u{number}", minutes, value, tuple(requires))
    return pool


def closed(chosen: set[str], pool: dict[str, Candidate]) -> bool:
    return all(need in chosen for unit in chosen for need in pool[unit].requires)


def best_by_hand(pool: dict[str, Candidate], room: int) -> int:
    best = 0
    for size in range(len(pool) + 1):
        for group in combinations(pool, size):
            chosen = set(group)
            if closed(chosen, pool) and sum(pool[u].minutes for u in chosen) <= room:
                best = max(best, sum(pool[u].value for u in chosen))
    return best


@given(pools(), st.integers(0, 40))
def test_the_choice_is_closed_and_fits_and_the_bound_holds(
    pool: dict[str, Candidate], quarters: int
) -> None:
    room = quarters * 15
    chosen = best_closed_set(pool, room)
    value = sum(pool[unit].value for unit in chosen)
    assert closed(chosen, pool)
    assert sum(pool[unit].minutes for unit in chosen) <= room
    assert value <= best_by_hand(pool, room) <= upper_bound(pool.values(), (), room)


@given(pools(), st.integers(0, 40))
def test_what_is_taken_counts_as_satisfied_and_is_not_taken_again(
    pool: dict[str, Candidate], quarters: int
) -> None:
    taken = best_closed_set(pool, 60)
    more = best_closed_set(pool, quarters * 15, taken)
    assert not more & taken
    assert closed(more | taken, pool)


def test_a_prerequisite_is_worth_what_it_unlocks() -> None:
    pool = {
        "door": Candidate("door", 30, 0, ()),
        "room": Candidate("room", 30, 100, ("door",)),
        "toy": Candidate("toy", 60, 40, ()),
    }
    assert best_closed_set(pool, 60) == {"door", "room"}


@given(pools())
def test_the_order_holds_everything_once_and_prerequisites_first(
    pool: dict[str, Candidate],
) -> None:
    order = by_density(pool)
    assert sorted(order) == sorted(pool)
    assert all(order.index(r) < order.index(u) for u in pool for r in pool[u].requires)


@given(pools(), st.integers(0, 40), st.integers(0, 10))
def test_the_bound_never_falls_with_more_room(
    pool: dict[str, Candidate], quarters: int, more: int
) -> None:
    less = upper_bound(pool.values(), (), quarters * 15)
    assert less <= upper_bound(pool.values(), (), (quarters + more) * 15)
