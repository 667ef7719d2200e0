"""What to do today, with what to read and what one can do afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from mlprep.core.candidate import Interview
from mlprep.core.interviews import ahead, called
from mlprep.core.models import Catalog, Depth, Resource
from mlprep.core.plan import CARRIED, HEADS, Item, Plan
from mlprep.core.progress import State
from mlprep.core.quantities import example_day, spell_day, spell_hours, spell_minutes
from mlprep.core.standing import Standing
from mlprep.core.today import Queue
from mlprep.core.upgrade import Upgrade
from mlprep.show.style import (
    DOT,
    HEAD,
    NAME,
    QUIET,
    Grid,
    command,
    facts,
    indent,
    joined,
    linked,
    stack,
)

MOST_NEWS = 3
DO_WORDS = {
    "consolidate": "From memory, without notes: answer what an interviewer would ask; then look.",
    "review": "From memory first, then close the gaps.",
    "practice": "Questions aloud or on paper; look only afterwards.",
    "mock": "Someone asks, you answer aloud, against the clock; note what was weak.",
}
LAST_WORDS = {  # by the beginning of an id
    "logistics": "Note time, place or link and whom to call; try the equipment; plan your sleep.",
    "questions": "Write down three to five: on the team, its work, and what comes next.",
    "stories": "Tell each in two minutes: the situation, what you did, what came of it.",
    "weakest": "Write down the ten points you would least like to be asked; answer each aloud.",
    "review": "Tell your stories aloud, then answer what you would least like to be asked.",
}
MISSED_WORDS = "Say aloud what was missing, then answer the questions again."


def day(  # noqa: PLR0913  # a screen shows what it is given
    plan: Plan,
    catalog: Catalog,
    queue: Queue,
    standing: Standing,
    today: date,
    *,
    missed: Sequence[str] = (),
    urls: bool = False,
) -> Group:
    """The queue of a day; `missed` are points of weak answers, `urls` spells out the addresses."""
    seen: set[str] = set()
    parts: list[RenderableType | None] = [_heading(plan, queue, today), Text("")]
    for item in queue.items:
        times = (queue.now[item.id], queue.left[item.id])
        rows = _rows(item, catalog, missed, again=item.unit in seen, urls=urls)
        rows += _then(item, *times)
        parts += [_item(item, today, times, rows), Text("")]
        seen.add(item.unit or "")
    if not queue.items:
        parts += [_nothing(plan, queue, today), Text("")]
    if queue.later:
        lead = "With time left" if queue.items else "Next"
        parts.append(_later(queue.later, queue.left[queue.later.id], lead))
    parts.append(_drift(standing))
    return stack(*parts)


def _heading(plan: Plan, queue: Queue, today: date) -> Text:
    week = next((w for w in plan.weeks if w.starts <= today <= w.ends), None)
    words = [Text(spell_day(today), HEAD)]
    if week:
        words.append(Text(f"week {week.number} of {plan.weeks[-1].number}"))
    if not _held(plan, today) and not _ahead(plan, today):
        offered = f"{spell_minutes(queue.minutes)} today" if queue.minutes else "a day off"
        words.append(Text(offered))
    if queue.spent:
        words.append(Text(f"{spell_minutes(queue.spent)} done"))
    words.append(Text(days_to(plan, today)))
    return joined(words)


def _held(plan: Plan, today: date) -> bool:
    """Whether it is the day of an interview."""
    return any(one.date == today for one in ahead(plan.profile, today))


def _ahead(plan: Plan, today: date) -> bool:
    """Whether the first day of the plan is still to come."""
    return today < plan.weeks[0].starts


def days_to(plan: Plan, today: date) -> str:
    """When the plan begins if it has not, and how far the next interview and the last one are."""
    left = ahead(plan.profile, today)
    if not left:
        return f"the interview was {spell_day(plan.profile.interview)}"
    begins = [f"the plan begins {spell_day(plan.weeks[0].starts)}"] if _ahead(plan, today) else []
    return DOT.join([*begins, *(_far(one, today) for one in (left[0], *left[1:][-1:]))])


def _far(one: Interview, today: date) -> str:
    days = (one.date - today).days
    if days > 1:
        return f"{days} days to {called(one)}"
    return f"{called(one)} is {'tomorrow' if days else 'today'}"


def _item(
    item: Item, today: date, times: tuple[int, int], rows: Sequence[tuple[str, RenderableType]]
) -> Group:
    head = [Text.assemble((HEADS[item.kind], QUIET), (item.title, HEAD))]
    if item.kind == "learn":
        head.append(Text((item.unit or "").partition(":")[2]))
    if item.part:
        head.append(Text(f"part {item.part[0]} of {item.part[1]}"))
    head.append(Text(_times(item, *times)))
    if item.date < today and item.kind in CARRIED:
        head.append(Text(f"from {spell_day(item.date)}", QUIET))
    return stack(joined(head), indent(facts(rows)) if rows else None)


def _times(item: Item, now: int, left: int) -> str:
    """How long: all of it, what is left of it, or as much of that as today holds."""
    whole = spell_minutes(item.minutes)
    if now < left:
        return f"{spell_minutes(now)} today, of {spell_minutes(left)} left"
    return whole if left == item.minutes else f"{spell_minutes(left)} of {whole} left"


def _rows(
    item: Item, catalog: Catalog, missed: Sequence[str], *, again: bool, urls: bool
) -> list[tuple[str, RenderableType]]:
    rows: list[tuple[str, RenderableType]] = []
    known = item.unit is not None and catalog.has(item.unit)
    if item.kind == "learn" and item.unit and known and not again:
        depth = catalog.depth(item.unit)
        rows.append(("Goal", Text("\n".join(depth.outcomes))))
        if depth.study:
            lead = f"in {item.part[1]} parts:\n" if item.part else ""
            study = study_lines(depth, catalog, urls=urls)
            rows.append(("Study", Text(lead, QUIET).append_text(study)))
    elif missed and item.id.startswith("weakest-d"):
        rows.append(("Do", Text(MISSED_WORDS)))
        rows.append(("Missed", Text("\n".join(missed))))
        rows.append(("With", command("mlprep practice --weak")))
    elif item.kind in DO_WORDS:
        words = LAST_WORDS.get(item.id.rpartition("-d")[0], DO_WORDS[item.kind])
        rows.append(("Do", Text(words)))
        if item.unit and known:
            rows.append(("Ask", Text("\n".join(catalog.depth(item.unit).outcomes))))
        rows += _material(item, catalog)
    return rows


def _then(item: Item, now: int, left: int) -> list[tuple[str, RenderableType]]:
    """The command that records what is meant for today, and no more than that."""
    line = f"mlprep done {done_name(item)}"
    if now < left and item.kind == "learn":
        line += f" --part {now}m"
    lead = "when all of it is done, " if now < left and item.kind != "learn" else ""
    return [("Then", Text.assemble(lead, command(line)))]


def _material(item: Item, catalog: Catalog) -> list[tuple[str, RenderableType]]:
    """Our own questions on the topic, or else the practice sites that the area's topics name."""
    topic = (item.unit or "").partition(":")[0]
    if any(question.topic == topic for question in catalog.questions):
        return [("With", command(f"mlprep practice --topic {topic}"))]
    if any(catalog.topic[q.topic].area == item.area for q in catalog.questions) and not topic:
        return [("With", command(f"mlprep practice --area {item.area}"))]
    sites = practice_sites(catalog, item.area) if not topic else []
    return [("With", joined([linked(s.title, s.url) for s in sites]))] if sites else []


