"""What deposits and withdrawals of the firm's own money share. No kind itself; kinds are made of it."""

from typing import Protocol

from counterfoil.core import items, rules
from counterfoil.core.books import Books
from counterfoil.core.items import Line, PricedMoneyItem
from counterfoil.core.kinds import Kept, Pushed
from counterfoil.core.money import Money
from counterfoil.core.references import OfficeBank


class OwnMoney(Protocol):
    """A priced deposit or withdrawal."""

    @property
    def bank(self) -> OfficeBank: ...
    @property
    def items(self) -> tuple[PricedMoneyItem, ...]: ...


def total(money: OwnMoney, books: Books) -> Money:
    return items.total(money.items, books=books)


def through_an_office_account(money: OwnMoney, books: Books) -> None:
    rules.bank_of_sort(money.bank, books, trust=False)


def for_open_matters(money: OwnMoney, books: Books) -> None:
    rules.open_matters((item.matter for item in money.items), books)


def lines_of(money: OwnMoney) -> list[Line]:
    """Each item with the matter it names."""
    return [(item, item.matter) for item in money.items]


def kept_or(record: Pushed) -> Kept:
    """It stays here, unless the firm has its own banking copied as this record."""
    reason = "The firm's own banking stays here: Xero has it from its bank statement."
    return Kept(reason, unless="firm_banking", becomes=(record,))
