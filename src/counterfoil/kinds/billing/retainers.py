"""What the kinds of general retainers share: money held for a matter on the firm's own account. No kind itself."""

from datetime import date
from typing import Protocol

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import LowestOn
from counterfoil.core.kinds import Kept
from counterfoil.core.money import Money
from counterfoil.core.references import MatterCode

HELD = "RETAINERS_HELD"

STAYS = Kept(
    "General retainers cannot be copied to Xero.",
    refused="hold the money in trust, or take it as a client receipt that stays unallocated",
)


class OutOfRetainer(Protocol):
    """A payment or a refund out of what is held for a matter."""

    @property
    def on(self) -> date: ...
    @property
    def matter(self) -> MatterCode: ...


def held_since(document: OutOfRetainer) -> LowestOn:
    return LowestOn(HELD, document.on, matter=document.matter)


def is_held(document: OutOfRetainer, amount: Money, books: Books) -> None:
    """No more than is held for the matter, on no later day."""
    held = books.lowest_on(HELD, since=document.on, matter=document.matter)
    rules.never_more_than(held, amount, slot=HELD, of=document.matter)
