"""The way to Xero: one request, one reply, no repeats, and no exception for what the network does."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import httpx
import pytest

from counterfoil.xero import wire
from counterfoil.xero.client import Client, exchange, new_http
from counterfoil.xero.outcomes import Barred, Confirmed, Expired, Limited, Outcome, Rejected, Unknown, Unreached, judge
from counterfoil.xero.request import Answered, NoAnswer, Request
from counterfoil.xero.secrets import Secret


@contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[tuple[str, list[bytes]]]:
    """A socket that hands each connection to `answer` and keeps what it was sent first."""
    listening = socket.create_server(("127.0.0.1", 0))
    asked: list[bytes] = []

    def serve() -> None:
        while True:
            try:
                one, _ = listening.accept()
            except OSError:
                return
            with one:
                asked.append(one.recv(65536))
                with suppress(OSError):
                    answer(one)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}", asked
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(timeout=5)


def put(origin: str, **more: object) -> Answered | NoAnswer:
    with new_http() as http:
        request = httpx.Request("PUT", f"{origin}/Invoices", content=b"{}", extensions=dict(more))
        return exchange(http, request)


def test_a_connection_that_ends_is_one_request_and_no_repeat() -> None:
    with server(lambda one: None) as (origin, asked):
        reply = put(origin)

    assert isinstance(reply, NoAnswer) and reply.left
    assert len(asked) == 1


def test_nobody_listening_means_that_nothing_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    reply = put(f"http://127.0.0.1:{port}")

    assert isinstance(reply, NoAnswer) and not reply.left


def test_an_answer_that_trickles_past_the_deadline_is_no_answer() -> None:
    def trickle(one: socket.socket) -> None:
        one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(100):
            one.sendall(b"x")
            time.sleep(0.05)

    with server(trickle) as (origin, _):
        begun = time.monotonic()
        reply = put(origin, whole_seconds=0.6)

    assert isinstance(reply, NoAnswer) and reply.left
    assert time.monotonic() - begun < 2


def test_headers_that_trickle_do_not_outlast_the_deadline_either() -> None:
    def trickle(one: socket.socket) -> None:
        one.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            one.sendall(b"X-More: x\r\n")
            time.sleep(0.05)

    with server(trickle) as (origin, _):
        begun = time.monotonic()
        reply = put(origin, whole_seconds=0.6)

    assert isinstance(reply, NoAnswer)
    assert time.monotonic() - begun < 2


def test_a_redirect_is_not_followed() -> None:
    away = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    with server(lambda one: one.sendall(away)) as (origin, asked):
        reply = put(origin)

    assert isinstance(reply, Answered) and reply.status == 302
    assert len(asked) == 1


def test_what_is_sent_names_the_organisation_and_the_key() -> None:
    nothing = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    with server(lambda one: one.sendall(nothing)) as (origin, asked), new_http() as http:
        client = Client(
            http=http, api_base_url=origin, tenant_id="t-1", token=lambda: Secret("the-token"), renewed=lambda: False
        )
        query = (("summarizeErrors", "false"),)
        client.send(Request(method="PUT", path="Invoices", query=query, body="{}", key="LXABCD-23456789/1"))

    text = asked[0].decode()
    assert text.startswith("PUT /Invoices?summarizeErrors=false HTTP/1.1\r\n")
    for header in (
        "Authorization: Bearer the-token",
        "Accept: application/json",
        "xero-tenant-id: t-1",
        "Idempotency-Key: LXABCD-23456789/1",
    ):
        assert header in text


# --- outcomes ---------------------------------------------------------------------------------------------------------

ID = "c0ffee00-0000-4000-8000-000000000007"


def answered(status: int, body: str = "", **headers: str) -> Answered:
    return Answered(
        status=status, headers={name.replace("_", "-"): text for name, text in headers.items()}, body=body.encode()
    )


def payments(*elements: str) -> Outcome:
    return judge(answered(200, '{"Payments":[' + ",".join(elements) + "]}"), "Payments")


def test_a_200_is_success_only_when_the_element_says_so() -> None:
    assert isinstance(payments(f'{{"PaymentID":"{ID}","StatusAttributeString":"OK","New":{{"x":1}}}}'), Confirmed)
    refusal = f'{{"PaymentID":"{wire.ZERO_ID}","HasValidationErrors":true,"ValidationErrors":[{{"Message":"No."}}]}}'
    assert payments(refusal) == Rejected(("No.",))
    assert payments('{"StatusAttributeString":"ERROR","ValidationErrors":[{"Description":"No."}]}') == Rejected(
        ("No.",)
    )


@pytest.mark.parametrize("element", [f'{{"PaymentID":"{wire.ZERO_ID}"}}', "{}", f'{{"PaymentID":"{ID}"}},{{}}'])
def test_an_answer_that_names_no_single_document_is_doubtful(element: str) -> None:
    outcome = payments(element)

    assert isinstance(outcome, Unknown) and outcome.code == "unreadable"


@pytest.mark.parametrize(
    "message",
    [
        "Invoice # must be unique.",
        "Payment amount exceeds the amount outstanding on this document",
        "Payments can only be made against Authorised documents",
        "Idempotency Key: LXABCD-23456789/1 is used with a different request.",
    ],
)
def test_a_refusal_that_may_mean_it_is_there_already_is_doubtful(message: str) -> None:
    outcome = payments(f'{{"HasErrors":true,"ValidationErrors":[{{"Message":"{message}"}}]}}')

    assert isinstance(outcome, Unknown) and outcome.no_replay and not outcome.trouble


def test_each_status_has_its_meaning() -> None:
    expired = '{"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: token expired at 2026"}'
    scope = '{"Title":"Unauthorized","Status":401,"Detail":"AuthorizationUnsuccessful"}'

    assert judge(answered(401, expired), "Payments") == Expired()
    assert isinstance(judge(answered(401, scope), "Payments"), Barred)
    taken_away = judge(answered(403, '{"Detail":"AuthenticationUnsuccessful"}'), "Payments")
    assert isinstance(taken_away, Barred)
    assert "connect it again" in taken_away.text and "Xero says: AuthenticationUnsuccessful" in taken_away.text
    assert isinstance(judge(answered(403, "{}"), "Payments"), Barred)
    assert judge(answered(429, "", retry_after="17", x_rate_limit_problem="day"), "Payments") == Limited("day", 17)
    assert judge(answered(429, "", x_rate_limit_problem="concurrent"), "Payments") == Limited("concurrent", 2)
    assert judge(NoAnswer(left=False, why="ConnectError"), "Payments") == Unreached("Xero could not be reached")
    assert isinstance(judge(answered(413), "Payments"), Rejected)


@pytest.mark.parametrize(("status", "no_replay"), [(500, True), (502, False), (503, False), (504, False), (418, True)])
def test_a_broken_server_leaves_doubt_and_only_a_500_forbids_the_same_key(status: int, no_replay: bool) -> None:
    outcome = judge(answered(status, "oops"), "Payments")

    assert isinstance(outcome, Unknown) and outcome.no_replay is no_replay


def test_a_date_is_the_day_in_utc_whatever_it_says_of_a_zone() -> None:
    assert str(wire.day("/Date(1773014400000+0000)/")) == "2026-03-09"
    assert str(wire.day("/Date(1773014400000)/")) == "2026-03-09"
    assert wire.day(None) is None and wire.day("2026-03-09") is None


def test_amounts_keep_every_digit() -> None:
    (row,) = wire.read(b'{"Payments":[{"Amount":1234567890123456.78}]}', "Payments").rows

    assert isinstance(row, wire.Payment) and str(row.amount) == "1234567890123456.78"
