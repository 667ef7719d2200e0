"""`python -m mlprep`, and the installed command."""

import gc
import os
import sys
from contextlib import suppress


def run() -> None:
    """Run and leave with the exit code."""
    gc.disable()  # a command is over before there is garbage worth a search
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # others' plugins have no part in our models
    from mlprep.cli import main  # noqa: PLC0415  # pydantic reads the line above when it is loaded

    code = main()
    with suppress(OSError, ValueError):  # main has said so if an answer could not be written
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)  # all is stored and said; taking every object apart would take its time


if __name__ == "__main__":
    run()
