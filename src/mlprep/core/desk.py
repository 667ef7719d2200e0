"""What stays in mind while the days are filled: when each topic was met, and what is owed.

Known topics were met long ago: that is an assumption, and it brings them back into practice. What
was done before the plan was met on its day, and its quiz is still to come if it is not long ago.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from mlprep.core.before import Before
from mlprep.core.candidate import Interview
from mlprep.core.interviews import all_of
from mlprep.core.memory import Trace
from mlprep.core.models import Round
from mlprep.core.plan import Item, Tier
from mlprep.core.tiers import Setting, must_units, rounds_of

CONSOLIDATE_AFTER = 3  # days from the end of a unit to its quiz
FORGIVEN = 14  # days after which a quiz that was not held is no longer owed
LONG_AGO = 365  # days since a known topic was last met
REVIEW_SHARE = 0.08  # of the minutes that learning took


@dataclass
class Desk:
    """What is remembered of each topic on the day that is being laid out, and what is owed."""

    setting: Setting
    worth: Mapping[str, int]  # value of a topic's units, by topic
    minutes: Mapping[str, int]  # minutes of a topic's units, by topic
    deepest: Mapping[str, str]  # the deepest unit learnt or known, by topic
    musts: Mapping[str, frozenset[str]]  # the must-have units of each round, by its name
    interviews: Mapping[date, Interview] = field(default_factory=dict)  # all, the next one first
    weak: Mapping[str, int] = field(default_factory=dict)  # points missed last time, by topic
    quizzes: bool = True
    mocks: int = 0  # the number of the last mock interview
    ends: dict[str, date] = field(default_factory=dict)  # the last day of each unit that is learnt
    mocked: dict[str, int] = field(default_factory=dict)  # mock interviews of each round
    traces: dict[str, Trace] = field(default_factory=dict)
    due: list[tuple[date, str]] = field(default_factory=list)
    owed: dict[str, int] = field(default_factory=dict)  # strand minutes, by name
    begun: set[int] = field(default_factory=set)  # weeks
    last_mock: date | None = None
    swept: set[str] = field(default_factory=set)  # topics met in the final sweep
    held: dict[str, date] = field(default_factory=dict)  # practice done before the plan, by item

    @property
    def target(self) -> int:
        """The interview day as an ordinal."""
        return self.setting.calendar.interview.toordinal()

    def learn(self, unit: str, day: date) -> None:
        """Remember that a unit ended on that day, and owe the quiz on it."""
        self.meet(unit.partition(":")[0], day)
        if self.quizzes:
            self.due.append((day + timedelta(days=CONSOLIDATE_AFTER), unit))

    def meet(self, topic: str, day: date) -> None:
        """Remember that the topic was learnt or reviewed on that day."""
        trace = self.traces.get(topic)
        ordinal = day.toordinal()
        self.traces[topic] = trace.reviewed(ordinal) if trace else Trace(ordinal)

    @property
    def must_topics(self) -> set[str]:
        """Topics that some round cannot do without."""
        return {unit.partition(":")[0] for units in self.musts.values() for unit in units}

    def must_of(self, interview: Interview) -> set[str]:
        """Topics that the rounds of an interview cannot do without."""
        units = (self.musts[held.name] for held in rounds_of(self.setting.role, interview))
        return {unit.partition(":")[0] for mine in units for unit in mine}

    def next_round(self, day: date) -> Round | None:
        """The round to mock: its must-haves are behind, it was mocked least, it is likeliest."""
        ready = [
            interview
            for interview in self.setting.role.rounds
            if all(self.ends[u] < day for u in self.musts[interview.name] if u in self.ends)
        ]
        ranked = sorted(
            ready, key=lambda r: (self.mocked.get(r.name, 0), -r.probability * r.minutes)
        )
        return ranked[0] if ranked else None

    def by_gain(self, day: date, target: date | None = None) -> list[str]:
        """Topics met before that day, by value times gain in recall per minute, best first.

        The gain is that at `target`, the last interview if it is None.
        """
        ordinal, aim = day.toordinal(), target.toordinal() if target else self.target
        met = [topic for topic, trace in self.traces.items() if trace.last < ordinal]

        def gain(topic: str) -> float:
            traced = self.traces[topic].gain(ordinal, aim)
            return self.worth.get(topic, 0) * traced / self.review_minutes(topic)

        return sorted(met, key=gain, reverse=True)

    def review_minutes(self, topic: str) -> int:
        """Minutes of one review of the topic: 8 % of learning it, 10 to 20, in fives."""
        return min(20, max(10, round(self.minutes.get(topic, 0) * REVIEW_SHARE / 5) * 5))

    def quiz_minutes(self, unit: str) -> int:
        """Minutes of the quiz on a unit: 8 % of learning it, 5 to 10, in fives."""
        learning = self.setting.catalog.depth(unit).minutes
        return min(10, max(5, round(learning * REVIEW_SHARE / 5) * 5))

    def title(self, topic: str) -> str:
        """The topic's title."""
        return self.setting.catalog.topic[topic].title


def make_desk(setting: Setting, tiers: Mapping[str, Tier], before: Before) -> Desk:
    """The desk of the day-filler: what each topic that is learnt or known is worth and takes."""
    worth: dict[str, int] = {}
    minutes: dict[str, int] = {}
    deepest: dict[str, str] = {}
    for unit in setting.units:
        if unit in tiers or unit in setting.finished:
            topic = setting.units[unit].topic
            worth[topic] = worth.get(topic, 0) + setting.values[unit]
            minutes[topic] = minutes.get(topic, 0) + setting.units[unit].minutes
            deepest[topic] = unit
    desk = Desk(
        setting,
        worth,
        minutes,
        deepest,
        musts={r.name: frozenset(must_units(setting, r)) for r in setting.role.rounds},
        interviews={interview.date: interview for interview in all_of(setting.profile)},
        weak=before.weak,
        quizzes=not setting.profile.short_notice,
    )
    _remember(desk, before)
    return desk


def _remember(desk: Desk, before: Before) -> None:
    """Known units were met long ago; done ones, their quizzes and mock interviews on their day."""
    setting = desk.setting
    long_ago = Trace(desk.setting.calendar.start.toordinal() - LONG_AGO)
    for unit in setting.units:
        if unit in setting.finished and unit not in before.done:
            desk.traces[setting.units[unit].topic] = long_ago
    first = setting.profile.from_day
    done = sorted((day, unit) for unit, day in before.done.items() if unit in setting.units)
    for day, unit in done:
        desk.learn(unit, day)
    desk.due = [
        (max(day, first), unit)
        for day, unit in desk.due
        if (first - day).days <= FORGIVEN and quiz_id(unit) not in before.done
    ]
    for item in [*before.old.past_items(), *before.old.items()] if before.old else []:
        if item.id in before.done:
            _remember_item(desk, item, before.done[item.id])


def _remember_item(desk: Desk, item: Item, day: date) -> None:
    """Mock interviews, quizzes and practice that were held."""
    topic = (item.unit or "").partition(":")[0]
    if item.kind == "mock":
        desk.mocked[item.title] = desk.mocked.get(item.title, 0) + 1
        desk.last_mock = max(desk.last_mock or day, day)
        desk.mocks = max(desk.mocks, int(item.id.rpartition("-")[2]))
    elif item.kind == "consolidate" and topic in desk.traces:
        desk.meet(topic, day)
    elif item.kind == "practice":
        desk.held[item.id] = day


def quiz_id(unit: str) -> str:
    """The id of the quiz on a unit."""
    return "quiz-" + unit.replace(":", "-")
