"""`mlprep topic X`: one topic in full."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, Links, complete_topics, world_of
from mlprep.core.search import find_topic
from mlprep.core.standing import topic_json
from mlprep.show import topics as show_topics


def topic(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A topic.", autocompletion=complete_topics)],
    links: Links = False,
    json: Json = False,
) -> None:
    """Show why a topic is asked, what it needs, and what to study at each depth."""
    world = world_of(context)
    found = find_topic(world.catalog, name)
    if json:
        return world.answer(topic_json(found, world.state))
    return world.show(
        show_topics.topic_page(found, world.catalog, world.state, urls=links or world.piped)
    )
