"""Organisations of every plan, rights, scopes, connections and tokens: set by the control surface and by pages."""

from typing import Any

import httpx
import pytest

from tests.sandbox.harness import payment, sale
from tests.sandbox.on_http import App, consented, tokens
from xero_sandbox.model.organisation import CLASSES_OF_PLAN


def arrange(app: App, path: str, **wanted: Any) -> httpx.Response:
    return app.http.post(f"/_sandbox/{path}", json=wanted)


def organisation(app: App) -> dict[str, Any]:
    return dict(app.get("Organisation").json()["Organisations"][0])


@pytest.mark.parametrize("plan", CLASSES_OF_PLAN)
def test_an_organisation_has_any_plan_xero_sells(app: App, plan: str) -> None:
    arrange(app, f"organisations/{app.tenant_id}", **{"class": plan})

    assert organisation(app)["Class"] == plan


def test_a_demo_company_and_a_partner_edition_say_so(app: App) -> None:
    arrange(app, f"organisations/{app.tenant_id}", demo=True, edition="PARTNER")

    shown = organisation(app)
    assert (shown["IsDemoCompany"], shown["Edition"]) == (True, "PARTNER")


def test_an_organisation_more_stands_on_the_consent_page_with_its_plan(app: App) -> None:
    asked = {"class": "TRIAL", "name": "Trial Books"}

    status = arrange(app, "organisations", **asked).json()

    added = next(one for one in status["organisations"] if one["name"] == "Trial Books")
    assert (added["class"], added["connected"]) == ("TRIAL", False)
    query = {
        "response_type": "code",
        "client_id": "counterfoil-demo",
        "redirect_uri": "http://localhost:9999/callback",
        "scope": "accounting.settings",
    }
    assert "Trial Books (AU, TRIAL)" in app.http.get("/identity/connect/authorize", params=query).text


def test_lock_dates_and_a_second_currency_are_told(app: App) -> None:
    arrange(app, f"organisations/{app.tenant_id}", period_lock="2026-06-30", currency="nzd")

    assert organisation(app)["PeriodLockDate"].startswith("/Date(")
    assert [one["Code"] for one in app.get("Currencies").json()["Currencies"]] == ["AUD", "NZD"]


def test_what_the_person_may_not_do_the_app_may_not_either(app: App) -> None:
    contact = app.put("Contacts", {"Name": "Ann Client"}).json()["Contacts"][0]["ContactID"]
    invoice = app.put("Invoices", sale(contact)).json()["Invoices"][0]["InvoiceID"]

    arrange(app, f"organisations/{app.tenant_id}", denied=["CreateInvoicePayment"])
    refused = app.put("Payments", payment(invoice, "10.00"))

    assert (refused.status_code, refused.json()["Detail"]) == (403, "AuthorizationUnsuccessful")
    actions = {one["Name"]: one["Status"] for one in app.get("Organisation/Actions").json()["Actions"]}
    assert actions["CreateInvoicePayment"] == "NOT-ALLOWED" and actions["CreateApprovedInvoice"] == "ALLOWED"
    assert app.put("Invoices", sale(contact)).status_code == 200


def test_a_scope_that_is_left_out_is_refused_at_its_resource(app: App) -> None:
    arrange(app, "scopes", withhold=["accounting.payments"])

    granted = tokens(app.http, consented(app.http, app.tenant_id))
    app.http.headers["Authorization"] = f"Bearer {granted['access_token']}"

    assert "accounting.payments" not in granted["scope"].split()
    assert app.get("Invoices").status_code == 200
    assert app.put("Payments", payment("x", "1.00")).json()["Detail"] == "AuthorizationUnsuccessful"


def test_access_tokens_expire_and_refresh_tokens_die_on_demand(app: App) -> None:
    arrange(app, "tokens", end="access")
    assert app.get("Organisation").json()["Detail"].startswith("TokenExpired")

    granted = tokens(app.http, consented(app.http, app.tenant_id))
    arrange(app, "tokens", end="refresh")
    form = {"grant_type": "refresh_token", "refresh_token": granted["refresh_token"]}
    dead = app.http.post("/connect/token", data=form, auth=("counterfoil-demo", "counterfoil-demo-secret"))
    assert (dead.status_code, dead.json()) == (400, {"error": "invalid_grant"})


def test_an_app_is_taken_away_from_one_organisation(app: App) -> None:
    arrange(app, f"organisations/{app.tenant_id}/disconnect")

    assert app.get("Organisation").json()["Detail"] == "AuthenticationUnsuccessful"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("organisations", {"country": "FR"}),
        ("organisations/nowhere", {"class": "TRIAL"}),
        ("tokens", {"end": "some"}),
        ("scopes", {"withhold": ["accounting.transactions"]}),
    ],
)
def test_what_cannot_be_arranged_is_said(app: App, path: str, wanted: dict[str, Any]) -> None:
    answer = arrange(app, path, **wanted)

    assert answer.status_code == 400 and answer.json()["error"]


def test_the_pages_change_the_same_things(app: App) -> None:
    base = f"/o/{app.tenant_id}"
    bank = app.get("Accounts", where='Code=="090"').json()["Accounts"][0]["AccountID"]

    app.http.post(f"{base}/change", data={"class": "GROW", "edition": "BUSINESS", "status": "ACTIVE", "plan": "set"})
    app.http.post(f"{base}/change", data={"may": ["CreateDraftBill"], "rights": "set"})
    app.http.post(f"{base}/accounts/{bank}/code", data={"code": ""})
    app.http.post("/control/organisation", data={"name": "More Books", "country": "NZ", "class": "LEDGER"})

    assert organisation(app)["Class"] == "GROW"
    actions = {one["Name"]: one["Status"] for one in app.get("Organisation/Actions").json()["Actions"]}
    assert (actions["CreateDraftBill"], actions["CreateApprovedBill"]) == ("ALLOWED", "NOT-ALLOWED")
    assert "Code" not in app.get(f"Accounts/{bank}").json()["Accounts"][0]
    assert "More Books" in app.http.get(f"{base}/").text
    app.http.post(f"{base}/disconnect")
    assert app.get("Organisation").status_code == 403
    app.http.post("/control/tokens", data={"end": "all"})
    assert app.get("Organisation").status_code == 401


def test_an_account_but_a_bank_keeps_a_code(app: App) -> None:
    fees = app.get("Accounts", where='Code=="200"').json()["Accounts"][0]["AccountID"]

    page = app.http.post(f"/o/{app.tenant_id}/accounts/{fees}/code", data={"code": ""})

    assert "Account Code must be specified" in page.text
