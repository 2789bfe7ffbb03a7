"""Notes and files on documents: what is kept, how much, and who may."""

from typing import Any

import pytest

from tests.sandbox.harness import World, bank, bill, credit_note, journal, order, sale, transfer
from xero_sandbox.model.messages import Response

ATTACHED = ["Invoices", "CreditNotes", "BankTransactions", "BankTransfers", "ManualJournals", "PurchaseOrders"]


@pytest.mark.parametrize("resource", [*ATTACHED, "Contacts"])
def test_a_file_is_kept_and_given_back_as_it_was(world: World, resource: str) -> None:
    path = _document(world, resource)

    made = _attach(world, path, "Bill%201042.pdf", b"%PDF \xff").json()["Attachments"][0]
    listed = world.ask("GET", f"{path}/Attachments").json()["Attachments"]
    by_name = world.ask("GET", f"{path}/Attachments/Bill%201042.pdf")
    world.headers["accept"] = "application/pdf"
    by_id = world.ask("GET", f"{path}/Attachments/{made['AttachmentID']}")

    assert (made["FileName"], made["ContentLength"], made["MimeType"]) == ("Bill 1042.pdf", 6, "application/pdf")
    assert made["Url"].endswith(f"/api.xro/2.0/{path}/Attachments/Bill%201042.pdf")
    assert listed == [made]
    assert by_name.body == by_id.body == b"%PDF \xff"
    assert by_id.content_type == "application/pdf"


def test_a_document_says_that_it_has_files(world: World) -> None:
    path = _document(world, "Invoices")
    before = world.ask("GET", path).json()["Invoices"][0]
    _attach(world, path, "bill.pdf", b"1")

    after = world.ask("GET", path).json()["Invoices"][0]
    (listed,) = world.ask("GET", "Invoices").json()["Invoices"]

    assert (before["HasAttachments"], after["HasAttachments"], listed["HasAttachments"]) == (False, True, True)
    assert [one["FileName"] for one in after["Attachments"]] == ["bill.pdf"]
    assert "Attachments" not in before and "Attachments" not in listed


def test_the_same_name_again_replaces_the_file(world: World) -> None:
    path = _document(world, "Invoices")

    first, second = (_attach(world, path, "bill.pdf", content).json()["Attachments"][0] for content in (b"1", b"22"))

    assert (first["AttachmentID"], second["ContentLength"]) == (second["AttachmentID"], 2)
    assert world.ask("GET", f"{path}/Attachments/bill.pdf").body == b"22"


def test_ten_files_are_the_most(world: World) -> None:
    path = _document(world, "Invoices")
    for number in range(10):
        _attach(world, path, f"{number}.pdf", b"1")

    eleventh = _attach(world, path, "more.pdf", b"1")

    assert (eleventh.status, _message(eleventh)) == (400, "A document can have at most 10 attachments")
    assert _attach(world, path, "3.pdf", b"again").status == 200


@pytest.mark.parametrize("name", ["a%2Fb.pdf", "what%3F.pdf", "a%3Ab.pdf", "a%5Cb.pdf", "a%2Bb.pdf"])
def test_a_name_with_a_forbidden_character_is_refused(world: World, name: str) -> None:
    assert _attach(world, _document(world, "Invoices"), name, b"1").status == 400


def test_a_file_too_large_and_an_empty_one_are_refused(world: World) -> None:
    path = _document(world, "Invoices")

    assert _attach(world, path, "large.pdf", b"0" * 10_000_001).status == 413
    assert _attach(world, path, "empty.pdf", b"").status == 400


def test_only_a_customer_sees_a_file_online(world: World) -> None:
    contact = world.contact()
    bill_path = f"Invoices/{world.made('Invoices', bill(contact))['InvoiceID']}"
    sale_path = f"Invoices/{world.made('Invoices', sale(contact))['InvoiceID']}"

    hidden, seen = (
        _attach(world, path, "x.pdf", b"1", IncludeOnline="true").json()["Attachments"][0]
        for path in (bill_path, sale_path)
    )

    assert ("IncludeOnline" in hidden, seen["IncludeOnline"]) == (False, True)


def test_files_need_a_scope_of_their_own(world: World) -> None:
    path = _document(world, "Invoices")
    world.connect("accounting.invoices")

    assert _attach(world, path, "x.pdf", b"1").status == 401
    assert world.ask("GET", f"{path}/Attachments").status == 401


def test_what_has_no_files_or_is_not_there_says_404(world: World) -> None:
    path = _document(world, "Invoices")

    assert world.ask("GET", f"{path}/Attachments/none.pdf").status == 404
    assert _attach(world, "Invoices/none", "x.pdf", b"1").status == 404
    assert _attach(world, "Payments/none", "x.pdf", b"1").status == 404
    assert world.ask("GET", "Unicorns/1/Attachments/x.pdf").status == 404


@pytest.mark.parametrize("resource", [*ATTACHED, "Contacts"])
def test_a_note_is_added_to_the_history(world: World, resource: str) -> None:
    path = _document(world, resource)

    answer = world.ask("PUT", f"{path}/History", {"HistoryRecords": [{"Details": "Sent from matter M-104"}]})
    newest = world.ask("GET", f"{path}/History").json()["HistoryRecords"][0]

    assert answer.status == 200
    assert answer.json()["HistoryRecords"][0]["Details"] == newest["Details"] == "Sent from matter M-104"
    assert newest["Changes"] == "Note"


def test_a_note_has_words_and_not_too_many(world: World) -> None:
    path = f"{_document(world, 'Invoices')}/History"

    assert world.refused("PUT", path, {"HistoryRecords": [{"Details": "x" * 2501}]})
    assert world.refused("PUT", path, {"HistoryRecords": [{"Details": ""}]})
    assert world.ask("PUT", path, {"HistoryRecords": [{"Details": "x" * 2500}]}).status == 200


def test_a_note_on_nothing_is_refused(world: World) -> None:
    messages = world.refused("PUT", "Invoices/none/History", {"HistoryRecords": [{"Details": "x"}]})

    assert messages == ["The document with the supplied id was not found for this endpoint."]


def test_accounts_have_no_history(world: World) -> None:
    account = world.books.accounts.find("code", "200")[0].id

    assert world.ask("GET", f"Accounts/{account}/History").status == 404


def _document(world: World, resource: str) -> str:
    """A new document of that kind; its path."""
    contact = world.contact()
    sent: dict[str, Any] = {
        "Invoices": sale(contact),
        "CreditNotes": credit_note(contact),
        "BankTransactions": bank(contact),
        "BankTransfers": transfer("1.00"),
        "ManualJournals": journal(),
        "PurchaseOrders": order(contact),
    }
    if resource == "Contacts":
        return f"Contacts/{contact}"
    made = world.made(resource, sent[resource])
    return f"{resource}/{made[resource.removesuffix('s') + 'ID']}"


def _attach(world: World, path: str, name: str, content: bytes, **query: Any) -> Response:
    world.headers["content-type"] = "application/pdf"
    try:
        return world.ask("PUT", f"{path}/Attachments/{name}", content, **query)
    finally:
        del world.headers["content-type"]


def _message(response: Response) -> str:
    return str(response.json()["Elements"][0]["ValidationErrors"][0]["Message"])
