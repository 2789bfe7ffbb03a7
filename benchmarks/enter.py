"""`counterfoil enter` of 10,000 client bills beside 1,000: the most memory that the process ever held.

Each runs as a command of its own, as at a shell, into the same firm. The system says what the most was when it ended.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from benchmarks.firm import a_connected_firm
from benchmarks.posting import MATTERS
from benchmarks.report import Figure

FEW, MANY = 1_000, 10_000
LIMIT = 1.3


def measure(folder: Path) -> Iterator[Figure]:
    """The ratio of the two; the mebibytes and the bills a second behind it."""
    a_connected_firm()
    name = connection.vendor
    few, _ = entered(folder / "few.jsonl", first=1, bills=FEW)
    many, seconds = entered(folder / "many.jsonl", first=FEW + 1, bills=MANY)
    yield Figure(f"{name}: memory, {MANY:,} bills to {FEW:,}", many / few, LIMIT, "at most")
    yield Figure(f"{name}: MiB at most, {MANY:,} bills", many, None, "for information")
    yield Figure(f"{name}: MiB at most, {FEW:,} bills", few, None, "for information")
    yield Figure(f"{name}: bills a second from a file", MANY / seconds, None, "for information")


def entered(file: Path, *, first: int, bills: int) -> tuple[float, float]:
    """Write the file, enter it; (the most MiB the process held, seconds)."""
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(plain_bill(number)) + "\n" for number in range(first, first + bills))
    started = time.perf_counter()
    command = [sys.executable, "-m", "counterfoil.cli", "enter", str(file)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"enter ended with {process.returncode}"
    return used.ru_maxrss / 1024, time.perf_counter() - started


def plain_bill(number: int) -> dict[str, object]:
    """Four items, as the posting part's bills have them."""
    items = [
        {
            "description": f"Item {line} of bill {number}",
            "account": "4100" if line < 3 else "4200",
            "net": f"{100 + number % 997}.{line:02d}",
            "tax": "GST" if line % 2 else "GST-FREE",
        }
        for line in range(4)
    ]
    head = {"kind": "client_bill", "ref": f"bench-{number}", "on": "2026-03-02", "due_on": "2026-03-16"}
    return head | {"matter": f"M-{number % MATTERS:03d}", "items": items}
