"""The nouns of the candidate: who is studying for what, and when. Durations are whole minutes."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from mlprep.core.fields import LAX, Line, Noun

SHORT_NOTICE = 14  # days


class Interview(Noun):
    """A day on which one is interviewed; `rounds` are names of the role's rounds, all if none."""

    date: Annotated[date, LAX]
    name: Line
    rounds: Annotated[tuple[Line, ...], LAX] = ()


Day = Annotated[date, LAX]
UnitIds = Annotated[tuple[str, ...], LAX]


class Profile(Noun):
    """Who is studying for what, and when: the input of a plan beside the catalog.

    A plan that replaces another one keeps its `origin`, the day from which weeks are counted and
    phases measured; `start` is the first day of the week that runs, `since` the first day that is
    planned, and `dated` the day on which the interview got its date. Where they are None they are
    `start`. `pace` is the percent of the estimated minutes that this person takes, by area, with
    "" for the areas that are not named; `begun` holds minutes of units studied before `since`.
    """

    roles: Annotated[tuple[str, ...], Field(min_length=1, strict=False)]
    domain: str | None = None
    start: Day
    interview: Day
    minutes_per_weekday: Mapping[str, int]
    days_off: Annotated[tuple[Day, ...], LAX] = ()
    known: UnitIds = ()
    rusty: UnitIds = ()
    slack: bool = True
    origin: Day | None = None
    since: Day | None = None
    dated: Day | None = None
    interviews: Annotated[tuple[Interview, ...], LAX] = ()
    skipped: UnitIds = ()
    not_before: Mapping[str, Day] = {}
    pace: Mapping[str, int] = {}
    begun: Mapping[str, int] = {}

    @property
    def first(self) -> date:
        """The day from which weeks are counted."""
        return self.origin or self.start

    @property
    def from_day(self) -> date:
        """The first day that is planned."""
        return self.since or self.start

    @property
    def short_notice(self) -> bool:
        """Whether the interview was less than two weeks away when its date was set."""
        return (self.interview - (self.dated or self.from_day)).days < SHORT_NOTICE

    @property
    def earlier(self) -> tuple[Interview, ...]:
        """The interviews before the last one."""
        return tuple(i for i in self.interviews if i.date < self.interview)
