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
        transport = _open.get(tuple(scope["client"]))
        if isinstance(transport, asyncio.Transport):
            transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
