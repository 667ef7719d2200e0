"""today, done, undo, know, status, show: what someone does every day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Driver


def test_without_a_plan_today_leads_to_the_first_one(mlprep: Driver) -> None:
    for words in ("", "today"):
        run = mlprep(*words.split())
        assert run.code == 0
        assert "mlprep plan --role" in run.out
    assert mlprep("status").code == 1
    assert "mlprep plan" in mlprep("status").err


def test_today_shows_goals_sources_and_the_next_command(planned: Driver) -> None:
    run = planned("today")
    assert run.out.startswith("Mon 23 Nov · week 1 of 12 · 1 h 15 today · 84 days")
    assert "Goal   You can" in run.out
    assert "Study  " in run.out
    assert "Then   mlprep done" in run.out
    assert planned().out == run.out


def test_today_as_json(planned: Driver) -> None:
    told = planned("today --json").json
    assert told["format"] == 1
    assert {"items", "open_minutes", "behind"} <= set(told)
    assert sum(item["minutes"] for item in told["items"]) == 75


def test_done_then_undo_leaves_everything_as_it_was(planned: Driver) -> None:
    views = (
        "today",
        "status",
        "show --all",
        "export markdown",
        "topic stat-descriptive",
        "show --json",
    )
    before = [planned(view).out for view in views]
    run = planned("done stat-descriptive")
    assert run.code == 0
    assert "Done: Descriptive statistics and robust summaries, basics, 30 min. Next:" in run.err
    after = [planned(view).out for view in views]
    assert all(a != b for a, b in zip(before, after, strict=True))
    assert "- [x] Descriptive statistics" in after[3]
    assert "✓" in after[2]
    assert "Taken back: done stat-descriptive:basics" in planned("undo").err
    assert [planned(view).out for view in views] == before


def test_done_takes_the_earliest_open_depth_of_the_plan(planned: Driver) -> None:
    for depth in ("basics", "solid"):
        assert (
            f"Hypothesis tests, p-values, error types, {depth}"
            in planned("done stat-hypothesis-testing").err
        )
    depths = planned("topic stat-hypothesis-testing --json").json["depths"]
    assert [depths[d]["done"] for d in ("basics", "solid")] == [True, True]


def test_a_named_depth_brings_those_below_it(planned: Driver) -> None:
    planned("done stat-hypothesis-testing:solid --on yesterday")
    depths = planned("topic stat-hypothesis-testing --json").json["depths"]
    assert depths["basics"] == depths["basics"] | {"done": True, "on": "2026-11-22"}
    assert depths["solid"]["done"]
    assert not depths["expert"]["done"]


def test_done_again_says_so_and_records_nothing(planned: Driver) -> None:
    planned("done stat-descriptive:basics")
    run = planned("done stat-descriptive:basics --json")
    assert (run.code, run.json["recorded"]) == (0, 0)
    assert "done before" in run.json["message"]


def test_a_part_leaves_the_remainder(planned: Driver) -> None:
    planned("done sql-joins-aggregation --part 45m")
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    mine = [i["done"] for i in items if i.get("unit") == "sql-joins-aggregation:basics"]
    assert mine[0] is True
    assert mine[-1] is False
    planned("done sql-joins-aggregation --part 45m")
    assert planned("topic sql-joins-aggregation --json").json["depths"]["basics"]["done"]


def test_a_sitting_is_an_item_of_its_own(planned: Driver) -> None:
    planned("done sql-joins-aggregation:basics/1 --took 50m")
    told = planned("topic sql-joins-aggregation --json").json
    assert not told["depths"]["basics"]["done"]
    planned("done sql-joins-aggregation:basics/2")
    assert planned("topic sql-joins-aggregation --json").json["depths"]["basics"]["done"]


def test_a_later_sitting_counts_its_own_minutes(planned: Driver) -> None:
    def told(words: str) -> tuple[str, bool]:
        message = planned(f"done {words} --json").json["message"]
        depths = planned("topic sql-joins-aggregation --json").json["depths"]
        return message, depths["basics"]["done"]

    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    mine = [i for i in items if i.get("unit") == "sql-joins-aggregation:basics"]
    first, second = (i["minutes"] for i in mine if i["kind"] == "learn")
    message, done = told("sql-joins-aggregation:basics/2")
    assert (f": {second} min of it." in message, done) == (True, False)
    assert planned("status --json").json["minutes_done"] == second
    planned("undo")
    assert told("sql-joins-aggregation:basics/2 sql-joins-aggregation:basics/1")[1]
    assert planned("status --json").json["minutes_done"] == first + second


def test_a_part_that_is_more_than_was_left_says_what_was_left(planned: Driver) -> None:
    assert "left" not in planned("done stat-descriptive --part 30m").err.partition("Next")[0]
    planned("undo")
    planned("done stat-descriptive --part 15m")
    run = planned("done stat-descriptive --part 500m")
    assert "basics, 30 min. Only 15 min of it were left. Next: " in run.err
    assert planned("topic stat-descriptive --json").json["depths"]["basics"]["done"]
    assert planned("status --json").json["minutes_done"] == 30


def test_quizzes_mocks_and_milestones_can_be_done(planned: Driver) -> None:
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    for kind in ("consolidate", "mock", "project", "practice", "review", "catch-up"):
        name = next(item["id"] for item in items if item["kind"] == kind)
        assert planned("done", name).code == 0
        again = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
        assert next(item["done"] for item in again if item["id"] == name)


def test_a_milestone_in_pieces_is_done_as_a_whole(planned: Driver) -> None:
    planned("done project-2")
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    pieces = [i["done"] for i in items if i["id"].startswith("project-2/")]
    assert len(pieces) > 1
    assert all(pieces)


def test_done_all_is_every_planned_depth(planned: Driver) -> None:
    planned("done stat-hypothesis-testing --all")
    assert planned("topic stat-hypothesis-testing --json").json["done"]


def test_done_works_without_a_plan(mlprep: Driver) -> None:
    assert mlprep("done la-eigen").code == 0
    assert mlprep("topic la-eigen --json").json["depths"]["basics"]["done"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("done la-eign", "Did you mean"),
        ("done cs-", "beginning of"),
        ("done la-eigen:expert", "no depth expert"),
        ("done la-eigen --on 2026-12-24", "still to come"),
        ("done la-eigen la-svd --part 30m", "one name"),
        ("done la-eigen --part 0m", "longer than nothing"),
        ("done la-eigen --took soon", "length of time"),
        ("topic zzzz", "no topic"),
        ("topics --area cooking", "no area"),
        ("know nonsense", "no topic, area or pillar"),
        ("undo", "nothing to take back"),
        ("show --week 99", "no week 99"),
    ],
)
def test_wrong_words_are_told(mlprep: Driver, words: str, said: str) -> None:
    if words.startswith("show"):
        mlprep("plan --role data-scientist --weeks 2 --hours 5")
    run = mlprep(words)
    assert run.code == 1
    assert said in run.err


def test_in_a_pipe_done_needs_a_name(planned: Driver) -> None:
    run = planned("done")
    assert run.code == 2
    assert "mlprep done stat-descriptive" in run.err


def test_missed_days_come_first_and_are_not_called_late(planned: Driver) -> None:
    run = planned("today", today="2026-11-26")
    assert "from Mon 23 Nov" in run.out
    assert not {"overdue", "late", "missed"} & set(run.out.lower().split())


def test_a_lost_week_is_told_in_one_quiet_line(planned: Driver) -> None:
    planned("done stat-descriptive")  # 45 minutes stay open, and catch-up holds an hour
    assert "open from before" not in planned("today", today="2026-11-24").out
    run = planned("today", today="2026-12-02")
    assert "open from before" in run.out
    told = planned("today --json", today="2026-12-02").json
    assert told["behind"] is True
    assert told["open_minutes"] > 60
    assert sum(item["minutes"] for item in told["items"]) <= 75


def test_a_day_off_names_what_is_next(planned: Driver) -> None:
    run = planned("today", today="2026-11-29")
    assert "a day off" in run.out
    assert "Next: " in run.out


def test_after_the_interview_another_date_is_offered(planned: Driver) -> None:
    run = planned("today", today="2027-02-15")
    assert run.code == 0
    assert "mlprep plan --interview" in run.out


def test_know_is_counted_by_the_next_plan(planned: Driver) -> None:
    run = planned("know linear-algebra:basics")
    assert "known" in run.err
    profile = planned("plan --yes --json").json["profile"]
    assert "la-eigen:basics" in profile["known"]
    assert "la-eigen:solid" not in profile["known"]
    planned("know la-eigen --not")
    profile = planned("plan --yes --json").json["profile"]
    assert "la-eigen:basics" not in profile["known"]
    assert "la-svd:basics" in profile["known"]


def test_status_adds_up(planned: Driver) -> None:
    planned("done stat-descriptive")
    told = planned("status --json").json
    assert (told["units_done"], told["minutes_done"]) == (1, 30)
    assert told["pillars"]["statistics-probability"]["done"] == 30
    projects = told["minutes_planned"] - sum(p["planned"] for p in told["pillars"].values())
    assert projects > 0
    assert "1 of" in planned("status").out


def test_topics_are_found_by_words_best_first(mlprep: Driver) -> None:
    assert mlprep("topics eigen --json").json["results"][0]["id"] == "la-eigen"
    assert mlprep("topics bayes rule --json").json["results"][0]["id"] == "prob-bayes"
    assert mlprep("topics boostng --json").json["results"][0]["id"] == "ml-boosting"
    assert len(mlprep("topics --json").json["results"]) == 307
    nothing = mlprep("topics zzzz")
    assert (nothing.code, nothing.out) == (0, "")


def test_roles_are_explained(mlprep: Driver) -> None:
    run = mlprep("roles software-engineer")
    assert "Coding, first round" in run.out
    assert "opinions" in run.out
    told = mlprep("roles --json").json["roles"]
    assert len(told) == 5


def test_help_fits_on_a_small_screen_and_names_every_command(mlprep: Driver) -> None:
    run = mlprep("--help")
    assert run.code == 0
    assert len(run.out.splitlines()) <= 24
    for name in ("today", "done", "status", "plan", "show", "topic", "know", "export", "catalog"):
        assert f" {name} " in run.out
    assert "mlprep 0." in mlprep("--version").out


@pytest.mark.parametrize(
    ("words", "see"),
    [
        ("done --bogus", "mlprep done --help"),
        ("practice grade", "mlprep practice grade --help"),
        ("bogus", "mlprep --help"),
    ],
)
def test_a_wrong_command_line_points_to_the_help_of_its_command(
    mlprep: Driver, words: str, see: str
) -> None:
    run = mlprep(words)
    assert (run.code, run.err.splitlines()[-1]) == (2, f"See: {see}")


def test_a_command_without_what_it_needs_shows_its_help_alone(mlprep: Driver) -> None:
    run = mlprep("backup")
    assert run.code == 2
    assert "Usage: mlprep backup" in run.out
    assert run.err == ""


def test_a_home_that_is_a_file_is_refused(mlprep: Driver, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    run = mlprep("--home", str(file), "today")
    assert run.code == 1
    assert f"{file} is not a folder." in run.err


def test_a_part_is_seen_at_once(planned: Driver) -> None:
    items = planned("today --json").json["items"]
    item = next(i for i in items if i["kind"] == "learn" and i["minutes"] > 15)
    planned("done", item["unit"], "--part", "15m")
    assert planned("status --json").json["minutes_done"] == 15
    whole = item["minutes"]
    told = " ".join(planned("today").out.split())
    assert f"{whole - 15} min of {whole} min left" in told


def test_what_belongs_to_a_plan_goes_with_it_and_milestones_stay(planned: Driver) -> None:
    planned("done mock-1 project-1")
    planned("plan --yes --start 2026-12-08", today="2026-12-08")
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    assert not next(i["done"] for i in items if i["id"] == "mock-1")
    assert not [i for i in items if i["id"].partition("/")[0] == "project-1"]


def test_a_plan_that_goes_on_from_another_asks_for_no_mock_twice(planned: Driver) -> None:
    planned("done mock-1")
    planned("plan --yes", today="2026-12-08")
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    mocks = [i for i in items if i["kind"] == "mock"]
    assert mocks[0]["id"] == "mock-2"
    assert not any(i["done"] for i in mocks)


def test_quizzes_on_what_was_never_studied_are_not_asked(planned: Driver) -> None:
    items = planned("today --json", today="2026-11-27").json["items"]
    assert not [item for item in items if item["kind"] == "consolidate"]
