"""Part four: a journal and its backups with pages cut off, zeroed, and single bits turned over.

Every reader gives exactly what was stored or exit code 3 with words; never something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.bases import PLAN, REPLAN, make_bases, sure
from bench.stage import (
    Figures,
    database,
    demand,
    direct,
    fresh,
    told_in_words,
)
from mlprep.core.history import Event
from mlprep.errors import MlprepError
from mlprep.store.backup import open_backup
from mlprep.store.journal import read_journal, read_plans

FLIPS, CUTS, HOLES, RESTORES = 6000, 200, 200, 40
FRONT_EVERY = 40
PAGE, HEADER = 4096, 100
INNER = (2, 5)  # kinds of pages that only lead to others
DATA_FAULT = 3
NOTES = 90
READERS: tuple[tuple[str, ...], ...] = (
    ("history", "--all", "--json"), ("show", "--json"), ("note", "--json"), ("plans", "--json"),
    ("status", "--json"), ("today", "--json"), ("plans", "compare", "1", "--json"),
    ("export", "markdown"),
)  # fmt: skip
Damage = Callable[[bytearray], str]  # does it, and says what it did


@dataclass(frozen=True)
class Truth:
    """What the whole file says: its events and plans, and what every reader prints of them."""

    events: tuple[Event, ...]
    plans: Mapping[str, str]
    answers: Mapping[tuple[str, ...], str]


def rot(figures: Figures, root: Path, share: float = 1.0) -> None:
    """Damage the journal in every way; raises BrokenPromiseError with the damage that got by."""
    home = _long_used(make_bases(root)["empty"])
    path = database(home)
    whole = path.read_bytes()
    truth = _truth(home, path)
    figures.add("bytes of the journal", len(whole))
    kinds = (
        ("bits turned", flips(figures, whole, round(FLIPS * share))),
        ("files cut", cuts(figures, whole, round(CUTS * share))),
        ("ranges zeroed", holes(figures, whole, round(HOLES * share))),
    )
    for words, damages in kinds:
        for number, damage in enumerate(damages):
            front = number % FRONT_EVERY == 0 or words != "bits turned"
            _damaged(figures, home, whole, truth, damage, front=front)
            figures.add(words)
    _backups_damaged(figures, home, truth, round(FLIPS * share / 10))
    _restored(figures, home, whole, round(RESTORES * share))


def _long_used(base: Path) -> Path:
    """A home with three plans and about a hundred events."""
    home = base.with_name("long")
    base.rename(home)
    topics = ("la-eigen", "stat-bayes", "sql-joins", "la-svd", "stat-hypothesis")
    sure(PLAN, home)
    for number in range(NOTES):
        sure(("note", topics[number % 5], f"note number {number}, of some length, on this"), home)
        if number % 30 == 10:
            sure((*REPLAN[:2], str(6 + number // 30), "--yes"), home)
    for name in topics:
        sure(("done", name), home)
    sure(("backup", "create"), home)
    return home


def _truth(home: Path, path: Path) -> Truth:
    answers = {words: sure(words, home).out for words in READERS}
    return Truth(read_journal(path), read_plans(path), answers)


def flips(figures: Figures, whole: bytes, count: int) -> Iterator[Damage]:
    """Single bits: those of the file's header, of the heads of pages, and any."""
    chance = figures.chance
    places = [chance.randrange(HEADER) for _ in range(count // 6)]
    if count >= FLIPS:
        places = [byte for byte in range(HEADER) for _ in range(8)]
    inner = inner_places(whole)
    figures.chance.shuffle(inner)
    places += inner[: count // 6]
    heads = range(0, len(whole), PAGE)
    places += [chance.choice(heads) + chance.randrange(120) for _ in range(count // 3)]
    places += [chance.randrange(len(whole)) for _ in range(count - len(places))]
    for number, place in enumerate(places):
        bit = number % 8 if place < HEADER else chance.randrange(8)
        yield partial(_flip, place=place, bit=bit)


def inner_places(whole: bytes) -> list[int]:
    """Where the trees of tables and indexes branch: what is lost there takes whole rows along."""
    places: list[int] = []
    for page in range(0, len(whole), PAGE):
        if whole[page] in INNER:
            cells = int.from_bytes(whole[page + 3 : page + 5], "big")
            places += range(page, page + 12 + 2 * cells)
            for cell in range(page + 12, page + 12 + 2 * cells, 2):
                start = page + int.from_bytes(whole[cell : cell + 2], "big")
                places += range(start, start + 6)
    return [place for place in places if place < len(whole)]


def _flip(content: bytearray, place: int, bit: int) -> str:
    content[place] ^= 1 << bit
    return f"bit {bit} of byte {place}"


def cuts(figures: Figures, whole: bytes, count: int) -> Iterator[Damage]:
    """The end cut off, at every page and anywhere."""
    pages = list(range(0, len(whole), PAGE))
    figures.chance.shuffle(pages)
    sizes = [0, *pages[: count // 2]]
    sizes += [figures.chance.randrange(len(whole)) for _ in range(max(0, count - len(sizes)))]
    for size in sizes:
        yield partial(_cut, size=size)


def _cut(content: bytearray, size: int) -> str:
    del content[size:]
    return f"cut at {size}"


def holes(figures: Figures, whole: bytes, count: int) -> Iterator[Damage]:
    """Zeros instead of a page, a sector, or any range."""
    for number in range(count):
        length = (PAGE, 512, figures.chance.randint(1, 3 * PAGE))[number % 3]
        grain = length if number % 3 < 2 else 1  # ranges begin anywhere
        start = figures.chance.randrange(len(whole) // grain) * grain
        yield partial(_zero, start=start, length=length)


def _zero(content: bytearray, start: int, length: int) -> str:
    end = min(start + length, len(content))
    content[start:end] = bytes(end - start)
    return f"{length} zeros from {start}"


def _damaged(
    figures: Figures, home: Path, whole: bytes, truth: Truth, damage: Damage, *, front: bool
) -> None:
    """One damage: what is read inside, and for some what every reader says."""
    content = bytearray(whole)
    what = damage(content)
    path = database(home)
    path.write_bytes(content)
    try:
        right = _inside(truth, path, what)
        figures.add("read exactly right" if right else "refused as damaged")
        if front:
            for words in READERS:
                _at_the_door(truth, home, words, what)
                figures.add("commands at the front door")
        if front and right:
            _written_after(figures, home, truth, what)
    finally:
        for tail in ("", "-journal"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
        path.write_bytes(whole)


def _inside(truth: Truth, path: Path, what: str) -> bool:
    """Whether all could be read; it must be right then."""
    right = True
    for read, wanted in ((read_journal, truth.events), (read_plans, truth.plans)):
        try:
            found = read(path)
        except MlprepError:
            right = False
            continue
        except Exception as error:
            error.add_note(what)
            raise
        demand(found == wanted, what, "read otherwise than written", read)
    return right


def _at_the_door(truth: Truth, home: Path, words: tuple[str, ...], what: str) -> None:
    run = direct(words, home)
    if run.code == 0:
        demand(run.out == truth.answers[words], what, "another answer:", run)
    else:
        demand(run.code == DATA_FAULT and told_in_words(run), what, run)


def _written_after(figures: Figures, home: Path, truth: Truth, what: str) -> None:
    """A write on top of damage that no reader met is refused, or is whole and all else too."""
    run = direct(("note", "la-eigen", "after the damage"), home)
    demand(run.code == 0 or told_in_words(run), what, run)
    figures.add("written after unseen damage", run.code == 0)
    try:
        events = read_journal(database(home))
    except MlprepError:
        demand(run.code, what, "stored into damage, then unreadable", run)
        return
    demand(events[: len(truth.events)] == truth.events, what, "written over", run)
    demand(len(events) - len(truth.events) == (run.code == 0), what, run)
    back = direct(("undo",), home)
    demand(back.code == 0 or told_in_words(back), what, back)


def _backups_damaged(figures: Figures, home: Path, truth: Truth, count: int) -> None:
    """A damaged backup is told, or holds exactly what it held."""
    backup = max((home / "state" / "backups").glob("*-by-hand.db"))
    whole = backup.read_bytes()
    held = open_backup(backup)
    for damage in (*flips(figures, whole, count), *cuts(figures, whole, count // 10)):
        content = bytearray(whole)
        what = damage(content)
        backup.write_bytes(content)
        try:
            demand(open_backup(backup) == held, what, "another backup than was made")
        except MlprepError:
            figures.add("backups refused")
        figures.add("backups damaged")
    backup.write_bytes(whole)
    demand(held == truth.events, "the backup is not the journal")


def _restored(figures: Figures, home: Path, whole: bytes, count: int) -> None:
    """All comes back from the newest whole backup, and the damaged file is kept."""
    damages = [*cuts(figures, whole, count // 2), *holes(figures, whole, count)]
    for number, damage in enumerate(damages):
        with fresh(home) as copy:
            content = bytearray(whole)
            what = damage(content)
            database(copy).write_bytes(content)
            refused = any(direct(words, copy).code == DATA_FAULT for words in READERS[:4])
            if refused and figures.counts.get("restores", 0) < count:
                _brought_back(copy, bytes(content), what, spoilt=number % 2 == 1)
                figures.add("restores")


def _brought_back(home: Path, content: bytes, what: str, *, spoilt: bool) -> None:
    """Restore; with `spoilt` the newest backup is damaged too, and the one before it serves."""
    backups = sorted((home / "state" / "backups").glob("*.db"))
    newest = max(backups, key=lambda path: path.stem[:17])
    if spoilt:
        earlier = newest.with_name("2020-01-01T000000-by-hand.db")
        earlier.write_bytes(newest.read_bytes())
        for other in set(backups) - {newest}:
            other.write_bytes(b"rotten")
        newest.write_bytes(newest.read_bytes()[: 5 * PAGE])
        newest = earlier
    held = open_backup(newest)
    run = direct(("backup", "restore", "--yes"), home)
    demand(run.code == 0, what, run)
    demand(read_journal(database(home)) == held, what, "not all came back")
    aside = list((home / "state").glob("mlprep.db.damaged-*"))
    demand([path.read_bytes() for path in aside] == [content], what, "not kept aside", aside)
    demand(direct(("history",), home).code == 0, "the next reader")
    demand(direct(("note", "la-eigen", "on we go"), home).code == 0, "the next writer")
