"""Hand-made files: journals with right digests and wrong contents, plans, own catalogs."""

from __future__ import annotations

import json
import random  # every draw comes from the seed that is printed
from contextlib import closing, suppress
from pathlib import Path

import yaml

from bench.stage import database
from bench.venom import Plain, Venom
from mlprep.core.history import Event
from mlprep.store import schema
from mlprep.store.journal import open_database, read_journal, read_plans

AT = "2026-11-23T12:00:00+00:00"
MOMENT = "2026-11-23T12:00:00.{:06}+00:00"
PLAIN: tuple[tuple[str, dict[str, Plain]], ...] = (
    ("done", {"units": ["la-svd:basics"], "items": [], "on": "2026-11-23", "took": 30}),
    ("done", {"units": [], "items": ["mock-1"], "on": "2026-11-23"}),
    ("part", {"unit": "la-svd:basics", "minutes": 20, "on": "2026-11-23"}),
    ("know", {"units": ["la-svd:basics"], "rusty": [], "forgotten": []}),
    ("answer", {"question": "stat-ab-testing-01", "points": [1], "of": 6, "grade": "hard"}),
    ("note", {"topic": "la-eigen", "text": "words"}),
    ("note", {"topic": "la-eigen", "clear": True}),
    ("pin", {"units": ["la-svd:basics"], "pinned": True}),
    ("skip", {"units": ["la-svd:basics"], "until": "2027-01-01"}),
    ("skip", {"units": ["la-svd:basics"], "back": True}),
    ("papers", {"papers": [{"id": "paper-1", "title": "Title"}]}),
    ("restore", {"without": [], "added": [], "source": "a backup"}),
    ("merge", {"added": []}),
    ("undo", {"batch": "x"}), ("redo", {"batch": "x"}),
    ("plan", {"plan": "0" * 64, "because": "words", "origin": "2026-11-23", "begun": []}),
    ("no-such-kind", {"x": 1}),
)  # fmt: skip
RAW = (
    "[" * 100_000, '{"a":' * 5000 + "1" + "}" * 5000, "NaN", "Infinity", "-1", '"\\ud800"', "{", "",
    '{"units":["x"],"units":3}', "9" * 5000, "[" + "9" * 5000 + "]", "\x00",
    '{"\\u0000":"\\u001b[31m"}', "null",
)  # fmt: skip
UNFOLDING = (  # a few words that stand for 262144
    "a: &a [x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c]\n"
    "e: &e [*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f]\nh: &h [*g,*g,*g,*g]\n"
    "i: [*h,*h,*h,*h,*h,*h,*h,*h]\n"
)
RAW_YAML = (
    UNFOLDING, "&a [*a]", "format: 1\ntopics: &t [*t]\n", "a: &a {b: *a}", "[" * 10_000,
    "{a: " * 2000, "- " * 3000, "!!python/object/apply:os.system ['true']", "!<x> y",
    "%YAML 9.9\n---\nx", "--- a\n--- b", "? [a]\n: b", "<<: {a: 1}", "format: 1\nformat: 2",
    "format: .nan", "format: 1e400", "format: " + "9" * 5000, "format: 0x1\ntopics: !!set {a}",
    "format: !!int x", 'format: !!float ""', "format: !!bool 7", "\ufeffformat: 1",
    "format: 1\ntopics:\n\t- x", "*x", "&x", "!", "|", ">", "'", '"\\x1b[31m"', '"\\e[31m": 1',
    "\x1b[31m: 1", 'format: 1\ntopics: [{id: "\\e]0;x\\a"}]', "", "~", "x" * 100_000, "#" * 100_000,
    "null: null", 'format: 1\nhide: [../x, "\\e[31m"]',
    'format: 1\nhide: {topics: ["\\e[31m", la-eigen]}', '{"format": 1, "\\u009b": 2}',
    "format: !!timestamp 2027-02-30", "format: !!binary x", "- &a - *a",
)  # fmt: skip
OWN: dict[str, dict[str, Plain]] = {
    "topics.yaml": {
        "format": 1,
        "topics": [{
            "id": "own-topic", "title": "Own", "area": "sql", "importance": 3, "difficulty": 2,
            "why": "because", "prerequisites": ["la-eigen"],
            "levels": {"basics": {"minutes": 60, "outcomes": ["can"], "study": []}},
        }],
    },
    "roles.yaml": {"format": 1, "roles": [{
        "id": "own-role", "title": "Own role", "about": "words", "domain": "none",
        "areas": {"sql": 3.0}, "rounds": [{"name": "Round", "minutes": 45, "areas": {"sql": 1.0}}],
    }]},
    "resources.yaml": {"format": 1, "resources": [{
        "id": "own-book", "title": "Book", "by": "Someone", "kind": "book", "url": "https://x.org",
    }]},
    "questions/own.yaml": {"format": 1, "questions": [{
        "id": "own-question-01", "topic": "la-eigen", "depth": "basics", "kind": "concept",
        "question": "What is it?", "points": ["this", "that", "more"], "answer": "that",
    }]},
}  # fmt: skip


