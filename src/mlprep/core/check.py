"""Verify a finished plan against the laws, sharing no code with selection, sequence or layout.

It reads only the plan itself and its catalog. Broken laws are faults: such a plan is never shown
or stored. Preferences that could not be met are notes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from mlprep.core.choicelaws import CHOICE, Breach, all_considered
from mlprep.core.fields import WEEKDAYS
from mlprep.core.models import Catalog
from mlprep.core.plan import Item, Plan, Week

MIXED_FROM = 180  # new minutes in a week from which areas should be mixed
FEWEST, MOST = 2, 4  # areas in such a week
HARD = 3  # the difficulty that counts as hard


def check_plan(plan: Plan, catalog: Catalog, done: Collection[str] | None = None) -> list[Breach]:
    """Every law that the plan breaks and every preference that it does not meet.

    With what was `done`, also whether all else was considered.
    """
    findings = [] if done is None else [*all_considered(plan, catalog, done)]
    for law in (
        _days, _weeks, *CHOICE, _laid_out_once, _prerequisites, _two_weeks, _sweep, _quizzes,
        _catch_up, _early_and_late, _projects, _mixture,
    ):  # fmt: skip
        findings += law(plan, catalog)
    return findings


def faults(plan: Plan, catalog: Catalog, done: Collection[str] | None = None) -> list[Breach]:
    """The broken laws alone."""
    return [finding for finding in check_plan(plan, catalog, done) if finding.fault]


class BrokenPlanError(RuntimeError):
    """A plan breaks a law: a defect of mlprep, never the user's mistake."""


def verified(plan: Plan, catalog: Catalog, done: Collection[str]) -> Plan:
    """The plan itself. Raises BrokenPlanError if it breaks a law."""
    broken = faults(plan, catalog, done)
    if broken:
        told = "; ".join(f"{finding.law}: {finding.message}" for finding in broken[:3])
        raise BrokenPlanError(f"The plan breaks its own laws, please report this: {told}")
    return plan


def _allowed(plan: Plan, day: date) -> int:
    """The minutes that the profile gives to a day: none on an interview's, 60 before one."""
    profile = plan.profile
    interviews = [profile.interview, *(i.date for i in profile.interviews)]
    if day in profile.days_off or day in interviews or not profile.first <= day < max(interviews):
        return 0
    minutes = profile.minutes_per_weekday.get(WEEKDAYS[day.weekday()], 0)
    return min(minutes, 60) if day + timedelta(days=1) in interviews else minutes


def _days(plan: Plan, _: Catalog) -> Iterator[Breach]:
    used: Counter[date] = Counter()
    for item in plan.items():
        used[item.date] += item.minutes
    for day, minutes in used.items():
        if minutes > _allowed(plan, day):
            yield Breach("day", f"{day}: {minutes} min planned, {_allowed(plan, day)} offered")
        if day < plan.profile.from_day:
            yield Breach("day", f"{day} had passed when the plan was made")


def _weeks(plan: Plan, _: Catalog) -> Iterator[Breach]:
    expected = plan.profile.start
    for week in plan.weeks:
        if week.starts != expected or any(
            not week.starts <= i.date <= week.ends for i in week.items
        ):
            yield Breach("week", f"week {week.number} does not hold its own days")
        if week.capacity_minutes not in _left(plan, week):
            yield Breach("week", f"week {week.number} states a wrong capacity")
        if week.planned_minutes != sum(item.minutes for item in week.items):
            yield Breach("week", f"week {week.number} states wrong planned minutes")
        if week.number != (week.starts - plan.profile.first).days // 7 + 1:
            yield Breach("week", f"week {week.number} has the number of another")
        expected = week.ends + timedelta(days=1)
    ids = Counter(item.id for item in plan.items())
    for name, count in ids.items():
        if count > 1:
            yield Breach("identity", f"{name} names {count} items")


def _offered(plan: Plan, week: Week) -> dict[date, int]:
    """The minutes of each day of a week, those included that had passed."""
    days = [week.starts + timedelta(days=n) for n in range((week.ends - week.starts).days + 1)]
    return {day: _allowed(plan, day) for day in days}


def _left(plan: Plan, week: Week) -> range:
    """What a week may state: its days to come; of the first some may have been studied already."""
    offered = _offered(plan, week)
    left = sum(minutes for day, minutes in offered.items() if day >= plan.profile.from_day)
    used = offered.get(plan.profile.since, 0) if plan.profile.since else 0
    return range(left - used, left + 1)


def _pieces(plan: Plan) -> dict[str, list[tuple[int, Item]]]:
    """The pieces of each unit with their place in the plan."""
    pieces: dict[str, list[tuple[int, Item]]] = defaultdict(list)
    for place, item in enumerate(plan.items()):
        if item.kind == "learn":
            pieces[item.unit or ""].append((place, item))
    return pieces


def _laid_out_once(plan: Plan, _: Catalog) -> Iterator[Breach]:
    pieces = _pieces(plan)
    chosen = {unit.id for unit in plan.selection.units if unit.selected}
    for name in chosen - pieces.keys():
        yield Breach("nothing lost", f"{name} is chosen but not laid out")
    for name, laid in pieces.items():
        minutes = sum(item.minutes for _, item in laid)
        if name not in chosen:
            yield Breach("nothing twice", f"{name} is laid out but not chosen")
        elif minutes != plan.unit[name].minutes:
            yield Breach("nothing twice", f"{name}: {minutes} of {plan.unit[name].minutes} min")
        if any(item.minutes % 15 for _, item in laid):
            yield Breach("pieces", f"{name} is cut at odd minutes")


