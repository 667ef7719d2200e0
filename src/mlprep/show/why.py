"""Why a depth is in the plan, and in that week, or what would bring it in: short sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from mlprep.core.entering import Entry
from mlprep.core.models import Catalog
from mlprep.core.numbers import Numbers
from mlprep.core.place import Belonging, Place, When
from mlprep.core.quantities import spell_count, spell_day, spell_hours
from mlprep.core.why import Why
from mlprep.show.style import DOT, NAME, QUIET
from mlprep.show.units import unit_title

MOST_NAMED = 3


Rows = list[tuple[str, RenderableType]]


def reasons(found: Why | None, catalog: Catalog, *, all_numbers: bool) -> Mapping[str, Rows]:
    """What is to be said of each depth, by unit; nothing without a plan."""
    places = found.places if found else ()
    return {p.unit: _rows(found, p, catalog, all_numbers=all_numbers) for p in places if found}


def _rows(found: Why, place: Place, catalog: Catalog, *, all_numbers: bool) -> Rows:
    """What is to be said of a unit, a label with each."""
    unit = place.unit
    lines = [*_sentences(place, found.numbers.get(unit), catalog)]
    told: Rows = []
    mine = found.entry if found.entry and found.entry.unit == unit else None
    if mine and (words := _way_in(mine, place, catalog)):
        lines.append(words)
    if lines:
        told.append(("Plan", Text("\n".join(lines))))
    if all_numbers and unit in found.numbers:
        told.append(("Numbers", Text(_numbers(found.numbers[unit]), QUIET)))
    if mine and (typed := _commands(mine)):
        told.append(("Type", Text("\n".join(typed), NAME)))
    return told


def _sentences(place: Place, found: Numbers | None, catalog: Catalog) -> Iterator[str]:
    if place.status == "planned" and place.belonging and place.when:
        worth = _worth(place.belonging, found) if found else []
        yield " ".join([*worth, *_belonging(place, place.belonging, catalog)])
        yield f"Week {place.when.week}: {_when(place, place.when, catalog)}."
    elif place.status == "left-out" and place.belonging:
        yield f"Left out: {_left_out(place.belonging)}."
    elif place.status in OUT:
        blocked = unit_title(place.blocked_by, catalog) if place.blocked_by else ""
        until = spell_day(place.until) if place.until else ""
        yield f"Left out: {OUT[place.status].format(blocked=blocked, until=until)}."


OUT = {
    "skipped": "you skip it",
    "put-off": "you put it off until {until}",
    "too-long": "it is longer than two weeks of your new hours, or than all of them",
    "blocked": "it requires {blocked}, which cannot be in",
    "new": "your plan was made without it",
}
CAUSES = {
    "everybody": "Part of what everybody needs.",
    "ladder": "A rung of your domain's ladder.",
    "pinned": "Pinned by you.",
    "filling": "It fills time that was left.",
    "unasked": "It fills time that was left.",
}


def _worth(mine: Belonging, found: Numbers) -> Iterator[str]:
    """What a unit that is in for its worth is worth, and where its area is asked most."""
    if mine.cause == "worth":
        yield (
            f"Among what is worth most for its time: {found.value_per_hour:.0f} an hour by the "
            f"catalog's weights (your plan brings {found.plan_value_per_hour:.0f} on average, one "
            f"more hour {found.marginal_value_per_hour or 0:.0f})."
        )
        if mine.most_in:
            yield f"Its area is asked most in the round {mine.most_in}."


def _belonging(place: Place, found: Belonging, catalog: Catalog) -> Iterator[str]:
    """By which rule the unit is in, who else needs it, what it unlocks."""
    if found.cause in CAUSES:
        yield CAUSES[found.cause]
    if found.must_of:
        yield f"Must-have of the {_rounds(found.must_of)}."
    others = [name for name in found.rounds if name not in found.must_of]
    if others:
        yield f"Needed for the {_rounds(others)}."
    elif found.cause == "needed" and not found.must_of and not found.serves:
        yield "Needed for your domain's ladder."
    if found.serves:
        yield f"Unlocks {_named(found.serves, catalog, place)}."


NOT_IN = {
    "pinned": "you pinned it; the next plan takes it in if there is a place for it",
    "ladder": "it is of your domain's ladder, beyond what fits",
    "needed": "it is of your domain's ladder, beyond what fits",
    "behind": "the must-haves come first and do not all fit",
    "worth": "it is worth its time, but does not fit beside what comes first or is worth more",
    "filling": "it is worth less for its time than one more hour of your plan",
    "unasked": "by the catalog's weights your role does not ask for it",
}


def _left_out(found: Belonging) -> str:
    if found.everybody:
        return "everybody needs it, but the must-haves do not all fit"
    if found.must_of:
        return f"a must-have of the {_rounds(found.must_of)}, but the must-haves do not all fit"
    if found.rounds:
        return f"the {_rounds(found.rounds)} would need it, but the must-haves do not all fit"
    return NOT_IN[found.cause]


def _rounds(names: Sequence[str]) -> str:
    return f"round{'s' if len(names) > 1 else ''} {DOT.join(names)}"


def _named(units: Sequence[str], catalog: Catalog, place: Place) -> str:
    names = DOT.join(_name(unit, catalog, place) for unit in units[:MOST_NAMED])
    more = len(units) - MOST_NAMED
    return names + (f" and {more} more" if more > 0 else "")


def _name(unit: str, catalog: Catalog, place: Place) -> str:
    """A unit's title; of the same topic only the depth."""
    topic, _, depth = unit.partition(":")
    return f"its {depth}" if place.unit.startswith(f"{topic}:") else unit_title(unit, catalog)


