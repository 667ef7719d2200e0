"""`mlprep roles`: what each role's interviews expect."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_roles, world_of
from mlprep.core.search import find_role
from mlprep.show import topics as show_topics


def roles(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="One role.", autocompletion=complete_roles)
    ] = None,
    json: Json = False,
) -> None:
    """List the roles, or show one with its rounds and weights."""
    world = world_of(context)
    role = find_role(world.catalog, name) if name else None
    if json:
        chosen = [role] if role else world.catalog.roles
        return world.answer({"roles": [r.model_dump(mode="json") for r in chosen]})
    if role:
        return world.show(show_topics.role_page(role, world.catalog))
    return world.show(show_topics.role_list(world.catalog))
