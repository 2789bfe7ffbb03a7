"""Items: the priced lines of a bill. Tax is worked out once, here; lines, total and copy all read the priced items."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import tax
from counterfoil.core.books import Books
from counterfoil.core.chart import Account
from counterfoil.core.money import Money
from counterfoil.core.postings import Posting, Tax, credit
from counterfoil.core.references import IncomeAccount, SalesTax
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import WORKED_OUT, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A line of a bill as entered. A discount is a line below zero."""

    description: Annotated[str, "Description", Length(2000)]
    account: Annotated[IncomeAccount, "Account"]
    net: Annotated[Money, "Amount before tax"]
    tax: Annotated[SalesTax | None, "Tax"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedItem(Item):
    """The same line with its account, its tax code and its tax."""

    tax: Annotated[SalesTax, "Tax"]
    income: Annotated[Account, "Income account", WORKED_OUT]
    tax_amount: Annotated[Money, "Amount of tax", WORKED_OUT]

    @property
    def gross(self) -> Money:
        return self.net + self.tax_amount


def price(items: Iterable[Item], *, on: date, books: Books) -> tuple[PricedItem, ...]:
    """Tax per line at the day's rate, half up. A line without a tax code takes its account's."""
    return tuple(_priced(item, on, books) for item in items)


def _priced(item: Item, on: date, books: Books) -> PricedItem:
    account = books.chart.account(item.account)
    if account.account_class != "income" or not account.manual:
        raise Refusal("account-not-allowed", "{account} is not an income account; choose one", account=account)
    code = item.tax or account.tax
    if code is None:
        raise Refusal("field-missing", "choose a tax code for '{line}'", line=item.description)
    facts = books.tax_code(code)
    if facts.direction == "paid":
        raise Refusal("tax-code-not-allowed", "{code} is for purchases; choose a sales code", code=code)
    return PricedItem(
        description=item.description,
        account=item.account,
        net=item.net,
        tax=SalesTax(code),
        income=account,
        tax_amount=tax.on_top(item.net, facts.rate_on(on)),
    )


def total(items: Iterable[PricedItem], *, books: Books) -> Money:
    return Money.sum((item.gross for item in items), currency=books.currency)


def income_lines(items: tuple[PricedItem, ...], *, matter: str, books: Books) -> Iterator[Posting]:
    """Cr income per item with its tax beside it, then Cr TAX COLLECTED once."""
    for item in items:
        yield credit(item.income, item.net, matter=matter, tax=Tax(item.tax, item.tax_amount), text=item.description)
    yield credit(books.chart.tax_collected, Money.sum((i.tax_amount for i in items), currency=books.currency))
