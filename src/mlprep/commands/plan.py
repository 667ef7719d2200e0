"""`mlprep plan`: from a role and a time budget to a plan."""

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
from mlprep.commands.wizard import fill_in
from mlprep.core.explain import remarks
from mlprep.core.papers import OWN
from mlprep.core.profile import Wish
from mlprep.core.proposal import propose
from mlprep.core.replan import Manner
from mlprep.core.whatif import WhatIf, price_of_time

ANEW = Manner(stay=False)


def plan(  # every option of the command is a parameter
    context: typer.Context,
    role: Annotated[
        str | None, typer.Option("--role", help="See: mlprep roles.", autocompletion=complete_roles)
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option("--domain", help="For scientists.", autocompletion=complete_domains),
    ] = None,
    papers: Papers = None,
    weeks: Annotated[int | None, typer.Option("--weeks", help="Weeks to the interview.")] = None,
    interview: Annotated[
        str | None, typer.Option("--interview", help="Its date: 2027-03-14.")
    ] = None,
    hours: Annotated[str | None, typer.Option("--hours", help="Hours a week: 10.")] = None,
    per_day: Annotated[
        str | None, typer.Option("--per-day", help='Instead of hours: "mon-fri=1h sat=4h".')
    ] = None,
    start: Annotated[str | None, typer.Option("--start", help="The first day; today.")] = None,
    off: Annotated[
        list[str] | None, typer.Option("--off", help="Days off: sun, 2026-12-24..2027-01-01.")
    ] = None,
    know: Annotated[
        list[str] | None,
        typer.Option("--know", help="Topic, area or pillar.", autocompletion=complete_places),
    ] = None,
    rusty: Annotated[
        list[str] | None,
        typer.Option("--rusty", help="To be refreshed.", autocompletion=complete_places),
    ] = None,
    slack: Annotated[
        bool, typer.Option("--slack/--no-slack", help="Keep a tenth for catching up.")
    ] = True,
    pace: Pace = True,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Make a plan for a role and the time you have; on a terminal, what is missing is asked.

    Example: mlprep plan --role data-scientist --weeks 12 --hours 10 --off sun
    """
    world = world_of(context)
    if papers:
        world.take_papers(papers)
        domain = domain or OWN
    wish = Wish(
        role, domain, weeks, interview, hours, per_day, start,
        tuple(off or ()), tuple(know or ()), tuple(rusty or ()), slack, pace,
    )  # fmt: skip
    if world.asks and not json:
        wish = fill_in(world, wish)
    made = propose(world.catalog, wish, world.state, world.today, ANEW)
    what = WhatIf(world.catalog, world.state, world.today, made.new, wish, ANEW)
    world.say_all(remarks(what))
    price = None if json else price_of_time(what)
    offer(world, made, Asked(dry_run=dry_run, yes=yes, json=json, whole=True, price=price))
