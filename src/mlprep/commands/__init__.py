"""The counter: one file a command. COMMANDS and GROUPS are the order of `--help`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import typer

from mlprep.commands import (
    catalog,
    done,
    export,
    know,
    plan,
    roles,
    show,
    status,
    today,
    topic,
    topics,
    undo,
)

DAILY, PLAN, LOOK_UP, YOURS, CARE = "Every day", "Plan", "Look up", "Yours", "Care"


@dataclass(frozen=True)
class Command:
    """A command's name, function and panel in the help."""

    name: str
    function: Callable[..., Any]
    panel: str


@dataclass(frozen=True)
class CommandGroup:
    """A command with commands of its own."""

    name: str
    app: typer.Typer
    panel: str


COMMANDS = (
    Command("today", today.today, DAILY),
    Command("done", done.done, DAILY),
    Command("status", status.status, DAILY),
    Command("plan", plan.plan, PLAN),
    Command("show", show.show, PLAN),
    Command("topic", topic.topic, LOOK_UP),
    Command("topics", topics.topics, LOOK_UP),
    Command("roles", roles.roles, LOOK_UP),
    Command("know", know.know, YOURS),
    Command("undo", undo.undo, YOURS),
)
GROUPS = (
    CommandGroup("export", export.app, YOURS),
    CommandGroup("catalog", catalog.app, CARE),
)
