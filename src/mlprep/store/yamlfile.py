"""Read a YAML file into a model, with file:line for every fault, all at once.

Only what YAML 1.2 calls the core schema is recognised: `no` is a word, `1:30` is text, `010` is
text. Duplicate keys are faults. Aliases are allowed up to a bound on the size of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import ValidationError

from mlprep.core.fields import Noun
from mlprep.core.overlay import Where
from mlprep.core.plaintext import one_line
from mlprep.store.plainwords import KEY, in_words

Model = TypeVar("Model", bound=Noun)
MOST_NODES = 300_000
MOST_BYTES = 8_000_000
DEEPEST = 40
MOST_SHOWN = 20  # faults
LONGEST_FAULT = 400  # characters
TOO_DEEP = f"nested over {DEEPEST} deep"


class Fault(NamedTuple):
    """One thing wrong in a file; `line` counts from 1, 0 if the file as a whole is meant."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path.name}:{self.line}" if self.line else self.path.name
        return one_line(f"{place}: {self.message}", LONGEST_FAULT)


def fault_list(head: str, faults: Sequence[Fault]) -> str:
    """The faults under a headline, the first of them if there are very many."""
    shown = [f"  {fault}" for fault in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        shown.append(f"  … and {len(faults) - MOST_SHOWN} more")
    return "\n".join([head, *shown])


@dataclass
class Document:
    """The plain data of a YAML file, the line of every place in it, and its faults."""

    path: Path
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    nodes: int = 0

    def line(self, where: Where) -> int:
        """The line of a place, or of the nearest place around it that has one."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 0)

    @cached_property
    def entries(self) -> dict[Where, list[Where]]:
        """The places inside each entry of a list at the top, by list and index."""
        inside: dict[Where, list[Where]] = {}
        for where in self.lines:
            inside.setdefault(where[:2], []).append(where)
        return inside

    def fault(self, where: Where, message: str) -> None:
        """Note a fault at a place."""
        self.faults.append(Fault(self.path, self.line(where), message))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """The safe loader with the core schema's scalars only."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012  # PyYAML's own class attribute


_INT = re.compile(r"^[-+]?(0|[1-9][0-9]*)$")
_FLOAT = re.compile(r"^[-+]?(0|[1-9][0-9]*)?\.[0-9]+$")
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(null|~|)$"), ["n", "~", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", _INT, list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:float", _FLOAT, list("-+.0123456789"))


def read_yaml(path: Path) -> Document:
    """Parse the file; what cannot be parsed is in the document's faults."""
    document = Document(path)
    try:
        raw = path.read_bytes()
        if len(raw) > MOST_BYTES:
            document.fault((), f"is larger than {MOST_BYTES // 1_000_000} MB")
            return document
        root = _compose(raw.decode("utf-8"), document)
    except OSError as error:
        document.fault((), f"cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        document.fault((), f"is not UTF-8 text (byte {error.start})")
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = str(getattr(error, "problem", None) or "is not valid YAML")
        if "nesting depth" in problem:  # libyaml's own bound, met before ours
            problem = TOO_DEEP
        document.faults.append(Fault(path, mark.line + 1 if mark else 0, problem))
    else:
        if root is not None and not document.faults:
            document.data = _plain(document, root, ())
    return document


def _compose(text: str, document: Document) -> yaml.Node | None:
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            mark = event.start_mark
            line = mark.line + 1 if mark else 0
            document.faults.append(Fault(document.path, line, TOO_DEEP))
            return None
    return yaml.compose(text, Loader=_Loader)


def _plain(document: Document, node: yaml.Node, where: Where) -> Any:
    """Plain data for a node; every place is noted with its line."""
    document.lines.setdefault(where, node.start_mark.line + 1)
    document.nodes += 1
    if document.nodes > MOST_NODES:
        if document.nodes == MOST_NODES + 1:
            document.fault(where, "the file unfolds into too many values (aliases?)")
        return None
    if len(where) > DEEPEST:  # an alias inside of what it stands for
        document.fault(where[:DEEPEST], TOO_DEEP)
        return None
    if node.tag not in SCALARS and node.tag not in COLLECTIONS:
        document.fault(where, f"the tag {node.tag} is not allowed")
        return None
    if isinstance(node, yaml.MappingNode):
        return _mapping(document, node, where)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(document, n, (*where, i)) for i, n in enumerate(node.value)]
    return _scalar(document, node, where)


def _scalar(document: Document, node: yaml.Node, where: Where) -> Any:
    try:
        return SCALARS[node.tag](node.value)
    except ValueError:
        document.fault(where, "is not a number that can be read")
        return None


COLLECTIONS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
SCALARS: dict[str, Callable[[str], Any]] = {
    "tag:yaml.org,2002:int": int,
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:bool": lambda text: text == "true",
    "tag:yaml.org,2002:null": lambda _: None,
    "tag:yaml.org,2002:str": str,
}


def _mapping(document: Document, node: yaml.MappingNode, where: Where) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if not isinstance(key, str):
            document.fault(where, "a key must be a word")
            continue
        document.lines[(*where, key)] = key_node.start_mark.line + 1
        if key in data:
            document.fault((*where, key), f"the key {key!r} stands here a second time")
            continue
        data[key] = _plain(document, value_node, (*where, key))
    return data


def read_model(path: Path, model: type[Model]) -> tuple[Model | None, Document]:
    """The file as a model, or None with every fault in the document."""
    document = read_yaml(path)
    return (None if document.faults else validated(document, model, document.data)), document


def validated(
    document: Document, model: type[Model], data: Any, place: Callable[[Where], Where] | None = None
) -> Model | None:
    """The data as a model, or None with every fault in the document.

    `place` finds where in the document a place in the data comes from, if that is another.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            where = tuple(step for step in problem["loc"] if step != KEY)
            where = place(where) if place else where
            said = in_words(problem, model, data)
            document.fault(where, f"{_spell(where, document.data)}{said}")
        document.faults = list(dict.fromkeys(document.faults))
        return None


def _spell(where: Where, data: Any) -> str:
    """A place in words: entries by their id where they have one."""
    words = []
    for step in where:
        data = _step(data, step)
        named = data.get("id") if isinstance(data, dict) else None
        words.append(str(named or step))
    return ".".join(words) + ": " if words else ""


def _step(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None
