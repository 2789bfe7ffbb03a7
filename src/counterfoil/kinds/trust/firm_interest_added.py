"""Firm interest added: the firm puts its own money into a trust account, for what it will advance from there.

    Dr Trust bank          1,000.00  T1
    Cr Trust funds held    1,000.00  FIRM T1
    Dr Interest in trust   1,000.00
    Cr Office bank         1,000.00  O1

It stands on the firm's own trust ledger, apart from what is held for any matter.
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
from counterfoil.core.references import FIRM, OfficeBank, TrustBank
from counterfoil.kinds.trust.parts import not_in_future


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmInterestAdded:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "From office account"]
    into: Annotated[TrustBank, "Into trust account"]
    amount: Annotated[Money, "Amount"]
    reason: Annotated[str, "Reason"]


def total(added: FirmInterestAdded, books: Books) -> Money:
    return added.amount


def from_office_to_trust(added: FirmInterestAdded, books: Books) -> None:
    rules.bank_of_sort(added.bank, books, trust=False)
    rules.bank_of_sort(added.into, books, trust=True)


def lines(added: FirmInterestAdded, books: Books) -> Iterator[Posting]:
    yield debit(books.bank_account(added.into), added.amount, bank=added.into)
    yield credit(books.chart.trust_held, added.amount, matter=FIRM, bank=added.into, text=added.reason)
    yield debit(books.chart.firm_interest_in_trust, added.amount, text=added.reason)
    yield credit(books.bank_account(added.bank), added.amount, bank=added.bank)


def sample() -> FirmInterestAdded:
    return FirmInterestAdded(
        on=date(2026, 3, 2),
        bank=OfficeBank("O1"),
        into=TrustBank("T1"),
        amount=aud("1000.00"),
        reason="Float for filing fees",
    )


FIRM_INTEREST_ADDED = register(
    Kind(
        code="firm_interest_added",
        title="Firm interest added",
        plural="Firm interest added",
        area="trust",
        series="FI",
        shape=FirmInterestAdded,
        lifecycle=TRUST,
        total=total,
        rules=(from_office_to_trust, not_in_future),
        lines=lines,
        push=(
            Pushed("BankTransactions", "SPEND", carries=("FIRM_INTEREST_IN_TRUST",)),
            Pushed("BankTransactions", "RECEIVE", through="into", carries=("TRUST_HELD",)),
        ),
        only_with=("FIRM_INTEREST_IN_TRUST",),
        sample=sample,
    )
)
