"""The days before an interview, the day itself, and the interviews before the last one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.conftest import Driver

START = "2026-09-07"  # a Monday
LAST_THINGS = ("logistics", "questions", "stories", "weakest")


def items(run: Driver, today: str = START) -> list[dict[str, Any]]:
    plan = run("show --json", today=today).json
    return [item for week in plan["weeks"] for item in week["items"]]


def last_things(run: Driver, today: str = START) -> dict[str, list[str]]:
    """The days of each last thing."""
    found: dict[str, list[str]] = {}
    for item in items(run, today):
        name = item["id"].rpartition("-d")[0]
        if name in LAST_THINGS:
            found.setdefault(name, []).append(item["date"])
    return found


@pytest.fixture
def twice(mlprep: Driver) -> Driver:
    """The program with a call on 2026-09-16 and the last interview on 2026-10-19."""
    mlprep("plan --role research-engineer --weeks 6 --hours 12 --yes", today=START)
    assert mlprep("interview add 2026-09-16 Phone --rounds Coding --yes", today=START).code == 0
    return mlprep


def words(text: str) -> str:
    """The text as one line."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-09-14", "2 days to Phone · 35 days to the interview"),
        ("2026-09-15", "Phone is tomorrow · 34 days to the interview"),
        ("2026-09-16", "Phone is today · 33 days to the interview"),
        ("2026-10-18", "the interview is tomorrow"),
    ],
)
def test_the_next_interview_is_named_beside_the_last(twice: Driver, day: str, said: str) -> None:
    for view in ("today", "status"):
        assert said in words(twice(view, today=day).out)


def test_after_an_earlier_interview_only_the_last_one_counts(twice: Driver) -> None:
    assert "Phone" not in twice("today", today="2026-09-17").out


def test_the_day_of_an_interview_is_no_day_off(twice: Driver) -> None:
    out = twice("today", today="2026-09-16").out
    assert "a day off" not in out
    assert "Nothing is planned on the day of an interview." in out


def test_scripts_are_told_of_the_next_interview(twice: Driver) -> None:
    for view in ("today --json", "status --json"):
        told = twice(view, today="2026-09-15").json["next_interview"]
        assert told == {"name": "Phone", "date": "2026-09-16", "days": 1}
        assert twice(view, today="2026-09-17").json["next_interview"]["name"] == "Interview"
        assert twice(view, today="2026-10-20").json["next_interview"] is None


def test_last_things_say_which_interview_they_are_for(twice: Driver) -> None:
    titles = {item["title"] for item in items(twice)}
    for whom in ("Phone", "the interview"):
        assert f"Your own stories, aloud (for {whom})" in titles
    twice("interview add 2026-10-20 Onsite --yes", today=START)
    assert "Your own stories, aloud (for the interview and 1 more)" in {
        item["title"] for item in items(twice)
    }


@pytest.mark.parametrize(
    "off", ["2026-09-13", "2026-09-14", "2026-09-15", "2026-09-14..2026-09-15"]
)
def test_an_earlier_interview_keeps_its_last_things_with_days_off(twice: Driver, off: str) -> None:
    twice("replan", "--off", off, "--yes", today=START)
    found = last_things(twice)
    for name in ("logistics", "questions", "stories"):
        assert sum(day < "2026-09-16" for day in found[name]) == 1, name


