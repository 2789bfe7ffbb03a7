"""httpx on a connection pool that keeps a deadline for the whole exchange, however slowly the answer trickles."""

import ssl
import threading
import time
from collections.abc import Iterable
from functools import cache
from typing import Any

import httpcore
import httpx
from httpcore import NetworkBackend, NetworkStream, SyncBackend

CONNECT_SECONDS = 5.0
SINGLE_SECONDS = 30.0
BATCH_SECONDS = 100.0
"""How long a whole exchange may take: about one document, or about several."""

_deadline = threading.local()


class DeadlineTransport(httpx.BaseTransport):
    """No retries, no proxies, no redirects. Errors are httpcore's; the client turns each into an outcome."""

    def __init__(self) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_believed(),
            max_connections=4,
            keepalive_expiry=5,
            retries=0,
            network_backend=_Backend(),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        whole = float(request.extensions.get("whole_seconds", SINGLE_SECONDS))
        _deadline.at = time.monotonic() + whole
        timeout = {"connect": CONNECT_SECONDS, "read": whole, "write": whole, "pool": CONNECT_SECONDS}
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions={"timeout": timeout},
            )
        )
        assert isinstance(answer.stream, Iterable)
        try:
            body = b"".join(answer.stream)
        finally:
            answer.close()
        return httpx.Response(status_code=answer.status, headers=answer.headers, content=body)

    def close(self) -> None:
        self._pool.close()


@cache
def _believed() -> ssl.SSLContext:
    """The certificates that the system believes, read once for all threads."""
    return ssl.create_default_context()


def _left(timeout: float | None) -> float:
    """What the exchange still has; a little when it has nothing, so that the read itself says so."""
    at: float = _deadline.at
    rest = max(0.001, at - time.monotonic())
    return rest if timeout is None else min(timeout, rest)


class _Backend(NetworkBackend):
    def __init__(self) -> None:
        self._plain = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> NetworkStream:
        return _Stream(self._plain.connect_tcp(host, port, _left(timeout), local_address, socket_options))


class _Stream(NetworkStream):
    def __init__(self, plain: NetworkStream) -> None:
        self._plain = plain

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._plain.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._plain.write(buffer, _left(timeout))

    def close(self) -> None:
        self._plain.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        return _Stream(self._plain.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._plain.get_extra_info(info)
