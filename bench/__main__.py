"""All measurements in one go: python -m bench [--quick]."""

from __future__ import annotations

import sys
from time import perf_counter

from bench import choice, review, start, weeks
from bench.table import show

QUICK = 5  # runs of each command


def main() -> None:
    """Print one page."""
    quick = "--quick" in sys.argv
    begun = perf_counter()
    for bench in (choice, weeks, review):
        bench.main(quick=quick)
    start.main(QUICK if quick else start.RUNS)
    show("", f"{perf_counter() - begun:.0f} s. A candidate over weeks: python -m bench.candidate")


if __name__ == "__main__":
    main()
