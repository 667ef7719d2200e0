"""`mlprep show`: the plan again."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.standing import plan_with_progress
from mlprep.errors import UserError
from mlprep.show import plan as show_plan


def show(
    context: typer.Context,
    week: Annotated[int | None, typer.Option("--week", "-w", help="Only this week.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every week by day.")] = False,
    json: Json = False,
) -> None:
    """Show the plan you have.

    Examples: mlprep show --week 3, mlprep show --all
    """
    world = world_of(context)
    plan = world.plan
    if json:
        return world.print_json(plan_with_progress(plan, world.state))
    found = plan.week(week) if week is not None else None
    if week is not None and found is None:
        first, *_, last = (*plan.numbers, plan.numbers[-1])
        raise UserError(f"There is no week {week}.", f"The plan has weeks {first} to {last}.")
    if found is not None:
        return world.show(show_plan.one_week(found, world.catalog, world.state))
    view = show_plan.in_full if everything or world.piped else show_plan.overview
    return world.show(view(plan, world.catalog, world.state, world.today))
