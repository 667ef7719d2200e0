"""The JSON Schema of a file of one's own: what is said there changes the catalog or adds to it.

Made from the schema of the shipped file: entries need an id and nothing else, every value may be
null (taken away), lists whose elements have a name may be changed by name, and `hide` lists ids.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from mlprep.core.overlay import LABELS

Schema = dict[str, Any]
NULL: Schema = {"type": "null"}
HIDE: Schema = {
    "title": "Hide",
    "description": "Ids of entries of the catalog that you do not want.",
    "type": "array",
    "items": {"type": "string"},
    "default": [],
}


def own_schema(schema: Schema) -> Schema:
    """The schema for an own file of the kind that the schema describes."""
    whole = deepcopy(schema)
    loose: dict[str, Schema] = {}
    for place in whole["properties"].values():
        if "items" in place:
            name = _name(place["items"])
            place["items"] = _patch_of(name, whole["$defs"], loose)
            loose[f"{name}Patch"]["required"] = ["id"]
    whole["properties"]["hide"] = HIDE
    whole["$defs"].update(loose)
    return whole


def _name(reference: Schema) -> str:
    return str(reference.get("$ref", "")).rpartition("/")[2]


def _patch_of(name: str, known: dict[str, Schema], loose: dict[str, Schema]) -> Schema:
    """A reference to the patch form of a definition, which is made if need be."""
    patch = f"{name}Patch"
    if patch not in loose:
        loose[patch] = definition = deepcopy(known[name])
        definition["title"] = patch
        definition.pop("required", None)
        for key, value in definition["properties"].items():
            if key != "id":
                value.pop("default", None)
                definition["properties"][key] = _changeable(value, known, loose)
    return {"$ref": f"#/$defs/{patch}"}


def _changeable(value: Schema, known: dict[str, Schema], loose: dict[str, Schema]) -> Schema:
    """A value, a patch of it where it is a mapping, or null."""
    forms = [value]
    inside = value.get("additionalProperties")
    if "$ref" in value:
        forms = [_patch_of(_name(value), known, loose)]
    elif isinstance(inside, dict):
        patch = _patch_of(_name(inside), known, loose) if "$ref" in inside else inside
        forms = [{**value, "additionalProperties": {"anyOf": [patch, NULL]}}]
    elif _name(value.get("items", {})) and _is_named(known[_name(value["items"])]):
        patch = _patch_of(_name(value["items"]), known, loose)
        forms.append({"type": "object", "additionalProperties": {"anyOf": [patch, NULL]}})
    return {"anyOf": [*forms, NULL]}


def _is_named(definition: Schema) -> bool:
    return any(label in definition.get("required", ()) for label in LABELS)
