"""A profile with more time or less: later interviews, longer and shorter days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from itertools import accumulate, groupby, pairwise

from mlprep.core.candidate import Interview, Profile
from mlprep.core.capacity import (
    DAY_LIMIT,
    HALF_HOUR,
    HOURS_LIMIT,
    QUANTUM,
    build_calendar,
    move_minutes,
    weekday_minutes,
)
from mlprep.core.fields import WEEKDAYS

MOST_MORE_WEEKS = 52
FEW = 4  # half hours or weeks, a first guess
CLOSE = 2  # how far from a guess that is too high it is sought before halving
TRIES = 14  # numbers that are looked at around a guess


def more_weeks(profile: Profile, need: int) -> int | None:
    """The fewest weeks by which to move the interview so that `need` new minutes fit."""

    def fits(weeks: int) -> bool:
        return build_calendar(later(profile, weeks)).new_minutes >= need

    return least(fits, FEW, MOST_MORE_WEEKS)


def later(profile: Profile, weeks: int) -> Profile:
    """The same with the last interview so many weeks later, a date that it got just now."""
    day = profile.interview + timedelta(weeks=weeks)
    moved = moved_last(profile.interviews, profile, weeks)
    dated = profile.since or profile.dated
    return profile.model_copy(update={"interview": day, "interviews": moved, "dated": dated})


def moved_last(
    interviews: tuple[Interview, ...], profile: Profile, weeks: int
) -> tuple[Interview, ...]:
    """The interviews with those on the last day so many weeks later."""
    day = profile.interview + timedelta(weeks=weeks)
    return tuple(
        one.model_copy(update={"date": day}) if one.date == profile.interview else one
        for one in interviews
    )


def more_half_hours(profile: Profile, need: int) -> int | None:
    """The fewest half hours a week to add to the study days so that `need` new minutes fit."""

    def fits(number: int) -> bool:
        return build_calendar(with_more(profile, number * HALF_HOUR)).new_minutes >= need

    return least(fits, FEW, most_half_hours(profile))


def most_half_hours(profile: Profile) -> int:
    """How many half hours a week could be added."""
    room = HOURS_LIMIT * 60 - week_minutes(profile)
    if _weekdays_off(profile) is None:
        open_days = [profile.minutes_per_weekday[day] for day in _ahead(profile)]
        fit = [(DAY_LIMIT - minutes) // QUANTUM * QUANTUM for minutes in open_days if minutes]
        room = min(room, sum(fit))
    return max(0, room) // HALF_HOUR


def week_minutes(profile: Profile) -> int:
    """What the profile offers in a week."""
    return sum(profile.minutes_per_weekday.values())


def with_more(profile: Profile, minutes: int) -> Profile:
    """The profile with minutes added a week, or taken if negative.

    Days that `--hours` gave change as other `--hours` would have them. Of one's own days the
    shortest become longer and the longest shorter, by quarters of an hour.
    """
    if _weekdays_off(profile) is None:
        per_day = _own_days(profile, minutes)
    else:
        per_day = with_hours(profile, (week_minutes(profile) + minutes) / 60)
    return profile.model_copy(update={"minutes_per_weekday": per_day})


def with_hours(profile: Profile, hours: float) -> dict[str, int]:
    """The minutes by weekday with other `--hours`: weekdays that are off stay off.

    Days of one's own share them as before, and so do days of which the hours would use none.
    """
    spread, off = weekday_minutes(hours), _weekdays_off(profile)
    moved = {} if off is None else move_minutes(spread, off)
    if any(moved.values()):
        return moved
    return _shared(profile.minutes_per_weekday, sum(spread.values()))


def _shared(per_day: Mapping[str, int], total: int) -> dict[str, int]:
    """So many minutes on the same days, divided as theirs are, in quarters of an hour."""
    *sums, whole = accumulate((per_day.get(day, 0) for day in WEEKDAYS), initial=0)
    marks = [total * upto // whole // QUANTUM * QUANTUM if upto < whole else total for upto in sums]
    spans = pairwise([*marks, total])
    return {day: end - start for day, (start, end) in zip(WEEKDAYS, spans, strict=True)}


def which_days(profile: Profile) -> tuple[str, str]:
    """Where more minutes go and fewer come from, in words; nothing where `--hours` says it."""
    own = _weekdays_off(profile) is None
    return (" on the shortest study days", " on the longest") if own else ("", "")


def _weekdays_off(profile: Profile) -> set[str] | None:
    """The weekdays off with which `--hours` gives the days there are; None if it gives others."""
    days, spread = profile.minutes_per_weekday, weekday_minutes(week_minutes(profile) / 60)
    off = {day for day in WEEKDAYS if spread[day] and not days.get(day)}
    same = all(minutes == days.get(day) for day, minutes in move_minutes(spread, off).items())
    return off if same else None


def _own_days(profile: Profile, minutes: int) -> dict[str, int]:
    """The minutes by weekday with the shortest days longer, or the longest shorter."""
    per_day, ahead = dict(profile.minutes_per_weekday), _ahead(profile)
    for _ in range(minutes // QUANTUM):
        open_days = [day for day in ahead if 0 < per_day[day] <= DAY_LIMIT - QUANTUM]
        if open_days:
            per_day[min(open_days, key=lambda day: per_day[day])] += QUANTUM
    for _ in range(-minutes // QUANTUM):
        longest = max(ahead, key=lambda day: per_day[day])
        per_day[longest] = max(0, per_day[longest] - QUANTUM)
    return per_day


def _ahead(profile: Profile) -> list[str]:
    """The weekdays that there are before the interview."""
    days = min(7, (profile.interview - profile.from_day).days)
    first = profile.from_day.weekday()
    found = {WEEKDAYS[(first + n) % 7] for n in range(days)}
    return [day for day in WEEKDAYS if day in found]


def per_day_text(minutes: Mapping[str, int]) -> str:
    """Minutes by weekday as `--per-day` takes them: "mon-fri=75m sat=225m"."""
    words = []
    for amount, run in groupby(WEEKDAYS, key=lambda day: minutes.get(day, 0)):
        days = list(run)
        if amount:
            first, last = days[0], days[-1]
            words.append(f"{first}{'' if first == last else f'-{last}'}={amount}m")
    return " ".join(words)


def least_planned(
    chosen: Callable[[int], bool], planned: Callable[[int], bool], guess: int, most: int
) -> tuple[int | None, bool]:
    """The least number that is chosen with and planned with; and whether any was chosen with.

    The one after it is tried too: the calendar may leave a unit without a place.
    """
    number = least(chosen, guess, most)
    near = (number, number + 1) if number else ()
    return next((tried for tried in near if planned(tried)), None), bool(number)


def least(holds: Callable[[int], bool], guess: int, most: int) -> int | None:
    """The number from 1 on for which it holds, and not for the one below, sought near the guess.

    It is taken not to hold for 0. After some tries the least found so far is returned, if any.
    """
    low, high = 0, most + 1
    number, step = min(max(1, guess), most), 1
    for _ in range(TRIES):
        if holds(number):
            high = number
        else:
            low = number
        if high - low <= 1:
            break
        if high <= most and (low or step > CLOSE):
            number = (low + high) // 2
        else:
            number = min(number + step, most) if high > most else max(number - step, 1)
            step *= 2
    return high if high <= most else None
