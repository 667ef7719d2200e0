"""`mlprep today`: what to do now."""

from __future__ import annotations

import typer

from mlprep.commands.options import Json, Links, world_of
from mlprep.core.interviews import next_json
from mlprep.core.standing import standing
from mlprep.core.today import missed_points, queue
from mlprep.core.upgrade import upgrade
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
    how = standing(plan, world.state, world.catalog, day)
    if day >= plan.profile.interview and not json:
        return world.show(show_today.over(plan, how, day))
    here = queue(plan, world.state, day)
    if json:
        told = {"open_minutes": how.open_minutes, "behind": how.behind}
        coming = next_json(plan.profile, day)
        return world.answer({"items": here.to_json(), **told, "next_interview": coming})
    missed, urls = missed_points(world.catalog, world.state), links or world.piped
    world.show(show_today.day(plan, world.catalog, here, how, day, missed=missed, urls=urls))
    return world.say_all(show_today.news(upgrade(plan, world.catalog, world.state)))
