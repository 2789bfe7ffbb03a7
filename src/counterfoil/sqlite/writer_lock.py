"""Two lock files beside the database, which let writers take turns: one is the turn, the other says who is next.

SQLite's own waiting is a sleep that grows while others slip in: with 8 writers that never rest, one of them waited
4 s on one machine and 8 s on another. Here the threads of a process stand in line, and the first of them looks at the
files, with a short and constant pause. Whoever is next keeps a process that has just had the turn from taking it again.
The files only order the writers; the database's own lock remains the one that keeps the data safe.
"""

import fcntl
import os
import time
from io import FileIO
from pathlib import Path

from counterfoil.sqlite.line import line_at

PAUSE_SECONDS = 0.0005  # measured: at 0.002 the longest wait is 1.1 s, at 0.0003 the waiters cost the writer time


class WriterLockTimeout(TimeoutError):
    """Another writer kept its transaction open for longer than this one was willing to wait."""


class WriterLock:
    """One per connection. The locks belong to its open files."""

    def __init__(self, path: Path, *, timeout: float) -> None:
        self._path = path
        self._timeout = timeout
        self._line, self._has_turn = line_at(path), False
        self._turn, self._next = (_opened(file) for file in (path, path.with_name(f"{path.name}.next")))

    def acquire(self) -> None:
        give_up_at = time.monotonic() + self._timeout
        if not self._line.take(timeout=self._timeout):
            raise self._late()
        self._has_turn = True
        try:
            self._wait_for(self._next, until=give_up_at)
            self._wait_for(self._turn, until=give_up_at)
        except BaseException:
            self.release()
            raise
        finally:
            fcntl.flock(self._next, fcntl.LOCK_UN)

    def release(self) -> None:
        fcntl.flock(self._turn, fcntl.LOCK_UN)
        self._give_on()

    def close(self) -> None:
        """Closing an open file also gives up its lock."""
        self._turn.close()
        self._next.close()
        self._give_on()

    def __del__(self) -> None:
        """A connection that nobody closed, as that of a thread which ended, keeps nobody waiting."""
        self._give_on()

    def _wait_for(self, file: FileIO, *, until: float) -> None:
        while not _taken(file):
            if time.monotonic() > until:
                raise self._late()
            time.sleep(PAUSE_SECONDS)

    def _late(self) -> WriterLockTimeout:
        return WriterLockTimeout(f"no turn to write within {self._timeout:g} s; another holds {self._path}")

    def _give_on(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._line.give_on()


def _taken(file: FileIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _opened(path: Path) -> FileIO:
    """Open as long as the connection."""
    return open(path, "ab", buffering=0, opener=_open_private)


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
