"""The API's door: from HTTP to the model and back, with the faults of a network in between."""

import asyncio
import logging
import time
from collections import Counter
from dataclasses import dataclass, field

from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse

from xero_sandbox.model import keys, texts
from xero_sandbox.model.messages import Request, Response, as_json
from xero_sandbox.model.xero import BROKEN, BROKEN_AFTER, BROKEN_BEFORE
from xero_sandbox.server.faults import Fault
from xero_sandbox.server.hangup import NoAnswer
from xero_sandbox.server.sandbox import Sandbox

log = logging.getLogger("xero_sandbox")

DROPPED = Response(0)
UNAVAILABLE = Response(503, texts.OFFLINE.encode(), "text/plain; charset=utf-8")
TOO_MANY = Response(429, b"", None, {"Retry-After": "1", "X-Rate-Limit-Problem": "minute", "X-MinLimit-Remaining": "0"})


@dataclass(slots=True)
class Turn:
    """Requests under one idempotency key go one after the other."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class Door:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self._in_progress: Counter[str] = Counter()
        self._turns: dict[tuple[str, str], Turn] = {}

    async def answer(self, http: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        request = Request(
            http.method,
            http.url.path,
            http.url.query,
            {name.lower(): value for name, value in http.headers.items()},
            await http.body(),
        )
        tenant_id = request.headers.get("xero-tenant-id", "")
        self._in_progress[tenant_id] += 1
        try:
            fault, response = await self._meet(request, tenant_id)
        finally:
            self._in_progress[tenant_id] -= 1
        self._log(request, response, fault, (time.perf_counter() - begun) * 1000)
        return NoAnswer() if response is DROPPED else as_http(response)

    async def _meet(self, request: Request, tenant_id: str) -> tuple[str, Response]:
        faults = self.sandbox.faults
        if faults.offline != "no":
            return f"offline: {faults.offline}", DROPPED if faults.offline == "drop" else UNAVAILABLE
        fault = faults.next_for(request)
        key = keys.key_of(request)
        if key is None:
            return await self._one(request, tenant_id, fault)
        turn = self._turns.setdefault((tenant_id, key), Turn())
        turn.users += 1
        try:
            async with turn.lock:  # a simultaneous repeat waits for the first
                return await self._one(request, tenant_id, fault)
        finally:
            turn.users -= 1
            if not turn.users:
                del self._turns[tenant_id, key]

    async def _one(self, request: Request, tenant_id: str, fault: Fault | None) -> tuple[str, Response]:
        if fault is None:
            return "", self._answer(request, tenant_id)
        response: Response
        match fault.kind:
            case "drop_before":
                response = DROPPED
            case "503":
                response = UNAVAILABLE
            case "429":
                response = TOO_MANY
            case "late":
                await asyncio.sleep(fault.seconds or 0)
                response = self._answer(request, tenant_id)
            case "slow":
                response = self._answer(request, tenant_id)
                await asyncio.sleep(fault.seconds or 0)
            case "drop_after":
                self._answer(request, tenant_id)
                response = DROPPED
            case "unreadable":
                whole = self._answer(request, tenant_id)
                response = Response(whole.status, whole.body[: len(whole.body) // 2], whole.content_type, whole.headers)
            case "500_before":
                response = self._answer(request, tenant_id, BROKEN_BEFORE)
            case _:
                response = self._answer(request, tenant_id, BROKEN_AFTER)
        return fault.fault, response

    def _answer(self, request: Request, tenant_id: str, fault: str | None = None) -> Response:
        """The model's answer, durable before it is given. A mistake of ours is a 500 that changed nothing."""
        sandbox = self.sandbox
        try:
            response = sandbox.xero.answer(
                request, now=sandbox.clock.now(), in_progress=self._in_progress[tenant_id], fault=fault
            )
        except Exception:
            sandbox.storage.undo(sandbox.xero)
            log.exception("a mistake in the sandbox, not in the request: %s %s", request.method, request.path)
            return as_json(BROKEN, 500)
        sandbox.storage.save(sandbox.xero)
        return response

    def _log(self, request: Request, response: Response, fault: str, milliseconds: float) -> None:
        secret = not request.path.startswith("/api.xro/")
        self.sandbox.journal.add(
            at=self.sandbox.clock.now(),
            method=request.method,
            address=request.path + (f"?{request.query_string}" if request.query_string else ""),
            status=response.status or None,
            milliseconds=milliseconds,
            key=keys.key_of(request) or "",
            fault=fault,
            sent=b"" if secret else request.body,
            answered=b"" if secret else response.body,
        )


def as_http(response: Response) -> HttpResponse:
    headers = dict(response.headers)
    if response.content_type:
        headers["Content-Type"] = response.content_type
    return HttpResponse(response.body, response.status, headers)
