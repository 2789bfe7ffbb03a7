"""Tax return settlement: what a return declares leaves the tax accounts; what is owed to the tax office stands alone.

    Dr GST collected       1,800.00
    Cr GST paid              650.00
    Cr GST payable         1,150.00

A return in the firm's favour leaves a debit there instead. Money to or from the tax office is a withdrawal or a deposit
on that account.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core.books import Books
from counterfoil.core.kinds import Kept, Kind, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Help


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxReturnSettlement:
    on: Annotated[date, "Date"]
    period: Annotated[str, "Period of the return"]
    collected: Annotated[Money | None, "Tax collected", Help("Tax on sales that the return declares.")] = None
    paid: Annotated[Money | None, "Tax paid", Help("Tax on purchases that the return claims back.")] = None


def total(settled: TaxReturnSettlement, books: Books) -> Money:
    return max(settled.collected or books.zero(), settled.paid or books.zero())


def nothing_below_zero(settled: TaxReturnSettlement, books: Books) -> None:
    for amount in (settled.collected, settled.paid):
        if amount and amount.minor < 0:
            raise Refusal("amount-not-positive", "{amount} is below zero; enter it on the other side", amount=amount)


def lines(settled: TaxReturnSettlement, books: Books) -> Iterator[Posting]:
    collected, paid = settled.collected or books.zero(), settled.paid or books.zero()
    yield debit(books.chart.tax_collected, collected, text=settled.period)
    yield credit(books.chart.tax_paid, paid, text=settled.period)
    yield credit(books.chart.tax_payable, collected - paid, text=settled.period)


def sample() -> TaxReturnSettlement:
    return TaxReturnSettlement(
        on=date(2026, 3, 31), period="January to March 2026", collected=aud("1800.00"), paid=aud("650.00")
    )


TAX_RETURN_SETTLEMENT = register(
    Kind(
        code="tax_return_settlement",
        title="Tax return settlement",
        plural="Tax return settlements",
        area="general",
        series="TS",
        shape=TaxReturnSettlement,
        lifecycle=EDITABLE,
        total=total,
        rules=(nothing_below_zero,),
        lines=lines,
        push=Kept("A return is settled where it is filed; Xero settles its own."),
        sample=sample,
    )
)
