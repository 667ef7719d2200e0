"""A plan on one screen, and a plan in full, day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil

from rich.console import Group, RenderableType
from rich.text import Text

from mlprep.core.explain import saved_minutes, shares
from mlprep.core.models import Catalog
from mlprep.core.plan import KIND_NAMES, STATE_NAMES, Item, Plan, Week
from mlprep.core.progress import State
from mlprep.core.quantities import in_half_hours, spell_day, spell_hours, spell_minutes
from mlprep.show.style import (
    DONE,
    DOT,
    HEAD,
    QUIET,
    STATE_STYLES,
    TICK,
    Clipped,
    Grid,
    command,
    facts,
    joined,
    stack,
)
from mlprep.show.worth import NONE, Worth, lines, week_note

PHASES = {"learn": "", "review": "the final sweep begins", "taper": "final sweep"}
MOST_LEFT_OUT = 3
MOST_SHELF = 4
MOST_LONG = 3
WHOLE = 100  # percent


def overview(plan: Plan, catalog: Catalog, state: State, today: date, worth: Worth = NONE) -> Group:
    """The plan on one screen, with the days of the week that is running."""
    week = next((w for w in plan.weeks if w.starts <= today <= w.ends), plan.weeks[0])
    everything = command("mlprep show --all")
    return stack(
        heading(plan, catalog),
        Text(""),
        facts(_facts(plan, catalog)),
        Text(""),
        _week_lines(plan, catalog, week),
        Text(""),
        Text(f"Week {week.number}", HEAD),
        week_by_day(week, catalog, state, lines=2),
        *lines(worth, catalog, brief=True),
        Text(""),
        Text.assemble("Start: ", command("mlprep today"), "   Everything: ", everything),
    )


def heading(plan: Plan, catalog: Catalog) -> Text:
    """Who the plan is for and how long it runs."""
    profile = plan.profile
    words = [Text(" + ".join(map(catalog.title_of, profile.roles)), HEAD)]
    if profile.domain:
        words.append(Text(catalog.title_of(profile.domain)))
    words.append(Text(f"{spell_day(profile.first)} {profile.first.year}"))
    words.append(Text(f"interview {spell_day(profile.interview)} {profile.interview.year}"))
    return joined(words)


def _facts(plan: Plan, catalog: Catalog) -> list[tuple[str, RenderableType]]:
    rows: list[tuple[str, RenderableType]] = [("Hours", _hours(plan))]
    if len(plan.profile.roles) > 1:
        rows.append(("Roles", _shares(plan, catalog)))
    if plan.selection.certificate:
        rows.append(("Choice", _choice(plan)))
    known, rusty = saved_minutes(catalog, plan.profile)
    if known or rusty:
        parts = ((known, "by what you know"), (rusty, "by what is only rusty"))
        words = ", ".join(f"{spell_hours(m)} {why}" for m, why in parts if m)
        rows.append(("Saved", Text(words)))
    rows.append(("Rounds", _rounds(plan)))
    if plan.summary.shelf:
        rows.append(("Shelf", _shelf(plan, catalog)))
    left = left_out(plan, catalog)
    if left:
        more = f" and {len(left) - MOST_LEFT_OUT} more topics" if len(left) > MOST_LEFT_OUT else ""
        rows.append(("Left out", Text.assemble(DOT.join(left[:MOST_LEFT_OUT]), (more, QUIET))))
    if plan.too_long:
        ids = dict.fromkeys(unit.partition(":")[0] for unit in plan.too_long)
        names = [catalog.topic[i].title for i in ids if i in catalog.topic]
        more = f" and {len(names) - MOST_LONG} more topics" if len(names) > MOST_LONG else ""
        named = DOT.join(names[:MOST_LONG])
        words = f"longer than two weeks of your new hours, or than all of them: {named}"
        rows.append(("Too long", Text.assemble(words, (more, QUIET))))
    return rows


def _choice(plan: Plan) -> Text:
    """What was chosen first, and how good the choice is proved to be for the catalog's weights."""
    first = "must-haves, domain" if plan.profile.domain else "must-haves"
    behind = ceil(1000 * plan.selection.behind) / 10
    how = f"at most {behind:g} % below the best" if behind else "the best"
    return Text(f"{first}, then value: {how} for these weights (proved)")


