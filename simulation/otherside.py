"""Xero in virtual time: the sandbox's own model, and what only somebody who sees both sides can know.

Every document that one of our requests made is written down with the mark of the item it was made for, taken from the
request's key, or from the document where several left in one request. Nothing here asks the sender, so that the oracle
can judge it.
"""

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from counterfoil.outbox.markers import ALPHABET
from counterfoil.outbox.work import count_of
from counterfoil.xero.request import Request
from xero_sandbox.model import seeds
from xero_sandbox.model.api import BASE
from xero_sandbox.model.books import Call
from xero_sandbox.model.identity import AccessToken, digest
from xero_sandbox.model.messages import Request as Asked
from xero_sandbox.model.messages import Response
from xero_sandbox.model.resources import RESOURCES
from xero_sandbox.model.settings import SCOPES, Settings
from xero_sandbox.model.xero import Xero

ENDED = ("VOIDED", "DELETED", "ARCHIVED")
DRAFTS = ("DRAFT", "SUBMITTED")
SHY_SECONDS = 30.0
_MARKER = re.compile(rf"LX[{ALPHABET}]{{4}}-[{ALPHABET}]{{8}}")


class Unsigned:
    """Tokens that nobody looks into."""

    algorithm, key_id = "none", "none"

    def sign(self, message: bytes) -> bytes:
        return b""


