"""`mlprep undo`: take back the last command that changed anything."""

from __future__ import annotations

import typer

from mlprep.commands.options import world_of
from mlprep.core.progress import describe
from mlprep.errors import UserError


def undo(context: typer.Context) -> None:
    """Take back the last change; again, the one before it."""
    world = world_of(context)
    last = world.last_batch
    if not last:
        raise UserError("There is nothing to take back.", "Nothing was done yet.")
    world.record([("undo", {"batch": last[0].batch})])
    world.say(f"Taken back: {describe(last)}.")
