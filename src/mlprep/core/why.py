"""All that can be said of why a topic is in the plan or not: places, numbers, the way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from mlprep.core.entering import Entry, back, entry
from mlprep.core.models import Catalog, Topic
from mlprep.core.numbers import Numbers, numbers
from mlprep.core.place import Place, Places
from mlprep.core.progress import State
from mlprep.core.whatif import WhatIf, of_today

SETTLED = ("planned", "done", "known")


class Why(NamedTuple):
    """The place of each depth, the numbers of each, and how the first that is out would come in."""

    places: Sequence[Place]
    numbers: Mapping[str, Numbers]
    entry: Entry | None = None

    def to_json(self) -> dict[str, Any]:
        """The same as plain data, by depth; what does not apply is left out."""
        found: dict[str, Any] = {}
        for place in self.places:
            said = {"status": place.status, **_plain(place)}
            if place.unit in self.numbers:
                said["numbers"] = _bare(self.numbers[place.unit]._asdict())
            if self.entry and self.entry.unit == place.unit:
                said["way_in"] = _bare(self.entry._asdict())
            found[place.unit.partition(":")[2]] = said
        return found


def why(catalog: Catalog, state: State, today: date, topic: Topic) -> Why | None:
    """Why each depth of the topic is in the plan, or not; None without a plan for a known role."""
    plan = state.plan
    if plan is None or any(role not in catalog.role for role in plan.profile.roles):
        return None
    looked, what = Places(catalog, plan, state), of_today(catalog, state, today)
    places: Sequence[Place] = [looked.place(f"{topic.id}:{name}") for name in topic.levels]
    if what:
        places = _in_spite(what, looked, places)
    told = {p.unit: numbers(looked, p.unit) for p in places}
    out = next((place for place in places if place.status not in SETTLED), None)
    way = _way_in(what, out) if what and out else None
    return Why(places, {unit: found for unit, found in told.items() if found}, way)


def _in_spite(what: WhatIf, looked: Places, places: Sequence[Place]) -> Sequence[Place]:
    """The places, where putting off is no cause if a unit would be left out without it too."""
    candidates = looked.plan.unit
    late = [p.unit for p in places if p.status == "put-off" and p.unit in candidates]
    others = set(late) - {unit for unit in late if back(what, unit, unit).unskip}
    return [looked.left_out(candidates[p.unit]) if p.unit in others else p for p in places]


def _way_in(what: WhatIf, place: Place) -> Entry:
    """How a depth that is out would come in."""
    if place.status in ("skipped", "put-off"):
        return back(what, place.unit, place.unit)
    if place.blocked_by in what.state.skipped:
        return back(what, place.unit, place.blocked_by)
    return entry(what, place.unit)


def _plain(place: Place) -> dict[str, Any]:
    parts = (place.belonging, place.when)
    said = {key: value for part in parts if part for key, value in part._asdict().items()}
    return _bare({**said, "blocked_by": place.blocked_by, "put_off_until": place.until})


def _bare(said: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty; days as text."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in said.items()
        if value is not None and value is not False and value not in ("", ())
    }
