"""Ending a connection without an answer, as a network does. ASGI has no word for it, so the protocol is asked."""

import asyncio
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

_open: dict[tuple[str, int], asyncio.BaseTransport] = {}
"""Connections by the caller's address and port, which is what a request's scope knows of its connection."""


class RememberingProtocol(H11Protocol):
    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if self.client:
            _open[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self.client:
            _open.pop(self.client, None)
        super().connection_lost(exc)


class NoAnswer(Response):
    """Hang up instead of answering."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _hang_up(scope, receive)


class HalfAnswer(Response):
    """Promise the whole answer, send half of it, and hang up."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytes(self.body)
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        await asyncio.sleep(0.05)  # let the half leave before the connection does
        await _hang_up(scope, receive)


class Trickle(Response):
    """The answer drop by drop, for as long as the caller has patience."""

    drops = 20

    def __init__(self, body: bytes, status: int, headers: dict[str, str], *, seconds: float) -> None:
        super().__init__(body, status, headers)
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytes(self.body)
        size = max(1, -(-len(body) // self.drops))
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for begin in range(0, len(body), size):
            await asyncio.sleep(self.seconds / self.drops)
            await send({"type": "http.response.body", "body": body[begin : begin + size], "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _hang_up(scope: Scope, receive: Receive) -> None:
    transport = _open.get(tuple(scope["client"]))
    if isinstance(transport, asyncio.Transport):
        transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
