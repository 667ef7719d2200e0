"""`mlprep history`: everything you did, newest first."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.history import commands
from mlprep.show import history as show_history


def history(
    context: typer.Context,
    count: Annotated[int, typer.Option("-n", min=1, help="So many.")] = 20,
    everything: Annotated[bool, typer.Option("--all", help="From the beginning.")] = False,
    json: Json = False,
) -> None:
    """List what you did, command by command, newest first; what was taken back is marked."""
    world = world_of(context)
    found = commands(world.events)[::-1]
    shown = found if everything else found[:count]
    if json:
        return world.answer({"commands": [one.to_json() for one in shown], "total": len(found)})
    if not found:
        return world.say("Nothing was done yet.")
    return world.show(show_history.listed(shown, len(found)))