def _when(place: Place, when: When, catalog: Catalog) -> str:
    """What the week follows from."""
    after = _name(when.after, catalog, place) if when.after else ""
    until = spell_day(when.until) if when.until else ""
    if when.timing == "prerequisite":
        return f"right after {after}, which it requires" + _rank(when)
    words = WHEN[when.timing].format(bound=when.bound, until=until)
    words = words if after else words.removeprefix("then ")
    if after and when.after_ends and when.timing in (*FREE, "expert"):
        words = f"{after}, which it requires, ends {spell_day(when.after_ends)}; {words}"
    return words + _rank(when)


FREE = ("order", "must-haves", "fit")  # timings that bind no day
WHEN = {
    "pinned": "pinned to its days",
    "interview": "before {bound} on {until}",
    "not-before": "put off until {until}",
    "start": "early, as the catalog has it",
    "end": "late, as the catalog has it",
    "expert": "expert depths wait for the second half",
    "order": "then its turn",
    "must-haves": "then the must-haves come before all else, from the middle of the plan on",
    "fit": "then it fits these days and the mix of the week",
}


def _rank(when: When) -> str:
    if when.timing not in ("prerequisite", *FREE):
        return ""
    if when.rank is None:
        return " in the order there was" if when.timing == "order" else ""
    lead = " in the order of value, " if when.timing == "order" else "; in the order of value "
    return f"{lead}{when.rank} of {when.ranked}"


def _way_in(found: Entry, place: Place, catalog: Catalog) -> str:
    """What would bring it in, in one sentence; each way was planned with."""
    if found.replan:
        return "A replan would take it in."
    if found.unskip:
        return "Without the skip it would be in."
    if place.status in ("skipped", "put-off"):
        return "Without the skip it would still be left out."
    ways = _more(found.minutes_a_week, found.weeks)
    vain = _more(found.vain_minutes, found.vain_weeks)
    more = f"it would come in with {ways}" if ways else "no way in was found"
    words = [f"{more}, not with {vain}" if vain else more] if ways or vain else []
    if found.pin:
        leaving = _named(found.replaces, catalog, place) if found.replaces else ""
        others = spell_count(len(found.enters), "other unit")
        also = f", and {others} would come in" if found.enters else ""
        words.append(f"pinned, it would {f'replace {leaving}' if leaving else 'fit'}{also}")
    sentence = "; ".join(words)
    return sentence[:1].upper() + sentence[1:] + "." if words else ""


def _more(minutes: int | None, weeks: int | None) -> str:
    """More hours a week, and later, as one or the other."""
    ways = [f"{spell_hours(minutes)} more a week"] if minutes else []
    ways += [f"the interview {spell_count(weeks, 'week')} later"] if weeks else []
    return ", or with ".join(ways)


def _commands(found: Entry) -> list[str]:
    typed = [f'mlprep replan --per-day "{found.per_day}"'] if found.per_day else []
    typed += [f"mlprep replan --interview {found.interview}"] if found.interview else []
    typed += [f"mlprep pin {found.unit}"] if found.pin else []
    typed += [f"mlprep skip {topic} --not" for topic in found.unskip]
    return typed


def _numbers(found: Numbers) -> str:
    worth = f"value {found.value}"
    if found.area_weight is not None:
        worth = (
            f"100 × area weight {found.area_weight:g} × importance step {found.asked} × depth "
            f"factor {found.depth_factor:g} × multiplier {found.multiplier:g} = value {found.value}"
        )
    alone, whole = f"{found.value_per_hour:.0f}", f"{found.value_per_hour_with_needs:.0f}"
    needs = "" if alone == whole else f" ({whole} with what would have to come along)"
    price = found.marginal_value_per_hour
    more = "" if price is None else f"; one more hour, after what comes first, {price:.0f}"
    return (
        f"{worth}; {found.minutes} min: {alone} an hour{needs}; your plan brings "
        f"{found.plan_value_per_hour:.0f} on average{more} (all of it opinions and estimates)"
    )
