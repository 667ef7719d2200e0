"""`mlprep skip X`: not in this plan, or not before a day."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import complete_topics, world_of
from mlprep.core.choices import skipped_words, units_from
from mlprep.core.interviews import to_come
from mlprep.core.quantities import parse_date


def skip(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Topics, or units (X:solid).", autocompletion=complete_topics),
    ] = None,
    until: Annotated[str | None, typer.Option("--until", help="Only before this day.")] = None,
    back: Annotated[bool, typer.Option("--not", help="Do not skip it after all.")] = False,
) -> None:
    """Leave a topic out of this plan, or put it off until a day; list what is skipped.

    Examples: mlprep skip gen-gan, mlprep skip dl-transformer --until 2027-01-11
    """
    world = world_of(context)
    if not names:
        told = (f"{u} until {d}" if d else u for u, d in world.state.skipped.items())
        return world.say("Skipped: " + (", ".join(told) or "nothing"))
    units = units_from(world.catalog, world.state, names)
    day = to_come(parse_date(until, world.today), world.today).isoformat() if until else None
    world.record(
        [("skip", {"units": units, "back": back} if back else {"units": units, "until": day})]
    )
    said = f"{'No longer skipped' if back else 'Skipped'}: {', '.join(units)}."
    return world.say(said if back else f"{said} {skipped_words(world.catalog, world.state, units)}")
