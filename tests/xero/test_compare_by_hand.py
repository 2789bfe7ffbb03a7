"""What people make, change and void in Xero by hand is named record by record, and nothing of it is left over."""

import json
from datetime import date
from typing import Any

import pytest

from counterfoil.outbox.models import Item
from counterfoil.xero.answering import keep_ours
from counterfoil.xero.compare import documents_apart
from counterfoil.xero.models import AccountMapping, Drift, RecordThere
from counterfoil.xero.request import Answered, Request
from counterfoil.xero.unlinking import unlink
from tests.xero.comparing import NEXT_YEAR, compare, left_over, listed, read
from tests.xero.conftest import Linked
from tests.xero.test_journey import post_a_day


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_was_sent_and_left_alone_is_no_record_of_theirs(linked: Linked) -> None:
    post_a_day(linked)
    linked.push()

    read(linked)

    assert not RecordThere.objects.exists()


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_a_person_pays_in_xero_is_listed_as_made_there(linked: Linked) -> None:
    post_a_day(linked)
    linked.firm.bill("100.00", matter="M-104")
    linked.push()
    invoice = next(row for row in linked.in_xero("Invoices") if row["InvoiceNumber"] == "B-1002")
    bank = AccountMapping.objects.get(account__code="1100")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/pay", amount="30.00", on="2026-03-20", account=bank.remote_id)
    reading = read(linked)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    assert sorted(listed(linked, comparison, reading).values()) == [
        [("B-1002", "made_there", -3000)],
        [("B-1002", "made_there", 3000)],
    ]


