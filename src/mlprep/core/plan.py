"""The nouns of a plan: what was chosen, when it is laid out, and what it adds up to.

A plan is immutable and carries all that is needed to re-verify it; its JSON is a public contract.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from mlprep.core.candidate import Day, Profile
from mlprep.core.fields import LAX, Line, Name, Noun

Kind = Literal["learn", "consolidate", "review", "practice", "mock", "project", "catch-up"]
Tier = Literal["core", "round", "domain", "rest"]
State = Literal["ready", "basics", "not-prepared"]
Assumption = Annotated[tuple[str, bool], LAX]
Payment = Annotated[tuple[str, str, int], LAX]
KIND_NAMES: Mapping[Kind, str] = {
    "learn": "new",
    "project": "project",
    "practice": "practice",
    "consolidate": "quizzes",
    "mock": "mock interviews",
    "review": "review",
    "catch-up": "catch-up",
}
STATE_NAMES: Mapping[State, str] = {
    "ready": "prepared",
    "basics": "basics only",
    "not-prepared": "not prepared",
}
LEADS: Mapping[str, str] = {
    "project": "project: ",
    "practice": "practice: ",
    "consolidate": "quiz on ",
    "mock": "mock interview: ",
    "review": "review of ",
}
HEADS: Mapping[str, str] = {
    "learn": "", "consolidate": "Quiz: ", "review": "Review: ", "practice": "Practice: ",
    "mock": "Mock interview: ", "project": "Project: ", "catch-up": "",
}  # fmt: skip
CARRIED = ("learn", "project")  # kinds that stay open when their day has passed


class CatalogMark(Noun):
    """Which catalog a plan was made from."""

    sha256: str
    topics: int
    questions: int


class PlannedUnit(Noun):
    """A unit that could be chosen; minutes are those planned for this person."""

    id: Name
    topic: str
    depth: str
    area: str
    pillar: str
    minutes: int
    value: int
    tier: Tier
    requires: Annotated[tuple[str, ...], LAX]
    selected: bool


class Case(Noun):
    """A part of the proof of a bound; what all this means, and how to check it, is in proof.py.

    `assumed` has units and whether they are taken, `price` a value and the minutes that have it,
    `payments` a unit, one that it requires, and an amount (times the minutes of the price).
    """

    assumed: Annotated[tuple[Assumption, ...], LAX] = ()
    price: Annotated[tuple[int, int], LAX]
    payments: Annotated[tuple[Payment, ...], LAX] = ()


class Cut(Noun):
    """A tier that did not fit whole: of `units` the most valuable part was to be chosen.

    `taken` of them were in already; `room` (minutes) and the values count these too. The cases of
    the certificate together prove the upper bound.
    """

    tier: Tier
    units: Annotated[tuple[str, ...], LAX]
    taken: Annotated[tuple[str, ...], LAX]
    room: int
    value: int
    upper_bound: int
    certificate: Annotated[tuple[Case, ...], LAX] = ()


class Selection(Noun):
    """What was chosen, how much it is worth, and how much better a choice could be at most.

    Value and bound are those of the last tier's choice beside what the tiers before it hold; the
    cases of the certificate together prove the bound. `cuts` are the tiers that did not fit whole.
    """

    capacity_minutes: int
    value: int
    upper_bound: int
    optimal: bool
    gap: Annotated[float, LAX]
    units: Annotated[tuple[PlannedUnit, ...], LAX]
    certificate: Annotated[tuple[Case, ...], LAX] = ()
    cuts: Annotated[tuple[Cut, ...], LAX] = ()

    @property
    def behind(self) -> float:
        """The greatest share of a tier's value by which a choice could be better; 0 if none."""
        pairs = [(self.value, self.upper_bound), *((c.value, c.upper_bound) for c in self.cuts)]
        return max((most - value) / most if most else 0.0 for value, most in pairs)


