"""What `today` and `done` say of a day: portions, what was begun, what is open from before."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.conftest import Driver

RESEARCH = (
    "plan --role research-scientist --domain nlp-llm --weeks 20 --hours 12 --yes"
    " --know statistics-probability --know machine-learning --rusty linear-algebra"
)


def words(text: str) -> str:
    """The text as one line."""
    return " ".join(text.split())


@pytest.mark.parametrize("day", ["2026-11-23", "2026-11-28"])  # one with part 1 of 2
def test_obeying_today_records_what_is_meant_for_today(mlprep: Driver, day: str) -> None:
    mlprep(RESEARCH)
    told = mlprep("today --json", today=day).json["items"]
    portion = next(item for item in told if item["minutes"] < item["left"])
    lines = re.findall(r"Then +mlprep (done .*)", mlprep("today", today=day).out)
    assert lines[told.index(portion)].endswith(f" --part {portion['minutes']}m")
    for line in lines:
        assert mlprep(line, today=day).code == 0
    learnt = sum(item["minutes"] for item in told if item["kind"] in {"learn", "project"})
    assert mlprep("status --json", today=day).json["minutes_done"] == learnt


def test_a_project_step_is_done_when_all_of_it_is(planned: Driver) -> None:
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    planned("done", *{i["unit"] for i in items if i["kind"] == "learn"})
    day = "2027-01-08"  # a Friday of 75 minutes: two steps of half an hour, and some of the third
    told = planned("today --json", today=day).json["items"]
    assert [(i["id"], i["minutes"] < i["left"]) for i in told if i["kind"] == "project"][-1][1]
    shown = words(planned("today", today=day).out)
    assert "Then when all of it is done, mlprep done project-2/1" in shown
    assert "project-2/1 --part" not in shown


@pytest.mark.parametrize(
    "words",
    [
        "today", "replan", "interview add 2026-11-23 Call", "skip ml-svm --until 2020-01-01",
        "plan --yes --interview soonish", "done la-svd --on soonish", "skip --until soonish",
        "plan --yes --off 1..2",
    ],
)  # fmt: skip
def test_dates_in_hints_can_be_typed_whenever_they_are_read(planned: Driver, words: str) -> None:
    day = "2031-05-06"
    run = planned(words, today=day)
    named = re.findall(r"20\d\d-\d\d-\d\d", (run.out + run.err).partition("\n")[2])
    assert named
    assert all(date.fromisoformat(one) >= date.fromisoformat(day) for one in named)
    if "--on" in words:
        assert planned("done", "la-svd", "--on", named[-1], today=day).code == 0
    else:
        assert planned("plan", "--yes", "--interview", named[-1], today=day).code == 0


def test_what_is_next_counts_what_was_begun_of_it(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 16 --hours 10 --yes")
    mlprep("done stat-descriptive --took 50m")
    said = mlprep("done stat-product-metrics --part 20m").err
    told = re.search(r"Next: (.* of .* left)", said)
    assert told
    assert f"Next: {told[1]}" in words(mlprep("today").out)


def test_on_a_day_off_done_offers_what_is_open_from_before(planned: Driver) -> None:
    day = "2026-12-06"  # a Sunday, two weeks on
    assert "open from before" in planned("today", today=day).out
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    first = next(i for i in items if i["kind"] == "learn")["unit"]
    run = planned("done", today=day)
    assert (run.code, run.err.splitlines()[-1]) == (2, f"For example: mlprep done {first}")


def test_with_the_day_done_the_next_item_is_offered_and_in_the_end_nothing(
    planned: Driver,
) -> None:
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    for item in planned("today --json").json["items"]:
        planned("done", item["unit"])
    assert "What is done? Name it." in planned("done").err
    planned("done", *{i["unit"] if i["kind"] == "learn" else i["id"] for i in items})
    run = planned("done")
    assert (run.code, run.err.splitlines()[0]) == (1, "Nothing is open.")


def test_before_its_first_day_a_plan_says_when_it_begins(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --start 2026-12-14 --weeks 8 --hours 10")
    shown = mlprep("today").out
    assert shown.startswith("Mon 23 Nov · the plan begins Mon 14 Dec · 77 days to the interview\n")
    assert "Your plan has not begun" in shown
    assert "Next: " in shown
    assert "the plan begins Mon 14 Dec · 77 days to the interview\n" in mlprep("status").out
    for view in ("today", "status"):
        assert "begins" not in mlprep(view, today="2026-12-14").out


def test_status_tells_what_was_done_last_as_the_plan_calls_it(planned: Driver) -> None:
    planned("done sql-joins-aggregation:solid project-2 mock-1 quiz-stat-descriptive-basics")
    planned("done stat-descriptive --on yesterday")
    last = words(planned("status").out).partition("Last done: ")[2]
    assert re.fullmatch(
        r"quiz on Descriptive statistics and robust summaries \(Mon 23 Nov\) · "
        r"mock interview: [^·]* \(Mon 23 Nov\) · project: [^·]* \(\d of \d\) \(Mon 23 Nov\)",
        last,
    )
    planned("done prob-bayes:solid")
    last = words(planned("status").out).partition("Last done: ")[2]
    titles = "Conditional probability, independence, Bayes' rule"
    assert last.startswith(f"{titles}, solid (Mon 23 Nov) · {titles} (Mon 23 Nov) · quiz on")


@pytest.mark.parametrize("words", ["--all --week 2", "--week 2 --stability", "--all --stability"])
def test_show_is_asked_for_one_view_at_a_time(planned: Driver, words: str) -> None:
    run = planned(f"show {words}")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[1] == "Give one of them."
    for option in re.findall(r"--\w+", words):
        assert option in run.err
