"""Plain data as YAML in the form of the catalog's files, readable by a person."""

from __future__ import annotations

import re
from typing import Any

import yaml

UNQUOTED = re.compile(r"[a-z][a-z0-9_-]*")
ENDLESS = 1_000_000  # characters of a line: prose is not wrapped


class _Dumper(yaml.SafeDumper):
    """Ids stay bare, prose is quoted, code and queries keep their lines."""


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None if UNQUOTED.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: _Dumper, number: float) -> yaml.Node:
    plain = f"{number:.10f}".rstrip("0").rstrip(".")
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in plain else 'int'}", plain)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)


def yaml_text(data: Any) -> str:
    """The data as YAML; mappings and lists without others inside stand on one line."""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=None,
        sort_keys=False,
        width=ENDLESS,
    )
