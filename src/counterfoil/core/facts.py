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
class LowestHeldForBill:
    """The same for the matter of a posted bill, which nobody has looked up yet. Answer: Held."""

    bill: str
    bank: str
    since: date


@dataclass(frozen=True, slots=True)
class LowestInBank:
    """The least that a trust bank account itself has at the end of any day from `since` on. Answer: Held.

    Less than what is held in it for matters, as long as a part of that lies in the statutory deposit.
    """

    bank: str
    since: date


@dataclass(frozen=True, slots=True)
class LowestOn:
    """The least that stands on the account of a slot at the end of any day from `since` on. Answer: Held.

    Of a matter, of a bank, or of both where they are named; above zero the way the account grows.
    """

    slot: str
    since: date
    matter: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class GivenTo:
    """How much of a credit some other document has given to a bill: both by number. Answer: Held."""

    credit: str
    bill: str
    since: date


@dataclass(frozen=True, slots=True)
class SameReference:
    """The posted document of a kind on which a contact's reference stands already. Answer: its number, or nothing.

    Large letters and small ones are the same.
    """

    kind: str
    contact: str
    reference: str


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """The posted document that was made from an order. Answer: its number, or nothing."""

    order: str


@dataclass(frozen=True, slots=True)
class Held:
    amount: Money
    on: date


Lowest = LowestHeld | LowestHeldForBill | LowestInBank | LowestOn | GivenTo
"""Facts whose answer is Held."""
Fact = Lowest | SameReference | MadeFrom
