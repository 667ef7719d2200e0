"""done --took, know, pin, skip, note: what is said counts, and what changes nothing says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Driver

UNIT = "stat-hypothesis-testing:solid"  # 105 minutes, in the plan
ROOTS = ("stat-descriptive", "stat-hypothesis-testing", "sql-joins-aggregation", "prob-bayes")


def minutes_of(run: Driver, topic: str) -> dict[str, int]:
    depths = run(f"topic {topic} --json").json["depths"]
    return {f"{topic}:{name}": depth["minutes"] for name, depth in depths.items()}


def noted(run: Driver) -> str:
    """What the next plan says of the times that were noted."""
    err = run("replan --dry-run --json").err
    return next((line for line in err.splitlines() if line.startswith("By the times")), "")


def taken(said: str) -> float:
    """The hours of "(6 units, 12 h for …"."""
    return float(said.partition(" units, ")[2].partition(" h ")[0])


def slowly(run: Driver, *topics: str) -> int:
    """Study topics up to solid in twice their time; the minutes that it took."""
    total = 0
    for topic in topics:
        both = sum(list(minutes_of(run, topic).values())[:2])
        assert run(f"done {topic}:solid --took {2 * both}m").code == 0
        total += 2 * both
    return total


def test_the_time_of_two_depths_is_divided_and_both_count(planned: Driver) -> None:
    lengths = minutes_of(planned, "dl-backprop")
    run = planned("done dl-backprop:solid --took 1h20 --json").json
    assert run["recorded"] == 2
    assert run["message"].count("Back-propagation") == 2
    done = planned("history --json").json["commands"][0]["words"].split("; ")
    told = {words.split()[1].rstrip(","): int(words.split()[-2]) for words in done}
    assert sum(told.values()) == 80
    basics, solid = lengths["dl-backprop:basics"], lengths["dl-backprop:solid"]
    assert told["dl-backprop:basics"] == 80 * basics // (basics + solid)
    planned("undo")
    assert not planned("topic dl-backprop --json").json["depths"]["basics"]["done"]
    slowly(planned, *ROOTS)
    assert noted(planned).startswith(f"By the times you noted ({2 * len(ROOTS)} units, ")


def test_parts_carry_their_times_and_the_last_word_is_on_the_rest(planned: Driver) -> None:
    slowly(planned, *ROOTS[:1], *ROOTS[2:])
    planned("done stat-hypothesis-testing:basics")
    planned(f"done {UNIT} --part 30m --took 50m")
    assert "30 min of stat-hypothesis-testing:solid, in 50 min" in planned("history").out
    before = noted(planned)
    planned(f"done {UNIT} --part 15m")
    assert noted(planned) == before  # what all of it took is not known yet
    planned(f"done {UNIT} --took 10h")
    assert minutes_of(planned, "stat-hypothesis-testing")[UNIT] == 105
    assert taken(noted(planned)) - taken(before) == pytest.approx((50 + 15 + 600) / 60, abs=0.5)


def length_of(run: Driver, name: str) -> int:
    weeks = run("show --json").json["weeks"]
    return next(int(i["minutes"]) for week in weeks for i in week["items"] if i["id"] == name)


def test_a_sitting_that_took_longer_uses_up_the_day(planned: Driver) -> None:
    planned("done sql-joins-aggregation:basics/1 --took 70m")
    first = length_of(planned, "sql-joins-aggregation:basics/1")
    assert f"{first} min of sql-joins-aggregation:basics, in 70 min" in planned("history").out
    assert "1 h 10 done" in planned("today").out
    planned("done sql-joins-aggregation:basics/2 --took 30m")
    assert "1 h 40 done" in planned("today").out


def test_the_time_of_parts_outlives_a_replan(planned: Driver) -> None:
    slowly(planned, *ROOTS[:1], *ROOTS[2:])
    planned("done stat-hypothesis-testing:basics")
    before = taken(noted(planned))
    planned(f"done {UNIT} --part 60m --took 2h")
    planned("replan --hours 9 --yes")
    planned(f"done {UNIT} --took 1h30")
    assert taken(noted(planned)) - before == pytest.approx(3.5, abs=0.5)


def test_several_sittings_in_one_command_are_all_recorded(planned: Driver) -> None:
    run = planned("done stat-descriptive sql-joins-aggregation:basics/1 mock-1 --json").json
    assert run["recorded"] == 2
    first = length_of(planned, "sql-joins-aggregation:basics/1")
    for said in ("Descriptive", f"{first} min of it", "Mock interview: "):
        assert said in run["message"]
    planned("done sql-joins-aggregation:basics/2 --part 10m")
    assert not planned("topic sql-joins-aggregation --json").json["depths"]["basics"]["done"]
    assert planned("status --json").json["minutes_done"] == 30 + first + 10


def test_no_time_is_refused(planned: Driver) -> None:
    for length in ("0", "0m", ""):
        assert planned("done", "la-eigen", "--took", length).code == 1
    assert len(planned("history --json").json["commands"]) == 1


def test_next_is_what_is_left_of_it(planned: Driver) -> None:
    err = planned("done stat-descriptive --part 10m").err
    assert err.endswith("basics, 20 min of 30 min left.\n")


def test_only_paces_other_than_that_of_all_are_listed(planned: Driver) -> None:
    slow = slowly(planned, *ROOTS[:2]) // 2  # four units of one area
    quick = ("sql-joins-aggregation", "prob-bayes", "dl-backprop")
    for topic in quick:
        both = sum(list(minutes_of(planned, topic).values())[:2])
        planned(f"done {topic}:solid --took {both - slow // len(quick)}m")
    said = noted(planned)
    assert said.endswith("the plan multiplies the estimates: Statistics × 1.5.")
    slowly(planned, "la-eigen", "ml-svm", "cs-complexity")
    pace = planned("replan --dry-run --json").json["plan"]["profile"]["pace"]
    assert noted(planned).endswith(f", all else × {pace[''] / 100:g}.")
    assert noted(planned).count("×") == 1 + sum(p != pace[""] for p in pace.values())


def test_what_left_the_catalog_can_still_be_said(planned: Driver, home: Path) -> None:
    planned("note stat-hypothesis-testing errors of two kinds")
    (home / "config").mkdir(parents=True, exist_ok=True)
    hiding = "format: 1\nhide: [stat-hypothesis-testing]\n"
    (home / "config" / "topics.yaml").write_text(hiding, "utf-8")
    before = planned("status --json").json["units_done"]
    for words in (
        f"pin {UNIT}", "skip stat-hypothesis-testing", "skip stat-hypothesis-testing --not",
        f"done {UNIT} --took 1h", "note stat-hypothesis-testing once more",
    ):  # fmt: skip
        run = planned(words)
        assert (run.code, "no topic" in run.err) == (0, False), words
    assert planned("status --json").json["units_done"] == before + 2
    assert "errors of two kinds" in planned("note stat-hypothesis-testing").out
    assert planned("topic stat-hypothesis-testing").code == 1


@pytest.mark.parametrize(
    ("first", "again", "said"),
    [
        ("skip gen-gan", "skip gen-gan", "skipped already"),
        ("skip gen-gan --until 2027-01-04", "skip gen-gan --until 2027-01-04", "skipped until"),
        ("skip ml-svm", "skip la-eigen --not", "not skipped"),
        ("pin prob-bayes", "pin prob-bayes", "pinned already"),
        ("pin prob-bayes", "pin la-eigen --off", "not pinned"),
        ("know sql", "know sql", "known already"),
        ("know sql --rusty", "know sql --rusty", "rusty already"),
        ("know sql", "know la-eigen --not", "not known"),
        ("note la-svd rank", "note la-eigen --clear", "no notes"),
        ("done la-eigen", "done la-eigen:basics", "done before"),
    ],
)
def test_what_changes_nothing_says_so_and_is_not_stored(
    planned: Driver, first: str, again: str, said: str
) -> None:
    assert planned(f"{first} --json").json["recorded"] == 1
    run = planned(again)
    assert (run.code, run.out) == (0, "")
    assert said in run.err
    assert run.err.endswith("Nothing was recorded.\n")
    assert planned(f"{again} --json").json["recorded"] == 0
    assert len(planned("history --json").json["commands"]) == 2


def test_what_the_plan_took_as_known_can_be_taken_back(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 12 --hours 10 --know la-eigen:basics")
    assert "1 unit no longer known." in mlprep("know la-eigen --not").err
    assert "Nothing was recorded" in mlprep("know la-eigen --not").err


@pytest.mark.parametrize(
    ("taken_back", "left"),
    [
        ("know stat-hypothesis-testing:basics --not", []),
        ("know stat-hypothesis-testing --not", []),
        ("know statistics:basics --not", []),
        ("know stat-hypothesis-testing:solid --not", ["basics"]),
        ("know stat-hypothesis-testing:expert --not", ["basics", "solid"]),
    ],
)
def test_what_is_not_known_is_not_known_deeper(
    mlprep: Driver, taken_back: str, left: list[str]
) -> None:
    mlprep("know stat-hypothesis-testing:expert")
    mlprep(taken_back)
    known = mlprep("plan --role data-scientist --json").json["profile"]["known"]
    assert known == [f"stat-hypothesis-testing:{depth}" for depth in left]


@pytest.mark.parametrize(
    "words",
    [
        "skip --until 2027-01-11", "skip --not", "pin --off", "pin --not", "note --clear",
        "skip la-eigen --not --until 2027-01-11", "know sql --rusty --not",
    ],
)  # fmt: skip
def test_an_option_is_not_dropped(planned: Driver, words: str) -> None:
    assert planned(words).code == 2
    assert len(planned("history --json").json["commands"]) == 1


def test_a_depth_that_is_not_there_is_not_another(planned: Driver) -> None:
    assert "no depth expert" in planned("skip la-eigen:expert").err
    assert "no depth expert" in planned("pin la-eigen:expert").err


def test_of_a_skip_and_a_pin_the_later_one_counts(planned: Driver) -> None:
    planned("pin prob-bayes")
    pinned = planned("pin --json").json["pinned"]
    run = planned("skip prob-bayes")
    assert f"No longer pinned: {', '.join(pinned)}." in run.err
    assert planned("pin --json").json["pinned"] == []
    skipped = [one["unit"] for one in planned("skip --json").json["skipped"]]
    assert set(pinned) <= set(skipped)
    assert f"No longer skipped: {', '.join(pinned)}." in planned("pin prob-bayes").err
    left = {one["unit"] for one in planned("skip --json").json["skipped"]}
    assert left == set(skipped) - set(pinned)
    for _ in range(2):
        planned("undo")
    assert planned("pin --json").json["pinned"] == pinned
    assert planned("skip --json").json["skipped"] == []


def test_a_pin_says_what_stands_in_its_way(planned: Driver) -> None:
    planned("skip ml-svm")
    assert "What it needs is skipped: ml-svm:basics." in planned("pin ml-svm:solid").err


def test_a_skip_says_until_when_and_what_follows(planned: Driver) -> None:
    run = planned("skip prob-counting --until 2027-01-11")
    assert run.err.startswith("Skipped until 2027-01-11: prob-counting:basics")
    assert "What needs it waits too: " in run.err
    assert {"unit": "prob-counting:basics", "until": "2027-01-11"} in planned("skip --json").json[
        "skipped"
    ]
    assert planned("skip --json", today="2027-01-11").json["skipped"] == []
    run = planned("skip prob-counting")
    named, _, more = run.err.partition("replan: ")[2].partition(".")[0].partition(" and ")
    count = len(named.split(", ")) + int(more.split()[0])
    changes = planned("replan --dry-run --json").json["changes"]
    assert count == sum(c["reason"].startswith("needs ") for c in changes)


def test_what_is_known_or_skipped_leads_to_a_replan(planned: Driver) -> None:
    assert planned("know cs-complexity:basics").err == (
        "1 unit known. Your plan gives it 45 min. To fit it to what you said: mlprep replan\n"
    )
    assert planned("skip gen-gan").err.endswith("It is not planned.\n")


def test_an_interview_answers_to_its_date(planned: Driver) -> None:
    planned('interview add 2027-01-11 "First call" --yes')
    planned("interview move 2027-01-11 2027-01-12 --yes")
    assert planned("interview list --json").json["interviews"][0]["date"] == "2027-01-12"
    run = planned("interview remove 2027-01-11 --yes")
    assert (run.code, "First call on 2027-01-12" in run.err) == (1, True)
    assert (
        "'First call' is on 2027-01-12 already"
        in planned("interview move interview 2027-01-12 --yes").err
    )
    assert planned("interview remove 2027-01-12 --yes").code == 0
    assert len(planned("interview list --json").json["interviews"]) == 1
