"""Trust receipt: clients' money comes into a trust account, for one matter or several.

Dr Trust bank            500.00
Cr Trust funds held      300.00  M-104 T1
Cr Trust funds held      200.00  M-117 T1
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import ContactCode, MatterCode, TrustBank
from counterfoil.kinds.trust.parts import Part, not_in_future, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustReceipt:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    payer: Annotated[ContactCode, "Received from"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[Part, ...], "Matters"]


def total(receipt: TrustReceipt, books: Books) -> Money:
    return total_of(receipt.parts, books=books)


def into_a_trust_account(receipt: TrustReceipt, books: Books) -> None:
    rules.bank_of_sort(receipt.bank, books, trust=True)


def for_open_matters(receipt: TrustReceipt, books: Books) -> None:
    rules.each_above_zero(part.amount for part in receipt.parts)
    for part in receipt.parts:
        rules.open_matter(part.matter, books)


def lines(receipt: TrustReceipt, books: Books) -> Iterator[Posting]:
    yield debit(books.bank_account(receipt.bank), total(receipt, books), bank=receipt.bank)
    for part in receipt.parts:
        yield credit(books.chart.trust_held, part.amount, matter=part.matter, bank=receipt.bank, text=receipt.reason)


def sample() -> TrustReceipt:
    parts = (
        Part(matter=MatterCode("M-104"), amount=aud("300.00")),
        Part(matter=MatterCode("M-117"), amount=aud("200.00")),
    )
    return TrustReceipt(
        on=date(2026, 3, 2),
        bank=TrustBank("T1"),
        payer=ContactCode("C-0007"),
        reason="On account of costs",
        parts=parts,
    )


TRUST_RECEIPT = register(
    Kind(
        code="trust_receipt",
        title="Trust receipt",
        plural="Trust receipts",
        area="trust",
        series="TR",
        shape=TrustReceipt,
        lifecycle=TRUST,
        total=total,
        rules=(into_a_trust_account, not_in_future, for_open_matters),
        lines=lines,
        push=(Pushed("BankTransactions", "RECEIVE"),),
        sample=sample,
    )
)