def test_what_a_person_voids_in_xero_is_listed_as_changed_there(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/void")
    reading = read(linked)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    assert listed(linked, comparison, reading) == {
        "Accounts Receivable (610)": [("B-1001", "changed_there", 88000)],
        "GST (820)": [("B-1001", "changed_there", -8000)],
        "Fees (200)": [("B-1001", "changed_there", -80000)],
    }


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_a_person_edits_in_xero_explains_its_difference_and_its_day(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104", on="2026-03-20", due_on="2026-03-30")
    linked.push()
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", **{"amount-0": "790.00"})
    edited = compare(linked)
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", on="2026-04-02")

    moved = compare(linked)

    assert left_over(edited) == {} and left_over(moved) == {}
    assert {a.name: dict(a.apart) for a in edited.differing}["Accounts Receivable (610)"] == {"changed_there": 1100}
    assert {a.name: dict(a.apart) for a in moved.differing}["Accounts Receivable (610)"] == {"changed_there": 88000}


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_xero_made_otherwise_by_cents_from_the_first_is_named_as_rounding(linked: Linked) -> None:
    """The sandbox reckons as Xero does: only an edit makes it differ; what the answer would say is put in by hand."""
    linked.firm.bill("800.00", matter="M-104", on="2026-03-20", due_on="2026-03-30")
    linked.push()
    Item.objects.filter(resource="Invoices").update(reason_code="differs")
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", **{"amount-0": "799.99"})
    by_a_cent = compare(linked)
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", **{"amount-0": "799.00"})

    by_a_dollar = compare(linked)

    assert left_over(by_a_cent) == {} and left_over(by_a_dollar) == {}
    assert [set(a.apart) for a in by_a_cent.differing if a.name.startswith("Fees")] == [{"rounding"}]
    assert [set(a.apart) for a in by_a_dollar.differing if a.name.startswith("Fees")] == [{"changed_there"}]


def test_every_sort_of_record_that_was_made_in_xero_is_listed_and_nothing_is_left_over(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    made_by_hand(linked)
    reading = read(linked)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    found = documents_apart(
        firm_id=linked.firm.id, accounts=comparison.differing, reading=reading, at=linked.store.now()
    )
    records = {each.record.remote_id: each for apart in found.values() for each in apart if each.record}
    assert {each.why for each in records.values()} == {"made_there"}
    assert sorted((each.record.resource, each.record.type) for each in records.values() if each.record) == [
        ("BankTransactions", "RECEIVE"),
        ("BankTransactions", "SPEND"),
        ("CreditNotes", "ACCPAYCREDIT"),
        ("CreditNotes", "ACCRECCREDIT"),
        ("Invoices", "ACCPAY"),
        ("Invoices", "ACCREC"),
        ("ManualJournals", ""),
    ]
    (invoice,) = (each for each in records.values() if each.record and each.record.type == "ACCREC")
    assert invoice.record and (invoice.record.number, invoice.record.contact) == ("H-1", "Walk-in client")
    assert invoice.reason == "Somebody made it in Xero; it is no copy of a document here. Entered by hand"
    assert compare(linked, read(linked, date(2026, 3, 17))).differing == ()


def made_by_hand(linked: Linked) -> None:
    """One of each sort, dated 18 March, on accounts that answer to some here; a draft and a deleted one beside."""
    account = {one.account.code: one.remote_id for one in AccountMapping.objects.select_related("account")}
    form = {"contact": "Walk-in client", "on": "2026-03-18", "account": account["4100"]}
    linked.by_hand("invoices", name="H-1", amount="49.50", **form)
    linked.by_hand("bills", name="H-2", amount="33.00", **form)
    linked.by_hand("bank-transactions", kind="RECEIVE", bank=account["1100"], name="H-3", amount="7.00", **form)
    linked.by_hand("bank-transactions", kind="SPEND", bank=account["1100"], name="H-4", amount="4.00", **form)
    day = {"Date": "2026-03-18"}
    line = {"Description": "By hand", "Quantity": 1, "UnitAmount": 12.0, "AccountCode": "200"}
    for number, type_ in (("H-5", "ACCRECCREDIT"), ("H-6", "ACCPAYCREDIT")):
        note = {"Type": type_, "CreditNoteNumber": number, "Contact": {"Name": "Walk-in client"}, "LineItems": [line]}
        put(linked, "CreditNotes", note | day | {"Status": "AUTHORISED"})
    sides = [{"LineAmount": 5, "AccountCode": "200"}, {"LineAmount": -5, "AccountCode": "260"}]
    put(linked, "ManualJournals", day | {"Narration": "By hand", "JournalLines": sides, "Status": "POSTED"})
    put(linked, "ManualJournals", day | {"Narration": "Not yet", "JournalLines": sides, "Status": "DRAFT"})


def put(linked: Linked, resource: str, document: dict[str, Any]) -> None:
    reply = linked.client.send(Request(method="PUT", path=resource, body=json.dumps({resource: [document]})))
    assert isinstance(reply, Answered) and reply.status == 200, reply


def test_a_record_that_is_deleted_again_explains_only_what_was_read_while_it_stood(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    made_by_hand(linked)
    before = read(linked)
    for row in linked.in_xero("BankTransactions"):
        linked.by_hand(f"bank-transactions/{row['BankTransactionID']}/delete")

    after = read(linked)

    assert len(before.accounts) > 0 and left_over(compare(linked, before)) == {}
    assert left_over(compare(linked, after)) == {}
    bank = AccountMapping.objects.get(account__code="1100").remote_id
    assert compare(linked, before).account(bank) and not compare(linked, after).account(bank)


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_was_earned_by_hand_in_an_earlier_year_is_explained_as_retained(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    made_by_hand(linked)

    comparison = compare(linked, read(linked, NEXT_YEAR))

    assert left_over(comparison) == {} and comparison.differing


def test_an_unlinked_copy_is_listed_once_its_document_goes_its_own_way(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    unlink(document_ids=[bill.id], by=linked.firm.by, at=linked.store.now(), why="they keep theirs")
    assert compare(linked).differing == ()
    linked.firm.reopen(bill)
    reading = read(linked)

    alone = compare(linked, reading)

    assert left_over(alone) == {}
    assert listed(linked, alone, reading)["Accounts Receivable (610)"] == [("B-1001", "unlinked", -88000)]
    linked.firm.post(bill)
    linked.settle()
    assert left_over(compare(linked)) == {} and len(linked.in_xero("Invoices")) == 2


def test_keeping_ours_leaves_nothing_unexplained_at_any_step(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", **{"amount-0": "790.00"})
    found = [compare(linked)]
    keep_ours(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="ours is right")
    found.append(compare(linked))
    found.append(compare(linked, read(linked)))
    linked.settle()
    found.append(compare(linked, read(linked)))

    assert [left_over(each) for each in found] == [{}, {}, {}, {}]
    assert found[-1].differing == ()