def _shares(plan: Plan, catalog: Catalog) -> Text:
    """What each of several roles gets, beside a plan for it alone in the same hours."""
    found = shares(plan, catalog)
    parts = [
        f"{catalog.role[name].title} {f'{part} %' if part < WHOLE else 'at least as much'}"
        for name, part in found.percent
    ]
    common = f"{spell_hours(found.minutes)} of new material serve each of them"
    return Text(f"worth, beside a plan for one alone: {', '.join(parts)}; {common}")


def _hours(plan: Plan) -> Text:
    minutes = plan.summary.minutes_by_kind
    shown = in_half_hours([minutes.get(kind, 0) for kind in KIND_NAMES])
    words = zip(shown, KIND_NAMES.values(), strict=True)
    parts = [f"{spell_hours(amount)} {word}" for amount, word in words if amount]
    return Text(f"{spell_hours(plan.capacity_minutes)}: " + ", ".join(parts))


def _rounds(plan: Plan) -> Text:
    lines = []
    for state, word in STATE_NAMES.items():
        names = [r.name for r in plan.rounds if r.state == state]
        if names:
            lines.append(Text.assemble((f"{word}: ", STATE_STYLES[state]), DOT.join(names)))
    return Text("\n").join(lines)


def _shelf(plan: Plan, catalog: Catalog) -> Text:
    shelf = plan.summary.shelf
    total = sum(entry.minutes for entry in shelf) or 1
    ten = sum(entry.minutes for entry in shelf[:10])
    names = []
    for entry in shelf[:MOST_SHELF]:
        resource = catalog.resource.get(entry.resource)
        short = (resource.title if resource else entry.resource).split(":")[0].split(" (")[0]
        names.append(Text(short, f"link {resource.url}" if resource else ""))
    text = joined(names)
    if len(shelf) > MOST_SHELF:
        more = f" and {len(shelf) - MOST_SHELF} more"
        text.append(f"{more}; the first ten hold {100 * ten // total} % of the reading", QUIET)
    return text


def left_out(plan: Plan, catalog: Catalog) -> list[str]:
    """Titles of the topics of which nothing was chosen or is known, the most valuable first."""
    inside = {unit.topic for unit in plan.selection.units if unit.selected}
    inside |= {unit.partition(":")[0] for unit in plan.profile.known}
    best: dict[str, int] = {}
    for unit in plan.selection.units:
        if unit.topic not in inside:
            best[unit.topic] = max(best.get(unit.topic, 0), unit.value)
    ranked = sorted(best, key=lambda topic: -best[topic])
    return [catalog.short_title(topic) for topic in ranked if topic in catalog.topic]


def _week_lines(plan: Plan, catalog: Catalog, current: Week) -> Grid:
    """A line a week: when, how long, and what is new in it."""
    grid = Grid()
    grid.add_row(*(Text(word, QUIET) for word in ("Week", "From", "Hours", "New, in hours")))
    for week in plan.weeks:
        hours = spell_hours(week.planned_minutes).removesuffix(" h")
        grid.add_row(
            Text(str(week.number).rjust(4), HEAD if week is current else ""),
            Text(spell_day(week.starts)),
            Text(hours.rjust(5)),
            Clipped(_week_areas(week, catalog), 1),
        )
    return grid


