"""history, undo, redo, note, backup, doctor: nothing is lost, through the front door."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.commands.test_practice import posix, terminal
from tests.conftest import TODAY, Driver


def test_undo_and_redo_go_to_any_depth_and_back(planned: Driver) -> None:
    views = ("show --json", "status --json", "note --json", "export markdown")
    steps = (
        "done stat-descriptive", "note la-eigen watch the signs", "know sql", "pin prob-bayes",
        "skip ml-svm", "replan --hours 8 --yes", "done prob-bayes --took 50m",
    )  # fmt: skip
    seen = [[planned(view).out for view in views]]
    for step in steps:
        assert planned(*step.split()).code == 0, step
        seen.append([planned(view).out for view in views])
    for before in reversed(seen[:-1]):
        assert planned("undo").code == 0
        assert [planned(view).out for view in views] == before
    for after in seen[1:]:
        assert planned("redo").code == 0
        assert [planned(view).out for view in views] == after
    assert planned("redo").code == 1


def test_something_new_ends_what_could_be_brought_back(planned: Driver) -> None:
    planned("done stat-descriptive")
    planned("undo")
    planned("note la-eigen hello")
    assert planned("redo").code == 1
    told = planned("history --json").json["commands"]
    assert [one["counts"] for one in told] == [True, False, True]


def test_history_says_what_was_done_newest_first(planned: Driver) -> None:
    planned("done stat-descriptive --took 40m")
    planned("know sql")
    planned("undo")
    lines = planned("history").out.splitlines()
    assert "knowing" in lines[0]
    assert lines[0].endswith("(taken back)")
    assert lines[1].endswith("done stat-descriptive:basics, in 40 min")
    assert "the plan: the first one" in lines[2]
    assert planned("history -n 1").out.count("\n") == 2
    assert len(planned("history --all --json").json["commands"]) == 3


def test_notes_are_kept_by_topic(planned: Driver) -> None:
    planned("note", "la-eigen", "Spectral theorem:", "why symmetric?")
    planned("note la-svd rank first")
    assert "Spectral theorem: why symmetric?" in planned("note la-eigen").out
    assert "Spectral theorem" in planned("topic la-eigen").out
    assert len(planned("note --json").json["notes"]) == 2
    planned("note la-eigen --clear")
    assert "no notes on la-eigen" in planned("note la-eigen").err
    planned("undo")
    assert "Spectral theorem" in planned("note la-eigen").out
    assert planned("note", "la-eigen", "x" * 3000).code == 1
    assert planned("note nowhere-at-all hello").code == 1
    planned("note", "la-eigen", "red \x1b[31malert\x07")
    assert "\x1b" not in planned("note la-eigen").out


def test_reading_commands_leave_everything_as_it_was(planned: Driver, home: Path) -> None:
    planned("done stat-descriptive")
    planned("backup create")

    def seen() -> dict[str, tuple[bytes, int]]:
        files = [p for p in (home / "state").rglob("*") if p.is_file()]
        return {str(p): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}

    before = seen()
    for words in (
        "history", "history --json", "note", "note la-eigen", "pin", "skip", "plans",
        "plans --json", "plans compare 1", "interview list", "backup list", "backup list --json",
        "doctor", "doctor --json", "replan --dry-run", "replan --hours 5 --dry-run --json",
        "interview move interview 2027-01-30 --dry-run",
    ):  # fmt: skip
        assert planned(*words.split(), today="2026-11-24").code == 0, words
    assert seen() == before


def test_a_backup_carries_everything_to_another_machine(planned: Driver, tmp_path: Path) -> None:
    planned("done stat-descriptive")
    copy = tmp_path / "copy.db"
    assert "read back whole" in planned("backup", "create", str(copy)).err
    assert planned("backup", "create", str(copy)).code == 1
    run = planned("backup", "create", str(tmp_path / "nowhere" / "copy.db"))
    assert run.code == 1
    assert f"There is no folder {tmp_path / 'nowhere'}." in run.err
    here = planned("show --json").out
    there = str(tmp_path / "there")
    assert planned("--home", there, "backup", "merge", str(copy)).code == 0
    assert planned("--home", there, "show", "--json").out == here
    planned("--home", there, "done", "prob-bayes")
    planned("done", "sql-windows-ctes")
    back = tmp_path / "back.db"
    planned("--home", there, "backup", "create", str(back))
    run = planned("backup", "merge", str(back))
    assert "back.db brings 1 command. Your current plan stays." in run.err
    assert "Added." in run.err
    assert "nothing new" in planned("backup", "merge", str(back)).err
    for topic in ("stat-descriptive", "prob-bayes", "sql-windows-ctes"):
        assert planned("topic", topic, "--json").json["depths"]["basics"]["done"], topic


def test_a_merge_reports_the_other_plan(planned: Driver, tmp_path: Path) -> None:
    there = str(tmp_path / "there")
    later = "2026-11-25"
    planned("--home", there, "plan", "--role", "software-engineer", today=later)
    copy = str(tmp_path / "copy.db")
    planned("--home", there, "backup", "create", copy, today=later)
    before = planned("history --json", today=later).out
    for words in ((), ("--dry-run",)):
        run = planned("backup", "merge", copy, *words, today=later)
        assert run.code == (0 if words else 2)
        assert "brings 1 command (1 plan among them). Your current plan changes." in run.err
        assert planned("history --json", today=later).out == before
    run = planned("backup", "merge", copy, "--yes", today=later)
    assert "mlprep plans" in run.err
    assert planned("show --json", today=later).json["profile"]["roles"] == ["software-engineer"]
    assert len(planned("plans --json", today=later).json["plans"]) == 2


def test_restore_asks_goes_back_and_can_be_taken_back(planned: Driver) -> None:
    planned("done stat-descriptive")
    planned("backup create")
    planned("done prob-bayes")
    run = planned("backup restore", today="2026-12-01")
    assert run.code == 2
    assert "holds 2 commands, up to Mon 23 Nov 2026. Your history now has 3 commands" in run.err
    run = planned("backup restore --yes")
    assert "Gone back: 1 command left out. To return: mlprep undo" in run.err
    assert not planned("topic prob-bayes --json").json["depths"]["basics"]["done"]
    assert planned("topic stat-descriptive --json").json["depths"]["basics"]["done"]
    planned("undo")
    assert planned("topic prob-bayes --json").json["depths"]["basics"]["done"]
    assert planned("backup restore nowhere --yes").code == 1


@posix
@pytest.mark.parametrize("words", ["backup restore", "replan --hours 8", "backup merge {copy}"])
def test_ctrl_c_and_ctrl_d_at_a_question(
    planned: Driver, home: Path, tmp_path: Path, words: str
) -> None:
    copy, there = str(tmp_path / "copy.db"), str(tmp_path / "there")
    planned("backup create")
    planned("note la-eigen since")
    planned("--home", there, "note", "la-eigen", "hello")
    planned("--home", there, "backup", "create", copy)
    before = planned("history --json").out
    asked = words.format(copy=copy).split()
    with terminal(home, *asked) as screen:
        screen.until("(y/n) [n] ")
        screen.press("\x04")
        assert "\r\nKept as it was." in screen.until("Kept as it was.")
        assert screen.process.wait(timeout=30) == 0
    with terminal(home, *asked) as screen:
        screen.until("(y/n) [n] ")
        for _ in range(10):  # Python misses one that comes just before it begins to read
            os.killpg(screen.process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                assert screen.process.wait(timeout=3) == 130
                break
        assert "\r\nInterrupted. " in screen.until("Interrupted. ")
    assert planned("history --json").out == before


def test_the_doctor_is_content_with_a_sound_home(planned: Driver) -> None:
    planned("done stat-descriptive")
    told = planned("doctor --json").json["findings"]
    assert {one["subject"] for one in told} == {"journal", "replay", "plan", "catalog", "backups"}
    assert [one for one in told if one["state"] == "fault"] == []


def test_the_doctor_finds_the_way_back(planned: Driver, home: Path) -> None:
    planned("done stat-descriptive")
    planned("backup create")
    database = home / "state" / "mlprep.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 0xFF
    database.write_bytes(bytes(content))
    run = planned("doctor")
    assert run.code == 3
    name = planned("backup list --json").json["backups"][0]["name"]
    assert " ".join((run.out + run.err).split()).count(f"mlprep backup restore {name}") == 1
    assert "1 fault found: journal." in run.err
    assert run.out.count("first mend the fault of the journal") == 2
    run = planned("backup", "restore", name, "--yes")
    assert run.code == 0
    assert "Back: 2 commands, up to Mon 23 Nov 2026. What you did after that is not in" in run.err
    assert planned("doctor").code == 0
    assert planned("topic stat-descriptive --json").json["depths"]["basics"]["done"]
    assert list((home / "state").glob("mlprep.db.damaged-*"))


def test_the_doctor_advises_an_upgrade_for_a_newer_journal(planned: Driver, home: Path) -> None:
    planned("backup create")
    with closing(sqlite3.connect(home / "state" / "mlprep.db")) as database:
        database.execute("PRAGMA user_version = 9")
    run = planned("doctor")
    assert run.code == 3
    assert "Upgrade mlprep. The file was not touched." in run.out
    assert "backup restore" not in run.out + run.err
    assert "1 fault found: journal." in run.err


def test_a_fault_in_an_own_file_is_one_fault_and_stops_no_care(
    planned: Driver, home: Path, tmp_path: Path
) -> None:
    planned("done stat-descriptive")
    (home / "config").mkdir()
    (home / "config" / "topics.yaml").write_text("format: 1\ntopics: [{id: x, titel: y}]\n")
    run = planned("doctor")
    assert (run.code, run.out.count("FAULT")) == (3, 1)
    assert run.out.count("first mend the fault of the catalog") == 2
    assert "1 fault found: catalog." in run.err
    there, copy = str(tmp_path / "there"), str(tmp_path / "copy.db")
    planned("--home", there, "note", "la-eigen", "hello")
    planned("--home", there, "backup", "create", copy)
    for words in (
        ("undo",), ("redo",), ("history",), ("backup", "create"), ("backup", "list"),
        ("backup", "merge", copy), ("backup", "restore", copy, "--yes"),
    ):  # fmt: skip
        assert planned(*words).code == 0, words


def test_backups_come_before_what_is_risky(planned: Driver) -> None:
    planned("replan --hours 8 --yes")
    planned("plan --hours 9 --yes")
    planned("plans rollback 1 --yes")
    planned("backup restore --yes")
    reasons = [one["reason"] for one in planned("backup list --json").json["backups"]]
    assert reasons.count("before-replan") == 3
    assert reasons.count("before-restore") == 1


def test_an_undo_in_another_terminal_takes_back_another_command(
    planned: Driver, home: Path
) -> None:
    planned("done stat-descriptive")
    planned("done prob-bayes")
    from mlprep.world import World  # noqa: PLC0415  # a second terminal

    other = World(home=str(home))
    assert len(other.events) == 3
    assert "prob-bayes" in planned("undo").err
    assert "stat-descriptive" in other.turn("undo")


def test_a_plan_is_not_stored_over_what_another_terminal_stored(
    planned: Driver, home: Path
) -> None:
    from mlprep.errors import UserError  # noqa: PLC0415  # as above
    from mlprep.world import World  # noqa: PLC0415

    other = World(home=str(home))
    assert len(other.events) == 1
    planned("done stat-descriptive")
    with pytest.raises(UserError, match="another terminal"):
        other.record([("note", {"topic": "la-eigen", "text": "x"})], unseen=False)


def test_times_are_kept_as_iso_with_their_offset(planned: Driver, home: Path) -> None:
    planned("done stat-descriptive", today=TODAY)
    told = planned("history --json").json["commands"]
    assert all(one["at"].endswith("+00:00") for one in told)
    assert json.loads(planned("plans --json").out)["plans"][0]["at"].startswith(TODAY)
    assert home.is_dir()


def test_going_back_to_what_is_there_changes_nothing_and_says_so(planned: Driver) -> None:
    planned("backup create")
    for words in ("backup restore", "backup restore --yes"):
        run = planned(words)
        assert run.code == 0
        assert run.err.splitlines()[-1] == "That is the same: nothing would change."
    assert "1 command" in run.err
    assert planned("history --json").json["total"] == 1
    planned("done la-eigen")
    assert planned("backup restore").code == 2
