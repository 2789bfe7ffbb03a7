"""Edits that people make in Xero, planted by the sandbox's own model: so many documents, each changed in one way."""

from collections.abc import Iterator
from datetime import date, timedelta

from tests.xero.conftest import Linked
from xero_sandbox.model import people
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.records import BankTransaction, Invoice
from xero_sandbox.server.arranging import Arranging

WAYS = 6


def send_documents(linked: Linked, count: int) -> None:
    """Bills and trust receipts, all of them in Xero afterwards."""
    for place in range(count):
        if place % WAYS < 4:
            linked.firm.bill(f"{100 + place}.00", matter="M-104")
        else:
            linked.firm.trust_receipt(f"{100 + place}.00", matter="M-104")
    linked.settle()


def plant(linked: Linked) -> dict[str, str]:
    """Change every document that is there, each in one way in turn. What has to be told: id there -> what happened."""
    sandbox = linked.sandbox.sandbox
    books = sandbox.xero.organisations[linked.destination.remote_id]
    planted = dict(_planted(Arranging(sandbox).call(books), books))
    sandbox.storage.save(sandbox.xero)
    return planted


def _planted(call: Call, books: Books) -> Iterator[tuple[str, str]]:
    bank = next(row for row in books.accounts if row.type == "BANK")
    for place, invoice in enumerate(list(books.invoices)):
        yield _of_invoice(call, invoice, place % 4, bank.id)
    for place, transaction in enumerate(list(books.bank_transactions)):
        yield _of_transaction(call, transaction, place % 2)


def _of_invoice(call: Call, invoice: Invoice, way: int, bank: str) -> tuple[str, str]:
    if way == 0:
        people.void(call, invoice)
        return invoice.id, "voided"
    if way == 1:
        people.edit_reference(call, invoice, "by hand")
    elif way == 2:
        people.rewrite(call, invoice, {"Date": (invoice.on - timedelta(days=1)).isoformat()})
    else:
        payment = people.pay(call, invoice, amount=1000, account_id=bank, on=date(2026, 3, 25))
        return payment.id, "paid"
    return invoice.id, "edited"


def _of_transaction(call: Call, transaction: BankTransaction, way: int) -> tuple[str, str]:
    if way == 0:
        people.delete_bank_transaction(call, transaction)
        return transaction.id, "deleted"
    people.edit_reference(call, transaction, "by hand")
    return transaction.id, "edited"