class Item(Noun):
    """Something to do on a day; `part` is (k, n) when the whole takes several sittings."""

    id: Name
    kind: Kind
    title: Line
    unit: str | None = None
    area: str | None = None
    minutes: int
    date: Day
    part: Annotated[tuple[int, int], LAX] | None = None

    @property
    def label(self) -> str:
        """The item in words: "quiz on Vectors", "Vectors, solid (2 of 2)"."""
        depth = (self.unit or "").partition(":")[2] if self.kind == "learn" else ""
        part = f" ({self.part[0]} of {self.part[1]})" if self.part else ""
        return LEADS.get(self.kind, "") + self.title + (f", {depth}" if depth else "") + part


class Week(Noun):
    """Seven days from the start of the plan (the last week perhaps fewer); `ends` is inclusive."""

    number: int
    starts: Day
    ends: Day
    capacity_minutes: int
    planned_minutes: int
    phase: Literal["learn", "review", "taper"]
    items: Annotated[tuple[Item, ...], LAX]


class RoundState(Noun):
    """How far the plan prepares for one round; `missing` lists its must-haves left out."""

    name: Line
    state: State
    missing: Annotated[tuple[str, ...], LAX]


class ShelfEntry(Noun):
    """Reading minutes that the plan spends on one resource."""

    resource: str
    minutes: int


class Summary(Noun):
    """What the plan adds up to; minutes by pillar and area count new material."""

    minutes_by_pillar: Mapping[str, int]
    minutes_by_area: Mapping[str, int]
    minutes_by_kind: Mapping[str, int]
    units_selected: int
    units_total: int
    shelf: Annotated[tuple[ShelfEntry, ...], LAX]


class Plan(Noun):
    """A study plan: same catalog, profile and progress give the same plan to the byte.

    `past` holds what was done under the plans that this one replaced, in their weeks.
    """

    format: Literal[1] = 1
    mlprep: str
    catalog: CatalogMark
    profile: Profile
    selection: Selection
    weeks: Annotated[tuple[Week, ...], LAX]
    sweep_starts: Day
    rounds: Annotated[tuple[RoundState, ...], LAX]
    summary: Summary
    too_long: Annotated[tuple[str, ...], LAX] = ()
    past: Annotated[tuple[Week, ...], LAX] = ()

    def items(self) -> Iterator[Item]:
        """Every item in plan order."""
        for week in self.weeks:
            yield from week.items

    def past_items(self) -> Iterator[Item]:
        """What was done before this plan."""
        for week in self.past:
            yield from week.items

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of all weeks, those before this plan included."""
        return tuple(sorted({week.number for week in (*self.past, *self.weeks)}))

    def week(self, number: int) -> Week | None:
        """The week of that number, with what was done in it before this plan."""
        found = [w for w in (*self.past, *self.weeks) if w.number == number]
        if len(found) < 2:  # noqa: PLR2004  # a week that ran when the plan was made stands twice
            return found[0] if found else None
        before, now = found
        both = {
            "capacity_minutes": before.capacity_minutes + now.capacity_minutes,
            "planned_minutes": before.planned_minutes + now.planned_minutes,
            "items": (*before.items, *now.items),
        }
        return now.model_copy(update=both)

    @cached_property
    def unit(self) -> Mapping[str, PlannedUnit]:
        """The candidate units by id."""
        return {unit.id: unit for unit in self.selection.units}

    @cached_property
    def selected(self) -> tuple[str, ...]:
        """Ids of the chosen units, in the order in which they are first studied."""
        first = dict.fromkeys(i.unit for i in self.items() if i.kind == "learn" and i.unit)
        return tuple(first)

    @property
    def capacity_minutes(self) -> int:
        """All minutes the plan offers from its first day on."""
        return sum(week.capacity_minutes for week in self.weeks)

    def to_json(self) -> dict[str, Any]:
        """The plan as plain data: format 1 of the JSON contract, without progress."""
        data = self.model_dump(mode="json", exclude_none=True)
        data["profile"].setdefault("domain", None)
        return data
