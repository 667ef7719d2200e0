"""How it looks: narrow, wide, piped, without colour, without UTF-8."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from mlprep.show.style import Clipped
from tests.conftest import TODAY, Driver

VIEWS = ("today", "show", "show --week 3", "status", "topic ml-boosting", "roles", "topics sql")


def run(home: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    keep = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-m", "mlprep", *words],
        env={**keep, "MLPREP_HOME": str(home), "MLPREP_TODAY": TODAY, **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_wider_than_the_screen(
    planned: Driver, monkeypatch: pytest.MonkeyPatch, view: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = planned(view).out.splitlines()
    assert lines
    assert max(cell_len(line) for line in lines) <= width
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize(
    ("view", "whole"),
    [
        ("interview list", "Mon 15 Feb 2027  Interview  in 84 days"),
        ("status", "Linear algebra, calculus, optimisation"),
        ("roles research-scientist", "reinforcement-learning"),
        ("backup list", "-by-hand"),
    ],
)
def test_a_narrow_window_cuts_no_name_and_no_date(
    planned: Driver, monkeypatch: pytest.MonkeyPatch, view: str, whole: str
) -> None:
    planned("backup create")
    monkeypatch.setenv("COLUMNS", "44")
    page = planned(view).out
    assert whole in page
    assert "…" not in page
    assert max(cell_len(line) for line in page.splitlines()) <= 44


@pytest.mark.parametrize("width", [20, 33, 47])
def test_what_does_not_fit_on_a_line_ends_at_a_word(width: int) -> None:
    whole = "Time and space complexity 45 min · practice: filtering, joins, grouping 15 min"
    shown = StringIO()
    Console(width=width, file=shown).print(Clipped(Text(whole), 1))
    kept = shown.getvalue().rstrip("\n").removesuffix(" …")
    assert whole.startswith(kept)
    assert whole[len(kept)] == " "


@pytest.mark.usefixtures("planned")
def test_a_pipe_gets_plain_text(home: Path) -> None:
    told = run(home, "show").stdout
    assert b"\x1b" not in told
    assert told.decode().count("Week ") >= 12


@pytest.mark.usefixtures("planned")
def test_colour_is_forced_and_refused(home: Path) -> None:
    assert b"\x1b[" in run(home, "today", FORCE_COLOR="1").stdout
    assert b"\x1b[3" not in run(home, "today", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert b"\x1b" not in run(home, "today", FORCE_COLOR="").stdout
    assert b"\x1b" not in run(home, "show", "--json", FORCE_COLOR="1").stdout


@pytest.mark.usefixtures("planned")
def test_links_can_be_opened_where_the_terminal_can(home: Path) -> None:
    assert b"\x1b]8;" in run(home, "today", FORCE_COLOR="1").stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.usefixtures("planned")
def test_other_encodings_get_the_likeness_of_each_sign(home: Path, encoding: str) -> None:
    for words in (("show",), ("show", "--json"), ("today",), ("topic", "cs-dp-basics")):
        told = run(home, *words, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert told.returncode == 0, told.stderr
        told.stdout.decode(encoding)
    assert b"Data scientist - Mon 23 Nov 2026" in run(home, "show", PYTHONIOENCODING="ascii").stdout


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.usefixtures("planned")
def test_a_closed_pipe_is_no_error(home: Path) -> None:
    line = f'"{sys.executable}" -m mlprep show --all | head -n 1'
    told = subprocess.run(
        ["sh", "-c", line],
        env={**os.environ, "MLPREP_HOME": str(home)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert told.stdout.startswith(b"Data scientist")
    assert told.stderr == b""


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("name", ["COLUMNS", "LINES"])
@pytest.mark.parametrize("said", ["²", "٣", "x", "-5", "0", "9" * 30])
def test_odd_sizes_of_a_screen_are_survived(home: Path, name: str, said: str) -> None:
    found = run(home, "status", **{name: said})
    assert (found.returncode, found.stderr) == (0, b"")
    assert b"Topics by depth" in found.stdout


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX pipes")
@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("both", [True, False])
def test_where_no_one_listens_a_command_does_its_work(home: Path, *, both: bool) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = subprocess.run(
        [sys.executable, "-m", "mlprep", "plan", "--hours", "2", "--yes"],
        env={**os.environ, "MLPREP_HOME": str(home), "MLPREP_TODAY": TODAY},
        stdout=writing if both else subprocess.DEVNULL,
        stderr=writing,
        check=False,
        timeout=60,
    )
    os.close(writing)
    assert told.returncode == 0
    assert b"2  2026-11-23" in run(home, "plans").stdout
