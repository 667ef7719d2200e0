"""Options and arguments used by more than one command, and the completion of ids."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.core.models import PILLARS
from mlprep.errors import MlprepError
from mlprep.world import World


def world_of(context: typer.Context) -> World:
    """The world that the front door made."""
    world = context.obj
    return world if isinstance(world, World) else World()


def complete_topics(incomplete: str) -> list[str]:
    """Topic ids that begin with what was typed."""
    try:
        catalog = World().catalog
    except MlprepError:
        return []
    return [topic.id for topic in catalog.topics if topic.id.startswith(incomplete)]


def complete_roles(incomplete: str) -> list[str]:
    """Role ids that begin with what was typed."""
    try:
        catalog = World().catalog
    except MlprepError:
        return []
    return [role.id for role in catalog.roles if role.id.startswith(incomplete)]


def complete_places(incomplete: str) -> list[str]:
    """Pillars, areas and topics that begin with what was typed."""
    try:
        catalog = World().catalog
    except MlprepError:
        return []
    return [n for n in [*PILLARS, *catalog.area, *catalog.topic] if n.startswith(incomplete)]


Json = Annotated[bool, typer.Option("--json", help="Answer as JSON, stable, for scripts.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do it without asking.")]