def _prerequisites(plan: Plan, _: Catalog) -> Iterator[Breach]:
    pieces = _pieces(plan)
    for name, laid in pieces.items():
        for need in plan.unit[name].requires if name in plan.unit else ():
            if need in pieces and pieces[need][-1][0] > laid[0][0]:
                yield Breach("prerequisites", f"{name} begins before {need} has ended")


def _study_weeks(plan: Plan) -> dict[int, int]:
    """Place of each week among those that hold new material, by week number."""
    numbers = [w.number for w in plan.weeks if any(i.kind == "learn" for i in w.items)]
    return {number: place for place, number in enumerate(numbers)}


def _two_weeks(plan: Plan, _: Catalog) -> Iterator[Breach]:
    place = _study_weeks(plan)
    week_of = {item.id: week.number for week in plan.weeks for item in week.items}
    for name, laid in _pieces(plan).items():
        weeks = [place[week_of[item.id]] for _, item in laid]
        if max(weeks) - min(weeks) > 1:
            yield Breach("two weeks", f"{name} is spread over more than two study weeks")


def _when(catalog: Catalog, item: Item) -> str:
    topic = catalog.topic.get((item.unit or "").partition(":")[0])
    return topic.when if topic else "any"


def _sweep(plan: Plan, catalog: Catalog) -> Iterator[Breach]:
    for item in plan.items():
        late = item.date >= plan.sweep_starts
        if item.kind == "learn" and late and _when(catalog, item) != "end":
            yield Breach("sweep", f"{item.id} is new material in the final sweep")
        if item.kind == "review" and not late and not _before_interview(plan, item.date):
            yield Breach("sweep", f"{item.id} is a sweep review before the sweep")
        last_days = plan.profile.interview - timedelta(days=2)
        if item.kind == "mock" and item.date >= last_days:
            yield Breach("sweep", f"{item.id} is a mock in the last two days")


def _before_interview(plan: Plan, day: date) -> bool:
    """Whether an interview is at most three days away."""
    return any(0 < (i.date - day).days <= 3 for i in plan.profile.interviews)  # noqa: PLR2004  # as said


def _quizzes(plan: Plan, _: Catalog) -> Iterator[Breach]:
    pieces = _pieces(plan)
    for item in plan.items():
        if item.kind == "consolidate" and item.unit in pieces:
            ended = pieces[item.unit][-1][1].date
            if item.date < ended + timedelta(days=3):
                yield Breach("quiz", f"{item.id} comes before three days have passed")


def _catch_up(plan: Plan, _: Catalog) -> Iterator[Breach]:
    for week in plan.weeks:
        minutes = sum(item.minutes for item in week.items if item.kind == "catch-up")
        if not plan.profile.slack and minutes:
            yield Breach("catch-up", f"week {week.number} has catch-up that was switched off")
        if plan.profile.slack and minutes > sum(_offered(plan, week).values()) * 0.1 + 5:
            yield Breach("catch-up", f"week {week.number} gives more than a tenth to catch-up")


def _early_and_late(plan: Plan, catalog: Catalog) -> Iterator[Breach]:
    """What is for the start lies in the first quarter, of the whole or of what was left.

    On short notice, and where what is kept or pinned takes those days, that is a preference.
    """
    sure = not (plan.profile.short_notice or plan.profile.origin)
    quarters = [
        first + timedelta(days=max(7, (plan.profile.interview - first).days // 4))
        for first in (plan.profile.first, plan.profile.from_day)
    ]
    for name, laid in _pieces(plan).items():
        if _when(catalog, laid[0][1]) == "start" and laid[0][1].date >= max(quarters):
            yield Breach("start", f"{name} belongs into the first quarter", fault=sure)
        if laid[0][1].date < plan.profile.not_before.get(name, laid[0][1].date):
            yield Breach("not before", f"{name} begins before its day")


def _projects(plan: Plan, _: Catalog) -> Iterator[Breach]:
    steps = [item for item in plan.items() if item.kind == "project"]
    length = (plan.profile.interview - plan.profile.first).days
    days = [plan.profile.first + timedelta(days=n) for n in range(length)]
    if steps and sum(_allowed(plan, day) for day in days) < 80 * 60:
        yield Breach("project", "a project in a plan of less than 80 h")
    numbers = [int(item.id.removeprefix("project-").partition("/")[0]) for item in steps]
    if numbers != sorted(numbers):
        yield Breach("project", "milestones are out of order")
    for week in plan.weeks:
        project = sum(item.minutes for item in week.items if item.kind == "project")
        new = project + sum(item.minutes for item in week.items if item.kind == "learn")
        if project * 3 > new:
            yield Breach("project", f"week {week.number}: over a third of new minutes")


def _mixture(plan: Plan, catalog: Catalog) -> Iterator[Breach]:
    """Preferences: 2 to 4 areas a week, at most half of it hard."""
    for week in plan.weeks:
        learn = [item for item in week.items if item.kind == "learn" and item.unit]
        minutes = sum(item.minutes for item in learn)
        areas = {item.area for item in learn}
        if minutes >= MIXED_FROM and not FEWEST <= len(areas) <= MOST:
            yield Breach("areas", f"week {week.number}: {len(areas)} areas", fault=False)
        hard = sum(item.minutes for item in learn if _hard(catalog, item.unit or ""))
        if hard > minutes / 2:
            yield Breach("hard", f"week {week.number}: {hard} of {minutes} min hard", fault=False)


def _hard(catalog: Catalog, unit: str) -> bool:
    topic = catalog.topic.get(unit.partition(":")[0])
    return unit.endswith(":expert") or (topic is not None and topic.difficulty == HARD)
