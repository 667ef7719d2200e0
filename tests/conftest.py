"""Fixtures: the program as a user drives it, the shipped catalog, and `--update` for goldens."""

from __future__ import annotations

import json
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from mlprep.cli import main
from mlprep.core.models import Catalog
from mlprep.store.cache import load_catalog
from mlprep.store.places import Places

TODAY = "2026-11-23"  # a Monday
ROOT = Path(__file__).resolve().parents[1]

settings.register_profile(
    "gate",
    deadline=None,  # machines differ; speed lives in bench/
    derandomize=True,  # the gate gives the same verdict twice
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("gate")


@dataclass(frozen=True)
class Run:
    """What one run of the program did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Driver = Callable[..., Run]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the goldens anew")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that no worker waits for it at the end."""
    items.sort(key=lambda item: item.path.name != "test_torture.py")


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of the shipped catalog, which takes a second to parse."""
    root = tmp_path_factory.mktemp("shipped")
    load_catalog(Places(root / "state", root / "config", root / "cache"))
    return root / "cache"


@pytest.fixture
def home(tmp_path: Path, parsed: Path) -> Path:
    """An empty home, but for the cache of the shipped catalog."""
    shutil.copytree(parsed, tmp_path / "home" / "cache")
    return tmp_path / "home"


@pytest.fixture
def mlprep(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Driver:
    """Run the program: `mlprep("plan --role x")` or `mlprep("topic", "la-eigen", today="…")`."""
    monkeypatch.setenv("MLPREP_HOME", str(home))
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "MLPREP_TODAY"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str, today: str = TODAY) -> Run:
        monkeypatch.setenv("MLPREP_TODAY", today)
        arguments = shlex.split(words[0]) if len(words) == 1 else list(words)
        capsys.readouterr()
        code = main(arguments)
        seen = capsys.readouterr()
        return Run(code, seen.out, seen.err)

    return run


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Path:
    """A home with a data scientist's plan of 12 weeks × 10 hours."""
    root = tmp_path_factory.mktemp("begun") / "home"
    shutil.copytree(parsed, root / "cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MLPREP_TODAY", TODAY)
        words = "plan --role data-scientist --weeks 12 --hours 10"
        assert main(["--home", str(root), *words.split()]) == 0
    return root


@pytest.fixture
def planned(mlprep: Driver, home: Path, begun: Path) -> Driver:
    """The program with the plan of `begun`."""
    shutil.copytree(begun, home, dirs_exist_ok=True)
    return mlprep


@pytest.fixture(scope="session")
def catalog(parsed: Path) -> Catalog:
    """The shipped catalog alone."""
    nowhere = parsed.with_name("nothing")
    return load_catalog(Places(nowhere, nowhere, parsed))


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME, or write it there with --update."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
