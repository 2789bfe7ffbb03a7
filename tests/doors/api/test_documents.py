"""Documents by the API: made once, posted, read, taken back, and refused in one form."""

from collections.abc import Callable
from typing import Any

import pytest

from counterfoil.documents.models import Document
from tests.builders import BuiltFirm, a_firm
from tests.doors.api.conftest import Program, bill


def test_a_posted_bill_shows_its_entry(program: Program) -> None:
    status, done = program.post("/documents", {"kind": "client_bill", "post": True, "content": bill()})
    assert (status, done["state"], done["number"]) == (201, "posted", "B-1001")

    status, shown = program.get(f"/documents/{done['id']}")

    assert status == 200
    assert (shown["total"], shown["open"], shown["content"]["items"][0]["net"]) == ("880.00", "880.00", "800.00")
    (entry,) = shown["entries"]
    assert [(line["account"], line["debit"], line["credit"]) for line in entry["lines"]] == [
        ("1200", "880.00", "0.00"),
        ("4100", "0.00", "800.00"),
        ("2210", "0.00", "80.00"),
    ]


def test_a_draft_is_posted_in_a_second_step(program: Program) -> None:
    _, draft = program.post("/documents", {"kind": "client_bill", "content": bill()})
    assert (draft["state"], draft["steps"]) == ("draft", ["post", "discard"])

    status, done = program.post(f"/documents/{draft['id']}/post")

    assert (status, done["state"], done["number"]) == (200, "posted", "B-1001")


def test_a_program_cannot_pay_out_trust_money(program: Program) -> None:
    content = {
        "on": "2026-03-02",
        "bank": "T1",
        "payee": "C-0001",
        "reason": "Search",
        "parts": [{"matter": "M-104", "amount": "1.00"}],
    }

    status, refusal = program.post("/documents", {"kind": "trust_payment", "post": True, "content": content})

    assert (status, refusal["code"]) == (403, "not-permitted")


def test_the_work_of_a_program_is_signed_with_its_name(program: Program) -> None:
    _, done = program.post("/documents", {"kind": "client_bill", "post": True, "content": bill()})

    assert program.get(f"/documents/{done['id']}")[1]["entered_by"] == "Practice system (API)"


@pytest.mark.parametrize("post", [True, False])
def test_the_same_request_key_answers_the_same_document(program: Program, post: bool) -> None:
    request = {"kind": "client_bill", "post": post, "content": bill()}

    first = program.post("/documents", request, **{"Idempotency-Key": "order-17"})
    second = program.post("/documents", request, **{"Idempotency-Key": "order-17"})

    assert (first[0], second[0]) == (201, 200)
    assert second[1] == first[1] | {"again": True}
    assert Document.objects.count() == 1


def test_the_same_request_key_with_other_content_is_refused(program: Program) -> None:
    program.post("/documents", {"kind": "client_bill", "content": bill()}, **{"Idempotency-Key": "order-17"})

    other = {"kind": "client_bill", "content": bill(memo="another")}
    status, refusal = program.post("/documents", other, **{"Idempotency-Key": "order-17"})

    assert (status, refusal["code"]) == (409, "key-reused")


def test_every_wrong_field_is_named_by_its_path(program: Program) -> None:
    items = [{"description": "Advice", "account": "4100", "net": "12.345"}, {"account": "4100", "net": "x", "tip": "1"}]

    status, refusal = program.post("/documents", {"kind": "client_bill", "content": bill(on="soon", items=items)})

    assert status == 400
    assert {path: field["code"] for path, field in refusal["fields"].items()} == {
        "on": "date-not-understood",
        "items.0.net": "amount-too-fine",
        "items.1.description": "field-missing",
        "items.1.net": "amount-not-money",
        "items.1.tip": "field-unknown",
    }


def test_documents_are_listed_a_page_at_a_time(program: Program, firm: BuiltFirm) -> None:
    numbers = [firm.bill("10.00", matter="M-104").number for _ in range(5)]

    _, first = program.get("/documents?kind=client_bill&limit=3")
    _, second = program.get(f"/documents?kind=client_bill&limit=3&after={first['next']}")

    shown = [row["number"] for row in first["documents"] + second["documents"]]
    assert (shown, second["next"]) == (numbers[::-1], None)


