"""What people do in Xero beside the app: reconcile, merge, archive, lock; and what of the app's it then stops."""

import pytest

from tests.sandbox.harness import Json, World, allocation, bank, bill, credit_note, journal, line, payment, sale
from xero_sandbox.model import people

RECONCILED = "This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement."


def test_a_reconciled_payment_holds_its_invoice_in_other_words(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    paid = world.made("Payments", payment(made["InvoiceID"], "10.00"))
    people.set_reconciled(world.call, world.books.payments[paid["PaymentID"]], reconciled=True)

    messages = world.refused("POST", f"Invoices/{made['InvoiceID']}", {"LineItems": [line("1.00")]})

    assert messages == ["This document cannot be edited as it has a reconciled payment or credit note allocated to it."]


def test_unreconciling_lets_a_payment_go(world: World) -> None:
    made = world.made("Invoices", sale(world.contact()))
    paid = world.made("Payments", payment(made["InvoiceID"], "10.00", IsReconciled=True))
    path = f"Payments/{paid['PaymentID']}"

    held = world.refused("POST", path, {"Status": "DELETED"})
    people.set_reconciled(world.call, world.books.payments[paid["PaymentID"]], reconciled=False)

    assert "reconciled" in held[0]
    assert world.ask("POST", path, {"Status": "DELETED"}).status == 200


def test_a_reconciled_overpayment_keeps_its_bank_transaction(world: World) -> None:
    surplus = bank(world.contact(), {"Description": "x", "LineAmount": "4.00"}, kind="RECEIVE-OVERPAYMENT")
    made = world.made("BankTransactions", surplus)
    kept = world.books.bank_transactions[made["BankTransactionID"]]
    people.set_reconciled(world.call, kept, reconciled=True)

    assert world.refused("POST", f"BankTransactions/{kept.id}", {"Status": "DELETED"}) == [RECONCILED]


def test_a_deleted_bank_transaction_stays_deleted(world: World) -> None:
    path = f"BankTransactions/{world.made('BankTransactions', bank(world.contact()))['BankTransactionID']}"
    world.ask("POST", path, {"Status": "DELETED"})

    assert world.refused("POST", path, {"Status": "DELETED"}) == [
        "Bank transaction not of valid status for modification"
    ]


def test_a_merged_contact_is_archived_and_names_the_one_that_has_its_documents(world: World) -> None:
    old, new = world.contact("Ann Clent"), world.contact("Ann Client")
    invoice = world.made("Invoices", sale(old))["InvoiceID"]
    note = world.made("CreditNotes", credit_note(old))["CreditNoteID"]
    people.merge_contact(world.call, world.books.contacts[old], new)

    shown = world.ask("GET", f"Contacts/{old}").json()["Contacts"][0]
    applied = world.ask("PUT", f"CreditNotes/{note}/Allocations", allocation(invoice, "44.00"))

    assert (shown["ContactStatus"], shown["MergedToContactID"]) == ("ARCHIVED", new)
    assert world.ask("GET", f"Invoices/{invoice}").json()["Invoices"][0]["Contact"]["ContactID"] == new
    assert applied.status == 200
    assert world.refused("PUT", "Invoices", sale(old)) == ["The contact is archived and cannot be used."]


@pytest.mark.parametrize("resource", ["Invoices", "CreditNotes", "BankTransactions", "ManualJournals"])
def test_a_locked_period_keeps_what_is_in_it(world: World, resource: str) -> None:
    made = world.made(resource, _sent(world.contact(), resource))
    key = made[f"{resource.removesuffix('s')}ID"]
    people.set_lock_dates(world.call, period=world.now.date(), year=None)
    end = "DELETED" if resource == "BankTransactions" else "VOIDED"

    (message,) = world.refused("POST", f"{resource}/{key}", {"Status": end})

    assert message.startswith("The document date cannot be before the period lock date")


def test_the_day_a_paid_bill_is_due_changes_without_a_trace_in_what_changed_since(world: World) -> None:
    made = world.made("Invoices", bill(world.contact("Counsel")))
    world.made("Payments", payment(made["InvoiceID"], "10.00"))
    world.later(minutes=5)
    path = f"Invoices/{made['InvoiceID']}"
    world.ask("POST", path, {"DueDate": "2026-12-31"})
    moved = world.ask("GET", path).json()["Invoices"][0]["DueDateString"]

    world.headers["if-modified-since"] = world.now.strftime("%Y-%m-%dT%H:%M:%S")

    assert moved == "2026-12-31T00:00:00"
    assert world.ask("GET", "Invoices").json()["Invoices"] == []


def _sent(contact: str, resource: str) -> Json:
    match resource:
        case "Invoices":
            return sale(contact)
        case "CreditNotes":
            return credit_note(contact)
        case "BankTransactions":
            return bank(contact)
    return journal()
