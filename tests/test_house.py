"""Who may import whom. The dictionary is the architecture."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mlprep.commands import COMMANDS
from mlprep.export import FORMATS

SRC = Path(__file__).resolve().parents[1] / "src" / "mlprep"
ROOMS: dict[str, set[str]] = {
    "__init__": set(),
    "__main__": {"cli"},
    "errors": set(),
    "core": {"__init__", "core", "errors"},
    "store": {"__init__", "store", "core", "errors"},
    "show": {"show", "core"},
    "export": {"export", "core"},
    "terminal": {"errors"},
    "examination": {"core", "store", "errors"},
    "screen": {"core", "errors", "terminal"},
    "world": {"core", "store", "errors", "examination", "screen"},
    "commands": {"commands", "core", "show", "export", "errors", "terminal", "world"},
    "cli": {"__init__", "commands", "core", "errors", "world"},
}
LIBRARIES: dict[str, set[str]] = {
    "core": {"pydantic", "dateutil", "fsrs"},
    "store": {"yaml", "pydantic", "platformdirs", "bibtexparser"},
    "show": {"rich"},
    "export": set(),
    "examination": set(),
    "screen": {"rich"},
    "world": set(),
    "terminal": set(),
    "commands": {"typer"},
    "cli": {"typer"},
    "errors": set(),
    "__init__": set(),
    "__main__": set(),
}
IMPURE = {"os", "pathlib", "random", "secrets", "time", "sqlite3", "sys", "io", "tempfile", "uuid"}
SHARED = {"options", "wizard", "offer"}  # what commands have in common
CLOCKS = {"today", "now", "utcnow"}
FILES = sorted(SRC.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(SRC).parts[0]
    return first.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "mlprep":
                yield from (f"mlprep.{alias.name}" for alias in node.names)
            else:
                yield node.module


def faults(path: Path) -> Iterator[str]:
    room = room_of(path)
    for name in imported(path):
        first, _, rest = name.partition(".")
        if first == "mlprep":
            target = rest.partition(".")[0] or "__init__"
            target = "__init__" if target == "__version__" else target
            if target not in ROOMS[room]:
                yield f"{path.name} ({room}) imports {name}"
        elif first not in sys.stdlib_module_names and first not in LIBRARIES[room]:
            yield f"{path.name} ({room}) imports the library {name}"
        elif room == "core" and first in IMPURE:
            yield f"{path.name} (core) imports {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_every_room_keeps_to_its_doors(path: Path) -> None:
    assert not list(faults(path))


def test_the_rule_sees_what_it_forbids(tmp_path: Path) -> None:
    bad = SRC / "core" / "graph.py"
    source = bad.read_text("utf-8") + "\nimport rich\nimport os\nfrom mlprep.store import places\n"
    tree = tmp_path / "graph.py"
    tree.write_text(source, "utf-8")
    found = [name for name in imported(tree) if name in ("rich", "os", "mlprep.store")]
    assert found == ["rich", "os", "mlprep.store"]


@pytest.mark.parametrize("path", [p for p in FILES if room_of(p) in ("core", "show", "export")])
def test_no_clock_no_file_no_printing_in_the_pure_rooms(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            assert name not in CLOCKS | {"open", "print", "input"}, f"{path.name}: {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SRC)))
def test_every_module_opens_with_a_sentence_and_stays_small(path: Path) -> None:
    text = path.read_text("utf-8")
    first = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    assert first.rstrip().endswith((".", "?", ":", "”"))
    assert len(text.splitlines()) <= 300


def test_commands_are_thin() -> None:
    for path in sorted((SRC / "commands").glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                body = [n for n in ast.walk(node) if isinstance(n, ast.stmt)]
                doc = 1 if ast.get_docstring(node) else 0
                assert len(node.body) - doc <= 10, f"{path.name}: {node.name}"
                assert len(body) <= 30, f"{path.name}: {node.name}"


def test_no_command_calls_another() -> None:
    names = {path.stem for path in (SRC / "commands").glob("*.py")} - SHARED
    for path in sorted((SRC / "commands").glob("*.py")):
        if path.stem == "__init__":
            continue
        used = {n.rpartition(".")[2] for n in imported(path) if n.startswith("mlprep.commands.")}
        assert not used & names


def test_nothing_is_left_out_of_the_tables_of_contents() -> None:
    commands = {path.stem for path in (SRC / "commands").glob("*.py")}
    listed = {entry.name for entry in COMMANDS}
    assert commands - {"__init__", *SHARED} == listed
    formats = {path.stem for path in (SRC / "export").glob("*.py")} - {"__init__"}
    assert formats == {entry.name for entry in FORMATS}


def test_the_whole_is_not_large() -> None:
    lines = [line for path in FILES for line in path.read_text("utf-8").splitlines()]
    assert sum(bool(line.strip()) for line in lines) < 13400
