from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from mlprep.errors import UserError
from mlprep.store.files import discard, write_text


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_or_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_text(pipe, "the plan")
    assert os.read(reader, 100) == b"the plan"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_loop_of_links_leads_to_no_traceback(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    write_text(loop, "x")
    assert loop.read_text() == "x"
    with pytest.raises(UserError, match="was not written"):
        write_text(tmp_path / "no" / "such" / "folder", "x")


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write_text(tmp_path / "link.md", "new", overwrite=True)
    assert (tmp_path / "real.md").read_text() == "new"
    assert (tmp_path / "link.md").is_symlink()


def test_what_is_discarded_goes_with_its_journal(tmp_path: Path) -> None:
    for name in (".new-1.db", ".new-1.db-journal"):
        (tmp_path / name).touch()
    discard(tmp_path / ".new-1.db")
    assert not list(tmp_path.iterdir())
