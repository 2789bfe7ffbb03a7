"""Retainer receipt: a client pays a general retainer into an office account, to be drawn on for later bills.

    Dr Office bank           500.00
    Cr Retainers held        500.00  M-104

It is owed to the client until a bill takes it. Money that the law calls the client's own is a trust receipt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import ContactCode, MatterCode, OfficeBank
from counterfoil.kinds.billing.retainers import STAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainerReceipt:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "Into"]
    matter: Annotated[MatterCode, "Matter"]
    payer: Annotated[ContactCode, "Received from"]
    amount: Annotated[Money, "Amount"]
    memo: Annotated[str, "Memo"] = ""


def total(receipt: RetainerReceipt, books: Books) -> Money:
    return receipt.amount


def into_an_office_account(receipt: RetainerReceipt, books: Books) -> None:
    rules.bank_of_sort(receipt.bank, books, trust=False)


def for_an_open_matter(receipt: RetainerReceipt, books: Books) -> None:
    rules.open_matter(receipt.matter, books)


def lines(receipt: RetainerReceipt, books: Books) -> Iterator[Posting]:
    yield debit(books.bank_account(receipt.bank), receipt.amount, bank=receipt.bank)
    yield credit(books.chart.retainers_held, receipt.amount, matter=receipt.matter)


def sample() -> RetainerReceipt:
    return RetainerReceipt(
        on=date(2026, 3, 2),
        bank=OfficeBank("O1"),
        matter=MatterCode("M-104"),
        payer=ContactCode("C-0007"),
        amount=aud("500.00"),
    )


RETAINER_RECEIPT = register(
    Kind(
        code="retainer_receipt",
        title="Retainer receipt",
        plural="Retainer receipts",
        area="sales",
        series="RR",
        shape=RetainerReceipt,
        lifecycle=EDITABLE,
        total=total,
        rules=(into_an_office_account, for_an_open_matter),
        lines=lines,
        push=STAYS,
        sample=sample,
    )
)
