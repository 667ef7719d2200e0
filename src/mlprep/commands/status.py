"""`mlprep status`: how far the plan has come."""

from __future__ import annotations

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.progress import standing
from mlprep.show import status as show_status


def status(context: typer.Context, json: Json = False) -> None:
    """Show what is done and what is planned, by pillar."""
    world = world_of(context)
    how = standing(world.plan, world.state, world.today)
    if json:
        return world.answer(how.to_json())
    return world.show(
        show_status.progress(world.plan, world.catalog, world.state, how, world.today)
    )
