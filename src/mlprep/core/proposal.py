"""A plan that could take the place of the one that runs, as it is put before the user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from mlprep.core.candidate import Profile
from mlprep.core.capacity import HALF_HOUR
from mlprep.core.changed import (
    MOST_MORE_WEEKS,
    later,
    least,
    more_half_hours,
    more_weeks,
    most_half_hours,
    week_minutes,
    which_days,
    with_more,
)
from mlprep.core.check import verified
from mlprep.core.interviews import UNNAMED, all_of
from mlprep.core.models import Catalog
from mlprep.core.pace import timed
from mlprep.core.plan import CARRIED, Plan
from mlprep.core.profile import Wish, make_profile
from mlprep.core.progress import State
from mlprep.core.quantities import example_day, spell_day, spell_hours, spell_minutes
from mlprep.core.reasons import GIVES_WAY, NO_ROOM, Reasons
from mlprep.core.replan import Difference, Manner, difference, replanned
from mlprep.errors import UserError

BEYOND = 4  # half hours, or weeks, that may be added to what should be enough


class Proposal(NamedTuple):
    """The plan that runs, if there is one, the new one, what differs and why."""

    old: Plan | None
    new: Plan
    change: Difference
    because: str
    price: str = ""  # what it would take to keep what has to leave

    @property
    def same(self) -> bool:
        """Whether the new plan is the old one."""
        return self.new is self.old

    def to_json(self) -> dict[str, Any]:
        """What would change as plain data."""
        return {"because": self.because, **self.change.to_json(), "price": self.price}


def propose(catalog: Catalog, wish: Wish, state: State, today: date, manner: Manner) -> Proposal:
    """Plan for the wish, check it, and compare it with the plan that runs.

    Raises UserError, UsageError or NoPlanError as `make_profile`.
    """
    profile = make_profile(wish, catalog, state, today)
    old = state.plan
    new = replanned(catalog, profile, state, today, manner)
    over = {*state.done, *state.known}
    if old is None:
        return Proposal(None, verified(new, catalog, over), Difference(), "the first one")
    if new is old:
        return Proposal(old, new, Difference(), "nothing has changed")
    change = compare(old, verified(new, catalog, over), catalog, state)
    made = Proposal(old, new, change, _because(old, new, state, today))
    return made._replace(price=_price(catalog, state, made, manner))


def compare(
    old: Plan, new: Plan, catalog: Catalog, state: State, *, apart: bool = False
) -> Difference:
    """What differs in what is left to learn; `apart` if neither plan replaces the other."""
    over = {*state.done, *state.known}
    return difference(Reasons(old, new, catalog, over, {*state.pinned}, apart=apart))


def needs_date(state: State, wish: Wish, today: date) -> None:
    """Refuse to go on from a plan whose interview has passed. Raises UserError."""
    if state.plan is None:
        raise UserError("There is no plan yet.", "Make one: mlprep plan")
    over = state.plan.profile.interview <= today
    if over and not (wish.weeks or wish.interview or wish.interviews):
        raise UserError(
            f"The interview was planned for {spell_day(state.plan.profile.interview)}.",
            f"Name the next one: mlprep plan --interview {example_day(today)}",
        )


def _because(old: Plan, new: Plan, state: State, today: date) -> str:
    """Why the new plan was made, in a few words."""
    behind = sum(state.left(i) for i in old.items() if i.kind in CARRIED and i.date < today)
    causes = [*said_anew(old.profile, new.profile, today)]
    causes += [f"{spell_minutes(behind)} open from before"] if behind else []
    causes += ["a newer catalog"] if old.catalog.sha256 != new.catalog.sha256 else []
    return ", ".join(causes) or "laid out anew"


def said_anew(was: Profile, now: Profile, today: date) -> Iterator[str]:
    """What a plan was asked otherwise than another, in a few words each."""
    if (was.roles, was.domain) != (now.roles, now.domain):
        yield "for " + " ".join(filter(None, (*now.roles, now.domain)))
    yield from _dates(was, now, today)
    if was.minutes_per_weekday != now.minutes_per_weekday:
        yield f"{spell_hours(week_minutes(now))} a week"
    if {d for d in was.days_off if d >= today} != {d for d in now.days_off if d >= today}:
        yield "other days off"
    if (was.known, was.rusty, was.skipped) != (now.known, now.rusty, now.skipped):
        yield "what you know or skip"
    if was.pace != now.pace:
        yield "your pace"


def _dates(was: Profile, now: Profile, today: date) -> Iterator[str]:
    """Interviews to come that came in addition, went or moved."""
    old, new = all_of(was), all_of(now)
    for one in new:
        if one not in old:
            name = "interview" if one.name == UNNAMED else one.name
            yield f"{name} on {one.date.isoformat()}"
    kept = {one.name for one in new}
    gone = [one.name for one in old if one.name not in kept and one.date > today]
    yield from (f"without {name}" for name in gone if name != UNNAMED)


def _price(catalog: Catalog, state: State, made: Proposal, manner: Manner) -> str:
    """What it would take to learn as much as the old plan had left; each way was tried."""
    old, new = made.old, made.new
    short = [c for c in made.change.of("dropped") if c.reason in {NO_ROOM, GIVES_WAY}]
    leaving = [change.unit for change in short if ":" in change.unit]
    if old is None or not leaving:
        return ""
    values = {unit.id: unit.value for unit in new.selection.units}
    worth = new.selection.value + sum(values.get(unit, 0) for unit in leaving)
    worth -= sum(values.get(change.unit, 0) for change in made.change.of("added"))
    if new.selection.value >= worth:
        return ""
    need = sum(i.minutes for i in new.items() if i.kind in CARRIED)
    need += sum(old.unit[unit].minutes for unit in leaving)

    def holds(profile: Profile) -> bool:
        trial = replanned(catalog, profile, state, profile.from_day, manner)
        return trial.selection.value >= worth

    profile = new.profile
    hours = _least(
        lambda n: holds(with_more(profile, n * HALF_HOUR)),
        more_half_hours(profile, need),
        most_half_hours(profile),
    )
    weeks = _least(lambda n: holds(later(profile, n)), more_weeks(profile, need), MOST_MORE_WEEKS)
    days = which_days(profile)[0]
    ways = [f"{spell_hours(hours * HALF_HOUR)} more a week{days}"] if hours else []
    ways += [f"the interview on {spell_day(later(profile, weeks).interview)}"] if weeks else []
    return f"To learn as much as before: {', or '.join(ways)}." if ways else ""


def _least(holds: Callable[[int], bool], guess: int | None, most: int) -> int | None:
    """The least number for which it holds, not far above the guess."""
    return least(holds, guess, min(guess + BEYOND, most)) if guess else None


def pace_remark(catalog: Catalog, state: State, profile: Profile) -> str:
    """What the times you noted say about the estimates, if the plan goes by it."""
    rest = profile.pace.get("", 100)
    words = [
        f"{catalog.area[area].title} × {percent / 100:g}"
        for area, percent in profile.pace.items()
        if percent != rest and area in catalog.area
    ]
    if rest != 100:  # noqa: PLR2004  # per cent
        words.append(f"{'all else' if words else 'all'} × {rest / 100:g}")
    if not words:
        return ""
    whole = timed(catalog, state)[""]
    return (
        f"By the times you noted ({whole.units} units, {spell_hours(whole.taken)} for an estimated "
        f"{spell_hours(whole.estimated)}) the plan multiplies the estimates: {', '.join(words)}."
    )
