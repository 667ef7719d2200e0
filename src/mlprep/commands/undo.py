"""`mlprep undo`: take back the last command that changed anything."""

from __future__ import annotations

import typer

from mlprep.commands.options import Json, world_of


def undo(context: typer.Context, json: Json = False) -> None:
    """Take back the last change; again, the one before it. `mlprep redo` brings it back."""
    world = world_of(context)
    words = world.turn("undo")
    return world.answer({"undone": words}) if json else world.say(f"Taken back: {words}.")
