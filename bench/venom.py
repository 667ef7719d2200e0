"""Hostile values: words, dates, numbers and plain data that no one should type, drawn by chance."""

from __future__ import annotations

import random  # every draw comes from the seed that is printed
from typing import TypeAlias

ESCAPES = (
    "\x1b[31m", "\x1b]0;title\x07", "\x1b]8;;http://x\x1b\\", "\x9b2J", "\x90q\x9c", "\x7f", "\r",
    "\t", "\b", "\x07", "\x0b", "\x0c", "\x01", "\n", "\u0085", "\u2028",
)  # fmt: skip
ODD = (
    "\u202e", "\u2066", "\ufeff", "\u200d", "e\u0301\u0301\u0301", "𝕏", "İ", "ß", "ﬃ", "家", "🧑‍🔬",
    "٣", "²", "½", "Ⅷ", "\udcff", "\udc80\udc81", "\U0010ffff", "\ufffe",
)  # fmt: skip
WORDS = (
    "", " ", "-", "--", "---", "-x", "--no-such", "..", "../x", "/", "C:\\x", "a" * 5000, "%s",
    "{0}", "[bold]", "[/]", "[link=x]y", "$(true)", "`x`", "'", '"', "\\", "*", "NULL", "null",
    "true", ":", "::", ":basics", "la-eigen:", "la-eigen", "la-eigen:solid", "la-eigen:zzz",
    "LA-EIGEN", "la", "stat-bayesian:basics/1", "project-1", "quiz-la-eigen-basics", "mock-1",
    "sql", "linear-algebra", "data-scientist", "statistician", "stat-ab-testing-01", "1", "2",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "-0", "+1", "1_000", "1e3", "1e400", "-1e400", "nan", "-nan", "inf", "-inf", "0x10",
    "1.5", "1,5", "9" * 18, "9" * 19, "9" * 30, "9" * 400, "9" * 5000, "-" + "9" * 30, "00012",
    "1 2", ".", ",", "1h", "1h30", "9999h", "999h9999", "0m", "45m", "4500m", "-45m", "1.99999999h",
    "٣h", "²", "1h²", "1,3", "1,,3", "1,999", "mon=1h", "mon-sun=12h", "mon-sun=999h", "sun-mon=5m",
    "mon=", "=1h", "mon=mon", "0.5", "0.0001", "70", "70.0000001", "168", "1/0",
)  # fmt: skip
DATES = (
    "0000-00-00", "0001-01-01", "9999-12-31", "9999-12-30", "10000-01-01", "2026-02-30",
    "2027-02-29", "2028-02-29", "29 feb", "29 February 2027", "31 april", "32 May 2027", "0 May",
    "May 0", "May", "May 2027", "1 May 99999999999", "1 Jan 1", "14 march", "14 March 0000",
    "14 March 9999", "2026-W53-7", "2026-W99", "20261123", "20261124T101112",
    "2026-11-23T00:00:00+99:99", "2026-11-24", "2027-01-20", "2027-02-14", "2027-12-31", "today",
    "tomorrow", "yesterday", "monday", "sun", "SUN", "moonday", "someday", "12", "1.2.3",
    "10/11/12", "Feb 30 2027 25:61", "٢٠٢٧-٠١-٠١", "-1", "1 jan 2027 am pm", "1 jan 2027 UTC+99",
    "yesterday..tomorrow", "tomorrow..yesterday", "0001-01-01..9999-12-31", "..", "2026-12-01..",
    "..2026-12-01", "mon..fri", "sun,mon,tue,wed,thu,fri,sat", "mon-sun", ",",
    "9999-12-31..9999-12-31",
)  # fmt: skip
COLUMNS = (
    "", "0", "-5", "1", "2", "7", "39", "41", "1000", "20000", "abc", "1e9", "٣", " 80 ",
    "\x1b[31m", "8" * 12,
)  # fmt: skip
DEEP = 500
Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


class Venom:
    """Draws hostile values."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def word(self) -> str:
        """A word: steering a terminal, odd, well known, or a mixture."""
        pools = (ESCAPES, ODD, WORDS, NUMBERS, DATES)
        parts = [
            self.chance.choice(self.chance.choice(pools))
            for _ in range(self.chance.choice((1, 1, 1, 2, 3)))
        ]
        if self.chance.random() < 0.2:
            parts.append("".join(chr(self.chance.randint(1, 0x2FFF)) for _ in range(8)))
        self.chance.shuffle(parts)
        return "".join(parts)

    def path(self) -> str:
        """A word that, taken as a file's name, stays where it is."""
        plain = self.word().replace("/", "∕").replace("\\", "x").lstrip("~")
        return plain if plain.strip(". ") else self.chance.choice(("~no-such-user/x", "x.db", "."))

    def date(self) -> str:
        """A date, or not."""
        return self.chance.choice(DATES) if self.chance.random() < 0.8 else self.word()

    def number(self) -> str:
        """A number, or not."""
        return self.chance.choice(NUMBERS) if self.chance.random() < 0.8 else self.word()

    def leaf(self) -> Plain:
        """Plain data of any type."""
        deep: Plain = []
        for _ in range(DEEP):
            deep = [deep]
        pool: tuple[Plain, ...] = (
            None, True, False, 0, -1, 1, 3, 10**9, 10**18, 10**30, -(10**30), 1.5, 1e308,
            float("nan"), float("inf"), "", [], {}, [[]], [None], [0], {"": {}}, [{}] * 3,
            ["x"] * 1000, deep, {"units": []}, ["la-eigen:basics"], "la-eigen:basics", "la-eigen",
            "2026-11-23", "9999-12-31",
        )  # fmt: skip
        if self.chance.random() < 0.5:
            return self.word()
        return self.chance.choice(pool)

    def spoilt(self, data: Plain) -> Plain:
        """The data with one place in it made something else, gone, renamed or doubled."""
        if not isinstance(data, dict | list) or not data or self.chance.random() < 0.1:
            return self.leaf()
        return self._table(data) if isinstance(data, dict) else self._row(data)

    def _table(self, data: dict[str, Plain]) -> Plain:
        copy, key = dict(data), self.chance.choice(list(data))
        turn = self.chance.random()
        if turn < 0.1:
            del copy[key]
        elif turn < 0.2:
            copy[self.word()] = copy.pop(key)
        else:
            copy[key] = self.spoilt(copy[key])
        return copy

    def _row(self, data: list[Plain]) -> Plain:
        copy, place = list(data), self.chance.randrange(len(data))
        turn = self.chance.random()
        if turn < 0.1:
            del copy[place]
        elif turn < 0.2:
            copy.append(copy[place])
        else:
            copy[place] = self.spoilt(copy[place])
        return copy
