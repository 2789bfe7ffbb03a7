"""The line in which the threads of one process wait for a file: the first is woken the moment that the turn is free."""

import os
import threading
from collections import deque
from pathlib import Path


class Line:
    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Lock] = deque()

    @property
    def length(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def take(self, *, timeout: float) -> bool:
        """Wait for the turn; false when it did not come in time."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=timeout):
            return True
        with self._guard:
            if mine not in self._waiting:
                return True  # it came at the last moment
            self._waiting.remove(mine)
        return False

    def give_on(self) -> None:
        """To whoever has waited longest."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


_of_files: dict[Path, Line] = {}
_guard = threading.Lock()


def line_at(path: Path) -> Line:
    """The same for all connections of this process to that file."""
    with _guard:
        return _of_files.setdefault(path.resolve(), Line())


os.register_at_fork(after_in_child=_of_files.clear)
"""A child has none of its parent's threads, so nobody would give on what they had taken."""
