"""`mlprep replan`: fit the plan to what happened, changing as little as possible."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.offer import Asked, offer
from mlprep.commands.options import (
    DryRun,
    Json,
    Pace,
    Papers,
    Yes,
    complete_domains,
    complete_places,
    complete_roles,
    world_of,
)
from mlprep.core.explain import remarks
from mlprep.core.papers import OWN
from mlprep.core.profile import Wish
from mlprep.core.proposal import needs_date, pace_remark, propose
from mlprep.core.replan import Manner
from mlprep.core.whatif import WhatIf


def replan(
    context: typer.Context,
    hours: Annotated[str | None, typer.Option("--hours", help="Hours a week from now on.")] = None,
    per_day: Annotated[
        str | None, typer.Option("--per-day", help='Instead: "mon-fri=1h sat=4h".')
    ] = None,
    off: Annotated[
        list[str] | None, typer.Option("--off", help="More days off: sun, 2026-12-24..2027-01-01.")
    ] = None,
    interview: Annotated[
        str | None, typer.Option("--interview", help="The last interview's new date.")
    ] = None,
    weeks: Annotated[int | None, typer.Option("--weeks", help="Weeks from today to it.")] = None,
    role: Annotated[
        str | None, typer.Option("--role", help="Another role.", autocompletion=complete_roles)
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option("--domain", help="Another domain.", autocompletion=complete_domains),
    ] = None,
    papers: Papers = None,
    know: Annotated[
        list[str] | None,
        typer.Option("--know", help="Topic, area or pillar.", autocompletion=complete_places),
    ] = None,
    rusty: Annotated[
        list[str] | None,
        typer.Option("--rusty", help="To be refreshed.", autocompletion=complete_places),
    ] = None,
    this_week: Annotated[
        bool, typer.Option("--this-week", help="The week that runs may change too.")
    ] = False,
    pace: Pace = True,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Lay out from today what is left, keeping the date and as much of the plan as possible.

    Shows what would change and why, and asks. What is done or pinned stays.
    Examples: mlprep replan, mlprep replan --hours 8 --off 2026-12-24..2027-01-01
    """
    world = world_of(context)
    if papers:
        world.take_papers(papers)
        domain = domain or OWN
    wish = Wish(
        role, domain, weeks, interview, hours, per_day, None,
        tuple(off or ()), tuple(know or ()), tuple(rusty or ()), pace=pace, more_off=True,
    )  # fmt: skip
    needs_date(world.state, wish, world.today)
    manner = Manner(this_week=this_week)
    made = propose(world.catalog, wish, world.state, world.today, manner)
    world.say_all(filter(None, [pace_remark(world.catalog, world.state, made.new.profile)]))
    what = WhatIf(world.catalog, world.state, world.today, made.new, wish, manner)
    world.say_all([] if made.same else remarks(what))
    offer(world, made, Asked(dry_run=dry_run, yes=yes, json=json))
