"""The journal's backups as commands see them: one database, one instant, someone to tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from mlprep.core.findings import Backup, Incoming, Restored
from mlprep.core.history import Event
from mlprep.errors import UserError
from mlprep.store import backup, merge
from mlprep.store.backup import find_backup, open_backup
from mlprep.store.faults import not_readable
from mlprep.store.journal import identity
from mlprep.store.places import at_home
from mlprep.store.presence import there


class Care(NamedTuple):
    """What can be done with the backups of a journal."""

    database: Path
    now: datetime
    tell: Callable[[str], None]

    def make(self, reason: str, target: Path | None = None) -> Path | None:
        """A new backup, verified; None if there is nothing to back up yet."""
        if target is None and not there(self.database):
            return None
        if not there(self.database):
            raise UserError("There is nothing to back up yet.", "Make a plan first: mlprep plan")
        target = at_home(target).absolute() if target else None
        return backup.make_backup(self.database, reason, self.now, target, self.tell)

    def list(self) -> list[Backup]:
        """Every backup, newest first."""
        return backup.list_backups(self.database)

    def find(self, name: str | None) -> Path:
        """The file that a name means; the newest whole backup without one."""
        path = find_backup(self.database, name)
        if there(path) and identity(path) == identity(self.database):
            raise UserError("That is the journal itself.", "Name a backup: mlprep backup list")
        return path

    def open(self, path: Path) -> tuple[Event, ...]:
        """What a backup holds. Raises DataFaultError unless all of it is whole."""
        try:
            return open_backup(path)
        except OSError as error:
            raise not_readable(path, error.strerror or str(error)) from None

    def here(self) -> tuple[Event, ...] | None:
        """The journal itself; None if it is missing or damaged."""
        return backup.readable(self.database, self.tell)

    def restore(self, source: Path) -> Restored:
        """Make what counts what the backup holds."""
        return backup.restore(self.database, source, self.now, self.tell)

    def incoming(self, source: Path) -> Incoming:
        """What a merge would bring; changes nothing."""
        return merge.incoming(self.database, source, self.now, self.tell)

    def merge(self, source: Path) -> int:
        """Add what another journal holds beside this one's; how many events."""
        return merge.merge(self.database, source, self.now, self.tell)
