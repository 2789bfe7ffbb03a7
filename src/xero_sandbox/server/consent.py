"""The consent page: an app asks for access, a person chooses the organisations and says yes or no."""

from datetime import datetime
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from xero_sandbox.model import tokens
from xero_sandbox.model.records import Profile
from xero_sandbox.server.html import Html, tag
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.sandbox import Sandbox


class Refused(Exception):
    """The app asked wrongly; the person is told, the app is not called, as nobody knows whose address it is."""


class Consent:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    async def ask(self, request: Request) -> Response:
        asked = dict(request.query_params)
        try:
            self._check(asked)
        except Refused as refused:
            return _refusal(str(refused))
        organisations = [
            tag(
                "label",
                tag("input", type="checkbox", name="tenant", value=tenant_id, checked=at == 0),
                " ",
                books.profile.name,
                f" ({books.profile.country}, {books.profile.edition_class}{_sort(books.profile)})",
            )
            for at, (tenant_id, books) in enumerate(self.sandbox.xero.organisations.items())
        ]
        form = tag(
            "form",
            tag("input", type="hidden", name="asked", value=urlencode(asked)),
            tag("fieldset", tag("legend", "Organisations"), organisations),
            tag("p", "It asks to use: ", _scopes(asked)),
            tag(
                "p",
                tag("button", "Allow access", name="decision", value="approve"),
                " ",
                tag("button", "Cancel", name="decision", value="deny", class_="plain"),
            ),
            method="post",
            action="/identity/connect/authorize",
        )
        told = tag("p", tag("strong", asked["client_id"]), " wants to connect to your sandbox organisation.")
        return page("Connect an app", told, form, forms=f"'self' {_origin(asked['redirect_uri'])}")

    async def decide(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode())
        asked = dict(parse_qsl(form.get("asked", [""])[0], keep_blank_values=True)) or dict(request.query_params)
        try:
            self._check(asked)
        except Refused as refused:
            return _refusal(str(refused))
        chosen = [one for one in form.get("tenant", []) if one in self.sandbox.xero.organisations]
        if form.get("decision") != ["approve"] or not chosen:
            return _back(asked, error="access_denied")
        code = self._approve(asked, chosen, self.sandbox.clock.now())
        return _back(asked, code=code, scope=asked["scope"])

    def _approve(self, asked: dict[str, str], tenants: list[str], now: datetime) -> str:
        code = self.sandbox.xero.identity.consent(
            tenants=tenants,
            scopes=[scope for scope in asked["scope"].split() if scope not in self.sandbox.withheld],
            redirect_uri=asked["redirect_uri"],
            challenge=asked.get("code_challenge"),
            nonce=asked.get("nonce"),
            now=now,
        )
        self.sandbox.storage.save(self.sandbox.xero)
        return code

    def _check(self, asked: dict[str, str]) -> None:
        settings = self.sandbox.options.settings
        if asked.get("client_id") != settings.client_id:
            raise Refused("unauthorized_client: unknown client or client not enabled")
        redirect = asked.get("redirect_uri", "")
        if settings.redirect_uris:
            if redirect not in settings.redirect_uris:
                raise Refused("invalid_redirect_uri: the address is not registered for this app")
        elif urlsplit(redirect).scheme != "http" or urlsplit(redirect).hostname != "localhost":
            raise Refused("invalid_redirect_uri: with none registered, only http://localhost will do")
        if asked.get("response_type") != "code":
            raise Refused("unsupported_response_type: only code is offered")
        scopes = asked.get("scope", "").split()
        if not scopes or tokens.unknown_scopes(scopes):
            raise Refused(f"invalid_scope: {' '.join(tokens.unknown_scopes(scopes)) or 'none given'}")
        if "code_challenge" in asked and asked.get("code_challenge_method") != "S256":
            raise Refused("invalid_request: code_challenge_method must be S256")


def _back(asked: dict[str, str], **answer: str) -> Response:
    if "state" in asked:
        answer["state"] = asked["state"]
    joiner = "&" if urlsplit(asked["redirect_uri"]).query else "?"
    return RedirectResponse(f"{asked['redirect_uri']}{joiner}{urlencode(answer)}", 303)


def _refusal(message: str) -> Response:
    return page("This app cannot be connected", tag("p", message, class_="refusal"), status=400)


def _sort(profile: Profile) -> str:
    return "".join(
        (", demo company" if profile.is_demo else "", "" if profile.edition == "BUSINESS" else f", {profile.edition}")
    )


def _scopes(asked: dict[str, str]) -> list[Html]:
    return [tag("code", scope, " ") for scope in asked["scope"].split()]


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
