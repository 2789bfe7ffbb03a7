"""The catalogue of faults: whether the request took effect, what was heard of it, and which requests meet one."""

import json
import random
import time
from typing import Any

import httpx
import pytest

from tests.sandbox.harness import sale
from tests.sandbox.on_http import App
from xero_sandbox.server.faults import KINDS, TIMED, BadFault, Fault, Faults

ANN = {"Contacts": [{"Name": "Ann Client"}]}
PUT = {"match": {"method": "PUT", "resource": "Contacts"}}


def kept(app: App) -> int:
    return len(app.get("Contacts").json()["Contacts"])


@pytest.mark.parametrize(
    ("fault", "status", "done"),
    [
        ("400", 400, 0),
        ("401", 401, 0),
        ("403", 403, 0),
        ("408", 408, 0),
        ("408_after", 408, 1),
        ("429", 429, 0),
        ("502", 502, 0),
        ("502_after", 502, 1),
        ("503", 503, 0),
        ("503_after", 503, 1),
        ("504", 504, 0),
        ("504_after", 504, 1),
        ("html", 200, 1),
        ("unknown_field", 200, 1),
    ],
)
def test_an_answer_says_nothing_of_what_was_done(app: App, fault: str, status: int, done: int) -> None:
    app.fault(fault, **PUT)

    assert app.put("Contacts", ANN).status_code == status
    assert kept(app) == done


@pytest.mark.parametrize(("fault", "done"), [("drop_before", 0), ("drop_after", 1), ("cut", 1), ("unkeyed", 1)])
def test_a_connection_ends_before_or_after_the_effect(app: App, fault: str, done: int) -> None:
    app.fault(fault, **PUT)

    with pytest.raises(httpx.RemoteProtocolError):
        app.put("Contacts", ANN)
    assert kept(app) == done


def test_a_cut_answer_ends_before_its_promised_length(app: App) -> None:
    app.fault("cut", match={"resource": "Accounts"})

    with app.http.stream("GET", "/api.xro/2.0/Accounts") as answer:
        assert int(answer.headers["content-length"]) > 1000
        with pytest.raises(httpx.RemoteProtocolError, match="peer closed connection"):
            answer.read()


def test_a_forgotten_key_lets_the_same_request_be_done_twice(app: App) -> None:
    invoice = sale(app.put("Contacts", ANN).json()["Contacts"][0]["ContactID"])
    app.fault("unkeyed", match={"resource": "Invoices"})

    with pytest.raises(httpx.RemoteProtocolError):
        app.put("Invoices", invoice, **{"Idempotency-Key": "k1"})
    app.put("Invoices", invoice, **{"Idempotency-Key": "k1"})

    assert len(app.get("Invoices").json()["Invoices"]) == 2


@pytest.mark.parametrize(("headers", "invoices"), [({}, 2), ({"Idempotency-Key": "k1"}, 1)])
def test_a_request_that_arrives_twice_is_done_once_under_a_key(
    app: App, headers: dict[str, str], invoices: int
) -> None:
    invoice = sale(app.put("Contacts", ANN).json()["Contacts"][0]["ContactID"])
    app.fault("twice:0.05", match={"resource": "Invoices"})

    first = app.put("Invoices", invoice, **headers)
    _arrived(app)

    assert first.status_code == 200
    assert len(app.get("Invoices").json()["Invoices"]) == invoices


def test_a_request_may_take_effect_after_everybody_gave_up_on_it(app: App) -> None:
    app.fault("drop_late:0.2", **PUT)

    with pytest.raises(httpx.RemoteProtocolError):
        app.put("Contacts", ANN)
    before = kept(app)
    _arrived(app)

    assert (before, kept(app)) == (0, 1)


def test_a_late_request_meets_the_key_of_its_own_replay(app: App) -> None:
    app.fault("drop_late:0.3", **PUT)
    with pytest.raises(httpx.RemoteProtocolError):
        app.put("Contacts", ANN, **{"Idempotency-Key": "k1"})

    replay = app.put("Contacts", ANN, **{"Idempotency-Key": "k1"})
    _arrived(app)

    assert replay.status_code == 200
    assert kept(app) == 1


def test_a_trickle_comes_drop_by_drop(app: App) -> None:
    app.fault("trickle:0.4", match={"resource": "Accounts"})

    with app.http.stream("GET", "/api.xro/2.0/Accounts") as answer:
        drops = list(answer.iter_raw())

    assert len(drops) > 5
    assert len(json.loads(b"".join(drops))["Accounts"]) > 10


