"""A reading list of one's own as a domain: papers → an area with topics, a ladder, resources.

The order of the papers is their importance. The ladder goes from the first third of the papers to
a map of the field, to the same papers once more and deeper, to the rest, to a reproduction of one
result and a talk on the line of work.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from mlprep.core.fields import DepthName, Line, Noun, Url
from mlprep.core.models import Area, Catalog, Depth, Resource, StudyPart, Topic
from mlprep.core.plaintext import one_line

OWN = "own"  # the id of the area, and the beginning of the ids of its topics
MOST_PAPERS = 80
MOST_DEEP = 6  # papers that are studied twice
MOST_NEEDED = 3  # papers that the map, the reproduction and the talk require
LEADING, FOLLOWING = 4, 3  # importance of the first third with what rests on it, and of the rest
LONGEST_TITLE = 90  # of a topic
LONGEST_SLUG = 40
MAP, REPRODUCTION, TALK = "map", "reproduction", "talk"


class Paper(Noun):
    """A paper that the user wants to know: `key` is what their list calls it."""

    key: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")]
    title: Line
    by: Line
    year: Annotated[int, Field(ge=1000, le=2999)] | None = None
    url: Url


def papers_data(papers: Iterable[Paper]) -> dict[str, Any]:
    """The papers as the data of an event."""
    return {"papers": [paper.model_dump(mode="json") for paper in papers]}


def papers_of(data: Mapping[str, Any]) -> tuple[Paper, ...]:
    """The papers that an event holds."""
    return tuple(Paper.model_validate(paper) for paper in data["papers"])


def with_papers(catalog: Catalog, papers: Sequence[Paper]) -> Catalog:
    """The catalog with the papers as the domain `own`; without papers the catalog itself."""
    if not papers:
        return catalog
    slugs = paper_slugs(papers)
    topics = _topics(papers, slugs)
    resources = [_resource(paper, slug) for paper, slug in zip(papers, slugs, strict=True)]
    area = Area(
        id=OWN,
        title="Your own papers",
        pillar="machine-learning",
        domain="partial",
        ladder=tuple(_ladder(slugs)),
    )
    return Catalog.model_construct(
        areas=(*_others(catalog.areas, [area]), area),
        topics=(*_others(catalog.topics, topics), *topics),
        resources=(*_others(catalog.resources, resources), *resources),
        roles=catalog.roles,
        questions=catalog.questions,
        sha256=_digest(catalog, papers),
    )


def _others(entries: Iterable[Any], new: Iterable[Any]) -> list[Any]:
    """The entries whose ids the new ones do not take."""
    taken = {entry.id for entry in new}
    return [entry for entry in entries if entry.id not in taken]


def _digest(catalog: Catalog, papers: Sequence[Paper]) -> str:
    digest = hashlib.sha256(catalog.sha256.encode())
    for paper in papers:
        digest.update(b"\n" + paper.model_dump_json().encode())
    return digest.hexdigest()


def paper_slugs(papers: Iterable[Paper]) -> list[str]:
    """The part of each topic's id after "own-": the key in small letters, each once."""
    taken = {MAP, REPRODUCTION, TALK}
    slugs = []
    for number, paper in enumerate(papers, start=1):
        first = slug = _slug(paper.key) or f"paper-{number}"
        again = 1
        while slug in taken:
            again += 1
            slug = f"{first}-{again}"
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_SLUG].strip("-")


