"""Facts a kind may ask for before its rules run. Each names what it wants; the action looks all of them up at once."""

from dataclasses import dataclass
from datetime import date

from counterfoil.core.money import Money


@dataclass(frozen=True, slots=True)
class LowestHeld:
    """The least that is held for a matter in a trust bank at the end of any day from `since` on. Answer: Held."""

    matter: str
    bank: str
    since: date


@dataclass(frozen=True, slots=True)
class Held:
    amount: Money
    on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """What is open of a posted bill: a document of a kind that is `owed`. Answer: BillOwed, or nothing."""

    bill: str


@dataclass(frozen=True, slots=True)
class BillOwed:
    id: int
    number: str
    dated_on: date
    matter: str
    client: str
    open: Money


Fact = LowestHeld | Owed