@pytest.mark.parametrize(
    ("fault", "problem", "wait"),
    [
        ("429", "minute", "1"),
        ("429:minute:26", "minute", "26"),
        ("429:minute:none", "minute", None),
        ("429:day", "day", "3600"),
        ("429:concurrent", "concurrent", None),
    ],
)
def test_a_429_names_its_limit_and_may_say_how_long(app: App, fault: str, problem: str, wait: str | None) -> None:
    app.fault(fault)

    headers = app.get("Organisation").headers

    assert (headers["x-rate-limit-problem"], headers.get("retry-after")) == (problem, wait)


def test_an_answer_with_members_nobody_described_is_otherwise_the_same(app: App) -> None:
    app.fault("unknown_field")
    more, plain = app.get("Organisation").json(), app.get("Organisation").json()

    assert more["Organisations"][0].pop("AddedWithoutNotice")
    assert more["Organisations"] == plain["Organisations"]


def test_a_list_lags_and_then_has_it(app: App) -> None:
    app.put("Contacts", ANN)
    app.fault("lag:30", match={"method": "GET"})

    lagging, later = kept(app), kept(app)

    assert (lagging, later) == (0, 1)


def test_a_list_that_lags_knows_what_is_older(app: App) -> None:
    app.put("Contacts", ANN)
    app.http.post("/_sandbox/clock", json={"advance_seconds": 31})
    app.fault("lag:30", match={"method": "GET"})

    assert kept(app) == 1


def test_a_page_that_shifted_misses_a_row(app: App) -> None:
    app.put("Contacts", {"Contacts": [{"Name": f"Client {number}"} for number in range(4)]})

    def names(page: str) -> list[str]:
        return [one["Name"] for one in app.get("Contacts", page=page, pageSize="2").json()["Contacts"]]

    app.fault("shift", match={"method": "GET"}, skip=1)
    assert names("1") + names("2") == ["Client 0", "Client 1", "Client 3"]
    assert names("1") + names("2") == ["Client 0", "Client 1", "Client 2", "Client 3"]


def test_a_dead_refresh_token_is_one_fault_of_the_token_address(app: App) -> None:
    app.fault("400", match={"resource": "token"})

    answer = app.http.post("/connect/token", data={"grant_type": "refresh_token", "refresh_token": "x"})

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})


def test_a_fault_may_look_for_a_text(app: App) -> None:
    app.fault("503", match={"text": "Bob"})

    statuses = [app.put("Contacts", {"Name": name}).status_code for name in ("Ann", "Bob", "Bob")]

    assert statuses == [200, 503, 200]


def test_a_fault_may_last_for_ever(app: App) -> None:
    app.fault("503", match={"resource": "Organisation"}, times="always")

    assert {app.get("Organisation").status_code for _ in range(5)} == {503}
    app.http.delete("/_sandbox/faults")
    assert app.get("Organisation").status_code == 200


def test_a_fault_may_meet_a_share_of_requests_only(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.sandbox.sandbox.faults, "rng", random.Random(7))  # noqa: S311 - the same share in every run
    app.fault("503", match={"resource": "Organisation"}, times="always", chance=0.5)

    statuses = [app.get("Organisation").status_code for _ in range(40)]

    assert 10 < statuses.count(503) < 30


@pytest.mark.parametrize(
    "sent",
    [
        {"fault": "flood"},
        {"fault": "late"},
        {"fault": "lag:soon"},
        {"fault": "429:hour"},
        {"fault": "503", "match": {"colour": "red"}},
        {"fault": "503", "often": 3},
        {"fault": "503", "times": "sometimes"},
        "503",
    ],
)
def test_a_fault_that_cannot_be_read_is_refused(sent: Any) -> None:
    with pytest.raises((BadFault, ValueError)):
        Fault.read(sent)


def test_every_fault_of_the_catalogue_can_be_ordered() -> None:
    faults = Faults()

    faults.add([{"fault": f"{kind}:1" if kind in TIMED else kind} for kind in KINDS])

    assert len(faults.waiting) == len(KINDS)


def _arrived(app: App) -> None:
    """Wait until the log says that what was under way has come."""
    deadline = time.monotonic() + 5
    while not any(one.fault.endswith("arrived") for one in app.sandbox.sandbox.journal.newest_first()):
        assert time.monotonic() < deadline, "it never arrived"
        time.sleep(0.02)
