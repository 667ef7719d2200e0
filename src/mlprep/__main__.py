"""`python -m mlprep`, and the installed command."""

import gc
import os
import sys


def run() -> None:
    """Run and leave with the exit code."""
    gc.disable()  # a command is over before there is garbage worth a search
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # others' plugins have no part in our models
    from mlprep.cli import main  # noqa: PLC0415  # pydantic reads the line above when it is loaded

    code = main()
    gc.freeze()  # nor for one at its very end
    sys.exit(code)


if __name__ == "__main__":
    run()
