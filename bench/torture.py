"""Everything that could lose something, tried: kills, failed writes, crowds, rot, hostile input.

Run: python -m bench.torture [--part kills|writes|crowd|rot|hostile] [--share 1.0] [--seed WORD]
"""

from __future__ import annotations

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter

from bench.crowd import crowd
from bench.hostile import hostile
from bench.kills import kills
from bench.rot import rot
from bench.stage import Figures
from bench.writes import writes

Part = Callable[[Figures, Path, float], None]
PARTS: Mapping[str, Part] = {
    "kills": kills, "writes": writes, "crowd": crowd, "rot": rot, "hostile": hostile,
}  # fmt: skip


def torture(part: str, share: float, seed: str) -> Figures:
    """One part at a share of its size; raises with what broke a promise."""
    figures = Figures(f"{seed}-{part}")
    with tempfile.TemporaryDirectory(prefix="mlprep-torture-") as root:
        PARTS[part](figures, Path(root), share)
    return figures


def main() -> int:
    """Print a table for each part; 1 if a promise was broken."""
    parser = ArgumentParser(prog="python -m bench.torture")
    parser.add_argument("--part", choices=PARTS)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", default="2026")
    asked = parser.parse_args()
    for part in [asked.part] if asked.part else PARTS:
        begun = perf_counter()
        try:
            figures = torture(part, asked.share, asked.seed)
        except Exception as error:  # noqa: BLE001  # whatever broke is told with its seed
            print(f"{part}: broken, with --seed {asked.seed} --share {asked.share}\n{error!r}")
            print("\n".join(getattr(error, "__notes__", ())))
            return 1
        print(f"{part} ({perf_counter() - begun:.0f} s, seed {asked.seed})")
        for words, count in figures.counts.items():
            print(f"{count:8d}  {words}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
