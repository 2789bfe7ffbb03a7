"""Which matters a movement of trust money is for, with how much for each. No kind itself; kinds are made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from counterfoil.core.books import Books
from counterfoil.core.money import Money
from counterfoil.core.references import MatterCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    matter: Annotated[MatterCode, "Matter"]
    amount: Annotated[Money, "Amount"]


def total_of(parts: Iterable[Part], *, books: Books) -> Money:
    return Money.sum((part.amount for part in parts), currency=books.currency)
