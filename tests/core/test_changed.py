from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.changed import TRIES, least, per_day_text
from mlprep.core.fields import WEEKDAYS
from mlprep.core.quantities import parse_per_day


@given(st.integers(1, 130), st.integers(1, 120), st.integers(1, 120))
def test_the_least_is_found_near_any_guess(answer: int, guess: int, most: int) -> None:
    asked: list[int] = []

    def holds(number: int) -> bool:
        asked.append(number)
        return number >= answer

    found = least(holds, guess, most)
    assert len(asked) <= TRIES
    assert all(1 <= number <= most for number in asked)
    assert found == (answer if answer <= most else None)


@given(st.lists(st.integers(0, 48), min_size=7, max_size=7).filter(lambda n: sum(n) > 1))
def test_minutes_by_day_are_read_back(quarters: list[int]) -> None:
    minutes = {day: 15 * n for day, n in zip(WEEKDAYS, quarters, strict=True)}
    assert parse_per_day(per_day_text(minutes)) == minutes
