"""Is this catalog sensible? References that must hold, and a closer look at its balance.

`reference_problems` are errors that would break a plan; `balance_notes` are what an author of the
catalog wants to hear: a core too large, too many topics called essential, study that does not fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mlprep.core.fields import DEPTHS, OWN_DOMAIN, PILLARS
from mlprep.core.graph import closure, find_cycle
from mlprep.core.models import Catalog, Role, Round, Topic

CORE_TOPICS, CORE_MINUTES = 26, 26 * 60
ESSENTIAL, MOST_ESSENTIAL = 5, 0.12  # an importance, and the most topics that may have it
FULL_DOMAIN = 40 * 60
READING_SHARE = 0.8
CRAFT_AREAS = ("sql", "programming", "ml-coding")  # may have fewer depths, like the craft pillar


class Problem(NamedTuple):
    """Something wrong with one entry: `kind` is areas, topics, resources or roles."""

    kind: str
    id: str
    message: str


def reference_problems(catalog: Catalog) -> list[Problem]:
    """Every reference that leads nowhere, every id used twice, every cycle of prerequisites."""
    problems = [*_collisions(catalog)]
    for topic in catalog.topics:
        problems += _topic_references(catalog, topic)
    for area in catalog.areas:
        for unit in area.ladder:
            if not catalog.has(unit):
                problems.append(Problem("areas", area.id, f"the ladder names {unit}: no such unit"))
        if area.domain and not area.ladder:
            problems.append(Problem("areas", area.id, "a domain needs a ladder"))
    for role in catalog.roles:
        problems += _role_references(catalog, role)
    if not problems:
        problems += _cycles(catalog)
    return problems


def _collisions(catalog: Catalog) -> Iterator[Problem]:
    owner: dict[str, str] = dict.fromkeys(PILLARS, "pillar")
    for kind in ("areas", "topics", "roles"):
        for entry in getattr(catalog, kind):
            if entry.id in owner:
                yield Problem(kind, entry.id, f"the id is taken by one of {owner[entry.id]}")
            owner[entry.id] = kind
    for topic in catalog.topics:
        for old in topic.replaces:
            if old in owner:
                yield Problem("topics", topic.id, f"replaces {old}, which still exists")


def _topic_references(catalog: Catalog, topic: Topic) -> Iterator[Problem]:
    if topic.area not in catalog.area:
        yield Problem("topics", topic.id, f"unknown area {topic.area}")
    if topic.levels != DEPTHS[: len(topic.levels)]:
        yield Problem("topics", topic.id, "a depth needs the ones below it, from basics on")
    for prerequisite in topic.prerequisites:
        if prerequisite not in catalog.topic:
            yield Problem("topics", topic.id, f"unknown prerequisite {prerequisite}")
    for name, depth in topic.depths.items():
        for unit in depth.requires:
            if not catalog.has(unit):
                yield Problem("topics", topic.id, f"{name} requires {unit}: no such unit")
        for part in depth.study:
            if part.resource not in catalog.resource:
                yield Problem("topics", topic.id, f"{name}: unknown resource {part.resource}")


def _role_references(catalog: Catalog, role: Role) -> Iterator[Problem]:
    for area in [*role.emphasis, *(s.area for s in role.strands)]:
        if area not in catalog.area:
            yield Problem("roles", role.id, f"unknown area {area}")
    for topic in role.topics:
        if topic not in catalog.topic:
            yield Problem("roles", role.id, f"unknown topic {topic}")
    for interview in role.rounds:
        for message in _round_references(catalog, role, interview):
            yield Problem("roles", role.id, f"{interview.name}: {message}")


def _round_references(catalog: Catalog, role: Role, interview: Round) -> Iterator[str]:
    for area in interview.areas:
        if area == OWN_DOMAIN and role.domain != "required":
            yield "the role requires no domain"
        elif area != OWN_DOMAIN and area not in catalog.area:
            yield f"unknown area {area}"
    for unit in interview.must:
        if not catalog.has(unit):
            yield f"no such unit {unit}"


def _cycles(catalog: Catalog) -> Iterator[Problem]:
    cycle = find_cycle(catalog.requires)
    if cycle:
        topic = cycle[0].partition(":")[0]
        yield Problem("topics", topic, "prerequisites run in a circle: " + " → ".join(cycle))


def balance_notes(catalog: Catalog) -> list[Problem]:
    """What would make plans from this catalog worse than they could be."""
    notes = [*_core_notes(catalog)]
    essential = [topic.id for topic in catalog.topics if topic.importance == ESSENTIAL]
    if len(essential) > MOST_ESSENTIAL * len(catalog.topics):
        notes.append(Problem("topics", essential[-1], "more than 12 % of topics have importance 5"))
    for topic in catalog.topics:
        notes += _study_notes(catalog, topic)
    for area in catalog.areas:
        ladder = {
            unit for unit in area.ladder if catalog.topic[unit.partition(":")[0]].area == area.id
        }
        minutes = sum(catalog.depth(unit).minutes for unit in ladder)
        if area.domain == "full" and minutes < FULL_DOMAIN:
            notes.append(
                Problem("areas", area.id, f"a full domain with {minutes // 60} h of ladder")
            )
        notes += _ladder_notes(catalog, area.id, area.ladder)
    used = {p.resource for t in catalog.topics for d in t.depths.values() for p in d.study}
    for resource in catalog.resources:
        if resource.id not in used:
            notes.append(Problem("resources", resource.id, "no topic studies it"))
    return notes


def _core_notes(catalog: Catalog) -> Iterator[Problem]:
    core = [topic for topic in catalog.topics if topic.core]
    units = {f"{topic.id}:basics" for topic in core}
    for unit in sorted(closure(units, catalog.requires) - units):
        yield Problem("topics", unit.partition(":")[0], "required by the core but not part of it")
    minutes = sum(catalog.depth(unit).minutes for unit in units)
    if len(core) > CORE_TOPICS or minutes > CORE_MINUTES:
        yield Problem(
            "topics", core[-1].id, f"the core has {len(core)} topics, {minutes / 60:.1f} h"
        )


def _study_notes(catalog: Catalog, topic: Topic) -> Iterator[Problem]:
    craft = catalog.area[topic.area].pillar == "craft" or topic.area in CRAFT_AREAS
    if "solid" not in topic.depths and not craft:
        yield Problem("topics", topic.id, "has no solid depth")
    for name, depth in topic.depths.items():
        reading = sum(part.minutes for part in depth.study)
        if reading > READING_SHARE * depth.minutes:
            yield Problem(
                "topics", topic.id, f"{name}: reading takes {reading} of {depth.minutes} min"
            )
        if name != "expert" and not depth.study:
            yield Problem("topics", topic.id, f"{name}: nothing to study")


def _ladder_notes(catalog: Catalog, area: str, ladder: tuple[str, ...]) -> Iterator[Problem]:
    place = {unit: index for index, unit in enumerate(ladder)}
    for unit in ladder:
        for need in catalog.requires[unit]:
            if place.get(need, -1) > place[unit]:
                yield Problem(
                    "areas", area, f"the ladder has {unit} before {need}, which it requires"
                )
