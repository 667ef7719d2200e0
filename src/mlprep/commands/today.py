"""`mlprep today`: what to do now."""

from __future__ import annotations

import typer

from mlprep.commands.options import Json, Links, world_of
from mlprep.core.progress import standing
from mlprep.core.today import queue
from mlprep.show import start as show_start
from mlprep.show import today as show_today


def today(context: typer.Context, links: Links = False, json: Json = False) -> None:
    """Show what to do today, with what to read.

    Items that stayed open come first; finished early, the next one is named.
    """
    world = world_of(context)
    if world.state.plan is None and not json:
        return world.show(show_start.welcome(world.catalog))
    plan, day = world.plan, world.today
    if day >= plan.profile.interview and not json:
        return world.show(show_today.over(plan, world.state))
    here, how = queue(plan, world.state, day), standing(plan, world.state, day)
    if json:
        items = [item.model_dump(mode="json", exclude_none=True) for item in here.items]
        return world.answer(
            {"items": items, "open_minutes": how.open_minutes, "behind": how.behind}
        )
    return world.show(
        show_today.day(plan, world.catalog, here, how, day, urls=links or world.piped)
    )
