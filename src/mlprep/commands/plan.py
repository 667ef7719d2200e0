"""`mlprep plan`: from a role and a time budget to a plan."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands import options
from mlprep.commands.offer import Asked, offer
from mlprep.core.explain import remarks
from mlprep.core.papers import OWN
from mlprep.core.profile import Wish
from mlprep.core.proposal import propose
from mlprep.core.replan import Manner
from mlprep.core.whatif import WhatIf, price_of_time

ANEW = Manner(stay=False)


def plan(
    context: typer.Context,
    role: options.Roles = None,
    domain: options.Domain = None,
    papers: options.Papers = None,
    weeks: options.Weeks = None,
    interview: options.InterviewDay = None,
    hours: options.Hours = None,
    per_day: options.PerDay = None,
    start: Annotated[str | None, typer.Option("--start", help="The first day; today.")] = None,
    off: options.Off = None,
    know: options.Know = None,
    rusty: options.Rusty = None,
    slack: Annotated[
        bool | None, typer.Option("--slack/--no-slack", help="Keep a tenth for catching up.")
    ] = None,
    pace: options.Pace = True,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Make a plan for a role and the time you have; on a terminal, what is missing is asked.

    Example: mlprep plan --role data-scientist --weeks 12 --hours 10 --off sun
    """
    world = options.world_of(context)
    if papers:
        world.take_papers(papers)
        domain = domain or OWN
    wish = Wish(
        tuple(role or ()), domain, weeks, interview, hours, per_day, start,
        tuple(off or ()), tuple(know or ()), tuple(rusty or ()), slack, pace,
    )  # fmt: skip
    if world.asks and not json:
        from mlprep.commands.wizard import fill_in  # noqa: PLC0415  # only where someone is asked

        wish = fill_in(world, wish)
    made = propose(world.catalog, wish, world.state, world.today, ANEW)
    what = WhatIf(world.catalog, world.state, world.today, made.new, wish, ANEW)
    world.say_all(remarks(what))
    price = None if json else price_of_time(what)
    offer(world, made, Asked(dry_run=dry_run, yes=yes, json=json, whole=True, price=price))
