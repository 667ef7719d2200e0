"""`mlprep know X`: what needs no study, or only refreshing."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_places, world_of
from mlprep.core.choices import knowing
from mlprep.errors import UsageError


def know(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(help="Topics, areas or pillars.", autocompletion=complete_places),
    ],
    rusty: Annotated[bool, typer.Option("--rusty", help="Known once, needs refreshing.")] = False,
    forget: Annotated[bool, typer.Option("--not", help="Not known after all, nor deeper.")] = False,
    json: Json = False,
) -> None:
    """Say what you know: a topic, an area or a pillar, up to solid or to the depth you name.

    Known things take no learning time but still come up in practice.
    Examples: mlprep know la-eigen, mlprep know linear-algebra:basics, mlprep know sql --rusty
    """
    world = world_of(context)
    if rusty and forget:
        raise UsageError("--rusty and --not contradict each other.", "Give one of them.")
    happened, said = knowing(
        world.catalog, world.state, names, "forgotten" if forget else "rusty" if rusty else "units"
    )
    world.settle(happened, said, json=json)
