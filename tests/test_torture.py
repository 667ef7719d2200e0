"""Kills, failed writes, crowds, rot and hostile input, at a share of `python -m bench.torture`."""

from __future__ import annotations

import sys

import pytest

from bench.torture import PARTS, torture

SHARES = {"kills": 0.05, "writes": 0.04, "crowd": 0.1, "rot": 0.05, "hostile": 0.03}


@pytest.mark.skipif(sys.platform != "linux", reason="forks, limits and traces as Linux has them")
@pytest.mark.parametrize("part", PARTS)
def test_no_promise_is_broken(part: str) -> None:
    assert torture(part, SHARES[part], "gate").counts
