from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from mlprep.core.models import Catalog
from tests.conftest import Driver

SHORT = (
    "plan", "--role", "data-scientist", "--interview", "2026-11-30", "--per-day", "mon-sun=1h",
)  # fmt: skip


def test_the_golden_of_one_week(mlprep: Driver, golden: Callable[[str, str], None]) -> None:
    mlprep(*SHORT)
    mlprep("done stat-descriptive")
    golden("week.md", mlprep("export markdown").out)


def test_every_item_outcome_and_link_of_the_plan_is_there(
    planned: Driver, catalog: Catalog
) -> None:
    text = planned("export markdown").out
    items = [item for week in planned("show --json").json["weeks"] for item in week["items"]]
    assert len(re.findall(r"^- \[[ x]\] ", text, re.MULTILINE)) == len(items)
    for unit in {item["unit"] for item in items if item["kind"] == "learn"}:
        depth = catalog.depth(unit)
        for part in depth.study:
            assert f"](<{part.url or catalog.resource[part.resource].url}>)" in text
    assert text.count("\n## Week ") == 12


def test_it_is_written_to_a_file_whole(planned: Driver, tmp_path: Path) -> None:
    target = tmp_path / "plan.md"
    target.write_text("old")
    run = planned("export", "markdown", "--output", str(target), "--overwrite")
    assert (run.code, run.out) == (0, "")
    assert target.read_text("utf-8") == planned("export markdown").out
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".plan")] == []


def test_a_file_that_is_there_is_replaced_only_if_that_is_said(
    planned: Driver, tmp_path: Path
) -> None:
    target = tmp_path / "notes.md"
    assert planned("export", "markdown", "-o", str(target)).code == 0
    target.write_text("mine")
    run = planned("export", "markdown", "-o", str(target))
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines()[0] == f"{target} exists already."
    assert "--overwrite" in run.err
    assert target.read_text() == "mine"


def test_a_file_that_cannot_be_written_is_told(planned: Driver, tmp_path: Path) -> None:
    run = planned("export", "markdown", "-o", str(tmp_path / "nowhere" / "plan.md"))
    assert run.code == 1
    assert "was not written" in run.err


def test_without_a_plan_there_is_nothing_to_export(mlprep: Driver) -> None:
    assert mlprep("export markdown").code == 1