def test_a_list_is_narrowed_by_what_the_documents_say(program: Program, firm: BuiltFirm) -> None:
    firm.matter("M-117", client="Nguyen")
    wanted = firm.bill("10.00", matter="M-117", on="2026-03-20", due_on="2026-03-30")
    firm.bill("10.00", matter="M-104")

    _, found = program.get("/documents?matter=M-117&since=2026-03-20&until=2026-03-20&state=posted")

    assert [row["id"] for row in found["documents"]] == [wanted.public_id]


def test_a_reopened_bill_is_a_draft_again(program: Program, firm: BuiltFirm) -> None:
    done = firm.bill("10.00", matter="M-104")

    status, refusal = program.post(f"/documents/{done.public_id}/reopen", {"why": "wrong matter"})

    assert (status, refusal["code"]) == (403, "not-permitted")  # an API client never takes a posting back


def test_a_person_reverses_over_their_session(firm: BuiltFirm, person: Program) -> None:
    done = firm.bill("10.00", matter="M-104")

    status, answer = person.post(f"/documents/{done.public_id}/reverse", {"why": "entered twice"})

    assert (status, answer["state"]) == (200, "reversed")
    entries = person.get(f"/documents/{done.public_id}")[1]["entries"]
    assert [entry["reverses"] for entry in entries] == [None, entries[0]["number"]]


def test_a_posted_bill_is_not_posted_again(program: Program, firm: BuiltFirm) -> None:
    done = firm.bill("10.00", matter="M-104")

    status, refusal = program.post(f"/documents/{done.public_id}/post")

    assert (status, refusal["code"]) == (409, "step-not-allowed")


def test_a_draft_is_discarded(program: Program) -> None:
    _, draft = program.post("/documents", {"kind": "client_bill", "content": bill()})

    assert program.post(f"/documents/{draft['id']}/discard")[1]["state"] == "discarded"


def test_the_documents_of_another_firm_are_not_there(
    program: Program, with_key: Callable[[BuiltFirm], Program]
) -> None:
    _, done = program.post("/documents", {"kind": "client_bill", "post": True, "content": bill()})
    stranger = with_key(a_firm("Another firm"))

    answers = [
        stranger.get(f"/documents/{done['id']}"),
        stranger.post(f"/documents/{done['id']}/post"),
        stranger.post(f"/documents/{done['id']}/reverse", {"why": "x"}),
        stranger.get(f"/documents?after={done['id']}"),
    ]

    assert [(status, answer["code"]) for status, answer in answers] == [(404, "document-unknown")] * 4
    assert stranger.get("/documents")[1]["documents"] == []
    made = stranger.post("/documents", {"kind": "client_bill", "content": bill()})
    assert (made[0], made[1]["code"]) == (400, "matter-unknown")


def test_the_largest_bill_is_exact_to_the_cent(program: Program) -> None:
    items = [{"description": "x", "account": "4100", "net": "9999999999.99", "tax": "GST-FREE"}] * 500

    _, done = program.post("/documents", {"kind": "client_bill", "post": True, "content": bill(items=items)})

    assert program.get(f"/documents/{done['id']}")[1]["total"] == "4999999999995.00"


STRANGE: list[dict[str, Any]] = [
    {"on": "0000-00-00"},
    {"on": 20260302},
    {"on": "9999-12-31"},
    {"matter": "M\u0000104"},
    {"matter": {"code": "M-104"}},
    {"matter": "x" * 300},
    {"memo": "\u202eabc"},
    {"memo": "x" * 300},
    {"memo": ["x"]},
    {"items": {}},
    {"items": "x"},
    {"items": 7},
    {"items": [None]},
    {"items": [[]]},
    {"items": [{"description": "x", "account": "4100", "net": True}]},
    {"items": [{"description": "x", "account": "4100", "net": "NaN"}]},
    {"items": [{"description": "x", "account": "4100", "net": "1e9"}]},
    {"items": [{"description": "x", "account": "4100", "net": 10**40}]},
    {"items": [{"description": "x", "account": "4100", "net": 0.1 + 0.2}]},
    {"items": [{"description": "x", "account": "4100", "net": "9" * 5000}]},
    {"items": [{"description": "x", "account": "4100", "net": "1.00"}] * 501},
    {"items": [{"description": "x", "account": "1200", "net": "1.00"}]},
    {"items": [{"description": "x", "account": "4100", "net": "-1.00"}]},
]

