"""The sweep: whatever people change in Xero is found once, told in words, and answered; nothing else is told."""

from dataclasses import dataclass
from datetime import date

import pytest

from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.firms.models import Audit
from counterfoil.firms.roles import Actor
from counterfoil.ledger.models import BankAccount, Entry
from counterfoil.outbox.models import Item
from counterfoil.reports.checks import run_checks
from counterfoil.xero.answering import accept_theirs, adopt_payment, ignore, keep_ours
from counterfoil.xero.correcting import go_on_by_itself
from counterfoil.xero.models import AccountMapping, Drift, Sweep
from counterfoil.xero.sweep import Swept, sweep
from tests.refusals import refused
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked
from tests.xero.planting import plant, send_documents
from tests.xero.test_voids import copying

TODAY = "2026-03-25"
EDITED = (
    "the net is 90.00 in Xero and 100.00 here; it is dated 2026-03-19 in Xero and 2026-03-20 here;"
    " on account 200 it has 90.00 in Xero and 100.00 here"
)


@dataclass
class Books:
    bill: Done
    receipt: Done
    trust: Done


@pytest.fixture
def books(linked: Linked) -> Books:
    """A bill that is paid with something left over, trust money, all in Xero and swept once."""
    bill = linked.firm.bill("800.00", matter="M-104")
    receipt = linked.firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    trust = linked.firm.trust_receipt("500.00", matter="M-104")
    assert linked.settle().clean
    linked.shift(700)
    return Books(bill, receipt, trust)


def swept(linked: Linked) -> Swept:
    return sweep(destination=linked.destination, network=linked.client, now=linked.store.now)


def told(state: str = "open") -> list[tuple[str, str, str]]:
    found = Drift.objects.filter(state=state).order_by("pk")
    return [(one.resource, one.sort, one.text) for one in found]


def remote(resource: str, done: Done) -> str:
    item = Item.objects.get(resource=resource, source_kind=done.kind, source_id=done.id, operation="create")
    assert item.remote_id is not None
    return item.remote_id


def bank_there(code: str) -> str:
    account = BankAccount.objects.get(code=code).account
    return AccountMapping.objects.get(account=account).remote_id


def pay_there(linked: Linked, bill: Done, amount: str, account: str = "O1") -> None:
    into = bank_there(account)
    linked.by_hand(f"invoices/{remote('Invoices', bill)}/pay", amount=amount, account=into, on=TODAY)


def test_what_was_sent_and_left_alone_is_not_told(linked: Linked, books: Books) -> None:
    assert swept(linked).found == 0
    again = swept(linked)

    assert (again.found, again.open) == (0, 0)
    assert Sweep.objects.filter(ended_at__isnull=False).count() == 2


def test_every_change_is_told_once_in_words(linked: Linked, books: Books) -> None:
    other = linked.firm.bill("100.00", matter="M-104", on="2026-03-20", due_on="2026-03-30")
    linked.settle()
    assert swept(linked).found == 0
    linked.by_hand(f"payments/{remote('Payments', books.receipt)}/delete")
    linked.by_hand(f"invoices/{remote('Invoices', books.bill)}/void")
    linked.by_hand(f"invoices/{remote('Invoices', other)}/edit", on="2026-03-19", **{"amount-0": "90.00"})
    linked.by_hand(f"bank-transactions/{remote('BankTransactions', books.trust)}/reference", reference="deposit")

    first, again = swept(linked), swept(linked)

    assert (first.found, again.found, again.open) == (4, 0, 4)
    assert sorted(told()) == [
        ("BankTransactions", "edited", "our mark is gone from it"),
        (
            "Invoices",
            "edited",
            EDITED,
        ),
        ("Invoices", "voided", "somebody voided it in Xero"),
        ("Payments", "deleted", "somebody deleted it in Xero"),
    ]


def test_whatever_is_planted_is_told_and_nothing_else(linked: Linked) -> None:
    send_documents(linked, 12)
    assert swept(linked).found == 0

    planted = plant(linked)
    swept(linked)

    assert len(planted) == 12
    assert {one.remote_id: one.sort for one in Drift.objects.all()} == planted


def test_what_is_mended_there_is_closed_by_itself(linked: Linked, books: Books) -> None:
    there = f"bank-transactions/{remote('BankTransactions', books.trust)}/reference"
    marker = Item.objects.get(source_kind="trust_receipt").marker
    linked.by_hand(there, reference="deposit")
    assert swept(linked).open == 1

    linked.by_hand(there, reference=f"TR-1001 {marker}")

    assert swept(linked).open == 0
    assert [sort for _, sort, _ in told("mended")] == ["edited"]


