"""Money that pays a bill becomes a payment of its invoice, into the counterpart of the bank account."""

from collections.abc import Sequence
from typing import Any

from counterfoil.outbox.work import Carrier
from counterfoil.xero.translate.parts import Counterparts, Write, amount, bank_account, put, reference, remote_id


def payment(
    snapshot: dict[str, Any],
    *,
    marker: str,
    counterparts: Counterparts,
    carriers: Sequence[Carrier],
    name_taken: bool = False,
) -> Write:
    return put(
        "Payments",
        {
            "Invoice": {"InvoiceID": remote_id(carriers, "Invoices")},
            "Account": bank_account(snapshot, counterparts),
            "Date": snapshot["dated_on"],
            "Amount": amount(snapshot["allocation"]["minor"], snapshot["currency"]),
            "Reference": reference(snapshot["number"], marker),
        },
    )
