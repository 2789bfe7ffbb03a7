"""`./bench`: our figures beside their limits. `./bench posting growth` runs these parts; without a word, all of them.

Every part runs in a process of its own, with a database of its own that is thrown away. PostgreSQL keeps every sync.
Its heading says how fast the disk was just then, since on SQLite that decides how fast a commit can be. Exit codes:
0 every figure holds, 1 one was missed, 2 the call was wrong.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import postgres

BOTH = ("sqlite", "postgres")

PARTS = {
    "posting": BOTH,
    "kinds": BOTH,
    "growth": BOTH,
    "trial_balance": BOTH,
    "reports": BOTH,
    "pages": BOTH,
    "enter": BOTH,
    "push": BOTH,
    "steady": BOTH,
    "drain": BOTH,
    "sweep": BOTH,
    "start": ("sqlite",),
}


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"which of {', '.join(PARTS)}; all when not said")
    parts = parser.parse_args().parts or list(PARTS)
    for unknown in set(parts) - set(PARTS):
        parser.error(f"there is no part {unknown!r}; there are {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as text:
        folder = Path(text)
        folder.chmod(0o755)
        missed = [f"{part} on {at}" for part in parts for at in PARTS[part] if run(part, at, folder)]
    print(f"\nmissed: {', '.join(missed)}" if missed else "\nevery figure holds", flush=True)
    return 1 if missed else 0


def run(part: str, database: str, folder: Path) -> int:
    """One part on one database, in a process of its own. Returns its exit code: 0 when every figure holds."""
    place = folder / f"{part}-{database}"
    place.mkdir(mode=0o755)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("COUNTERFOIL_", "XERO_"))},
        "DJANGO_SETTINGS_MODULE": "counterfoil.settings",
        "COUNTERFOIL_DATA_DIR": str(place / "data"),
    }
    print(f"\n{part} on {database}; this disk: {synced_writes(folder):.0f} synced writes of 4 KiB a second", flush=True)
    server = None
    if database == "postgres":
        server = postgres.start(place, durable=True)
        server.create("counterfoil")
        environment["COUNTERFOIL_DATABASE_URL"] = server.url("counterfoil")
    try:
        command = [sys.executable, "-m", *module_of(part), str(place)]
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if server:
            server.stop()


def module_of(part: str) -> list[str]:
    return ["benchmarks.run_posting"] if part == "posting" else ["benchmarks.run", part]


def synced_writes(folder: Path) -> float:
    """How many 4 KiB writes this disk makes durable in a second, one after another."""
    file, count = folder / "synced", 200
    descriptor = os.open(file, os.O_CREAT | os.O_WRONLY)
    os.write(descriptor, b"x" * 4096 * count)
    os.fsync(descriptor)
    os.lseek(descriptor, 0, os.SEEK_SET)
    started = time.perf_counter()
    for _ in range(count):
        os.write(descriptor, b"y" * 4096)
        os.fdatasync(descriptor)
    os.close(descriptor)
    return count / (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main())
