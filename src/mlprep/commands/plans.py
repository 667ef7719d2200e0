"""`mlprep plans`: the plans there were; compare them; go back to one."""

from __future__ import annotations

from typing import Annotated

import typer

from mlprep.commands.options import Json, Yes, world_of
from mlprep.core.plan import Plan
from mlprep.core.proposal import compare, said_anew
from mlprep.core.quantities import spell_hours
from mlprep.errors import UsageError, UserError
from mlprep.show import replan as show_replan
from mlprep.world import World

app = typer.Typer(
    help="List the plans you took; compare them; go back to one.", invoke_without_command=True
)
Number = Annotated[int, typer.Argument(help="A plan's number, as `mlprep plans` shows it.")]


@app.callback()
def plans(context: typer.Context, json: Json = False) -> None:
    """List every plan you took, oldest first."""
    world = world_of(context)
    if context.invoked_subcommand:
        return None
    known = world.state.plans
    if json:
        rows = [{"number": n, "at": p.at, "because": p.because} for n, p in enumerate(known, 1)]
        return world.answer({"plans": rows, "current": len(known)})
    if not known:
        return world.say("There is no plan yet. Make one: mlprep plan")
    lines = [
        (n, one.at[:10], one.because, _holds(world.accepted_plan(one)), n == len(known))
        for n, one in enumerate(known, start=1)
    ]
    return world.show(show_replan.versions(lines))


def _holds(plan: Plan) -> str:
    hours = sum(plan.profile.minutes_per_weekday.values())
    return f"{plan.summary.units_selected} units, {spell_hours(hours)} a week"


def _numbered(world: World, number: int) -> Plan:
    """The plan of that number. Raises UserError."""
    known = world.state.plans
    if not 1 <= number <= len(known):
        raise UserError(f"There is no plan {number}.", "See: mlprep plans")
    return world.accepted_plan(known[number - 1])


@app.command("compare")
def compare_plans(
    context: typer.Context,
    first: Number,
    second: Annotated[int | None, typer.Argument(help="The current one without it.")] = None,
    json: Json = False,
) -> None:
    """Show what the second plan holds otherwise than the first, in what is left to learn."""
    world = world_of(context)
    old, new = _numbered(world, first), _numbered(world, second or len(world.state.plans))
    return _show(world, old, new, json=json)


def _show(world: World, old: Plan, new: Plan, *, json: bool = False) -> None:
    """What a plan was asked and holds otherwise than another."""
    change = compare(old, new, world.catalog, world.state, apart=True)
    said = [*said_anew(old.profile, new.profile, world.today)]
    if json:
        return world.answer({"asked": said, **change.to_json()})
    return world.show(show_replan.compared(change, world.catalog, said, whole=world.piped))


@app.command()
def rollback(context: typer.Context, number: Number, yes: Yes = False) -> None:
    """Make an earlier plan the current one again; what is done stays done."""
    world = world_of(context)
    back = _numbered(world, number)
    if world.state.plans[number - 1].digest == world.state.plans[-1].digest:
        return world.say(f"Plan {number} is the current one. Nothing was changed.")
    _show(world, world.plan, back)
    if not yes and not world.asks:
        raise UsageError("This would replace the plan that runs.", "Add --yes to go back to it.")
    if not yes and not world.confirm(f"Go back to plan {number}?"):
        return world.say("Kept as it was.")
    world.care.make("before-replan")
    data = {
        "plan": world.state.plans[number - 1].digest,
        "origin": back.profile.first.isoformat(),
        "because": f"back to plan {number}",
    }
    world.record([("plan", data)], unseen=False)
    return world.say(f"Plan {number} is the current one again. To go back: mlprep undo")
