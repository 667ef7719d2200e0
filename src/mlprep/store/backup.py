"""Backups in generations: made before anything risky, verified by reading back, thinned with age.

They lie in `backups` beside the journal, named by their instant (UTC) and reason. Restoring and
merging only ever add events, so that both leave everything there is and can be taken back.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from mlprep.core.findings import Backup, Restored
from mlprep.core.history import Event, commands, live_batches
from mlprep.errors import DataFaultError, MlprepError, UserError
from mlprep.store import schema
from mlprep.store.faults import LostError, damaged, not_writable
from mlprep.store.files import make_folder, sole, sync_folder, temporary
from mlprep.store.generations import STAMP, free_names, parse_name, thin
from mlprep.store.journal import (
    Tell,
    add_foreign,
    create_journal,
    read_journal,
    read_plans,
    silent,
    writing,
)
from mlprep.store.places import at_home
from mlprep.store.presence import backups_of, there
from mlprep.store.proof import copy_journal, integrity, version_of


def make_backup(
    database: Path, reason: str, now: datetime, target: Path | None = None, tell: Tell = silent
) -> Path:
    """Copy the journal to a new generation, or to `target`; the file, verified by reading back.

    Raises UserError if the place cannot be written or the target exists or has no folder,
    DataFaultError if the journal itself is damaged.
    """
    journal = read_journal(database, tell)
    read_plans(database)
    if target and there(target):
        raise _taken(target)
    folder = target.parent if target else database.parent / "backups"
    if target and not folder.is_dir():
        raise UserError(f"There is no folder {folder}.", "Make it first, or name another file.")
    if not target:
        make_folder(folder)
    with temporary(folder) as copy:
        copy_journal(database, copy)
        copied = {event.id for event in read_journal(copy)}
        if integrity(copy) or not {event.id for event in journal} <= copied:
            raise damaged(copy)
        read_plans(copy)
        path = _settle(copy, [target] if target else free_names(folder, reason, now))
    if target is None:
        thin(database, now)
    return path


def _taken(path: Path) -> UserError:
    return UserError(f"{path} exists already.", "Name another file.")


def _settle(copy: Path, names: Iterable[Path]) -> Path:
    """Put the copy on disk under the first name that is free; no file is ever replaced."""
    path = copy
    try:
        with copy.open("r+b") as file:
            os.fsync(file.fileno())
        for path in names:
            with suppress(FileExistsError):  # another process was quicker
                os.link(copy, path)
                sync_folder(path.parent)
                return path
    except OSError as error:
        raise not_writable(path, error.strerror or str(error)) from None
    raise _taken(path)


def list_backups(database: Path) -> list[Backup]:
    """Every backup, newest first, each read whole."""
    found = []
    for path in backups_of(database):
        with suppress(FileNotFoundError):  # thinned by another process meanwhile
            found.append(_described(path))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def _described(path: Path) -> Backup:
    made, reason = parse_name(path)
    status = path.stat()
    try:
        count, fault = len(commands(open_backup(path))), ""
    except MlprepError as error:
        count, fault = 0, error.message
    when = made or datetime.fromtimestamp(status.st_mtime).astimezone()
    return Backup(path.stem, str(path), when, reason, status.st_size, count, fault)


def open_backup(path: Path) -> tuple[Event, ...]:
    """The journal in a backup. Raises DataFaultError unless all of it is whole."""
    if not path.is_file():
        raise UserError(f"There is no file {path}.", "See: mlprep backup list")
    journal = read_journal(path)
    wrong = integrity(path)
    if wrong:
        raise damaged(path)
    read_plans(path)
    return journal


def find_backup(database: Path, name: str | None) -> Path:
    """The backup of that name or file; without a name the newest that is whole."""
    if name:
        inside = database.parent / "backups" / f"{name.removesuffix('.db')}.db"
        try:
            return inside if inside.is_file() else at_home(Path(name))
        except (OSError, ValueError):  # too long, or nothing that could be a name
            raise UserError("There is no backup of that name.", "See: mlprep backup list") from None
    good = [Path(backup.file) for backup in list_backups(database) if not backup.fault]
    if not good:
        raise UserError("There is no backup that is whole.", "See: mlprep backup list")
    return good[0]


def restore(database: Path, source: Path, now: datetime, tell: Tell) -> Restored:
    """Make what counts what the backup holds; by one undoable command if there is a journal."""
    journal = open_backup(source)
    plans = read_plans(source)
    with sole(database.parent):
        current = readable(database)
        if current is None:
            aside = _set_aside(database, now)
            create_journal(database, journal, plans)
            current = read_journal(database)
            if {event.id for event in journal} <= {event.id for event in current}:
                back = len(commands(journal))
                return Restored(back, 0, aside.name if aside else "", anew=True)
    make_backup(database, "before-restore", now)
    mine = {event.id for event in journal}
    here = {event.id for event in current}
    without = [event.id for event in current if event.id not in mine]
    added = [event.id for event in journal if event.id not in here]
    event = own_event("restore", now, without=without, added=added, source=source.stem)
    add_foreign(database, journal, plans, tell, then=[event])
    before, after = live_batches(current), live_batches(read_journal(database))
    return Restored(len(after - before - {event.batch}), len(before - after), "")


def own_event(kind: str, now: datetime, **data: object) -> Event:
    """An event of this journal that says of others whether they count."""
    at = now.isoformat(timespec="seconds")
    return Event(uuid.uuid4().hex, uuid.uuid4().hex, at, kind, data)


def readable(database: Path, tell: Tell = silent) -> tuple[Event, ...] | None:
    """The journal, or None if it is missing or damaged; a newer or foreign one is not replaced."""
    if not there(database):
        return None
    try:
        journal = read_journal(database, tell)
        read_plans(database)
        return None if integrity(database) else journal
    except LostError:
        return None


def _set_aside(database: Path, now: datetime) -> Path | None:
    """Give a damaged journal, or what is left of one, another name; nothing is deleted."""
    if not any(there(database.with_name(database.name + tail)) for tail in ("-journal", "")):
        return None
    aside = database.with_name(f"{database.name}.damaged-{now.strftime(STAMP)}")
    while aside.exists():
        aside = aside.with_name(aside.name + "x")
    try:
        for tail in ("-journal", ""):
            file = database.with_name(database.name + tail)
            if file.exists():
                file.rename(aside.with_name(aside.name + tail))
        sync_folder(database.parent)
    except OSError as error:
        raise not_writable(database, error.strerror or str(error)) from None
    return aside


def before_write(database: Path, now: datetime, tell: Tell) -> None:
    """What comes before a change: a backup on the first of a day, a trial before a migration."""
    if not there(database):
        return
    if version_of(database) < schema.SCHEMA:
        make_backup(database, "before-migration", now)
        _try_migration(database)
        return
    newest = max((made for made, _ in map(parse_name, backups_of(database)) if made), default=None)
    if newest is None or newest.date() < now.date():
        try:
            make_backup(database, "daily", now)
        except UserError as error:
            tell(f"Today's backup could not be made: {error.message}")


def _try_migration(database: Path) -> None:
    """Migrate a copy and compare; the journal itself is changed only if that went well."""
    with temporary(database.parent) as copy:
        copy_journal(database, copy)
        before = read_journal(copy)
        with writing(copy):
            pass
        after = read_journal(copy)
        same = [(e.id, e.batch, e.at, e.kind) for e in before] == [
            (e.id, e.batch, e.at, e.kind) for e in after
        ]
        if not same or integrity(copy):
            raise DataFaultError(
                f"{database} could not be brought to the present form; it was not touched.",
                "Please report this. An older mlprep still reads it.",
            )
