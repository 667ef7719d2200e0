"""From what was asked for to a profile: role, domain, days and minutes, known and rusty units.

Everything that cannot be meant is refused here, in words, before anything is planned.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from mlprep.core.candidate import Interview, Profile
from mlprep.core.capacity import DAY_LIMIT, move_minutes, weekday_minutes
from mlprep.core.changed import with_hours
from mlprep.core.models import Catalog
from mlprep.core.pace import paces
from mlprep.core.progress import State
from mlprep.core.quantities import parse_date, parse_days_off, parse_hours, parse_per_day
from mlprep.core.search import find_domain, find_role, known_and_rusty
from mlprep.core.several import role_of
from mlprep.errors import NoPlanError, UsageError, UserError

DEFAULT_WEEKS = 16
DEFAULT_HOURS = "10"
MOST_WEEKS = 104
MOST_ROLES = 3


class Wish(NamedTuple):
    """What was said on the command line or at the prompts, still as text."""

    roles: tuple[str, ...] = ()
    domain: str | None = None
    weeks: int | None = None
    interview: str | None = None
    hours: str | None = None
    per_day: str | None = None
    start: str | None = None
    off: tuple[str, ...] = ()
    know: tuple[str, ...] = ()
    rusty: tuple[str, ...] = ()
    slack: bool | None = None  # as before, then yes
    pace: bool = True
    more_off: bool = False  # days off are added to those there are
    interviews: tuple[Interview, ...] | None = None  # in the place of those there are


def make_profile(wish: Wish, catalog: Catalog, state: State, today: date) -> Profile:
    """The profile for the wish; what is not said comes from the plan there is, then from defaults.

    Raises UserError, UsageError or NoPlanError with what to do about it.
    """
    old = state.plan.profile if state.plan else None
    roles = _roles(wish, catalog, old)
    start, interview = _dates(wish, old, today)
    known, rusty = _knowledge(wish, catalog, state, old)
    profile = Profile(
        roles=roles,
        domain=_domain(wish, catalog, roles, old),
        start=start,
        interview=interview,
        minutes_per_weekday=_weekdays(wish, old, today),
        known=known,
        rusty=rusty,
        slack=(old.slack if old else True) if wish.slack is None else wish.slack,
        interviews=_interviews(wish, old, interview, start),
        skipped=tuple(u for u, until in state.skipped.items() if not until and catalog.has(u)),
        not_before={u: day for u, day in state.skipped.items() if day and day > today},
        pace=paces(catalog, state, old.pace if old else {}) if wish.pace else {},
        begun=begun(state),
    )
    profile = _framed(profile, wish, old, today)
    off = _days_off(wish, old, today)
    inside = (day for day in sorted(off) if profile.first <= day < profile.interview)
    return profile.model_copy(update={"days_off": tuple(inside)})


def _framed(profile: Profile, wish: Wish, old: Profile | None, today: date) -> Profile:
    """A plan that goes on from another one keeps its weeks; one for something new begins anew."""
    if old is None or wish.start or old.interview <= today or old.start > today:
        return profile
    if old.roles != profile.roles and not wish.more_off:
        return profile
    passed = (today - old.first).days // 7
    same = old.interview == profile.interview
    return profile.model_copy(
        update={
            "origin": old.first,
            "start": old.first + timedelta(weeks=passed),
            "since": today,
            "dated": (old.dated or old.first) if same else today,
        }
    )


def _weekdays(wish: Wish, old: Profile | None, today: date) -> dict[str, int]:
    weekdays, _ = parse_days_off(wish.off, today)
    anew = wish.hours and weekdays and not wish.more_off
    minutes = move_minutes(_minutes(wish, None if anew else old), weekdays)
    if not sum(minutes.values()):
        raise NoPlanError(
            "Every day is off: there is nothing to plan.", "Leave at least one day free."
        )
    if wish.hours and max(minutes.values()) > DAY_LIMIT:
        raise UserError(
            f"{wish.hours} hours a week are too many for the days that are not off.",
            "The most is 12 hours a day.",
        )
    return minutes


def _days_off(wish: Wish, old: Profile | None, today: date) -> set[date]:
    """Single days off: those said, and those of the plan there is unless it is made anew."""
    _, said = parse_days_off(wish.off, today)
    anew = wish.off or wish.hours is not None or wish.per_day is not None
    if old is None or (anew and not wish.more_off):
        return said
    return said | set(old.days_off)


def _interviews(wish: Wish, old: Profile | None, last: date, start: date) -> tuple[Interview, ...]:
    """The interviews there are, the last of them on its day."""
    if wish.interviews is not None:
        return wish.interviews
    known = [i for i in old.interviews if i.date >= start] if old else []
    if not known or max(i.date for i in known) == last:
        return tuple(known)
    final = max(known, key=lambda i: i.date)
    rest = [i for i in known if i is not final and i.date < last]
    return (*rest, final.model_copy(update={"date": last}))


def begun(state: State) -> dict[str, int]:
    """Minutes of units and of project steps that were studied without finishing them."""
    if state.plan is None:
        return {}
    found = dict(state.plan.profile.begun)
    for unit in state.parts:
        found[unit] = found.get(unit, 0) + state.studied(unit)
    for item in state.plan.items():
        if item.kind == "project" and item.part and item.id in state.done:
            whole = item.id.partition("/")[0]
            found[whole] = found.get(whole, 0) + item.minutes
    return {name: minutes for name, minutes in found.items() if not state.has(name)}


def _roles(wish: Wish, catalog: Catalog, old: Profile | None) -> tuple[str, ...]:
    names = wish.roles or (old.roles if old else ())
    if not names:
        raise UsageError("Which role?", "For example: mlprep plan --role data-scientist")
    found = tuple(dict.fromkeys(find_role(catalog, name).id for name in names))
    if len(found) > MOST_ROLES:
        raise UserError("That is too many roles for one plan.", f"At most {MOST_ROLES}.")
    return found


def _domain(
    wish: Wish, catalog: Catalog, roles: tuple[str, ...], old: Profile | None
) -> str | None:
    role = role_of(catalog, roles)
    same = old is not None and old.roles == roles
    name = wish.domain or (old.domain if old and same else None)
    if name is None:
        if role.domain == "required":
            domains = ", ".join(area.id for area in catalog.areas if area.domain)
            raise UsageError(
                f"A {role.title.lower()} needs a domain.",
                f"Name one with --domain: {domains}; or your own, --papers FILE",
            )
        return None
    if role.domain == "none":
        raise UserError(
            f"A {role.title.lower()} has no domain.", "Leave --domain and --papers out."
        )
    return find_domain(catalog, name)


def _dates(wish: Wish, old: Profile | None, today: date) -> tuple[date, date]:
    """First day of the plan and the day of the interview."""
    if wish.weeks is not None and wish.interview:
        raise UsageError("--weeks and --interview say the same twice.", "Give one of them.")
    start = max(today, old.first) if old else today
    if wish.start:
        start = parse_date(wish.start, today)
    if wish.interview:
        interview = parse_date(wish.interview, today)
    elif wish.weeks is not None:
        if not 1 <= wish.weeks <= MOST_WEEKS:
            raise UserError(
                f"{wish.weeks} weeks cannot be planned.", f"Give 1 to {MOST_WEEKS}: --weeks 12"
            )
        interview = start + timedelta(weeks=wish.weeks)
    elif wish.interviews:
        interview = max(one.date for one in wish.interviews)
    elif old and old.interview > max(start, today):
        interview = old.interview
    else:
        interview = start + timedelta(weeks=DEFAULT_WEEKS)
    _sensible(start, interview, today)
    return start, interview


def _sensible(start: date, interview: date, today: date) -> None:
    """Refuse dates that cannot be planned for. Raises UserError."""
    if interview <= today:
        raise UserError(
            f"The interview ({interview}) is not after today ({today}).", "Give a day to come."
        )
    if interview <= start:
        raise UserError(
            f"The interview ({interview}) is not after the start ({start}).", "Begin earlier."
        )
    if (interview - start).days > 7 * MOST_WEEKS:
        raise UserError(f"{interview} is over two years away.", "Plan at most two years.")


def _minutes(wish: Wish, old: Profile | None) -> dict[str, int]:
    if wish.hours and wish.per_day:
        raise UsageError("--hours and --per-day say the same twice.", "Give one of them.")
    if wish.per_day:
        return parse_per_day(wish.per_day)
    if old is None:
        return weekday_minutes(parse_hours(wish.hours or DEFAULT_HOURS))
    if wish.hours is None:
        return dict(old.minutes_per_weekday)
    return with_hours(old, parse_hours(wish.hours))


def _knowledge(
    wish: Wish, catalog: Catalog, state: State, old: Profile | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Known and rusty units: what was said now, over what `know` recorded, over the old plan's."""
    known, rusty = known_and_rusty(catalog, wish.know, wish.rusty)
    said = {*known, *rusty}
    earlier_known = [u for u in state.known if u not in said]
    earlier_rusty = [u for u in state.rusty if u not in said]
    said |= {*earlier_known, *earlier_rusty}
    old_known = [u for u in old.known if u not in said and u not in state.unlearnt] if old else []
    old_rusty = [u for u in old.rusty if u not in said and u not in state.unlearnt] if old else []
    return (
        tuple(u for u in dict.fromkeys([*known, *earlier_known, *old_known]) if catalog.has(u)),
        tuple(u for u in dict.fromkeys([*rusty, *earlier_rusty, *old_rusty]) if catalog.has(u)),
    )
