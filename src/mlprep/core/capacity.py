"""How many minutes there are on which day, and what they are for.

Week 1 begins on `start`; a week is seven days from there. Nothing is planned on or after the
interview day, and at most an hour on the day before. Each day's minutes are divided before
anything is chosen:

- catch-up: a tenth of each week, on its last study day (but not on the eve of the interview);
- practice: the share 0.10 + 0.20 * (t / D) ** 1.5 of day t of D, gathered into blocks of 15; a last
  study day outside the final sweep has some of it first, half of the day or half an hour;
- project: milestones, at most a third of a week's new minutes, if the plan offers 80 h or more;
- new material: the rest of each day before the final sweep, in multiples of 15;
- review: the rest of the days of the final sweep: the last eighth, from five days to seven, and
  one more for each six days past thirteen weeks, but never more than a quarter; and half of what is
  left of the three days before an earlier interview.

A plan that replaces another one keeps its days' division: all is counted from the first day of the
first plan, and then the days that have passed are cut off. Where the interview was less than two
weeks away when its date was set, practice takes half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mlprep.core.candidate import Day, Profile
from mlprep.core.fields import WEEKDAYS

QUANTUM = 15  # minutes; new material comes in multiples of it
HALF_HOUR = 30
EVE_MINUTES = 60
LAST_QUANTA = 2  # of practice on a last study day outside the sweep
LEAN_DAYS = 3
LONG = 91  # days past which more has been learnt than a week can refresh
SHORT_SHARE = 0.5  # of the practice, on short notice
LEAST_PROJECT = 60  # minutes in a week: less is not worth opening the editor
PROJECT_FROM = 80 * 60  # offered minutes below which there is no project
DAY_LIMIT = 12 * 60
HOURS_LIMIT = 70
SATURDAY_LIMIT = 10 * 60
LEAST_SHARE = 30
SPREAD = ((), (2,), (1, 3), (0, 2, 4), (0, 1, 3, 4), (0, 1, 2, 3, 4))  # weekdays, by how many study


class StudyDay(NamedTuple):
    """One calendar day with minutes to study, divided by what they are for."""

    date: date
    week: int
    minutes: int
    sweep: bool = False
    catch_up: int = 0
    practice: int = 0
    project: int = 0
    lean: int = 0  # review for an earlier interview
    lean_to: Day | None = None  # the day of that interview

    @property
    def free(self) -> int:
        """Minutes left for new material, or for review in the sweep."""
        return self.minutes - self.catch_up - self.practice - self.project - self.lean


class Calendar(NamedTuple):
    """The days of a plan; `days` holds only those with minutes, in order.

    `start` is the day from which weeks are counted; `days` may begin later.
    """

    start: date
    interview: date
    sweep_starts: date
    days: tuple[StudyDay, ...]

    @property
    def length(self) -> int:
        """Number of calendar days from the start to the day before the interview."""
        return (self.interview - self.start).days

    @property
    def weeks(self) -> int:
        """Number of weeks, the last one perhaps short."""
        return -(-self.length // 7)

    @property
    def offered(self) -> int:
        """All minutes of all days."""
        return sum(day.minutes for day in self.days)

    @property
    def new_minutes(self) -> int:
        """Minutes for new material: what the selection may use."""
        return sum(day.free for day in self.days if not day.sweep)

    def week_days(self, number: int) -> list[StudyDay]:
        """The study days of a week (1, 2, …)."""
        return [day for day in self.days if day.week == number]


def weekday_minutes(hours: float) -> dict[str, int]:
    """Spread weekly hours: one share a weekday, two on Saturday, none on Sunday.

    Shares are multiples of 15 minutes and the remainder goes to Saturday; fewer weekdays study
    where a share would be under 30 minutes; Saturday never holds more than ten hours.
    """
    total = round(hours * 60 / 5) * 5
    count = next((n for n in range(5, -1, -1) if _share(total, n) >= LEAST_SHARE), 0)
    share = _share(total, count) if count else 0
    minutes = dict.fromkeys(WEEKDAYS, 0)
    for day in SPREAD[count]:
        minutes[WEEKDAYS[day]] = share
    minutes["sat"] = total - share * count
    while minutes["sat"] > SATURDAY_LIMIT:
        for day in SPREAD[count]:
            minutes[WEEKDAYS[day]] += QUANTUM
        minutes["sat"] -= QUANTUM * count
    return minutes


def _share(total: int, count: int) -> int:
    return total // (count + 2) // QUANTUM * QUANTUM


def move_minutes(per_weekday: Mapping[str, int], off: set[str]) -> dict[str, int]:
    """Take the minutes of the weekdays off and give them to the other study days, in turn."""
    kept = {day: 0 if day in off else minutes for day, minutes in per_weekday.items()}
    stay = [day for day in WEEKDAYS if kept[day] > 0]
    lost = sum(minutes for day, minutes in per_weekday.items() if day in off)
    turn = 0
    while lost > 0 and stay:
        step = min(QUANTUM, lost)
        kept[stay[turn % len(stay)]] += step
        lost -= step
        turn += 1
    return kept


def sweep_length(days: int) -> int:
    """How many of the plan's last days belong to the final sweep (measured: bench/review.py)."""
    return min(min(max(5, days // 8), 7) + max(0, days - LONG) // 6, days // 4)


def practice_share(day: int, days: int) -> float:
    """The share of day t (0, 1, …) of D that is practice."""
    return 0.10 + 0.20 * float((day / days) ** 1.5)


def build_calendar(
    profile: Profile, project_minutes: int = 0, spent: tuple[int, int] = (0, 0)
) -> Calendar:
    """The calendar of a profile with every day's minutes divided.

    `project_minutes` are wished for; fewer are given where they do not fit. `spent` are minutes of
    the first planned day that are used already: for new material, and for practice.
    """
    length = (profile.interview - profile.first).days
    notice = (profile.interview - (profile.dated or profile.first)).days
    sweep = profile.interview - timedelta(days=min(sweep_length(length), notice // 4))
    days = _open_days(profile, sweep)
    calendar = Calendar(profile.first, profile.interview, sweep, tuple(days))
    if profile.slack:
        calendar = _with_catch_up(calendar)
    calendar = _with_practice(calendar, SHORT_SHARE if profile.short_notice else 1.0)
    calendar = _with_lean(calendar, profile)
    offered = calendar.offered
    ahead = tuple(day for day in calendar.days if day.date >= profile.from_day)
    calendar = calendar._replace(days=_less(ahead, profile.from_day, spent))
    if offered >= PROJECT_FROM and project_minutes:
        calendar = _with_project(calendar, project_minutes)
    return calendar


def allowed_minutes(profile: Profile, day: date) -> int:
    """What the profile offers on a day: nothing on days off and interviews, an hour before one."""
    interviews = {profile.interview, *(interview.date for interview in profile.interviews)}
    if day in profile.days_off or day in interviews:
        return 0
    minutes = profile.minutes_per_weekday.get(WEEKDAYS[day.weekday()], 0)
    return min(minutes, EVE_MINUTES) if day + timedelta(days=1) in interviews else minutes


def _open_days(profile: Profile, sweep: date) -> list[StudyDay]:
    days = []
    for offset in range((profile.interview - profile.first).days):
        day = profile.first + timedelta(days=offset)
        minutes = allowed_minutes(profile, day)
        if minutes:
            days.append(StudyDay(day, offset // 7 + 1, minutes, sweep=day >= sweep))
    return days


def _less(days: tuple[StudyDay, ...], first: date, spent: tuple[int, int]) -> tuple[StudyDay, ...]:
    """The days without what is spent of the first of them; nothing becomes negative."""
    if not days or days[0].date != first or not any(spent):
        return days
    day = days[0]
    new = min(-(-spent[0] // QUANTUM) * QUANTUM, day.free // QUANTUM * QUANTUM)
    practice = min(spent[1], day.practice)
    less = day._replace(minutes=day.minutes - new - practice, practice=day.practice - practice)
    return ((less,) if less.minutes else ()) + days[1:]


def _with_lean(calendar: Calendar, profile: Profile) -> Calendar:
    """Give half of the free minutes of the three days before an earlier interview to review."""
    edits = {}
    for interview in profile.earlier:
        first = interview.date - timedelta(days=LEAN_DAYS)
        for day in calendar.days:
            if first <= day.date < interview.date and not day.sweep:
                half = day.free // 2 // QUANTUM * QUANTUM
                edits[day.date] = day._replace(lean=half, lean_to=interview.date)
    return _edit(calendar, edits)


def _edit(calendar: Calendar, edits: Mapping[date, StudyDay]) -> Calendar:
    return calendar._replace(days=tuple(edits.get(day.date, day) for day in calendar.days))


def _with_catch_up(calendar: Calendar) -> Calendar:
    eve = calendar.interview - timedelta(days=1)
    edits = {}
    for number in range(1, calendar.weeks + 1):
        days = calendar.week_days(number)
        late = [day for day in days if day.date != eve]
        if late:
            wanted = round(sum(day.minutes for day in days) / 50) * 5
            last = late[-1]
            edits[last.date] = last._replace(catch_up=min(wanted, last.minutes))
    return _edit(calendar, edits)


def _with_practice(calendar: Calendar, part: float) -> Calendar:
    """Give each week its practice quanta: a block on the longest day, then a little every day."""
    edits: dict[date, StudyDay] = {}
    owed = 0.0
    last = [day for day in calendar.days[-1:] if not day.sweep]
    for number in range(1, calendar.weeks + 1):
        days = calendar.week_days(number)
        owed += sum(
            day.free * part * practice_share((day.date - calendar.start).days, calendar.length)
            for day in days
        )
        loose = sum(day.free % QUANTUM for day in days)
        quanta = max(0, round((owed - loose) / QUANTUM))
        blocks = _practice_blocks(days, quanta, [day for day in last if day.week == number])
        for day in days:
            practice = blocks[day.date] * QUANTUM + day.free % QUANTUM
            edits[day.date] = day._replace(practice=practice)
            owed -= practice
    return _edit(calendar, edits)


def _practice_blocks(
    days: list[StudyDay], quanta: int, first: Sequence[StudyDay]
) -> dict[date, int]:
    """How many quanta of practice each day gets; `first` get some in any case.

    A block of three on the longest day, one on another day, then two and later three on a second
    long day, and so on: long blocks for strands and mocks, short ones for quizzes.
    """
    room = {day.date: day.free // QUANTUM for day in days}
    given = dict.fromkeys(room, 0)
    longest = [d.date for d in sorted(days, key=lambda d: (-d.free, -d.date.toordinal()))]
    big, small = longest[0::2], longest[1::2]
    sure = [d.date for d in first for _ in range(min(LAST_QUANTA, -(-room[d.date] // 2)))]
    quanta = max(quanta, len(sure))
    wishes = sure + ([big[0]] * 3 if big else [])
    for place, block in enumerate(big[1:]):
        wishes += [small[place], block, block, small[-1], block]
    wishes += [*small, *longest, *longest]
    for wish in wishes:
        if quanta > 0 and given[wish] < room[wish]:
            given[wish] += 1
            quanta -= 1
    return given


def _with_project(calendar: Calendar, wanted: int) -> Calendar:
    """Spread the project evenly over the weeks after the first third, on their longest days.

    The last of these weeks takes only what is left over: new material seldom fills it.
    """
    first = calendar.start + timedelta(days=calendar.length // 3)
    weeks = sorted({day.week for day in calendar.days if day.date >= first and not day.sweep})
    edits: dict[date, StudyDay] = {}
    left = wanted
    for index, number in enumerate(weeks):
        days = [day for day in calendar.week_days(number) if not day.sweep]
        third = sum(day.free for day in days) // 3 // QUANTUM * QUANTUM
        even = max(LEAST_PROJECT, -(-left // max(1, len(weeks) - 1 - index) // QUANTUM) * QUANTUM)
        today = min(left, third, even)
        for day in sorted(days, key=lambda day: (-day.free, -day.date.toordinal())):
            part = min(today, day.free // QUANTUM * QUANTUM)
            if part > 0:
                edits[day.date] = day._replace(project=part)
                today -= part
                left -= part
    return _edit(calendar, edits)
