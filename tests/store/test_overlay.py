"""Files laid over others that are not shipped: what the shipped catalog has no example of yet."""

from __future__ import annotations

from pathlib import Path

from mlprep.store.overlay import read_catalog
from mlprep.store.sources import Source

SHIPPED = """
format: 1
areas: [{id: cooking, title: "Cooking", pillar: craft}]
topics:
  - id: knives
    title: "Knives"
    area: cooking
    importance: 3
    difficulty: 1
    replaces: [blades]
    why: "It is asked."
    depths: {basics: {minutes: 30, outcomes: ["You can cut"]}}
"""


def sources(tmp_path: Path, own: str) -> list[Source]:
    shipped, mine = tmp_path / "topics.yaml", tmp_path / "own" / "topics.yaml"
    mine.parent.mkdir()
    shipped.write_text(SHIPPED, "utf-8")
    mine.write_text(f"format: 1\n{own}\n", "utf-8")
    return [Source(shipped, "topics", own=False), Source(mine, "topics", own=True)]


def test_an_old_id_means_the_topic_that_replaces_it(tmp_path: Path) -> None:
    catalog, reading = read_catalog(sources(tmp_path, "topics: [{id: blades, importance: 1}]"))
    assert reading.faults == []
    assert [(topic.id, topic.importance) for topic in catalog.topics] == [("knives", 1)]


def test_an_old_id_may_be_hidden(tmp_path: Path) -> None:
    catalog, reading = read_catalog(sources(tmp_path, "hide: [blades]"))
    assert reading.faults == []
    assert catalog.topics == ()
    assert reading.remarks == ["your topics.yaml hides knives"]
