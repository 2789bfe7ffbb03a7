"""Why Xero does not let a record be voided, and what a person does about it there. Its own words are shown too."""

from collections.abc import Iterable
from decimal import Decimal

from counterfoil.xero import wire
from counterfoil.xero.known_errors import known

UNLINK = "or unlink the document here and leave both as they are"

VOIDS = (
    known(
        r"reconciled",
        "reconciled-there",
        "It is reconciled with a line of the bank statement in Xero. Open it there, unreconcile it (Options, or Remove"
        " and redo), then retry.",
    ),
    known(
        r"within a batch cannot be deleted",
        "in-a-batch-there",
        "It is part of a batch payment in Xero. Delete the batch payment there, then retry.",
    ),
    known(
        r"(before the (period|end of year) lock date)",
        "period-locked",
        "Xero is locked for its date. Unlock the period there (Accounting > Advanced > Lock dates) and retry,"
        f" {UNLINK}.",
    ),
    known(
        r"(overpayment|prepayment) is allocated|credit note because it has payments or allocations",
        "used-there",
        "Somebody used it for a bill in Xero, or paid it back. Take that back there, then retry.",
    ),
    known(
        r"has (a |)(payment|payments|reconciled payment)|payments or credit notes allocated",
        "paid-there",
        "Somebody recorded a payment or a credit on it in Xero. Remove that there, then retry.",
    ),
)
"""In order of what is told apart first: the text about a reconciled payment names payments too."""


def explain(messages: Iterable[str], record: wire.Element | None = None) -> tuple[str, str]:
    """The code and the text for a person. `record` is what stands there, where it was read."""
    words = " ".join(message.strip() for message in messages)
    found = next((each for each in VOIDS if each.pattern.search(words)), None)
    if found is None and _is_reconciled(record):
        found = VOIDS[0]
    facts = _facts(record)
    if found is None:
        text = f"Xero refused to void it. Void it there by hand, then retry, {UNLINK}."
        return "void-refused", f"{text}{facts} Xero says: {words}"
    return found.code, f"{found.text}{facts} Xero says: {words}"


def _is_reconciled(record: wire.Element | None) -> bool:
    if isinstance(record, wire.BankTransfer):
        return bool(record.out_reconciled or record.in_reconciled)
    return isinstance(record, (wire.Payment, wire.BankTransaction)) and bool(record.reconciled)


def _facts(record: wire.Element | None) -> str:
    if not isinstance(record, wire.Invoice):
        return ""
    paid, credited = record.paid or Decimal(0), record.credited or Decimal(0)
    told = [f"{amount:.2f} {what}" for amount, what in ((paid, "paid"), (credited, "credited")) if amount]
    return f" There {' and '.join(told)} on it." if told else ""
