"""Take in another journal: what it would bring, and the union of both.

Merging only ever adds events. What counts is what the union comes to, so that two machines that
merge each other's journals agree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from mlprep.core.findings import Incoming
from mlprep.core.history import Event, counting, live_batches, live_events
from mlprep.core.progress import replay
from mlprep.store.backup import make_backup, open_backup, own_event
from mlprep.store.journal import Tell, add_foreign, read_journal, read_plans
from mlprep.store.presence import there


class _Both(NamedTuple):
    """The events here, those of the other journal that are not, and what both come to."""

    here: Sequence[Event]
    fresh: Sequence[Event]
    plans: Mapping[str, str]
    then: Sequence[Event]  # own events that make events count again
    again: int  # how many do


def _both(database: Path, source: Path, now: datetime, tell: Tell) -> _Both:
    """Read both. Raises DataFaultError unless the other journal is whole and makes sense."""
    journal = open_backup(source)
    plans = read_plans(source)
    replay(journal, load=lambda digest: json.loads(plans[digest]))
    here = read_journal(database, tell)
    known = {event.id for event in here}
    silent = known - {event.id for event in counting(here)}
    theirs = {event.id for event in counting(journal)}
    again = sorted(theirs & silent & _brought(here))
    fresh = [event for event in journal if event.id not in known]
    then = [own_event("merge", now, added=again)] if again else []
    return _Both(here, fresh, plans, then, len(again))


def _brought(events: Sequence[Event]) -> set[str]:
    """Ids of events that came with a restore."""
    restores = (event for event in events if event.kind == "restore")
    return {name for event in restores for name in event.data.get("added", ())}


def incoming(database: Path, source: Path, now: datetime, tell: Tell) -> Incoming:
    """What a merge would bring; nothing is changed."""
    both = _both(database, source, now, tell)
    union = sorted([*both.here, *both.fresh], key=lambda e: (e.moment, e.device, e.id))
    union += both.then
    before, after = live_batches(both.here), live_batches(union)
    new = [event for event in live_events(union) if event.batch not in before]
    plan, then = _plan(both.here), _plan(union)
    return Incoming(
        commands=len({event.batch for event in new} - {event.batch for event in both.then}),
        notes=sum(event.kind == "note" for event in new),
        plans=sum(event.kind == "plan" for event in new),
        undone=len(before - after),
        plan="none" if not plan else "stays" if plan == then else "changes",
        news=bool(both.fresh or both.then),
    )


def _plan(events: Sequence[Event]) -> str:
    """The digest of the plan that is current after the events."""
    plans = [event for event in live_events(events) if event.kind == "plan"]
    return str(plans[-1].data.get("plan")) if plans else ""


def merge(database: Path, source: Path, now: datetime, tell: Tell) -> int:
    """Add the events of another journal that this one does not hold or count; how many."""
    both = _both(database, source, now, tell)
    if not both.fresh and not both.then:
        return 0
    if there(database):
        make_backup(database, "before-merge", now)
    return add_foreign(database, both.fresh, both.plans, tell, then=both.then) + both.again
