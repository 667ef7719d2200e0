"""`mlprep pin X`: keep something on its days, whatever is replanned."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_topics, world_of
from mlprep.core.choices import pinning
from mlprep.errors import UsageError


def pin(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Topics, or units (X:solid).", autocompletion=complete_topics),
    ] = None,
    off: Annotated[bool, typer.Option("--not", "--off", help="Let it move again.")] = False,
    json: Json = False,
) -> None:
    """Pin what should keep its place and its days through every replan; list what is pinned.

    What the plan leaves out comes in with the next replan, before all else.

    Examples: mlprep pin dl-transformer, mlprep pin dl-transformer --not
    """
    world = world_of(context)
    if names:
        happened, said = pinning(world.catalog, world.state, names, world.today, off=off)
        return world.settle(happened, said, json=json)
    if off:
        raise UsageError("Which topic? Name it.", "For example: mlprep pin dl-transformer --not")
    if json:
        return world.answer({"pinned": list(world.state.pinned)})
    return world.say("Pinned: " + (", ".join(world.state.pinned) or "nothing"))
