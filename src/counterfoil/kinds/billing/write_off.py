"""Write-off: what a client will not pay is taken off bills, and tax with it where the law gives it back.

    Dr Bad debts             200.00  M-104
    Dr Tax collected          20.00
    Cr Receivables           220.00  M-104   bill B-1042

Amounts are as the bill owes them, with tax. A row without a tax code takes no tax back. Bills of closed matters are
written off like others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import items, rules, tax
from counterfoil.core.books import Books
from counterfoil.core.chart import Account
from counterfoil.core.kinds import Kept, Kind, Settles, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, Tax, credit, debit
from counterfoil.core.references import AccountCode, BillNumber, SalesTax
from counterfoil.core.shapes import WORKED_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    bill: Annotated[BillNumber, "Bill"]
    amount: Annotated[Money, "Amount with tax"]
    account: Annotated[AccountCode, "Account"]
    tax: Annotated[SalesTax | None, "Tax taken back"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedLost(Lost):
    posts_to: Annotated[Account, "Account it posts to", WORKED_OUT]
    net: Annotated[Money, "Amount without tax", WORKED_OUT]
    tax_amount: Annotated[Money, "Amount of tax", WORKED_OUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOff:
    on: Annotated[date, "Date"]
    parts: Annotated[tuple[Lost, ...], "Bills written off"]
    memo: Annotated[str, "Memo"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedWriteOff(WriteOff):
    parts: Annotated[tuple[PricedLost, ...], "Bills written off"]


def price(write_off: WriteOff, books: Books) -> PricedWriteOff:
    parts = tuple(_priced(part, write_off.on, books) for part in write_off.parts)
    return PricedWriteOff(on=write_off.on, parts=parts, memo=write_off.memo)


def _priced(part: Lost, on: date, books: Books) -> PricedLost:
    side = items.SALES_BACK
    account = items.fitting_account(part.account, side=side, books=books)
    rate = items.rate(part.tax, side=side, on=on, books=books) if part.tax else 0
    held = tax.inside(part.amount, rate)
    return PricedLost(
        bill=part.bill,
        amount=part.amount,
        account=part.account,
        tax=part.tax,
        posts_to=account,
        net=part.amount - held,
        tax_amount=held,
    )


def total(write_off: WriteOff, books: Books) -> Money:
    return Money.sum((part.amount for part in write_off.parts), currency=books.currency)


def each_above_zero(write_off: PricedWriteOff, books: Books) -> None:
    rules.each_above_zero(part.amount for part in write_off.parts)


def bills_owe_it(write_off: PricedWriteOff, books: Books) -> None:
    rules.settles_within(of_each_bill(write_off).items(), on=write_off.on, books=books)


def of_each_bill(write_off: WriteOff) -> dict[BillNumber, Money]:
    """A bill may stand on several rows: fees on one account, disbursements on another."""
    found: dict[BillNumber, Money] = {}
    for part in write_off.parts:
        found[part.bill] = found[part.bill] + part.amount if part.bill in found else part.amount
    return found


def lines(write_off: PricedWriteOff, books: Books) -> Iterator[Posting]:
    for part in write_off.parts:
        relief = Tax(part.tax, part.tax_amount) if part.tax else None
        matter = books.posted(part.bill).matter
        yield debit(part.posts_to, part.net, matter=matter, tax=relief, text=part.bill)
    yield debit(
        books.chart.tax_collected, Money.sum((part.tax_amount for part in write_off.parts), currency=books.currency)
    )
    for bill, amount in of_each_bill(write_off).items():
        yield credit(books.chart.receivable, amount, matter=books.posted(bill).matter, text=bill)


def allocates(write_off: WriteOff) -> Iterator[Settles]:
    yield from (Settles(amount, target=bill) for bill, amount in of_each_bill(write_off).items())


def sample() -> WriteOff:
    lost = Lost(bill=BillNumber("B-1042"), amount=aud("220.00"), account=AccountCode("6040"), tax=SalesTax("GST"))
    return WriteOff(on=date(2026, 3, 31), parts=(lost,), memo="Client in liquidation")


WRITE_OFF = register(
    Kind(
        code="write_off",
        title="Write-off",
        plural="Write-offs",
        area="sales",
        series="WO",
        shape=WriteOff,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(each_above_zero, bills_owe_it),
        lines=lines,
        allocates=allocates,
        push=Kept(
            "Write-offs cannot be copied to Xero.",
            refused="enter a credit note on the account for bad debts, and apply it to the bill",
        ),
        sample=sample,
    )
)
