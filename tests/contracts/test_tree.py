"""What must be true of the files themselves."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
LONGEST = 400

# A file above the limit stands here with its reason; a split by topic is the better answer.
LONGER: dict[str, str] = {}

LOCK_LINES = re.compile(
    r"""
    (?P<package>[a-z0-9][a-z0-9.-]*(\[[a-z0-9,-]+\])?==[0-9][0-9a-z.+!-]*)(\ ;\ [a-z_]+\ .*)?\ \\
    | \ {4}--hash=sha256:[0-9a-f]{64}(\ \\)?
    """,
    re.VERBOSE,
)

NO_DJANGO = """
import importlib, pkgutil, sys
import counterfoil.core, counterfoil.kinds
for room in (counterfoil.core, counterfoil.kinds):
    for found in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
        importlib.import_module(found.name)
print(*(name for name in sys.modules if name.split(".")[0] == "django"))
"""


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_names_versions_and_hashes_and_no_address(lock: str) -> None:
    lines = (ROOT / lock).read_text("utf-8").splitlines()

    assert [line for line in lines if not LOCK_LINES.fullmatch(line)] == []
    assert not [line for line in lines if "://" in line]


def test_the_locks_agree() -> None:
    small, large = ({line for line in (ROOT / lock).read_text("utf-8").splitlines() if "==" in line} for lock in LOCKS)

    assert small - large == set()


def test_core_and_kinds_bring_in_no_django() -> None:
    imported = subprocess.run([sys.executable, "-c", NO_DJANGO], check=True, capture_output=True, text=True)

    assert imported.stdout.split() == []


def test_no_source_file_is_longer_than_one_can_read_at_a_sitting() -> None:
    lengths = {
        path.relative_to(ROOT).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in (ROOT / "src").rglob("*.py")
        if "migrations" not in path.parts
    }

    assert {path for path, lines in lengths.items() if lines > LONGEST} == set(LONGER)
