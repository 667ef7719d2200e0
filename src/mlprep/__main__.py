"""`python -m mlprep`, and the installed command."""

import sys

from mlprep.cli import main


def run() -> None:
    """Run and leave with the exit code."""
    sys.exit(main())


if __name__ == "__main__":
    run()
