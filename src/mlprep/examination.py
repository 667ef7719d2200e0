"""The doctor's round over all that is kept; what rests on something at fault is not looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from mlprep.core.check import faults
from mlprep.core.findings import Finding
from mlprep.core.history import Event, commands
from mlprep.core.models import Catalog
from mlprep.core.progress import State
from mlprep.core.quantities import spell_count
from mlprep.core.upgrade import unknown_units, upgrade
from mlprep.errors import MlprepError
from mlprep.store.backup import list_backups
from mlprep.store.catalog import check_catalog
from mlprep.store.faults import LostError
from mlprep.store.journal import read_journal, read_plans
from mlprep.store.places import Places
from mlprep.store.presence import there
from mlprep.store.proof import integrity, version_of

RESTS_ON = {"replay": ("journal", "catalog"), "plan": ("journal", "catalog", "replay")}
AHEAD = timedelta(days=2)  # how far in the future an event may be before it is remarked


def examine(
    places: Places,
    now: datetime,
    tell: Callable[[str], None],
    catalog: Callable[[], Catalog],
    state: Callable[[], State],
) -> list[Finding]:
    """Look at the journal, the catalog, the backups, what the journal adds up to, and the plan."""
    parts: Mapping[str, Callable[[], Iterator[Finding]]] = {
        "journal": lambda: _journal(places, now, tell),
        "catalog": lambda: _catalog(places),
        "backups": lambda: _backups(places),
        "replay": lambda: _replay(catalog(), state()),
        "plan": lambda: _plan(catalog(), state()),
    }
    found: list[Finding] = []
    for subject, look in parts.items():
        wrong = {one.subject for one in found if one.state == "fault"}
        under = [name for name in RESTS_ON.get(subject, ()) if name in wrong]
        if under:
            words = f"not looked at: first mend the fault of the {' and the '.join(under)}"
            found.append(Finding(subject, "note", words))
        else:
            found += _looked(subject, look, places)
    return found


def _looked(
    subject: str, look: Callable[[], Iterator[Finding]], places: Places
) -> Iterator[Finding]:
    """What a look finds; that it cannot be done is a fault too."""
    try:
        yield from look()
    except LostError as error:
        yield Finding(subject, "fault", error.message, _way_back(places))
    except MlprepError as error:
        yield Finding(subject, "fault", error.message, error.hint)


def _way_back(places: Places) -> str:
    """How a damaged, empty or missing journal comes back."""
    good = [backup for backup in list_backups(places.database) if not backup.fault]
    if not good:
        return f"There is no whole backup of it. To begin anew, move {places.database.name} away."
    held = spell_count(good[0].commands, "command")
    return (
        f"The newest whole backup, {good[0].name}, holds {held}: "
        f"mlprep backup restore {good[0].name}"
    )


def _journal(places: Places, now: datetime, tell: Callable[[str], None]) -> Iterator[Finding]:
    path = places.database
    journal = read_journal(path, tell)
    if not there(path):
        yield Finding("journal", "ok", f"none yet; it will be {path}")
        return
    wrong = integrity(path)
    if wrong:
        yield Finding("journal", "fault", f"{path}: {'; '.join(wrong[:3])}", _way_back(places))
        return
    counts = (len(journal), len(commands(journal)), len(read_plans(path)))
    size = ", ".join(map(spell_count, counts, ("event", "command", "plan")))
    yield Finding("journal", "ok", f"{path}: {size}, schema {version_of(path)}")
    yield from _clock(journal, now)
    aside = sorted(path.parent.glob(f"{path.name}.damaged-*"))
    if aside:
        names = ", ".join(one.name for one in aside)
        yield Finding("journal", "note", f"damaged files are kept beside it: {names}")


def _clock(events: Sequence[Event], now: datetime) -> Iterator[Finding]:
    late = [e for e in events if datetime.fromisoformat(e.at) > now + AHEAD]
    if late:
        count = spell_count(len(late), "event")
        words = f"{count} dated in the future, the last {late[-1].at[:10]}"
        yield Finding("journal", "note", words, "Is the clock right? Their order is kept anyway.")


def _replay(catalog: Catalog, state: State) -> Iterator[Finding]:
    units = sum(":" in name and "/" not in name for name in state.done)
    answered = spell_count(len(state.answers), "question")
    yield Finding("replay", "ok", f"{spell_count(units, 'unit')} done, {answered} answered")
    lost = unknown_units(catalog, state)
    if lost:
        names = ", ".join(lost[:5])
        words = f"{spell_count(len(lost), 'unit')} no longer in the catalog, and kept: {names}"
        yield Finding("replay", "note", words)


def _plan(catalog: Catalog, state: State) -> Iterator[Finding]:
    if state.plan is None:
        yield Finding("plan", "ok", "none yet")
        return
    changed = upgrade(state.plan, catalog, state)
    same = state.plan.catalog.sha256 == catalog.sha256
    broken = faults(state.plan, catalog) if same else []
    if broken:
        told = "; ".join(f"{one.law}: {one.message}" for one in broken[:3])
        yield Finding("plan", "fault", told, "Make it anew: mlprep replan")
    elif changed.matters:
        gone = spell_count(len(changed.gone), "unit")
        words = f"{gone} gone from the catalog, {len(changed.resized)} resized"
        yield Finding("plan", "note", words, "See: mlprep replan")
    else:
        units = spell_count(len(state.plan.selected), "unit")
        yield Finding("plan", "ok", f"{units}, every law holds")


def _catalog(places: Places) -> Iterator[Finding]:
    report = check_catalog(places)
    size = ", ".join(f"{count} {kind}" for kind, count in report.size.items())
    yield Finding("catalog", "ok", size)
    for note in report.notes[:3]:
        yield Finding("catalog", "note", note)


def _backups(places: Places) -> Iterator[Finding]:
    found = list_backups(places.database)
    bad = [one for one in found if one.fault]
    for one in bad:
        yield Finding("backups", "fault", f"{one.name}: {one.fault}", f"Move {one.file} away.")
    if found and not bad:
        yield Finding("backups", "ok", f"{len(found)} whole, the newest {found[0].name}")
    if not found:
        yield Finding("backups", "ok", "none yet")
