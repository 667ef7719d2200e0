"""What a new plan would change, each change with its reason; the plans there were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from mlprep.core.models import Catalog
from mlprep.core.proposal import Proposal
from mlprep.core.quantities import spell_day
from mlprep.core.reasons import NEEDED_FOR, OPEN_SINCE
from mlprep.core.replan import Change, Difference
from mlprep.show.style import HEAD, NAME, QUIET, Grid, facts, indent, joined, stack

MOST_NAMED = 8
SHARED = {OPEN_SINCE: "was open", NEEDED_FOR: "needed for others"}  # one row for all of a kind


def changes(made: Proposal, catalog: Catalog, today: date, *, whole: bool = False) -> Group:
    """The difference to the plan that runs, what is lost first, and the price of the rest.

    `whole` names all of it, else the first of each row.
    """
    if made.change.empty:
        return stack(Text("Nothing changes in what is left to learn, or in which week."))
    price = Text(made.price) if made.price else None
    return stack(
        Text(f"What changes from {spell_day(today)} on: {made.because}", HEAD),
        indent(facts(_rows(made.change, catalog, whole=whole))),
        price,
    )


def compared(change: Difference, catalog: Catalog, said: Sequence[str], *, whole: bool) -> Group:
    """The difference of any two plans: what they were asked, and what they hold."""
    asked: list[tuple[str, RenderableType]] = [("Asked", Text(", ".join(said)))] if said else []
    if change.empty:
        same = Text("Both hold the same, in the same weeks.")
        return stack(facts(asked) if asked else None, same)
    return stack(facts([*asked, *_rows(change, catalog, whole=whole)]))


def _rows(change: Difference, catalog: Catalog, *, whole: bool) -> list[tuple[str, RenderableType]]:
    """What is lost first: topics of which nothing is left; each unit stands in one row."""
    lost = set(change.lost)
    gone = [c for c in change.of("dropped") if c.unit.partition(":")[0] in lost]
    rest = [c for c in change.of("dropped") if c not in gone]
    groups = ((f"Lost, {len(lost)}", gone), ("Leaves", rest))
    found = [*groups, ("Enters", change.of("added")), ("Moves", change.of("moved"))]
    return [
        (label, _units(mine, reason, catalog, whole=whole))
        for label, changes in found
        for reason, mine in _by_reason(changes).items()
    ]


def _by_reason(found: Sequence[Change]) -> Mapping[str, list[Change]]:
    groups: dict[str, list[Change]] = {}
    for change in found:
        reason = next((w for lead, w in SHARED.items() if change.reason.startswith(lead)), "")
        reason = reason or change.reason
        groups.setdefault(reason, []).append(change)
    return groups


def _units(found: Sequence[Change], reason: str, catalog: Catalog, *, whole: bool) -> Text:
    """Titles with weeks, and with depths above the basics; and the reason that they share."""
    words = []
    most = len(found) if whole or len(found) == MOST_NAMED + 1 else MOST_NAMED
    for change in found[:most]:
        topic, _, depth = change.unit.partition(":")
        place = f"week {change.before} → {change.after}" if change.kind == "moved" else ""
        place = f"within week {change.after}" if change.before == change.after else place
        place = f"week {change.after}" if change.kind == "added" else place
        marks = " ".join(filter(None, ("" if depth == "basics" else depth, place)))
        title = catalog.short_title(topic) if depth else f"project step “{change.title}”"
        words.append(Text.assemble(title, (f" {marks}".rstrip(), NAME)))
    more = [Text(f"{len(found) - most} more", QUIET)] if len(found) > most else []
    text = Text(f"{reason}: ", QUIET) if reason else Text("")
    return text.append_text(joined([*words, *more]))


def versions(rows: Sequence[tuple[int, str, str, str, bool]]) -> Grid:
    """Every plan that was taken: number, day, why, what it holds, whether it is the current one."""
    table = Grid()
    for number, day, because, holds, current in rows:
        mark = HEAD if current else ""
        table.add_row(
            Text(str(number), mark),
            Text(day),
            Text(holds, QUIET),
            Text(because + (", current" if current else ""), mark),
        )
    return table
