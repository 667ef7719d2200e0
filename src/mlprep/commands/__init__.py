"""The counter: one file a command. COMMANDS and GROUPS are the order of `--help`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import typer

from mlprep.commands import (
    backup,
    catalog,
    doctor,
    done,
    export,
    history,
    interview,
    know,
    note,
    pin,
    plan,
    plans,
    practice,
    redo,
    replan,
    roles,
    show,
    skip,
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
    Command("today", today.today, DAILY, "what to do now"),
    Command("done", done.done, DAILY, "mark what you studied"),
    Command("status", status.status, DAILY, "how far you are"),
    Command("plan", plan.plan, PLAN, "make a plan"),
    Command("show", show.show, PLAN, "the plan you have"),
    Command("replan", replan.replan, PLAN, "fit it to what happened"),
    Command("topic", topic.topic, LOOK_UP, "one topic in full"),
    Command("topics", topics.topics, LOOK_UP, "find topics by words"),
    Command("roles", roles.roles, LOOK_UP, "what a role expects"),
    Command("know", know.know, YOURS, "what you know already"),
    Command("skip", skip.skip, YOURS, "leave out, or put off"),
    Command("pin", pin.pin, YOURS, "keep on its days"),
    Command("note", note.note, YOURS, "your words on a topic"),
    Command("history", history.history, YOURS, "what you did"),
    Command("undo", undo.undo, YOURS, "take it back"),
    Command("redo", redo.redo, YOURS, "bring it back"),
    Command("doctor", doctor.doctor, CARE, "is all of it whole?"),
)
GROUPS = (
    CommandGroup("practice", practice.app, DAILY, "questions, graded"),
    CommandGroup("plans", plans.app, PLAN, "earlier plans"),
    CommandGroup("interview", interview.app, PLAN, "dates and rounds"),
    CommandGroup("export", export.app, YOURS, "the plan as a file"),
    CommandGroup("backup", backup.app, CARE, "copies, the way back"),
    CommandGroup("catalog", catalog.app, CARE, "check; where; schemas"),
)
PANELS = (DAILY, PLAN, LOOK_UP, YOURS, CARE)
