"""What a command costs as a whole process, beside importing what it is written with.

Processor time, children's included, is the least of many runs that take turns: what is above the
least is the machine's other work. Run: python -m bench.start [RUNS]
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.table import table

RUNS = 25
IMPORTS = "the three imports"
OURS = str(Path(sys.executable).with_name("mlprep"))  # as it is installed
PLAN = ("plan", "--role", "research-engineer", "--weeks", "12", "--hours", "8")
CODE: Mapping[str, Sequence[str]] = {
    "nothing": ("-c", "pass"),
    IMPORTS: ("-c", "import typer, rich.console, pydantic"),
    "the same, with a model's base": (
        "-c",
        "import typer, rich.console; from pydantic import BaseModel, Field",
    ),
    "mlprep --version": (OURS, "--version"),
    "mlprep today": (OURS, "today"),
    "mlprep plan": (OURS, *PLAN, "--yes"),
    "mlprep plan --json": (OURS, *PLAN, "--yes", "--json"),
}


def main(runs: int = RUNS) -> None:
    """Print the table."""
    times: dict[str, list[float]] = {name: [] for name in CODE}
    with tempfile.TemporaryDirectory() as planned:
        _spent(OURS, *PLAN, home=planned)  # the cache of the catalog, and a plan
        for _ in range(runs):
            for name, code in CODE.items():
                with tempfile.TemporaryDirectory() as empty:
                    home = empty if "plan" in name else planned
                    shutil.copytree(f"{planned}/cache", f"{empty}/cache")
                    times[name].append(_spent(*code, home=home))
    least = {name: min(seconds) for name, seconds in times.items()}
    rows = [
        (name, *(f"{1000 * x:.0f}" for x in (min(s), median(s))), f"{min(s) / least[IMPORTS]:.2f}")
        for name, s in times.items()
    ]
    table("Start", ("command", "least ms", "median ms", "× imports"), rows)


def _spent(*code: str, home: str) -> float:
    """Processor seconds of a Python process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {"MLPREP_HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    command = [sys.executable, *code]
    subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603  # ours
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
