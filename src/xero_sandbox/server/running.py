"""A sandbox in a thread of this process, on a free port, for tests.

with running() as sandbox:
    httpx.get(f"{sandbox.origin}/connections", …)
"""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from xero_sandbox.server.app import build
from xero_sandbox.server.hangup import RememberingProtocol
from xero_sandbox.server.sandbox import Options, Sandbox


class _Server(uvicorn.Server):
    """Ends as soon as it is told to: uvicorn looks ten times a second whether it is, and then waits for a while."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._told = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def end(self) -> None:
        first, self.should_exit = not self.should_exit, True
        if first and self._loop is not None:
            self._loop.call_soon_threadsafe(self._told.set)

    async def main_loop(self) -> None:
        self._loop = asyncio.get_running_loop()
        if not self.should_exit:
            await self._told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await asyncio.sleep(0)


class Running:
    """A sandbox that answers at `origin` until `stop`; `sandbox` is its inside, for a test to look at."""

    def __init__(self, options: Options | None = None, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.sandbox = Sandbox(options or Options())
        self._listening = listen(host, port)
        self.port = int(self._listening.getsockname()[1])
        self.origin = f"http://localhost:{self.port}"
        self.sandbox.found_at(self.origin)
        self._server = _Server(server_config(build(self.sandbox)))
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._listening]}, name="xero-sandbox", daemon=True
        )

    @property
    def api(self) -> str:
        return f"{self.origin}/api.xro/2.0"

    def start(self) -> "Running":
        self._thread.start()
        return self

    def stop(self) -> None:
        self._server.end()
        self._thread.join(timeout=5)
        self._listening.close()
        self.sandbox.storage.close()


@contextmanager
def running(options: Options | None = None, *, port: int = 0) -> Iterator[Running]:
    one = Running(options, port=port).start()
    try:
        yield one
    finally:
        one.stop()


def listen(host: str, port: int) -> socket.socket:
    """Bound and listening at once, so a caller may connect before the server's loop has begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so that asyncio sends at once
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    listening.listen(128)
    return listening


def server_config(app: ASGIApp) -> uvicorn.Config:
    """The Date header is the sandbox's own, so the server adds none."""
    return uvicorn.Config(
        app,
        http=RememberingProtocol,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        date_header=False,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
