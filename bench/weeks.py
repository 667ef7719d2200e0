"""The weeks: value finished by the end of each week, beside the most that these minutes allow.

The bound of week t is the best choice for the new minutes of weeks 1 to t, proved by our own
solver with nothing fixed in: no plan at all could have finished more by then. "Of what is chosen"
is the same bound over the chosen units alone, what the catalog marks for the end being let in from
the last quarter on: what is lost to order, neither to the tiers nor to the catalog's own wish.
"Musts free" is that share where the must-haves need not come first from the middle on: it shows
what the rule costs. Run: python -m bench.weeks [--quick]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import mean, median
from unittest.mock import patch

from bench.candidate import START, shipped
from bench.choice import ROLES
from bench.generated import generated
from bench.table import show, table
from mlprep.core import planner
from mlprep.core.candidate import Profile
from mlprep.core.capacity import build_calendar, weekday_minutes
from mlprep.core.check import check_plan
from mlprep.core.graph import closure, dependents
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan, Tier
from mlprep.core.planner import make_plan
from mlprep.core.selection import Candidate, as_candidates, solve
from mlprep.core.tiers import Setting

SPANS = ((8, 6), (12, 10), (16, 10), (26, 12))  # weeks, hours a week
CASES, SIZE, CATALOGS = 200, 120, 20
MIXED_FROM = 180  # new minutes in a week from which areas are to be mixed


@dataclass(frozen=True)
class Figures:
    """One plan: shares in per cent, week by week; faults are broken laws."""

    group: str
    reached: tuple[float, ...]  # of the bound
    ordered: tuple[float, ...]  # of the bound over what is chosen
    free: tuple[float, ...]  # the same, where the must-haves need not come first
    early: float  # sum of the values so far, of the sum of the bounds
    faults: int
    notes: Counter[str]
    areas: tuple[int, ...]  # of weeks with enough new minutes to mix
    hard: float
    unused: float


def figures(group: str, catalog: Catalog, profile: Profile) -> Figures:
    """Plan, and measure the plan."""
    plan = make_plan(catalog, profile)
    free = _without_the_rule(catalog, profile)
    findings = check_plan(plan, catalog)
    room = _room(plan)
    value, freely = _finished(plan, list(room)), _finished(free, list(room))
    bound = {end: solve(_pool(plan), minutes).upper_bound for end, minutes in room.items()}
    within = _bounds_of_chosen(catalog, plan, room)
    weeks = [t for t in room if bound[t]]
    hard = {u.id for u in catalog.units.values() if u.hard}
    learnt = [item for item in plan.items() if item.kind == "learn"]
    total = sum(item.minutes for item in learnt)
    return Figures(
        group,
        tuple(100 * value[t] / bound[t] for t in weeks),
        tuple(100 * value[t] / within[t] for t in weeks if within[t]),
        tuple(100 * freely[t] / within[t] for t in weeks if within[t]),
        100 * sum(value[t] for t in weeks) / max(1, sum(bound[t] for t in weeks)),
        sum(finding.fault for finding in findings),
        Counter(finding.law for finding in findings if not finding.fault),
        _areas(plan),
        100 * sum(item.minutes for item in learnt if item.unit in hard) / max(1, total),
        100 * (1 - total / max(1, plan.selection.capacity_minutes)),
    )


def _without_the_rule(catalog: Catalog, profile: Profile) -> Plan:
    """The plan if core and round were marks like any other when it comes to the order."""
    marks = planner._when  # noqa: SLF001  # the one place where the rule can be taken out

    def unmarked(setting: Setting, tiers: Mapping[str, Tier]) -> dict[str, str]:
        found = marks(setting, tiers)
        return {u: "any" if mark in ("core", "round") else mark for u, mark in found.items()}

    with patch.object(planner, "_when", unmarked):
        return planner.make_plan(catalog, profile)


def _room(plan: Plan) -> dict[date, int]:
    """New minutes up to the end of each week, by its last day; weeks without any left out."""
    project = sum(item.minutes for item in plan.items() if item.kind == "project")
    calendar = build_calendar(plan.profile, project)
    assert calendar.new_minutes == plan.selection.capacity_minutes
    room, so_far = {}, 0
    for week in plan.weeks:
        days = [d for d in calendar.days if week.starts <= d.date <= week.ends and not d.sweep]
        so_far += sum(day.free for day in days)
        if any(day.free for day in days):
            room[week.ends] = so_far
    return room


def _finished(plan: Plan, ends: list[date]) -> dict[date, int]:
    """Value of the units whose last piece is behind."""
    last = {item.unit: item.date for item in plan.items() if item.kind == "learn" and item.unit}
    return {end: sum(plan.unit[u].value for u, day in last.items() if day <= end) for end in ends}


def _pool(plan: Plan, without: Collection[str] = ()) -> dict[str, Candidate]:
    """Candidates of the plan, less some and what requires them."""
    pool = as_candidates(plan.selection.units)
    out = closure(without, dependents({name: c.requires for name, c in pool.items()}))
    return {name: c for name, c in pool.items() if name not in out}


def _bounds_of_chosen(catalog: Catalog, plan: Plan, room: Mapping[date, int]) -> dict[date, int]:
    """The most value of chosen units that fits the minutes so far, what is for the end then."""
    left_out = {u.id for u in plan.selection.units if not u.selected}
    last = {u for u in plan.selected if catalog.topic[plan.unit[u].topic].when == "end"}
    length = plan.profile.interview - plan.profile.start
    late = plan.profile.start + length * 3 // 4
    early = {item.unit for item in plan.items() if item.kind == "learn" and item.date < late}
    held = last if last.isdisjoint(early) else set()  # else it is no bound
    pools = (_pool(plan, left_out | held), _pool(plan, left_out))
    return {end: solve(pools[end >= late], room[end]).upper_bound for end in room}


def _areas(plan: Plan) -> tuple[int, ...]:
    counts = []
    for week in plan.weeks:
        learnt = [item for item in week.items if item.kind == "learn"]
        if sum(item.minutes for item in learnt) >= MIXED_FROM:
            counts.append(len({item.area for item in learnt}))
    return tuple(counts)


def shipped_cases(*, quick: bool) -> Iterator[tuple[str, Catalog, Profile]]:
    """Every role of the shipped catalog on calendars of four lengths."""
    catalog = shipped()
    for weeks, hours in SPANS[: 2 if quick else None]:
        for role, domain in ROLES:
            yield f"{weeks} x {hours}", catalog, profile_of(role, domain, weeks, hours)


def profile_of(role: str, domain: str | None, weeks: int, hours: float) -> Profile:
    """A profile with nothing known and no day off."""
    return Profile(
        roles=(role,),
        domain=domain,
        start=START,
        interview=START + timedelta(weeks=weeks),
        minutes_per_weekday=weekday_minutes(hours),
    )


def generated_cases(*, quick: bool) -> Iterator[tuple[str, Catalog, Profile]]:
    """Generated catalogs, with calendars of any length and days off."""
    chance = Random(2026)  # a measurement, not a secret
    catalogs = [generated(SIZE, seed) for seed in range(CATALOGS)]
    for number in range(CASES // 10 if quick else CASES):
        weeks, hours = chance.randint(3, 20), chance.randint(3, 16)
        off = chance.sample(range(7 * weeks), chance.randint(0, weeks))
        profile = profile_of("someone", None, weeks, hours)
        days = tuple(START + timedelta(days=n) for n in sorted(off))
        case = profile.model_copy(update={"days_off": days})
        yield "generated", catalogs[number % CATALOGS], case


def report(results: list[Figures]) -> None:
    """Print the tables."""
    groups = {name: [r for r in results if r.group == name] for name in _groups(results)}
    table(
        "Weeks: value finished by the end of each week, per cent of the bound (median, worst)",
        (
            "plans",
            "weeks",
            "bound",
            "2nd half",
            "of chosen",
            "musts free",
            "sum, median",
            "last week",
        ),
        (_reach(name, mine) for name, mine in groups.items()),
    )
    table(
        "Weeks: laws and preferences",
        (
            "plans",
            "laws broken",
            "areas a week",
            "not 2-4",
            "hard % (mean)",
            "unused % (mean, most)",
        ),
        (_manner(name, mine) for name, mine in groups.items()),
    )
    show("", f"Plans that break a law: {sum(r.faults > 0 for r in results)} of {len(results)}")


def _groups(results: list[Figures]) -> list[str]:
    return list(dict.fromkeys(result.group for result in results))


def _reach(name: str, mine: list[Figures]) -> tuple[str, ...]:
    def both(weeks: list[float]) -> str:
        return f"{median(weeks):.1f}, {min(weeks):.1f}"

    return (
        f"{name} ({len(mine)})",
        str(sum(len(r.reached) for r in mine)),
        both([share for r in mine for share in r.reached]),
        both([share for r in mine for share in r.reached[len(r.reached) // 2 :]]),
        both([share for r in mine for share in r.ordered]),
        both([share for r in mine for share in r.free]),
        f"{median(r.early for r in mine):.1f}",
        f"{median(r.reached[-1] for r in mine if r.reached):.1f}",
    )


def _manner(name: str, mine: list[Figures]) -> tuple[str, ...]:
    areas = [count for r in mine for count in r.areas]
    return (
        name,
        str(sum(r.faults for r in mine)),
        " ".join(f"{n}:{areas.count(n)}" for n in sorted(set(areas))),
        f"{sum(r.notes['areas'] for r in mine)} of {len(areas)}",
        f"{mean(r.hard for r in mine):.0f}",
        f"{mean(r.unused for r in mine):.2f}, {max(r.unused for r in mine):.1f}",
    )


def main(*, quick: bool) -> None:
    """Measure and print."""
    cases = [*shipped_cases(quick=quick), *generated_cases(quick=quick)]
    report([figures(*case) for case in cases])


if __name__ == "__main__":
    main(quick="--quick" in sys.argv)
