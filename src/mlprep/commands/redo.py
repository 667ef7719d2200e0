"""`mlprep redo`: bring back what undo took back."""

from __future__ import annotations

import typer

from mlprep.commands.options import Json, world_of


def redo(context: typer.Context, json: Json = False) -> None:
    """Bring back what undo took back last, until you change something else."""
    world = world_of(context)
    words = world.turn("redo")
    return world.answer({"redone": words}) if json else world.say(f"Brought back: {words}.")
