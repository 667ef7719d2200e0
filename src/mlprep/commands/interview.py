"""`mlprep interview`: the days that count, and what the plan makes of them."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.offer import Asked, offer
from mlprep.commands.options import DryRun, Json, Yes, world_of
from mlprep.core import interviews as core
from mlprep.core.candidate import Interview
from mlprep.core.explain import remarks
from mlprep.core.profile import Wish
from mlprep.core.proposal import propose
from mlprep.core.quantities import parse_date
from mlprep.core.replan import Manner
from mlprep.core.several import role_of
from mlprep.core.whatif import WhatIf
from mlprep.show import interviews as show_interviews
from mlprep.world import World

app = typer.Typer(help="The interviews that you prepare for.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The interview's name.")]
Held = Annotated[str, typer.Argument(metavar="NAME", help="The interview's name, or its date.")]


def _offer(world: World, found: tuple[Interview, ...], asked: Asked) -> None:
    """Put the plan for these interviews before the user."""
    wish = Wish(interviews=found, more_off=True)
    made = propose(world.catalog, wish, world.state, world.today, Manner())
    world.say_all(remarks(WhatIf(world.catalog, world.state, world.today, made.new, wish)))
    offer(world, made, asked)


@app.command()
def add(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE", help="Its date: 2027-03-14.")],
    name: Name,
    rounds: Annotated[
        str | None, typer.Option("--rounds", help="Its rounds, with commas; all without it.")
    ] = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Add an interview; the plan runs to the last one, and leans to each on the days before it.

    Example: mlprep interview add "14 March" "First call" --rounds "SQL,Statistics"
    """
    world = world_of(context)
    role = role_of(world.catalog, world.plan.profile.roles)
    one = core.make(role, parse_date(day, world.today), name, rounds or "", world.today)
    found = core.added(world.plan.profile, one)
    _offer(world, found, Asked(dry_run=dry_run, yes=yes, json=json))


@app.command()
def move(
    context: typer.Context,
    name: Held,
    day: Annotated[str, typer.Argument(metavar="DATE", help="Its new date.")],
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Move an interview to another date; what an earlier date costs is said first."""
    world = world_of(context)
    found = core.moved(world.plan.profile, name, parse_date(day, world.today), world.today)
    _offer(world, found, Asked(dry_run=dry_run, yes=yes, json=json))


@app.command()
def remove(
    context: typer.Context,
    name: Held,
    dry_run: DryRun = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Remove an interview; the last one that is left cannot be removed."""
    world = world_of(context)
    found = core.removed(world.plan.profile, name)
    _offer(world, found, Asked(dry_run=dry_run, yes=yes, json=json))


@app.command("list")
def list_interviews(context: typer.Context, json: Json = False) -> None:
    """List the interviews, the next one first."""
    world = world_of(context)
    found = core.all_of(world.plan.profile)
    if json:
        shown = [one.model_dump(mode="json") for one in found]
        return world.answer({"interviews": shown})
    return world.show(show_interviews.listed(found, world.today))
