"""`mlprep backup`: copies of everything you did, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mlprep.commands.options import DryRun, Json, Yes, world_of
from mlprep.errors import UsageError
from mlprep.show import care as show_care

app = typer.Typer(help="Copies of everything you did, and the way back.", no_args_is_help=True)


@app.command()
def create(
    context: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="A new file; among the others without it.")
    ] = None,
) -> None:
    """Write a backup and read it back; to a file, for another machine."""
    world = world_of(context)
    made = world.care.make("by-hand", file)
    world.say(f"Backed up, and read back whole: {made}" if made else "There is nothing to back up.")


@app.command("list")
def list_backups(context: typer.Context, json: Json = False) -> None:
    """List the backups, newest first, each checked."""
    world = world_of(context)
    found = world.care.list()
    if json:
        return world.answer({"backups": [one.to_json() for one in found]})
    if not found:
        return world.say("There are no backups yet.")
    return world.show(show_care.backups(found))


@app.command()
def restore(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="A backup's name, or a file; the newest without it.")
    ] = None,
    yes: Yes = False,
) -> None:
    """Go back to a backup. What was done since is kept, and `mlprep undo` brings it back."""
    world = world_of(context)
    source = world.care.find(name)
    held = world.care.open(source)
    here = world.care.here()
    world.say(show_care.compared(source.name, held, here))
    if here and {event.id for event in held} == {event.id for event in here}:
        return world.say("That is the same: nothing would change.")
    if not yes and not world.asks:
        raise UsageError("This changes what counts.", "Add --yes to go back to it.")
    if not yes and not world.confirm("Go back to it?"):
        return world.say("Kept as it was.")
    return world.say(show_care.restored(world.care.restore(source), held))


@app.command()
def merge(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A backup from another machine.")],
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Add what was done on another machine; nothing here is lost, and twice is as good as once.

    Says first what it would bring, and asks. In a script it needs --yes if your plan would change.
    """
    world = world_of(context)
    source = world.care.find(str(file))
    coming = world.care.incoming(source)
    world.say(show_care.incoming(source.name, coming))
    if not coming.news or dry_run:
        return None
    if coming.plan == "changes" and not yes and not world.asks:
        raise UsageError(
            "This would change your current plan.", "Add --yes to do it, or --dry-run to look only."
        )
    if not yes and world.asks and not world.confirm("Add it?"):
        return world.say("Kept as it was.")
    world.care.merge(source)
    return world.say(show_care.merged(coming))
