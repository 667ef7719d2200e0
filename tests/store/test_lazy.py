"""What is rarely needed is not loaded at the start."""

from __future__ import annotations

import subprocess
import sys


def test_the_bibtex_library_waits_for_a_bibtex_file() -> None:
    code = "import sys, mlprep.cli; sys.exit('bibtexparser' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
