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
    practice,
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
    """A command's name, function, panel in the help, and what it is about in a few words."""

    name: str
    function: Callable[..., Any]
    panel: str
    about: str


@dataclass(frozen=True)
class CommandGroup:
    """A command with commands of its own."""

    name: str
    app: typer.Typer
    panel: str
    about: str


COMMANDS = (
    Command("today", today.today, DAILY, "what to do now, and what to read for it"),
    Command("done", done.done, DAILY, "mark what you studied"),
    Command("status", status.status, DAILY, "how far the plan has come"),
    Command("plan", plan.plan, PLAN, "make a plan for a role and the time you have"),
    Command("show", show.show, PLAN, "the plan you have; a week of it; all of it"),
    Command("topic", topic.topic, LOOK_UP, "one topic: why, what it needs, what to study"),
    Command("topics", topics.topics, LOOK_UP, "find topics by words"),
    Command("roles", roles.roles, LOOK_UP, "what each role's interviews expect"),
    Command("know", know.know, YOURS, "say what you know, or only have to refresh"),
    Command("undo", undo.undo, YOURS, "take back the last change"),
)
GROUPS = (
    CommandGroup("practice", practice.app, DAILY, "answer questions, tick your points"),
    CommandGroup("export", export.app, YOURS, "write the plan as a file"),
    CommandGroup("catalog", catalog.app, CARE, "check the catalog; where it is; its schemas"),
)
