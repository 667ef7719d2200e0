"""The plan as a Markdown task list by week, with outcomes, parts to study and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlprep.core.models import Catalog
from mlprep.core.plan import HEADS, KIND_NAMES, STATE_NAMES, Item, Plan, Week
from mlprep.core.progress import State
from mlprep.core.quantities import spell_day, spell_hours, spell_minutes


def write(plan: Plan, catalog: Catalog, state: State) -> str:
    """The whole plan; done items are ticked, every unit is spelled out where it begins."""
    lines = [*_head(plan, catalog)]
    for week in filter(None, map(plan.week, plan.numbers)):
        lines += ["", *_week(week, catalog, state)]
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def _head(plan: Plan, catalog: Catalog) -> Iterator[str]:
    profile = plan.profile
    yield f"# Study plan: {_escape(' + '.join(map(catalog.title_of, profile.roles)))}"
    yield ""
    if profile.domain:
        yield f"- Domain: {_escape(catalog.title_of(profile.domain))}"
    yield f"- From {profile.start.isoformat()} to the interview on {profile.interview.isoformat()}"
    kinds = plan.summary.minutes_by_kind
    spent = ", ".join(f"{spell_hours(kinds[k])} {n}" for k, n in KIND_NAMES.items() if kinds.get(k))
    yield f"- {spell_hours(plan.capacity_minutes)} in all: {spent}"
    for interview in plan.rounds:
        yield f"- Round “{_escape(interview.name)}”: {STATE_NAMES[interview.state]}"
    yield "- Hours and weights are estimates and opinions."


def _week(week: Week, catalog: Catalog, state: State) -> Iterator[str]:
    hours = spell_hours(week.capacity_minutes)
    yield f"## Week {week.number}: {spell_day(week.starts)} – {spell_day(week.ends)} ({hours})"
    for day in dict.fromkeys(item.date for item in week.items):
        yield ""
        yield f"### {spell_day(day)}"
        yield ""
        for item in week.items:
            if item.date == day:
                yield from _item(item, catalog, state)


def _item(item: Item, catalog: Catalog, state: State) -> Iterator[str]:
    tick = "x" if state.item_done(item) else " "
    depth = (item.unit or "").partition(":")[2]
    words = f"{HEADS[item.kind]}{item.title}"
    if item.kind == "learn" and depth:
        words += f", {depth}"
    part = f", part {item.part[0]} of {item.part[1]}" if item.part else ""
    yield f"- [{tick}] {_escape(words)}{part} ({spell_minutes(item.minutes)})"
    first = item.part is None or item.part[0] == 1
    if item.kind == "learn" and item.unit and first and catalog.has(item.unit):
        yield from _details(item.unit, catalog)
        for note in state.notes.get(item.unit.partition(":")[0], ()):
            yield f"  - Note of {note.at[:10]}: {_escape(note.text)}"


def _details(unit: str, catalog: Catalog) -> Iterator[str]:
    depth = catalog.depth(unit)
    for outcome in depth.outcomes:
        yield f"  - {_escape(outcome)}"
    for part in depth.study:
        resource = catalog.resource[part.resource]
        link = f"[{_escape(resource.title)}](<{part.url or resource.url}>)"
        yield f"  - Study {link}: {_escape(part.part)} ({part.minutes} min)"
