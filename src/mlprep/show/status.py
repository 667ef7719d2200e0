"""How far the plan has come, in one small table."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mlprep.core.fields import PILLARS
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.progress import State
from mlprep.core.quantities import spell_day, spell_hours
from mlprep.core.standing import Standing
from mlprep.core.upgrade import Upgrade
from mlprep.show.plan import heading
from mlprep.show.style import DONE, HEAD, QUIET, command, stack
from mlprep.show.today import days_to, news

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
    recent = sorted(state.done.items(), key=lambda entry: entry[1], reverse=True)[:3]
    if recent:
        names = ", ".join(f"{name} ({spell_day(day)})" for name, day in recent)
        lines.append(Text(f"Last done: {names}", QUIET))
    return stack(*lines)


def _table(standing: Standing) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for pillar, (done, planned) in sorted(
        standing.pillars.items(), key=lambda p: list(PILLARS).index(p[0])
    ):
        table.add_row(Text(PILLARS[pillar]), _bar(done, planned), _amount(done, planned))
    total = _amount(standing.minutes_done, standing.minutes_planned)
    bar = _bar(standing.minutes_done, standing.minutes_planned)
    if standing.project[1]:
        table.add_row(Text("Project"), _bar(*standing.project), _amount(*standing.project))
    table.add_row(Text("All of it", HEAD), bar, total)
    table.add_row(
        Text("Topics by depth"), Text(""), Text(f"{standing.units_done} of {standing.units_total}")
    )
    return table


def _amount(done: int, planned: int) -> Text:
    return Text(f"{spell_hours(done).removesuffix(' h')} of {spell_hours(planned)}")


def _bar(done: int, planned: int) -> Text:
    full = round(BAR * done / planned) if planned else 0
    return Text.assemble(("━" * full, DONE), ("─" * (BAR - full), QUIET))


def _open(standing: Standing) -> Text:
    if not standing.open_minutes:
        return Text("Nothing is open from before today.")
    text = Text(f"{spell_hours(standing.open_minutes)} open from before today")
    if standing.behind:
        text.append(": more than the catch-up of six weeks holds. ")
        text.append_text(command("mlprep replan"))
        text.append(" shows what would change.")
    else:
        text.append("; the catch-up of the coming weeks holds it.")
    return text
