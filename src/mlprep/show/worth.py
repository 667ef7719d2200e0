"""What time is worth to a plan, how far the plan hangs on opinions, how early its value comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from mlprep.core.early import WeekWorth
from mlprep.core.models import Catalog
from mlprep.core.quantities import spell_count
from mlprep.core.stability import DRAWS, LIKELY, MINUTES, STABLE, WEIGHTS, Mark, Stability
from mlprep.core.whatif import Price
from mlprep.show.style import DOT, HEAD, QUIET, OneLine, facts, indent, stack
from mlprep.show.units import unit_titles

Names = tuple[int, int]  # how many units are named, and at most how many letters of each
WHOLE, CUT = 300, 24
MARKS: Mapping[Mark, str] = {
    "stable": f"in at least {STABLE} of {DRAWS} tries",
    "likely": f"in {LIKELY} to {STABLE - 1} of {DRAWS} tries",
    "toss-up": f"in fewer than {LIKELY} of {DRAWS} tries",
}
HOW = (
    "Weights and minutes are opinions and estimates. So in each of {draws} tries the weight of "
    "every area and of every topic was varied by up to {weights} %, the minutes of every unit by "
    "up to {minutes} %, and the units were chosen anew by the same rules."
)
BEST = (
    "Value so far: what is finished by the end of the week, of what the whole plan is worth by "
    "the catalog's weights. Best possible: the most valuable choice for the same new hours, "
    "whatever has to come first (proved); over 100 % where must-haves take the place of what is "
    "worth more."
)


class Worth(NamedTuple):
    """What is shown with a plan beside the plan: each costs some planning, and may be missing."""

    price: Price | None = None
    stability: Stability | None = None
    weeks: Mapping[int, WeekWorth] = {}


NONE = Worth()


def lines(worth: Worth, catalog: Catalog, *, brief: bool = False) -> list[RenderableType]:
    """The lines at the end of a plan; `brief` ones name as many units as a line holds."""
    told: list[RenderableType] = []
    if worth.weeks:
        told.append(Text(BEST, QUIET))
    if worth.stability:
        told.append(Text(count_line(worth.stability, brief=brief), QUIET))
    if worth.price:
        names = [(3, WHOLE), (2, WHOLE), (1, WHOLE), (1, CUT)] if brief else [(3, WHOLE)]
        versions = [price_lines(worth.price, catalog, each) for each in names]
        told += [OneLine(texts) if brief else texts[0] for texts in zip(*versions, strict=True)]
    return [Text(""), *told] if told else []


def price_lines(price: Price, catalog: Catalog, names: Names) -> list[Text]:
    """What one more hour a week would add, and one less drop; each was planned with."""
    if price.replan_first:
        return [Text("What an hour more or less a week would change is told after: mlprep replan")]
    told, (shortest, longest) = [], price.days
    if price.more is not None:
        more = _effect(price.more.adds, price.more.drops, ("add", "drop"), catalog, names)
        told.append(Text(f"One more hour a week{shortest} would {more}."))
    if price.less is not None:
        less = _effect(price.less.drops, price.less.adds, ("drop", "add"), catalog, names)
        told.append(Text(f"One hour less{longest} would {less}."))
    return told


def _effect(
    first: Sequence[str],
    second: Sequence[str],
    verbs: tuple[str, str],
    catalog: Catalog,
    names: Names,
) -> str:
    parts = [
        f"{verb}: {_counted(units, catalog, names)}"
        for verb, units in zip(verbs, (first, second), strict=True)
        if units
    ]
    return "; and ".join(parts) or "change nothing in what the plan holds"


def _counted(units: Sequence[str], catalog: Catalog, names: Names) -> str:
    """The most valuable by title, and how many units there are."""
    most, longest = names
    titles = unit_titles(units, catalog)
    named = [shorten(title, longest, placeholder=" …") for title in titles[:most]]
    more = f" and {len(titles) - most} more" if len(titles) > most else ""
    return f"{DOT.join(named)}{more} ({spell_count(len(units), 'unit')})"


def count_line(found: Stability, *, brief: bool = False) -> str:
    """How many of the units hang on opinions, in one line."""
    chosen, stable = sum(unit.selected for unit in found.units), len(found.of("stable"))
    if brief:
        return (
            f"{stable} of {chosen} units hardly hang on weights or minutes: mlprep show --stability"
        )
    open_ones = len(found.of("toss-up"))
    return (
        f"Of {chosen} units {stable} are in nearly however one varies weights (± {WEIGHTS} %) and "
        f"minutes (± {MINUTES} %); {open_ones} {'is' if open_ones == 1 else 'are'} a toss-up: "
        "mlprep show --stability"
    )


def stability_list(found: Stability, catalog: Catalog) -> Group:
    """The units of the plan by mark, and what was varied."""
    rows: list[tuple[str, RenderableType]] = []
    for mark, words in MARKS.items():
        units = found.of(mark)
        titles = Text(DOT.join(unit_titles(units, catalog)))
        rows.append((f"{mark}, {len(units)}", stack(Text(words, QUIET), titles)))
    if found.left_out:
        head = Text(f"left out, yet in at least {LIKELY} of {DRAWS} tries", QUIET)
        rows.append(("close", stack(head, Text(DOT.join(unit_titles(found.left_out, catalog))))))
    how = HOW.format(draws=DRAWS, weights=WEIGHTS, minutes=MINUTES)
    return stack(Text("What hangs on opinions", HEAD), indent(facts(rows)), Text(how, QUIET))


def week_note(found: WeekWorth | None) -> Text | None:
    """The value by the end of a week beside the best that its hours allow."""
    if found is None:
        return None
    so_far, best = f"{found.so_far} % of the plan's", f"{found.best} %"
    return Text(f"value so far {so_far}, best possible for these hours {best}", QUIET)
