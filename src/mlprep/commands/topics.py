"""`mlprep topics`: find topics by words."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.search import did_you_mean, search_topics
from mlprep.errors import UserError
from mlprep.show import topics as show_topics


def topics(
    context: typer.Context,
    query: Annotated[list[str] | None, typer.Argument(help="Words to look for.")] = None,
    area: Annotated[str | None, typer.Option("--area", help="Only this area.")] = None,
    json: Json = False,
) -> None:
    """Find topics by words, or list them all.

    Example: mlprep topics bayes
    """
    world = world_of(context)
    if area and area not in world.catalog.area:
        raise UserError(f"There is no area {area!r}.", did_you_mean(area, world.catalog.area))
    found = search_topics(world.catalog, " ".join(query or []))
    found = [topic for topic in found if area in (None, topic.area)]
    if json:
        keys = ("id", "title", "area", "importance", "why")
        return world.answer({"results": [{k: getattr(t, k) for k in keys} for t in found]})
    if not found:
        return world.say("No topic holds all these words. All of them: mlprep topics")
    return world.show(show_topics.topic_list(found, world.catalog, world.state))