HOSTILE: list[Any] = [
    b"",
    b"null",
    b"[]",
    b"{",
    b"\xff\xfe",
    b"[" * 100_000,
    b'{"kind": NaN}',
    b'{"kind": null, "content": {}}',
    b'{"kind": ["client_bill"], "content": {}}',
    b'{"kind": "client_bill", "content": []}',
    b'{"kind": "client_bill", "content": {}, "post": "yes"}',
    b'{"kind": "client_bill", "content": {}, "\\u0000": 1}',
    b'{"kind": "\\ud800", "content": {}}',
    b'{"kind": "client_bill", "content": {"\\ud800": "\\udfff"}}',
    *({"kind": "client_bill", "post": True, "content": bill(**change)} for change in STRANGE),
]


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_nonsense_is_refused_in_words(program: Program, sent: Any) -> None:
    status, refusal = program.post("/documents", sent)

    assert 400 <= status < 500, refusal
    assert set(refusal) == {"code", "advice", "fields"}
    assert not Document.objects.exists()


def test_a_body_of_ten_megabytes_is_refused(program: Program) -> None:
    status, refusal = program.post("/documents", b'{"kind": "' + b"x" * 10_000_000 + b'"}')

    assert (status, refusal["code"]) == (413, "body-too-large")


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=x", "limit=-1", "since=soon", "kind=bill", "page=2", "after=%00", "matter=%00", "after=x"],
)
def test_a_wrong_query_is_refused(program: Program, query: str) -> None:
    assert 400 <= program.get(f"/documents?{query}")[0] < 500


@pytest.mark.parametrize("address", ["x", "%00", "0" * 12, "a" * 300, "%ED%A0%80", "..", "-1"])
def test_an_address_that_never_was_is_not_found(program: Program, address: str) -> None:
    answer = program.client.get(f"/api/v1/documents/{address}", headers=program.headers)

    assert answer.status_code == 404


@pytest.mark.parametrize("key", ["", "x" * 101, "\u202e", "é"])
def test_a_request_key_is_short_and_printable(program: Program, key: str) -> None:
    status, answer = program.post(
        "/documents", {"kind": "client_bill", "content": bill()}, **{"Idempotency-Key": key.encode().decode("latin-1")}
    )

    assert status in (201, 400), answer


ORDER = {"on": "2026-03-02", "items": [{"description": "Chairs", "account": "1520", "net": "1200.00"}]}


def test_an_order_is_placed_billed_and_closed_by_its_bill(program: Program, firm: BuiltFirm) -> None:
    supplier = firm.contact("Chambers Office Supply").code
    _, draft = program.post("/documents", {"kind": "purchase_order", "content": ORDER | {"supplier": supplier}})
    assert (draft["state"], draft["steps"]) == ("draft", ["place", "discard"])

    status, placed = program.post(f"/documents/{draft['id']}/place")
    assert (status, placed["state"], placed["number"], placed["steps"]) == (200, "placed", "PO-1001", ["close"])
    due = {"due_on": "2026-04-01", "supplier": supplier, "reference": "INV-88", "made_from": "PO-1001"}
    _, made = program.post("/documents", {"kind": "supplier_bill", "post": True, "content": ORDER | due})

    order = program.get(f"/documents/{placed['id']}")[1]
    assert (order["state"], order["entries"]) == ("closed", [])
    assert order["made"] == [
        {"is_source": False, "id": made["id"], "kind": "supplier_bill", "number": "SB-1001", "state": "posted"}
    ]
    assert [one["number"] for one in program.get(f"/documents/{made['id']}")[1]["made"]] == ["PO-1001"]


def test_a_placed_order_is_closed_and_posted_by_nobody(program: Program, firm: BuiltFirm) -> None:
    content = ORDER | {"supplier": firm.contact("Chambers Office Supply").code}
    _, placed = program.post("/documents", {"kind": "purchase_order", "post": True, "content": content})
    assert placed["state"] == "placed"

    assert program.post(f"/documents/{placed['id']}/post")[1]["code"] == "step-not-allowed"
    assert program.post(f"/documents/{placed['id']}/close")[1]["state"] == "closed"
    assert program.post(f"/documents/{placed['id']}/close")[0] == 409
