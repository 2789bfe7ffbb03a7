"""The API's door: from HTTP to the model and back, with the faults of a network in between."""

import asyncio
import logging
import time
from collections import Counter
from dataclasses import dataclass, field

from starlette.requests import Request as HttpRequest
from starlette.responses import Response as HttpResponse

from xero_sandbox.model import keys
from xero_sandbox.model.messages import Request, Response, as_json
from xero_sandbox.model.xero import BROKEN
from xero_sandbox.server.faults import Fault
from xero_sandbox.server.hangup import HalfAnswer, NoAnswer, Trickle
from xero_sandbox.server.sandbox import Sandbox
from xero_sandbox.server.trouble import CUT, DROPPED, NOTHING, TRICKLED, UNAVAILABLE, Delivery, met

log = logging.getLogger("xero_sandbox")


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
        self._later: set[asyncio.Task[None]] = set()

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
            fault, delivery = await self._meet(request, tenant_id)
        finally:
            self._in_progress[tenant_id] -= 1
        self._log(request, delivery.response, fault, (time.perf_counter() - begun) * 1000)
        if delivery.again_after is not None:
            self._do_later(request, tenant_id, fault, delivery.again_after)
        return as_http(delivery)

    async def _meet(self, request: Request, tenant_id: str) -> tuple[str, Delivery]:
        faults = self.sandbox.faults
        if faults.offline != "no":
            gone = Delivery(NOTHING, DROPPED) if faults.offline == "drop" else Delivery(UNAVAILABLE)
            return f"offline: {faults.offline}", gone
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

    async def _one(self, request: Request, tenant_id: str, fault: Fault | None) -> tuple[str, Delivery]:
        if fault is None:
            return "", Delivery(self._answer(request, tenant_id))
        return fault.fault, await met(request, fault, lambda known: self._answer(request, tenant_id, known))

    def _do_later(self, request: Request, tenant_id: str, fault: str, seconds: float) -> None:
        """A request that still travels: it is done when it arrives, whoever has given up on it meanwhile."""

        async def arrives() -> None:
            await asyncio.sleep(seconds)
            self._log(request, self._answer(request, tenant_id), f"{fault}, arrived", seconds * 1000)

        task = asyncio.create_task(arrives())
        self._later.add(task)
        task.add_done_callback(self._later.discard)

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


def as_http(delivery: Delivery) -> HttpResponse:
    if delivery.how == DROPPED:
        return NoAnswer()
    response = delivery.response
    headers = dict(response.headers)
    if response.content_type:
        headers["Content-Type"] = response.content_type
    if delivery.how == CUT:
        return HalfAnswer(response.body, response.status, headers)
    if delivery.how == TRICKLED:
        return Trickle(response.body, response.status, headers, seconds=delivery.seconds)
    return HttpResponse(response.body, response.status, headers)
