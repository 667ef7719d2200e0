"""`python -m mlprep`, and the installed command."""

import gc
import sys

from mlprep.cli import main


def run() -> None:
    """Run and leave with the exit code."""
    gc.disable()  # a command is over before there is garbage worth a search
    sys.exit(main())


if __name__ == "__main__":
    run()
