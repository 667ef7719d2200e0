from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.commands.test_practice import posix, terminal
from tests.conftest import Driver, Run

PLAN = "plan --role data-scientist --weeks 12 --hours 10"


def test_a_plan_is_shown_and_kept(mlprep: Driver, home: Path) -> None:
    run = mlprep(PLAN)
    assert run.code == 0
    assert run.out.startswith("Data scientist · Mon 23 Nov 2026 · interview Mon 15 Feb 2027")
    assert "Week 12" in run.out
    assert (home / "state" / "mlprep.db").is_file()
    assert mlprep("show").out == run.out


def test_a_dry_run_stores_nothing(mlprep: Driver, home: Path) -> None:
    run = mlprep(PLAN + " --dry-run")
    assert run.code == 0
    assert "Week 12" in run.out
    assert not (home / "state").exists()
    assert mlprep("show").code == 1


def test_the_json_is_the_contract(mlprep: Driver) -> None:
    plan = mlprep(PLAN + " --json").json
    assert plan["format"] == 1
    assert set(plan) >= {
        "mlprep", "catalog", "profile", "selection", "weeks", "sweep_starts", "rounds", "summary",
    }  # fmt: skip
    assert plan["profile"]["roles"] == ["data-scientist"]
    assert plan["profile"]["interview"] == "2027-02-15"
    assert plan["profile"]["minutes_per_weekday"]["sat"] == 225
    units = {unit["id"]: unit for unit in plan["selection"]["units"]}
    learnt = [i for week in plan["weeks"] for i in week["items"] if i["kind"] == "learn"]
    assert all(units[item["unit"]]["selected"] for item in learnt)
    assert all(item["done"] is False for item in learnt)
    minutes = sum(unit["minutes"] for unit in units.values() if unit["selected"])
    assert minutes == sum(item["minutes"] for item in learnt)
    assert minutes <= plan["selection"]["capacity_minutes"]
    assert plan["selection"]["value"] == plan["selection"]["upper_bound"]
    assert plan["selection"]["optimal"] is True
    assert plan["selection"]["gap"] == 0
    assert plan["selection"]["certificate"]
    assert mlprep("show --json").json == plan


def test_same_inputs_same_bytes(mlprep: Driver) -> None:
    assert mlprep(PLAN + " --dry-run --json").out == mlprep(PLAN + " --dry-run --json").out


def test_a_second_plan_in_a_script_needs_yes(planned: Driver) -> None:
    run = planned("plan --hours 12")
    assert run.code == 2
    assert "--yes" in run.err
    assert planned("show --json").json["profile"]["minutes_per_weekday"]["mon"] == 75
    assert planned("plan --hours 12 --yes").code == 0
    assert planned("show --json").json["profile"]["minutes_per_weekday"]["mon"] == 90


def test_what_is_not_said_comes_from_the_plan_there_is(planned: Driver) -> None:
    planned("plan --off sun,2026-12-24..2027-01-01 --rusty sql --yes")
    profile = planned("plan --hours 8 --dry-run --json", today="2026-11-30").json["profile"]
    assert profile["roles"] == ["data-scientist"]
    assert profile["interview"] == "2027-02-15"
    assert profile["start"] == "2026-11-30"
    assert "sql-windows-ctes:basics" in profile["rusty"]


def test_a_dry_run_over_a_plan_shows_the_difference(planned: Driver) -> None:
    run = planned("plan --weeks 8 --dry-run")
    assert "What changes from Mon 23 Nov on: interview on 2027-01-18" in run.out
    assert "Leaves" in run.out


def test_done_units_are_not_planned_again(planned: Driver) -> None:
    planned("done stat-descriptive")
    plan = planned("plan --yes --json").json
    assert "stat-descriptive:basics" not in {unit["id"] for unit in plan["selection"]["units"]}


def test_known_and_rusty_say_what_they_save(mlprep: Driver) -> None:
    run = mlprep(
        "plan --role research-scientist --domain nlp-llm --weeks 16 --hours 10"
        " --know linear-algebra:solid --rusty computer-science"
    )
    assert "by what you know" in run.out
    profile = mlprep("show --json").json["profile"]
    assert "la-eigen:solid" in profile["known"]
    assert "cs-trees:basics" in profile["rusty"]


@posix
@pytest.mark.parametrize(("pillar", "place"), [("h", "known"), ("r", "rusty")])
def test_a_domain_that_is_new_is_new_whatever_its_pillar_is(
    mlprep: Driver, home: Path, pillar: str, place: str
) -> None:
    with terminal(home, "plan") as screen:
        for question, answer in (
            ("Which role?", "research-scientist"), ("Which domain", "nlp-llm"), ("Hours", "10"),
            ("interview?", "16"), ("Computer science", "n"), ("Linear algebra", "n"),
            ("Statistics", "n"), ("Machine learning", pillar), ("NLP and large", "n"),
        ):  # fmt: skip
            screen.until(question)
            screen.press(f"{answer}\n")
        screen.until("Start: ")
    profile = mlprep("show --json").json["profile"]
    assert "dl-backprop:basics" in profile[place]
    assert not [unit for unit in profile[place] if unit.startswith(("nlp-", "llm-"))]


def test_the_more_specific_word_counts(mlprep: Driver) -> None:
    run = mlprep(PLAN + " --know linear-algebra --rusty la-eigen --json")
    profile = run.json["profile"]
    assert "la-eigen:basics" in profile["rusty"]
    assert "la-eigen:basics" not in profile["known"]
    assert "la-svd:basics" in profile["known"]


