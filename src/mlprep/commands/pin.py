"""`mlprep pin X`: keep something on its days, whatever is replanned."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import complete_topics, world_of
from mlprep.core.choices import pinnable_units, pinned_words


def pin(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Topics, or units (X:solid).", autocompletion=complete_topics),
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Let it move again.")] = False,
) -> None:
    """Pin what should keep its place and its days through every replan; list what is pinned.

    What the plan leaves out comes in with the next replan, before all else.

    Examples: mlprep pin dl-transformer, mlprep pin dl-transformer --off
    """
    world = world_of(context)
    if not names:
        return world.say("Pinned: " + (", ".join(world.state.pinned) or "nothing"))
    units = pinnable_units(world.catalog, world.state, names)
    world.record([("pin", {"units": units, "pinned": not off})])
    told = "" if off else pinned_words(world.state, units)
    return world.say(f"{'Unpinned' if off else 'Pinned'}: {', '.join(units)}.{told}")
