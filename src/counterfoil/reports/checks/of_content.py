"""The columns that reports read agree with what was entered."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from counterfoil.core.kinds import Kind
from counterfoil.core.references import BankCode, ContactCode, DocumentNumber, MatterCode, OrderNumber
from counterfoil.core.shapes import Field, describe
from counterfoil.firms.rows import Row, day_of, marks, run
from counterfoil.kinds import all_kinds
from counterfoil.reports.checks.finding import Finding, Scope
from counterfoil.reports.reading import chunks

AT_ONCE = 1_000
SIDES = {"debit", "credit"}


def columns_agree_with_content(scope: Scope) -> Iterator[Finding]:
    """Date, due date, matter, contact, bank, order, memo, total and rows, each against the content of the document."""
    kinds = all_kinds()
    for ids in chunks(f"select id from documents_document where {scope.of('firm_id')} order by id", [], AT_ONCE):
        rows = _read(ids)
        contacts = _contacts_of_named(kinds, rows)
        for row in rows:
            kind = kinds.get(row[2])
            wrong = "no kind of that name" if kind is None else ", ".join(_differences(kind, row, contacts))
            if wrong:
                sentence = f"what reports read differs from what was entered: {wrong}"
                yield Finding("columns_agree_with_content", sentence, row[3] or f"draft {row[0]}", row[1])


def _read(ids: list[int]) -> list[Row]:
    return run(
        "select d.id, d.firm_id, d.kind, d.number, d.dated_on, d.due_on, m.code, c.code, b.code, d.memo, d.total_minor,"
        " d.content, o.code, coalesce(sum(l.net_minor), 0), coalesce(sum(l.tax_minor), 0), count(l.id), p.code,"
        " r.number"
        " from documents_document d left join documents_documentline l on l.document_id = d.id"
        " left join matters_matter m on m.id = d.matter_id left join matters_contact o on o.id = m.client_id"
        " left join matters_contact c on c.id = d.contact_id left join ledger_bankaccount b on b.id = d.bank_id"
        " left join matters_contact p on p.id = b.provider_id left join documents_document r on r.id = d.related_id"
        f" where d.id in ({marks(ids)})"
        " group by d.id, d.firm_id, d.kind, d.number, d.dated_on, d.due_on, m.code, c.code,"
        " b.code, d.memo, d.total_minor, d.content, o.code, p.code, r.number order by d.id",
        ids,
    )


Contacts = Mapping[tuple[int, str], str | None]
"""The contact of each document that others name, by firm and number."""


def _contacts_of_named(kinds: Mapping[str, Kind], rows: list[Row]) -> Contacts:
    named = {
        number
        for row in rows
        if row[2] in kinds
        for number in _numbers(json.loads(row[11]), describe(kinds[row[2]].shape))
    }
    numbers, found = sorted(named), {}
    for at in range(0, len(numbers), AT_ONCE):
        some = numbers[at : at + AT_ONCE]
        for firm_id, number, contact in run(
            "select d.firm_id, d.number, c.code from documents_document d"
            f" left join matters_contact c on c.id = d.contact_id where d.number in ({marks(some)})",
            some,
        ):
            found[firm_id, number] = contact
    return found


def _numbers(content: dict[str, Any], fields: tuple[Field, ...]) -> Iterator[str]:
    """The documents that it names, itself or in its rows."""
    for field in fields:
        if field.sort == "rows":
            for row in content.get(field.name, ()):
                yield from _numbers(row, field.rows)
        elif field.sort == "reference" and issubclass(field.type, DocumentNumber) and content.get(field.name):
            yield str(content[field.name])


def _differences(kind: Kind, row: Row, contacts: Contacts) -> Iterator[str]:
    on, due_on, matter, contact, bank, memo, total, text, client, net, tax, count, held_with, order = row[4:]
    content = json.loads(text)
    fields = describe(kind.shape)
    if day_of(on).isoformat() != content.get("on"):
        yield "date"
    if (due_on and day_of(due_on).isoformat()) != content.get("due_on"):
        yield "due date"
    if matter != (_first(content, fields, MatterCode) or _only_matter(content, fields)):
        yield "matter"
    named = {contacts.get((row[1], number)) for number in _numbers(content, fields)}
    of_named = named.pop() if len(named) == 1 else None
    own = _first(content, fields, ContactCode) or _default_client(fields, client) or of_named
    if contact != (own or ((client or held_with) if kind.contact_of_its_bank else None)):
        yield "contact"
    if bank != _first(content, fields, BankCode):
        yield "bank"
    if order != _first(content, fields, OrderNumber):
        yield "order"
    if memo != _memo(content, fields):
        yield "memo"
    entered, with_tax = list(_rows(content, fields)), _rows_hold_their_tax(fields)
    if count != len(entered) or int(net) + (int(tax) if with_tax else 0) != sum(entered):
        yield "rows"
    if total != _total(content, fields, int(net) + int(tax)):
        yield "total"


def _first(content: dict[str, Any], fields: tuple[Field, ...], sort: type[str]) -> str | None:
    codes = (content.get(field.name) for field in fields if field.sort == "reference" and issubclass(field.type, sort))
    return next((str(code) for code in codes if code), None)


def _only_matter(content: dict[str, Any], fields: tuple[Field, ...]) -> str | None:
    """A document whose rows all name one matter belongs to that matter."""
    lists = [field for field in fields if field.sort == "rows"]
    named = {_first(row, field.rows, MatterCode) for field in lists for row in content.get(field.name, ())}
    return named.pop() if len(named) == 1 else None


def _default_client(fields: tuple[Field, ...], client: str | None) -> str | None:
    """Where a contact may be left out, the document is the matter's client's."""
    optional = any(
        field.sort == "reference" and issubclass(field.type, ContactCode) and not field.required for field in fields
    )
    return client if optional else None


def _memo(content: dict[str, Any], fields: tuple[Field, ...]) -> str:
    text = next((field.name for field in fields if field.sort == "text"), None)
    return str(content.get(text, ""))[:255] if text else ""


def _rows(content: dict[str, Any], fields: tuple[Field, ...]) -> Iterator[int]:
    """The amount of each row, in minor units."""
    for field in fields:
        if field.sort == "rows":
            names = [column.name for column in field.rows if column.sort == "money"]
            yield from (_of_row(row, names) for row in content.get(field.name, ()))


def _of_row(row: dict[str, Any], names: list[str]) -> int:
    """A debit above zero, a credit below; else the first amount that it has."""
    if set(names) >= SIDES:
        return _minor(row.get("debit", "0")) - _minor(row.get("credit", "0"))
    return _minor(row[names[0]])


def _rows_hold_their_tax(fields: tuple[Field, ...]) -> bool:
    """What is called `net` is before tax; an amount of another name is what the row comes to."""
    columns = [column for field in fields for column in field.rows if column.sort == "money"]
    return bool(columns) and columns[0].name != "net"


def _total(content: dict[str, Any], fields: tuple[Field, ...], of_rows: int) -> int:
    """A document with an amount of its own is worth that; a journal its debits; any other its rows with their tax."""
    name = next((field.name for field in fields if field.sort == "money"), None)
    if any({column.name for column in field.rows} >= SIDES for field in fields):
        return sum(amount for amount in _rows(content, fields) if amount > 0)
    return _minor(content[name]) if name else of_rows


def _minor(text: str) -> int:
    """Content holds amounts with all their decimals, so that only the point has to go."""
    return int(text.replace(".", ""))
