"""What another ledger gets of a document, in words: before posting, from the kind's own declaration."""

from typing import Any

from counterfoil.core.kinds import Kind, Pushed
from counterfoil.documents.foreseeing import Foreseen

Values = dict[str, Any]

WORDS = {
    ("Invoices", "ACCREC"): "Invoice",
    ("Invoices", "ACCPAY"): "Bill",
    ("CreditNotes", "ACCRECCREDIT"): "Credit note",
    ("CreditNotes", "ACCPAYCREDIT"): "Supplier credit note",
    ("Allocations", "CreditNotes"): "Allocation of a credit note",
    ("Allocations", "Overpayments"): "Allocation of an overpayment",
    ("Payments", "ACCREC"): "Payment of an invoice",
    ("Payments", "ACCPAY"): "Payment of a bill",
    ("BankTransactions", "RECEIVE"): "Receive money",
    ("BankTransactions", "SPEND"): "Spend money",
    ("BankTransactions", "RECEIVE-OVERPAYMENT"): "Overpayment",
    ("BankTransfers", ""): "Bank transfer",
    ("ManualJournals", ""): "Manual journal",
    ("Contacts", ""): "Contact",
    ("Accounts", ""): "Account",
    ("Payments", ""): "Payment",
}


def record_word(resource: str, kind: str) -> str:
    """`Receive money` for a bank transaction of that type; a new resource shows its own name."""
    return WORDS.get((resource, kind), " ".join(part for part in (resource, kind) if part))


def item_word(resource: str, kind: str, operation: str) -> str:
    """The same for what is done with it: `Void: Invoice`."""
    word = record_word(resource, kind)
    return f"Void: {word}" if operation == "void" else word


def foreseen_copies(kind: Kind, foreseen: Foreseen) -> list[str]:
    """One sentence for each record that posting would queue."""
    stays = kind.stays(foreseen.link)
    if stays:
        return [f"Nothing: {stays}"]
    made = (record for record in kind.records() if record.is_made(foreseen.link))
    return [sentence for record in made for sentence in _sentences(record, foreseen)]


def _sentences(record: Pushed, foreseen: Foreseen) -> list[str]:
    word = record_word(record.resource, record.type)
    if record.per == "document":
        whom = f"{foreseen.contact}, " if record.names_a_contact and foreseen.contact else ""
        return [f"{word}: {whom}{foreseen.total}"]
    if record.per == "allocation":
        return [f"{word}: {bill}, {amount}" for bill, amount in foreseen.allocations]
    rest = foreseen.total.minor - sum(amount.minor for _, amount in foreseen.allocations)
    return [f"{word}: {foreseen.contact}, {type(foreseen.total)(rest, foreseen.total.currency)}"] if rest else []
