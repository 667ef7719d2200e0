"""Interviews by name or date: add, move, remove.

A plan's one interview without a name is "Interview".
"""

from __future__ import annotations

from datetime import date
from typing import Any

from mlprep.core.candidate import Interview, Profile
from mlprep.core.models import Role
from mlprep.core.quantities import example_day
from mlprep.core.search import did_you_mean
from mlprep.errors import UserError

UNNAMED = "Interview"
LONGEST_NAME = 60


def all_of(profile: Profile) -> tuple[Interview, ...]:
    """The interviews of a profile, the next one first."""
    known = profile.interviews or (Interview(date=profile.interview, name=UNNAMED),)
    return tuple(sorted(known, key=lambda one: (one.date, one.name)))


def ahead(profile: Profile, today: date) -> tuple[Interview, ...]:
    """The interviews of that day and after it, the next one first."""
    return tuple(one for one in all_of(profile) if one.date >= today)


def called(one: Interview) -> str:
    """What to call an interview in a sentence."""
    return "the interview" if one.name == UNNAMED else one.name


def next_json(profile: Profile, today: date) -> dict[str, Any] | None:
    """The next interview and the days to it as plain data; None when all are over."""
    for one in ahead(profile, today):
        days = (one.date - today).days
        return {"name": one.name, "date": one.date.isoformat(), "days": days}
    return None


def make(role: Role, day: date, name: str, rounds: str, today: date) -> Interview:
    """An interview from what was typed. Raises UserError for a day that has come, or odd names."""
    to_come(day, today)
    plain = name.strip()
    if not 1 < len(plain) <= LONGEST_NAME or not plain.isprintable():
        raise UserError(
            f"{name!r} is no name for an interview.", f"Two to {LONGEST_NAME} characters."
        )
    wanted = [word.strip() for word in rounds.split(",") if word.strip()]
    found = dict.fromkeys(_round(role, word) for word in wanted)
    return Interview(date=day, name=plain, rounds=tuple(found))


def to_come(day: date, today: date) -> date:
    """The day. Raises UserError if it has come."""
    if day <= today:
        raise UserError(f"{day} is not after today.", f"Name a day to come: {example_day(today)}")
    return day


def _round(role: Role, word: str) -> str:
    names = {held.name.lower(): held.name for held in role.rounds}
    begun = [name for lower, name in names.items() if lower.startswith(word.lower())]
    if word.lower() in names:
        return names[word.lower()]
    if len(begun) == 1:
        return begun[0]
    guess = did_you_mean(word, names)
    raise UserError(f"There is no round {word!r}.", guess or f"Rounds: {', '.join(names.values())}")


def added(profile: Profile, one: Interview) -> tuple[Interview, ...]:
    """With one more. Raises UserError if the name is taken, or the day."""
    known = all_of(profile)
    if not profile.interviews and one.date == profile.interview:
        return (one,)
    if one.name.lower() in [other.name.lower() for other in known]:
        raise UserError(
            f"There is an interview {one.name!r} already.",
            "For another date: mlprep interview move NAME DATE",
        )
    _free(known, one.date)
    return (*known, one)


def _free(known: tuple[Interview, ...], day: date) -> None:
    taken = [other.name for other in known if other.date == day]
    if taken:
        raise UserError(f"{taken[0]!r} is on {day} already.", "One interview a day can be planned.")


def _find(profile: Profile, name: str) -> Interview:
    """The interview of that name or date."""
    known = all_of(profile)
    names = {one.date.isoformat(): one for one in known} | {one.name.lower(): one for one in known}
    begun = [one for one in known if one.name.lower().startswith(name.lower())]
    if name.lower() in names:
        return names[name.lower()]
    if len(begun) == 1:
        return begun[0]
    guess = did_you_mean(name, [one.name for one in known])
    listed = ", ".join(f"{one.name} on {one.date}" for one in known)
    raise UserError(f"There is no interview {name!r}.", guess or f"There is: {listed}")


def moved(profile: Profile, name: str, day: date, today: date) -> tuple[Interview, ...]:
    """With that one on another day. Raises UserError if there is none, or the day cannot be."""
    to_come(day, today)
    one = _find(profile, name)
    rest = tuple(other for other in all_of(profile) if other != one)
    _free(rest, day)
    return (*rest, one.model_copy(update={"date": day}))


def removed(profile: Profile, name: str) -> tuple[Interview, ...]:
    """Without that one. Raises UserError if it is the only one."""
    one = _find(profile, name)
    rest = tuple(other for other in all_of(profile) if other != one)
    if not rest:
        raise UserError(
            f"{one.name!r} is the only interview.", "Move it: mlprep interview move NAME DATE"
        )
    return rest
