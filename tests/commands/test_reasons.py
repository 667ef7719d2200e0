"""Sentences on reasons and what-ifs are parsed, applied through the front door, found true."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from rich.console import Console

from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.progress import State
from mlprep.core.selection import Candidate, macroitems
from mlprep.core.stability import Stability, UnitStability, stability
from mlprep.core.whatif import price_shown
from mlprep.show.plan import overview
from mlprep.show.units import unit_title
from mlprep.show.worth import Worth, count_line
from tests.conftest import TODAY, Driver

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PLANS = {
    "data-scientist": "plan --role data-scientist --weeks 12 --hours 10",
    "research-scientist": "plan --role research-scientist --domain nlp-llm --weeks 16 --hours 10",
    "software-engineer": "plan --role software-engineer --weeks 6 --hours 7.5 --off sat",
    "postdoctoral-researcher": (
        "plan --role postdoctoral-researcher --domain computer-vision --weeks 8 --hours 8"
        " --off 2026-12-24..2027-01-01"
    ),
}


@pytest.fixture
def wide(mlprep: Driver, monkeypatch: pytest.MonkeyPatch) -> Driver:
    """The program on a screen so wide that no sentence is wrapped."""
    monkeypatch.setenv("COLUMNS", "2000")
    return mlprep


def per_day(minutes: dict[str, int], added: int) -> str:
    """Quarters of an hour more on the shortest study days, or fewer on the longest."""
    days = dict(minutes)
    for _ in range(abs(added) // 15):
        if added > 0:
            days[min((d for d in DAYS if days[d]), key=lambda d: days[d])] += 15
        else:
            days[max(DAYS, key=lambda d: days[d])] -= 15
    return " ".join(f"{day}={days[day]}m" for day in DAYS)


def hours(plan: dict[str, Any], added: int) -> list[str]:
    """So many minutes more a week than a plan has, as one types them."""
    minutes = plan["profile"]["minutes_per_weekday"]
    off = [] if minutes["sat"] else ["--off", "sat"]
    return ["--hours", f"{(sum(minutes.values()) + added) / 60:g}", *off]


def chosen(plan: dict[str, Any]) -> set[str]:
    return {unit["id"] for unit in plan["selection"]["units"] if unit["selected"]}


def days_of(plan: dict[str, Any]) -> dict[str, list[str]]:
    """The days on which each unit is learnt."""
    days: dict[str, list[str]] = {}
    for item in (item for week in plan["weeks"] for item in week["items"]):
        if item["kind"] == "learn":
            days.setdefault(item["unit"], []).append(item["date"])
    return days


def replan(run: Driver, *words: str, today: str = TODAY) -> dict[str, Any]:
    found = run("replan", *words, "--dry-run", "--json", today=today)
    assert found.code == 0, found.err
    return dict(found.json["plan"])


def row(page: str, depth: str, label: str = "Plan") -> str:
    """The text of a row of a depth on a topic's page, without line ends."""
    part = re.split(r"^(?=(?:basics|solid|expert) · )", page, flags=re.MULTILINE)
    mine = next(text for text in part if text.startswith(f"{depth} · "))
    found = re.search(rf"^  {label} +(.*(?:\n {{6,}}.*)*)", mine, re.MULTILINE)
    return " ".join(found.group(1).split()) if found else ""


def left_out(plan: dict[str, Any], worth: range) -> str:
    """The first depth of a topic of which the plan holds nothing; by place among the valuable."""
    inside = {unit["topic"] for unit in plan["selection"]["units"] if unit["selected"]}
    out = [u for u in plan["selection"]["units"] if u["topic"] not in inside and u["value"]]
    ranked = sorted((u for u in out if u["depth"] == "basics"), key=lambda u: -u["value"])
    return str(ranked[worth[0]]["topic"])


@pytest.mark.parametrize("role", PLANS)
@pytest.mark.parametrize("place", [0, 25])
def test_the_way_in_is_true(wide: Driver, catalog: Catalog, role: str, place: int) -> None:
    assert wide(PLANS[role]).code == 0
    plan = wide("show --json").json
    topic = left_out(plan, range(place, place + 1))
    unit = f"{topic}:basics"
    told = row(wide("topic", topic).out, "basics")
    assert "Left out: " in told
    check_way_in(wide, plan, unit, told, TODAY)
    check_pin(wide, catalog, unit, told)


