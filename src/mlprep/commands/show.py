"""`mlprep show`: the plan again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from mlprep.commands.options import Json, world_of
from mlprep.core.early import week_worth, weeks_worth
from mlprep.core.stability import Stability
from mlprep.core.stability import stability as find_stability
from mlprep.core.standing import plan_with_progress
from mlprep.core.whatif import price_shown
from mlprep.errors import UsageError, UserError
from mlprep.show import plan as show_plan
from mlprep.show.worth import Worth, stability_list
from mlprep.world import World


def show(
    context: typer.Context,
    week: Annotated[int | None, typer.Option("--week", "-w", help="Only this week.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every week by day.")] = False,
    stability: Annotated[
        bool, typer.Option("--stability", help="What hangs on weights and estimates.")
    ] = False,
    json: Json = False,
) -> None:
    """Show the plan you have.

    Examples: mlprep show --week 3, mlprep show --all, mlprep show --stability
    """
    _one_view({"--week": week is not None, "--all": everything, "--stability": stability})
    world = world_of(context)
    plan = world.plan
    tried = tries(world) if stability else None
    if json:
        extra = {"stability": tried.to_json()} if tried else {}
        return world.print_json({**plan_with_progress(plan, world.state), **extra})
    if tried:
        return world.show(stability_list(tried, world.catalog))
    if week is not None:
        return show_week(world, week)
    worth = worth_of(world, everything=everything)
    view = show_plan.in_full if everything or world.piped else show_plan.overview
    return world.show(view(plan, world.catalog, world.state, world.today, worth))


def _one_view(wanted: Mapping[str, bool]) -> None:
    """Refuse two views at once. Raises UsageError."""
    given = [option for option, wish in wanted.items() if wish]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} show different things.", "Give one of them.")


def tries(world: World) -> Stability:
    """The plan chosen anew in thirty tries."""
    found = find_stability(world.plan, world.catalog, world.state.pinned)
    if found is None:
        raise UserError("The catalog no longer has the role of this plan.", "See: mlprep roles")
    return found


def worth_of(world: World, *, everything: bool) -> Worth:
    """What is shown beside the plan; on a pipe what costs most only with --all."""
    price = price_shown(world.catalog, world.state, world.today)
    counted = everything or not world.piped
    found = find_stability(world.plan, world.catalog, world.state.pinned) if counted else None
    return Worth(price, found, weeks_worth(world.plan) if everything else {})


def show_week(world: World, number: int) -> None:
    """Show one week. Raises UserError if the plan has none of that number."""
    plan = world.plan
    found = plan.week(number)
    if found is None:
        first, *_, last = (*plan.numbers, plan.numbers[-1])
        raise UserError(f"There is no week {number}.", f"The plan has weeks {first} to {last}.")
    mine = week_worth(plan, number)
    worth = Worth(weeks={number: mine} if mine else {})
    world.show(show_plan.one_week(found, world.catalog, world.state, worth))
