"""Tokens and access: codes, refreshes with their half hour of grace, revoking, disconnecting, scopes."""

import base64
import hashlib
import json

import pytest

from tests.sandbox.harness import REDIRECT, World, new_world
from xero_sandbox.model.messages import Request, Response


def test_an_access_token_lives_thirty_minutes(world: World) -> None:
    world.later(minutes=29, seconds=59)
    alive = world.ask("GET", "Organisation")
    world.later(seconds=1)
    expired = world.ask("GET", "Organisation")

    assert alive.status == 200
    assert expired.status == 401
    assert expired.json()["Title"] == "Unauthorized"
    assert expired.json()["Detail"].startswith("TokenExpired: token expired at ")


def test_a_refresh_brings_a_new_pair_and_keeps_the_old_token_for_half_an_hour(world: World) -> None:
    first = world.refresh_token

    second = _refreshed(world, first)
    world.later(minutes=29)
    grace = _refreshed(world, first)
    world.later(minutes=2)
    late = _refreshed(world, first)

    assert second.json()["refresh_token"] not in (first, grace.json()["refresh_token"])
    assert grace.status == 200
    assert (late.status, late.json()) == (400, {"error": "invalid_grant"})


def test_a_refresh_token_dies_after_sixty_days_unused(world: World) -> None:
    world.later(days=60)

    assert _refreshed(world, world.refresh_token).json() == {"error": "invalid_grant"}


def test_without_offline_access_there_is_no_refresh_token(world: World) -> None:
    world.connect("openid accounting.contacts")

    assert world.refresh_token == ""


def test_revoking_ends_all_tokens_and_connections(world: World) -> None:
    assert world.form("/connect/revocation", token=world.refresh_token).status == 200

    assert world.ask("GET", "Organisation").status == 401
    assert _refreshed(world, world.refresh_token).json() == {"error": "invalid_grant"}
    assert len(world.xero.identity.connections) == 0


def test_a_disconnected_organisation_refuses_while_the_token_still_refreshes(world: World) -> None:
    (connection,) = _connections(world).json()
    gone = world.xero.answer(_authorised(world, "DELETE", f"/connections/{connection['id']}"), now=world.now)
    again = world.xero.answer(_authorised(world, "DELETE", f"/connections/{connection['id']}"), now=world.now)

    refused = world.ask("GET", "Organisation")

    assert (gone.status, again.status) == (204, 404)
    assert (refused.status, refused.json()["Title"]) == (403, "Forbidden")
    assert refused.json()["Detail"] == "AuthenticationUnsuccessful"
    assert _refreshed(world, world.refresh_token).status == 200


def test_connections_are_listed_by_consent_and_their_id_is_not_the_organisations(world: World) -> None:
    claims = world.access_token.split(".")[1]
    consent = json.loads(base64.urlsafe_b64decode(claims + "=="))["authentication_event_id"]

    (connection,) = _connections(world, authEventId=consent).json()

    assert connection["tenantId"] == world.books.tenant_id != connection["id"]
    assert connection["tenantType"] == "ORGANISATION"
    assert _connections(world, authEventId="11111111-1111-1111-1111-111111111111").json() == []


def test_another_organisation_is_forbidden(world: World) -> None:
    world.headers["xero-tenant-id"] = "11111111-1111-1111-1111-111111111111"

    assert world.ask("GET", "Organisation").status == 403


@pytest.mark.parametrize(
    ("scopes", "method", "path", "status"),
    [
        ("accounting.contacts.read", "GET", "Contacts", 200),
        ("accounting.contacts.read", "PUT", "Contacts", 401),
        ("accounting.contacts", "GET", "Contacts", 200),
        ("accounting.contacts", "GET", "Invoices", 401),
        ("accounting.settings.read", "GET", "TaxRates", 200),
        ("accounting.settings.read", "PUT", "Accounts", 401),
        ("accounting.settings", "GET", "Reports/TrialBalance", 401),
        ("accounting.reports.trialbalance.read", "GET", "Reports/TrialBalance", 200),
    ],
)
def test_each_resource_needs_its_scope(world: World, scopes: str, method: str, path: str, status: int) -> None:
    world.connect(scopes)

    response = world.ask(method, path, {"Name": "x"} if method == "PUT" else None)

    assert response.status == status
    if status == 401:
        assert response.json()["Detail"] == "AuthorizationUnsuccessful"


def test_a_code_works_once_within_its_time_and_with_its_address(world: World) -> None:
    code, late, moved = (_code(world) for _ in range(3))

    assert _from_code(world, code).status == 200
    assert _from_code(world, code).json() == {"error": "invalid_grant"}
    assert _from_code(world, moved, redirect_uri="http://localhost:9999/other").json() == {"error": "invalid_grant"}
    world.later(minutes=6)
    assert _from_code(world, late).json() == {"error": "invalid_grant"}


def test_a_challenge_needs_its_verifier(world: World) -> None:
    verifier = "v" * 43
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()

    assert _from_code(world, _code(world, challenge), code_verifier="w" * 43).json() == {"error": "invalid_grant"}
    assert _from_code(world, _code(world, challenge), code_verifier=verifier).status == 200


def test_the_app_must_know_its_secret(world: World) -> None:
    wrong = world.form("/connect/token", grant_type="refresh_token", client_secret="guess")
    basic = base64.b64encode(b"counterfoil-demo:counterfoil-demo-secret").decode()
    body = f"grant_type=refresh_token&refresh_token={world.refresh_token}".encode()
    request = Request("POST", "/connect/token", "", {"authorization": f"Basic {basic}"}, body)

    assert (wrong.status, wrong.json()) == (400, {"error": "invalid_client"})
    assert world.xero.answer(request, now=world.now).status == 200


def test_a_custom_connection_needs_no_consent_and_no_tenant_header() -> None:
    world = new_world()
    answer = world.form("/connect/token", grant_type="client_credentials", scope="accounting.settings.read").json()
    world.access_token = answer["access_token"]
    world.headers["xero-tenant-id"] = ""

    assert "refresh_token" not in answer
    assert world.ask("GET", "Organisation").status == 200


def test_broad_scopes_are_refused(world: World) -> None:
    answer = world.form("/connect/token", grant_type="client_credentials", scope="accounting.transactions")

    assert answer.json() == {"error": "invalid_scope"}


def _refreshed(world: World, token: str) -> Response:
    return world.form("/connect/token", grant_type="refresh_token", refresh_token=token)


def _code(world: World, challenge: str | None = None) -> str:
    return world.xero.identity.consent(
        tenants=[world.books.tenant_id],
        scopes=["openid"],
        redirect_uri=REDIRECT,
        challenge=challenge,
        nonce=None,
        now=world.now,
    )


def _from_code(world: World, code: str, **more: str) -> Response:
    return world.form(
        "/connect/token", **{"grant_type": "authorization_code", "code": code, "redirect_uri": REDIRECT} | more
    )


def _authorised(world: World, method: str, path: str, query: str = "") -> Request:
    return Request(method, path, query, {"authorization": f"Bearer {world.access_token}"})


def _connections(world: World, **query: str) -> Response:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return world.xero.answer(_authorised(world, "GET", "/connections", text), now=world.now)
