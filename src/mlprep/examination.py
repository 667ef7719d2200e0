"""The doctor's round: each thing that is kept is looked at on its own, whatever the others are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from mlprep.core.check import faults
from mlprep.core.findings import Finding
from mlprep.core.history import Event, commands
from mlprep.core.models import Catalog
from mlprep.core.progress import State
from mlprep.core.upgrade import unknown_units, upgrade
from mlprep.errors import MlprepError
from mlprep.store.backup import list_backups
from mlprep.store.catalog import check_catalog
from mlprep.store.journal import read_journal, read_plans
from mlprep.store.places import Places
from mlprep.store.presence import there
from mlprep.store.proof import integrity, version_of

AHEAD = timedelta(days=2)  # how far in the future an event may be before it is remarked


def examine(
    places: Places,
    now: datetime,
    catalog: Callable[[], Catalog],
    state: Callable[[], State],
) -> list[Finding]:
    """Look at the journal, its replay, the plan, the catalog and the backups."""
    parts: Mapping[str, Callable[[], Iterator[Finding]]] = {
        "journal": lambda: _journal(places, now),
        "replay": lambda: _replay(catalog(), state()),
        "plan": lambda: _plan(catalog(), state()),
        "catalog": lambda: _catalog(places),
        "backups": lambda: _backups(places),
    }
    found: list[Finding] = []
    for subject, look in parts.items():
        try:
            found += look()
        except MlprepError as error:
            found.append(Finding(subject, "fault", error.message, error.hint))
    return [_with_way_back(one, places) for one in found]


def _with_way_back(one: Finding, places: Places) -> Finding:
    """A damaged or missing journal comes back from the newest whole backup."""
    if one.subject != "journal" or one.state != "fault":
        return one
    good = [backup for backup in list_backups(places.database) if not backup.fault]
    if not good:
        return one
    advice = (
        f"The newest whole backup, {good[0].name}, holds {good[0].commands} commands: "
        f"mlprep backup restore {good[0].name}"
    )
    return Finding(one.subject, one.state, one.words, advice)


def _journal(places: Places, now: datetime) -> Iterator[Finding]:
    path = places.database
    journal = read_journal(path)
    if not there(path):
        yield Finding("journal", "ok", f"none yet; it will be {path}")
        return
    wrong = integrity(path)
    if wrong:
        yield Finding("journal", "fault", f"{path}: {'; '.join(wrong[:3])}")
        return
    plans = len(read_plans(path))
    size = f"{journal.count} events, {len(commands(journal.events))} commands, {plans} plans"
    yield Finding("journal", "ok", f"{path}: {size}, schema {version_of(path)}")
    yield from _clock(journal.events, now)
    aside = sorted(path.parent.glob(f"{path.name}.damaged-*"))
    if aside:
        names = ", ".join(one.name for one in aside)
        yield Finding("journal", "note", f"damaged files are kept beside it: {names}")


def _clock(events: Sequence[Event], now: datetime) -> Iterator[Finding]:
    late = [e for e in events if datetime.fromisoformat(e.at) > now + AHEAD]
    if late:
        words = f"{len(late)} events are dated in the future, the last {late[-1].at[:10]}"
        yield Finding("journal", "note", words, "Is the clock right? Their order is kept anyway.")


def _replay(catalog: Catalog, state: State) -> Iterator[Finding]:
    units = sum(":" in name and "/" not in name for name in state.done)
    yield Finding("replay", "ok", f"{units} units done, {len(state.answers)} questions answered")
    lost = unknown_units(catalog, state)
    if lost:
        names = ", ".join(lost[:5])
        words = f"{len(lost)} units are no longer in the catalog, and kept: {names}"
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
        words = f"{len(changed.gone)} units gone from the catalog, {len(changed.resized)} resized"
        yield Finding("plan", "note", words, "See: mlprep replan")
    else:
        yield Finding("plan", "ok", f"{len(state.plan.selected)} units, every law holds")


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
        newest = f"the newest {found[0].name}"
        yield Finding("backups", "ok", f"{len(found)} whole, {newest}")
    if not found:
        yield Finding("backups", "ok", "none yet")
