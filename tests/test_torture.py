"""Kills, failed writes, crowds, rot and hostile input, at a share of `python -m bench.torture`."""

from __future__ import annotations

import sys

import pytest

from bench.torture import PARTS, torture

SHARE = 0.1


@pytest.mark.skipif(sys.platform != "linux", reason="forks, limits and traces as Linux has them")
@pytest.mark.parametrize("part", PARTS)
def test_no_promise_is_broken(part: str) -> None:
    assert torture(part, SHARE, "gate").counts
