"""Where files live: `--home` over MLPREP_HOME over the user's own directories."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from platformdirs import PlatformDirs

import mlprep
from mlprep.errors import UserError


class Places(NamedTuple):
    """The directories of one user; none of them need exist, and asking creates none."""

    state: Path
    config: Path
    cache: Path

    @property
    def database(self) -> Path:
        """The journal of everything the user did."""
        return self.state / "mlprep.db"


def at_home(path: Path) -> Path:
    """The path with the user's own folder in the place of its ~; of an unknown user it stays."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def find_places(home: str | None) -> Places:
    """The places under `home`, or those that the platform gives to user data.

    Raises UserError if `home` is something else than a folder.
    """
    if home:
        root = at_home(Path(home))
        if os.path.exists(root) and not os.path.isdir(root):  # noqa: PTH110, PTH112  # never raise
            raise UserError(f"{root} is not a folder.", "Name a folder: --home, or MLPREP_HOME.")
        return Places(root / "state", root / "config", root / "cache")
    dirs = PlatformDirs("mlprep", appauthor=False)
    return Places(dirs.user_data_path, dirs.user_config_path, dirs.user_cache_path)


def catalog_directory() -> Path:
    """The shipped catalog: inside the installed package, or `data/` of a checkout."""
    package = Path(mlprep.__file__).resolve().parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parents[1] / "data"
