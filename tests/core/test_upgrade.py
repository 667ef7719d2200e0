"""A newer catalog: renamed topics carry progress, removed ones are kept, nothing moves."""

from __future__ import annotations

from pathlib import Path

import yaml

from mlprep.core.history import Event
from mlprep.core.progress import replay
from mlprep.core.renames import Renames, renamed_plan
from tests.conftest import ROOT, Driver

NAMES = Renames({"old": ("new-one", "new-two")}, frozenset({"new-one-03"}))


def done(*units: str, items: tuple[str, ...] = ()) -> Event:
    data = {"units": list(units), "items": list(items), "on": "2026-11-23"}
    return Event("e", "b", "2026-11-23T09:00:00+00:00", "done", data)


def test_progress_follows_a_topic_to_all_its_parts() -> None:
    state = replay([done("old:basics", "other:solid")], NAMES)
    assert set(state.done) == {"new-one:basics", "new-two:basics", "other:solid"}
    assert replay([done(items=("quiz-old-basics",))], NAMES).done.keys() == {"quiz-new-one-basics"}


def test_answers_follow_a_question_that_is_still_there() -> None:
    def answer(question: str) -> Event:
        data = {"question": question, "points": [1], "of": 3, "grade": "good"}
        return Event("e", "b", "2026-11-23T09:00:00+00:00", "answer", data)

    assert set(replay([answer("old-03")], NAMES).answers) == {"new-one-03"}
    assert set(replay([answer("old-04")], NAMES).answers) == {"old-04"}
    missed = replay([answer("old-03")], NAMES).answers["new-one-03"][-1].missed
    assert missed == (2, 3)


def test_a_stored_plan_is_read_with_todays_names() -> None:
    plan = {
        "selection": {"units": [{"id": "old:basics", "topic": "old", "requires": ["x:basics"]}]},
        "items": [{"id": "old:basics/1"}, {"id": "quiz-old-basics"}, {"id": "review-old-d12"}],
        "title": "old habits",
        "begun": {"old:solid": 30},
    }
    read = renamed_plan(plan, NAMES)
    assert read["selection"]["units"][0] == {
        "id": "new-one:basics", "topic": "new-one", "requires": ["x:basics"],
    }  # fmt: skip
    ids = [item["id"] for item in read["items"]]
    assert ids == ["new-one:basics/1", "quiz-new-one-basics", "review-new-one-d12"]
    assert (read["title"], read["begun"]) == ("old habits", {"new-one:solid": 30})
    assert renamed_plan(plan, Renames({})) is plan


def overlay(home: Path, text: str) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "topics.yaml").write_text(f"format: 1\n{text}", "utf-8")


def test_a_renamed_topic_keeps_what_was_done(planned: Driver, home: Path) -> None:
    planned("done stat-descriptive")
    planned("note stat-descriptive mean and median")
    topics = yaml.safe_load((ROOT / "data" / "topics.yaml").read_text("utf-8"))["topics"]
    topic = next(t for t in topics if t["id"] == "stat-descriptive")
    renamed = {**topic, "id": "stat-summaries", "replaces": ["stat-descriptive"]}
    users = [t for t in topics if "stat-descriptive" in t.get("prerequisites", ())]
    changed = [
        {"id": t["id"], "prerequisites": [
            "stat-summaries" if p == "stat-descriptive" else p for p in t["prerequisites"]
        ]}
        for t in users
    ]  # fmt: skip
    overlay(home, yaml.safe_dump({"topics": [renamed, *changed], "hide": ["stat-descriptive"]}))
    told = planned("topic stat-summaries --json").json
    assert told["depths"]["basics"]["done"]
    assert "mean and median" in planned("topic stat-summaries").out
    assert planned("status --json").json["units_done"] == 1
    assert planned("replan --yes").code == 0
    assert "stat-summaries:basics" not in planned("show").out


def test_what_is_gone_is_kept_and_reported_and_moves_nothing(planned: Driver, home: Path) -> None:
    first = planned("today --json").json["items"][1]["unit"]
    topic = first.partition(":")[0]
    planned("done", "stat-descriptive")
    plan = planned("show --json").out
    overlay(home, f"hide: [stat-descriptive, {topic}]\n")
    run = planned("today")
    assert run.code == 0
    assert "The catalog has changed" in run.err
    assert planned("show --json").out == plan
    assert "gone from the catalog" in planned("status").out
    told = planned("doctor --json").json["findings"]
    assert any("stat-descriptive:basics" in one["words"] for one in told)
    for words in ("show --all", "export markdown", "history", "practice --list", "status --json"):
        assert planned(*words.split()).code == 0, words
    change = planned("replan --dry-run --json").json
    gone = {c["unit"]: c["reason"] for c in change["changes"] if c["kind"] == "dropped"}
    assert gone[first] == "no longer in the catalog"
    (home / "config" / "topics.yaml").unlink()
    assert planned("topic stat-descriptive --json").json["depths"]["basics"]["done"]
    assert planned("today").err == ""


def test_other_minutes_are_told_before_they_count(planned: Driver, home: Path) -> None:
    unit = planned("today --json").json["items"][0]
    topic, _, depth = unit["unit"].partition(":")
    overlay(home, f"topics: [{{id: {topic}, depths: {{{depth}: {{minutes: 120}}}}}}]\n")
    assert "have other minutes" in planned("today").err
    assert planned("today --json").json["items"][0]["minutes"] == unit["minutes"]
