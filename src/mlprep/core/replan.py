"""A new plan in the place of the one that runs: what there was before, and what would change.

Keep the date, stay close to the old plan, and say of each change why. With nothing changed the old
plan is the new one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from mlprep.core.before import Before
from mlprep.core.candidate import Profile
from mlprep.core.models import Catalog
from mlprep.core.plan import CARRIED, Item, Plan, Week
from mlprep.core.planner import held, make_plan
from mlprep.core.progress import State
from mlprep.core.reasons import Reasons
from mlprep.core.today import spent_by_kind

FRAME = ("start", "since", "origin", "dated")


class Manner(NamedTuple):
    """How a plan takes the place of another: close to it or the best anew, this week included."""

    stay: bool = True
    this_week: bool = False


def replanned(
    catalog: Catalog, profile: Profile, state: State, today: date, manner: Manner
) -> Plan:
    """The plan for the profile after what is done; the one that runs if nothing has changed."""
    old = state.plan
    if old is not None and manner.stay and _same(catalog, profile, state, old, today):
        return old
    plan = make_plan(catalog, profile, before=past(catalog, profile, state, today, manner))
    if old is None or profile.origin is None:
        return plan
    return plan.model_copy(update={"past": past_weeks(old, state, profile)})


def held_replanned(
    catalog: Catalog, profile: Profile, state: State, today: date, manner: Manner
) -> Mapping[str, int]:
    """The units that this plan would hold and what they are worth: quicker than the plan."""
    old = state.plan
    if old is not None and manner.stay and _same(catalog, profile, state, old, today):
        return {unit: old.unit[unit].value for unit in old.selected}
    return held(catalog, profile, before=past(catalog, profile, state, today, manner))


def past(catalog: Catalog, profile: Profile, state: State, today: date, manner: Manner) -> Before:
    """What there was before the plan that is to be made."""
    old, missed = state.plan, weak(catalog, state)
    if old is None or profile.origin is None:
        return Before(done=state.done, weak=missed)
    return Before(
        done=state.done,
        spent=spent_by_kind(old, state, today),
        pinned=tuple(unit for unit in state.pinned if unit in old.unit),
        weak=missed,
        old=old,
        stay=manner.stay,
        this_week=manner.this_week,
    )


def _same(catalog: Catalog, profile: Profile, state: State, old: Plan, today: date) -> bool:
    """Whether nothing happened that a plan depends on: all on its day, and nothing said anew."""
    said = profile.model_dump(exclude={*FRAME, "days_off"})
    if said != old.profile.model_dump(exclude={*FRAME, "days_off"}):
        return False
    ahead = {day for day in profile.days_off if day >= today}
    if ahead != {day for day in old.profile.days_off if day >= today}:
        return False
    if catalog.sha256 != old.catalog.sha256 or _wanted(state, old):
        return False
    return all(
        state.item_done(item) if item.date < today else not _settled(state, item, today)
        for item in old.items()
        if item.kind in CARRIED
    )


def _wanted(state: State, old: Plan) -> bool:
    """Whether something is pinned that the plan could hold and does not."""
    return any(u in old.unit and u not in old.selected and not state.has(u) for u in state.pinned)


def _settled(state: State, item: Item, today: date) -> bool:
    """Whether something planned for a later day needs no time any more."""
    if item.date == today:
        return False
    return state.item_done(item) or (item.unit or "") in state.known


def weak(catalog: Catalog, state: State) -> dict[str, int]:
    """Points of each topic's questions that were missed when they were asked last."""
    found: dict[str, int] = {}
    for name, reviews in state.answers.items():
        question = catalog.question.get(name)
        if question and reviews[-1].missed:
            found[question.topic] = found.get(question.topic, 0) + len(reviews[-1].missed)
    return found


def past_weeks(old: Plan, state: State, profile: Profile) -> tuple[Week, ...]:
    """What was done under the old plan and those before it, in its weeks."""
    items: dict[str, Item] = {}
    for item in (*old.past_items(), *old.items()):
        if _was_done(state, item):
            items.setdefault(item.id, item)
    weeks: dict[int, list[Item]] = {}
    for item in sorted(items.values(), key=lambda item: item.date):
        weeks.setdefault((item.date - profile.first).days // 7 + 1, []).append(item)
    return tuple(_past_week(number, mine, profile) for number, mine in weeks.items())


def _was_done(state: State, item: Item) -> bool:
    if item.kind == "learn":
        return item.unit in state.done
    if item.kind == "project" and item.part:
        return item.id.partition("/")[0] in state.done
    return item.id in state.done


def _past_week(number: int, items: list[Item], profile: Profile) -> Week:
    starts = profile.first + timedelta(days=7 * (number - 1))
    minutes = sum(item.minutes for item in items)
    return Week(
        number=number,
        starts=starts,
        ends=starts + timedelta(days=6),
        capacity_minutes=minutes,
        planned_minutes=minutes,
        phase="learn",
        items=tuple(items),
    )


class Change(NamedTuple):
    """One unit or project step that enters, leaves or changes its week; None without a week."""

    unit: str
    title: str
    kind: str  # added, dropped, moved
    before: int | None
    after: int | None
    reason: str


class Difference(NamedTuple):
    """What a new plan changes in what is left to learn."""

    changes: tuple[Change, ...] = ()
    lost: tuple[str, ...] = ()  # topics of which nothing is left, the most valuable first

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.changes

    def to_json(self) -> dict[str, Any]:
        """The difference as plain data."""
        return {
            "changed": not self.empty,
            "changes": [change._asdict() for change in self.changes],
            "lost_topics": list(self.lost),
        }

    def of(self, kind: str) -> list[Change]:
        """The changes of a kind."""
        return [change for change in self.changes if change.kind == kind]


def difference(reasons: Reasons) -> Difference:
    """Compare what is left to learn in two plans; weeks are counted as in the old one."""
    before, after = reasons.before, reasons.after
    changes = [
        *(_change(unit, "dropped", reasons) for unit in before if unit not in after),
        *(_change(unit, "added", reasons) for unit in after if unit not in before),
        *(_change(unit, "moved", reasons) for unit in after if reasons.moves(unit)),
    ]
    return Difference(tuple(changes), _lost(changes, reasons))


def _lost(changes: Sequence[Change], reasons: Reasons) -> tuple[str, ...]:
    """Topics of which nothing is left to learn although they are neither known nor done."""
    left = {unit.partition(":")[0] for unit in (*reasons.after, *reasons.done)}
    worth = {unit.id: unit.value for unit in reasons.old.selection.units}
    gone = [
        change.unit
        for change in changes
        if change.kind == "dropped" and ":" in change.unit
        if change.unit not in reasons.new.profile.known
    ]
    ranked = sorted(gone, key=lambda unit: -worth.get(unit, 0))
    topics = dict.fromkeys(unit.partition(":")[0] for unit in ranked)
    return tuple(topic for topic in topics if topic not in left)


def _change(unit: str, kind: str, reasons: Reasons) -> Change:
    before = reasons.before.get(unit) if kind != "added" else None
    after = reasons.after.get(unit) if kind != "dropped" else None
    return Change(
        unit,
        reasons.title(unit),
        kind,
        reasons.week(before) if before else None,
        reasons.week(after) if after else None,
        reasons.why(unit, kind),
    )
