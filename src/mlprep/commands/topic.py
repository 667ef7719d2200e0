"""`mlprep topic X`: one topic in full."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, Links, complete_topics, world_of
from mlprep.core.search import find_topic
from mlprep.core.standing import topic_json
from mlprep.core.why import why
from mlprep.show import topics as show_topics
from mlprep.show.why import reasons


def topic(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A topic.", autocompletion=complete_topics)],
    numbers: Annotated[bool, typer.Option("--why", help="The numbers behind it.")] = False,
    links: Links = False,
    json: Json = False,
) -> None:
    """Show why a topic is asked, what it needs, and what to study at each depth.

    With a plan: why each depth is in it, why in that week, or what would bring it in.
    """
    world = world_of(context)
    found = find_topic(world.catalog, name)
    told = why(world.catalog, world.state, world.today, found)
    if json:
        extra = {"why": told.to_json()} if told else {}
        return world.answer({**topic_json(found, world.state), **extra})
    rows = reasons(told, world.catalog, all_numbers=numbers)
    urls = links or world.piped
    return world.show(show_topics.topic_page(found, world.catalog, world.state, rows, urls=urls))
