"""/_sandbox: the switches for tests and demonstrations. From this machine only, and never from another site's page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from xero_sandbox.model import seeds
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.server.arranging import Arranging
from xero_sandbox.server.faults import OFFLINE, BadFault
from xero_sandbox.server.sandbox import Sandbox

LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def from_here(request: Request) -> bool:
    """The caller is on this machine, asks for this machine, and no foreign page sent it."""
    caller = request.client.host if request.client else ""
    origin = request.headers.get("origin")
    own_page = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return caller in LOOPBACK and (request.url.hostname or "") in LOOPBACK and own_page


class Control:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.arranging = Arranging(sandbox)

    async def status(self, request: Request) -> Response:
        sandbox = self.sandbox
        return JSONResponse(
            {
                "now": sandbox.clock.now().isoformat(),
                "offline": sandbox.faults.offline,
                "faults": sandbox.faults.shown(),
                "requests": sandbox.journal.count,
                "client_id": sandbox.options.settings.client_id,
                "withheld_scopes": sorted(sandbox.withheld),
                "organisations": [
                    {
                        "tenantId": tenant_id,
                        "name": books.profile.name,
                        "country": books.profile.country,
                        "class": books.profile.edition_class,
                        "edition": books.profile.edition,
                        "demo": books.profile.is_demo,
                        "denied": list(books.profile.denied),
                        "connected": bool(sandbox.xero.identity.connections.find("tenant", tenant_id)),
                        "counts": {
                            name: len(table)
                            for name, table in books.store.tables.items()
                            if name not in ("profile", "remembered", "note")
                        },
                    }
                    for tenant_id, books in sandbox.xero.organisations.items()
                ],
            }
        )

    async def faults(self, request: Request) -> Response:
        """POST adds one fault or a list, DELETE forgets them all."""
        if request.method == "DELETE":
            self.sandbox.faults.waiting.clear()
        elif request.method == "POST":
            try:
                sent = await request.json()
                self.sandbox.faults.add(sent if isinstance(sent, list) else [sent])
            except (BadFault, TypeError, ValueError) as bad:
                return JSONResponse({"error": str(bad)}, 400)
        return JSONResponse({"faults": self.sandbox.faults.shown()})

    async def offline(self, request: Request) -> Response:
        """`{"offline": true}` answers 503; `"drop"` ends every connection; false is back to work."""
        wanted = await _json(request)
        value = wanted.get("offline", True)
        how = {True: "503", False: "no"}.get(value, value) if isinstance(value, bool) else str(value)
        if how not in OFFLINE:
            return JSONResponse({"error": f"offline is one of {', '.join(OFFLINE)}"}, 400)
        self.sandbox.faults.offline = str(how)
        return JSONResponse({"offline": how})

    async def clock(self, request: Request) -> Response:
        """`{"advance_seconds": 1800}`: half an hour passes at once."""
        wanted = await _json(request)
        try:
            self.sandbox.clock.advance(timedelta(seconds=float(wanted.get("advance_seconds", 0))))
        except ValueError as bad:
            return JSONResponse({"error": str(bad)}, 400)
        return JSONResponse({"now": self.sandbox.clock.now().isoformat()})

    async def organisations(self, request: Request) -> Response:
        """POST adds an organisation: `{"name": "Old Books", "country": "AU", "class": "TRIAL"}`."""
        return await self._arranged(request, self.arranging.add)

    async def organisation(self, request: Request) -> Response:
        """POST changes one: class, edition, status, demo, period_lock, year_lock, denied, currency."""
        tenant_id = request.path_params["tenant"]
        return await self._arranged(
            request, lambda wanted: self.arranging.change(self.arranging.books(tenant_id), wanted)
        )

    async def disconnect(self, request: Request) -> Response:
        """A person takes the app away from one organisation."""
        tenant_id = request.path_params["tenant"]
        return await self._arranged(request, lambda wanted: self.arranging.disconnect(tenant_id))

    async def tokens(self, request: Request) -> Response:
        """`{"end": "access"}` expires access tokens, `"refresh"` kills refresh tokens, `"all"` revokes the consent."""
        return await self._arranged(request, lambda wanted: self.arranging.end_tokens(str(wanted.get("end", "all"))))

    async def scopes(self, request: Request) -> Response:
        """`{"withhold": ["accounting.payments"]}`: left out of every consent from now on."""
        return await self._arranged(request, lambda wanted: self.arranging.withhold(wanted.get("withhold", [])))

    async def _arranged(self, request: Request, arrange: Callable[[dict[str, Any]], object]) -> Response:
        try:
            arrange(await _json(request))
        except (Invalid, TypeError, ValueError) as bad:
            return JSONResponse({"error": str(bad)}, 400)
        return await self.status(request)

    async def reset(self, request: Request) -> Response:
        wanted = await _json(request)
        seed = wanted.get("seed")
        if seed is not None and seed not in seeds.SEEDS:
            return JSONResponse({"error": f"seed is one of {', '.join(seeds.SEEDS)}"}, 400)
        self.sandbox.reset(seed=seed, keep_connections=bool(wanted.get("keep_connections")))
        return await self.status(request)


async def _json(request: Request) -> dict[str, Any]:
    """The switches of a request; without a body, or with one that cannot be read, there are none."""
    try:
        sent = await request.json()
    except ValueError:
        return {}
    return sent if isinstance(sent, dict) else {}
