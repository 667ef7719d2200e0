"""Practice through the front door: in a script, and key by key in a terminal."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from select import select

import pytest

from mlprep.core.models import Catalog
from tests.conftest import TODAY, Driver

OWN = """format: 1
questions:
  - id: la-eigen-91
    topic: la-eigen
    depth: basics
    kind: concept
    prompt: "Own question about eigenvectors?"
    points: ["The first own point", "The second own point", "The third own point"]
    answer: "The own answer."
    follow_up: "And what then?"
  - id: prob-bayes-91
    topic: prob-bayes
    depth: basics
    kind: compute
    prompt: "Own question about Bayes?"
    points: ["One own point", "Two own points", "Three own points", "Four own points"]
    answer: "Another own answer."
    follow_up: "And then?"
    solution: "print(0.5)"
  - id: prob-bayes-92
    topic: prob-bayes
    depth: solid
    kind: case
    prompt: "A last own question?"
    points: ["Some own point", "Other own point", "Final own point"]
    answer: "The last own answer."
    follow_up: "And at last?"
"""


@pytest.fixture
def own(mlprep: Driver, home: Path) -> Driver:
    """The program with two questions of one's own on topics that are known."""
    folder = home / "config" / "questions"
    folder.mkdir(parents=True)
    (folder / "own.yaml").write_text(OWN, "utf-8")
    assert mlprep("know la-eigen prob-bayes").code == 0
    return mlprep


def ids(run: object) -> list[str]:
    return [entry["id"] for entry in run.json["results"]]  # type: ignore[attr-defined]


def answers(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "state" / "mlprep.db")) as database:
        rows = database.execute("SELECT kind FROM events ORDER BY seq").fetchall()
    return [row[0] for row in rows if row[0] in ("answer", "undo")]


def test_the_list_is_the_order_of_asking(own: Driver) -> None:
    run = own("practice --list --json --topic la-eigen -n 50")
    entry = next(e for e in run.json["results"] if e["id"] == "la-eigen-91")
    assert run.json["format"] == 1
    assert entry["kind"] == "concept"
    assert entry["prompt"] == "Own question about eigenvectors?"
    assert "answer" not in entry
    assert "Own question about eigenvectors?" in own("practice --list --topic la-eigen -n 50").out


def test_own_questions_come_with_the_others(own: Driver) -> None:
    assert {"la-eigen-91", "prob-bayes-91"} <= set(ids(own("practice --list --json -n 500")))


def test_grading_in_a_script(own: Driver, home: Path) -> None:
    run = own("practice grade la-eigen-91 --points 1,3 --json")
    assert run.json == {"format": 1, "id": "la-eigen-91", "grade": "hard", "due": run.json["due"]}
    assert answers(home) == ["answer"]
    assert "la-eigen-91" not in ids(own("practice --list --json -n 500"))
    later = own("practice --list --json --due -n 500", today="2027-02-01")
    assert ids(later) == ["la-eigen-91"]
    assert own("undo").code == 0
    assert "la-eigen-91" in ids(own("practice --list --json -n 500"))


def test_changing_the_text_keeps_the_history(own: Driver, home: Path) -> None:
    own("practice grade la-eigen-91 --points 1,2,3")
    file = home / "config" / "questions" / "own.yaml"
    file.write_text(OWN.replace("Own question about eigenvectors?", "Asked anew?"), "utf-8")
    run = own("practice --list --json --due -n 500", today="2027-02-01")
    assert [e["prompt"] for e in run.json["results"]] == ["Asked anew?"]


def test_a_question_that_is_gone_is_kept_and_out_of_the_way(own: Driver, home: Path) -> None:
    own("practice grade la-eigen-91 --points 1")
    (home / "config" / "questions" / "own.yaml").unlink()
    assert own("practice --list --json -n 5").code == 0
    assert own("status").code == 1  # no plan, but no fault either


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("practice", 2, "needs a terminal"),
        ("practice grade nonsense-01 --points 1", 1, "no question"),
        ("practice grade la-eigen-91 --points 9", 1, "points 1 to 3"),
        ("practice grade la-eigen-91 --grade superb", 1, "no grade"),
        ("practice --list --area cooking", 1, "no area"),
        ("practice --list --topic zzzz", 1, "no topic"),
        ("practice --list --kind riddle", 1, "no kind"),
        ("practice --list --depth deep", 1, "not a depth"),
        ("practice --list -n 0", 1, "cannot be asked"),
    ],
)
def test_wrong_words_are_told(own: Driver, words: str, code: int, said: str) -> None:
    run = own(words)
    assert run.code == code
    assert said in run.err


