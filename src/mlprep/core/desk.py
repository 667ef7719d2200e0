"""What stays in mind while the days are filled: when each topic was met, and what is owed.

Known topics were met long ago: that is an assumption, and it brings them back into practice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mlprep.core.capacity import Calendar
from mlprep.core.memory import Trace
from mlprep.core.models import Catalog, Role, Round

LONG_AGO = 365  # days since a known topic was last met
REVIEW_SHARE = 0.08  # of the minutes that learning took


@dataclass
class Desk:
    """What is remembered of each topic on the day that is being laid out, and what is owed."""

    catalog: Catalog
    role: Role
    domain: str | None
    calendar: Calendar
    worth: Mapping[str, int]  # value of a topic's units, by topic
    minutes: Mapping[str, int]  # minutes of a topic's units, by topic
    deepest: Mapping[str, str]  # the deepest unit learnt or known, by topic
    musts: Mapping[str, frozenset[str]]  # the must-have units of each round, by its name
    ends: dict[str, date] = field(default_factory=dict)  # the last day of each unit that is learnt
    mocked: dict[str, int] = field(default_factory=dict)  # mock interviews of each round
    traces: dict[str, Trace] = field(default_factory=dict)
    due: list[tuple[date, str]] = field(default_factory=list)
    owed: dict[str, int] = field(default_factory=dict)  # strand minutes, by name
    begun: set[int] = field(default_factory=set)  # weeks
    last_mock: date | None = None
    swept: set[str] = field(default_factory=set)  # topics met in the final sweep

    @property
    def target(self) -> int:
        """The interview day as an ordinal."""
        return self.calendar.interview.toordinal()

    def meet(self, topic: str, day: date) -> None:
        """Remember that the topic was learnt or reviewed on that day."""
        trace = self.traces.get(topic)
        ordinal = day.toordinal()
        self.traces[topic] = trace.reviewed(ordinal) if trace else Trace(ordinal)

    @property
    def must_topics(self) -> set[str]:
        """Topics that some round cannot do without."""
        return {unit.partition(":")[0] for units in self.musts.values() for unit in units}

    def next_round(self, day: date) -> Round | None:
        """The round to mock: its must-haves are behind, it was mocked least, it is likeliest."""
        ready = [
            interview
            for interview in self.role.rounds
            if all(self.ends[u] < day for u in self.musts[interview.name] if u in self.ends)
        ]
        ranked = sorted(
            ready, key=lambda r: (self.mocked.get(r.name, 0), -r.probability * r.minutes)
        )
        return ranked[0] if ranked else None

    def know(self, topic: str) -> None:
        """A topic known before the plan began was last met long ago."""
        self.traces[topic] = Trace(self.calendar.start.toordinal() - LONG_AGO)

    def by_gain(self, day: date) -> list[str]:
        """Topics met before that day, by value times gain in recall per minute, best first."""
        ordinal = day.toordinal()
        met = [topic for topic, trace in self.traces.items() if trace.last < ordinal]

        def gain(topic: str) -> float:
            traced = self.traces[topic].gain(ordinal, self.target)
            return self.worth.get(topic, 0) * traced / self.review_minutes(topic)

        return sorted(met, key=gain, reverse=True)

    def review_minutes(self, topic: str) -> int:
        """Minutes of one review of the topic: 8 % of learning it, 10 to 20, in fives."""
        return min(20, max(10, round(self.minutes.get(topic, 0) * REVIEW_SHARE / 5) * 5))

    def quiz_minutes(self, unit: str) -> int:
        """Minutes of the quiz on a unit: 8 % of learning it, 5 to 10, in fives."""
        learning = self.catalog.depth(unit).minutes
        return min(10, max(5, round(learning * REVIEW_SHARE / 5) * 5))

    def title(self, topic: str) -> str:
        """The topic's title."""
        return self.catalog.topic[topic].title
