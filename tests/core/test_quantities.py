from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.quantities import (
    in_half_hours,
    parse_date,
    parse_days_off,
    parse_hours,
    parse_minutes,
    parse_per_day,
    spell_hours,
    spell_minutes,
)
from mlprep.errors import MlprepError, UserError

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45),
        ("45", 45),
        ("1h", 60),
        ("1h30", 90),
        ("1.5h", 90),
        ("1,5h", 90),
        ("2h 5min", 125),
    ],
)
def test_durations(text: str, minutes: int) -> None:
    assert parse_minutes(text) == minutes


@pytest.mark.parametrize("text", ["", "soon", "1h30x", "-5", "1:30"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="length of time"):
        parse_minutes(text)


@pytest.mark.parametrize(("text", "hours"), [("10", 10), ("7.5", 7.5), ("7,5", 7.5), ("1h30", 1.5)])
def test_hours(text: str, hours: float) -> None:
    assert parse_hours(text) == hours


@pytest.mark.parametrize("text", ["0", "-3", "200", "nan", "inf", "ten"])
def test_hours_that_cannot_be_meant_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_hours(text)


def test_minutes_by_day() -> None:
    minutes = parse_per_day("mon-fri=1h sat=4h")
    assert minutes == {
        **dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), 60),
        "sat": 240,
        "sun": 0,
    }
    assert parse_per_day("fri-mon=30m")["sun"] == 30


@pytest.mark.parametrize("text", ["mon", "mon=13h", "noday=1h", "mon=0", "mon="])
def test_days_that_cannot_be_meant_are_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_per_day(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-14", date(2027, 3, 14)),
        ("today", TODAY),
        ("yesterday", date(2026, 11, 22)),
        ("monday", date(2026, 11, 30)),
        ("sun", date(2026, 11, 29)),
        ("14 March 2027", date(2027, 3, 14)),
        ("14 March", date(2027, 3, 14)),
        ("Dec 24", date(2026, 12, 24)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "someday", "2026-02-30", "12", "3/4", "mayday"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        parse_date(text, TODAY)


def test_days_off() -> None:
    weekdays, dates = parse_days_off(("sun,sat", "2026-12-24..2026-12-26"), TODAY)
    assert weekdays == {"sat", "sun"}
    assert dates == {date(2026, 12, 24) + timedelta(days=n) for n in range(3)}
    with pytest.raises(UserError, match="ends before"):
        parse_days_off(("2026-12-26..2026-12-24",), TODAY)


@given(st.text(max_size=30))
def test_no_text_ends_in_anything_but_our_own_error(text: str) -> None:
    for read in (
        parse_minutes,
        parse_hours,
        parse_per_day,
        lambda words: parse_date(words, TODAY),
        lambda words: parse_days_off((words,), TODAY),
    ):
        with suppress(MlprepError):
            read(text)


def test_minutes_are_spelled_as_people_say_them() -> None:
    assert [spell_minutes(m) for m in (45, 60, 90, 125)] == ["45 min", "1 h", "1 h 30", "2 h 05"]
    assert [spell_hours(m) for m in (30, 60, 95, 7200)] == ["0.5 h", "1 h", "1.5 h", "120 h"]


@given(st.lists(st.integers(0, 5000), max_size=12))
def test_half_hours_add_up_and_none_is_far_off(parts: list[int]) -> None:
    shown = in_half_hours(parts)
    assert sum(shown) == 30 * round(sum(parts) / 30)
    assert all(abs(part - rounded) < 30 for part, rounded in zip(parts, shown, strict=True))


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 h"), (15, "15 min"), (30, "0.5 h"), (50, "1 h"), (450, "7.5 h")]
)
def test_hours_are_to_the_half_and_never_none_for_some(minutes: int, words: str) -> None:
    assert spell_hours(minutes) == words
