from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from mlprep.cli import main
from tests.conftest import TODAY


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLPREP_HOME", str(tmp_path))
    monkeypatch.setenv("MLPREP_TODAY", TODAY)


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("closed", ["stdin", "stdout", "stderr"])
def test_a_closed_stream_stops_nothing(monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    monkeypatch.setattr(sys, closed, None)
    assert main(["note", "la-eigen", "kept"]) == 0
    assert main(["history"]) == 0


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="no such device here")
@pytest.mark.usefixtures("at_home")
def test_an_answer_that_finds_no_room_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = io.FileIO("/dev/full", "w")
    full = io.TextIOWrapper(io.BufferedWriter(raw), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", full)
    assert main(["topics"]) == 1
    assert "could not be written" in capsys.readouterr().err
    full.close()  # what was left went nowhere
