"""An app on the other side of HTTP: it went through the consent page and calls a sandbox that really listens."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from xero_sandbox.model.settings import SCOPES, Settings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

REDIRECT = "http://localhost:9999/callback"
NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""A sandbox listens without TLS, and reading all certificates that one believes takes longer than most tests."""
NO_LIMITS = Settings(minute_limit=100_000, day_limit=100_000)
ASKED = {
    "response_type": "code",
    "client_id": "counterfoil-demo",
    "redirect_uri": REDIRECT,
    "scope": " ".join(sorted(SCOPES)),
    "state": "as-it-was",
}


@dataclass
class App:
    sandbox: Running
    http: httpx.Client
    tenant_id: str

    def put(self, resource: str, sent: Any, **headers: str) -> httpx.Response:
        return self.http.put(f"/api.xro/2.0/{resource}", json=sent, headers=headers)

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.http.get(f"/api.xro/2.0/{path}", params=query)

    def fault(self, fault: str, **more: Any) -> None:
        answer = self.http.post("/_sandbox/faults", json={"fault": fault} | more)
        assert answer.status_code == 200, answer.text


def consented(http: httpx.Client, tenant_id: str, **more: str) -> httpx.URL:
    """Allow access on the consent page; the address the person is sent back to."""
    asked = ASKED | more
    page = http.get("/identity/connect/authorize", params=asked)
    assert page.status_code == 200, page.text
    answer = http.post("/identity/connect/authorize", params=asked, data={"tenant": tenant_id, "decision": "approve"})
    return httpx.URL(answer.headers["location"])


def tokens(http: httpx.Client, back: httpx.URL) -> dict[str, Any]:
    answer = http.post(
        "/connect/token",
        data={"grant_type": "authorization_code", "code": back.params["code"], "redirect_uri": REDIRECT},
        auth=("counterfoil-demo", "counterfoil-demo-secret"),
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@contextmanager
def connected_app(options: Options) -> Iterator[App]:
    """A sandbox of the test's own."""
    with running(options) as sandbox, connected_to(sandbox) as one:
        yield one


@contextmanager
def connected_to(sandbox: Running) -> Iterator[App]:
    accept = {"Accept": "application/json"}
    with httpx.Client(base_url=sandbox.origin, headers=accept, timeout=5, verify=NO_CERTIFICATES) as http:
        tenant_id = http.post("/_sandbox/reset").json()["organisations"][0]["tenantId"]
        access = tokens(http, consented(http, tenant_id))["access_token"]
        http.headers.update({"Authorization": f"Bearer {access}", "xero-tenant-id": tenant_id})
        yield App(sandbox, http, tenant_id)
