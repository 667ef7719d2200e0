"""What people type for times and dates: "10", "1h30", "mon-fri=1h sat=4h", "yesterday", ISO dates.

Every function raises UserError with an example if it cannot read its text; minutes are integers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from math import isnan

from mlprep.core.capacity import DAY_LIMIT, HALF_HOUR, HOURS_LIMIT, QUANTUM
from mlprep.core.fields import WEEKDAYS
from mlprep.errors import UserError

_DURATION = re.compile(r"^(?:(\d{1,3}(?:[.,]\d+)?)\s*h)?\s*(?:(\d{1,4})\s*(?:m|min)?)?$")
LEAST_HOURS = 0.5
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
YEARS = range(1970, 3000)  # far from where the arithmetic of dates ends
MOST_RANGE = 3660  # days in one range of days off


def parse_hours(text: str) -> float:
    """Weekly hours: "10", "7.5", "1h30". More than 0, at most 70."""
    plain = text.strip().lower().replace(",", ".")
    try:
        hours = float(plain)
    except ValueError:
        if not _DURATION.match(plain) or not plain:
            raise UserError(f"{text!r} are not hours a week.", "Write 10, 7.5 or 1h30.") from None
        hours = parse_minutes(text) / 60
    if isnan(hours) or hours < LEAST_HOURS:
        raise UserError(
            f"{text} hours a week is too little to plan with.",
            "Half an hour is the least: --hours 0.5",
        )
    if hours > HOURS_LIMIT:
        raise UserError(
            f"{text} hours a week cannot be studied.", f"The most is {HOURS_LIMIT}: --hours 10"
        )
    return hours


def parse_minutes(text: str) -> int:
    """A duration in minutes: "45m", "45", "1h", "1h30", "1.5h"."""
    found = _DURATION.match(text.strip().lower())
    if not found or not text.strip():
        raise UserError(f"{text!r} is not a length of time.", "Write 45m, 1h or 1h30.")
    hours, minutes = found.groups()
    return round(float((hours or "0").replace(",", ".")) * 60) + int(minutes or 0)


def parse_per_day(text: str) -> dict[str, int]:
    """Minutes by weekday: "mon-fri=1h sat=4h", multiples of 5, at most 12 h a day."""
    minutes = dict.fromkeys(WEEKDAYS, 0)
    for word in re.split(r"[\s,;]+", text.strip()):
        days, equals, length = word.partition("=")
        if not equals:
            raise UserError(
                f"{word!r} is not a day and its time.", 'Write --per-day "mon-fri=1h sat=4h".'
            )
        amount = parse_minutes(length) // 5 * 5
        if amount > DAY_LIMIT:
            raise UserError(f"{length} is too long for one day.", "The most is 12 hours a day.")
        for day in parse_weekdays(days):
            minutes[day] = amount
    if sum(minutes.values()) < 2 * QUANTUM:
        raise UserError("That leaves no time to study.", "Give at least half an hour a week.")
    return minutes


def parse_weekdays(text: str) -> list[str]:
    """Weekdays: "sat", "mon-fri", "saturday"; ids as in WEEKDAYS."""
    first, dash, last = text.lower().partition("-")
    start, end = _weekday(first), _weekday(last if dash else first)
    count = (end - start) % 7 + 1
    return [WEEKDAYS[(start + step) % 7] for step in range(count)]


def _weekday(text: str) -> int:
    short = text.strip()[:3]
    if short not in WEEKDAYS:
        raise UserError(f"{text!r} is not a day of the week.", "Write mon, tue, wed … sun.")
    return WEEKDAYS.index(short)


def example_day(today: date) -> date:
    """A day to name in a hint: one to come, whenever that is read."""
    return today + timedelta(weeks=12)


def parse_date(text: str, today: date, *, past: bool = False) -> date:
    """A day: 2027-03-14, today, tomorrow, yesterday, a weekday (the next one), "14 March 2027".

    What cannot be read is refused with an example: a day to come, or with `past` today.
    """
    found = _any_date(text, today, today if past else example_day(today))
    if found.year not in YEARS:
        raise UserError(
            f"{found} is too far away.", f"Years run from {YEARS.start} to {YEARS.stop - 1}."
        )
    return found


def _any_date(text: str, today: date, example: date) -> date:
    plain = text.strip().lower()
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if plain in near:
        return today + timedelta(days=near[plain])
    if plain in WEEKDAYS or (plain[:3] in WEEKDAYS and plain.endswith("day")):
        ahead = (WEEKDAYS.index(plain[:3]) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return _loose_date(text, today, example)


def _loose_date(text: str, today: date, example: date) -> date:
    """A date that names its month in words, as dateutil reads it; the coming one without a year."""
    from dateutil import parser  # noqa: PLC0415  # slow to import and rarely needed

    words = f"{example.day} {MONTHS[example.month - 1]} {example.year}"
    refusal = UserError(f"{text!r} is not a date.", f"Write it as {example}, or {words}.")
    if not re.search(r"[A-Za-z]{3}", text) or not re.search(r"\d", text):
        raise refusal
    try:
        found = parser.parse(text, default=parser.parse(today.isoformat())).date()
        if found < today and not re.search(r"\d{4}", text):
            found = found.replace(year=found.year + 1)
    except (ValueError, OverflowError):
        raise refusal from None
    return found


def parse_days_off(texts: tuple[str, ...], today: date) -> tuple[set[str], set[date]]:
    """Weekdays off and dates off: "sun", "2026-12-24..2027-01-01", several with commas."""
    weekdays: set[str] = set()
    dates: set[date] = set()
    for word in (part.strip() for text in texts for part in text.split(",")):
        if not word:
            continue
        first, dots, last = word.partition("..")
        if not dots and word[:3].lower() in WEEKDAYS and not re.search(r"\d", word):
            weekdays.update(parse_weekdays(word))
            continue
        start = _day_off(first, today)
        end = _day_off(last, today) if dots else start
        if end < start or (end - start).days > MOST_RANGE:
            raise UserError(f"{word!r} ends before it begins.", f"Write {_example_range(today)}.")
        dates.update(start + timedelta(days=n) for n in range((end - start).days + 1))
    return weekdays, dates


def _day_off(text: str, today: date) -> date:
    try:
        return parse_date(text, today)
    except UserError:
        raise UserError(
            f"{text!r} is neither a weekday nor a date.", f"Write sun, or {_example_range(today)}."
        ) from None


def _example_range(today: date) -> str:
    first = example_day(today)
    return f"{first}..{first + timedelta(days=8)}"


def spell_count(count: int, thing: str) -> str:
    """How many of a thing: "1 event", "3 events"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def spell_minutes(minutes: int) -> str:
    """Minutes as people say them: "45 min", "1 h", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def spell_hours(minutes: int) -> str:
    """Minutes as hours, to the half hour: "12 h", "7.5 h"; less than that as "15 min"."""
    if 0 < minutes < HALF_HOUR:
        return spell_minutes(minutes)
    halves = round(minutes / HALF_HOUR)
    return f"{halves // 2}{'.5' if halves % 2 else ''} h"


def in_half_hours(parts: Sequence[int]) -> list[int]:
    """Minutes rounded to half hours so that they add up to their rounded sum."""
    rounded = [part // HALF_HOUR for part in parts]
    missing = round(sum(parts) / HALF_HOUR) - sum(rounded)
    for place in sorted(range(len(parts)), key=lambda n: -(parts[n] % HALF_HOUR))[:missing]:
        rounded[place] += 1
    return [HALF_HOUR * number for number in rounded]


def spell_day(day: date) -> str:
    """A day in words, the same in every locale: "Mon 23 Nov"."""
    return f"{WEEKDAYS[day.weekday()].capitalize()} {day.day} {MONTHS[day.month - 1]}"
