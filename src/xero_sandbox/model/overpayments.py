"""Overpayments and prepayments: born with a bank transaction, void with it while nothing of them is spent."""

from msgspec.structs import replace

from xero_sandbox.model import allocations, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.records import VOIDED, BankTransaction, Credit, Overpayment, Prepayment
from xero_sandbox.model.refusals import Invalid

OVERPAID = ("RECEIVE-OVERPAYMENT", "SPEND-OVERPAYMENT")
PREPAID = ("RECEIVE-PREPAYMENT", "SPEND-PREPAYMENT")


def open_for(call: Call, transaction: BankTransaction) -> BankTransaction:
    """Put the credit on record; the transaction comes back with its id."""
    kind: type[Overpayment | Prepayment] = Overpayment if transaction.type in OVERPAID else Prepayment
    credit = kind(
        id=call.books.new_id(),
        type=transaction.type,
        bank_transaction_id=transaction.id,
        contact_id=transaction.contact_id,
        on=transaction.on,
        amounts_are=transaction.amounts_are,
        tax=transaction.tax,
        total=transaction.total,
        currency=transaction.currency,
        lines=transaction.lines,
        updated_at=call.now,
    )
    allocations.table(call.books, credit).put(credit)
    if kind is Overpayment:
        return replace(transaction, overpayment_id=credit.id)
    return replace(transaction, prepayment_id=credit.id)


def void(call: Call, credit: Credit) -> None:
    if credit.remaining != credit.total:
        raise Invalid(texts.BANK_TRANSACTION_ALLOCATED)
    allocations.table(call.books, credit).put(replace(credit, status=VOIDED, updated_at=call.now))
