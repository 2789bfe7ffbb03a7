"""The last requests and their answers, for the log page. Tokens and secrets are never kept."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

KEPT = 500
LONGEST_BODY = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    at: datetime
    method: str
    address: str
    status: int | None
    """None: the connection ended without an answer."""
    milliseconds: float
    key: str
    fault: str
    sent: str
    answered: str


class Journal:
    def __init__(self) -> None:
        self._lines: deque[Line] = deque(maxlen=KEPT)
        self.count = 0

    def add(
        self,
        *,
        at: datetime,
        method: str,
        address: str,
        status: int | None,
        milliseconds: float,
        key: str = "",
        fault: str = "",
        sent: bytes = b"",
        answered: bytes = b"",
    ) -> None:
        self.count += 1
        self._lines.append(
            Line(
                self.count,
                at,
                method,
                address,
                status,
                milliseconds,
                key,
                fault,
                sent[:LONGEST_BODY].decode("utf-8", "replace"),
                answered[:LONGEST_BODY].decode("utf-8", "replace"),
            )
        )

    def newest_first(self) -> Iterator[Line]:
        return reversed(self._lines)

    def find(self, number: int) -> Line | None:
        return next((line for line in self._lines if line.number == number), None)

    def clear(self) -> None:
        self._lines.clear()
