"""`./bench`: our figures beside their limits. `./bench posting` runs one part; without a word, all of them.

Every part runs in a process of its own, with a database of its own that is thrown away. PostgreSQL keeps every sync.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import postgres

PARTS = {
    "posting": ("sqlite", "postgres"),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all when not said")
    parts = parser.parse_args().parts or list(PARTS)
    with tempfile.TemporaryDirectory(prefix="counterfoil-bench-") as text:
        folder = Path(text)
        folder.chmod(0o755)
        print(f"this disk: {synced_writes(folder):.0f} synced writes of 4 KiB a second", flush=True)
        results = [run(part, database, folder) for part in parts for database in PARTS[part]]
    return 1 if any(results) else 0


def run(part: str, database: str, folder: Path) -> int:
    """One part on one database, in a process of its own. Returns its exit code: 0 when every figure holds."""
    place = folder / f"{part}-{database}"
    place.mkdir(mode=0o755)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "counterfoil.settings",
        "COUNTERFOIL_DATA_DIR": str(place / "data"),
    }
    server = None
    if database == "postgres":
        server = postgres.start(place, durable=True)
        server.create("counterfoil")
        environment["COUNTERFOIL_DATABASE_URL"] = server.url("counterfoil")
    try:
        command = [sys.executable, "-m", f"benchmarks.run_{part}", place]
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if server:
            server.stop()


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