@dataclass(slots=True)
class Made:
    """A document that one of our requests made, and for which item."""

    marker: str
    path: str
    remote_id: str
    at: float
    touched: str = ""
    """What a person did to it there."""

    @property
    def resource(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Listing:
    """How Xero's lists behave just now."""

    lag: float = 0.0
    most_rows: int = 1000
    shy: bool = False
    """A document shows only half a minute after the first reading that should have shown it: a cache, a replica."""


@lru_cache(10_000)
def _encoded(query: tuple[tuple[str, str], ...]) -> str:
    return urlencode(query)


class OtherSide:
    def __init__(self, *, begins: datetime, rng: random.Random, minute_limit: int, day_limit: int) -> None:
        settings = Settings(minute_limit=minute_limit, day_limit=day_limit)
        self.begins = begins
        self.xero = Xero(settings=settings, rng=rng, signer=Unsigned())
        self.tenant_id = self.xero.identity.new_id()
        self.books = self.xero.open_books(self.tenant_id)
        seeds.plant(self.books, seed="demo", country="AU", now=begins)
        self.listing = Listing()
        self.keys_are_lost = False
        self.made: dict[str, Made] = {}
        self.of_item: dict[str, list[Made]] = {}
        self.numbers: dict[str, str] = {}
        """The mark of the item that makes the contact of a number."""
        self.strangers: set[str] = set()
        """Documents that people entered there by hand."""
        self.doubled: list[tuple[Made, Made]] = []
        self._born: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self.settle()

    def instant(self, now: float) -> datetime:
        return self.begins + timedelta(seconds=now)

    # --- the consent --------------------------------------------------------------------------------------------------

    def connect(self, now: float) -> None:
        identity = self.xero.identity
        consent = identity.consent(
            tenants=[self.tenant_id],
            scopes=sorted(SCOPES),
            redirect_uri="",
            challenge=None,
            nonce=None,
            now=self.instant(now),
        )
        self.consent_id = next(one for one in identity.codes if one.id == digest(consent)).consent_id

    def disconnect(self) -> None:
        for one in list(self.xero.identity.connections):
            self.xero.identity.disconnect(one.id)

    @property
    def connected(self) -> bool:
        return len(self.xero.identity.connections) > 0

    def token(self, now: float) -> str:
        """As after a refresh: good for half an hour."""
        secret = self.xero.identity.new_secret()
        expires_at = self.instant(now + 1800)
        self.xero.identity.access_tokens.put(
            AccessToken(id=digest(secret), consent_id=self.consent_id, expires_at=expires_at)
        )
        return secret

    # --- the API ------------------------------------------------------------------------------------------------------

    def answer(self, request: Request, *, token: str, now: float, fault: str | None = None) -> Response:
        """What Xero does and says when a request arrives."""
        headers = {
            "authorization": f"Bearer {token}",
            "accept": "application/json",
            "xero-tenant-id": self.tenant_id,
        }
        if request.key:
            headers["idempotency-key"] = request.key
        if request.since:
            headers["if-modified-since"] = request.since
        query = request.query
        if request.method == "GET":
            query = self._as_listed(query)
        asked = Asked(request.method, BASE + request.path, _encoded(query), headers, (request.body or "").encode())
        if self.keys_are_lost:
            for one in list(self.books.remembered):
                self.books.remembered.remove(one.id)
        with self._lagging(request, now):
            response = self.xero.answer(asked, now=self.instant(now), fault=fault)
        if request.method == "PUT":
            self._note(request, now)
        self.settle()
        return response

    def _as_listed(self, query: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        """Pages may be smaller than asked for, and what changed last stands last."""
        asked = dict(query)
        if "page" not in asked:
            return query
        asked["pageSize"] = str(min(int(asked.get("pageSize", "100")), self.listing.most_rows))
        asked.setdefault("order", "UpdatedDateUTC")
        return tuple(asked.items())

    @contextmanager
    def _lagging(self, request: Request, now: float) -> Iterator[None]:
        """Lists do not show yet what was made a moment ago."""
        resource = RESOURCES.get(request.path)
        if request.method != "GET" or not (self.listing.lag or self.listing.shy) or resource is None:
            yield
            return
        table = resource.table(self.books)
        hidden = [row for row in table if self._is_hidden(row.id, now)]
        for row in hidden:
            table.restore(row.id, None)
        try:
            yield
        finally:
            for row in hidden:
                table.restore(row.id, row)

    def _is_hidden(self, remote_id: str, now: float) -> bool:
        born = self._born.get(remote_id)
        if born is None:
            return False
        asked = self._asked.setdefault(remote_id, now) if self.listing.shy else -1e9
        return now - born < self.listing.lag or now - asked < SHY_SECONDS

    def _note(self, request: Request, now: float) -> None:
        """Which documents the request made, for which item; a second one for the same item is a duplicate."""
        for remote_id in self._ids(request.path):
            if remote_id in self.made or remote_id in self.strangers:
                continue
            together = count_of(request.key) > 1
            marker = self._owner(request.path, remote_id) if together else request.key.rpartition("/")[0]
            made = Made(marker, request.path, remote_id, now)
            for before in self.of_item.get(marker, ()):
                self.doubled.append((before, made))
            self.made[remote_id] = made
            self.of_item.setdefault(marker, []).append(made)
            self._born[remote_id] = now

    def _owner(self, path: str, remote_id: str) -> str:
        """The mark of the item, of several in one request, that a document was just made for: it bears it."""
        row = self.row(path, remote_id)
        if path == "Contacts":
            return self.numbers.get(str(row.number), str(row.number))
        texts = [getattr(row, name, "") for name in ("reference", "narration")]
        texts += [getattr(line, "description", "") or "" for line in getattr(row, "lines", ())]
        (marker,) = set(_MARKER.findall(" ".join(texts)))
        return str(marker)

    def _ids(self, path: str) -> list[str]:
        """The documents of that address that were made or changed just now."""
        name, _, rest = path.partition("/")
        if name not in RESOURCES:
            return []
        table = RESOURCES[name].table(self.books)
        changed = [row for of, _, row in self.books.store.changes() if of == table.name and row is not None]
        if rest:
            return [one.id for row in changed if row.id == rest.partition("/")[0] for one in row.allocations]
        return [row.id for row in changed]

    def settle(self) -> None:
        self.books.store.settle()
        self.xero.identity.store.settle()

    # --- what people do there -----------------------------------------------------------------------------------------

    def person(self, now: float) -> Call:
        return Call(self.books, self.instant(now), "A person in Xero")

    def entered(self, row: Any, now: float) -> None:
        """A person entered a document by hand."""
        self.strangers.add(row.id)
        self._born[row.id] = now
        self.settle()

    def touched(self, remote_id: str, what: str) -> None:
        if remote_id in self.made:
            self.made[remote_id].touched = what
        self.settle()

    # --- what is there ------------------------------------------------------------------------------------------------

    def row(self, path: str, remote_id: str) -> Any:
        """The document as it is there now; an allocation stands under its credit."""
        name, _, rest = path.partition("/")
        table = RESOURCES[name].table(self.books)
        if not rest:
            return table.get(remote_id)
        credit = table.get(rest.partition("/")[0])
        return next((one for one in credit.allocations if one.id == remote_id), None) if credit else None

    def is_effective(self, made: Made) -> bool:
        """It moves the ledger there, or can be used: neither ended nor a draft."""
        row = self.row(made.path, made.remote_id)
        return row is not None and getattr(row, "status", "") not in ENDED + DRAFTS

    def is_standing(self, made: Made) -> bool:
        row = self.row(made.path, made.remote_id)
        return row is not None and getattr(row, "status", "") not in ENDED

    def effective(self, marker: str) -> list[Made]:
        return [made for made in self.of_item.get(marker, ()) if self.is_effective(made)]
