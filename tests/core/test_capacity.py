from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.candidate import Profile
from mlprep.core.capacity import (
    Calendar,
    build_calendar,
    move_minutes,
    practice_share,
    sweep_length,
    weekday_minutes,
)

START = date(2026, 11, 23)


def calendar(
    weeks: int, hours: float, project: int = 0, *, slack: bool = True, off: tuple[date, ...] = ()
) -> Calendar:
    profile = Profile(
        roles=("x",),
        start=START,
        interview=START + timedelta(weeks=weeks),
        minutes_per_weekday=weekday_minutes(hours),
        days_off=off,
        slack=slack,
    )
    return build_calendar(profile, project)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (10, {"mon": 75, "sat": 225, "sun": 0}),
        (6, {"mon": 45, "sat": 135, "sun": 0}),
        (3, {"mon": 30, "wed": 0, "sat": 60}),
        (2, {"tue": 30, "thu": 30, "mon": 0, "sat": 60}),
        (0.5, {"mon": 0, "sat": 30}),
        (70, {"mon": 720, "sat": 600}),
    ],
)
def test_weekly_hours_become_shares_with_two_on_saturday(
    hours: float, expected: dict[str, int]
) -> None:
    minutes = weekday_minutes(hours)
    assert {day: minutes[day] for day in expected} == expected


@given(st.integers(6, 840))
def test_no_weekly_minute_is_lost_in_spreading(fives: int) -> None:
    hours = fives * 5 / 60
    assert sum(weekday_minutes(hours).values()) == fives * 5


@given(
    st.integers(1, 70), st.sets(st.sampled_from(["mon", "tue", "wed", "thu", "fri"]), max_size=4)
)
def test_a_weekday_off_gives_its_minutes_to_the_others(hours: int, off: set[str]) -> None:
    before = weekday_minutes(hours)
    after = move_minutes(before, off)
    assert all(after[day] == 0 for day in off)
    assert sum(after.values()) == sum(before.values())


def test_the_sweep_is_an_eighth_up_to_a_week_longer_past_thirteen_and_a_quarter_at_most() -> None:
    days = (3, 7, 28, 48, 56, 84, 112, 182)
    assert [sweep_length(count) for count in days] == [0, 1, 5, 6, 7, 7, 10, 22]


def test_practice_grows_from_a_tenth_to_three_tenths() -> None:
    assert practice_share(0, 84) == pytest.approx(0.10)
    assert practice_share(84, 84) == pytest.approx(0.30)


def test_twelve_weeks_of_ten_hours_are_divided_as_the_design_says() -> None:
    days = calendar(12, 10, project=870).days
    offered = sum(day.minutes for day in days)
    assert offered == 120 * 60
    assert sum(day.catch_up for day in days) == offered // 10
    assert sum(day.project for day in days) == 870
    new = sum(day.free for day in days if not day.sweep)
    assert 0.5 <= (new + 870) / offered <= 0.9
    assert new % 15 == 0


def test_under_eighty_hours_there_is_no_project() -> None:
    assert not any(day.project for day in calendar(8, 6, project=870).days)


def test_without_slack_nothing_is_kept_for_catching_up() -> None:
    assert not any(day.catch_up for day in calendar(4, 10, slack=False).days)


def test_the_eve_of_the_interview_holds_an_hour_at_most_and_no_catch_up() -> None:
    profile = Profile(
        roles=("x",),
        start=START,
        interview=START + timedelta(days=6),  # Sunday, so that the eve is the long Saturday
        minutes_per_weekday=weekday_minutes(10),
    )
    eve = build_calendar(profile).days[-1]
    assert (eve.date, eve.minutes, eve.catch_up) == (START + timedelta(days=5), 60, 0)


def test_dates_off_lose_their_minutes() -> None:
    off = tuple(START + timedelta(days=n) for n in range(7))
    held = calendar(4, 10, off=off)
    assert held.offered == 3 * 600
    assert not held.week_days(1)


@given(st.integers(1, 60), st.integers(1, 70), st.integers(0, 80).map(lambda n: 15 * n))
def test_each_day_is_divided_without_remainder(weeks: int, hours: int, project: int) -> None:
    for day in calendar(weeks, hours, project).days:
        assert day.free >= 0
        assert day.free + day.catch_up + day.practice + day.project == day.minutes
        assert day.free % 15 == 0
