"""Idempotency keys: for six minutes the first answer is the only answer, an error included.

The answer is kept in the same store as what the request did, so both are durable together or not at all.
"""

import hashlib
from datetime import datetime, timedelta

from xero_sandbox.model import texts
from xero_sandbox.model.books import Books
from xero_sandbox.model.messages import Request, Response, as_json
from xero_sandbox.model.records import Remembered

LIVES = timedelta(minutes=6)
LONGEST = 128


def key_of(request: Request) -> str | None:
    """The key counts on writes only; Xero documents none on DELETE."""
    return request.headers.get("idempotency-key") or None if request.method in ("POST", "PUT", "PATCH") else None


def recall(books: Books, client: str, request: Request, now: datetime) -> Response | None:
    """The first answer again, or a refusal; None when this request is the first."""
    key = key_of(request)
    if key is None:
        return None
    if len(key) > LONGEST:
        return _refusal(texts.KEY_TOO_LONG)
    _forget_old(books, now)
    kept = books.remembered.get(f"{client} {key}")
    if kept is None:
        return None
    if kept.request != _fingerprint(request):
        return _refusal(texts.KEY_REUSED.format(key=key))
    return Response(kept.status, kept.body, kept.content_type)


def remember(books: Books, client: str, request: Request, response: Response, now: datetime) -> None:
    key = key_of(request)
    if key is not None and len(key) <= LONGEST:
        books.remembered.put(
            Remembered(
                id=f"{client} {key}",
                request=_fingerprint(request),
                at=now,
                status=response.status,
                body=response.body,
                content_type=response.content_type,
            )
        )


def _fingerprint(request: Request) -> str:
    whole = f"{request.method} {request.path}?{request.query_string}\n".encode() + request.body
    return hashlib.sha256(whole).hexdigest()


def _forget_old(books: Books, now: datetime) -> None:
    """Rows stand in order of time, so the old ones are in front."""
    old = []
    for kept in books.remembered:
        if now - kept.at < LIVES:
            break
        old.append(kept.id)
    for key in old:
        books.remembered.remove(key)


def _refusal(message: str) -> Response:
    return as_json({"ErrorNumber": 10, "Type": "ValidationException", "Message": message}, 400)
