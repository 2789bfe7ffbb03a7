"""The whole other side: identity service and organisations behind one question, `answer(request, now)`.

The order of judgement is Xero's: token, connection, scope, limits, idempotency key, and only then the document.
"""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from xero_sandbox.model import api, keys, texts, tokens
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.dates import instant_string
from xero_sandbox.model.identity import Consent, Identity
from xero_sandbox.model.limits import Limits
from xero_sandbox.model.messages import Request, Response, as_json
from xero_sandbox.model.settings import Settings
from xero_sandbox.model.tables import Store
from xero_sandbox.model.tokens import Signer

BROKEN = {"ErrorNumber": 500, "Type": "InternalServerError", "Message": "An error occurred in Xero."}
LARGEST_BODY = 10_000_000
BROKEN_BEFORE, BROKEN_AFTER = "500_before", "500_after"
"""Faults the model itself must know, because a 500 is remembered under the idempotency key like any answer."""
UNKEYED, SHIFTED, LAGGING = "unkeyed", "shift", "lag"
"""More of them: the answer is not remembered; a later page begins a row too far; `lag:30`, a list half a minute old."""


class Xero:
    def __init__(self, *, settings: Settings, rng: random.Random, signer: Signer) -> None:
        self.settings, self.rng, self.signer = settings, rng, signer
        self.identity = Identity(settings, rng)
        self.organisations: dict[str, Books] = {}
        self.limits = Limits(a_minute=settings.minute_limit, a_day=settings.day_limit)

    def open_books(self, tenant_id: str) -> Books:
        """Empty tables for an organisation; a seed or a data file fills them."""
        return self.organisations.setdefault(tenant_id, Books(tenant_id, self.rng))

    def stores(self) -> list[Store]:
        return [self.identity.store, *(books.store for books in self.organisations.values())]

    def answer(self, request: Request, *, now: datetime, in_progress: int = 1, fault: str | None = None) -> Response:
        """`in_progress` counts this request and those of the same organisation not answered yet."""
        if request.path.startswith(api.BASE):
            response = self._api(request, now, in_progress, fault)
        else:
            response = as_json(BROKEN, 500) if fault == BROKEN_BEFORE else self._identity(request, now)
            response = as_json(BROKEN, 500) if fault == BROKEN_AFTER else response
        extra = {"xero-correlation-id": self.identity.new_id(), "Date": _http_date(now)}
        return Response(response.status, response.body, response.content_type, response.headers | extra)

    def _identity(self, request: Request, now: datetime) -> Response:
        match request.method, request.path.strip("/").split("/"):
            case "POST", ["connect" | "identity", *_] if request.path.endswith("/connect/token"):
                return tokens.token(self.identity, self.signer, list(self.organisations), request, now)
            case "POST", ["connect" | "identity", *_] if request.path.endswith("/connect/revocation"):
                return tokens.revocation(self.identity, request)
            case "GET", ["connections" | "Connections"]:
                refused, _ = self._consent(request, now)
                return refused or as_json(self._connections(request.query.get("authEventId")))
            case "DELETE", ["connections" | "Connections", connection_id]:
                refused, _ = self._consent(request, now)
                gone = self.identity.disconnect(connection_id.lower()) if refused is None else False
                return refused or (Response(204, b"", None) if gone else _not_found())
        return _not_found()

    def _connections(self, consent_id: str | None) -> list[dict[str, Any]]:
        return [
            {
                "id": one.id,
                "authEventId": one.consent_id,
                "tenantId": one.tenant_id,
                "tenantType": "ORGANISATION",
                "tenantName": self.organisations[one.tenant_id].profile.name,
                "createdDateUtc": _seven_digits(one.created_at),
                "updatedDateUtc": _seven_digits(one.updated_at),
            }
            for one in self.identity.connections
            if consent_id in (None, one.consent_id)
        ]

    def _api(self, request: Request, now: datetime, in_progress: int, fault: str | None) -> Response:
        refused, consent = self._consent(request, now)
        if refused is not None or consent is None:
            return refused or _not_found()
        tenant_id = request.headers.get("xero-tenant-id", "").lower() or consent.custom_tenant or ""
        books = self.organisations.get(tenant_id)
        if books is None or not self.identity.may(consent, tenant_id):
            return without_access()
        needed = api.scope_needed(request.path, request.method)
        if needed and not set(needed) & set(consent.scopes):
            return _gate(401, "Unauthorized", "AuthorizationUnsuccessful")
        if len(request.body) > LARGEST_BODY:
            return Response(413, b"", None)
        verdict = self.limits.admit(tenant_id, now, in_progress)
        if verdict.problem:
            return Response(429, b"", None, verdict.headers)
        response = self._keyed(books, request, now, fault)
        return Response(response.status, response.body, response.content_type, verdict.headers)

    def _keyed(self, books: Books, request: Request, now: datetime, fault: str | None) -> Response:
        client = self.settings.client_id
        first = keys.recall(books, client, request, now)
        if first is not None:
            return first
        if "json" not in request.headers.get("accept", "") and not api.is_file(request):
            message = b"Xero would answer in XML here; the sandbox knows only Accept: application/json."
            return Response(406, message, "text/plain; charset=utf-8")
        response = as_json(BROKEN, 500)
        if fault != BROKEN_BEFORE:
            places = 4 if request.query.get("unitdp") == "4" else 2
            done = api.answer(Call(books, now, client, places, self.settings.issuer, **_behind(fault)), request)
            response = response if fault == BROKEN_AFTER else done
        if fault != UNKEYED:
            keys.remember(books, client, request, response, now)
        return response

    def _consent(self, request: Request, now: datetime) -> tuple[Response | None, Consent | None]:
        kind, _, bearer = request.headers.get("authorization", "").partition(" ")
        token = self.identity.access(bearer) if kind.lower() == "bearer" else None
        if token is None:
            return _gate(401, "Unauthorized", "AuthenticationUnsuccessful"), None
        if now >= token.expires_at:
            return token_expired(instant_string(token.expires_at)), None
        return None, self.identity.consents[token.consent_id]


def token_expired(when: str) -> Response:
    return _gate(401, "Unauthorized", f"TokenExpired: token expired at {when}")


def without_access() -> Response:
    return _gate(403, "Forbidden", "AuthenticationUnsuccessful")


def _behind(fault: str | None) -> dict[str, Any]:
    """How far the lists of this one request are behind what is stored."""
    kind, _, seconds = (fault or "").partition(":")
    if kind == LAGGING:
        return {"lag": timedelta(seconds=float(seconds))}
    return {"shifted": kind == SHIFTED}


def _gate(status: int, title: str, detail: str) -> Response:
    body: dict[str, Any] = {"Type": None, "Title": title, "Status": status, "Detail": detail}
    body |= {"Instance": None, "Extensions": {}}
    return as_json(body, status)


def _not_found() -> Response:
    return Response(404, texts.NOT_FOUND_PAGE.encode(), "text/html; charset=utf-8")


def _http_date(now: datetime) -> str:
    at = now.astimezone(UTC)
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[at.weekday()]
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[at.month - 1]
    return f"{day}, {at.day:02d} {month} {at.year} {at.hour:02d}:{at.minute:02d}:{at.second:02d} GMT"


def _seven_digits(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%S}.{instant.microsecond:06d}0"
