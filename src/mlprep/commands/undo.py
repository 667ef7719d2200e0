"""`mlprep undo`: take back the last command that changed anything."""

from __future__ import annotations

import typer

from mlprep.commands.options import world_of
from mlprep.core.progress import describe


def undo(context: typer.Context) -> None:
    """Take back the last change; again, the one before it."""
    world = world_of(context)
    world.say(f"Taken back: {describe(world.undo())}.")