def test_on_the_day_it_is_said_with_all_that_was_studied(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 4 --hours 10 --yes", today=START)
    first = next(item["unit"] for item in items(mlprep) if item["kind"] == "learn")
    mlprep("done", first, today=START)
    mlprep("replan --hours 8 --yes", today="2026-09-14")
    told = mlprep("status --json", today="2026-10-05").json
    assert told["units_done"] == 1
    run = mlprep("today", today="2026-10-05")
    assert run.out.startswith("Your interview is today.\n")
    assert f"1 of {told['units_total']} units studied." in run.out
    assert "the interview is today" in mlprep("status", today="2026-10-05").out
    assert "The interview was planned for Mon 5 Oct." in mlprep("today", today="2026-10-06").out


@pytest.mark.parametrize(
    ("interview", "held"),
    [
        ("2026-09-08", {"logistics", "questions"}),
        ("2026-09-10", {"logistics", "questions"}),
        ("2026-09-12", {"logistics", "questions", "stories"}),
        ("2026-09-17", {"logistics", "questions", "stories", "weakest"}),
    ],
)
def test_short_plans_hold_what_matters_most_of_the_last_things(
    mlprep: Driver, interview: str, held: set[str]
) -> None:
    plan = f"plan --role software-engineer --interview {interview} --hours 14 --yes --json"
    given = mlprep(plan, today=START).json
    found = last_things(mlprep)
    assert set(found) == held
    assert found["logistics"] == [max(item["date"] for item in items(mlprep))]
    assert given["selection"]["value"] > 0


def test_a_last_thing_that_is_done_is_not_planned_again(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 6 --hours 10 --yes", today=START)
    day = last_things(mlprep)["stories"][0]
    name = next(item["id"] for item in items(mlprep) if item["id"].startswith("stories-d"))
    mlprep("done", name, today=day)
    assert mlprep("replan --hours 12 --yes", today=day).code == 0
    assert "stories" not in last_things(mlprep, day)
    assert last_things(mlprep, day).keys() == {"logistics", "questions", "weakest"}


def test_each_last_thing_says_what_to_do(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 6 --hours 10 --yes", today=START)
    shown = " ".join(
        words(mlprep("today", today=day).out)
        for days in last_things(mlprep).values()
        for day in days
    )
    for said in (
        "Do Note time, place or link and whom to call",
        "Do Write down three to five",
        "Do Tell each in two minutes",
        "Do Write down the ten points you would least like to be asked",
    ):
        assert said in shown


def test_the_weakest_points_are_those_of_your_own_answers(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 6 --hours 10 --yes", today=START)
    day = last_things(mlprep)["weakest"][0]
    mlprep("practice grade craft-star-projects-01 --points 1,2", today=START)
    mlprep("practice grade craft-star-projects-02 --points 1,2,3,4", today=START)
    shown = words(mlprep("today", today=day).out)
    assert "Puts the cost as a number: money, users, days or accuracy (" in shown
    assert "Names the decision of my own that caused the failure" not in shown
    assert "Says what would probably have happened without me" not in shown  # it went well
    assert "With mlprep practice --weak" in shown
    weak = mlprep("practice --weak --list --json -n 5", today=day).json["results"]
    assert [question["id"] for question in weak] == ["craft-star-projects-01"]


def test_a_quiz_waits_until_its_own_depth_is_learnt(planned: Driver) -> None:
    plan = planned("show --json").json
    laid = [item for week in plan["weeks"] for item in week["items"]]
    quiz = next(i for i in laid if i["id"] == "quiz-stat-descriptive-solid")
    for item in laid:
        learnt = item["kind"] == "learn" and item["date"] < quiz["date"]
        if learnt and item["unit"] != "stat-descriptive:solid":
            planned("done", item["unit"], "--on", item["date"], today=quiz["date"])
    asked = {i["id"] for i in planned("today --json", today=quiz["date"]).json["items"]}
    assert quiz["id"] not in asked
    planned("done stat-descriptive:solid --on 2026-11-30", today=quiz["date"])
    asked = {i["id"] for i in planned("today --json", today=quiz["date"]).json["items"]}
    assert quiz["id"] in asked


def test_a_plan_without_topics_says_so_and_what_would_help(mlprep: Driver) -> None:
    short = "plan --role data-scientist --interview 2026-09-10"
    run = mlprep(f"{short} --hours 2 --yes", today=START)
    assert "Shelf" not in run.out
    assert "First look at the week's topics" not in run.out
    told = words(run.err)
    assert "No topic fits into these minutes" in told
    more = re.search("One would fit with (.*) h more a week, or with 1 more week", told)
    assert more
    enough = f"{short} --hours {2 + float(more[1]):g}"
    assert mlprep(f"{enough} --dry-run --json", today=START).json["selection"]["value"]
    assert "No topic fits" not in mlprep(f"{enough} --dry-run", today=START).err
