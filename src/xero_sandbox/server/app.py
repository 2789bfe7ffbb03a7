"""The whole sandbox as one ASGI application."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from xero_sandbox.server.consent import Consent
from xero_sandbox.server.control import Control, from_here
from xero_sandbox.server.door import Door
from xero_sandbox.server.pages.routes import page_routes
from xero_sandbox.server.sandbox import Sandbox

Endpoint = Callable[[Request], Awaitable[Response]]
API = ("/api.xro/", "/connect/", "/connections", "/identity/connect/token", "/identity/connect/revocation")
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


class OwnPagesOnly:
    """Everything but the API and the consent page is for this machine: no other host, no other site's form."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(API):
            request = Request(scope)
            looking_only = request.method in ("GET", "HEAD") and not scope["path"].startswith("/_sandbox")
            if not looking_only and not from_here(request):
                await PlainTextResponse("Only from this machine.", 403)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def build(sandbox: Sandbox) -> Starlette:
    door, consent, control = Door(sandbox), Consent(sandbox), Control(sandbox)
    routes = [
        Route("/api.xro/2.0/{rest:path}", door.answer, methods=METHODS),
        Route("/connections", door.answer, methods=METHODS),
        Route("/connections/{connection_id}", door.answer, methods=METHODS),
        Route("/identity/connect/authorize", consent.ask, methods=["GET"]),
        Route("/identity/connect/authorize", consent.decide, methods=["POST"]),
        *(
            Route(f"{prefix}/connect/{what}", door.answer, methods=["POST"])
            for prefix in ("", "/identity")
            for what in ("token", "revocation")
        ),
        Route("/.well-known/openid-configuration", _discovery(sandbox), methods=["GET"]),
        Route("/.well-known/openid-configuration/jwks", _keys(sandbox), methods=["GET"]),
        Route("/_sandbox", control.status, methods=["GET"]),
        Route("/_sandbox/faults", control.faults, methods=["GET", "POST", "DELETE"]),
        Route("/_sandbox/offline", control.offline, methods=["POST"]),
        Route("/_sandbox/clock", control.clock, methods=["POST"]),
        Route("/_sandbox/reset", control.reset, methods=["POST"]),
        Route("/_sandbox/organisations", control.organisations, methods=["POST"]),
        Route("/_sandbox/organisations/{tenant}", control.organisation, methods=["POST"]),
        Route("/_sandbox/organisations/{tenant}/disconnect", control.disconnect, methods=["POST"]),
        Route("/_sandbox/tokens", control.tokens, methods=["POST"]),
        Route("/_sandbox/scopes", control.scopes, methods=["POST"]),
        Route("/sandbox.css", _style, methods=["GET"]),
        Route("/favicon.ico", _no_icon, methods=["GET"]),
        *page_routes(sandbox),
    ]
    return Starlette(routes=routes, middleware=[Middleware(OwnPagesOnly)])


def _discovery(sandbox: Sandbox) -> Endpoint:
    async def discovery(request: Request) -> Response:
        issuer = sandbox.options.settings.issuer
        return JSONResponse(
            {
                "issuer": issuer,
                "jwks_uri": f"{issuer}/.well-known/openid-configuration/jwks",
                "authorization_endpoint": f"{issuer}/identity/connect/authorize",
                "token_endpoint": f"{issuer}/connect/token",
                "revocation_endpoint": f"{issuer}/connect/revocation",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "client_credentials", "refresh_token"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
                "subject_types_supported": ["public"],
            }
        )

    return discovery


def _keys(sandbox: Sandbox) -> Endpoint:
    async def published(request: Request) -> Response:
        return JSONResponse(sandbox.signer.published())

    return published


async def _no_icon(request: Request) -> Response:
    """Browsers ask for one; nothing is the honest answer, and no error."""
    return Response(status_code=204)


async def _style(request: Request) -> Response:
    return Response(files("xero_sandbox.server").joinpath("sandbox.css").read_bytes(), media_type="text/css")
