"""Generated catalogs of any size, as alike to a real one as a few rules make them.

Ten areas; topics in layers, each with 0 to 4 prerequisites from the two layers below, 78 % of them
from its own area; one to three depths; minutes log-normal in quarters of an hour, 15 to 240. The
same size and seed give the same catalog.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from mlprep.core.fields import DEPTHS, PillarId
from mlprep.core.models import Area, Catalog, Depth, Role, Round, Topic
from mlprep.core.selection import Candidate
from mlprep.core.value import unit_values

AREAS = 10
LAYERS = 8
OWN_AREA = 0.78
MOST_CORE, MOST_MUSTS = 20, 6
PILLARS: tuple[PillarId, ...] = (
    "computer-science", "linear-algebra", "statistics-probability", "machine-learning", "craft",
)  # fmt: skip


def generated(topics: int, seed: int) -> Catalog:
    """A catalog of so many topics, with one role."""
    chance = Random(f"{topics} {seed}")  # a measurement, not a secret
    found: list[Topic] = []
    layers: list[list[Topic]] = [[] for _ in range(LAYERS)]
    for number in range(topics):
        layer = number * LAYERS // topics
        below = [topic for lower in layers[max(0, layer - 2) : layer] for topic in lower]
        topic = _topic(chance, number, below)
        layers[layer].append(topic)
        found.append(topic)
    found.sort(key=lambda topic: topic.area)  # area by area, as catalogs are written
    areas = tuple(
        Area(id=f"area-{n}", title=f"Area {n}", pillar=PILLARS[n // 2]) for n in range(AREAS)
    )
    role = _role(chance, found)
    name = f"generated-{topics}-{seed}"
    return Catalog(areas=areas, topics=tuple(found), resources=(), roles=(role,), sha256=name)


def _topic(chance: Random, number: int, below: Sequence[Topic]) -> Topic:
    area = f"area-{chance.randrange(AREAS)}"
    wanted = chance.choices(range(5), (10, 35, 30, 17, 8))[0]
    needs = {_prerequisite(chance, area, below) for _ in range(wanted)} if below else set()
    levels = DEPTHS[: chance.choices((1, 2, 3), (35, 35, 30))[0]]
    return Topic(
        id=f"t{number}",
        title=f"Topic {number}",
        area=area,
        importance=chance.choices(range(1, 6), (15, 25, 30, 20, 10))[0],
        difficulty=chance.choices((1, 2, 3), (30, 45, 25))[0],
        core=not below and number < MOST_CORE,
        why="It is there to be measured.",
        prerequisites=tuple(sorted(needs)),
        depths={name: _depth(chance, name, needs, below) for name in levels},
    )


def _prerequisite(chance: Random, area: str, below: Sequence[Topic]) -> str:
    near = [topic for topic in below if topic.area == area]
    return chance.choice(near if near and chance.random() < OWN_AREA else below).id


def _depth(chance: Random, name: str, needs: set[str], below: Sequence[Topic]) -> Depth:
    """Deeper is longer; an expert depth may need what lies under it to be solid."""
    hours = chance.lognormvariate(0.25, 0.5) * (1 + 0.3 * DEPTHS.index(name))
    deep = [t.id for t in below if t.id in needs and "solid" in t.depths]
    return Depth(
        minutes=15 * min(16, max(1, round(4 * hours))),
        outcomes=("You can do it",),
        requires=tuple(f"{topic}:solid" for topic in deep) if name == "expert" else (),
    )


def _role(chance: Random, topics: Sequence[Topic]) -> Role:
    """Four rounds, each on a few areas with a few must-haves."""
    rounds = []
    for number in range(4):
        areas = chance.sample(range(AREAS), 4)
        first = [t for t in topics if t.area in {f"area-{n}" for n in areas}]
        musts = chance.sample(first, min(len(first), MOST_MUSTS))
        rounds.append(
            Round(
                name=f"Round {number}",
                minutes=chance.choice((45, 60, 60, 90)),
                probability=chance.choice((1.0, 0.9, 0.6)),
                areas={f"area-{n}": float(chance.randint(1, 5)) for n in areas},
                must=tuple(f"{topic.id}:basics" for topic in musts),
            )
        )
    emphasis = tuple(f"area-{n}" for n in chance.sample(range(AREAS), 3))
    return Role(
        id="someone", title="Someone", expects="Whatever.", emphasis=emphasis, rounds=tuple(rounds)
    )


def candidates(catalog: Catalog, role: str, domain: str | None = None) -> dict[str, Candidate]:
    """Every unit of a catalog with its value to the role."""
    units = catalog.units
    values = unit_values(catalog, units, catalog.role[role], domain)
    return {u: Candidate(u, x.minutes, values[u], x.requires) for u, x in units.items()}
