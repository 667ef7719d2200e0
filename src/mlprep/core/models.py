"""The nouns of the catalog: areas, topics, resources, roles, questions. Durations are minutes."""

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from mlprep.core.fields import (
    DEPTHS,
    LAX,
    DepthName,
    Line,
    Noun,
    Paragraph,
    PillarId,
    Prose,
    QuestionKind,
    Slug,
    UnitId,
    Url,
    Weight,
)

HARD = 3  # the difficulty that counts as hard


class StudyPart(Noun):
    """A place in a resource to study: `part` says where, `minutes` how long it takes to read."""

    resource: Slug
    part: Line
    minutes: Annotated[int, Field(ge=5, le=240)]
    url: Url | None = None


class Depth(Noun):
    """One level of a topic: minutes of new study, what one can do afterwards, what to study."""

    minutes: Annotated[int, Field(ge=15, le=240, multiple_of=15)]
    outcomes: Annotated[tuple[Line, ...], Field(min_length=1, strict=False)]
    study: Annotated[tuple[StudyPart, ...], LAX] = ()
    requires: Annotated[tuple[UnitId, ...], LAX] = ()


class Topic(Noun):
    """Something interviewers ask about, learnt in one to three depths."""

    id: Slug
    title: Line
    area: Slug
    importance: Annotated[int, Field(ge=1, le=5)]
    difficulty: Annotated[int, Field(ge=1, le=3)]
    replaces: Annotated[tuple[Slug, ...], LAX] = ()
    core: bool = False
    when: Literal["start", "end", "any"] = "any"
    why: Line
    prerequisites: Annotated[tuple[Slug, ...], Field(max_length=4, strict=False)] = ()
    depths: Annotated[Mapping[DepthName, Depth], Field(min_length=1)]

    @cached_property
    def levels(self) -> tuple[DepthName, ...]:
        """The names of its depths, lowest first."""
        return tuple(name for name in DEPTHS if name in self.depths)

    def requires(self, depth: DepthName) -> tuple[str, ...]:
        """The units that must be finished before this depth, in catalog order."""
        below = self.levels[: self.levels.index(depth)]
        needs = [f"{self.id}:{below[-1]}"] if below else [f"{p}:basics" for p in self.prerequisites]
        return tuple(dict.fromkeys([*needs, *self.depths[depth].requires]))


class Unit(NamedTuple):
    """A topic at one depth, as the catalog has it; `minutes` of new study, not yet personal."""

    id: str
    topic: str
    depth: str
    area: str
    pillar: str
    minutes: int
    hard: bool
    requires: tuple[str, ...]


class Area(Noun):
    """A part of a pillar small enough that one weight makes sense for all of it."""

    id: Slug
    title: Line
    pillar: PillarId
    domain: Literal["full", "partial"] | None = None
    ladder: Annotated[tuple[UnitId, ...], LAX] = ()


class Resource(Noun):
    """A book, course, article … that study parts point into."""

    id: Slug
    title: Line
    by: Line
    url: Url
    kind: Literal["book", "course", "video", "article", "paper", "practice", "tool", "docs"]
    free: bool
    anchor: bool = False


class Round(Noun):
    """One interview of a role's loop and what it draws on."""

    name: Line
    minutes: Annotated[int, Field(ge=10, le=480)]
    probability: Annotated[float, Field(gt=0, le=1, strict=False)]
    areas: Annotated[Mapping[Slug, Weight], Field(min_length=1)]
    kinds: Annotated[tuple[str, ...], LAX] = ()
    must: Annotated[tuple[UnitId, ...], LAX] = ()


class Strand(Noun):
    """Weekly practice that is not a topic read once."""

    name: Line
    area: Slug
    minutes_per_week: Annotated[int, Field(ge=15, le=600)]


class Milestone(Noun):
    """A step of an activity, with the test by which one knows that it is done."""

    title: Line
    minutes: Annotated[int, Field(ge=15, le=240, multiple_of=15)]
    done: Line


class Activity(Noun):
    """A chain of milestones laid out beside the topics; `menu` holds ideas to choose from."""

    id: Slug
    title: Line
    menu: Annotated[tuple[Line, ...], LAX] = ()
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1, strict=False)]


Factors = Annotated[
    tuple[Weight, Weight, Weight], Field(strict=False, description="basics, solid, expert")
]


class DepthFactors(Noun):
    """How much each depth is worth to a role, for areas of three kinds."""

    plain: Factors = (1.0, 0.4, 0.1)
    emphasis: Factors = (1.0, 0.8, 0.5)
    domain: Factors = (1.0, 1.0, 1.0)


