"""The columns of a document and its rows, read off its priced shape by the types of its fields."""

from dataclasses import dataclass
from datetime import date
from typing import Any

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


@dataclass(frozen=True, slots=True)
class RowColumns:
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
    fields = describe(type(document))
    matter = _first(document, fields, MatterCode) or _only_matter(document, fields)
    contact = _first(document, fields, ContactCode)
    bank = _first(document, fields, BankCode)
    if contact is None:
        contact = _only_contact(document, fields, books)
    if contact is None and bank and kind.contact_of_its_bank:
        contact = books.matter(matter).client if matter else books.bank(bank).held_with
    orders = (getattr(document, f.name) for f in fields if f.sort == "reference" and issubclass(f.type, OrderNumber))
    order = next(orders, None)
    text = next((field for field in fields if field.sort == "text"), None)
    return Columns(
        dated_on=document.on,
        due_on=getattr(document, "due_on", None),
        matter_id=books.matter(matter).id if matter else None,
        contact_id=books.contact(contact).id if contact else None,
        bank_id=books.bank(bank).id if bank else None,
        related_id=books.posted(order).id if order else None,
        memo=(getattr(document, text.name) if text else "")[:255],
        total_minor=total.minor,
    )


def _first(record: Any, fields: tuple[Field, ...], sort: type[str]) -> str | None:
    for field in fields:
        if field.sort == "reference" and issubclass(field.type, sort):
            value = getattr(record, field.name)
            if value:
                return str(value)
    return None


def _only_matter(document: Any, fields: tuple[Field, ...]) -> str | None:
    named = {
        _first(row, field.rows, MatterCode)
        for field in fields
        if field.sort == "rows"
        for row in getattr(document, field.name)
    }
    return named.pop() if len(named) == 1 else None


def _only_contact(document: Any, fields: tuple[Field, ...], books: Books) -> str | None:
    """The contact of the document that it names, or of all those that its rows name."""
    named = [getattr(document, field.name) for field in fields if _names_a_document(field)]
    for field in fields:
        cells = [cell.name for cell in field.rows if _names_a_document(cell)]
        named += [getattr(row, name) for row in (getattr(document, field.name) if cells else ()) for name in cells]
    contacts = {books.posted(number).contact for number in named if number}
    return (contacts.pop() or None) if len(contacts) == 1 else None


def _names_a_document(field: Field) -> bool:
    return field.sort == "reference" and issubclass(field.type, DocumentNumber)


def rows_of(document: Any, books: Books) -> list[RowColumns]:
    """Every row of every list in the document, priced."""
    found = []
    for field in describe(type(document)):
        if field.sort == "rows":
            found += [_row(row, field.rows, books) for row in getattr(document, field.name)]
    return found


def _row(row: Any, fields: tuple[Field, ...], books: Books) -> RowColumns:
    """The amount of a row is its `net`, or the first that it has."""
    account = _first(row, fields, AccountCode)
    matter = _first(row, fields, MatterCode)
    tax_code = _first(row, fields, TaxCode)
    named = next((getattr(row, field.name) for field in fields if _names_a_document(field)), None)
    amount = (
        row.net if hasattr(row, "net") else next(getattr(row, field.name) for field in fields if field.sort == "money")
    )
    text = next((getattr(row, field.name) for field in fields if field.sort == "text"), "")
    tax = getattr(row, "tax_amount", None)
    return RowColumns(
        account_id=books.chart.account(account).id if account else None,
        matter_id=books.matter(matter).id if matter else None,
        tax_code_id=books.tax_code(tax_code).id if tax_code else None,
        related_id=books.posted(named).id if named else None,
        description=text,
        net_minor=amount.minor,
        tax_minor=tax.minor if tax else 0,
    )
