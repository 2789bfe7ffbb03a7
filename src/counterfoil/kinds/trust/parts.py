"""What kinds of trust money share: rows, days, and how transfers are copied. No kind itself; kinds are made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Pushed
from counterfoil.core.money import Money
from counterfoil.core.references import MatterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    matter: Annotated[MatterCode, "Matter"]
    amount: Annotated[Money, "Amount"]


def total_of(parts: Iterable[Part], *, books: Books) -> Money:
    return Money.sum((part.amount for part in parts), currency=books.currency)


def summed(parts: Iterable[Part], *, books: Books) -> dict[str, Money]:
    """How much for each matter: two rows of one are added up."""
    sums: dict[str, Money] = {}
    for part in parts:
        sums[part.matter] = sums.get(part.matter, books.zero()) + part.amount
    return sums


class Dated(Protocol):
    @property
    def on(self) -> date: ...


def not_in_future(document: Dated, books: Books) -> None:
    rules.not_in_future(document.on, books)


ONE_RECORD = ("trust_transfers", "journal")
TWO_RECORDS = ("trust_transfers", "holding")
"""The setting of the link that says how transfers within trust are written, with its choices."""


def through_trust_transfers(*, into: str) -> tuple[Pushed, Pushed]:
    """Money out of the trust account, and money into that of the field `into`; Trust transfers ends at nothing."""
    slot = "TRUST_TRANSFERS"
    return (
        Pushed("BankTransactions", "SPEND", against=slot, when=TWO_RECORDS),
        Pushed("BankTransactions", "RECEIVE", through=into, against=slot, when=TWO_RECORDS),
    )
