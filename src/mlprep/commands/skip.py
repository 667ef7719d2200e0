"""`mlprep skip X`: not in this plan, or not before a day."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_topics, world_of
from mlprep.core.choices import skipping
from mlprep.core.interviews import to_come
from mlprep.core.quantities import parse_date
from mlprep.errors import UsageError
from mlprep.world import World


def skip(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Topics, or units (X:solid).", autocompletion=complete_topics),
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Only before this day.")] = None,
    back: Annotated[bool, typer.Option("--not", help="Do not skip it after all.")] = False,
    json: Json = False,
) -> None:
    """Leave a topic out of this plan, or put it off until a day; list what is skipped.

    Examples: mlprep skip gen-gan, mlprep skip dl-transformer --until friday
    """
    world = world_of(context)
    if until is not None and back:
        raise UsageError("--until and --not contradict each other.", "Give one of them.")
    day = to_come(parse_date(until, world.today), world.today) if until is not None else None
    if not names and (back or until is not None):
        option = "--not" if back else f"--until {until}"
        raise UsageError("Which topic? Name it.", f"For example: mlprep skip gen-gan {option}")
    if not names:
        return _list(world, json=json)
    happened, said = skipping(world.catalog, world.state, names, day, back=back)
    return world.settle(happened, said, json=json)


def _list(world: World, *, json: bool) -> None:
    """What is skipped on this day."""
    skipped = {u: d for u, d in world.state.skipped.items() if world.state.waits(u, world.today)}
    if json:
        shown = [{"unit": u, "until": d.isoformat() if d else None} for u, d in skipped.items()]
        return world.answer({"skipped": shown})
    told = [f"{unit} until {day}" if day else unit for unit, day in skipped.items()]
    return world.say("Skipped: " + (", ".join(told) or "nothing"))