def test_a_second_copy_and_a_stranger_with_our_mark_are_told(linked: Linked, books: Books) -> None:
    marker = Item.objects.get(source_kind="trust_receipt").marker
    bank = bank_there("O1")
    entered = {"kind": "RECEIVE", "bank": bank, "contact": "Somebody", "on": TODAY, "amount": "5.00"}
    account = next(row["AccountID"] for row in linked.in_xero("Accounts") if row.get("Code") == "200")
    for name in (marker, f"{marker[:7]}BCDFGHJK"):
        linked.by_hand("bank-transactions", name=f"copied {name}", account=account, **entered)

    swept(linked)

    day = f"{date.fromisoformat(TODAY).day} {date.fromisoformat(TODAY):%b %Y}"
    assert [(sort, text.split(";")[0]) for _, sort, text in told()] == [
        ("duplicate", f"5.00 on {day}, Somebody: it bears the mark {marker} of TR-1001 and is a second one"),
        ("orphan", f"5.00 on {day}, Somebody: it bears the mark {marker[:7]}BCDFGHJK, which no copy here has"),
    ]


def test_a_credit_that_is_used_otherwise_there_is_told(linked: Linked, books: Books) -> None:
    other = linked.firm.bill("100.00", matter="M-104", on="2026-03-18", due_on="2026-03-30")
    linked.firm.apply(books.receipt, pays={str(other.number): "110.00"})
    linked.settle()
    assert swept(linked).found == 0
    allocation = Item.objects.get(resource="Allocations")
    overpayment = next(row for row in linked.in_xero("Overpayments"))

    linked.by_hand(f"overpayments/{overpayment['OverpaymentID']}/take-back", allocation=str(allocation.remote_id))

    swept(linked)
    assert told() == [("Allocations", "deleted", "somebody took the allocation back in Xero")]


def test_ours_is_kept_without_a_line_in_the_books(linked: Linked, books: Books) -> None:
    entries = Entry.objects.filter(document_id=books.trust.id).count()
    linked.by_hand(f"bank-transactions/{remote('BankTransactions', books.trust)}/delete")
    swept(linked)
    assert ours(linked) != theirs(linked)

    keep_ours(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="deleted by mistake")
    linked.settle()

    assert ours(linked) == theirs(linked)
    assert Entry.objects.filter(document_id=books.trust.id).count() == entries
    assert sorted(row["Status"] for row in linked.in_xero("BankTransactions") if row["Total"] == 500) == [
        "AUTHORISED",
        "DELETED",
    ]
    assert swept(linked).open == 0
    assert run_checks() == []


def test_a_bill_that_was_edited_there_is_sent_again_with_its_payment(linked: Linked, books: Books) -> None:
    linked.by_hand(f"invoices/{remote('Invoices', books.bill)}/reference", reference="edited")
    swept(linked)

    taken = keep_ours(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="ours is right")
    linked.settle()

    assert [each.number for each in taken] == ["R-1001", "B-1001"]
    assert sorted((row["InvoiceNumber"], row["Status"]) for row in linked.in_xero("Invoices")) == [
        ("B-1001", "VOIDED"),
        ("B-1001/2", "PAID"),
    ]
    assert ours(linked) == theirs(linked)
    assert swept(linked).open == 0
    assert run_checks() == []


def test_what_was_sent_again_may_still_be_corrected_here(linked: Linked, books: Books) -> None:
    linked.by_hand(f"payments/{remote('Payments', books.receipt)}/delete")
    swept(linked)
    keep_ours(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="deleted by mistake")
    linked.settle()
    newest = Item.objects.filter(resource="Payments", operation="create").latest("pk")
    linked.by_hand(f"payments/{newest.remote_id}/delete")
    swept(linked)

    one = Drift.objects.get(state="open")
    accept_theirs(drift=one, by=linked.firm.by, at=linked.store.now(), why="the bank sent it back")
    linked.settle()
    go_on_by_itself(linked.destination.pk, at=linked.store.now())
    assert Document.objects.get(pk=books.receipt.id).state == "draft"
    linked.firm.post(books.receipt)
    linked.settle()

    assert ours(linked) == theirs(linked)
    assert swept(linked).open == 0
    assert run_checks() == []


def test_theirs_is_accepted_by_taking_ours_back(linked: Linked, books: Books) -> None:
    linked.by_hand(f"bank-transactions/{remote('BankTransactions', books.trust)}/delete")
    swept(linked)

    accept_theirs(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="it bounced")
    linked.settle()
    go_on_by_itself(linked.destination.pk, at=linked.store.now())

    assert Document.objects.get(pk=books.trust.id).state == "reversed"
    assert ours(linked) == theirs(linked)
    assert [(row.action, row.why) for row in Audit.objects.filter(subject="drift")] == [
        ("drift accepted", "it bounced")
    ]
    assert run_checks() == []