def _week_areas(week: Week, catalog: Catalog) -> Text:
    """What is new in a week by area, most minutes first."""
    minutes: Counter[str] = Counter()
    for item in week.items:
        if item.kind == "learn" and item.area:
            minutes[catalog.title_of(item.area)] += item.minutes
        elif item.kind == "project":
            minutes["project"] += item.minutes
    words = [
        Text.assemble(name, (f" {amount / 60:g}", QUIET)) for name, amount in minutes.most_common()
    ]
    if PHASES[week.phase]:
        words.append(Text(PHASES[week.phase], QUIET))
    return joined(words) if words else Text("days off" if not week.items else "practice", QUIET)


def week_by_day(week: Week, catalog: Catalog, state: State, lines: int | None = None) -> Grid:
    """The items of a week, a row a day; `lines` cuts each day to that many lines."""
    table = Grid()
    short = catalog.short_titles
    for day in dict.fromkeys(item.date for item in week.items):
        items = [item for item in week.items if item.date == day]
        minutes = sum(item.minutes for item in items)
        words = [_item_words(group, short, state) for group in _grouped(items)]
        text = Clipped(joined(words), lines) if lines else joined(words)
        table.add_row(Text(spell_day(day)), Text(spell_minutes(minutes), QUIET), text)
    return table


def _grouped(items: Sequence[Item]) -> list[list[Item]]:
    """Items that are shown as one: quizzes of a day, reviews of a day, depths of one topic."""
    groups: list[list[Item]] = []
    for item in items:
        last = groups[-1][-1] if groups else None
        if last is not None and _goes_with(last, item):
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _goes_with(last: Item, item: Item) -> bool:
    alike = item.kind in ("consolidate", "review") or last.title == item.title
    return alike and last.kind == item.kind


VERBS = {"consolidate": "quiz: ", "review": "review: ", "practice": "practice: ", "mock": "mock: "}


def _item_words(group: Sequence[Item], short: Mapping[str, str], state: State) -> Text:
    item = group[0]
    done = all(state.item_done(each) for each in group)
    text = Text(f"{TICK} " if done else "", DONE)
    text.append(VERBS.get(item.kind, ""), QUIET)
    titles = dict.fromkeys(short.get(each.title, each.title) for each in group)
    text.append(" + ".join(titles), DONE if done else QUIET if item.kind == "catch-up" else "")
    depths = [each.unit.partition(":")[2] for each in group if each.unit]
    if item.kind == "learn" and depths != ["basics"]:
        text.append(f", {' and '.join(dict.fromkeys(depths))}")
    part = f" ({item.part[0]} of {item.part[1]})" if item.part and len(group) == 1 else ""
    text.append(f"{part} {sum(each.minutes for each in group)} min", QUIET)
    return text


def in_full(plan: Plan, catalog: Catalog, state: State, today: date, worth: Worth = NONE) -> Group:
    """The whole plan, week by week and day by day."""
    parts: list[RenderableType] = [heading(plan, catalog), Text(""), facts(_facts(plan, catalog))]
    for week in filter(None, map(plan.week, plan.numbers)):
        mark = Text("this week", HEAD) if week.starts <= today <= week.ends else None
        parts += [Text(""), week_heading(week, mark, worth), week_by_day(week, catalog, state)]
    return stack(*parts, *lines(worth, catalog))


def one_week(week: Week, catalog: Catalog, state: State, worth: Worth = NONE) -> Group:
    """One week of the plan by day."""
    return stack(week_heading(week, worth=worth), week_by_day(week, catalog, state))


def week_heading(week: Week, mark: Text | None = None, worth: Worth = NONE) -> Group:
    """The week's number, days, hours and phase; below them how early the value comes."""
    words = [
        Text(f"Week {week.number}", HEAD),
        Text(f"{spell_day(week.starts)} – {spell_day(week.ends)}"),
        Text(spell_hours(week.capacity_minutes)),
    ]
    if PHASES[week.phase]:
        words.append(Text(PHASES[week.phase], QUIET))
    return stack(joined([*words, mark] if mark else words), week_note(worth.weeks.get(week.number)))
