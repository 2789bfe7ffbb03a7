"""Items: the priced lines of a document. Tax is worked out once, here; lines, total and copy read the priced items."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypeVar

from counterfoil.core import tax
from counterfoil.core.books import Books
from counterfoil.core.chart import Account
from counterfoil.core.money import Money
from counterfoil.core.postings import Posting, Tax, credit, debit
from counterfoil.core.references import (
    AccountCode,
    CostAccount,
    IncomeAccount,
    MatterCode,
    PurchaseTax,
    SalesTax,
    TaxCode,
)
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import WORKED_OUT, Length, describe


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of a bill to a client as entered. A discount is a line below zero."""

    description: Annotated[str, "Description", Length(2000)]
    account: Annotated[IncomeAccount, "Account"]
    net: Annotated[Money, "Amount before tax"]
    tax: Annotated[SalesTax | None, "Tax"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditItem:
    """A line that gives back what a bill charged: the account that it was charged on, or another."""

    description: Annotated[str, "Description", Length(2000)]
    account: Annotated[AccountCode, "Account"]
    net: Annotated[Money, "Amount before tax"]
    tax: Annotated[SalesTax | None, "Tax"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyItem:
    """A line of the firm's own money in or out: any account that documents do not keep for themselves."""

    description: Annotated[str, "Description", Length(2000)]
    account: Annotated[AccountCode, "Account"]
    net: Annotated[Money, "Amount before tax"]
    tax: Annotated[TaxCode | None, "Tax"] = None
    matter: Annotated[MatterCode | None, "Matter"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CostItem:
    """A line of a supplier's bill, for the firm or for a matter. A discount is a line below zero."""

    description: Annotated[str, "Description", Length(2000)]
    account: Annotated[CostAccount, "Account"]
    net: Annotated[Money, "Amount before tax"]
    tax: Annotated[PurchaseTax | None, "Tax"] = None
    matter: Annotated[MatterCode | None, "Matter"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedItem(Item):
    """The same line with its account, its tax code and its tax."""

    tax: Annotated[SalesTax, "Tax"]
    posts_to: Annotated[Account, "Account it posts to", WORKED_OUT]
    tax_amount: Annotated[Money, "Amount of tax", WORKED_OUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedCreditItem(CreditItem):
    """The same line with its account, its tax code and its tax."""

    tax: Annotated[SalesTax, "Tax"]
    posts_to: Annotated[Account, "Account it posts to", WORKED_OUT]
    tax_amount: Annotated[Money, "Amount of tax", WORKED_OUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedMoneyItem(MoneyItem):
    """The same line with its account, its tax code and its tax."""

    tax: Annotated[TaxCode, "Tax"]
    posts_to: Annotated[Account, "Account it posts to", WORKED_OUT]
    tax_amount: Annotated[Money, "Amount of tax", WORKED_OUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedCostItem(CostItem):
    """The same line with its account, its tax code and its tax."""

    tax: Annotated[PurchaseTax, "Tax"]
    posts_to: Annotated[Account, "Account it posts to", WORKED_OUT]
    tax_amount: Annotated[Money, "Amount of tax", WORKED_OUT]


Entered = Item | CreditItem | MoneyItem | CostItem
AnyPriced = PricedItem | PricedCreditItem | PricedMoneyItem | PricedCostItem
Priced = TypeVar("Priced", PricedItem, PricedCreditItem, PricedMoneyItem, PricedCostItem)


@dataclass(frozen=True, slots=True)
class Side:
    """Which way the money goes: the accounts that fit, and the tax codes that do not, both in words too."""

    fits: Callable[[Account], bool]
    wanted: str
    tax: type[TaxCode]
    not_tax: str
    not_this: str


SALES = Side(
    lambda account: account.account_class == "income",
    "an income account",
    SalesTax,
    "paid",
    "purchases; choose a sales code",
)
SALES_BACK = Side(
    lambda account: account.type != "bank",
    "an account that a credit note may name",
    SalesTax,
    "paid",
    "purchases; choose a sales code",
)
PURCHASES = Side(
    lambda account: (
        account.account_class in ("expense", "asset", "liability")
        and account.type not in ("bank", "trust_bank", "trust_liability")
    ),
    "an account of costs, assets or liabilities",
    PurchaseTax,
    "collected",
    "sales; choose a purchases code",
)
MONEY_IN = Side(
    lambda account: account.type != "bank", "an account for money in", TaxCode, "paid", "purchases; choose a sales code"
)
MONEY_OUT = Side(
    lambda account: account.type != "bank",
    "an account for money out",
    TaxCode,
    "collected",
    "sales; choose a purchases code",
)


def price(items: Iterable[Entered], *, into: type[Priced], side: Side, on: date, books: Books) -> tuple[Priced, ...]:
    """Tax per line at the day's rate, half up. A line without a tax code takes its account's."""
    return tuple(_priced(item, into, side, on, books) for item in items)


def _priced(item: Entered, into: type[Priced], side: Side, on: date, books: Books) -> Priced:
    account = fitting_account(item.account, side=side, books=books)
    code = item.tax or account.tax
    if code is None:
        raise Refusal("field-missing", "choose a tax code for '{line}'", line=item.description)
    entered = {field.name: getattr(item, field.name) for field in describe(into)}
    tax_amount = tax.on_top(item.net, rate(code, side=side, on=on, books=books))
    return into(**entered | {"tax": side.tax(code), "posts_to": account, "tax_amount": tax_amount})


def fitting_account(code: str, *, side: Side, books: Books) -> Account:
    account = books.chart.account(code)
    if not account.manual or not side.fits(account):
        raise Refusal(
            "account-not-allowed", "{account} is not {wanted}; choose one", account=account, wanted=side.wanted
        )
    return account


def rate(code: str, *, side: Side, on: date, books: Books) -> int:
    """In hundredths of a percent, of a tax code that fits."""
    facts = books.tax_code(code)
    if facts.direction == side.not_tax:
        raise Refusal("tax-code-not-allowed", "{code} is for {not_this}", code=code, not_this=side.not_this)
    return facts.rate_on(on)


def total(items: Iterable[AnyPriced], *, books: Books) -> Money:
    return Money.sum((part for item in items for part in (item.net, item.tax_amount)), currency=books.currency)


Line = tuple[AnyPriced, MatterCode | None]
"""An item and the matter it is for."""


def credited(lines: Sequence[Line], *, books: Books) -> Iterator[Posting]:
    """Cr each item with its tax beside it, then Cr TAX COLLECTED once."""
    return _posted(lines, credit, books.chart.tax_collected, books)


def debited(lines: Sequence[Line], *, books: Books) -> Iterator[Posting]:
    """Dr each item with its tax beside it, then Dr TAX PAID once."""
    return _posted(lines, debit, books.chart.tax_paid, books)


def given_back(lines: Sequence[Line], *, books: Books) -> Iterator[Posting]:
    """Dr each item with its tax beside it, then Dr TAX COLLECTED once: a bill turned round."""
    return _posted(lines, debit, books.chart.tax_collected, books)


def taken_back(lines: Sequence[Line], *, books: Books) -> Iterator[Posting]:
    """Cr each item with its tax beside it, then Cr TAX PAID once: what was bought goes back."""
    return _posted(lines, credit, books.chart.tax_paid, books)


def _posted(lines: Sequence[Line], post: Callable[..., Posting], tax_to: Account, books: Books) -> Iterator[Posting]:
    for item, matter in lines:
        beside = Tax(item.tax, item.tax_amount)
        yield post(item.posts_to, item.net, matter=matter, tax=beside, text=item.description)
    yield post(tax_to, Money.sum((item.tax_amount for item, _ in lines), currency=books.currency))
