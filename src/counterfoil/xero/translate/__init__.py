"""From a frozen snapshot to what Xero is sent. Each translation is a pure function of a Copy.

    write = translate(snapshot, resource="Invoices", type_="ACCREC", marker=..., counterparts=..., carriers=...)

What is sent carries every line of the entry but the one that the Xero document makes itself: bank or receivable.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from counterfoil.outbox.work import Carrier
from counterfoil.xero.translate import (
    accounts,
    allocations,
    bank_transactions,
    bank_transfers,
    contacts,
    invoices,
    manual_journals,
    payments,
)
from counterfoil.xero.translate.parts import Copy, Counterparts, Untranslatable, Write

__all__ = ["Counterparts", "Untranslatable", "Write", "translate"]

_BY_RESOURCE = {
    ("Contacts", ""): contacts.contact,
    ("Accounts", ""): accounts.account,
    ("Invoices", "ACCREC"): invoices.sales_invoice,
    ("Invoices", "ACCPAY"): invoices.supplier_bill,
    ("CreditNotes", "ACCRECCREDIT"): invoices.sales_credit,
    ("CreditNotes", "ACCPAYCREDIT"): invoices.supplier_credit,
    ("Payments", "ACCREC"): payments.payment,
    ("Payments", "ACCPAY"): payments.payment,
    ("Allocations", "CreditNotes"): allocations.of_credit_note,
    ("Allocations", "Overpayments"): allocations.of_overpayment,
    ("BankTransactions", "RECEIVE"): bank_transactions.receive,
    ("BankTransactions", "SPEND"): bank_transactions.spend,
    ("BankTransactions", "RECEIVE-OVERPAYMENT"): bank_transactions.overpayment,
    ("BankTransfers", ""): bank_transfers.transfer,
    ("ManualJournals", ""): manual_journals.journal,
}


def translate(
    snapshot: str,
    *,
    resource: str,
    type_: str,
    marker: str,
    counterparts: Counterparts,
    carriers: Sequence[Carrier],
    name_taken: bool = False,
) -> Write:
    """What to send. Untranslatable says in words what is missing, or that the mistake is ours."""
    make = _BY_RESOURCE.get((resource, type_))
    if make is None:
        raise Untranslatable("not-yet-supported", f"{resource} {type_} cannot be sent yet")
    read: dict[str, Any] = msgspec.json.decode(snapshot)
    copy = Copy(snapshot=read, marker=marker, counterparts=counterparts, carriers=carriers, name_taken=name_taken)
    try:
        copy.not_locked()
        return make(copy)
    except (ArithmeticError, LookupError, StopIteration, TypeError, ValueError) as mistake:
        what = f"{type(mistake).__name__}: {mistake}"[:200]
        raise Untranslatable(
            "mistake", f"Counterfoil could not write this copy; report it as a mistake ({what})"
        ) from None
