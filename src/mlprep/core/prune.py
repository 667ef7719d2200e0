"""What is hidden leaves no trace: references to entries and depths that are gone go with them.

Only what the catalog had before may be gone; a reference to what never was stays, and is a fault.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mlprep.core.models import Area, Catalog, Depth, Role, Round, Topic


class _Gone(NamedTuple):
    """Ids of what the catalog had before and has no more."""

    areas: frozenset[str]
    topics: frozenset[str]
    units: frozenset[str]
    resources: frozenset[str]


def prune(before: Catalog, after: Catalog) -> Catalog:
    """The later catalog without references to what only the earlier one has."""
    areas = frozenset(area.id for area in before.areas) - {area.id for area in after.areas}
    topics = tuple(topic for topic in after.topics if topic.area not in areas)
    gone = _Gone(
        areas=areas,
        topics=frozenset(topic.id for topic in before.topics) - {topic.id for topic in topics},
        units=_units(before.topics) - _units(topics),
        resources=frozenset(r.id for r in before.resources) - {r.id for r in after.resources},
    )
    roles = [_role(role, gone) for role in after.roles]
    return Catalog.model_construct(
        areas=tuple(_area(area, gone) for area in after.areas),
        topics=tuple(_topic(topic, gone) for topic in topics),
        resources=after.resources,
        roles=tuple(role for role in roles if role.rounds),
        questions=tuple(q for q in after.questions if f"{q.topic}:{q.depth}" not in gone.units),
        sha256=after.sha256,
    )


def _units(topics: Iterable[Topic]) -> frozenset[str]:
    return frozenset(f"{topic.id}:{depth}" for topic in topics for depth in topic.depths)


def _kept(names: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in gone)


def _area(area: Area, gone: _Gone) -> Area:
    """An area whose whole ladder is gone is no domain any more."""
    ladder = _kept(area.ladder, gone.units)
    domain = area.domain if ladder or not area.ladder else None
    return area.model_copy(update={"ladder": ladder, "domain": domain})


def _topic(topic: Topic, gone: _Gone) -> Topic:
    depths = {name: _depth(depth, gone) for name, depth in topic.depths.items()}
    prerequisites = _kept(topic.prerequisites, gone.topics)
    return topic.model_copy(update={"prerequisites": prerequisites, "depths": depths})


def _depth(depth: Depth, gone: _Gone) -> Depth:
    study = tuple(part for part in depth.study if part.resource not in gone.resources)
    return depth.model_copy(update={"study": study, "requires": _kept(depth.requires, gone.units)})


def _role(role: Role, gone: _Gone) -> Role:
    """A round that draws on no area any more is left out; so is, by `prune`, a role without any."""
    rounds = [_round(interview, gone) for interview in role.rounds]
    return role.model_copy(
        update={
            "emphasis": _kept(role.emphasis, gone.areas),
            "rounds": tuple(interview for interview in rounds if interview.areas),
            "topics": {t: m for t, m in role.topics.items() if t not in gone.topics},
            "strands": tuple(s for s in role.strands if s.area not in gone.areas),
        }
    )


def _round(interview: Round, gone: _Gone) -> Round:
    areas = {area: share for area, share in interview.areas.items() if area not in gone.areas}
    return interview.model_copy(update={"areas": areas, "must": _kept(interview.must, gone.units)})