def check_way_in(run: Driver, plan: dict[str, Any], unit: str, told: str, today: str) -> None:
    longer = re.search(r"It would come in with ([\d.]+) h more a week", told)
    weeks = re.search(r"with the interview (\d+) weeks? later", told)
    assert longer or weeks, told
    if longer:
        added = round(60 * float(longer[1]))
        assert unit in chosen(replan(run, *hours(plan, added), today=today))
        assert unit not in chosen(replan(run, *hours(plan, added - 30), today=today))
    if weeks:
        day = date.fromisoformat(plan["profile"]["interview"]) + timedelta(weeks=int(weeks[1]))
        assert unit in chosen(replan(run, "--interview", day.isoformat(), today=today))


def check_pin(run: Driver, catalog: Catalog, unit: str, told: str) -> None:
    named = re.search(
        r"inned, it would replace (.*?)(?: and (\d+) more)?"
        r"(?:, and (\d+) other units? would come in)?\.$",
        told,
    )
    assert named, told
    assert f"To take {unit} into your plan" in run("pin", unit).err
    found = run("replan --dry-run --json").json
    dropped = [c["unit"] for c in found["changes"] if c["kind"] == "dropped"]
    titles = [unit_title(name, catalog) for name in dropped]
    assert unit in chosen(found["plan"])
    assert all(title in titles for title in named[1].split(" · "))
    assert len(dropped) == named[1].count(" · ") + 1 + int(named[2] or 0)
    entering = next(c for c in found["changes"] if c["unit"] == unit)
    added = [c for c in found["changes"] if c["kind"] == "added"]
    assert len(added) == 1 + int(named[3] or 0)
    assert entering["reason"] == "you pinned it"
    run("undo")


def test_the_commands_beside_the_way_in_do_what_is_said(wide: Driver) -> None:
    wide(PLANS["data-scientist"])
    page = wide("topic la-eigen").out
    typed = re.findall(r"mlprep (replan .*|pin .*)$", row_lines(page), re.MULTILINE)
    assert [words.split()[0] for words in typed] == ["replan", "replan", "pin"]
    for words in typed[:2]:
        run = wide(f"{words.strip()} --dry-run --json")
        assert "la-eigen:basics" in chosen(run.json["plan"])
    wide(typed[2].strip())
    wide("replan --yes")
    assert "la-eigen:basics" in chosen(wide("show --json").json)
    assert "Pinned by you." in row(wide("topic la-eigen").out, "basics")
    assert "pinned to its days" in row(wide("topic la-eigen").out, "basics")


def row_lines(page: str) -> str:
    return "\n".join(line.rstrip() for line in page.splitlines())


def test_the_way_in_is_true_weeks_later(wide: Driver) -> None:
    wide(PLANS["data-scientist"])
    today = "2026-12-15"
    told = row(wide("topic la-eigen", today=today).out, "basics")
    plan = replan(wide, today=today)
    if "A replan would take it in" in told:
        assert "la-eigen:basics" in chosen(plan)
    else:
        check_way_in(wide, plan, "la-eigen:basics", told, today)


