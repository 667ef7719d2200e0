"""A reading list as a domain: what the catalog gains, and that it stays sound."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlprep.core.audit import reference_problems
from mlprep.core.candidate import Profile
from mlprep.core.capacity import weekday_minutes
from mlprep.core.check import faults
from mlprep.core.models import Catalog
from mlprep.core.papers import Paper, paper_slugs, papers_data, papers_of, with_papers
from mlprep.core.plaintext import one_line
from mlprep.core.planner import make_plan

PRINTABLE = st.characters(min_codepoint=32, exclude_categories=["Cc", "Cs"])
KEYS = st.text(PRINTABLE, min_size=1, max_size=80)
START = date(2026, 11, 23)


def paper(key: str, title: str = "A title") -> Paper:
    return Paper(key=key, title=title, by="Someone", year=2020, url="https://example.org/a")


def papers(count: int) -> list[Paper]:
    return [paper(f"key{n}", f"Paper {n}") for n in range(count)]


def test_no_papers_change_nothing(catalog: Catalog) -> None:
    assert with_papers(catalog, ()) is catalog


@pytest.mark.parametrize("count", [1, 2, 3, 7, 80])
def test_the_catalog_stays_sound(catalog: Catalog, count: int) -> None:
    found = with_papers(catalog, papers(count))
    assert reference_problems(found) == []
    own = [topic for topic in found.topics if topic.area == "own"]
    assert len(own) == count + 3
    assert len(found.topics) == len(catalog.topics) + count + 3
    for topic in own:
        for name, depth in topic.depths.items():
            assert sum(part.minutes for part in depth.study) <= 0.8 * depth.minutes, name
            assert all(outcome.startswith("You can ") for outcome in depth.outcomes)
            assert all(len(outcome.split()) <= 15 for outcome in depth.outcomes)


@pytest.mark.parametrize("count", [1, 2, 9, 80])
def test_the_ladder_holds_every_unit_once_after_what_it_requires(
    catalog: Catalog, count: int
) -> None:
    found = with_papers(catalog, papers(count))
    ladder = found.area["own"].ladder
    requires = {name: unit.requires for name, unit in found.units.items()}
    units = {f"{t.id}:{d}" for t in found.topics if t.area == "own" for d in t.depths}
    assert sorted(ladder) == sorted(units)
    for unit in ladder:
        needs = requires[unit]
        assert all(ladder.index(need) < ladder.index(unit) for need in needs)
    assert ladder[0] == "own-key0:basics"
    assert ladder[-2:] == ("own-reproduction:basics", "own-talk:basics")


def test_the_map_comes_after_the_first_third(catalog: Catalog) -> None:
    ladder = with_papers(catalog, papers(9)).area["own"].ladder
    assert ladder.index("own-map:basics") == 3
    assert ladder[4:7] == ("own-key0:solid", "own-key1:solid", "own-key2:solid")
    assert ladder[7] == "own-key3:basics"


@given(st.lists(KEYS, min_size=1, max_size=20))
def test_whatever_the_keys_every_topic_has_an_id_of_its_own(keys: Sequence[str]) -> None:
    slugs = paper_slugs([paper(key) for key in keys])
    assert len(set(slugs)) == len(keys)
    empty = Catalog(areas=(), topics=(), resources=(), roles=())
    found = with_papers(empty, [paper(key) for key in keys])
    assert len({topic.id for topic in found.topics}) == len(keys) + 3


def test_the_names_of_the_other_topics_are_not_taken() -> None:
    slugs = paper_slugs([paper(key) for key in ("map", "Talk", "数学", "DBLP:conf/nips/X", "map")])
    assert slugs == ["map-2", "talk-2", "paper-3", "dblp-conf-nips-x", "map-3"]


def test_the_hash_follows_papers_and_catalog(catalog: Catalog) -> None:
    other = catalog.model_copy(update={"sha256": "other"})
    hashes = [
        with_papers(base, some).sha256
        for base in (catalog, other)
        for some in (papers(2), papers(3), list(reversed(papers(2))))
    ]
    assert len({catalog.sha256, *hashes}) == 7
    assert with_papers(catalog, papers(2)).sha256 == hashes[0]


def test_papers_survive_the_journal() -> None:
    assert papers_of(papers_data(papers(3))) == tuple(papers(3))


@pytest.mark.parametrize("role", ["research-scientist", "postdoctoral-researcher"])
@pytest.mark.parametrize("budget", [(1, 8), (6, 6), (12, 10), (26, 12)])
@pytest.mark.parametrize("count", [1, 10, 80])
def test_every_plan_keeps_the_laws(
    catalog: Catalog, role: str, budget: tuple[int, int], count: int
) -> None:
    weeks, hours = budget
    profile = Profile(
        roles=(role,),
        domain="own",
        start=START,
        interview=START + timedelta(weeks=weeks),
        minutes_per_weekday=weekday_minutes(hours),
    )
    found = with_papers(catalog, papers(count))
    plan = make_plan(found, profile)
    assert faults(plan, found) == []
    assert plan.catalog.sha256 == found.sha256
    if weeks >= 12:
        assert [r.name for r in plan.rounds if r.state == "not-prepared"] == []
        assert "own-key0:basics" in plan.selected


@given(st.text(), st.integers(10, 300))
def test_one_line_is_one_line(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest
    assert line == one_line(line, longest)
    assert all(c == " " or not c.isspace() for c in line)
    line.encode()


def test_one_line_drops_what_steers_a_terminal_and_cuts_at_a_word() -> None:
    assert one_line("A\x1b]0;x\x07\n B\u202e\x9bC", 240) == "A]0;x BC"
    assert one_line("one two three four", 12) == "one two…"
    assert one_line("x" * 20, 10) == "x" * 9 + "…"
