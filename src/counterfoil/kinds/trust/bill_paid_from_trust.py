"""Bill paid from trust: money held for a matter pays the firm's bills on that matter, from trust to office account.

    Dr Trust funds held      880.00  M-104 T1
    Cr Trust bank            880.00  T1
    Dr Office bank           880.00  O1
    Cr Receivables           880.00  M-104

Each bill is paid out of its own matter: money of another is transferred to it first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact, LowestInBank
from counterfoil.core.kinds import Kind, Pushed, Settles, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import BillNumber, ContactCode, OfficeBank, TrustBank
from counterfoil.kinds.trust import bills
from counterfoil.kinds.trust.bills import BillPart
from counterfoil.kinds.trust.parts import not_in_future


@dataclass(frozen=True, slots=True, kw_only=True)
class BillPaidFromTrust:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "From trust account"]
    into: Annotated[OfficeBank, "Into office account"]
    client: Annotated[ContactCode, "Client"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[BillPart, ...], "Bills paid"]


def total(payment: BillPaidFromTrust, books: Books) -> Money:
    return bills.total(payment, books)


def needs(payment: BillPaidFromTrust) -> Iterator[Fact]:
    yield from bills.held(payment)
    yield LowestInBank(payment.bank, payment.on)


def from_trust_to_office(payment: BillPaidFromTrust, books: Books) -> None:
    rules.bank_of_sort(payment.bank, books, trust=True)
    rules.bank_of_sort(payment.into, books, trust=False)


def the_bank_has_it(payment: BillPaidFromTrust, books: Books) -> None:
    rules.bank_has(total(payment, books), bank=payment.bank, on=payment.on, books=books)


def lines(payment: BillPaidFromTrust, books: Books) -> Iterator[Posting]:
    paid = total(payment, books)
    yield from bills.taken_from_each(payment, books)
    yield credit(books.bank_account(payment.bank), paid, bank=payment.bank)
    yield debit(books.bank_account(payment.into), paid, bank=payment.into)
    yield from bills.off_receivables(payment, books)


def allocates(payment: BillPaidFromTrust) -> Iterator[Settles]:
    return bills.settled(payment)


def sample() -> BillPaidFromTrust:
    part = BillPart(bill=BillNumber("B-1042"), amount=aud("880.00"))
    return BillPaidFromTrust(
        on=date(2026, 3, 9),
        bank=TrustBank("T1"),
        into=OfficeBank("O1"),
        client=ContactCode("C-0007"),
        reason="Costs as billed",
        parts=(part,),
    )


BILL_PAID_FROM_TRUST = register(
    Kind(
        code="bill_paid_from_trust",
        title="Bill paid from trust",
        plural="Bills paid from trust",
        area="trust",
        series="TBP",
        shape=BillPaidFromTrust,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(
            from_trust_to_office,
            not_in_future,
            bills.are_the_clients,
            bills.owe_it,
            bills.held_for_each,
            the_bank_has_it,
        ),
        lines=lines,
        allocates=allocates,
        push=(
            Pushed("BankTransactions", "SPEND", carries=("TRUST_HELD",)),
            Pushed("Payments", "ACCREC", per="allocation", through="into"),
        ),
        incoming=False,
        sample=sample,
    )
)
