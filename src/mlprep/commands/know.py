"""`mlprep know X`: what needs no study, or only refreshing."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import complete_places, world_of
from mlprep.core.explain import freed
from mlprep.core.search import select_units


def know(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(help="Topics, areas or pillars.", autocompletion=complete_places),
    ],
    rusty: Annotated[bool, typer.Option("--rusty", help="Known once, needs refreshing.")] = False,
    forget: Annotated[bool, typer.Option("--not", help="Not known after all.")] = False,
) -> None:
    """Say what you know: a topic, an area or a pillar, up to solid or to the depth you name.

    Known things take no learning time but still come up in practice.
    Examples: mlprep know la-eigen, mlprep know linear-algebra:basics, mlprep know sql --rusty
    """
    world = world_of(context)
    units = [unit for name in names for unit in select_units(world.catalog, name).units]
    kind = "forgotten" if forget else "rusty" if rusty else "units"
    words = {"forgotten": "no longer known", "rusty": "rusty", "units": "known"}[kind]
    world.record([("know", {kind: units})])
    world.say(f"{len(units)} units {words}. {freed(world.state, units)}".strip())
