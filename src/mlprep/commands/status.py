"""`mlprep status`: how far the plan has come."""

from __future__ import annotations

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.interviews import next_json
from mlprep.core.standing import standing
from mlprep.core.upgrade import upgrade
from mlprep.show import status as show_status


def status(context: typer.Context, json: Json = False) -> None:
    """Show what is done and what is planned, by pillar."""
    world = world_of(context)
    how = standing(world.plan, world.state, world.catalog, world.today)
    if json:
        coming = next_json(world.plan.profile, world.today)
        return world.answer({**how.to_json(), "next_interview": coming})
    changed = upgrade(world.plan, world.catalog, world.state)
    return world.show(
        show_status.progress(world.plan, world.catalog, world.state, how, world.today, changed)
    )
