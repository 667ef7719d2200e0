"""Put a proposed plan before the user, and store it if it is wanted."""

from __future__ import annotations

from typing import NamedTuple

from mlprep.core.proposal import Proposal
from mlprep.core.standing import plan_with_progress
from mlprep.core.whatif import Price
from mlprep.errors import UsageError
from mlprep.show import plan as show_plan
from mlprep.show import replan as show_replan
from mlprep.show.worth import Worth
from mlprep.world import World

TAKEN = "Taken. To go back: mlprep undo"


class Asked(NamedTuple):
    """How the proposal is to be shown and whether it may be stored unasked.

    `whole` shows the plan itself, as `mlprep plan` does; else only what changes is shown.
    """

    dry_run: bool
    yes: bool
    json: bool
    whole: bool = False
    price: Price | None = None  # of time, shown with the whole


def offer(world: World, made: Proposal, asked: Asked) -> None:
    """Show what would change, ask, store: nothing is stored before it was seen or waved through."""
    if asked.json:
        _refuse_unasked(made, asked)
        stored = _store(world, made, asked)
        return world.answer(_as_json(world, made, asked, stored=stored))
    if made.same:
        return world.say("Nothing would change: your plan goes on as it is.")
    if made.old is None or asked.yes:
        stored = _store(world, made, asked)
        _show(world, made, asked)
        return world.say(TAKEN) if made.old and stored else None
    _refuse_unasked(made, asked, world)
    _show(world, made, asked)
    if asked.dry_run:
        return None
    if not world.confirm("Take the new plan?"):
        return world.say("Kept as it was.")
    _store(world, made, asked)
    return world.say(TAKEN)


def _refuse_unasked(made: Proposal, asked: Asked, world: World | None = None) -> None:
    """In a script a plan is replaced only with --yes."""
    asks = world is not None and world.asks
    if made.old and not made.same and not (asked.yes or asked.dry_run or asks):
        raise UsageError(
            "There is a plan already; this one would replace it.",
            "Add --yes to replace it, or --dry-run to look only.",
        )


def _store(world: World, made: Proposal, asked: Asked) -> bool:
    """Whether the plan is on disk now."""
    if asked.dry_run or made.same:
        return False
    if made.old:
        world.care.make("before-replan")
    begun = sorted(made.new.profile.begun)
    data = {"plan": made.new.to_json(), "because": made.because, "begun": begun}
    world.record([*world.papers_taken, ("plan", data)], unseen=False)
    return True


def _show(world: World, made: Proposal, asked: Asked) -> None:
    if asked.whole:
        view = show_plan.in_full if world.piped else show_plan.overview
        worth = Worth(price=asked.price)
        world.show(view(made.new, world.catalog, world.state, world.today, worth))
    if made.old and (not asked.whole or not asked.yes):
        world.show(show_replan.changes(made, world.catalog, world.today, whole=world.piped))


def _as_json(world: World, made: Proposal, asked: Asked, *, stored: bool) -> dict[str, object]:
    plan = plan_with_progress(made.new, world.state)
    return plan if asked.whole else {"stored": stored, **made.to_json(), "plan": plan}
