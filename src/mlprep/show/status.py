"""How far the plan has come, in one small table."""

from __future__ import annotations

from datetime import date

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mlprep.core.fields import PILLARS
from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.progress import Standing, State
from mlprep.core.quantities import spell_day, spell_hours
from mlprep.show.plan import heading
from mlprep.show.style import DONE, HEAD, QUIET, command, stack
from mlprep.show.today import days_to

BAR = 20  # characters


def progress(plan: Plan, catalog: Catalog, state: State, standing: Standing, today: date) -> Group:
    """Done against planned, by pillar; what is open from before; what came last."""
    lines: list[RenderableType] = [
        heading(plan, catalog),
        Text(days_to(plan, today)),
        Text(""),
        _table(standing),
        Text(""),
        _open(standing) if today < plan.profile.interview else Text("Another: mlprep plan"),
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
        text.append(": more than the coming catch-up holds. ")
        text.append_text(command("mlprep plan"))
        text.append(" lays out what is left anew.")
    else:
        text.append("; the coming catch-up holds it.")
    return text
