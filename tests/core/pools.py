"""Small random problems of selection, and their best choice found by trying all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from mlprep.core.selection import Candidate

Pool = Mapping[str, Candidate]


@st.composite
def pools(draw: st.DrawFn, most: int = 9) -> dict[str, Candidate]:
    """Candidates in any order; a few values and minutes, so that many choices are equal."""
    count = draw(st.integers(1, most))
    dearest, longest = draw(st.sampled_from((3, 50))), draw(st.sampled_from((1, 3, 8)))
    pool = []
    for number in range(count):
        earlier = [f"u{n}" for n in range(number)]
        requires = (
            draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else []
        )
        minutes, value = 15 * draw(st.integers(1, longest)), draw(st.integers(0, dearest))
        pool.append(Candidate(f"u{number}", minutes, value, tuple(requires)))
    return {candidate.id: candidate for candidate in draw(st.permutations(pool))}


@st.composite
def problems(draw: st.DrawFn) -> tuple[dict[str, Candidate], int, set[str]]:
    """A pool, room in minutes, and fixed units with all that they require."""
    pool = draw(pools())
    wanted = draw(st.lists(st.sampled_from(sorted(pool)), unique=True, max_size=2))
    fixed = set(wanted)
    while more := {r for unit in fixed for r in pool[unit].requires} - fixed:
        fixed |= more
    return pool, minutes_of(pool, fixed) + 5 * draw(st.integers(0, 120)), fixed


def value_of(pool: Pool, units: Collection[str]) -> int:
    return sum(pool[unit].value for unit in units)


def minutes_of(pool: Pool, units: Collection[str]) -> int:
    return sum(pool[unit].minutes for unit in units)


def is_closed(units: Collection[str], pool: Pool) -> bool:
    return all(need in units for unit in units for need in pool[unit].requires)


def closed_sets(pool: Pool) -> Iterator[set[str]]:
    """Every closed set, those with earlier units first."""
    for marks in product((True, False), repeat=len(pool)):
        chosen = {unit for unit, mark in zip(pool, marks, strict=True) if mark}
        if is_closed(chosen, pool):
            yield chosen


def best_by_trying(pool: Pool, room: int, fixed: Collection[str] = ()) -> set[str]:
    """The most valuable choice; of equal ones the shortest, then the first in the pool's order."""
    choices = [c for c in closed_sets(pool) if c.issuperset(fixed) and minutes_of(pool, c) <= room]
    return max(choices, key=lambda c: (value_of(pool, c), -minutes_of(pool, c)))
