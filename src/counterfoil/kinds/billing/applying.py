"""What settles bills out of a credit of the same client: a credit note, or what a receipt left over. No kind itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import GivenTo
from counterfoil.core.kinds import Settles
from counterfoil.core.money import Money
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import BillNumber, DocumentNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    bill: Annotated[BillNumber, "Bill"]
    amount: Annotated[Money, "Amount"]


class Applied(Protocol):
    """So much of a credit for each of some bills."""

    @property
    def on(self) -> date: ...
    @property
    def source(self) -> DocumentNumber: ...
    @property
    def parts(self) -> tuple[Part, ...]: ...


def total_of(parts: Iterable[Part], *, books: Books) -> Money:
    return Money.sum((part.amount for part in parts), currency=books.currency)


def total(applied: Applied, books: Books) -> Money:
    return total_of(applied.parts, books=books)


def needs(applied: Applied) -> Iterator[GivenTo]:
    yield from (GivenTo(applied.source, part.bill, applied.on) for part in applied.parts)


def enough_is_left(applied: Applied, books: Books) -> None:
    rules.each_above_zero(part.amount for part in applied.parts)
    rules.used_within(applied.source, total(applied, books), on=applied.on, books=books)


def bills_owe_it(applied: Applied, books: Books) -> None:
    rules.settles_within(((part.bill, part.amount) for part in applied.parts), on=applied.on, books=books)


def of_one_client(applied: Applied, books: Books) -> None:
    bills = [part.bill for part in applied.parts]
    rules.of_one_contact([applied.source, *bills], books)
    rules.given_once(applied.source, bills, on=applied.on, books=books)


def lines(applied: Applied, books: Books) -> Iterator[Posting]:
    """A debt that a credit of another matter settles leaves the one office ledger for the other."""
    owner = books.posted(applied.source).matter or None
    for part in applied.parts:
        matter = books.posted(part.bill).matter or None
        if matter != owner:
            yield debit(books.chart.receivable, part.amount, matter=owner, text=part.bill)
            yield credit(books.chart.receivable, part.amount, matter=matter, text=part.bill)


def allocates(applied: Applied) -> Iterator[Settles]:
    yield from (Settles(part.amount, target=part.bill, source=applied.source) for part in applied.parts)
