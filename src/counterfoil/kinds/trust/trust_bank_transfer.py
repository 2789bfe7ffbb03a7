"""Trust bank transfer: clients' money moves from one trust account to another, with the matters whose money it is.

    Dr Investment account    300.00  T2
    Dr Trust funds held      300.00  M-104 T1
    Cr Trust bank            300.00  T1
    Cr Trust funds held      300.00  M-104 T2

To and from the statutory deposit, money moves with documents of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import Fact, LowestHeld, LowestInBank
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.parts import ONE_RECORD, Part, not_in_future, through_trust_transfers, total_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustBankTransfer:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "From trust account"]
    into: Annotated[TrustBank, "Into trust account"]
    reason: Annotated[str, "Reason"]
    parts: Annotated[tuple[Part, ...], "Matters"]


def total(transfer: TrustBankTransfer, books: Books) -> Money:
    return total_of(transfer.parts, books=books)


def needs(transfer: TrustBankTransfer) -> Iterator[Fact]:
    yield from (LowestHeld(part.matter, transfer.bank, transfer.on) for part in transfer.parts)
    yield LowestInBank(transfer.bank, transfer.on)


def between_two_trust_accounts(transfer: TrustBankTransfer, books: Books) -> None:
    rules.two_banks(transfer.bank, transfer.into, books, trust=True)


def is_held(transfer: TrustBankTransfer, books: Books) -> None:
    rules.each_above_zero(part.amount for part in transfer.parts)
    asked = [(part.matter, part.amount) for part in transfer.parts]
    rules.taken_from_trust(asked, bank=transfer.bank, on=transfer.on, books=books)
    rules.bank_has(total(transfer, books), bank=transfer.bank, on=transfer.on, books=books)


def lines(transfer: TrustBankTransfer, books: Books) -> Iterator[Posting]:
    held, text, moved = books.chart.trust_held, transfer.reason, total(transfer, books)
    yield debit(books.bank_account(transfer.into), moved, bank=transfer.into)
    for part in transfer.parts:
        yield debit(held, part.amount, matter=part.matter, bank=transfer.bank, text=text)
    yield credit(books.bank_account(transfer.bank), moved, bank=transfer.bank)
    for part in transfer.parts:
        yield credit(held, part.amount, matter=part.matter, bank=transfer.into, text=text)


def sample() -> TrustBankTransfer:
    part = Part(matter=MatterCode("M-104"), amount=aud("300.00"))
    return TrustBankTransfer(
        on=date(2026, 3, 2),
        bank=TrustBank("T1"),
        into=TrustBank("T2"),
        reason="Invested until settlement",
        parts=(part,),
    )


TRUST_BANK_TRANSFER = register(
    Kind(
        code="trust_bank_transfer",
        title="Trust bank transfer",
        plural="Trust bank transfers",
        area="trust",
        series="TB",
        shape=TrustBankTransfer,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(between_two_trust_accounts, not_in_future, is_held),
        lines=lines,
        push=(Pushed("BankTransfers", "", when=ONE_RECORD), *through_trust_transfers(into="into")),
        incoming=False,
        sample=sample,
    )
)
