"""The shipped catalog: sound, balanced, in form."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from mlprep.core.audit import balance_notes, reference_problems
from mlprep.core.catalogfiles import FILES
from mlprep.core.models import Catalog
from tests.conftest import ROOT


def test_every_reference_holds_and_the_balance_is_right(catalog: Catalog) -> None:
    assert reference_problems(catalog) == []
    assert balance_notes(catalog) == []


def test_the_five_roles_are_there(catalog: Catalog) -> None:
    assert set(catalog.role) == {
        "research-engineer",
        "software-engineer",
        "data-scientist",
        "research-scientist",
        "postdoctoral-researcher",
    }
    required = {role.id for role in catalog.roles if role.domain == "required"}
    assert required == {"research-scientist", "postdoctoral-researcher"}


def test_outcomes_say_what_one_can_do(catalog: Catalog) -> None:
    for topic in catalog.topics:
        for name, depth in topic.depths.items():
            assert 1 <= len(depth.outcomes) <= 3, f"{topic.id}:{name}"
            for outcome in depth.outcomes:
                assert outcome.startswith("You can "), outcome
                assert len(outcome.split()) <= 15, outcome


def test_no_outcome_is_promised_twice(catalog: Catalog) -> None:
    outcomes = Counter(o for t in catalog.topics for d in t.depths.values() for o in d.outcomes)
    assert [outcome for outcome, count in outcomes.items() if count > 1] == []


def test_why_is_one_sentence(catalog: Catalog) -> None:
    for topic in catalog.topics:
        assert topic.why.endswith("."), topic.id
        assert len(re.findall(r"[.!?](\s|$)", topic.why)) == 1, topic.why


def test_every_depth_has_something_to_study(catalog: Catalog) -> None:
    bare = [f"{t.id}:{n}" for t in catalog.topics for n, d in t.depths.items() if not d.study]
    assert bare == []


def test_resources_are_unique_and_the_shelf_is_short(catalog: Catalog) -> None:
    urls = Counter(resource.url for resource in catalog.resources)
    assert [url for url, count in urls.items() if count > 1] == []
    assert 20 <= sum(resource.anchor for resource in catalog.resources) <= 30


def test_old_hats_are_not_called_important(catalog: Catalog) -> None:
    at_most_two = ("dl-autoencoders", "nlp-ngram-lm", "nlp-topic-models", "nlp-sequence-labelling",
                   "ml-hmm", "gen-gan", "cv-image-processing", "cs-bits-numbers")  # fmt: skip
    at_least_four = ("llm-evaluation", "llm-rag", "llm-agents", "llm-inference", "code-transformer",
                     "code-training-loop", "stat-ab-testing", "sql-windows-ctes",
                     "stat-product-metrics", "sd-objectives-metrics")  # fmt: skip
    assert all(catalog.topic[topic].importance <= 2 for topic in at_most_two)
    assert all(catalog.topic[topic].importance >= 4 for topic in at_least_four)


@pytest.mark.parametrize("name", FILES)
def test_the_committed_schemas_are_fresh(name: str) -> None:
    committed = json.loads((ROOT / "data" / "schema" / f"{name}.schema.json").read_text("utf-8"))
    assert committed == FILES[name].model_json_schema()


@pytest.mark.parametrize("path", sorted((ROOT / "data").rglob("*.yaml")), ids=lambda p: p.stem)
def test_data_files_name_their_schema(path: Path) -> None:
    folder = path.parent.name
    name, up = ("questions", "../") if folder == "questions" else (path.stem, "")
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={up}schema/{name}.schema.json"
