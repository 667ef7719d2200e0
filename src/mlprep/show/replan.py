"""What a new plan would change, each change with its reason; the plans there were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mlprep.core.models import Catalog
from mlprep.core.proposal import Proposal
from mlprep.core.quantities import spell_day
from mlprep.core.reasons import NEEDED_FOR, OPEN_SINCE
from mlprep.core.replan import Change, Difference
from mlprep.show.style import HEAD, NAME, QUIET, facts, grid, indent, joined, stack
from mlprep.show.units import short_titles

MOST_NAMED = 8
SHARED = {OPEN_SINCE: "was open", NEEDED_FOR: "needed for others"}  # one row for all of a kind
LABELS = {"dropped": "Leaves", "added": "Enters", "moved": "Moves"}


def changes(made: Proposal, catalog: Catalog, today: date) -> Group:
    """The difference to the plan that runs, what is lost first, and the price of the rest."""
    if made.change.empty:
        return stack(Text("Nothing changes in what is left to learn, or in which week."))
    price = Text(made.price) if made.price else None
    return stack(
        Text(f"What changes from {spell_day(today)} on: {made.because}", HEAD),
        indent(facts(_rows(made.change, catalog))),
        price,
    )


def compared(change: Difference, catalog: Catalog) -> Group:
    """The difference of any two plans."""
    if change.empty:
        return stack(Text("Both hold the same, in the same weeks."))
    return stack(facts(_rows(change, catalog)))


def _rows(change: Difference, catalog: Catalog) -> list[tuple[str, RenderableType]]:
    rows: list[tuple[str, RenderableType]] = []
    if change.lost:
        rows.append((f"Lost, {len(change.lost)}", _topics(change.lost, catalog)))
    for kind, label in LABELS.items():
        for reason, mine in _by_reason(change.of(kind)).items():
            rows.append((label, _units(mine, reason, catalog)))
    return rows


def _by_reason(found: Sequence[Change]) -> Mapping[str, list[Change]]:
    groups: dict[str, list[Change]] = {}
    for change in found:
        reason = next((w for lead, w in SHARED.items() if change.reason.startswith(lead)), "")
        reason = reason or change.reason
        groups.setdefault(reason, []).append(change)
    return groups


def _title(topic: str, catalog: Catalog) -> str:
    found = catalog.topic.get(topic)
    return short_titles(catalog).get(found.title, found.title) if found else topic


def _topics(topics: Sequence[str], catalog: Catalog) -> Text:
    more = [Text(f"{len(topics) - MOST_NAMED} more", QUIET)] if len(topics) > MOST_NAMED else []
    return joined([*(_title(topic, catalog) for topic in topics[:MOST_NAMED]), *more])


def _units(found: Sequence[Change], reason: str, catalog: Catalog) -> Text:
    """Titles with weeks, and with depths above the basics; and the reason that they share."""
    words = []
    for change in found[:MOST_NAMED]:
        topic, _, depth = change.unit.partition(":")
        place = f"week {change.before} → {change.after}" if change.kind == "moved" else ""
        place = f"week {change.after}" if change.kind == "added" else place
        marks = " ".join(filter(None, ("" if depth == "basics" else depth, place)))
        words.append(Text.assemble(_title(topic, catalog), (f" {marks}".rstrip(), NAME)))
    more = [Text(f"{len(found) - MOST_NAMED} more", QUIET)] if len(found) > MOST_NAMED else []
    text = Text(f"{reason}: ", QUIET) if reason else Text("")
    return text.append_text(joined([*words, *more]))


def versions(rows: Sequence[tuple[int, str, str, str, bool]]) -> Table:
    """Every plan that was taken: number, day, why, what it holds, whether it is the current one."""
    table = grid(None, None, None, 1)
    for number, day, because, holds, current in rows:
        mark = HEAD if current else ""
        table.add_row(
            Text(str(number), mark),
            Text(day),
            Text(holds, QUIET),
            Text(because + (", current" if current else ""), mark),
        )
    return table
