"""Finds the system's Chromium for the tests in a browser, and on Debian installs it."""

import shutil
import subprocess
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class ChromiumMissing(RuntimeError):
    pass


def find_chromium() -> Path | None:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def ensure_chromium() -> Path:
    """Says and does the same as the shell part does for Python: root installs, anybody else is told the command."""
    if not find_chromium():
        subprocess.run(
            ["bash", "-c", ". tools/bootstrap.sh && install_debian_package chromium"],
            cwd=Path(__file__).parent.parent,
            check=False,
        )
    found = find_chromium()
    if not found:
        raise ChromiumMissing("the tests in a browser need Chromium; please run: sudo apt-get install chromium")
    return found
