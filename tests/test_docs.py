"""The documents say what is: their commands run, their paths exist, their numbers hold."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest

import mlprep as package
from mlprep.commands import COMMANDS
from mlprep.core.closure import Instance, relax
from mlprep.core.models import Catalog
from mlprep.core.selection import Candidate, macroitems, solve
from tests.conftest import ROOT, Driver

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_two_blocks_are_one_line_each() -> None:
    setup, tests = BLOCKS[:2]
    assert [block.count("\n") for block in (setup, tests)] == [1, 1]
    assert "mlprep plan --role data-scientist --weeks 12 --hours 10" in setup
    assert tests.rstrip().endswith("-m pytest")
    assert "readme_line 1" in (ROOT / ".ci" / "run").read_text("utf-8")
    assert "readme_line 2" in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_command_of_the_readme_runs(
    mlprep: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [line for block in BLOCKS[2:] for line in block.splitlines()]
    assert len(lines) >= 12
    for line in lines:
        name, *words = shlex.split(line)
        run = mlprep(*words)
        assert (name, run.code) == ("mlprep", 0), (line, run.err)
    assert (tmp_path / "plan.md").is_file()


def test_every_command_is_in_the_readme() -> None:
    for entry in COMMANDS:
        assert re.search(rf"\bmlprep {entry.name}\b|`{entry.name}`", README), entry.name


def test_the_readme_is_short_and_its_numbers_hold(catalog: Catalog) -> None:
    assert len(README.splitlines()) < 120
    assert f"{len(catalog.topics)} topics in {len(catalog.areas)} areas" in README
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    units = sum(len(topic.depths) for topic in catalog.topics)
    assert (
        f"{len(catalog.topics)} topics in {len(catalog.areas)} areas with {units} depths"
        in changelog
    )


def test_the_changelog_knows_this_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[:2] == ["Unreleased", package.__version__]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/data.md",
        "docs/planner.md",
        "docs/reliability.md",
        "docs/scripting.md",
    ],
)  # fmt: skip
def test_every_path_that_is_named_exists(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    named = re.findall(r"`((?:src|tests|data|docs|\.ci)/[\w./-]+)`", text)
    named += [str(Path(name).parent / link) for link in re.findall(r"\]\(([\w./-]+\.md)\)", text)]
    for path in named:
        assert (ROOT / path).exists(), path


def test_every_five_has_its_reason(catalog: Catalog) -> None:
    text = (ROOT / "docs" / "data.md").read_text("utf-8")
    argued = set(re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE))
    assert argued == {topic.id for topic in catalog.topics if topic.importance == 5}
    core = [topic.depths["basics"].minutes for topic in catalog.topics if topic.core]
    assert f"{len(core)} topics from the four pillars, {sum(core) / 60:g} hours" in text


def test_the_examples_of_own_files_do_what_is_said(
    mlprep: Driver, home: Path, tmp_path: Path
) -> None:
    text = (ROOT / "docs" / "data.md").read_text("utf-8")
    examples = dict(re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    assert len(examples) == text.count("```yaml") > 0
    (tmp_path / "papers.yaml").write_text(examples.pop("papers.yaml"), "utf-8")
    for name, content in examples.items():
        (home / "config" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "config" / name).write_text(content, "utf-8")
    check = mlprep("catalog check")
    assert check.code == 0
    for said in (
        "hides speech-audio, ml-hmm",
        "changes la-eigen: importance",
        "changes dl-transformer: depths.basics.minutes, no depths.expert",
        "changes research-scientist: domain_share, no rounds.Research talk, rounds.ML coding",
        "adds group-notes",
        "adds la-eigen-90",
    ):
        assert said in check.err
    assert mlprep("topic ml-hmm").code == 1
    papers = f"--papers {tmp_path / 'papers.yaml'}"
    assert mlprep(f"plan --role research-scientist --weeks 8 --hours 8 {papers}").code == 0
    assert mlprep("topic own-resnet").code == 0


def test_the_worked_example_is_what_the_planner_computes() -> None:
    text = (ROOT / "docs" / "planner.md").read_text("utf-8")
    table = text.partition("All minutes are multiples of 15")[0]
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \| (\w*) ?\|$", table, re.MULTILINE)
    pool = {
        unit: Candidate(unit, int(minutes), int(value), (need,) if need else ())
        for unit, minutes, value, need in rows
    }
    assert list(pool) == ["vectors", "eigen", "pca", "sql", "regex"]
    assert [set(part) for part in macroitems(pool)] == [
        {"sql"}, {"vectors", "eigen", "pca"}, {"regex"},
    ]  # fmt: skip
    instance = Instance(
        {unit: c.value for unit, c in pool.items()},
        {unit: c.minutes // 15 for unit, c in pool.items()},
        {unit: c.requires for unit, c in pool.items()},
    )
    found = relax(instance, instance.units, 10)
    profit = {u: 10 * c.value - 16 * c.minutes // 15 for u, c in pool.items()}
    assert (found.price, found.bound, found.cut.closure) == ((16, 10), 172, {"sql"})
    for unit in pool:
        assert f"| {unit} | {profit[unit]} | {found.cut.reduced[unit]} |" in text
    flat = " ".join(text.split())
    assert found.cut.flow == {("pca", "eigen"): 48, ("eigen", "vectors"): 44}
    assert "48 goes from pca to eigen and 44 of it on to vectors" in flat
    assert "16 × 10 + 12 = 172" in flat
    best, more = solve(pool, 150), solve(pool, 195)
    assert best.chosen == {"vectors", "eigen", "pca"}
    assert best.value == best.upper_bound == 16
    assert "16 is the optimum" in flat
    assert more.chosen == pool.keys() - {"regex"}
    assert more.value == 22
    assert "At 195 minutes sql and the three fit together: 22" in flat


def test_every_exit_code_is_documented() -> None:
    text = (ROOT / "docs" / "scripting.md").read_text("utf-8")
    assert re.findall(r"^\| (\d+) \|", text, re.MULTILINE) == ["0", "1", "2", "3", "4", "130"]


def test_no_path_of_a_machine_is_committed() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    for name in listed:
        text = (ROOT / name).read_text("utf-8", errors="replace")
        assert not re.search(r"(?<![\w.])/(home|Users|work|root)/\w", text), name
