"""replan, interview, plans, pin, skip: the plan through real life, through the front door."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.conftest import Driver

LATER = "2026-12-09"  # a Wednesday, in week 3


def learnt(run: Driver, today: str = LATER) -> dict[str, str]:
    """The first day of every unit of the plan."""
    plan = run("show --json", today=today).json
    days: dict[str, str] = {}
    for item in (i for week in plan["weeks"] for i in week["items"] if i["kind"] == "learn"):
        days.setdefault(item["unit"], item["date"])
    return days


def do_all_before(run: Driver, day: str) -> None:
    """Finish on its day whatever is planned before `day`."""
    plan = run("show --json").json
    names = [
        (i["date"], i["unit"] if i["kind"] == "learn" else i["id"])
        for week in plan["weeks"]
        for i in week["items"]
        if i["date"] < day and i["kind"] != "catch-up"
    ]
    for date, name in dict.fromkeys(names):
        assert run("done", name, "--on", date, today=day).code == 0, name


def test_without_a_plan_or_after_the_interview_replan_says_what_to_do(planned: Driver) -> None:
    run = planned("replan", today="2027-02-15")
    assert (run.code, "mlprep plan --interview" in run.err) == (1, True)
    planned("undo")
    assert "Make one: mlprep plan" in planned("replan").err


def test_with_nothing_changed_nothing_changes(planned: Driver) -> None:
    do_all_before(planned, LATER)
    before = planned("show --json", today=LATER).out
    run = planned("replan", today=LATER)
    assert (run.code, run.out) == (0, "")
    assert "Nothing would change" in run.err
    told = planned("replan --json --yes", today=LATER).json
    assert (told["changed"], told["changes"], told["stored"]) == (False, [], False)
    assert planned("show --json", today=LATER).out == before
    assert len(planned("plans --json", today=LATER).json["plans"]) == 1


def test_a_lost_fortnight_changes_as_little_as_it_can_and_says_why(planned: Driver) -> None:
    planned("done stat-descriptive:basics")
    assert planned("today", today=LATER).out.count("mlprep replan") == 1
    dry = planned("replan --dry-run", today=LATER)
    assert "open from before" in dry.out
    assert "was open: " in dry.out
    assert "To learn as much as before: " in dry.out
    assert len(planned("plans --json", today=LATER).json["plans"]) == 1
    told = planned("replan --yes --json", today=LATER).json
    assert told["stored"] is True
    assert {c["kind"] for c in told["changes"]} <= {"moved", "dropped", "added"}
    assert all(c["reason"] for c in told["changes"])
    assert sum(c["kind"] == "added" for c in told["changes"]) <= 3
    days = learnt(planned)
    assert "stat-descriptive:basics" not in days
    assert min(days.values()) >= LATER
    how = planned("status --json", today=LATER).json
    assert (how["open_minutes"], how["behind"], how["units_done"]) == (0, False, 1)
    shown = planned("show --week 1", today=LATER).out
    assert "✓ Descriptive statistics" in shown
    assert "- [x] Descriptive statistics" in planned("export markdown", today=LATER).out


def test_the_price_of_keeping_everything_is_true(planned: Driver) -> None:
    said = planned("replan --dry-run", today=LATER).out.splitlines()[-1]
    hours = float(said.partition("before: ")[2].partition(" h more")[0])
    old = planned("show --json", today=LATER).json
    per_day = old["profile"]["minutes_per_weekday"]
    added = int(hours * 60) // 15
    for _ in range(added):
        day = min((d for d in per_day if per_day[d]), key=lambda d: per_day[d])
        per_day[day] += 15
    words = " ".join(f"{day}={minutes}m" for day, minutes in per_day.items() if minutes)
    less = planned("replan", "--dry-run", "--json", today=LATER).json
    more = planned("replan", "--dry-run", "--json", "--per-day", words, today=LATER).json
    values = {u["id"]: u["value"] for u in less["plan"]["selection"]["units"]}
    gone = sum(
        values[c["unit"]]
        for c in less["changes"]
        if (c["kind"], ":" in c["unit"]) == ("dropped", True)
    )
    assert more["plan"]["selection"]["value"] >= less["plan"]["selection"]["value"] + gone


@pytest.mark.parametrize(
    ("words", "because"),
    [
        ("--hours 6", "6 h a week"),
        ("--off 2026-12-20..2027-01-03", "other days off"),
        ("--interview 2027-01-25", "interview on 2027-01-25"),
        ("--role software-engineer", "for software-engineer"),
        ("--know statistics-probability", "what you know"),
        ("--rusty machine-learning", "what you know"),
    ],
)
def test_everything_may_change_in_the_same_breath(
    planned: Driver, words: str, because: str
) -> None:
    do_all_before(planned, "2026-11-26")
    told = planned(f"replan {words} --yes --json", today="2026-11-26").json
    assert because in told["because"]
    assert told["changed"]
    profile = planned("show --json", today="2026-11-26").json["profile"]
    assert profile["start"] == "2026-11-23"
    assert profile["since"] == "2026-11-26"
    if "--off" in words:
        assert "2026-12-31" in profile["days_off"]
    assert "stat-descriptive:basics" not in learnt(planned, "2026-11-26")


def test_the_week_that_runs_stays_unless_it_may_change(planned: Driver) -> None:
    before = learnt(planned, "2026-11-25")
    do_all_before(planned, "2026-11-25")
    planned("replan --hours 14 --yes", today="2026-11-25")
    after = learnt(planned, "2026-11-25")
    week = {u: d for u, d in before.items() if "2026-11-25" <= d <= "2026-11-29"}
    assert week
    assert {u: after.get(u) for u in week} == week
    assert planned("replan --hours 5 --this-week --dry-run", today="2026-11-25").code == 0


def test_what_is_pinned_stays_on_its_days(planned: Driver) -> None:
    before = learnt(planned)
    unit = next(u for u, d in before.items() if d > "2027-01-10")
    planned("pin", unit)
    assert unit in planned("pin").err
    planned("replan --yes", today=LATER)
    assert learnt(planned)[unit] == before[unit]
    assert "pinned" in planned("topic", unit.partition(":")[0], today=LATER).out
    planned("pin", unit, "--off", today=LATER)
    assert "Pinned: nothing" in planned("pin", today=LATER).err
    assert planned("pin la-svd:deep").code == 1


def test_what_is_skipped_leaves_today_at_once_and_the_plan_with_the_next(planned: Driver) -> None:
    first = planned("today --json").json["items"][0]["unit"]
    topic = first.partition(":")[0]
    run = planned("skip", topic)
    assert "mlprep replan" in run.err
    assert first not in {i.get("unit") for i in planned("today --json").json["items"]}
    told = planned("replan --yes --json").json
    assert {"unit": first, "kind": "dropped"}.items() <= next(
        c for c in told["changes"] if c["unit"] == first
    ).items()
    assert next(c for c in told["changes"] if c["unit"] == first)["reason"] == "you skip it"
    assert first not in learnt(planned, "2026-11-23")
    planned("skip", topic, "--not")
    assert planned("replan --yes", today="2026-11-23").code == 0
    assert first in learnt(planned, "2026-11-23")
    assert "Skipped: nothing" in planned("skip").err


def test_what_is_put_off_comes_after_its_day(planned: Driver) -> None:
    planned("skip ml-boosting --until 2027-01-11")
    planned("replan --yes")
    days = {u: d for u, d in learnt(planned, "2026-11-23").items() if u.startswith("ml-boosting")}
    assert days
    assert min(days.values()) >= "2027-01-11"


def test_what_needs_a_skipped_thing_goes_with_it(planned: Driver) -> None:
    units = planned("show --json").json["selection"]["units"]
    need = next(u for u in units if u["selected"] and u["requires"] and u["depth"] == "basics")
    skipped = need["requires"][0].partition(":")[0]
    run = planned("skip", skipped)
    assert "What needs it leaves too at the next replan" in run.err
    told = planned("replan --json --dry-run").json
    reasons = {c["unit"]: c["reason"] for c in told["changes"] if c["kind"] == "dropped"}
    assert reasons[need["id"]].startswith("needs ")


def test_interviews_are_added_moved_and_removed(planned: Driver) -> None:
    run = planned('interview add 2027-01-11 "First call" --rounds sql --yes')
    assert "First call on 2027-01-11" in run.out + planned("history").out
    listed = planned("interview list --json").json["interviews"]
    assert [(i["name"], i["rounds"]) for i in listed] == [
        ("First call", ["SQL"]),
        ("Interview", []),
    ]
    plan = planned("show --json").json
    items = [i for week in plan["weeks"] for i in week["items"]]
    assert plan["profile"]["interview"] == "2027-02-15"
    assert not [i for i in items if i["date"] == "2027-01-11"]
    assert sum(i["minutes"] for i in items if i["date"] == "2027-01-10") <= 60
    lean = [i for i in items if "2027-01-08" <= i["date"] <= "2027-01-10"]
    assert [i for i in lean if i["kind"] == "review"]
    sql = {"sql-joins-aggregation:basics", "sql-windows-ctes:basics", "sql-analytics:basics"}
    days = learnt(planned)
    assert all(days[unit] < "2027-01-11" for unit in sql if unit in days)
    run = planned('interview move "first" 2027-03-01 --yes --json')
    assert run.json["plan"]["profile"]["interview"] == "2027-03-01"
    run = planned("interview remove first --yes --json")
    assert run.json["plan"]["profile"]["interview"] == "2027-02-15"
    assert planned("interview remove interview").code == 1


def test_an_earlier_date_begins_with_what_is_lost_in_topics(planned: Driver) -> None:
    run = planned("interview move interview 2027-01-04 --dry-run")
    first = run.out.splitlines()[1].split()
    assert first[0] == "Lost,"
    told = planned("interview move interview 2027-01-04 --dry-run --json").json
    assert int(first[1]) == len(told["lost_topics"]) > 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("interview add 2026-11-23 Now", "not after today"),
        ('interview add 2027-01-11 "x"', "no name"),
        ("interview add 2027-01-11 Call --rounds cooking", "no round"),
        ('interview add 2027-01-11 "interview"', "already"),
        ("interview move nobody 2027-01-11", "no interview"),
        ("interview remove interview", "only interview"),
    ],
)
def test_wrong_words_on_interviews_are_told(planned: Driver, words: str, said: str) -> None:
    run = planned(words)
    assert run.code == 1
    assert said in run.err


def test_on_short_notice_the_must_haves_come_first_and_there_are_no_quizzes(mlprep: Driver) -> None:
    run = mlprep("plan --role data-scientist --interview 2026-12-04 --hours 14 --json")
    items = [i for week in run.json["weeks"] for i in week["items"]]
    assert not [i for i in items if i["kind"] == "consolidate"]
    units = {u["id"]: u for u in run.json["selection"]["units"]}
    tiers = [units[i["unit"]]["tier"] for i in items if i["kind"] == "learn"]
    assert any(r["missing"] for r in run.json["rounds"])
    assert "rest" not in tiers
    assert "round" in tiers[:2]
    share = []
    for day in ("2026-12-06", "2026-12-07"):  # thirteen days away, and fourteen
        words = f"plan --role data-scientist --start 2026-11-23 --interview {day} --hours 14"
        plan = mlprep(words + " --yes --json").json
        before = [i for w in plan["weeks"] for i in w["items"] if i["date"] < plan["sweep_starts"]]
        asked = sum(i["minutes"] for i in before if i["kind"] in ("practice", "consolidate"))
        share.append(asked / sum(i["minutes"] for i in before))
    assert share[0] < 0.75 * share[1]


def test_the_last_days_hold_the_last_things(planned: Driver) -> None:
    plan = planned("show --json").json
    titles = {i["title"]: i["date"] for w in plan["weeks"] for i in w["items"]}
    expected = {
        "Your own stories, aloud", "Questions to ask them, written down",
        "Logistics: time, place or link, equipment, sleep", "Your ten weakest points",
    }  # fmt: skip
    assert expected <= set(titles)
    assert all(titles[title] >= plan["sweep_starts"] for title in expected)


def test_plans_are_listed_compared_and_gone_back_to(planned: Driver) -> None:
    first = learnt(planned)
    planned("replan --hours 6 --yes")
    listed = planned("plans --json").json
    assert [p["number"] for p in listed["plans"]] == [1, 2]
    assert "6 h a week, current" in planned("plans").out
    compared = planned("plans compare 1 --json").json
    assert compared["changed"]
    assert {c["kind"] for c in compared["changes"]} >= {"dropped"}
    assert planned("plans rollback 1").code == 2
    assert planned("plans rollback 1 --yes").code == 0
    assert learnt(planned) == first
    planned("undo")
    assert learnt(planned) != first
    assert planned("plans rollback 7").code == 1


def test_a_replan_in_a_script_needs_yes(planned: Driver) -> None:
    run = planned("replan --hours 6")
    assert (run.code, "--yes" in run.err) == (2, True)
    assert planned("replan --hours 6 --dry-run").code == 0
    assert len(planned("plans --json").json["plans"]) == 1


def test_what_was_begun_is_not_begun_again(planned: Driver) -> None:
    planned("done sql-joins-aggregation --part 45m")
    planned("replan --hours 8 --yes")
    plan = planned("show --json").json
    unit = next(u for u in plan["selection"]["units"] if u["id"] == "sql-joins-aggregation:basics")
    assert unit["minutes"] == 45
    assert planned("status --json").json["minutes_done"] == 45
    planned("done sql-joins-aggregation")
    assert planned("topic sql-joins-aggregation --json").json["depths"]["basics"]["done"]


def test_the_pace_counts_from_enough_times_and_is_said(planned: Driver) -> None:
    units: list[dict[str, Any]] = planned("show --json").json["selection"]["units"]
    chosen = [u for u in units if u["selected"] and not u["requires"]][:3]
    for unit in chosen:
        planned("done", unit["id"], "--took", f"{2 * unit['minutes']}m")
    told = planned("replan --json --dry-run").json
    assert told["plan"]["profile"]["pace"] == {}
    more = [u for u in units if u["selected"] and u not in chosen][:10]
    for unit in more:
        planned("done", unit["id"], "--took", f"{2 * unit['minutes']}m")
    run = planned("replan --dry-run --json")
    pace = run.json["plan"]["profile"]["pace"]
    assert 110 <= pace[""] <= 200
    assert "By the times you noted" in run.err
    assert planned("replan --dry-run --json --no-pace").json["plan"]["profile"]["pace"] == {}


def test_what_was_switched_off_stays_off(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 6 --hours 10 --no-slack")
    plan = mlprep("replan --hours 8 --json --dry-run").json["plan"]
    assert plan["profile"]["slack"] is False
    assert not [i for w in plan["weeks"] for i in w["items"] if i["kind"] == "catch-up"]


def test_a_plan_that_has_not_begun_keeps_its_start(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --start 2026-12-07 --interview 2027-03-01 --hours 10")
    profile = mlprep("replan --hours 8 --json --yes").json["plan"]["profile"]
    assert (profile["start"], profile["interview"]) == ("2026-12-07", "2027-03-01")


def test_what_a_plan_was_asked_is_told_when_plans_are_compared(planned: Driver) -> None:
    planned("done stat-descriptive:basics")
    same = "Both hold the same, in the same weeks."
    assert planned("plans compare 1 1").out.strip() == same
    planned("interview add 2027-03-01 Onsite --yes")
    assert planned("plans compare 1 2 --json").json["asked"] == ["Onsite on 2027-03-01"]
    told = planned("plans rollback 1 --yes")
    assert "Asked" in told.out
    assert "without Onsite" in told.out
    assert "room" not in told.out
    again = planned("plans rollback 1 --yes")
    assert (again.code, "Nothing was changed" in again.err) == (0, True)
    assert len(planned("plans --json").json["plans"]) == 3


def test_a_new_plan_is_said_to_be_taken(planned: Driver) -> None:
    assert "Taken. To go back: mlprep undo" in planned("replan --hours 9 --yes").err
    assert "Taken" not in planned("replan --hours 8 --dry-run").err


def test_one_diff_does_not_both_lack_and_have_room(planned: Driver) -> None:
    for words in ("--rusty statistics", "--hours 9", "--hours 12", ""):
        told = planned(f"replan {words} --json --yes", today=LATER).json["changes"]
        reasons = {change["reason"] for change in told}
        assert not {"no room for it any more", "there is room for it"} <= reasons, words


def changes(run: Driver, words: str) -> dict[str, dict[str, Any]]:
    told = run(f"replan {words} --json --dry-run").json
    return {change["unit"]: change for change in told["changes"]} | {"": told}


def test_what_can_be_chosen_is_not_said_to_be_left_out(mlprep: Driver) -> None:
    mlprep("plan --role software-engineer --weeks 3 --hours 5 --yes")
    mlprep("skip cs-recursion-backtracking:basics --until 2026-12-04")
    told = changes(mlprep, "")
    chosen = {u["id"] for u in told.pop("")["plan"]["selection"]["units"] if u["selected"]}
    assert "cs-recursion-backtracking:basics" in chosen
    assert not [c for c in told.values() if "is left out" in c["reason"]]
    dropped = [c for c in told.values() if c["kind"] == "dropped"]
    assert dropped
    assert not [c for c in dropped if "skipped until" in c["reason"]]


def test_a_plan_that_is_worth_more_names_no_price(mlprep: Driver) -> None:
    mlprep("plan --role software-engineer --weeks 3 --hours 3 --yes")
    for words in ("--hours 4", "--weeks 4"):
        told = changes(mlprep, words)
        whole = told.pop("")
        assert [c for c in told.values() if c["kind"] == "dropped"]
        assert whole["price"] == ""
        assert not [c for c in told.values() if c["reason"] == "no room for it any more"]


def test_another_role_in_other_hours_is_not_the_role_alone(mlprep: Driver) -> None:
    mlprep("plan --role data-scientist --weeks 8 --hours 6 --yes")
    told = changes(mlprep, "--role software-engineer --hours 2")
    assert "for the new role and time" in {c.get("reason") for c in told.values()}
    told = changes(mlprep, "--role software-engineer")
    assert "for the new role" in {c.get("reason") for c in told.values()}


def test_days_off_move_what_lies_on_them(planned: Driver) -> None:
    told = changes(planned, "--off 2026-11-30..2026-12-06")
    moved = {c["reason"] for c in told.values() if c.get("kind") == "moved"}
    assert "its day is off now" in moved


def test_a_pin_for_which_there_is_no_place_says_so(mlprep: Driver) -> None:
    mlprep("plan --role software-engineer --weeks 2 --hours 2 --yes")
    told = mlprep("pin sd-case-search:solid").err
    assert "A replan has no place for sd-case-search:solid." in told
    assert "into your plan" not in told
    page = " ".join(mlprep("topic sd-case-search").out.split())
    assert "takes it in if there is a place for it" in page


@pytest.mark.parametrize("hours", [30, 50])
def test_on_short_notice_there_is_a_plan_for_many_hours(mlprep: Driver, hours: int) -> None:
    words = "plan --role postdoctoral-researcher --domain graph-ml --interview 2026-12-05"
    assert mlprep(f"{words} --hours {hours} --off 2026-12-02..2026-12-04 --dry-run").code == 0


def test_a_project_step_that_leaves_is_named(planned: Driver) -> None:
    assert "project step" not in planned("interview add 2027-03-01 Onsite --yes").out
    told = planned("replan --hours 7 --json --yes").json["changes"]
    steps = {c["unit"]: c for c in told if c["unit"].startswith("project-")}
    assert steps
    assert {step["kind"] for step in steps.values()} == {"dropped"}
    assert all(step["title"] for step in steps.values())
    planned("undo")
    shown = planned("replan --hours 7 --dry-run").out
    assert f"project step “{next(iter(steps.values()))['title'][:12]}" in " ".join(shown.split())


def test_a_little_open_work_needs_no_other_plan(planned: Driver) -> None:
    told = planned("replan --dry-run", today="2026-11-25")
    assert "You need not replan" in told.err
    assert "You need not replan" not in planned("replan --hours 9 --dry-run").err
    assert "You need not replan" not in planned("replan --dry-run", today=LATER).err


def test_an_interview_after_the_last_one_assumes_nothing(planned: Driver) -> None:
    told = planned("interview add 2027-02-25 Second --dry-run", today="2027-02-16")
    assert "assumed" not in told.err
    assert "from Tue 16 Feb on: Second on 2027-02-25" in told.out


def test_an_hour_more_or_less_is_an_hour_of_the_days_there_are(mlprep: Driver) -> None:
    told = mlprep("plan --role data-scientist --weeks 1 --hours 1 --yes").out
    assert "One more hour" in told
    assert "One hour less" not in told
    short = mlprep("plan --role software-engineer --interview 2026-11-26 --hours 14 --yes").out
    assert "One hour less would change nothing" not in " ".join(short.split())


def test_a_pin_that_cannot_stay_says_why(planned: Driver) -> None:
    items = [i for w in planned("show --json").json["weeks"] for i in w["items"]]
    later = [i for i in items if i["kind"] == "learn" and i["date"] > LATER]
    long = max(later, key=lambda item: item["minutes"])
    planned(f"pin {long['unit']}")
    day = dt.date.fromisoformat(long["date"]) + dt.timedelta(days=1)  # an hour at most on its eve
    told = planned(f"interview add {day} Early --json --yes").json["changes"]
    mine = next(change for change in told if change["unit"] == long["unit"])
    assert mine["reason"] == "could not stay pinned: its day has no room for it now"


@pytest.mark.parametrize(
    ("before", "said", "off"),
    [
        ("--hours 10 --off sat", "replan --hours 8", "sat sun"),
        ("--hours 10 --off sat", "plan --hours 8", "sat sun"),
        ("--hours 10 --off sat", "plan --hours 8 --off 2026-12-24", "sat sun"),
        ("--hours 10 --off sat", "replan --hours 8 --off wed", "wed sat sun"),
        ("--hours 10 --off sat", "replan --hours 1", "mon sat sun"),
        ("--hours 10 --off sat", "plan --hours 8 --off sun", "sun"),
        ("--hours 10 --off sat", 'replan --per-day "fri-sun=2h"', "mon tue wed thu"),
        ("--hours 2", "replan --hours 8", "sun"),
        ('--per-day "sat=1h sun=5h"', "replan --hours 9", "mon tue wed thu fri"),
    ],
)
def test_a_weekday_that_is_off_stays_off(mlprep: Driver, before: str, said: str, off: str) -> None:
    mlprep(f"plan --role data-scientist --weeks 8 {before}")
    mlprep(f"{said} --yes")
    minutes = mlprep("show --json").json["profile"]["minutes_per_weekday"]
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    assert [day for day in days if not minutes[day]] == off.split()
    hours = said.partition("--hours ")[2].split(" ")[0]
    assert sum(minutes.values()) == 60 * int(hours or 6)


def test_days_of_ones_own_share_other_hours_as_before(mlprep: Driver) -> None:
    mlprep('plan --role data-scientist --weeks 8 --per-day "mon=1h thu=2h sun=3h"')
    plan = mlprep("replan --hours 9 --dry-run --json").json["plan"]
    minutes = plan["profile"]["minutes_per_weekday"]
    assert (minutes["mon"], minutes["thu"], minutes["sun"]) == (90, 180, 270)
    run = mlprep("replan --hours 60 --yes")
    assert (run.code, "12 hours a day" in run.err) == (1, True)


def test_a_week_that_runs_states_the_hours_that_are_left_of_it(planned: Driver) -> None:
    def days_of(plan: dict[str, Any]) -> int:
        return sum(item["minutes"] for week in plan["weeks"] for item in week["items"])

    plan = planned("replan --json --yes", today=LATER).json["plan"]
    offered = plan["profile"]["minutes_per_weekday"]
    left = [offered[day] for day in ("wed", "thu", "fri", "sat", "sun")]
    assert plan["weeks"][0]["capacity_minutes"] == sum(left) == 450
    assert sum(week["capacity_minutes"] for week in plan["weeks"]) == days_of(plan)
    assert "· 7.5 h\n" in planned("show --week 3", today=LATER).out
    planned("done stat-descriptive:basics", today=LATER)
    again = planned("replan --hours 9 --json --yes", today=LATER).json["plan"]
    stated = [week["capacity_minutes"] for week in again["weeks"]]
    assert sum(stated) == days_of(again)
    shown = sum(w["capacity_minutes"] for w in (*again["past"], again["weeks"][0]))
    assert shown == stated[0] + 30
    assert f"· {shown / 60:g} h\n" in planned("show --week 3", today=LATER).out
