"""Bad catalogs say themselves what is wrong with them: `# MARK: LINE WORDS` for every fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mlprep.core.catalogfiles import TopicsFile
from mlprep.errors import DataFaultError
from mlprep.store.cache import load_catalog
from mlprep.store.catalog import check_catalog
from mlprep.store.places import Places
from mlprep.store.yamlfile import read_model, read_yaml
from tests.conftest import ROOT, Driver

BAD = sorted((ROOT / "tests" / "bad_catalogs").glob("*.yaml"))
MARK = re.compile(r"# MARK: (\d+) (.+)")


def own(tmp_path: Path, name: str, text: str) -> Places:
    places = Places(tmp_path / "state", tmp_path / "config", tmp_path / "cache")
    places.config.mkdir()
    (places.config / name).write_text(text, "utf-8")
    return places


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_fault_is_found_at_its_line_and_nothing_else(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    expected = [(int(line), words.strip()) for line, words in MARK.findall(text)]
    places = own(tmp_path, "topics.yaml", text)
    with pytest.raises(DataFaultError) as caught:
        load_catalog(places)
    told = caught.value.message.splitlines()[1:]
    assert len(told) == len(expected), told
    for line, words in expected:
        place = f"topics.yaml:{line}:" if line else "topics.yaml:"
        assert any(place in one and words in one for one in told), (line, words, told)
    assert str(places.config) in caught.value.hint


def test_there_are_bad_catalogs_to_try() -> None:
    assert len(BAD) >= 8


def test_a_broken_own_file_is_told_through_the_front_door(mlprep: Driver, home: Path) -> None:
    config = home / "config"
    config.mkdir(parents=True)
    (config / "topics.yaml").write_text("format: 1\ntopics:\n  - {id: Bad Id}\n", "utf-8")
    run = mlprep("plan --role data-scientist")
    assert run.code == 3
    assert "topics.yaml:3: topics.Bad Id.id" in run.err
    assert not (home / "state").exists()
    assert mlprep("catalog check").code == 3


def test_own_topics_are_laid_over_the_catalog(mlprep: Driver, home: Path) -> None:
    config = home / "config"
    config.mkdir(parents=True)
    (config / "topics.yaml").write_text(
        "format: 1\n"
        "topics:\n"
        "  - id: la-eigen\n"
        '    title: "Eigenvalues, my way"\n'
        "    area: vectors-matrices\n"
        "    importance: 5\n"
        "    difficulty: 1\n"
        '    why: "Because my group asks for it."\n'
        "    prerequisites: [la-linear-systems]\n"
        "    depths:\n"
        '      basics: {minutes: 60, outcomes: ["You can do it"]}\n'
        '      solid: {minutes: 60, outcomes: ["You can do it well"]}\n',
        "utf-8",
    )
    assert "Eigenvalues, my way" in mlprep("topic la-eigen").out
    assert mlprep("catalog check").code == 0
    assert str(config / "topics.yaml") in mlprep("catalog path").out


def test_the_cache_serves_the_same_and_may_vanish_or_rot(tmp_path: Path) -> None:
    places = Places(tmp_path / "state", tmp_path / "config", tmp_path / "cache")
    first = load_catalog(places)
    cached = list(places.cache.iterdir())
    assert len(cached) == 1
    assert load_catalog(places) == first
    cached[0].write_text("{rotten", "utf-8")
    assert load_catalog(places) == first
    cached[0].unlink()
    assert load_catalog(places) == first
    assert check_catalog(places).notes == ()


def test_a_cache_that_cannot_be_written_is_no_ones_concern(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    places = Places(tmp_path / "state", tmp_path / "config", tmp_path / "cache")
    assert len(load_catalog(places).topics) == 307


def test_aliases_cannot_unfold_without_end(tmp_path: Path) -> None:
    bomb = "format: 1\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n"
    for n in range(1, 9):
        bomb += f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]\n"
    path = tmp_path / "topics.yaml"
    path.write_text(bomb, "utf-8")
    model, document = read_model(path, TopicsFile)
    assert model is None
    assert any("unfolds" in fault.message for fault in document.faults)


def test_deep_nesting_and_strange_bytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    for content, said in (
        (b"[" * 2000, "nested"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"a: *nowhere", "alias"),
        (b"!!python/object/apply:os.system ['true']", "not allowed"),
    ):
        path.write_bytes(content)
        model, document = read_model(path, TopicsFile)
        assert model is None
        assert said in " ".join(str(fault) for fault in document.faults)


def test_words_stay_words(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text("format: 1\nareas:\n  - {id: no, title: 1:30, pillar: craft}\n", "utf-8")
    model, document = read_model(path, TopicsFile)
    assert document.faults == []
    assert model is not None
    assert (model.areas[0].id, model.areas[0].title) == ("no", "1:30")


@pytest.mark.parametrize(
    "text", ["format: 1\ntopics: &t [*t]\n", "a: &a {b: *a}", "format: " + "9" * 5000]
)
def test_what_cannot_be_unfolded_or_counted_is_a_fault(tmp_path: Path, text: str) -> None:
    file = tmp_path / "topics.yaml"
    file.write_text(text)
    assert read_yaml(file).faults