def _first_third(slugs: Sequence[str]) -> Sequence[str]:
    return slugs[: -(-len(slugs) // 3)]


def _deep(slugs: Sequence[str]) -> Sequence[str]:
    return _first_third(slugs)[:MOST_DEEP]


def _ladder(slugs: Sequence[str]) -> list[str]:
    first = _first_third(slugs)
    rungs = [*(f"{slug}:basics" for slug in first), f"{MAP}:basics"]
    rungs += [f"{slug}:solid" for slug in _deep(slugs)]
    rungs += [f"{slug}:basics" for slug in slugs[len(first) :]]
    rungs += [f"{REPRODUCTION}:basics", f"{TALK}:basics"]
    return [f"{OWN}-{rung}" for rung in rungs]


def _resource(paper: Paper, slug: str) -> Resource:
    year = f", {paper.year}" if paper.year else ""
    return Resource(
        id=f"{OWN}-{slug}",
        title=paper.title,
        by=one_line(paper.by, 230) + year,
        url=paper.url,
        kind="paper",
        free=True,
    )


def _topics(papers: Sequence[Paper], slugs: Sequence[str]) -> list[Topic]:
    first, deep = set(_first_third(slugs)), set(_deep(slugs))
    topics = [
        _paper_topic(paper, slug, leading=slug in first, deep=slug in deep)
        for paper, slug in zip(papers, slugs, strict=True)
    ]
    needed = [f"{OWN}-{slug}" for slug in _first_third(slugs)[:MOST_NEEDED]]
    return [*topics, _map(needed), _reproduction(needed), _talk(needed)]


def _paper_topic(paper: Paper, slug: str, *, leading: bool, deep: bool) -> Topic:
    name = f"{OWN}-{slug}"
    basics = Depth(
        minutes=90,
        outcomes=(
            "You can state its claim, evidence and limits in two minutes",
            "You can name the experiment that would refute it",
        ),
        study=(_part(name, "a first pass for the claim, a second for the evidence", 70),),
    )
    solid = Depth(
        minutes=90,
        outcomes=(
            "You can derive or rebuild its central step without looking",
            "You can name the choice that its result depends on most",
        ),
        study=(_part(name, "the method and its appendix, pencil in hand", 45),),
    )
    depths: dict[DepthName, Depth] = (
        {"basics": basics, "solid": solid} if deep else {"basics": basics}
    )
    return Topic(
        id=name,
        title=one_line(paper.title, LONGEST_TITLE),
        area=OWN,
        importance=LEADING if leading else FOLLOWING,
        difficulty=2,
        why="Whoever asks about your field asks what this paper shows and where it falls short.",
        depths=depths,
    )


def _part(resource: str, part: str, minutes: int) -> StudyPart:
    return StudyPart(resource=resource, part=part, minutes=minutes)


def _map(needed: Sequence[str]) -> Topic:
    study = tuple(_part(name, "introduction and related work, once more", 20) for name in needed)
    outcomes = (
        "You can draw on one page who claims what, and on which evidence",
        "You can name three open questions and say what would settle them",
    )
    return Topic(
        id=f"{OWN}-{MAP}",
        title="A map of your field on one page",
        area=OWN,
        importance=LEADING,
        difficulty=2,
        why="Panels ask how the pieces of a field hang together, which no single paper tells.",
        prerequisites=tuple(needed),
        depths={"basics": Depth(minutes=90, outcomes=outcomes, study=study)},
    )


def _reproduction(needed: Sequence[str]) -> Topic:
    outcomes = (
        "You can rebuild one number of your papers within a tolerance set beforehand",
        "You can list what the paper leaves out and what you assumed instead",
    )
    study = (_part(needed[0], "experiments, appendix and code, or those of another paper", 60),)
    return Topic(
        id=f"{OWN}-{REPRODUCTION}",
        title="One result of your papers reproduced",
        area=OWN,
        importance=FOLLOWING,
        difficulty=3,
        why="Someone who has rebuilt a result knows which details carry it, and that shows.",
        prerequisites=(*needed, f"{OWN}-{MAP}"),
        depths={"basics": Depth(minutes=180, outcomes=outcomes, study=study)},
    )


def _talk(needed: Sequence[str]) -> Topic:
    outcomes = (
        "You can tell the line of work in ten minutes with one figure a paper",
        "You can say where your own next step begins and why",
    )
    study = (_part(needed[0], "its main figure, drawn anew; so for two others", 30),)
    return Topic(
        id=f"{OWN}-{TALK}",
        title="A talk on your line of work",
        area=OWN,
        importance=LEADING,
        difficulty=2,
        why="Telling others' work as one story is how a group learns what you would do next.",
        prerequisites=(f"{OWN}-{MAP}",),
        depths={"basics": Depth(minutes=90, outcomes=outcomes, study=study)},
    )