class Poisoner:
    """Makes hostile files from the good ones of a home."""

    def __init__(self, chance: random.Random, base: Path) -> None:
        self.chance = chance
        self.venom = Venom(chance)
        self.held = read_journal(database(base))
        self.bodies = read_plans(database(base))

    def events(self, file: Path) -> str:
        """A journal with what there was and some events that are not as they should be."""
        rows = [(event, schema.compact(event.data)) for event in self.held]
        told = []
        for number in range(self.chance.choice((1, 1, 1, 2, 5))):
            event, text = self._event(number)
            told.append(f"{event!r:.600} {text[:300]!r}")
            rows.append((event, text))
        self._write(file, rows, self.bodies)
        return " ".join(told)

    def _event(self, number: int) -> tuple[Event, str]:
        kind, data = self.chance.choice(PLAIN)
        if "batch" in data:
            data = {"batch": self.chance.choice(self.held).batch}
        names = [
            f"id{number}",
            f"batch{number}",
            AT,
            kind,
            MOMENT.format(900_000 + number),
            "device",
        ]
        if self.chance.random() < 0.25:
            names[self.chance.randrange(6)] = self._name()
        text = self.chance.choice(RAW)
        if self.chance.random() < 0.9:
            text = json.dumps(self.venom.spoilt(data) if self.chance.random() < 0.9 else data)
        identity, batch, at, kind, moment, device = names
        return Event(identity, batch, at, kind, {}, moment, device), text

    def _name(self) -> str:
        odd = (
            "9999-12-31T23:59:59.999999+00:00",
            "0001-01-01T00:00:00+00:00",
            "2026-11-23T12:00:00",
            "z",
        )
        word = self.chance.choice(odd) if self.chance.random() < 0.4 else self.venom.word()
        return word.encode("utf-8", "replace").decode()

    def plans(self, file: Path) -> str:
        """A journal whose newest plan is not as it should be, its digest right."""
        plan = [event for event in self.held if event.kind == "plan"][-1]
        body = json.loads(self.bodies[plan.data["plan"]])
        for _ in range(self.chance.choice((1, 1, 3))):
            body = self.venom.spoilt(body)
        text = json.dumps(body)
        digest = schema.plan_digest(text)
        data = {**plan.data, "plan": digest}
        event = Event("hostile", "hostile", AT, "plan", {}, MOMENT.format(999_999), "device")
        rows = [*((e, schema.compact(e.data)) for e in self.held), (event, schema.compact(data))]
        self._write(file, rows, {**self.bodies, digest: text})
        return f"plan {_changed(self.bodies[plan.data['plan']], text)}"

    def _write(self, file: Path, rows: list[tuple[Event, str]], bodies: dict[str, str]) -> None:
        """A database that proves itself in every way, whatever stands in it."""
        with closing(open_database(file, "rwc")) as connection:
            connection.execute("BEGIN")
            schema.create(connection)
            connection.executemany("INSERT INTO plans VALUES (?, ?)", bodies.items())
            for event, text in rows:
                connection.execute(
                    "INSERT OR IGNORE INTO events"
                    " (id, batch, device, moment, at, kind, data, digest)"
                    " VALUES (?,?,?,?,?,?,?,?)",
                    (event.id, event.batch, event.device, event.moment, event.at, event.kind, text,
                     schema.event_digest(event, text)),
                )  # fmt: skip
            connection.execute("COMMIT")

    def catalog(self, home: Path) -> str:
        """An own file of the catalog."""
        name = self.chance.choice(list(OWN))
        path = home / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = self.chance.choice(RAW_YAML)
        if self.chance.random() < 0.7:
            data: Plain = OWN[name]
            for _ in range(self.chance.choice((1, 1, 2))):
                data = self.venom.spoilt(data)
            text = json.dumps(data)  # is YAML too
            with suppress(RecursionError):
                text = yaml.safe_dump(data, allow_unicode=self.chance.random() < 0.5)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return f"{name}: {text[:400]!r}"


def _changed(before: str, after: str) -> str:
    """Where two texts part, and how they go on."""
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    return f"…{after[max(0, at - 200) : at + 200]!r}"