def practice_sites(catalog: Catalog, area: str | None) -> list[Resource]:
    """Resources of the kind practice that topics of the area study, most used first."""
    used = Counter(
        part.resource
        for topic in catalog.topics
        if topic.area == area
        for depth in topic.depths.values()
        for part in depth.study
    )
    sites = [catalog.resource[name] for name, _ in used.most_common()]
    return [site for site in sites if site.kind == "practice"][:2]


def done_name(item: Item) -> str:
    """What to give to `mlprep done` for this item."""
    if item.kind == "learn" and item.unit and not (item.part and item.part[0] < item.part[1]):
        return item.unit
    return item.id


def study_lines(depth: Depth, catalog: Catalog, *, urls: bool = False) -> Text:
    """Where to read, a line a part, each a link; `urls` spells the address out."""
    lines = []
    for part in depth.study:
        resource = catalog.resource[part.resource]
        url, time = part.url or resource.url, f"  {part.minutes} min"
        cost = (time if resource.free else f"{time}, paid", QUIET)
        lines.append(Text.assemble(linked(resource.title, url), f", {part.part}", cost))
        lines += [Text(url, QUIET)] if urls else []
    return Text("\n").join(lines)


def _nothing(plan: Plan, queue: Queue, today: date) -> Text:
    if queue.minutes:
        return Text("Done for today.")
    if _ahead(plan, today):
        return Text("Your plan has not begun: rest, or take the first item early.")
    if _held(plan, today):
        return Text("Nothing is planned on the day of an interview.")
    return Text("Nothing planned: rest, or take the next item early.")


def _later(item: Item, left: int, lead: str) -> Text:
    return Text(f"{lead}: {item.label}, {_times(item, left, left)}", QUIET)


def _drift(standing: Standing) -> Text | None:
    if not standing.behind:
        return None
    left = f"{spell_hours(standing.open_minutes)} open from before. "
    return Text.assemble(left, command("mlprep replan"), " shows what would change.")


def news(changed: Upgrade) -> list[str]:
    """What a changed catalog means for the plan, in a line if it means anything."""
    said = []
    if changed.gone:
        names = _some(changed.gone)
        said.append(f"{len(changed.gone)} of your plan's units are gone from the catalog ({names})")
    if changed.resized:
        names = _some([f"{u} {was} → {now} min" for u, was, now in changed.resized])
        said.append(f"{len(changed.resized)} have other minutes ({names})")
    if not said:
        return []
    return [f"The catalog has changed: {', '.join(said)}. Nothing moves until: mlprep replan"]


def _some(names: Sequence[str]) -> str:
    """The first three, and how many more."""
    more = f", {len(names) - MOST_NEWS} more" if len(names) > MOST_NEWS else ""
    return ", ".join(names[:MOST_NEWS]) + more


def over(plan: Plan, standing: Standing, today: date) -> Group:
    """The last interview's day has come or gone."""
    day = plan.profile.interview
    passed = f"The interview was planned for {spell_day(day)}."
    anew = f"mlprep plan --interview {example_day(today)}"
    return stack(
        Text(passed if day < today else "Your interview is today.", HEAD),
        Text(f"{standing.units_done} of {standing.units_total} units studied."),
        Text.assemble("Another one? ", command(anew)),
    )


def choices(items: Sequence[Item], state: State) -> Group:
    """Open items as a list to choose from, with the minutes that are left of each."""
    table = Grid()
    for number, item in enumerate(items, start=1):
        table.add_row(
            Text(str(number), HEAD),
            Text(done_name(item), NAME),
            Text(spell_minutes(state.left(item)), QUIET),
            Text(item.title),
        )
    return stack(table)
