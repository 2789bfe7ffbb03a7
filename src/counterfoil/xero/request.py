"""One request to Xero and what came of it on the wire. Plain values: a simulation sends them to a Xero in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`path` is under the API's address, such as `Invoices`; `since` is an If-Modified-Since of Xero's clock.

    One about `several` documents may take longer.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    body: str | None = None
    key: str = ""
    since: str = ""
    several: bool = False

    def under(self, key: str) -> "Request":
        return replace(self, key=key)

    @property
    def address(self) -> str:
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Xero answered. Header names are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def correlation_id(self) -> str:
        return self.headers.get("xero-correlation-id", "")


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """No answer. `left` says whether anything may have reached Xero; false only when no connection came about."""

    left: bool
    why: str


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """There is no token to send with: the firm has to connect again. Nothing was sent."""

    why: str


Reply = Answered | NoAnswer | NotAllowed


class Network(Protocol):
    """The way to one organisation."""

    def ready(self) -> NoAnswer | NotAllowed | None:
        """Make sure of a token before anything is written down; None when there is one."""

    def send(self, request: Request) -> Reply: ...

    def renew(self) -> bool:
        """The token was refused: get another. False when that is not possible."""
