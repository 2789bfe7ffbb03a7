"""Trust transfer: money held for one matter is held for another from then on, in the same trust account.

Dr Trust funds held      300.00  M-104 T1
Cr Trust funds held      300.00  M-117 T1
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import LowestHeld
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.core.refusals import Refusal
from counterfoil.kinds.trust.parts import ONE_RECORD, not_in_future, through_trust_transfers


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustTransfer:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    matter: Annotated[MatterCode, "From matter"]
    to: Annotated[MatterCode, "To matter"]
    amount: Annotated[Money, "Amount"]
    reason: Annotated[str, "Reason"]


def total(transfer: TrustTransfer, books: Books) -> Money:
    return transfer.amount


def needs(transfer: TrustTransfer) -> Iterator[LowestHeld]:
    yield LowestHeld(transfer.matter, transfer.bank, transfer.on)


def in_a_trust_account(transfer: TrustTransfer, books: Books) -> None:
    rules.bank_of_sort(transfer.bank, books, trust=True)


def between_two_matters(transfer: TrustTransfer, books: Books) -> None:
    if transfer.matter == transfer.to:
        raise Refusal("same-matter", "{matter} is on both sides; choose another", matter=transfer.to)
    rules.open_matter(transfer.to, books)


def is_held(transfer: TrustTransfer, books: Books) -> None:
    asked = [(transfer.matter, transfer.amount)]
    rules.taken_from_trust(asked, bank=transfer.bank, on=transfer.on, books=books)


def lines(transfer: TrustTransfer, books: Books) -> Iterator[Posting]:
    held, bank, text = books.chart.trust_held, transfer.bank, transfer.reason
    yield debit(held, transfer.amount, matter=transfer.matter, bank=bank, text=text)
    yield credit(held, transfer.amount, matter=transfer.to, bank=bank, text=text)


def sample() -> TrustTransfer:
    return TrustTransfer(
        on=date(2026, 3, 2),
        bank=TrustBank("T1"),
        matter=MatterCode("M-104"),
        to=MatterCode("M-117"),
        amount=aud("300.00"),
        reason="Share of the deposit",
    )


TRUST_TRANSFER = register(
    Kind(
        code="trust_transfer",
        title="Trust transfer",
        plural="Trust transfers",
        area="trust",
        series="TT",
        shape=TrustTransfer,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(in_a_trust_account, not_in_future, between_two_matters, is_held),
        lines=lines,
        push=(Pushed("ManualJournals", "", when=ONE_RECORD), *through_trust_transfers(into="bank")),
        incoming=False,
        sample=sample,
    )
)
