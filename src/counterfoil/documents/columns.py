"""The columns of a document and its rows, read off its priced shape by the types of its fields."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeVar

from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.references import (
    AccountCode,
    BankCode,
    ContactCode,
    DocumentNumber,
    MatterCode,
    OrderNumber,
    Reference,
    TaxCode,
)
from counterfoil.core.shapes import Field, describe


@dataclass(frozen=True, slots=True)
class Columns:
    """What the shared table holds beside the content. Ids; `memo` is the first text of the document.

    `related_id` is the order that it was made from.
    """

    dated_on: date
    due_on: date | None
    matter_id: int | None
    contact_id: int | None
    bank_id: int | None
    related_id: int | None
    memo: str
    total_minor: int


class RowColumns(NamedTuple):
    """The same of one row."""

    account_id: int | None
    matter_id: int | None
    tax_code_id: int | None
    related_id: int | None
    description: str
    net_minor: int
    tax_minor: int


def columns_of(kind: Kind, document: Any, total: Money, books: Books) -> Columns:
    """`document` is priced. A document whose rows all name one matter belongs to that matter.

    A document that names no contact is that of the documents it names; where its kind says so, that of its matter's
    client, or of the bank itself.
    """
    matter = _first(document, MatterCode) or _only_matter(document)
    contact: str | None = _first(document, ContactCode)
    bank, order = _first(document, BankCode), _first(document, OrderNumber)
    if contact is None:
        contact = _only_contact(document, books)
    if contact is None and bank and kind.contact_of_its_bank:
        contact = books.matter(matter).client if matter else books.bank(bank).held_with
    return Columns(
        dated_on=document.on,
        due_on=getattr(document, "due_on", None),
        matter_id=books.matter(matter).id if matter else None,
        contact_id=books.contact(contact).id if contact else None,
        bank_id=books.bank(bank).id if bank else None,
        related_id=books.posted(order).id if order else None,
        memo=_text(document)[:255],
        total_minor=total.minor,
    )


Code = TypeVar("Code", bound=Reference)


def _first(record: Any, sort: type[Code]) -> Code | None:
    for name in references_of(record.__class__, sort):
        value: Code | None = getattr(record, name)
        if value:
            return value
    return None


@cache
def references_of(shape: type, sort: type[Reference]) -> tuple[str, ...]:
    """The fields of a document, or of a row, that name a record of that sort."""
    return tuple(field.name for field in describe(shape) if field.sort == "reference" and issubclass(field.type, sort))


@cache
def _of_sort(shape: type, sort: str) -> tuple[Field, ...]:
    return tuple(field for field in describe(shape) if field.sort == sort)


def _rows(document: Any) -> list[Any]:
    return [row for field in _of_sort(document.__class__, "rows") for row in getattr(document, field.name)]


def _text(record: Any) -> str:
    return next((getattr(record, field.name) for field in _of_sort(record.__class__, "text")), "")


def _only_matter(document: Any) -> str | None:
    named = {_first(row, MatterCode) for row in _rows(document)}
    return named.pop() if len(named) == 1 else None


def _only_contact(document: Any, books: Books) -> str | None:
    """The contact of the document that it names, or of all those that its rows name."""
    records = [document, *_rows(document)]
    named = [getattr(each, name) for each in records for name in references_of(each.__class__, DocumentNumber)]
    contacts = {books.posted(number).contact for number in named if number}
    return (contacts.pop() or None) if len(contacts) == 1 else None


def rows_of(document: Any, books: Books) -> list[RowColumns]:
    """Every row of every list in the document, priced."""
    return [_row(row, books) for row in _rows(document)]


def _row(row: Any, books: Books) -> RowColumns:
    """The amount of a row is its `net`, or the first that it has."""
    account, matter, tax_code = (_first(row, sort) for sort in (AccountCode, MatterCode, TaxCode))
    named = next((getattr(row, name) for name in references_of(row.__class__, DocumentNumber)), None)
    amount = row.net if hasattr(row, "net") else getattr(row, _of_sort(row.__class__, "money")[0].name)
    tax = getattr(row, "tax_amount", None)
    return RowColumns(
        account_id=books.chart.account(account).id if account else None,
        matter_id=books.matter(matter).id if matter else None,
        tax_code_id=books.tax_code(tax_code).id if tax_code else None,
        related_id=books.posted(named).id if named else None,
        description=_text(row),
        net_minor=amount.minor,
        tax_minor=tax.minor if tax else 0,
    )
