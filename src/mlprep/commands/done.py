"""`mlprep done X`: what was studied is on disk before this says so."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_topics, world_of
from mlprep.core.finish import Finish, finish, report
from mlprep.core.quantities import parse_date, parse_minutes
from mlprep.core.today import offered
from mlprep.show import today as show_today

QUESTION = "Which? A number or a name; several with blanks:"


def done(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Topics, units (X:solid) or items.", autocompletion=complete_topics),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every planned depth.")] = False,
    part: Annotated[str | None, typer.Option("--part", help="Only so much of it: 45m.")] = None,
    took: Annotated[str | None, typer.Option("--took", help="The time that took: 1h20.")] = None,
    on: Annotated[str, typer.Option("--on", help="The day it was done.")] = "today",
    json: Json = False,
) -> None:
    """Mark what you studied as done; without a name, choose from what is open.

    A topic means its earliest open depth in your plan; X:solid that depth and those below.
    --took is the time of the part, else of all that was still open.
    Examples: mlprep done la-eigen, mlprep done la-eigen:solid --took 1h20, mlprep done mock-1
    """
    world = world_of(context)
    if not names:
        items = offered(world.plan, world.state, world.today)
        open_names = [show_today.done_name(item) for item in items]
        names = world.choose(QUESTION, open_names, show_today.choices(items, world.state))
    wish = Finish(
        names=tuple(names),
        every=every,
        part=None if part is None else parse_minutes(part),
        took=None if took is None else parse_minutes(took),
        on=parse_date(on, world.today, past=True),
        today=world.today,
    )
    events = finish(wish, world.catalog, world.state)
    before = world.state
    if events:
        world.record(events)
    said = report(wish, events, world.catalog, before, world.state)
    return world.answer({"recorded": len(events), "message": said}) if json else world.say(said)
