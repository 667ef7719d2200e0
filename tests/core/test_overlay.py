"""The merge patch is RFC 7396, and a list of named elements may be changed by name."""

from __future__ import annotations

from typing import Any

import pytest

from mlprep.core.overlay import lay_over

RFC = [  # appendix A of RFC 7396
    ({"a": "b"}, {"a": "c"}, {"a": "c"}),
    ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
    ({"a": "b"}, {"a": None}, {}),
    ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
    ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
    ({"a": "c"}, {"a": ["b"]}, {"a": ["b"]}),
    ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
    ({"a": [{"b": "c"}]}, {"a": [1]}, {"a": [1]}),
    (["a", "b"], ["c", "d"], ["c", "d"]),
    ({"a": "b"}, ["c"], ["c"]),
    ({"a": "foo"}, None, None),
    ({"a": "foo"}, "bar", "bar"),
    ({"e": None}, {"a": 1}, {"e": None, "a": 1}),
    ([1, 2], {"a": "b", "c": None}, {"a": "b"}),
    ({}, {"a": {"bb": {"ccc": None}}}, {"a": {"bb": {}}}),
]
ROUNDS = {"rounds": [{"name": "SQL", "minutes": 45}, {"name": "Case", "minutes": 60}]}


@pytest.mark.parametrize(("base", "patch", "expected"), RFC)
def test_the_examples_of_the_rfc(base: Any, patch: Any, expected: Any) -> None:
    assert lay_over(base, patch).data == expected


def test_one_number_of_one_named_element() -> None:
    laid = lay_over(ROUNDS, {"rounds": {"Case": {"minutes": 90}}})
    assert laid.data["rounds"][1] == {"name": "Case", "minutes": 90}
    assert laid.data["rounds"][0] == ROUNDS["rounds"][0]
    assert laid.changes == ["rounds.Case.minutes"]
    assert laid.places["rounds", 1, "minutes"] == ("rounds", "Case", "minutes")
    assert ROUNDS["rounds"][1]["minutes"] == 60


def test_places_are_counted_after_what_was_taken_away() -> None:
    laid = lay_over(ROUNDS, {"rounds": {"SQL": None, "Case": {"minutes": 30}}})
    assert laid.data["rounds"] == [{"name": "Case", "minutes": 30}]
    assert laid.places["rounds", 0, "minutes"] == ("rounds", "Case", "minutes")
    assert laid.changes == ["no rounds.SQL", "rounds.Case.minutes"]


def test_an_unknown_name_is_a_fault_with_a_guess() -> None:
    laid = lay_over(ROUNDS, {"rounds": {"sqll": None, "Nowhere at all": {}}})
    assert laid.data == ROUNDS
    told = dict(laid.faults)
    assert "Did you mean SQL?" in told["rounds", "sqll"]
    assert "There are: SQL, Case" in told["rounds", "Nowhere at all"]


def test_what_is_the_same_is_no_change() -> None:
    assert lay_over(ROUNDS, ROUNDS).changes == []
