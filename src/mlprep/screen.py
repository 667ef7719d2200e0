"""The terminal: answers on standard output, talk on standard error, and questions."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import IO, Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from mlprep.core.fields import FORMAT
from mlprep.core.plaintext import STEERING, harmless
from mlprep.errors import UsageError, UserError
from mlprep.terminal import Keyboard

LEAST_WIDTH = 40
UNPRINTED = re.compile("[\x7f-\x9f]")  # what JSON may hold as it is, and a terminal obeys


class Screen:
    """One run's standard streams."""

    @cached_property
    def out(self) -> Console:
        """The answer: standard output."""
        return _console(sys.stdout)

    @cached_property
    def talk(self) -> Console:
        """Talk beside the answer: standard error."""
        return _console(sys.stderr)

    @property
    def asks(self) -> bool:
        """Whether there is someone at a terminal who can answer a question."""
        return sys.stdin.isatty() and sys.stdout.isatty()

    @property
    def piped(self) -> bool:
        """Whether the answer goes somewhere other than a terminal."""
        return not sys.stdout.isatty()

    def show(self, renderable: RenderableType) -> None:
        """Print an answer; in a pipe without the blanks that fill a screen's lines."""
        if not self.piped:
            self.out.print(renderable)
            return
        with self.out.capture() as captured:
            self.out.print(renderable)
        lines = captured.get().rstrip("\n").split("\n")
        _write("\n".join(line.rstrip() for line in lines) + "\n")

    def say(self, text: str) -> None:
        """Print a remark on standard error, wrapped if someone watches."""
        self.talk.print(Text(text), soft_wrap=not sys.stderr.isatty())

    def say_all(self, remarks: Iterable[str]) -> None:
        """Print remarks on standard error, a line each."""
        for remark in remarks:
            self.say(remark)

    def ask(self, question: str, default: str = "") -> str:
        """Ask at the terminal; an empty answer is the default."""
        shown = f"{question} [{default}] " if default else f"{question} "
        self.talk.print(Text(shown), end="", soft_wrap=True)
        return input().strip() or default

    def confirm(self, question: str) -> bool:
        """Ask a yes-or-no question until it is answered; Enter and Ctrl-D are no."""
        while True:
            try:
                answer = self.ask(f"{question} (y/n)", "n").lower()
            except EOFError:
                self.say("")
                return False
            if answer[:1] in ("y", "n"):
                return answer[:1] == "y"

    def print_json(self, data: Mapping[str, Any]) -> None:
        """Print plain data for scripts; never passes through rich."""
        utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        text = json.dumps(data, ensure_ascii=not utf8, indent=2)
        _write(UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")

    def choose(self, question: str, names: Sequence[str], shown: RenderableType) -> list[str]:
        """Let the user pick one of the names; in a pipe this is an error."""
        if not names:
            raise UserError("Nothing is open.", "Name what you did: mlprep done TOPIC")
        if not self.asks:
            raise UsageError("What is done? Name it.", f"For example: mlprep done {names[0]}")
        self.talk.print(shown)
        words = self.ask(question, "1").split()
        chosen = [int(w) - 1 if w.isdigit() and 0 < int(w) <= len(names) else w for w in words]
        return [names[word] if isinstance(word, int) else word for word in chosen]

    def keyboard(self) -> Keyboard:
        """The keys of a terminal. Raises UsageError unless someone sits at one."""
        if not self.asks:
            raise UsageError(
                "Practice needs a terminal.",
                "In a script: mlprep practice --list --json, then mlprep practice grade ID",
            )
        return Keyboard()

    def print_text(self, text: str) -> None:
        """Print plain text as it is, but for what would steer a terminal."""
        _write(harmless(text))

    @staticmethod
    def silence(stream: IO[str]) -> None:
        """Let what is still to be written lead nowhere."""
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

    def answer(self, data: Mapping[str, Any]) -> None:
        """Print a JSON answer of the current format."""
        self.print_json({"format": FORMAT, **data})


class _Console(Console):
    """A console on which no text, wherever it comes from, can steer the terminal.

    Where no one listens any more it falls silent; what the command does goes on.
    """

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """The segments of a renderable, their text made harmless."""
        for segment in super().render(renderable, options):
            if segment.control or not STEERING.search(segment.text):
                yield segment
            else:
                yield Segment(harmless(segment.text), segment.style)

    def on_broken_pipe(self) -> None:
        """Be silent; rich would end the program."""
        self.quiet = True
        Screen.silence(self.file)


def _write(text: str) -> None:
    """Write an answer; where no one listens any more, nowhere."""
    try:
        sys.stdout.write(text)
    except BrokenPipeError:  # of which typer would make exit code 1
        Screen.silence(sys.stdout)


def _console(stream: Any) -> Console:
    console = _Console(file=stream, highlight=False, markup=False, emoji=False)
    console.width = max(console.width, LEAST_WIDTH)
    return console
