"""Credit application: a credit note settles bills of its own client, one or several, in whole or in part.

    Dr Receivables           220.00  M-117   the credit note's matter, where it is another than the bill's
    Cr Receivables           220.00  M-104   bill B-1042

Within one matter nothing moves in the books: the bill and the credit note are open for so much less.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import aud
from counterfoil.core.references import BillNumber, CreditNumber
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
class CreditApplication:
    on: Annotated[date, "Date"]
    credit: Annotated[CreditNumber, "Credit note"]
    parts: Annotated[tuple[Part, ...], "Bills settled"]
    memo: Annotated[str, "Memo"] = ""

    @property
    def source(self) -> CreditNumber:
        return self.credit


def sample() -> CreditApplication:
    part = Part(bill=BillNumber("B-1042"), amount=aud("220.00"))
    return CreditApplication(on=date(2026, 3, 12), credit=CreditNumber("CN-1003"), parts=(part,))


CREDIT_APPLICATION = register(
    Kind(
        code="credit_application",
        title="Credit application",
        plural="Credit applications",
        area="sales",
        series="CA",
        shape=CreditApplication,
        lifecycle=EDITABLE,
        total=total,
        needs=needs,
        rules=(enough_is_left, bills_owe_it, of_one_client),
        lines=lines,
        silent_within=True,
        allocates=allocates,
        push=(Pushed("Allocations", "CreditNotes", per="allocation"),),
        sample=sample,
    )
)