@pytest.mark.parametrize("role", PLANS)
def test_what_is_in_says_why_and_when(wide: Driver, catalog: Catalog, role: str) -> None:
    wide(PLANS[role])
    plan = wide("show --json").json
    names = list(dict.fromkeys(u.partition(":")[0] for u in days_of(plan)))
    rounds = {
        r["name"]: set(r["must"]) for r in wide(f"roles {role} --json").json["roles"][0]["rounds"]
    }
    for topic in names[:: len(names) // 4]:
        told = wide(f"topic {topic} --json").json["why"]
        page = wide("topic", topic).out
        for depth, facts in told.items():
            if facts["status"] == "planned":
                check_place(plan, f"{topic}:{depth}", facts, rounds)
                check_words(plan, catalog, f"{topic}:{depth}", row(page, depth))


def check_place(
    plan: dict[str, Any], unit: str, facts: dict[str, Any], rounds: dict[str, set[str]]
) -> None:
    days, units = days_of(plan), {u["id"]: u for u in plan["selection"]["units"]}
    assert facts["day"] == days[unit][0]
    topic, _, depth = unit.partition(":")
    for name in facts.get("must_of", ()):
        own = {must.partition(":")[0]: must.partition(":")[2] for must in rounds[name]}
        assert own.get(topic, depth) >= depth or depth == "basics"
    serving = {u for u, found in units.items() if found["selected"] and unit in found["requires"]}
    assert set(facts.get("serves", ())) == serving
    if facts["cause"] == "worth":
        numbers = facts["numbers"]
        assert numbers["value_per_hour"] >= numbers["marginal_value_per_hour"] - 0.1
    assert 1 <= facts["rank"] <= facts["ranked"] == len(chosen(plan))
    if facts["timing"] in ("order", "must-haves", "fit"):
        early = passed_over(plan, unit)
        assert bool(early) == (facts["timing"] != "order")
        assert facts["timing"] != "must-haves" or units[unit]["tier"] in ("core", "round")


def passed_over(plan: dict[str, Any], unit: str) -> list[str]:
    """Units of a better rank that could begin when this one did, and begin later."""
    days, units = days_of(plan), {u["id"]: u for u in plan["selection"]["units"]}
    pool = {
        u: Candidate(u, units[u]["minutes"], units[u]["value"], tuple(units[u]["requires"]))
        for u in units
        if units[u]["selected"]
    }
    order = [u for macroitem in macroitems(pool) for u in macroitem]
    begins = days[unit][0]
    return [
        u
        for u in order[: order.index(unit)]
        if days[u][0] > begins
        and all(days[need][-1] < begins for need in pool[u].requires if need in days)
    ]


def check_words(plan: dict[str, Any], catalog: Catalog, unit: str, told: str) -> None:
    """The sentence on the week: what it names is required, ends then, and nothing ends later."""
    days, units = days_of(plan), {u["id"]: u for u in plan["selection"]["units"]}
    week = re.search(r"Week (\d+): ", told)
    starts = date.fromisoformat(plan["weeks"][0]["starts"])
    assert week
    assert (date.fromisoformat(days[unit][0]) - starts).days // 7 + 1 == int(week[1])
    ends = {need: days[need][-1] for need in units[unit]["requires"] if need in days}
    named = re.search(
        r"Week \d+: (?:right after )?(.*?), which it requires(?:, ends (.*?);)?", told
    )
    if not named:
        assert "then its turn" not in told
        return
    titles = {unit_title(need, catalog): need for need in ends}
    topic = unit.partition(":")[0]
    titles |= {f"its {n.partition(':')[2]}": n for n in ends if n.startswith(f"{topic}:")}
    need = titles[named[1]]
    assert ends[need] == max(ends.values()) <= days[unit][0]
    if named[2]:
        day = date.fromisoformat(ends[need])
        assert named[2].split()[1] == str(day.day)
    if "right after" in told:
        order = [u for u in days for _ in days[u]]
        assert order[order.index(unit) - 1] == need


def test_what_it_unlocks_leaves_when_it_is_skipped(wide: Driver, catalog: Catalog) -> None:
    wide(PLANS["data-scientist"])
    told = row(wide("topic stat-estimation").out, "basics")
    named = re.search(r"Unlocks (.*?)(?: and \d+ more)?\. Week", told)
    assert named
    wide("skip stat-estimation")
    inside = {unit_title(u, catalog) for u in chosen(replan(wide))}
    inside |= {f"its {u.partition(':')[2]}" for u in chosen(replan(wide)) if "stat-estim" in u}
    assert not inside & set(named[1].split(" · "))


def test_left_out_for_less_worth_is_less_worth(wide: Driver) -> None:
    wide(PLANS["data-scientist"])
    facts = wide("topic la-eigen --json").json["why"]
    assert "worth less for its time" in row(wide("topic la-eigen").out, "basics")
    for depth in ("basics", "solid"):
        numbers = facts[depth]["numbers"]
        assert numbers["value_per_hour_with_needs"] < numbers["marginal_value_per_hour"]
    assert "does not ask for it" in row(wide("topic gen-gan").out, "basics")
    assert wide("topic gen-gan --json").json["why"]["basics"]["numbers"]["value"] == 0
    assert "It would come in" not in row(wide("topic gen-gan").out, "basics")


def test_skipped_known_and_put_off(wide: Driver) -> None:
    wide(PLANS["data-scientist"])
    for words in ("skip prob-bayes", "skip gen-gan", "skip ml-kmeans --until 2027-02-12"):
        assert wide(words).code == 0
    wide("know stat-descriptive")
    wide("replan --yes")
    told = row(wide("topic prob-bayes").out, "basics")
    assert told == "Left out: you skip it. Without the skip it would be in."
    told = row(wide("topic gen-gan").out, "basics")
    assert told == "Left out: you skip it. Without the skip it would still be left out."
    put_off = wide("topic ml-kmeans --json").json["why"]["basics"]
    assert (put_off["status"], put_off["put_off_until"]) == ("put-off", "2027-02-12")
    assert "put it off until Fri 12 Feb" in row(wide("topic ml-kmeans").out, "basics")
    blocked = wide("topic ml-naive-bayes --json").json["why"]["basics"]
    assert (blocked["status"], blocked["blocked_by"]) == ("blocked", "prob-bayes:basics")
    assert wide("topic stat-descriptive --json").json["why"]["basics"] == {"status": "known"}
    assert row(wide("topic stat-descriptive").out, "basics") == ""
    typed = re.search(r"mlprep (skip .* --not)", wide("topic prob-bayes").out)
    assert typed
    wide(typed[1])
    assert "prob-bayes:basics" in chosen(replan(wide))
    wide("skip gen-gan --not")
    assert "gen-gan:basics" not in chosen(replan(wide))


def test_done_pinned_and_put_off_units_say_so(wide: Driver) -> None:
    wide(PLANS["data-scientist"])
    wide("done stat-descriptive")
    wide("pin prob-bayes:basics")
    wide("skip ml-kmeans --until 2027-01-04")
    wide("replan --yes")
    assert wide("topic stat-descriptive --json").json["why"]["basics"] == {"status": "done"}
    bayes = row(wide("topic prob-bayes").out, "basics")
    assert bayes.endswith("pinned to its days.")
    begins = wide("topic ml-kmeans --json").json["why"]["basics"]
    if begins["status"] == "planned":
        assert begins["timing"] == "not-before"
        assert begins["day"] >= begins["until"] == "2027-01-04"


def test_an_earlier_interview_is_a_reason(wide: Driver) -> None:
    wide(PLANS["data-scientist"])
    wide('interview add 2026-12-21 "First call" --rounds SQL --yes')
    facts = wide("topic sql-windows-ctes --json").json["why"]["basics"]
    assert (facts["timing"], facts["bound"]) == ("interview", "First call")
    assert facts["day"] < facts["until"] == "2026-12-21"
    told = row(wide("topic sql-windows-ctes").out, "basics")
    assert told.endswith("before First call on Mon 21 Dec.")


def test_without_a_plan_nothing_is_said_of_plans(wide: Driver) -> None:
    page = wide("topic prob-bayes")
    assert page.code == 0
    assert row(page.out, "basics") == ""
    assert "why" not in {*wide("topic prob-bayes --json").json} - {"why"}
    assert isinstance(wide("topic prob-bayes --json").json["why"], str)


PRICE = re.compile(r"^One (more hour a week|hour less) would (.*)\.$", re.MULTILINE)


@pytest.mark.parametrize("role", PLANS)
def test_the_price_of_time_is_true(wide: Driver, catalog: Catalog, role: str) -> None:
    run = wide(PLANS[role])
    assert wide("show").out == run.out
    plan = wide("show --json").json
    told = dict(PRICE.findall(run.out))
    assert set(told) == {"more hour a week", "hour less"}
    for words, added in (("more hour a week", 60), ("hour less", -60)):
        off = ["--off", "2026-12-24..2027-01-01"] if "12-24" in PLANS[role] else []
        other = wide("plan", *hours(plan, added), *off, "--dry-run", "--json").json
        check_effect(told[words], plan, other, catalog)


def check_effect(told: str, plan: dict[str, Any], other: dict[str, Any], catalog: Catalog) -> None:
    """What is said to be added and dropped is what two plans differ in."""
    parts = dict(re.findall(r"(add|drop): (.*?\(\d+ units?\))", told))
    for verb, units in (
        ("add", chosen(other) - chosen(plan)),
        ("drop", chosen(plan) - chosen(other)),
    ):
        check_named(parts.get(verb), units, catalog)


def test_of_days_of_ones_own_the_price_names_the_days(wide: Driver, catalog: Catalog) -> None:
    run = wide('plan --role data-scientist --weeks 10 --per-day "mon=1h wed=2h sun=5h"')
    plan = wide("show --json").json
    for words, added in (
        ("One more hour a week on the shortest study days", 60),
        ("One hour less on the longest", -60),
    ):
        told = re.search(rf"^{words} would (.*)\.$", run.out, re.MULTILINE)
        assert told
        days = per_day(plan["profile"]["minutes_per_weekday"], added)
        other = wide("plan", "--per-day", days, "--dry-run", "--json").json
        check_effect(told[1], plan, other, catalog)


def test_the_price_of_a_plan_that_a_replan_would_change_is_not_told(
    wide: Driver, catalog: Catalog
) -> None:
    wide("plan --role software-engineer --weeks 16 --hours 10")
    late = "2026-12-11"
    shown = wide("show", today=late).out
    assert not PRICE.search(shown)
    assert "What an hour more or less a week would change is told after: mlprep replan" in shown
    wide("replan --yes", today=late)
    plan = wide("show --json", today=late).json
    told = dict(PRICE.findall(wide("show", today=late).out))
    check_effect(
        told["more hour a week"], plan, replan(wide, *hours(plan, 60), today=late), catalog
    )


def test_what_is_done_is_not_dropped_by_an_hour_less(wide: Driver, catalog: Catalog) -> None:
    wide(PLANS["data-scientist"])
    plan = wide("show --json").json
    first = next(day for day in sorted({d for days in days_of(plan).values() for d in days}))
    done = [u for u, days in days_of(plan).items() if days[-1] == first]
    assert done
    for unit in done:
        wide("done", unit, today=first)
    told = dict(PRICE.findall(wide("show", today=first).out))
    less = replan(wide, *hours(plan, -60), today=first)
    less["selection"]["units"] += [
        unit for unit in plan["selection"]["units"] if unit["id"] in done
    ]
    check_effect(told["hour less"], plan, less, catalog)


def check_named(told: str | None, units: set[str], catalog: Catalog) -> None:
    if told is None:
        assert not units
        return
    named = re.match(r"(.*?)(?: and \d+ more)? \((\d+) units?\)$", told)
    assert named
    assert int(named[2]) == len(units)
    topics = {catalog.topic[unit.partition(":")[0]].title for unit in units}
    for title in named[1].split(" · "):
        assert any(topic.startswith(title.partition(":")[0].split(",")[0]) for topic in topics)


@pytest.mark.parametrize("width", [80, 60])
def test_the_overview_still_fits_on_a_screen(planned: Driver, catalog: Catalog, width: int) -> None:
    plan = Plan.model_validate(bare(planned("show --json").json))
    state, today = State(plan=plan), date.fromisoformat(TODAY)
    price = price_shown(catalog, state, today)
    assert price
    console = Console(width=width)
    with console.capture() as captured:
        console.print(overview(plan, catalog, state, today, Worth(price)))
    lines = captured.get().splitlines()
    assert len(lines) <= 45 or width < 80
    told = [line.strip() for line in lines if line.startswith("One ")]
    assert len(told) == 2
    if width == 80:
        counts = (price.more, price.less)
        assert f"({len(counts[0].adds)} units)." in told[0] if counts[0] else False
        assert f"({len(counts[1].drops)} units)." in told[1] if counts[1] else False
    tried = stability(plan, catalog)
    assert tried
    console = Console(width=width)
    with console.capture() as captured:
        console.print(overview(plan, catalog, state, today, Worth(price, tried)))
    assert "mlprep show --stability" in " ".join(captured.get().split())


def bare(plan: dict[str, Any]) -> dict[str, Any]:
    """The plan's JSON without progress."""
    for item in (item for week in plan["weeks"] for item in week["items"]):
        del item["done"]
    return plan


SHORT = [
    "plan --role software-engineer --weeks 1 --hours 10",
    "plan --role software-engineer --weeks 2 --hours 10",
    "plan --role research-engineer --weeks 5 --hours 8",
    "plan --role research-scientist --domain nlp-llm --weeks 4 --hours 9",
    "plan --role data-scientist --weeks 5 --hours 8",
    "plan --role data-scientist --weeks 6 --hours 7",
    "plan --role data-scientist --weeks 2 --hours 8",
    "plan --role data-scientist --weeks 16 --hours 0.5",
]
TIERS = {"The basics that everybody needs": "core", "The must-haves of the role's rounds": "round"}


@pytest.mark.parametrize("words", SHORT)
def test_every_change_that_would_fit_the_must_haves_does(
    wide: Driver, catalog: Catalog, words: str
) -> None:
    core_basics = {f"{topic.id}:basics" for topic in catalog.topics if topic.core}
    run = wide(f"{words} --dry-run --json")
    found = re.search(
        r"^(The .*?) do not all fit: .* They would fit (.*)\.$", run.err, re.MULTILINE
    )
    assert found, run.err
    tier = TIERS[found[1]]
    profile = run.json["profile"]
    role = words.split(" --weeks", maxsplit=1)[0]
    weeks = f"--weeks {re.search(r'--weeks (.+?) ', words)[1]}"  # type: ignore[index]
    for change in found[2].split(", or "):
        if more := re.search(r"with (\d+) more week", change):
            days = 7 * int(more[1])
            day = date.fromisoformat(profile["interview"]) + timedelta(days=days)
            tried = f"{role} --hours {words.rpartition(' ')[2]} --interview {day}"
        elif more := re.search(r"with ([\d.]+) h more", change):
            longer = hours(run.json, round(60 * float(more[1])))
            tried = f"{role} {weeks} {' '.join(longer)}"
        else:
            known = re.search(r"--know ([\w-]+)", change)
            assert known, change
            tried = f"{words} --know {known[1]}"
        plan = wide(f"{tried} --dry-run --json").json
        missing = [
            u["id"] for u in plan["selection"]["units"] if u["tier"] == tier and not u["selected"]
        ]
        assert not missing, (change, missing)
        if tier == "core":
            kept = {u["id"] for u in plan["selection"]["units"]} | {*plan["profile"]["known"]}
            assert core_basics <= kept


def test_something_known_is_offered_where_it_would_do(wide: Driver) -> None:
    told = wide("plan --role research-engineer --weeks 5 --hours 8 --dry-run").err
    assert re.search(r"or if you knew [\w ,]+ already \(--know [\w-]+\)\.", told)


def test_must_haves_that_are_too_long_are_missed_too(wide: Driver, catalog: Catalog) -> None:
    run = wide("plan --role data-scientist --weeks 16 --hours 0.5 --json")
    told = re.search(r"^The basics .* do not all fit: ([\d.]+) h of them", run.err, re.MULTILINE)
    assert told
    inside = chosen(run.json)
    basics = [topic.depths["basics"].minutes for topic in catalog.topics if topic.core]
    got = [catalog.depth(unit).minutes for unit in inside]
    assert float(told[1]) >= (sum(basics) - sum(got)) / 60 - 0.5
    topics = {unit.partition(":")[0] for unit in run.json["too_long"]}
    assert f" and {len(topics) - 3} more topics" in wide("show").out


def test_what_is_skipped_is_not_missed_nor_what_only_it_requires(wide: Driver) -> None:
    wide("plan --role research-engineer --weeks 14 --hours 10")
    wide("skip dl-optimisers")
    assert "do not all fit" not in wide("replan --yes").err


def test_the_old_hours_bring_back_what_fewer_drop(wide: Driver) -> None:
    wide("plan --role data-scientist --weeks 16 --hours 10")
    for less in (1, 2):
        price = wide(f"replan --hours {10 - less} --dry-run --json").json["price"]
        assert price.startswith(f"To learn as much as before: {less} h more a week, or ")


def test_behind_must_haves_that_do_not_fit_nothing_is_said_of_worth(wide: Driver) -> None:
    plan = wide("plan --role data-scientist --weeks 8 --hours 6 --json").json
    units = plan["selection"]["units"]
    out = [u for u in units if u["tier"] == "rest" and u["value"] and not u["selected"]]
    best = max(out, key=lambda u: u["value"])
    page = wide("topic", best["topic"], "--why").out
    told = row(page, best["depth"])
    assert told.startswith("Left out: the must-haves come first and do not all fit.")
    assert "one more hour" not in row(page, best["depth"], "Numbers")
    facts = wide("topic", best["topic"], "--json").json["why"][best["depth"]]
    assert facts["cause"] == "behind"
    assert "marginal_value_per_hour" not in facts["numbers"]


@pytest.mark.parametrize("weeks", [12, 16, 26])
def test_one_more_hour_is_worth_what_is_said(wide: Driver, weeks: int) -> None:
    plan = wide(f"plan --role data-scientist --weeks {weeks} --hours 10 --json").json
    numbers = wide("topic sql-windows-ctes --json").json["why"]["basics"]["numbers"]
    more = wide("plan --hours 10.5 --dry-run --json").json["selection"]
    gain = more["value"] - plan["selection"]["value"]
    room = more["capacity_minutes"] - plan["selection"]["capacity_minutes"]
    said = numbers["marginal_value_per_hour"]
    assert 0.8 * said <= 60 * gain / room <= 1.2 * said
    taken = [u for u in plan["selection"]["units"] if u["selected"]]
    mean = 60 * sum(u["value"] for u in taken) / sum(u["minutes"] for u in taken)
    assert numbers["plan_value_per_hour"] == round(mean, 1)


def test_what_is_in_for_its_worth_says_how_much_and_where_it_is_asked(wide: Driver) -> None:
    plan = wide("plan --role data-scientist --weeks 16 --hours 10 --json").json
    unit = next(u for u in plan["selection"]["units"] if u["selected"] and u["tier"] == "rest")
    facts = wide("topic", unit["topic"], "--json").json["why"][unit["depth"]]
    told = row(wide("topic", unit["topic"]).out, unit["depth"])
    assert facts["cause"] == "worth"
    rounds = wide("roles data-scientist --json").json["roles"][0]["rounds"]

    def asked(held: dict[str, Any]) -> float:
        share = held["areas"].get(unit["area"], 0) / sum(held["areas"].values())
        return float(held["probability"] * held["minutes"] * share)

    assert facts["most_in"] == max(rounds, key=asked)["name"]
    assert f"Its area is asked most in the round {facts['most_in']}." in told
    assert f"{60 * unit['value'] / unit['minutes']:.0f} an hour by the catalog's weights" in told


def test_putting_off_is_no_cause_of_what_would_be_left_out_anyway(wide: Driver) -> None:
    wide(PLANS["data-scientist"])
    before = row(wide("topic la-eigen").out, "basics")
    wide("skip la-eigen --until 2026-12-10")
    wide("replan --yes")
    told = row(wide("topic la-eigen").out, "basics")
    assert told.partition(". ")[0] == before.partition(". ")[0]
    assert "put it off" not in told
    facts = wide("topic la-eigen --json").json["why"]["basics"]
    assert (facts["status"], facts["cause"]) == ("left-out", "filling")
    per_day_words = facts["way_in"]["per_day"]
    assert "la-eigen:basics" in chosen(replan(wide, "--per-day", per_day_words))


def test_where_no_way_in_is_found_it_says_what_was_tried(wide: Driver) -> None:
    plan = wide("plan --role data-scientist --weeks 2 --hours 1 --json").json
    out = [u for u in plan["selection"]["units"] if u["value"] and not u["selected"]]
    unit = min((u for u in out if u["depth"] == "basics"), key=lambda u: u["value"])
    told = row(wide("topic", unit["topic"]).out, "basics")
    vain = re.search(
        r"No way in was found, not with (\d+) h more a week, or with the interview (\d+) weeks",
        told,
    )
    assert vain, told
    day = date.fromisoformat(plan["profile"]["interview"]) + timedelta(weeks=int(vain[2]))
    assert unit["id"] not in chosen(replan(wide, *hours(plan, 60 * int(vain[1]))))
    assert unit["id"] not in chosen(replan(wide, "--interview", day.isoformat()))


def test_a_role_that_fares_as_well_as_alone_says_so(wide: Driver, catalog: Catalog) -> None:
    words = "plan --role research-scientist --domain nlp-llm --role software-engineer"
    told = wide(f"{words} --weeks 12 --hours 10").out
    title = catalog.role["software-engineer"].title
    assert f"{title} at least as much; " in told
    assert " h of new material serve each of them" in told


def test_one_toss_up_is_one(wide: Driver) -> None:
    tried = [UnitStability("a:basics", 30, selected=True, mark="stable")]
    tried += [UnitStability("b:basics", 3, selected=True, mark="toss-up")]
    assert "; 1 is a toss-up: " in count_line(Stability(tried))
    wide(PLANS["data-scientist"])
    assert "in 15 to 26 of 30 tries" in wide("show --stability").out