class Terminal:
    """The program in a terminal of 80 columns."""

    def __init__(self, home: Path, *words: str) -> None:
        import pty  # noqa: PLC0415  # not on Windows, where these tests are left out

        keep = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mlprep", *words],
            env={**keep, "MLPREP_HOME": str(home), "MLPREP_TODAY": TODAY, "COLUMNS": "80",
                 "TERM": "xterm", "EDITOR": f'{sys.executable} -c "import sys; '
                 "open(sys.argv[1], 'w').write('my own words')\""},
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.seen = ""

    def until(self, words: str) -> str:
        """Read until the words appear; what was read since the last call."""
        before = len(self.seen)
        deadline = time.monotonic() + 30
        while words not in self.seen[before:]:
            assert time.monotonic() < deadline, self.seen[before:]
            if not select([self.master], [], [], 1)[0]:
                continue
            try:
                self.seen += os.read(self.master, 4096).decode(errors="replace")
            except OSError:
                break
        assert words in self.seen[before:], self.seen[before:]
        return self.seen[before:]

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())


@contextmanager
def terminal(home: Path, *words: str) -> Iterator[Terminal]:
    opened = Terminal(home, *words)
    try:
        yield opened
    finally:
        opened.process.kill()
        opened.process.wait()
        os.close(opened.master)


posix = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX terminal")


def plain(text: str) -> str:
    """The text without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def come_to(screen: Terminal, prompt: str) -> None:
    """Skip questions until the one that is wanted."""
    while prompt not in screen.until("q: stop"):
        screen.press("s")


@posix
@pytest.mark.usefixtures("own")
def test_a_sitting_key_by_key(home: Path) -> None:
    with terminal(home, "practice", "--topic", "la-eigen", "-n", "50") as screen:
        come_to(screen, "Own question about eigenvectors?")
        screen.press(" ")
        assert "The first own point" in screen.until("q: stop")
        screen.press("1")
        assert "1 of 3 made: again soon" in plain(screen.until("space: grade"))
        screen.press("2")
        assert "2 of 3 made: hard" in plain(screen.until("space: grade"))
        screen.press("a")
        assert "The own answer." in screen.until("space: grade")
        screen.press("f")
        assert "And what then?" in screen.until("space: grade")
        screen.press(" ")
        screen.press("q")
        assert "1 answered: 1 hard. All of it is stored." in plain(screen.until("stored."))
    assert answers(home) == ["answer"]


@posix
@pytest.mark.usefixtures("own")
def test_writing_in_an_editor_not_knowing_and_undo(home: Path) -> None:
    with terminal(home, "practice", "--topic", "prob-bayes", "-n", "50") as screen:
        come_to(screen, "Own question about Bayes?")
        screen.press("e")
        screen.until("my own words")
        screen.press(" ")
        assert "my own words" in screen.until("q: stop")
        screen.press(" ")
        screen.until("q: stop")
        screen.press("u")
        screen.until("q: stop")
        screen.press("q")
        screen.until("Nothing graded")
    assert answers(home) == ["answer", "undo"]


@posix
@pytest.mark.usefixtures("own")
@pytest.mark.parametrize("way", ["SIGKILL", "SIGINT", "SIGHUP"])
def test_killed_at_any_moment_no_graded_answer_is_lost(home: Path, way: str) -> None:
    with terminal(home, "practice", "-n", "50") as screen:
        screen.until("q: stop")
        screen.press("?")
        screen.until("space: next")
        os.killpg(screen.process.pid, getattr(signal, way))
        screen.process.wait(timeout=30)
    assert answers(home) == ["answer"]


def test_an_empty_sitting_says_why_and_what_would_fill_it(mlprep: Driver, catalog: Catalog) -> None:
    mlprep("plan --role software-engineer --weeks 6 --hours 6")
    nothing = "Nothing is due, and nothing learnt has new questions. By area: mlprep "
    for words in ("practice", "practice -n 2"):
        said = mlprep(words).err.strip()
        assert said.startswith(nothing)
    plan = mlprep("show --json").json
    areas = {unit["area"] for unit in plan["selection"]["units"] if unit["selected"]}
    assert said.rpartition(" ")[2] in areas
    assert mlprep(said.removeprefix(nothing) + " --list").out
    silent = {topic.id for topic in catalog.topics} - {q.topic for q in catalog.questions}
    name = min(silent)
    assert mlprep(f"practice --topic {name}").err == f"The catalog has no question on {name}.\n"
    assert "No question fits." in mlprep("practice --weak").err
