"""What the two ways of the statutory deposit share. No kind itself; kinds are made of it.

What lies in the deposit is told by the trust account that it came from, and stays held for the matters of that account.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.money import Money, aud
from counterfoil.core.references import TrustBank


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryDeposit:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    amount: Annotated[Money, "Amount"]
    reason: Annotated[str, "Reason"]


def total(deposit: StatutoryDeposit, books: Books) -> Money:
    return deposit.amount


def of_a_trust_account(deposit: StatutoryDeposit, books: Books) -> None:
    rules.bank_of_sort(deposit.bank, books, trust=True)


def sample_of(shape: type[StatutoryDeposit], reason: str) -> StatutoryDeposit:
    return shape(on=date(2026, 3, 31), bank=TrustBank("T1"), amount=aud("6200.00"), reason=reason)
