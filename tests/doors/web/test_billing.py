"""Billing on screen: what settles a bill, what may be done next, and how each is taken back."""

import pytest
from django.test import Client

from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    built = a_firm()
    built.matter("M-104")
    return built


@pytest.fixture
def person(firm: BuiltFirm, client_of: SignIn) -> Client:
    return client_of(firm)


def shown(person: Client, firm: BuiltFirm, path: str) -> str:
    answer = person.get(f"{base(firm)}{path}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def of(person: Client, firm: BuiltFirm, done: Done) -> str:
    return shown(person, firm, f"documents/{done.public_id}/")


def settled(firm: BuiltFirm, by: str) -> tuple[Done, Done]:
    """A bill of 110.00, and what settles it."""
    bill = firm.bill("100.00", matter="M-104")
    number = str(bill.number)
    row = {"bill": number, "amount": "110.00"}
    if by == "client_receipt":
        return bill, firm.receipt("110.00", pays={number: "110.00"})
    if by == "credit_application":
        return bill, firm.apply(firm.credit_note("100.00", matter="M-104"), pays={number: "110.00"})
    if by == "receipt_allocation":
        return bill, firm.apply(firm.receipt("110.00"), pays={number: "110.00"})
    if by == "write_off":
        return bill, firm.enter(by, on="2026-03-20", parts=[{**row, "account": "6040"}])
    firm.retainer("110.00", matter="M-104")
    return bill, firm.enter(by, on="2026-03-20", matter="M-104", parts=[row])


SETTLING = ("client_receipt", "credit_application", "receipt_allocation", "write_off", "retainer_payment")
each_way = pytest.mark.parametrize("by", SETTLING)


@each_way
def test_a_settled_bill_names_what_settles_it_and_how_to_take_it_off(firm: BuiltFirm, person: Client, by: str) -> None:
    bill, settling = settled(firm, by)

    page = of(person, firm, bill)

    assert f"/documents/{settling.public_id}/" in page and str(settling.number) in page
    assert f"/documents/{bill.public_id}/settled/{settling.public_id}/remove/" in page
    assert f"{settling.number} settles it; take that back first." in page
    assert f"/documents/{bill.public_id}/reopen/" not in page
    assert f"/documents/{bill.public_id}/" in of(person, firm, settling)


@each_way
def test_a_bill_is_freed_edited_posted_again_and_reversed(firm: BuiltFirm, person: Client, by: str) -> None:
    bill, settling = settled(firm, by)
    address = f"{base(firm)}documents/{bill.public_id}/"
    refused = person.post(f"{address}reopen/", {"why": "wrong amount"})
    assert refused.status_code == 422 and "take that back first" in refused.content.decode()

    removed = person.post(f"{address}settled/{settling.public_id}/remove/", {"why": "entered twice"})
    assert (removed.status_code, removed["location"]) == (302, address)
    person.post(f"{address}reopen/", {"why": "wrong amount"})
    form = person.get(f"{address}edit/").content.decode()
    changed = {
        "on": "2026-03-09",
        "due_on": "2026-03-23",
        "matter": "M-104",
        "items-TOTAL_FORMS": "1",
        "items-0-description": "Advice, corrected",
        "items-0-account": "4100",
        "items-0-net": "90.00",
        "items-0-tax": "GST",
        "seen": form.partition('name="seen" value="')[2][:16],
        "do": "post",
    }
    posted = person.post(f"{address}edit/", changed)
    again = Document.objects.get(pk=bill.id)
    person.post(f"{address}reverse/", {"why": "not to be billed"})

    assert posted.status_code == 302, posted.content.decode()
    assert (again.state, again.number, again.total_minor, again.settled_minor) == ("posted", bill.number, 9_900, 0)
    assert Document.objects.get(pk=bill.id).state == "reversed"
    assert run_checks() == []


def test_a_bill_taken_back_to_draft_can_be_discarded_and_stays_readable(firm: BuiltFirm, person: Client) -> None:
    bill, settling = settled(firm, "credit_application")
    address = f"{base(firm)}documents/{bill.public_id}/"

    person.post(f"{address}settled/{settling.public_id}/remove/", {"why": "entered twice"})
    person.post(f"{address}reopen/", {"why": "never billed"})
    person.post(f"{address}discard/")

    assert Document.objects.get(pk=bill.id).state == "discarded"
    page = of(person, firm, bill)
    assert "Discarded" in page and str(bill.number) in page
    assert run_checks() == []


def test_taking_a_payment_off_asks_why_and_says_what_it_does(firm: BuiltFirm, person: Client) -> None:
    bill, receipt = settled(firm, "client_receipt")
    path = f"{base(firm)}documents/{bill.public_id}/settled/{receipt.public_id}/remove/"

    asked = person.get(path).content.decode()
    without_reason = person.post(path, {"why": ""})

    assert "R-1001 no longer settles B-1001" in asked and "unallocated for the client" in asked
    assert without_reason.status_code == 422
    assert Document.objects.get(pk=bill.id).settled_minor == 11_000


def test_a_refund_is_no_payment_to_be_taken_off(firm: BuiltFirm, person: Client) -> None:
    note = firm.credit_note("100.00", matter="M-104")
    refund = firm.enter("client_refund", on="2026-03-20", bank="O1", credit=str(note.number), amount="110.00")

    page = of(person, firm, note)

    assert f"/documents/{refund.public_id}/" in page
    assert "/remove/" not in page


@pytest.mark.parametrize(
    ("of_kind", "labels"),
    [
        (
            "bill",
            [
                "Receive payment",
                "Apply a credit note",
                "Use what a receipt left over",
                "Credit note",
                "Write off",
                "Pay from the retainer",
            ],
        ),
        ("credit_note", ["Apply to bills", "Refund"]),
        ("receipt", ["Apply to bills", "Refund what is left over"]),
    ],
)
def test_an_open_document_offers_what_may_follow(
    firm: BuiltFirm, person: Client, of_kind: str, labels: list[str]
) -> None:
    done = firm.receipt("50.00") if of_kind == "receipt" else getattr(firm, of_kind)("50.00", matter="M-104")

    page = of(person, firm, done)

    assert [label for label in labels if f">{label}<" not in page and f"{label}<kbd>" not in page] == []


def test_while_connected_what_cannot_be_copied_is_barred_with_its_reason(firm: BuiltFirm, person: Client) -> None:
    bill = firm.bill("100.00", matter="M-104")
    firm.connect()

    page = of(person, firm, bill)

    assert "Not while connected: enter a credit note on the account for bad debts, and apply it to the bill." in page
    assert "/new/write_off/" not in page.partition('class="head"')[2].partition("</main>")[0]


@pytest.mark.parametrize("kind", ["client_refund", "write_off", "retainer_receipt"])
def test_the_form_of_what_is_refused_while_connected_says_so_before_anything_is_typed(
    firm: BuiltFirm, person: Client, kind: str
) -> None:
    before = shown(person, firm, f"new/{kind}/")
    firm.connect()

    page = shown(person, firm, f"new/{kind}/")

    assert "while the firm is connected" not in before
    assert "while the firm is connected" in page
    assert 'value="post"' not in page and 'value="draft"' in page


def test_a_credit_note_begins_its_application_and_takes_bills_with_one_click(firm: BuiltFirm, person: Client) -> None:
    bill, note = firm.bill("100.00", matter="M-104"), firm.credit_note("20.00", matter="M-104")

    begun = shown(person, firm, f"new/credit_application/?bill={note.number}")
    taken = person.post(
        f"{base(firm)}new/credit_application/",
        {"on": "2026-03-20", "credit": note.number, "parts-TOTAL_FORMS": "0", "take": f"parts:{bill.number}"},
    ).content.decode()

    assert f'name="credit" value="{note.number}"' in begun
    assert f'value="parts:{bill.number}"' in begun and "Open bills" in begun
    assert f'name="parts-0-bill" value="{bill.number}"' in taken
    assert 'value="22.00"' in taken, "no more than is left of the credit note"


def test_a_bill_begins_an_application_that_shows_the_clients_credits(firm: BuiltFirm, person: Client) -> None:
    firm.matter("M-117", client="R. Osei")
    bill, note = firm.bill("100.00", matter="M-104"), firm.credit_note("20.00", matter="M-104")
    firm.credit_note("30.00", matter="M-117")

    begun = shown(person, firm, f"new/credit_application/?bill={bill.number}")

    assert f'name="parts-0-bill" value="{bill.number}"' in begun
    assert f'value="credit:{note.number}"' in begun
    assert "CN-1002" not in begun, "of another client"


def test_a_write_off_shows_every_open_bill_until_one_is_chosen(firm: BuiltFirm, person: Client) -> None:
    firm.matter("M-117", client="R. Osei")
    mine, others = firm.bill("100.00", matter="M-104"), firm.bill("50.00", matter="M-117")

    empty = shown(person, firm, "new/write_off/")
    begun = shown(person, firm, f"new/write_off/?bill={mine.number}")

    assert {f'value="parts:{bill.number}"' in empty for bill in (mine, others)} == {True}
    assert "R. Osei" in empty
    assert f'value="parts:{others.number}"' not in begun


def test_the_page_of_an_application_leads_to_the_credit_and_to_the_bill(firm: BuiltFirm, person: Client) -> None:
    bill, applied = settled(firm, "credit_application")
    note = Document.objects.get(kind="credit_note")

    page = of(person, firm, applied)

    assert f"/documents/{note.public_id}/" in page and f"/documents/{bill.public_id}/" in page
    assert "Harrow &amp; Pike" in page


def test_a_matter_shows_its_retainer_and_leads_to_using_it(firm: BuiltFirm, person: Client) -> None:
    matter = firm.matter("M-117")
    assert "Refund the retainer" not in shown(person, firm, f"matters/{matter.public_id}/")
    firm.retainer("500.00", matter="M-117")

    page = shown(person, firm, f"matters/{matter.public_id}/")

    assert "Retainer" in page and "500.00" in page
    assert "/new/retainer_refund/?matter=M-117&amp;amount=500.00" in page
    refund = shown(person, firm, "new/retainer_refund/?matter=M-117&amount=500.00")
    assert 'value="500.00"' in refund and "Held as a retainer" in refund


def test_a_matter_that_holds_a_retainer_stays_open(firm: BuiltFirm, person: Client) -> None:
    matter = firm.matter("M-117")
    firm.retainer("500.00", matter="M-117")

    answer = person.post(f"{base(firm)}matters/{matter.public_id}/close/")

    assert answer.status_code == 422
    assert "still holds a retainer" in answer.content.decode()
