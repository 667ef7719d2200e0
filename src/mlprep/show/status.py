"""How far the plan has come, in one small table."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from mlprep.core.fields import PILLARS
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.progress import State
from mlprep.core.quantities import in_half_hours, spell_day, spell_hours, spell_minutes
from mlprep.core.standing import Standing
from mlprep.core.upgrade import Upgrade
from mlprep.show.plan import heading
from mlprep.show.style import DONE, DOT, HEAD, QUIET, Grid, command, stack
from mlprep.show.today import days_to, news
from mlprep.show.units import unit_title

BAR = 20  # characters


def progress(  # noqa: PLR0913, PLR0917  # a screen shows what it is given
    plan: Plan,
    catalog: Catalog,
    state: State,
    standing: Standing,
    today: date,
    changed: Upgrade,
) -> Group:
    """Done against planned, by pillar; what is open from before; what came last."""
    over = today >= plan.profile.interview
    lines: list[RenderableType] = [
        heading(plan, catalog),
        Text(days_to(plan, today)),
        Text(""),
        _table(standing),
        Text(""),
        Text("Another: mlprep plan --interview DATE") if over else _open(standing),
        *(Text(line) for line in news(changed)),
    ]
    recent = _recent(plan, catalog, state)
    return stack(*lines, Text(f"Last done: {DOT.join(recent)}", QUIET) if recent else None)


def _recent(plan: Plan, catalog: Catalog, state: State) -> list[str]:
    """What was done last, the latest first, in words and with its day."""
    both = (*plan.past_items(), *plan.items())
    items = {item.id: item.label for item in both if item.kind != "learn"}
    wholes = {name.partition("/")[0] for name in items if "/" in name}
    done = [entry for entry in reversed(state.done.items()) if entry[0] not in wholes]
    return [
        f"{items.get(name) or unit_title(name, catalog)} ({spell_day(day)})"
        for name, day in sorted(done, key=lambda entry: entry[1], reverse=True)[:3]
    ]


def _table(standing: Standing) -> Grid:
    table = Grid(least=BAR)
    order = sorted(standing.pillars, key=list(PILLARS).index)
    rows = [(PILLARS[pillar], *standing.pillars[pillar]) for pillar in order]
    rows += [("Project", *standing.project)] if standing.project[1] else []
    shown = zip(
        in_half_hours([r[1] for r in rows]), in_half_hours([r[2] for r in rows]), strict=True
    )
    for (name, done, planned), rounded in zip(rows, shown, strict=True):
        table.add_row(Text(name), _bar(done, planned, rounded))
    whole = (standing.minutes_done, standing.minutes_planned)
    table.add_row(Text("All of it", HEAD), _bar(*whole, whole))
    units = Text(f"{standing.units_done} of {standing.units_total}".rjust(BAR))
    table.add_row(Text("Topics by depth"), units)
    return table


def _bar(done: int, planned: int, shown: tuple[int, int]) -> Text:
    """A bar, and the hours beside it."""
    full = round(BAR * done / planned) if planned else 0
    hours = f"  {spell_hours(shown[0]).removesuffix(' h')} of {spell_hours(shown[1])}"
    return Text.assemble(("━" * full, DONE), ("─" * (BAR - full), QUIET), hours)


def _open(standing: Standing) -> Text:
    if not standing.open_minutes:
        return Text("Nothing is open from before today.")
    text = Text(f"{spell_minutes(standing.open_minutes)} open from before today")
    if standing.behind:
        text.append(": more than the catch-up of six weeks holds. ")
        text.append_text(command("mlprep replan"))
        text.append(" shows what would change.")
    else:
        text.append("; the catch-up of the coming weeks holds it.")
    return text
