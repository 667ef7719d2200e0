"""`mlprep replan`: fit the plan to what happened, changing as little as possible."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands import options
from mlprep.commands.offer import Asked, offer
from mlprep.core.explain import remarks
from mlprep.core.papers import OWN
from mlprep.core.profile import Wish
from mlprep.core.proposal import Proposal, needs_date, pace_remark, propose, said_anew
from mlprep.core.quantities import spell_hours
from mlprep.core.replan import Manner
from mlprep.core.standing import standing
from mlprep.core.whatif import WhatIf
from mlprep.world import World


def replan(
    context: typer.Context,
    hours: options.Hours = None,
    per_day: options.PerDay = None,
    off: options.Off = None,
    interview: options.InterviewDay = None,
    weeks: options.Weeks = None,
    role: options.Roles = None,
    domain: options.Domain = None,
    papers: options.Papers = None,
    know: options.Know = None,
    rusty: options.Rusty = None,
    this_week: Annotated[
        bool, typer.Option("--this-week", help="The week that runs may change too.")
    ] = False,
    pace: options.Pace = True,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Lay out from today what is left, keeping the date and as much of the plan as possible.

    Shows what would change and why, and asks. What is done or pinned stays.
    Examples: mlprep replan, mlprep replan --hours 8 --off 2026-12-24..2027-01-01
    """
    world = options.world_of(context)
    if papers:
        world.take_papers(papers)
        domain = domain or OWN
    wish = Wish(
        tuple(role or ()), domain, weeks, interview, hours, per_day, None,
        tuple(off or ()), tuple(know or ()), tuple(rusty or ()), pace=pace, more_off=True,
    )  # fmt: skip
    needs_date(world.state, wish, world.today)
    manner = Manner(this_week=this_week)
    made = propose(world.catalog, wish, world.state, world.today, manner)
    world.say_all(filter(None, [pace_remark(world.catalog, world.state, made.new.profile)]))
    what = WhatIf(world.catalog, world.state, world.today, made.new, wish, manner)
    world.say_all([] if made.same else [*_in_time(world, made), *remarks(what)])
    offer(world, made, Asked(dry_run=dry_run, yes=yes, json=json))


def _in_time(world: World, made: Proposal) -> list[str]:
    """Says so if nothing but a little open work asks for another plan."""
    here = standing(world.plan, world.state, world.catalog, world.today)
    anew = any(said_anew(world.plan.profile, made.new.profile, world.today))
    if anew or here.behind or not here.open_minutes:
        return []
    left = spell_hours(here.open_minutes)
    return [
        f"You need not replan: the catch-up of the coming weeks holds the {left} that are open."
    ]
