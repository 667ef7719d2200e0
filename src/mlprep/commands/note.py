"""`mlprep note X words`: your own words on a topic."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, complete_topics, world_of
from mlprep.core.choices import named
from mlprep.core.notes import noting
from mlprep.show import notes as show_notes


def note(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="A topic.", autocompletion=complete_topics)
    ] = None,
    words: Annotated[list[str] | None, typer.Argument(help="What to keep.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Remove the topic's notes.")] = False,
    json: Json = False,
) -> None:
    """Keep a note on a topic; show the notes of one, or all notes.

    Examples: mlprep note la-eigen "Spectral theorem: ask why symmetric", mlprep note la-eigen
    """
    world = world_of(context)
    topic = named(world.catalog, world.state, name)[0] if name else None
    if words or clear:
        happened, said = noting(world.state, topic, " ".join(words or ()), clear=clear)
        return world.settle(happened, said, json=json)
    notes = {t: found for t, found in world.state.notes.items() if topic in (None, t)}
    if json:
        shown = [{"topic": t, "at": n.at, "text": n.text} for t, ns in notes.items() for n in ns]
        return world.answer({"notes": shown})
    if not notes:
        return world.say("There are no notes" + (f" on {topic}." if topic else "."))
    return world.show(show_notes.listed(notes, world.catalog))
