"""Over real HTTP: the way in through the consent page, headers, faults of a network, calls at once."""

import threading
import time

import httpx
import pytest
from joserfc import jwk, jwt

from tests.sandbox.harness import sale
from tests.sandbox.on_http import ASKED, REDIRECT, App, connected_app, consented, tokens
from xero_sandbox.model.settings import Settings
from xero_sandbox.server.sandbox import Options

ANN = {"Contacts": [{"Name": "Ann Client"}]}


def test_an_app_gets_in_through_the_consent_page_and_pushes(app: App) -> None:
    contact = app.put("Contacts", ANN).json()["Contacts"][0]["ContactID"]
    invoice = app.put("Invoices", sale(contact)).json()["Invoices"][0]

    assert invoice["Total"] == 110
    assert app.get(f"Invoices/{invoice['InvoiceID']}").json()["Invoices"][0]["AmountDue"] == 110


def test_the_consent_page_gives_back_the_state_and_a_code(app: App) -> None:
    back = consented(app.http, app.tenant_id)

    assert str(back).startswith(REDIRECT)
    assert back.params["state"] == "as-it-was" and back.params["code"]


def test_saying_no_sends_the_person_back_with_access_denied(app: App) -> None:
    answer = app.http.post("/identity/connect/authorize", params=ASKED, data={"decision": "deny"})

    assert httpx.URL(answer.headers["location"]).params["error"] == "access_denied"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"client_id": "someone"}, "unauthorized_client"),
        ({"redirect_uri": "https://elsewhere.example/callback"}, "invalid_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:9999/callback"}, "invalid_redirect_uri"),
        ({"scope": "accounting.transactions"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": "x", "code_challenge_method": "plain"}, "invalid_request"),
    ],
)
def test_an_app_that_asks_wrongly_is_not_called_back(app: App, change: dict[str, str], told: str) -> None:
    answer = app.http.get("/identity/connect/authorize", params=ASKED | change)

    assert answer.status_code == 400
    assert told in answer.text


def test_a_registered_address_must_match_to_the_letter() -> None:
    registered = Options(settings=Settings(redirect_uris=(REDIRECT,)))
    with connected_app(registered) as app:
        other = app.http.get("/identity/connect/authorize", params=ASKED | {"redirect_uri": REDIRECT + "/"})

    assert other.status_code == 400


def test_the_consent_page_may_send_its_form_back_to_the_app_only(app: App) -> None:
    policy = app.http.get("/identity/connect/authorize", params=ASKED).headers["content-security-policy"]

    assert "form-action 'self' http://localhost:9999;" in policy
    assert "frame-ancestors 'none'" in policy


def test_tokens_are_signed_with_the_published_key(app: App) -> None:
    keys = jwk.KeySet.import_key_set(app.http.get("/.well-known/openid-configuration/jwks").json())
    answer = tokens(app.http, consented(app.http, app.tenant_id, nonce="n-1"))

    claims = jwt.decode(answer["id_token"], keys, algorithms=["RS256"]).claims

    assert (claims["iss"], claims["aud"], claims["nonce"]) == (app.sandbox.origin, "counterfoil-demo", "n-1")


def test_every_answer_carries_the_counters_an_id_and_the_sandboxes_time(app: App) -> None:
    headers = app.get("Organisation").headers

    assert {"x-minlimit-remaining", "x-daylimit-remaining", "x-appminlimit-remaining"} <= set(headers)
    assert headers["xero-correlation-id"] and headers["date"].endswith("GMT")


def test_dropped_before_nothing_was_done(app: App) -> None:
    app.fault("drop_before", match={"method": "PUT", "resource": "Contacts"})

    with pytest.raises(httpx.RemoteProtocolError):
        app.put("Contacts", ANN)
    assert app.get("Contacts").json()["Contacts"] == []


def test_dropped_after_all_was_done_and_the_key_still_finds_it(app: App) -> None:
    app.fault("drop_after", match={"method": "PUT"})

    with pytest.raises(httpx.RemoteProtocolError):
        app.put("Contacts", ANN, **{"Idempotency-Key": "k1"})
    again = app.put("Contacts", ANN, **{"Idempotency-Key": "k1"})

    (kept,) = app.get("Contacts").json()["Contacts"]
    assert again.json()["Contacts"][0]["ContactID"] == kept["ContactID"]


