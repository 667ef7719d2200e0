"""What each kind of file of the catalog holds; loaded only where such a file is read.

FILES is the place where a new kind of file is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from mlprep.core.fields import LAX, Noun
from mlprep.core.models import Area, Question, Resource, Role, Topic


class TopicsFile(Noun):
    """`topics.yaml`: areas and topics."""

    format: Literal[1]
    areas: Annotated[tuple[Area, ...], LAX] = ()
    topics: Annotated[tuple[Topic, ...], LAX] = ()


class ResourcesFile(Noun):
    """`resources.yaml`."""

    format: Literal[1]
    resources: Annotated[tuple[Resource, ...], LAX] = ()


class RolesFile(Noun):
    """`roles.yaml`."""

    format: Literal[1]
    roles: Annotated[tuple[Role, ...], LAX] = ()


class QuestionsFile(Noun):
    """`questions/<area>.yaml`."""

    format: Literal[1]
    questions: Annotated[tuple[Question, ...], LAX] = ()


FILES: Mapping[str, type[Noun]] = {
    "topics": TopicsFile,
    "resources": ResourcesFile,
    "roles": RolesFile,
    "questions": QuestionsFile,
}
