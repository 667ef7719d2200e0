"""The counter: one file a command. COMMANDS is the order of `--help`, panel by panel.

A command is the function, or for commands with commands of their own the `app`, in the module of
its name; the module is loaded when the command is called, so that each costs only what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

DAILY, PLAN, LOOK_UP, YOURS, CARE = "Every day", "Plan", "Look up", "Yours", "Care"
PANELS = (DAILY, PLAN, LOOK_UP, YOURS, CARE)


class Command(NamedTuple):
    """A command's name, panel in the help, and what it is about in a few words."""

    name: str
    panel: str
    about: str

    def load(self) -> Any:
        """Its function, or its Typer app."""
        module = import_module(f"mlprep.commands.{self.name}")
        return getattr(module, "app", None) or getattr(module, self.name)


COMMANDS = (
    Command("today", DAILY, "what to do now"),
    Command("done", DAILY, "mark what you studied"),
    Command("practice", DAILY, "questions, graded"),
    Command("status", DAILY, "how far you are"),
    Command("plan", PLAN, "make a plan"),
    Command("show", PLAN, "the plan you have"),
    Command("replan", PLAN, "fit it to what happened"),
    Command("plans", PLAN, "earlier plans"),
    Command("interview", PLAN, "dates and rounds"),
    Command("topic", LOOK_UP, "one topic in full"),
    Command("topics", LOOK_UP, "find topics by words"),
    Command("roles", LOOK_UP, "what a role expects"),
    Command("know", YOURS, "what you know already"),
    Command("skip", YOURS, "leave out, or put off"),
    Command("pin", YOURS, "keep on its days"),
    Command("note", YOURS, "your words on a topic"),
    Command("history", YOURS, "what you did"),
    Command("undo", YOURS, "take it back"),
    Command("redo", YOURS, "bring it back"),
    Command("export", YOURS, "the plan as a file"),
    Command("backup", CARE, "copies, the way back"),
    Command("doctor", CARE, "is all of it whole?"),
    Command("catalog", CARE, "check; where; schemas"),
)
