"""What a laid-out plan adds up to: its weeks, its summary, and the catalog it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from mlprep.core.candidate import Profile
from mlprep.core.capacity import Calendar
from mlprep.core.models import Catalog
from mlprep.core.plan import CatalogMark, Item, ShelfEntry, Summary, Tier, Week
from mlprep.core.tiers import Setting


def catalog_mark(catalog: Catalog) -> CatalogMark:
    """Which catalog it was."""
    topics, questions = len(catalog.topics), len(catalog.questions)
    return CatalogMark(sha256=catalog.sha256, topics=topics, questions=questions)


def weeks_of(profile: Profile, calendar: Calendar, items: Sequence[Item]) -> tuple[Week, ...]:
    """The weeks from the one that runs on, with what is left of each to be planned."""
    weeks = []
    first = (profile.start - profile.first).days // 7 + 1
    for number in range(first, calendar.weeks + 1):
        starts = calendar.start + timedelta(days=7 * (number - 1))
        ends = min(starts + timedelta(days=6), calendar.interview - timedelta(days=1))
        mine = tuple(item for item in items if starts <= item.date <= ends)
        sweep = calendar.sweep_starts
        weeks.append(
            Week(
                number=number,
                starts=starts,
                ends=ends,
                capacity_minutes=sum(day.minutes for day in calendar.week_days(number)),
                planned_minutes=sum(item.minutes for item in mine),
                phase="taper" if starts >= sweep else "review" if ends >= sweep else "learn",
                items=mine,
            )
        )
    return tuple(weeks)


def summary_of(
    setting: Setting, tiers: Mapping[str, Tier], items: Sequence[Item], total: int
) -> Summary:
    """Minutes by pillar, area and kind, and the reading by resource."""
    pillars: dict[str, int] = {}
    areas: dict[str, int] = {}
    shelf: dict[str, int] = {}
    for name in tiers:
        unit = setting.units[name]
        pillars[unit.pillar] = pillars.get(unit.pillar, 0) + unit.minutes
        areas[unit.area] = areas.get(unit.area, 0) + unit.minutes
        for part in setting.catalog.depth(name).study:
            shelf[part.resource] = shelf.get(part.resource, 0) + part.minutes
    kinds: dict[str, int] = {}
    for item in items:
        kinds[item.kind] = kinds.get(item.kind, 0) + item.minutes
    ranked = sorted(shelf.items(), key=lambda entry: (-entry[1], entry[0]))
    return Summary(
        minutes_by_pillar=pillars,
        minutes_by_area=areas,
        minutes_by_kind=kinds,
        units_selected=len(tiers),
        units_total=total,
        shelf=tuple(ShelfEntry(resource=name, minutes=minutes) for name, minutes in ranked),
    )
