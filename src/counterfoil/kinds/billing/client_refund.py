"""Client refund: a client gets back what a credit note gave, or what a receipt left over.

    Dr Receivables           120.00  M-104   credit note CN-1003
    Cr Office bank           120.00

Never more than is left of the one that is paid back.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kept, Kind, Settles, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import ClientsMoneyNumber, OfficeBank


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRefund:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "From"]
    credit: Annotated[ClientsMoneyNumber, "Credit note or receipt"]
    amount: Annotated[Money, "Amount"]
    memo: Annotated[str, "Memo"] = ""


def total(refund: ClientRefund, books: Books) -> Money:
    return refund.amount


def from_an_office_account(refund: ClientRefund, books: Books) -> None:
    rules.bank_of_sort(refund.bank, books, trust=False)


def enough_is_left(refund: ClientRefund, books: Books) -> None:
    rules.used_within(refund.credit, refund.amount, on=refund.on, books=books)


def lines(refund: ClientRefund, books: Books) -> Iterator[Posting]:
    matter = books.posted(refund.credit).matter or None
    yield debit(books.chart.receivable, refund.amount, matter=matter, text=refund.credit)
    yield credit(books.bank_account(refund.bank), refund.amount, bank=refund.bank)


def allocates(refund: ClientRefund) -> Iterator[Settles]:
    yield Settles(refund.amount, source=refund.credit)


def sample() -> ClientRefund:
    return ClientRefund(
        on=date(2026, 3, 20), bank=OfficeBank("O1"), credit=ClientsMoneyNumber("CN-1003"), amount=aud("120.00")
    )


CLIENT_REFUND = register(
    Kind(
        code="client_refund",
        title="Client refund",
        plural="Client refunds",
        area="sales",
        series="CF",
        shape=ClientRefund,
        lifecycle=EDITABLE,
        total=total,
        rules=(from_an_office_account, enough_is_left),
        lines=lines,
        allocates=allocates,
        push=Kept(
            "Refunds to clients cannot be copied to Xero.",
            refused="apply what is left to another bill of the client",
        ),
        sample=sample,
    )
)
