"""Receipt allocation: what a client once paid too much settles bills of the same client later.

    Dr Receivables           120.00          what the receipt left over
    Cr Receivables           120.00  M-104   bill B-1042

The money came with the receipt. Nothing but the matter's office ledger moves; in Xero the overpayment is allocated.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import aud
from counterfoil.core.references import BillNumber, ReceiptNumber
from counterfoil.kinds.billing.applying import (
    Part,
    allocates,
    bills_owe_it,
    enough_is_left,
    lines,
    needs,
    of_one_client,
    total,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAllocation:
    on: Annotated[date, "Date"]
    receipt: Annotated[ReceiptNumber, "Receipt"]
    parts: Annotated[tuple[Part, ...], "Bills paid"]
    memo: Annotated[str, "Memo"] = ""

    @property
    def source(self) -> ReceiptNumber:
        return self.receipt


def sample() -> ReceiptAllocation:
    part = Part(bill=BillNumber("B-1042"), amount=aud("120.00"))
    return ReceiptAllocation(on=date(2026, 3, 16), receipt=ReceiptNumber("R-1003"), parts=(part,))


RECEIPT_ALLOCATION = register(
    Kind(
        code="receipt_allocation",
        title="Receipt allocation",
        plural="Receipt allocations",
        area="sales",
        series="RA",
        shape=ReceiptAllocation,
        lifecycle=EDITABLE,
        total=total,
        needs=needs,
        rules=(enough_is_left, bills_owe_it, of_one_client),
        lines=lines,
        silent_within=True,
        allocates=allocates,
        push=(Pushed("Allocations", "Overpayments", per="allocation"),),
        sample=sample,
    )
)
