"""Small random catalogs and profiles, for laws that must hold whatever the content."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from mlprep.core.candidate import Profile
from mlprep.core.fields import DEPTHS, WEEKDAYS, PillarId
from mlprep.core.models import Area, Catalog, Depth, Role, Round, StudyPart, Topic

START = date(2026, 11, 23)
AREAS: tuple[tuple[str, PillarId], ...] = (
    ("algorithms", "computer-science"),
    ("vectors", "linear-algebra"),
    ("chance", "statistics-probability"),
    ("learning", "machine-learning"),
    ("craftsmanship", "craft"),
)


@st.composite
def topics(draw: st.DrawFn, number: int) -> Topic:
    earlier = [f"t{n}" for n in range(number)]
    prerequisites = (
        draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else []
    )
    levels = DEPTHS[: draw(st.integers(1, 3))]
    return Topic(
        id=f"t{number}",
        title=f"Topic {number}",
        area=draw(st.sampled_from(AREAS))[0],
        importance=draw(st.integers(1, 5)),
        difficulty=draw(st.integers(1, 3)),
        core=draw(st.booleans()) and not prerequisites,
        when=draw(st.sampled_from(("any", "any", "any", "end"))),
        why="Because it is asked.",
        prerequisites=tuple(prerequisites),
        depths={
            name: Depth(
                minutes=15 * draw(st.integers(1, 16)),
                outcomes=("You can do it",),
                study=(StudyPart(resource="book", part="chapter 1", minutes=10),),
            )
            for name in levels
        },
    )


@st.composite
def catalogs(draw: st.DrawFn, most: int = 24) -> Catalog:
    """A catalog of one role, with a ladder over its first learning topics."""
    found = [draw(topics(number)) for number in range(draw(st.integers(1, most)))]
    ladder = [f"{t.id}:{d}" for t in found if t.area == "learning" for d in t.levels]
    areas = [
        Area(id=name, title=name, pillar=pillar, domain="partial", ladder=tuple(ladder))
        if name == "learning" and ladder
        else Area(id=name, title=name, pillar=pillar)
        for name, pillar in AREAS
    ]
    musts = draw(st.lists(st.sampled_from([f"{t.id}:basics" for t in found]), max_size=4))
    role = Role(
        id="someone",
        title="Someone",
        expects="Whatever there is.",
        emphasis=("algorithms",),
        domain="optional",
        climb=draw(st.sampled_from(("broad", "deep"))),
        rounds=(
            Round(name="First", minutes=45, probability=0.9, areas={a: 1.0 for a, _ in AREAS}),
            Round(
                name="Second",
                minutes=60,
                probability=0.5,
                areas={"chance": 2.0},
                must=tuple(dict.fromkeys(musts)),
            ),
        ),
    )
    return Catalog(areas=tuple(areas), topics=tuple(found), resources=(), roles=(role,))


@st.composite
def profiles(draw: st.DrawFn, catalog: Catalog) -> Profile:
    """Any calendar: odd weeks, odd minutes, days off, some units known and some rusty."""
    length = draw(st.integers(1, 120))
    minutes = {day: 5 * draw(st.integers(0, 40)) for day in WEEKDAYS}
    units = [f"{t.id}:{d}" for t in catalog.topics for d in t.levels]
    known = draw(st.lists(st.sampled_from(units), unique=True, max_size=6))
    rusty = draw(st.lists(st.sampled_from(units), unique=True, max_size=6))
    off = draw(st.sets(st.integers(0, length - 1), max_size=20))
    has_domain = any(area.domain for area in catalog.areas)
    return Profile(
        roles=("someone",),
        domain="learning" if has_domain and draw(st.booleans()) else None,
        start=START + timedelta(days=draw(st.integers(0, 6))),
        interview=START + timedelta(days=6 + length),
        minutes_per_weekday=minutes,
        days_off=tuple(START + timedelta(days=n) for n in sorted(off)),
        known=tuple(known),
        rusty=tuple(u for u in rusty if u not in known),
        slack=draw(st.booleans()),
    )
