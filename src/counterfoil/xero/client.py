"""The one place that talks HTTP to Xero: one request, one reply, no repeats, and never an exception for the network.

A text that leaves this file as a log line or an error holds method, path, status and correlation id, and nothing else.
"""

from collections.abc import Callable

import httpcore
import httpx
import structlog

from counterfoil.xero.request import Answered, NoAnswer, NotAllowed, Reply, Request
from counterfoil.xero.secrets import Secret
from counterfoil.xero.transport import BATCH_SECONDS, DeadlineTransport

log = structlog.get_logger("counterfoil.xero")

NEVER_LEFT = (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpx.ConnectError)


def new_http() -> httpx.Client:
    """One for each thread that sends. Nothing of the environment is used, redirects are not followed."""
    return httpx.Client(transport=DeadlineTransport(), trust_env=False, follow_redirects=False)


def exchange(http: httpx.Client, request: httpx.Request) -> Answered | NoAnswer:
    """Send once. Whatever the network does becomes a value."""
    try:
        answer = http.send(request)
    except NEVER_LEFT as error:
        return NoAnswer(left=False, why=type(error).__name__)
    except (
        httpcore.NetworkError,
        httpcore.TimeoutException,
        httpcore.ProtocolError,
        httpx.HTTPError,
        OSError,
    ) as error:
        return NoAnswer(left=True, why=type(error).__name__)
    return Answered(
        status=answer.status_code,
        headers={name.lower(): value for name, value in answer.headers.items()},
        body=answer.content,
    )


class Client:
    """The way to one organisation: `token` gives the access token, `renewed` another one after a refusal."""

    def __init__(
        self,
        *,
        http: httpx.Client,
        api_base_url: str,
        tenant_id: str,
        token: Callable[[], Secret | NoAnswer | NotAllowed],
        renewed: Callable[[], bool],
    ) -> None:
        self._http = http
        self._base = api_base_url
        self._tenant_id = tenant_id
        self._token = token
        self._renewed = renewed

    def ready(self) -> NoAnswer | NotAllowed | None:
        token = self._token()
        return None if isinstance(token, Secret) else token

    def send(self, request: Request) -> Reply:
        token = self._token()
        if not isinstance(token, Secret):
            return token
        headers = {
            "Authorization": "Bearer " + token.reveal(),
            "Accept": "application/json",
            "xero-tenant-id": self._tenant_id,
            "User-Agent": "counterfoil",
        }
        if request.body is not None:
            headers["Content-Type"] = "application/json"
        if request.key:
            headers["Idempotency-Key"] = request.key
        if request.since:
            headers["If-Modified-Since"] = request.since
        content = None if request.body is None else request.body.encode()
        wire = httpx.Request(
            request.method,
            f"{self._base}/{request.address}",
            headers=headers,
            content=content,
            extensions={"whole_seconds": BATCH_SECONDS} if request.several else {},
        )
        reply = exchange(self._http, wire)
        if isinstance(reply, NoAnswer):
            log.warning("no answer from Xero", method=request.method, path=request.path, left=reply.left, why=reply.why)
        elif reply.status >= 400:
            log.warning(
                "Xero refused",
                method=request.method,
                path=request.path,
                status=reply.status,
                correlation_id=reply.correlation_id,
            )
        return reply

    def renew(self) -> bool:
        return self._renewed()