def test_a_plan_too_short_for_its_core_works_and_says_what_would_fit(mlprep: Driver) -> None:
    run = mlprep("plan --role software-engineer --weeks 1 --hours 10")
    assert run.code == 0
    assert "do not all fit" in run.err
    assert "more week" in run.err


def test_the_smallest_change_is_true(mlprep: Driver) -> None:
    said = mlprep("plan --role software-engineer --weeks 2 --hours 10 --dry-run").err
    weeks = int(said.partition("fit with ")[2].partition(" more week")[0])
    fits = mlprep(f"plan --role software-engineer --weeks {2 + weeks} --hours 10 --dry-run").err
    misses = mlprep(f"plan --role software-engineer --weeks {1 + weeks} --hours 10 --dry-run").err
    assert "The basics that everybody needs" not in fits
    assert "The basics that everybody needs" in misses


def test_three_days_of_two_hours(mlprep: Driver) -> None:
    run = mlprep(
        "plan", "--role", "data-scientist", "--interview", "2026-11-26", "--per-day", "mon-sun=2h",
        "--json",
    )  # fmt: skip
    days = {item["date"] for item in run.json["weeks"][0]["items"]}
    assert days == {"2026-11-23", "2026-11-24", "2026-11-25"}


def test_without_a_date_sixteen_weeks_are_assumed_and_said(mlprep: Driver) -> None:
    run = mlprep("plan --role data-scientist")
    assert "16 weeks are assumed" in run.err
    assert len(mlprep("show --json").json["weeks"]) == 16


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("plan", 2, "Which role?"),
        ("plan --role data-scientits", 1, "Did you mean data-scientist"),
        ("plan --role research-scientist", 2, "--domain"),
        ("plan --role research-scientist --domain cooking", 1, "no domain"),
        ("plan --role data-scientist --hours 0", 1, "too little"),
        ("plan --role data-scientist --hours=-4", 1, "too little"),
        ("plan --role data-scientist --hours 200", 1, "at most 70"),
        ("plan --role data-scientist --hours lots", 1, "not hours a week"),
        ("plan --role data-scientist --weeks 0", 1, "cannot be planned"),
        ("plan --role data-scientist --weeks 400", 1, "cannot be planned"),
        ("plan --role data-scientist --interview 2025-01-01", 1, "not after today"),
        ("plan --role data-scientist --interview today", 1, "not after today"),
        ("plan --role data-scientist --interview 2027-02-30", 1, "not a date"),
        ("plan --role data-scientist --weeks 4 --interview 2027-03-14", 2, "same twice"),
        ("plan --role data-scientist --hours 4 --per-day mon=1h", 2, "same twice"),
        ("plan --role data-scientist --off mon-sun", 4, "Every day is off"),
        ("plan --role data-scientist --weeks 2 --off 2026-11-01..2027-02-01", 4, "study minute"),
        ("plan --role data-scientist --know nonsense", 1, "no topic, area or pillar"),
        ("plan --role data-scientist --know la-eigen:deep", 1, "not a depth"),
        ("plan --role data-scientist --start 2026-12-10 --interview 2026-12-01", 1, "not after"),
        ("plan --hourss 10", 2, "No such option"),
        ("plann", 2, "No such command"),
    ],
)
def test_wrong_input_is_told_in_words(mlprep: Driver, words: str, code: int, said: str) -> None:
    run = mlprep(words)
    assert run.code == code
    assert said.replace("at most 70", "most is 70") in run.err
    assert run.out == ""
    assert "Traceback" not in run.err


def test_errors_are_json_for_scripts(mlprep: Driver) -> None:
    run = mlprep("plan --role nobody --json")
    assert run.code == 1
    told = json.loads(run.err)
    assert told["format"] == 1
    assert set(told["error"]) == {"code", "message", "hint"}
    assert json.loads(mlprep("plan --json --foo").err)["error"]["code"] == "usage"


def broken_home(mlprep: Driver, home: Path) -> Run:
    home.mkdir(exist_ok=True)
    (home / "state").write_text("a file where a folder should be")
    return mlprep(PLAN)


def test_a_home_that_cannot_be_written(mlprep: Driver, home: Path) -> None:
    run = broken_home(mlprep, home)
    assert run.code == 1
    assert "Nothing was stored" in run.err
    assert run.out == ""


def test_every_reading_command_leaves_the_state_as_it_is(planned: Driver, home: Path) -> None:
    def seen() -> dict[str, tuple[bytes, int]]:
        state = home / "state"
        return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in state.iterdir()}

    before = seen()
    for words in (
        "", "today", "today --json", "show", "show --all", "show --json", "status", "topics bayes",
        "status --json", "topic la-eigen", "roles", "roles data-scientist", "export markdown",
        "catalog check", "catalog path", "plan --dry-run",
    ):  # fmt: skip
        assert planned(*words.split()).code == 0, words
    assert seen() == before


def test_the_journal_only_grows(planned: Driver, home: Path) -> None:
    planned("done stat-descriptive")
    planned("undo")
    with sqlite3.connect(home / "state" / "mlprep.db") as database:
        kinds = [row[0] for row in database.execute("SELECT kind FROM events ORDER BY seq")]
        assert kinds == ["plan", "done", "undo"]
        for statement in ("DELETE FROM events", "UPDATE events SET kind = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                database.execute(statement)
    database.close()
