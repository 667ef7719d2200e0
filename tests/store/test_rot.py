from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.conftest import Driver

NOTED = [f"note la-eigen number-{n}" for n in range(3)]


def journal(home: Path) -> Path:
    return home / "state" / "mlprep.db"


def test_backups_of_one_second_have_names_in_the_order_of_their_making(
    planned: Driver, home: Path
) -> None:
    planned("backup create")
    planned("replan --hours 8 --yes")
    planned("backup create")
    found = sorted(path.stem[:17] for path in (home / "state" / "backups").glob("*.db"))
    assert len(found) == len(set(found)) == 3
    listed = [one["name"] for one in planned("backup list --json").json["backups"]]
    assert listed == sorted(listed, reverse=True)
    assert listed[0].endswith("by-hand")


def test_a_damaged_plan_comes_back_from_a_backup(planned: Driver, home: Path) -> None:
    planned("backup create")
    content = journal(home).read_bytes()
    at = content.rindex(b'"minutes":')
    journal(home).write_bytes(content[:at] + b'"mimutes":' + content[at + 10 :])
    assert planned("show").code == 3
    assert planned("doctor").code == 3
    assert "backup restore" in planned("doctor").out
    assert planned("backup restore --yes").code == 0
    assert planned("show").code == 0
    assert len(list((home / "state").glob("mlprep.db.damaged-*"))) == 1


def test_a_schema_that_never_was_is_damage(mlprep: Driver, home: Path) -> None:
    for words in NOTED:
        mlprep(words)
    for version in (0, -5):
        with closing(sqlite3.connect(journal(home))) as database:
            database.execute(f"PRAGMA user_version = {version}")
        assert mlprep("note").code == 3
        assert mlprep("note la-eigen more").code == 3


def test_rows_that_a_damaged_tree_leaves_out_are_missed(planned: Driver, home: Path) -> None:
    for number in range(60):
        planned(f"note la-eigen number-{number}")
    content = bytearray(journal(home).read_bytes())
    inner = [page for page in range(4096, len(content), 4096) if content[page] == 5]
    assert inner
    for page in inner:
        changed = content.copy()
        changed[page + 4] ^= 1  # one branch more or less
        journal(home).write_bytes(changed)
        assert planned("note").code == 3 or len(planned("note --json").json["notes"]) == 60
        assert planned("doctor").code == 3
