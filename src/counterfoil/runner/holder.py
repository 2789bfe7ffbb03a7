"""The name under which a worker takes leases, and whether the worker of a name is certainly gone.

    machine start.process space.process id.its start-worker.n

The worker's number tells the workers of one process apart; n counts how often this one had to begin anew.

A name of this machine and process space whose process is no longer there can be replaced at once; any other has to run
out. On systems without /proc nobody is ever certainly gone.
"""

import os
import secrets
from itertools import count
from pathlib import Path

_PROC = Path("/proc")
_WORKERS = count(1)


class Holder:
    """One worker's name. `renewed` gives the next one, and the one before it is gone for certain."""

    def __init__(self) -> None:
        self._process = _own_name()
        self._own = f"{self._process}-{next(_WORKERS)}"
        self._count = 1

    @property
    def name(self) -> str:
        return f"{self._own}.{self._count}"

    def renew(self) -> None:
        self._count += 1

    def gone(self, name: str) -> bool:
        """Whether no thread anywhere can still be sending under the name."""
        own, _, times = name.rpartition(".")
        if own == self._own:
            return times.isdigit() and int(times) < self._count
        process = own.rpartition("-")[0]
        return process != self._process and _process_gone(process)


def _own_name() -> str:
    started = _started(os.getpid())
    if started is None:
        return f"{secrets.token_hex(8)}...."
    return f"{_machine()}.{os.getpid()}.{started}"


def _machine() -> str:
    """This start of this machine, and the space its process ids count in."""
    boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip().replace("-", "")[:16]
    space = (_PROC / "self/ns/pid").readlink().name.strip("pid:[]")
    return f"{boot}.{space}"


def _process_gone(own: str) -> bool:
    parts = own.split(".")
    if len(parts) != 4 or not parts[2].isdigit():
        return False
    try:
        if ".".join(parts[:2]) != _machine():
            return False
    except OSError:
        return False
    return _started(int(parts[2])) != parts[3]


def _started(pid: int) -> str | None:
    """When the process began, in ticks since the machine did: a number used again is another process."""
    try:
        text = (_PROC / str(pid) / "stat").read_text("utf-8", "replace")
    except OSError:
        return None
    after_name = text.rpartition(")")[2].split()
    state, started = after_name[0], after_name[19]
    return None if state in ("Z", "X") else started
