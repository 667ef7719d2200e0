"""A topic in full; lists of topics and of roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mlprep.core.fields import OWN_DOMAIN, PILLARS
from mlprep.core.models import Catalog, Role, Topic
from mlprep.core.plan import Plan
from mlprep.core.progress import State
from mlprep.core.quantities import spell_day, spell_hours, spell_minutes
from mlprep.show.notes import lines as note_lines
from mlprep.show.style import (
    DONE,
    DOT,
    HEAD,
    NAME,
    QUIET,
    TICK,
    Grid,
    command,
    facts,
    indent,
    joined,
    stack,
)
from mlprep.show.today import study_lines

Rows = Sequence[tuple[str, RenderableType]]
NONE: Mapping[str, Rows] = {}
IMPORTANCE = {1: "rarely asked", 2: "now and then", 3: "often", 4: "very often", 5: "nearly always"}


def topic_page(
    topic: Topic,
    catalog: Catalog,
    state: State,
    reasons: Mapping[str, Rows] = NONE,
    *,
    urls: bool = False,
) -> Group:
    """Why it is asked, what it needs, and each depth with outcomes and what to study.

    `reasons` are rows on a unit's place in the plan.
    """
    area = catalog.area[topic.area]
    asked = f"{IMPORTANCE[topic.importance]} ({topic.importance} of 5, the catalog's opinion)"
    rows: list[tuple[str, RenderableType]] = [("Why", Text(topic.why)), ("Asked", Text(asked))]
    if topic.prerequisites:
        rows.append(("Needs", _names(topic.prerequisites, catalog, state)))
    users = [t.id for t in catalog.topics if topic.id in t.prerequisites]
    if users:
        rows.append(("Unlocks", _names(users[:8], catalog, state)))
    parts: list[RenderableType] = [
        joined([Text(topic.title, HEAD), Text(topic.id, NAME)]),
        Text(f"{area.title} · {PILLARS[area.pillar]}", QUIET),
        Text(""),
        facts(rows),
    ]
    if topic.id in state.notes:
        parts.append(facts([("Notes", note_lines(state.notes[topic.id]))]))
    for name in topic.levels:
        unit = f"{topic.id}:{name}"
        parts += [Text(""), _depth(unit, catalog, state, reasons.get(unit, ()), urls=urls)]
    return stack(*parts)


def _names(ids: Sequence[str], catalog: Catalog, state: State) -> Text:
    words = []
    for name in ids:
        mark, style = (f"{TICK} ", DONE) if state.has(f"{name}:basics") else ("", "")
        words.append(Text(mark + catalog.topic[name].title, style))
    return joined(words)


def _depth(unit: str, catalog: Catalog, state: State, told: Rows, *, urls: bool) -> Group:
    depth = catalog.depth(unit)
    head = [Text(unit.partition(":")[2], HEAD), Text(spell_minutes(depth.minutes))]
    if unit in state.done:
        head.append(Text(f"{TICK} done {spell_day(state.done[unit])}", DONE))
    elif state.knows(unit):
        head.append(Text(f"{TICK} known", DONE))
    elif state.plan:
        head.append(Text(_place(state.plan, unit) + _marks(state, unit), QUIET))
    rows = [*told, ("Goal", Text("\n".join(depth.outcomes)))]
    if depth.study:
        rows.append(("Study", study_lines(depth, catalog, urls=urls)))
    if depth.requires:
        rows.append(("Needs", Text(", ".join(depth.requires))))
    return stack(joined(head), indent(facts(rows)))


def _place(plan: Plan, unit: str) -> str:
    days = [item.date for item in plan.items() if item.kind == "learn" and item.unit == unit]
    if not days:
        return "not in your plan"
    week = (days[0] - plan.profile.first).days // 7 + 1
    return f"in your plan: week {week}, {spell_day(days[0])}"


def _marks(state: State, unit: str) -> str:
    """Whether a unit is pinned or skipped."""
    until = state.skipped.get(unit)
    skipped = f", skipped until {spell_day(until)}" if until else ", skipped"
    return (", pinned" if unit in state.pinned else "") + (skipped if unit in state.skipped else "")


def topic_list(topics: Sequence[Topic], catalog: Catalog, state: State) -> Grid:
    """One line a topic."""
    table = Grid()
    for topic in topics:
        done = [d for d in topic.levels if state.has(f"{topic.id}:{d}")]
        mark = Text(f"{TICK} {done[-1]}" if done else "", DONE)
        title = Text.assemble(topic.title, (f"  {catalog.area[topic.area].title}", QUIET))
        table.add_row(mark, Text(topic.id, NAME), title)
    return table


def role_list(catalog: Catalog) -> Group:
    """Each role with what its interviews expect."""
    parts: list[RenderableType] = []
    for role in catalog.roles:
        head = joined([Text(role.title, HEAD), Text(role.id, NAME)])
        parts += [head, indent(Text(role.expects)), Text("")]
    parts.append(Text.assemble("One role in full: ", command("mlprep roles data-scientist")))
    return stack(*parts)


def role_page(role: Role, catalog: Catalog) -> Group:
    """A role's rounds, must-haves, emphasis, strands and activities."""
    rows: list[tuple[str, RenderableType]] = []
    for interview in role.rounds:
        areas = sorted(interview.areas, key=lambda a: -interview.areas[a])
        names = ["your domain" if a == OWN_DOMAIN else catalog.area[a].title for a in areas[:4]]
        likely = f"{interview.minutes} min, in {100 * interview.probability:.0f} % of loops"
        rows.append((interview.name, Text.assemble(", ".join(names), (f"  {likely}", QUIET))))
    parts: list[RenderableType] = [
        joined([Text(role.title, HEAD), Text(role.id, NAME)]),
        Text(role.expects),
        Text(""),
        Text("Rounds (opinions; a roles.yaml of your own overrides them)", QUIET),
        indent(facts(rows)),
    ]
    if role.strands:
        words = DOT.join(f"{s.name} {s.minutes_per_week} min" for s in role.strands)
        parts += [Text(""), facts([("Weekly practice", Text(words))])]
    for activity in role.activities:
        minutes = sum(m.minutes for m in activity.milestones)
        parts += [Text(""), Text(f"{activity.title} ({spell_hours(minutes)}), for example", QUIET)]
        parts += [indent(Text(f"- {idea}")) for idea in activity.menu]
    if role.domain != "none":
        parts += [Text(""), Text(f"Domain: {role.domain}", QUIET), indent(domain_list(catalog))]
    return stack(*parts)


def domain_list(catalog: Catalog) -> Grid:
    """Each domain with the hours of its ladder."""
    table = Grid()
    for area in catalog.areas:
        if area.domain:
            minutes = sum(catalog.depth(unit).minutes for unit in area.ladder)
            size = f"{spell_hours(minutes)}" + ("" if area.domain == "full" else ", still growing")
            table.add_row(Text(area.id, NAME), Text.assemble(area.title, (f"  {size}", QUIET)))
    return table
