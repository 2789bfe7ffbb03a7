"""Bill kept in trust: money held for a matter pays the firm's bills on it, and stays in trust as the firm's own.

    Dr Trust funds held      880.00  M-104 T1
    Cr Trust funds held      880.00  FIRM T1
    Dr Interest in trust     880.00
    Cr Receivables           880.00  M-104

The firm draws it later, all of it or a part, as firm interest drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact
from counterfoil.core.kinds import Kind, Pushed, Settles, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import FIRM, BillNumber, ContactCode, TrustBank
from counterfoil.kinds.trust import bills
from counterfoil.kinds.trust.bills import BillPart
from counterfoil.kinds.trust.parts import not_in_future


@dataclass(frozen=True, slots=True, kw_only=True)
class BillKeptInTrust:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    client: Annotated[ContactCode, "Client"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[BillPart, ...], "Bills paid"]


def total(payment: BillKeptInTrust, books: Books) -> Money:
    return bills.total(payment, books)


def needs(payment: BillKeptInTrust) -> Iterator[Fact]:
    return bills.held(payment)


def in_a_trust_account(payment: BillKeptInTrust, books: Books) -> None:
    rules.bank_of_sort(payment.bank, books, trust=True)


def lines(payment: BillKeptInTrust, books: Books) -> Iterator[Posting]:
    chart, paid = books.chart, total(payment, books)
    yield from bills.taken_from_each(payment, books)
    yield credit(chart.trust_held, paid, matter=FIRM, bank=payment.bank, text=payment.reason)
    yield debit(chart.firm_interest_in_trust, paid)
    yield from bills.off_receivables(payment, books)


def allocates(payment: BillKeptInTrust) -> Iterator[Settles]:
    return bills.settled(payment)


def sample() -> BillKeptInTrust:
    part = BillPart(bill=BillNumber("B-1042"), amount=aud("880.00"))
    return BillKeptInTrust(
        on=date(2026, 3, 9),
        bank=TrustBank("T1"),
        client=ContactCode("C-0007"),
        reason="Costs as invoiced",
        parts=(part,),
    )


BILL_KEPT_IN_TRUST = register(
    Kind(
        code="bill_kept_in_trust",
        title="Bill kept in trust",
        plural="Bills kept in trust",
        area="trust",
        series="TBK",
        shape=BillKeptInTrust,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(in_a_trust_account, not_in_future, bills.are_the_clients, bills.owe_it, bills.held_for_each),
        lines=lines,
        allocates=allocates,
        push=(Pushed("Payments", "ACCREC", per="allocation", through="FIRM_INTEREST_IN_TRUST"),),
        incoming=False,
        only_with=("FIRM_INTEREST_IN_TRUST",),
        sample=sample,
    )
)
