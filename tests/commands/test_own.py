"""Own files through the front door: add, change, hide, check, copy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from mlprep.core.catalogfiles import FILES
from mlprep.core.models import Catalog
from tests.conftest import Driver

Own = Callable[[str, str], None]
OWN_TOPIC = """
- id: my-topic
  title: "Our group's own method"
  area: vectors-matrices
  importance: 5
  difficulty: 1
  why: "Because the group asks for it."
  depths:
    basics:
      minutes: 60
      outcomes: ["You can do it"]
      study: [{resource: my-notes, part: "all", minutes: 30}]
    solid: {minutes: 60, outcomes: ["You can do it well"]}
"""
OWN_RESOURCE = """resources:
- {id: my-notes, title: Notes, by: Me, url: "https://example.org/notes", kind: docs, free: true}
"""
OWN_QUESTION = """questions:
- id: my-topic-01
  topic: my-topic
  depth: basics
  kind: concept
  prompt: "How does it work?"
  points: ["It takes the first", "It adds the second", "It stops at the third"]
  answer: "It takes the first, adds the second and stops at the third."
  follow_up: "Why the third?"
"""


@pytest.fixture
def own(home: Path) -> Own:
    """Write an own file: `own("topics.yaml", "topics: …")`, with its format."""

    def write(name: str, text: str) -> None:
        path = home / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"format: 1\n{text}\n", "utf-8")

    return write


def topic(mlprep: Driver, name: str) -> Any:
    return mlprep(f"topic {name} --json").json


def role(mlprep: Driver, name: str) -> Any:
    return mlprep(f"roles {name} --json").json["roles"][0]


def test_two_numbers_are_enough_to_change_a_topic(mlprep: Driver, own: Own) -> None:
    before = topic(mlprep, "la-eigen")
    own("topics.yaml", "topics:\n- {id: la-eigen, importance: 5, depths: {solid: {minutes: 120}}}")
    after = topic(mlprep, "la-eigen")
    assert (after["importance"], after["depths"]["solid"]["minutes"]) == (5, 120)
    assert after["depths"]["basics"] == before["depths"]["basics"]
    assert after["depths"]["solid"]["study"] == before["depths"]["solid"]["study"]
    assert after["title"] == before["title"]


def test_a_depth_taken_away_leaves_no_trace(mlprep: Driver, own: Own, catalog: Catalog) -> None:
    ladder = catalog.area["deep-learning"].ladder
    assert "dl-mlp:solid" in ladder
    own("topics.yaml", "topics:\n- {id: dl-mlp, depths: {solid: null, expert: null}}")
    assert list(topic(mlprep, "dl-mlp")["depths"]) == ["basics"]
    assert mlprep("catalog check").code == 0
    assert "dl-mlp:solid" not in mlprep("catalog entry deep-learning").out
    run = mlprep("plan --role research-scientist --domain deep-learning --weeks 8 --hours 8 --json")
    assert run.code == 0
    assert "dl-mlp:solid" not in [unit["id"] for unit in run.json["selection"]["units"]]


def test_one_number_of_one_round(mlprep: Driver, own: Own) -> None:
    before = role(mlprep, "research-scientist")
    own("roles.yaml", 'roles:\n- id: research-scientist\n  rounds: {"ML coding": {minutes: 90}}')
    after = role(mlprep, "research-scientist")
    for old, new in zip(before["rounds"], after["rounds"], strict=True):
        assert new == ({**old, "minutes": 90} if old["name"] == "ML coding" else old)


def test_rounds_may_still_be_given_whole(mlprep: Driver, own: Own) -> None:
    own(
        "roles.yaml",
        "roles:\n- id: data-scientist\n  rounds:\n"
        '  - {name: "Only SQL", minutes: 60, probability: 1, areas: {sql: 1}}',
    )
    assert [r["name"] for r in role(mlprep, "data-scientist")["rounds"]] == ["Only SQL"]


def test_hide_and_add_replaces_an_entry_whole(mlprep: Driver, own: Own) -> None:
    own("resources.yaml", OWN_RESOURCE)
    own("topics.yaml", "hide: [la-eigen]\ntopics:" + OWN_TOPIC.replace("my-topic", "la-eigen"))
    found = topic(mlprep, "la-eigen")
    assert found["title"] == "Our group's own method"
    assert found["depths"]["solid"]["study"] == []
    assert found["prerequisites"] == []
    assert mlprep("catalog check").code == 0


def test_a_hidden_topic_is_gone_from_everywhere(mlprep: Driver, own: Own, catalog: Catalog) -> None:
    hidden = "stat-hypothesis-testing"
    assert [q for q in catalog.questions if q.topic == hidden]
    own("topics.yaml", f"hide: [{hidden}, dl-mlp]")
    assert mlprep(f"topic {hidden}").code == 1
    for name in ("stat-ab-testing", "dl-backprop"):
        assert not {hidden, "dl-mlp"} & set(topic(mlprep, name)["prerequisites"])
    assert hidden not in json.dumps(role(mlprep, "data-scientist"))
    listed = mlprep("practice --list --area statistics --json")
    assert hidden not in listed.out
    assert mlprep("catalog check").code == 0
    plan = mlprep("plan --role data-scientist --weeks 12 --hours 10 --json")
    assert plan.code == 0
    assert hidden not in plan.out


def test_a_hidden_area_takes_its_topics_along(mlprep: Driver, own: Own) -> None:
    own("topics.yaml", "hide: [sql]")
    assert mlprep("catalog check").code == 0
    assert "sql" not in role(mlprep, "data-scientist")["rounds"][0]["areas"]
    assert mlprep("topic sql-joins-aggregation").code == 1
    assert mlprep("plan --role data-scientist --weeks 8 --hours 8").code == 0


def test_hidden_resources_roles_and_questions(mlprep: Driver, own: Own) -> None:
    own("resources.yaml", "hide: [mml]")
    own("roles.yaml", "hide: [software-engineer]")
    own("questions/none.yaml", "hide: [prob-bayes-01]")
    assert "mml" not in [
        p["resource"] for p in topic(mlprep, "la-eigen")["depths"]["basics"]["study"]
    ]
    assert mlprep("roles software-engineer").code == 1
    assert "prob-bayes-01" not in mlprep("practice --list --topic prob-bayes --json").out
    run = mlprep("catalog check")
    assert run.code == 0
    assert "your questions/none.yaml hides prob-bayes-01" in run.err


def test_a_plan_survives_what_is_hidden_after_it(planned: Driver, own: Own) -> None:
    own("topics.yaml", "hide: [statistics, prob-bayes]")
    own("roles.yaml", "hide: [data-scientist]")
    for command in ("today", "show --all", "status", "export markdown", "undo"):
        assert planned(command).code == 0, command


def test_every_fault_of_every_own_file_at_its_line(mlprep: Driver, own: Own) -> None:
    own(
        "topics.yaml",
        "hide:\n- la-eigne\n- mml\n- 3\ntopics:\n- id: la-svd\n  importance: 9\n"
        "  depths:\n    basics:\n      minutes: 50\n- id: la-eigen\n  titel: null\n",
    )
    own(
        "roles.yaml",
        "roles:\n- id: data-scientist\n  rounds:\n    SQLL: {minutes: 60}\n"
        "    SQL:\n      minutes: 9000\n",
    )
    run = mlprep("catalog check")
    assert run.code == 3
    expected = (
        "topics.yaml:3: hide: there is no 'la-eigne' in topics or areas. Did you mean la-eigen",
        "topics.yaml:4: hide: there is no 'mml' in topics or areas. It is one of the resources",
        "topics.yaml:5: hide: this should be the id",
        "topics.yaml:8: topics.la-svd.importance: this should be 5 or less, not 9",
        "topics.yaml:11: topics.la-svd.depths.basics.minutes: this should be a multiple of 15",
        "topics.yaml:13: la-eigen: there is no 'titel' to take away",
        "roles.yaml:5: there is no 'SQLL' here. Did you mean SQL?",
        "roles.yaml:7: roles.data-scientist.rounds.SQL.minutes: this should be 480 or less",
    )
    for line in expected:
        assert line in run.err, line
    assert run.err.count(".yaml:") == len(expected)


def test_the_validators_words_do_not_reach_the_user(mlprep: Driver, own: Own) -> None:
    own(
        "topics.yaml",
        "hidde: [la-svd]\ntopics:\n- id: la-eigen\n  titel: Eigenvalues\n  hidden: true\n"
        "  core: yes\n  prerequisites: x\n  depths: {medium: {}, solid: {outcomes: []}}\n"
        "- {id: my-own, title: Mine}\n",
    )
    run = mlprep("catalog check")
    for line in (
        ":2: hidde: there is no such key here. Did you mean hide?",
        ":5: topics.la-eigen.titel: there is no such key here. Did you mean title?",
        ":6: topics.la-eigen.hidden: there is no such key here. To hide an entry, name it",
        " in a list at the top of the file: hide: [la-eigen]",
        ':7: topics.la-eigen.core: this should be true or false, not "yes"',
        ':8: topics.la-eigen.prerequisites: this should be a list, not "x"',
        ":9: topics.la-eigen.depths.medium: the key should be 'basics', 'solid' or 'expert'",
        ":9: topics.la-eigen.depths.solid.outcomes: this should be 1 or more entries, not 0",
        ":10: topics.my-own.importance: is missing",
    ):
        assert line in run.err
    assert "nput" not in run.err


def test_a_misspelt_id_of_what_was_to_be_changed_is_told(mlprep: Driver, own: Own) -> None:
    own("topics.yaml", "topics:\n- {id: la-eigenn, importance: 3}\n- {id: qqqqq, core: true}")
    told = mlprep("catalog check").err
    new = "there is no such entry to change, so it is taken as a new one."
    assert f"topics.yaml:3: la-eigenn: {new} Did you mean la-eigen" in told
    assert f"topics.yaml:4: qqqqq: {new}\n" in told
    assert told.index(new) < told.index("topics.la-eigenn.title: is missing")


def test_unknown_references_are_told_at_their_own_line(mlprep: Driver, own: Own) -> None:
    own(
        "topics.yaml", "topics:\n- id: la-eigen\n  prerequisites:\n  - la-linear-systems\n  - nil-x"
    )
    run = mlprep("catalog check")
    assert "topics.yaml:6: la-eigen: unknown prerequisite nil-x" in run.err
    assert "Mend them in" in run.err


def test_a_circle_through_shipped_topics_is_told_where_the_user_closed_it(
    mlprep: Driver, own: Own
) -> None:
    own("topics.yaml", "topics:\n- id: la-vectors-norms\n  prerequisites: [la-svd]")
    run = mlprep("catalog check")
    assert run.code == 3
    assert "topics.yaml:4:" in run.err
    assert "run in a circle" in run.err
    assert "Mend them in" in run.err


def test_an_own_topic_with_its_own_questions_and_resources(mlprep: Driver, own: Own) -> None:
    own("topics.yaml", "topics:" + OWN_TOPIC)
    own("resources.yaml", OWN_RESOURCE)
    own("questions/topics.yaml", OWN_QUESTION)
    assert mlprep("catalog check").code == 0
    assert "my-topic-01" in mlprep("practice --list --topic my-topic --json").out
    assert "https://example.org/notes" in mlprep("topic my-topic").out


def test_check_says_what_own_files_do(mlprep: Driver, own: Own) -> None:
    own("resources.yaml", OWN_RESOURCE)
    own(
        "topics.yaml",
        "hide: [la-svd]\ntopics:\n- {id: la-eigen, importance: 5}\n- {id: la-matrices, when: end}"
        + OWN_TOPIC,
    )
    run = mlprep("catalog check")
    assert run.code == 0, run.err
    for line in (
        "your topics.yaml hides la-svd",
        "your topics.yaml changes la-eigen: importance",
        "your topics.yaml changes la-matrices: when",
        "your topics.yaml adds my-topic",
    ):
        assert line in run.err
    assert len(mlprep("catalog check --json").json["own"]) == 5


def test_the_cache_knows_own_files(mlprep: Driver, own: Own, home: Path) -> None:
    for importance in (5, 1, 5):
        own("topics.yaml", f"topics:\n- {{id: la-eigen, importance: {importance}}}")
        for _ in range(2):
            assert topic(mlprep, "la-eigen")["importance"] == importance
    (home / "config" / "topics.yaml").unlink()
    assert topic(mlprep, "la-eigen")["importance"] == 4


def entries(catalog: Catalog) -> list[tuple[str, str]]:
    kinds = ("topics", "areas", "resources", "roles", "questions")
    return [(kind, entry.id) for kind in kinds for entry in getattr(catalog, kind)]


@pytest.mark.parametrize("kind", ["topics", "areas", "resources", "roles", "questions"])
def test_an_entry_pasted_into_an_own_file_changes_nothing(
    mlprep: Driver, own: Own, catalog: Catalog, kind: str
) -> None:
    names = [name for k, name in entries(catalog) if k == kind][::17]
    printed = "".join(mlprep(f"catalog entry {name}").out for name in names)
    assert [entry["id"] for entry in yaml.safe_load(printed)] == names
    file = {"areas": "topics.yaml", "questions": "questions/own.yaml"}.get(kind, f"{kind}.yaml")
    own(file, f"{kind}:\n{printed}")
    run = mlprep("catalog check")
    assert run.code == 0
    told = re.findall(rf"your {file} changes (\S+): nothing that differs", run.err)
    assert told == names


def test_entry_says_where_it_goes_and_guesses(mlprep: Driver, own: Own, home: Path) -> None:
    assert str(home / "config" / "topics.yaml") in mlprep("catalog entry la-eigen").err
    assert "Did you mean la-eigen" in mlprep("catalog entry la-eigne").err
    assert mlprep("catalog entry la-eigne").code == 1
    own("topics.yaml", "topics:\n- {id: la-eigen, importance: 5}")
    assert "importance: 5" in mlprep("catalog entry la-eigen").out


def test_path_names_the_folder_of_questions(mlprep: Driver, own: Own, home: Path) -> None:
    own("questions/mine.yaml", "questions: []")
    run = mlprep("catalog path")
    assert str(home / "config" / "questions" / "mine.yaml") in run.out
    assert str(home / "config" / "questions") in run.err


@pytest.mark.parametrize("name", FILES)
def test_the_schema_for_own_files_asks_for_no_more_than_format_and_id(
    mlprep: Driver, name: str
) -> None:
    schema = mlprep(f"catalog schema {name} --own").json
    assert schema["required"] == ["format"]
    assert schema["properties"]["hide"]["type"] == "array"
    for kind, place in schema["properties"].items():
        if kind in ("topics", "areas", "resources", "roles", "questions"):
            entry = schema["$defs"][place["items"]["$ref"].rpartition("/")[2]]
            assert entry["required"] == ["id"]
            assert entry["additionalProperties"] is False
            changeable = [value for key, value in entry["properties"].items() if key != "id"]
            assert all({"type": "null"} in value["anyOf"] for value in changeable)
    assert set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(schema))) <= schema["$defs"].keys()


def test_the_schema_for_own_roles_knows_rounds_by_name(mlprep: Driver) -> None:
    schema = mlprep("catalog schema roles --own").json
    whole, by_name, _ = schema["$defs"]["RolePatch"]["properties"]["rounds"]["anyOf"]
    assert whole["items"] == {"$ref": "#/$defs/Round"}
    assert {"$ref": "#/$defs/RoundPatch"} in by_name["additionalProperties"]["anyOf"]
    assert "required" not in schema["$defs"]["RoundPatch"]
    assert schema["$defs"]["Round"]["required"]


HOSTILE = {
    "deep": "topics: " + "[" * 5000,
    "bomb": "x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n"
    + "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]\n" for n in range(1, 9)),
    "escape": 'topics:\n- {id: "\\e]0;owned\\a", title: "\\e[31m"}',
    "escaped key": 'topics:\n- {id: la-eigen, "\\e[31m": 1}',
    "escaped null": 'topics:\n- {id: la-eigen, "\\e[31m": null}',
    "escaped hide": 'hide: ["\\e]0;owned\\a"]',
    "escaped address": "topics:\n- {id: la-eigen, depths: {basics: {study: "
    '[{resource: mml, part: all, minutes: 5, url: "https://\\e]0;x"}]}}}',
    "scalar": "topics: la-eigen",
    "hide is a map": "hide: {la-eigen: true}",
    "hide is null": "hide:",
    "entries of every kind": "topics: [1, null, [], {}, {id: 3}, {id: null}, {id: [a]}, x]",
    "list where a map is": "topics:\n- {id: la-eigen, depths: [1]}",
    "map where a list is": "topics:\n- {id: la-eigen, prerequisites: {a: 1}}",
    "surrogate": 'topics:\n- {id: la-eigen, title: "\\ud800"}',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_own_file_is_a_fault_in_plain_words(mlprep: Driver, own: Own, text: str) -> None:
    own("topics.yaml", text)
    for command in ("catalog check", "today", "topic la-eigen"):
        run = mlprep(command)
        assert run.code == 3, command
        assert "topics.yaml" in run.err
        assert "\x1b" not in run.err + run.out
        assert "\x07" not in run.err + run.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hide:\n" + "- la-eigne\n" * 10_000, "Did you mean la-eigen"),
        ("topics:\n" + "- {id: la-eigen, prerequisites: [no-such]}\n" * 10_000, "a second time"),
        (
            "topics:\n" + "".join(
                f"- {{id: la-eigen-{n}, title: T1, area: nil, importance: 3, difficulty: 1,"
                " why: Hm, depths: {basics: {minutes: 30, outcomes: [So]}}}\n"
                for n in range(10_000)
            ),
            "unknown area nil",
        ),
    ],
    ids=["hide", "twice", "references"],
)  # fmt: skip
def test_ten_thousand_faults_are_told_in_short(
    mlprep: Driver, own: Own, text: str, said: str
) -> None:
    own("topics.yaml", text)
    run = mlprep("catalog check")
    assert run.code == 3
    assert said in run.err
    assert "more" in run.err
    assert len(run.err.splitlines()) < 30


def test_binary_and_wrong_places_are_faults(mlprep: Driver, own: Own, home: Path) -> None:
    own("topics.yaml", "")
    (home / "config" / "topics.yaml").write_bytes(b"\xff\xfe\x00\x01")
    (home / "config" / "questions").mkdir()
    (home / "config" / "questions" / "a-folder.yaml").mkdir()
    run = mlprep("catalog check")
    assert run.code == 3
    assert "topics.yaml: is not UTF-8" in run.err