@pytest.mark.parametrize(
    ("fault", "status", "kept"),
    [("500_before", 500, 0), ("500_after", 500, 1), ("503", 503, 0), ("429", 429, 0), ("unreadable", 200, 1)],
)
def test_a_fault_answers_as_it_says_and_then_is_over(app: App, fault: str, status: int, kept: int) -> None:
    app.fault(fault, match={"resource": "Contacts", "method": "PUT"})

    faulty = app.put("Contacts", ANN)
    healthy = app.put("Contacts", {"Name": "Bob"})

    assert (faulty.status_code, healthy.status_code) == (status, 200)
    assert len(app.get("Contacts").json()["Contacts"]) == kept + 1


def test_an_unreadable_answer_is_cut_in_half(app: App) -> None:
    app.fault("unreadable")

    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        app.get("Organisation").json()


def test_a_fault_can_wait_for_a_later_request(app: App) -> None:
    app.fault("503", match={"resource": "token"}, skip=1)

    first, second, third = (app.http.post("/connect/token").status_code for _ in range(3))

    assert (first, second, third) == (400, 503, 400)


def test_a_fault_that_is_not_known_is_refused(app: App) -> None:
    answer = app.http.post("/_sandbox/faults", json={"fault": "earthquake"})

    assert answer.status_code == 400
    assert "drop_before" in answer.json()["error"]


def test_offline_and_back(app: App) -> None:
    app.http.post("/_sandbox/offline", json={"offline": True})
    down = app.get("Organisation")
    app.http.post("/_sandbox/offline", json={"offline": "drop"})
    with pytest.raises(httpx.RemoteProtocolError):
        app.get("Organisation")
    app.http.post("/_sandbox/offline", json={"offline": False})

    assert (down.status_code, down.text) == (503, "The Xero API is currently offline for maintenance")
    assert app.get("Organisation").status_code == 200


def test_a_simultaneous_repeat_waits_for_the_first_and_gets_its_answer(app: App) -> None:
    app.fault("late:0.3", match={"method": "PUT"})
    answers: list[httpx.Response] = []
    both = [threading.Thread(target=lambda: answers.append(_put_ann(app))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    first, second = answers
    assert first.content == second.content
    assert len(app.get("Contacts").json()["Contacts"]) == 1


def test_the_sixth_call_at_once_is_refused(app: App) -> None:
    app.fault("late:0.5", times=5)
    waiting = [threading.Thread(target=lambda: app.get("Organisation")) for _ in range(5)]
    for one in waiting:
        one.start()
    time.sleep(0.25)

    sixth = app.get("Organisation")
    for one in waiting:
        one.join()

    assert (sixth.status_code, sixth.headers["x-rate-limit-problem"]) == (429, "concurrent")
    assert app.get("Organisation").status_code == 200


def test_time_can_be_moved_forward(app: App) -> None:
    app.http.post("/_sandbox/clock", json={"advance_seconds": 1801})

    assert "TokenExpired" in app.get("Organisation").json()["Detail"]


def test_a_fast_clock_lets_an_hour_pass_in_a_minute() -> None:
    with connected_app(Options(clock="fast")) as app:
        before = app.sandbox.sandbox.clock.now()
        time.sleep(0.1)

        assert (app.sandbox.sandbox.clock.now() - before).total_seconds() >= 6


def test_a_reset_empties_the_books_and_may_keep_the_connection(app: App) -> None:
    app.put("Contacts", ANN)

    app.http.post("/_sandbox/reset", json={"keep_connections": True})
    kept = app.get("Contacts")
    app.http.post("/_sandbox/reset")
    gone = app.get("Contacts")

    assert kept.json()["Contacts"] == []
    assert gone.status_code == 401


def test_the_switches_refuse_pages_of_other_sites_and_other_hosts(app: App) -> None:
    foreign = app.http.post("/_sandbox/reset", headers={"Origin": "https://elsewhere.example"})
    renamed = app.http.post("/_sandbox/reset", headers={"Host": "elsewhere.example"})

    assert (foreign.status_code, renamed.status_code) == (403, 403)


def test_another_organisation_can_be_chosen_on_the_consent_page() -> None:
    with connected_app(Options(countries=("AU", "NZ"))) as app:
        other = list(app.sandbox.sandbox.xero.organisations)[1]
        consented(app.http, other)

        names = {one["tenantName"] for one in app.http.get("/connections").json()}

    assert names == {"Harbour & Vale Lawyers", "Kowhai Chambers"}


def _put_ann(app: App) -> httpx.Response:
    with httpx.Client(base_url=app.http.base_url, headers=app.http.headers) as other:
        return other.put("/api.xro/2.0/Contacts", json=ANN, headers={"Idempotency-Key": "k1"})
