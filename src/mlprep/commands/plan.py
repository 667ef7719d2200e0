"""`mlprep plan`: from a role and a time budget to a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mlprep.commands.options import (
    Json,
    Yes,
    complete_domains,
    complete_places,
    complete_roles,
    world_of,
)
from mlprep.commands.wizard import fill_in
from mlprep.core.check import verified
from mlprep.core.explain import remarks
from mlprep.core.papers import OWN
from mlprep.core.plan import Plan
from mlprep.core.planner import make_plan
from mlprep.core.profile import Wish, make_profile
from mlprep.core.progress import plan_with_progress
from mlprep.core.replan import difference
from mlprep.errors import UsageError
from mlprep.show import plan as show_plan
from mlprep.world import World


def plan(  # every option of the command is a parameter
    context: typer.Context,
    role: Annotated[
        str | None, typer.Option("--role", help="See: mlprep roles.", autocompletion=complete_roles)
    ] = None,
    domain: Annotated[
        str | None,
        typer.Option("--domain", help="For scientists.", autocompletion=complete_domains),
    ] = None,
    papers: Annotated[
        Path | None, typer.Option("--papers", help="Your reading list as the domain: .bib, .yaml.")
    ] = None,
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show it, store nothing.")] = False,
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
        tuple(off or ()), tuple(know or ()), tuple(rusty or ()), slack,
    )  # fmt: skip
    _make(world, wish, dry_run=dry_run, yes=yes, json=json)


def _make(world: World, wish: Wish, *, dry_run: bool, yes: bool, json: bool) -> None:
    """Plan, check, show; store it unless this is a dry run."""
    if world.asks and not json:
        wish = fill_in(world, wish)
    profile = make_profile(wish, world.catalog, world.state, world.today)
    new = verified(make_plan(world.catalog, profile, world.state.done), world.catalog)
    world.say_all(remarks(world.catalog, new, wish, world.state, world.today))
    if not dry_run and not _accepted(world, new, yes=yes, json=json):
        return world.say("Kept as it was.")
    if json:
        return world.print_json(plan_with_progress(new, world.state))
    if dry_run and world.state.plan:
        _show_changes(world, world.state.plan, new)
    view = show_plan.in_full if world.piped else show_plan.overview
    return world.show(view(new, world.catalog, world.state, world.today))


def _accepted(world: World, new: Plan, *, yes: bool, json: bool) -> bool:
    """Store the plan; over another one only with --yes or after the user saw what changes."""
    old = world.state.plan
    if old and not yes:
        if json or not world.asks:
            raise UsageError(
                "There is a plan already; this one would replace it.",
                "Add --yes to replace it, or --dry-run to look only.",
            )
        world.show(show_plan.overview(new, world.catalog, world.state, world.today))
        _show_changes(world, old, new)
        if not world.confirm("Take the new plan?"):
            return False
    world.record([*world.papers_taken, ("plan", {"plan": new.to_json()})])
    return True


def _show_changes(world: World, old: Plan, new: Plan) -> None:
    """Show what the new plan changes in what is left to learn."""
    change = difference(old, new, [*world.state.done, *world.state.known])
    world.show(show_plan.changes(change, old, world.catalog))
