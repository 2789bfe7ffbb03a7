"""What a fault makes of one request: whether and when Xero does it, what it answers, and how the answer travels."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from xero_sandbox.model import texts
from xero_sandbox.model.messages import Request, Response, as_json, read_json
from xero_sandbox.model.xero import (
    BROKEN_AFTER,
    BROKEN_BEFORE,
    LAGGING,
    SHIFTED,
    UNKEYED,
    token_expired,
    without_access,
)
from xero_sandbox.server.faults import Fault

Do = Callable[[str | None], Response]
"""Let the model answer, with a fault it must know of."""
WHOLE, DROPPED, CUT, TRICKLED = "whole", "dropped", "cut", "trickled"
NOTHING = Response(0)
PAGE = b"<!doctype html><title>Sign in</title><p>Your network asks you to sign in.</p>"
UNAVAILABLE = Response(503, texts.OFFLINE.encode(), "text/plain; charset=utf-8")
GATEWAY = {
    "408": Response(408, b"", None),
    "502": Response(502, b"<html><h1>502 Bad Gateway</h1></html>", "text/html"),
    "503": UNAVAILABLE,
    "504": Response(504, b"<html><h1>504 Gateway Time-out</h1></html>", "text/html"),
}
MODEL = {"500_before": BROKEN_BEFORE, "500_after": BROKEN_AFTER, "shift": SHIFTED}


@dataclass(frozen=True, slots=True)
class Delivery:
    """An answer, and how it goes out."""

    response: Response
    how: str = WHOLE
    seconds: float = 0.0
    again_after: float | None = None
    """The request is to be done once more, so many seconds from now, and nobody hears of it."""


async def met(request: Request, fault: Fault, do: Do) -> Delivery:
    if fault.kind == "late":
        await asyncio.sleep(fault.seconds or 0)
    delivery = _met(request, fault, do)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds or 0)
    return delivery


def _met(request: Request, fault: Fault, do: Do) -> Delivery:
    kind, seconds = fault.kind, fault.seconds or 0.0
    gateway = kind.removesuffix("_after")
    match kind:
        case "drop_before" | "drop_late":
            return Delivery(NOTHING, DROPPED, again_after=seconds if kind == "drop_late" else None)
        case "drop_after" | "unkeyed":
            do(UNKEYED if kind == "unkeyed" else None)
            return Delivery(NOTHING, DROPPED)
        case "late" | "slow" | "twice":
            return Delivery(do(None), again_after=seconds if kind == "twice" else None)
        case "cut" | "trickle":
            return Delivery(do(None), CUT if kind == "cut" else TRICKLED, seconds)
        case "500_before" | "500_after" | "shift" | "lag":
            return Delivery(do(f"{LAGGING}:{seconds}" if kind == "lag" else MODEL[kind]))
        case "unreadable" | "html" | "unknown_field":
            return Delivery(_spoilt(kind, do(None)))
        case _ if gateway in GATEWAY:
            if gateway != kind:
                do(None)
            return Delivery(GATEWAY[gateway])
    return Delivery(_refused(request, fault))


def _spoilt(kind: str, whole: Response) -> Response:
    if kind == "html":
        return Response(200, PAGE, "text/html; charset=utf-8", whole.headers)
    if kind == "unreadable":
        return Response(whole.status, whole.body[: len(whole.body) // 2], whole.content_type, whole.headers)
    try:
        members = read_json(whole.body)
    except ValueError:
        return whole
    if isinstance(members, dict):
        for one in (members, *(row for rows in members.values() if isinstance(rows, list) for row in rows)):
            if isinstance(one, dict):
                one["AddedWithoutNotice"] = {"Since": "today"}
    more = as_json(members, whole.status)
    return Response(more.status, more.body, more.content_type, whole.headers)


def _refused(request: Request, fault: Fault) -> Response:
    """400, 401, 403, 429: nothing was done. On the token address a 400 says that the refresh token is dead."""
    if fault.kind == "429":
        headers = {"X-Rate-Limit-Problem": fault.problem}
        headers |= {"Retry-After": str(fault.wait)} if fault.wait is not None else {}
        headers |= {"X-DayLimit-Remaining" if fault.problem == "day" else "X-MinLimit-Remaining": "0"}
        return Response(429, b"", None, headers)
    if fault.kind == "401":
        return token_expired("2026-01-01T00:00:00Z")
    if fault.kind == "403":
        return without_access()
    if request.path.endswith("/token"):
        return as_json({"error": "invalid_grant"}, 400)
    element = {"ValidationErrors": [{"Message": texts.TOLD_TO_REFUSE}]}
    body = {"ErrorNumber": 10, "Type": "ValidationException", "Message": texts.A_VALIDATION_EXCEPTION}
    return as_json(body | {"Elements": [element]}, 400)
