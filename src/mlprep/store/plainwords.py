"""What the validator finds wrong with a file, in words for whoever wrote the file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, get_args, get_origin

from mlprep.core.entries import KINDS
from mlprep.core.fields import Noun
from mlprep.core.plaintext import one_line
from mlprep.core.search import did_you_mean

HIDE = "hide"
KEY = "[key]"  # how the validator ends the place of a key that is wrong itself
LONGEST_VALUE = 60  # characters of what was found
MAPPING = "keys and values (key: value)"
SHOULD_BE = {
    "string_type": "text", "int_type": "a whole number", "int_parsing": "a whole number",
    "int_from_float": "a whole number", "float_type": "a number", "float_parsing": "a number",
    "bool_type": "true or false", "tuple_type": "a list", "list_type": "a list",
    "mapping_type": MAPPING, "dict_type": MAPPING, "model_type": MAPPING,
    "literal_error": "{expected}", "multiple_of": "a multiple of {multiple_of}",
    "less_than_equal": "{le} or less", "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}", "greater_than": "more than {gt}",
    "too_short": "{min_length} or more entries", "too_long": "{max_length} entries at most",
    "string_too_short": "at least {min_length} characters long",
    "string_too_long": "at most {max_length} characters long",
}  # fmt: skip
PATTERNS = {
    "^http": "an address that begins with https:// or http://",
    "^[a-z0-9]+(-[a-z0-9]+)*:": "a topic and its depth, like la-eigen:basics",
    "^[a-z0-9]": "small letters and digits, with hyphens between",
    "": "text without line breaks or control characters",
}


def in_words(problem: Mapping[str, Any], model: type[Noun], data: Any) -> str:
    """One thing that is wrong with the data of a model, as the validator gives it."""
    kind, where = problem["type"], problem["loc"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return f"there is no such key here. {_instead(where, model, data)}"
    if kind == "string_pattern_mismatch":
        pattern = str(problem["ctx"]["pattern"])
        wanted = next(words for begin, words in PATTERNS.items() if pattern.startswith(begin))
    elif kind in SHOULD_BE:
        wanted = SHOULD_BE[kind].format(**problem.get("ctx", {}))
    else:
        return str(problem["msg"])
    return f"{'the key' if where[-1:] == (KEY,) else 'this'} should be {wanted}{_found(problem)}"


def _found(problem: Mapping[str, Any]) -> str:
    """What stands there instead, as YAML has it, if it is a single value."""
    value = problem["input"]
    if "ctx" in problem and "actual_length" in problem["ctx"]:
        value = problem["ctx"]["actual_length"]
    if not isinstance(value, str | int | float):
        return ""
    return f", not {one_line(json.dumps(value, ensure_ascii=False), LONGEST_VALUE)}"


def _instead(where: tuple[str | int, ...], model: type[Noun], data: Any) -> str:
    """What may have been meant by a key that is unknown."""
    key, place = str(where[-1]), where[:-1]
    if key in (HIDE, "hidden") and len(place) == 2 and place[0] in KINDS:  # noqa: PLR2004  # an entry's
        name = data[place[0]][place[1]].get("id", "its-id")
        return f"To hide an entry, name it in a list at the top of the file: hide: [{name}]"
    known = _keys(model, place)
    if not place and set(known) & set(KINDS):
        known.append(HIDE)
    return did_you_mean(key, known) or f"There are: {', '.join(known)}"


def _keys(kind: Any, where: tuple[str | int, ...]) -> list[str]:
    """The keys of the model at a place inside a value of some type."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    fields: Mapping[str, Any] | None = getattr(kind, "model_fields", None)
    if not where:
        return list(fields or ())
    if fields is not None:
        return _keys(fields[str(where[0])].annotation, where[1:])
    inside = [part for part in get_args(kind) if part is not Ellipsis]
    return _keys(inside[-1], where[1:])  # of a list its elements, of a mapping its values