class Role(Noun):
    """What the interviews for a job expect.

    `climb` says how a domain's ladder is taken: `broad` rung by rung, `deep` topic by topic, each
    to its last depth; `domain_must` is how many of these rungs a round on the domain needs.
    """

    id: Slug
    title: Line
    expects: Paragraph
    emphasis: Annotated[tuple[Slug, ...], LAX] = ()
    domain: Literal["none", "optional", "required"] = "none"
    domain_share: Annotated[float, Field(ge=0, le=0.8, strict=False)] = 0.35
    domain_must: Annotated[int, Field(ge=0, le=20)] = 6
    climb: Literal["broad", "deep"] = "broad"
    depth_factors: DepthFactors = DepthFactors()
    rounds: Annotated[tuple[Round, ...], Field(min_length=1, strict=False)]
    topics: Mapping[Slug, Annotated[float, Field(ge=0, le=10, strict=False)]] = {}
    strands: Annotated[tuple[Strand, ...], LAX] = ()
    activities: Annotated[tuple[Activity, ...], LAX] = ()


Row = Annotated[tuple[str, ...], LAX]


class Question(Noun):
    """An interview question: `points` are the parts of a good answer, each tickable alone.

    `setup` names a schema in `data/sql/`, `solution` holds SQL or Python, `expected` the rows that
    SQL gives, `checks` Python assertions; `checked` says who vouches: a second reader, or a test.
    """

    id: Slug
    topic: Slug
    depth: DepthName
    kind: QuestionKind
    prompt: Prose
    points: Annotated[tuple[Line, ...], Field(min_length=3, max_length=6, strict=False)]
    answer: Prose
    follow_up: Prose
    minutes: Annotated[int, Field(ge=1, le=30)] = 4
    setup: Slug | None = None
    solution: Prose | None = None
    expected: Annotated[tuple[Row, ...], LAX] | None = None
    checks: Prose | None = None
    rubric: Prose | None = None
    checked: Annotated[tuple[Literal["reader", "test"], ...], LAX] = ()


class Catalog(Noun):
    """Everything there is to study; `sha256` is the hash of the files it came from."""

    areas: Annotated[tuple[Area, ...], LAX]
    topics: Annotated[tuple[Topic, ...], LAX]
    resources: Annotated[tuple[Resource, ...], LAX]
    roles: Annotated[tuple[Role, ...], LAX]
    questions: Annotated[tuple[Question, ...], LAX] = ()
    sha256: str = ""

    @cached_property
    def area(self) -> Mapping[str, Area]:
        """Areas by id."""
        return {area.id: area for area in self.areas}

    @cached_property
    def topic(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def resource(self) -> Mapping[str, Resource]:
        """Resources by id."""
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def role(self) -> Mapping[str, Role]:
        """Roles by id."""
        return {role.id: role for role in self.roles}

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def renamed(self) -> Mapping[str, tuple[str, ...]]:
        """Today's topic ids for each id that topics replace: several where one was split."""
        found: dict[str, tuple[str, ...]] = {}
        for topic in self.topics:
            for old in topic.replaces:
                found[old] = (*found.get(old, ()), topic.id)
        return found

    @cached_property
    def short_titles(self) -> Mapping[str, str]:
        """Titles cut at their colon, where what stands before it names one topic alone."""
        heads = Counter(topic.title.partition(":")[0] for topic in self.topics)
        cut = {topic.title: topic.title.partition(":")[0] for topic in self.topics}
        return {title: head for title, head in cut.items() if heads[head] == 1}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """Every unit by id, in catalog order."""
        return {
            f"{topic.id}:{depth}": Unit(
                id=f"{topic.id}:{depth}",
                topic=topic.id,
                depth=depth,
                area=topic.area,
                pillar=self.area[topic.area].pillar,
                minutes=topic.depths[depth].minutes,
                hard=depth == "expert" or topic.difficulty == HARD,
                requires=topic.requires(depth),
            )
            for topic in self.topics
            for depth in topic.levels
        }

    @cached_property
    def requires(self) -> Mapping[str, tuple[str, ...]]:
        """What each unit requires."""
        return {name: unit.requires for name, unit in self.units.items()}

    def short_title(self, topic: str) -> str:
        """The topic's title, cut at its colon where that names it alone; else as `title_of`."""
        title = self.title_of(topic)
        return self.short_titles.get(title, title)

    def title_of(self, name: str) -> str:
        """The title of a topic, area or role; of one that is no longer in the catalog the id."""
        found = self.topic.get(name) or self.area.get(name) or self.role.get(name)
        return found.title if found else name

    def depth(self, unit: str) -> Depth:
        """The depth that a unit id ("la-eigen:basics") names; KeyError if there is none."""
        topic, _, name = unit.partition(":")
        return self.topic[topic].depths[name]  # type: ignore[index]  # a str that is a DepthName

    def has(self, unit: str) -> bool:
        """Whether the unit id names a depth of a topic of this catalog."""
        topic, _, name = unit.partition(":")
        return topic in self.topic and name in self.topic[topic].depths