def test_what_is_ignored_is_not_told_again_until_it_changes(linked: Linked, books: Books) -> None:
    there = f"invoices/{remote('Invoices', books.bill)}"
    linked.by_hand(f"{there}/reference", reference="ours no more")
    swept(linked)
    ignore(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="only a word")

    linked.by_hand(f"{there}/reference", reference="and again")
    assert swept(linked).open == 0
    linked.by_hand(f"payments/{remote('Payments', books.receipt)}/delete")
    linked.by_hand(f"{there}/void")

    assert swept(linked).open == 2


def test_a_payment_found_only_there_is_recorded_here_and_not_sent(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    pay_there(linked, bill, "300.00")
    swept(linked)
    assert told() == [("Payments", "paid", "300.00 were paid on B-1001 in Xero on 2026-03-25, and not here")]

    done = adopt_payment(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="seen at the bank")
    linked.settle()

    receipt = Document.objects.get(pk=done.id)
    assert (receipt.kind, receipt.total_minor, str(receipt.dated_on)) == ("client_receipt", 30000, TODAY)
    assert len(linked.in_xero("Payments")) == 1
    assert ours(linked) == theirs(linked)
    assert swept(linked).open == 0
    assert run_checks() == []


def test_a_suppliers_bill_that_was_paid_there_becomes_a_supplier_payment(linked: Linked) -> None:
    bill = linked.firm.supplier_bill("150.00", reference="INV-9")
    linked.map_all()
    linked.settle()
    into = bank_there("O1")
    linked.by_hand(f"bills/{remote('Invoices', bill)}/pay", amount="165.00", account=into, on=TODAY)
    swept(linked)

    done = adopt_payment(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="paid by card")
    linked.settle()

    assert done.kind == "supplier_payment"
    assert len(linked.in_xero("Payments")) == 1 and ours(linked) == theirs(linked)


def test_it_is_answered_once_with_a_reason_by_who_may(linked: Linked, books: Books) -> None:
    linked.by_hand(f"bank-transactions/{remote('BankTransactions', books.trust)}/reference", reference="deposit")
    swept(linked)
    one = Drift.objects.get()
    reader = Actor(linked.firm.by.user_id, "Sam Roe", linked.firm.id, frozenset({"auditor"}))

    with refused("reason-missing"):
        ignore(drift=one, by=linked.firm.by, at=linked.store.now(), why=" ")
    with refused("not-permitted"):
        ignore(drift=one, by=reader, at=linked.store.now(), why="whatever")
    ignore(drift=one, by=linked.firm.by, at=linked.store.now(), why="only a word")
    with refused("step-not-allowed"):
        keep_ours(drift=one, by=linked.firm.by, at=linked.store.now(), why="again")


def test_a_sweep_that_fails_keeps_what_it_found_and_the_next_begins_where_the_last_whole_one_did(
    linked: Linked, books: Books
) -> None:
    swept(linked)
    linked.by_hand(f"payments/{remote('Payments', books.receipt)}/delete")
    linked.by_hand(f"bank-transactions/{remote('BankTransactions', books.trust)}/delete")
    linked.fault("503", match={"method": "GET", "resource": "BankTransactions"})

    with refused("xero-not-reached"):
        swept(linked)
    assert [resource for resource, _, _ in told()] == ["Payments"]

    assert swept(linked).open == 2


def test_manual_journals_and_transfers_are_compared_too(linked: Linked) -> None:
    copying(linked, "journals")
    linked.map_all("6090", "4920")
    linked.settle()
    sides = [{"account": "6090", "debit": "3.00"}, {"account": "4920", "credit": "3.00"}]
    journal = linked.firm.enter("general_journal", on="2026-03-20", memo="By hand", lines=sides)
    linked.settle()
    assert swept(linked).found == 0

    linked.by_hand(f"manual-journals/{remote('ManualJournals', journal)}/void")

    swept(linked)
    assert told() == [("ManualJournals", "voided", "somebody voided it in Xero")]


def test_the_two_sides_that_xero_makes_of_a_transfer_are_nobodys_second_copy(linked: Linked, books: Books) -> None:
    linked.firm.bank("Savings", sort="office")
    linked.map_all("1101", "1190")
    linked.settle()
    linked.firm.enter("bank_transfer", on="2026-03-20", bank="O1", into="O2", amount="5.00", memo="For tax")
    linked.settle()
    sides = [row for row in linked.in_xero("BankTransactions") if row["Type"].endswith("-TRANSFER")]
    assert len(sides) == 2

    assert swept(linked).found == 0
