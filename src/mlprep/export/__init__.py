"""The post room: a plan as text. One file a format, one line in FORMATS."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from mlprep.core.models import Catalog
from mlprep.core.plan import Plan
from mlprep.core.progress import State
from mlprep.export import markdown


class Format(NamedTuple):
    """A format's name, what it is in a sentence, and its writer."""

    name: str
    about: str
    write: Callable[[Plan, Catalog, State], str]


FORMATS = (
    Format("markdown", "Write the plan as a Markdown task list with links.", markdown.write),
)
