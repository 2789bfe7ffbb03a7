"""What the API answers with. Amounts are text such as "1234.50"; ids are those of addresses, never of rows."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from counterfoil.core import shapes
from counterfoil.core.lifecycle import steps_from
from counterfoil.core.money import Money
from counterfoil.documents.actions import Done
from counterfoil.kinds import kind_of
from counterfoil.matters.models import Contact, Matter
from counterfoil.reports.document import Copy, Document, Made, Settlement
from counterfoil.reports.entries import Journal


class Problem(Schema):
    code: str
    advice: str


class Refused(Schema):
    """`fields` maps a path such as `items.2.net` to what is wrong there."""

    code: str
    advice: str
    fields: dict[str, Problem]


class ContactAnswer(Schema):
    id: str
    code: str
    name: str
    sort: str
    email: str
    phone: str


class ContactList(Schema):
    contacts: list[ContactAnswer]
    next: str | None


class MatterAnswer(Schema):
    id: str
    code: str
    title: str
    client: str
    sort: str
    lawyer: str
    state: str
    opened_on: date
    closed_on: date | None


class MatterList(Schema):
    matters: list[MatterAnswer]
    next: str | None


class KindAnswer(Schema):
    code: str
    title: str
    plural: str
    area: str
    steps: dict[str, list[str]]
    push: list[dict[str, str]]
    kept_because: str
    refused_while_connected: str
    content: dict[str, Any]


class KindList(Schema):
    kinds: list[KindAnswer]


class DoneAnswer(Schema):
    """`again` says that the request had been answered before; nothing was done twice."""

    id: str
    kind: str
    state: str
    number: str | None
    again: bool
    steps: list[str]


class RemoteRecord(Schema):
    resource: str
    remote_id: str


class UnlinkedAnswer(Schema):
    """`left` are the records in Xero that stay there and are no document's copy any more."""

    id: str
    kind: str
    number: str
    left: list[RemoteRecord]


class DocumentRow(Schema):
    id: str
    kind: str
    state: str
    number: str | None
    on: date
    due_on: date | None
    matter: str | None
    contact: str | None
    memo: str
    total: str
    open: str
    copy_state: str


class DocumentList(Schema):
    documents: list[DocumentRow]
    next: str | None


class LineAnswer(Schema):
    account: str
    account_name: str
    matter: str | None
    bank: str | None
    debit: str
    credit: str


class EntryAnswer(Schema):
    number: int
    on: date
    title: str
    hash: str
    reverses: int | None
    reversed_by: int | None
    lines: list[LineAnswer]


class CopyAnswer(Schema):
    marker: str
    resource: str
    type: str
    version: int
    operation: str
    state: str
    reason: str
    reason_code: str
    remote_id: str
    waits_for: str


class SettlementAnswer(Schema):
    """`given`: this document settles the other; else it is settled by it. `by` is the document that said so."""

    given: bool
    id: str
    kind: str
    number: str
    by: str
    on: date
    amount: str


class MadeAnswer(Schema):
    """`is_source`: the order that the document was made from; else a document that was made from it."""

    is_source: bool
    id: str
    kind: str
    number: str | None
    state: str


class AttachmentAnswer(Schema):
    id: str
    name: str
    bytes: int
    sha256: str
    attached_by: str
    attached_at: datetime | None


class DocumentAnswer(Schema):
    id: str
    kind: str
    state: str
    number: str | None
    version: int
    currency: str
    total: str
    open: str
    content: dict[str, Any]
    entered_by: str
    entered_at: datetime | None
    posted_at: datetime | None
    steps: list[str]
    entries: list[EntryAnswer]
    settlements: list[SettlementAnswer]
    made: list[MadeAnswer]
    copies: list[CopyAnswer]


class ReportShown(Schema):
    code: str
    title: str
    says: str
    takes: dict[str, Any]


class ReportList(Schema):
    reports: list[ReportShown]


class ColumnAnswer(Schema):
    """`sort` is text, date, money or number: how the column's cells are written."""

    label: str
    sort: str


class SheetAnswer(Schema):
    """`more` says that there are more rows than one answer has."""

    title: str
    about: list[str]
    columns: list[ColumnAnswer]
    rows: list[list[str | int | None]]
    totals: list[str | int | None] | None
    more: bool


class ReportAnswer(Schema):
    code: str
    title: str
    currency: str
    sheets: list[SheetAnswer]


def contact_answer(contact: Contact) -> dict[str, Any]:
    return {
        "id": contact.public_id,
        "code": contact.code,
        "name": contact.name,
        "sort": contact.sort,
        "email": contact.email,
        "phone": contact.phone,
    }


def matter_answer(matter: Matter) -> dict[str, Any]:
    return {
        "id": matter.public_id,
        "code": matter.code,
        "title": matter.title,
        "client": matter.client.code,
        "sort": matter.sort,
        "lawyer": matter.lawyer,
        "state": matter.state,
        "opened_on": matter.opened_on,
        "closed_on": matter.closed_on,
    }


def done_answer(done: Done) -> dict[str, Any]:
    return {
        "id": done.public_id,
        "kind": done.kind,
        "state": done.state,
        "number": done.number,
        "again": done.again,
        "steps": steps_from(kind_of(done.kind).lifecycle, done.state),
    }


def document_answer(
    head: Document,
    *,
    currency: str,
    entries: tuple[Journal, ...],
    settlements: tuple[Settlement, ...],
    made: tuple[Made, ...],
    copies: tuple[Copy, ...],
) -> dict[str, Any]:
    return {
        "id": head.public_id,
        "kind": head.kind,
        "state": head.state,
        "number": head.number or None,
        "version": head.version,
        "currency": currency,
        "total": plain(head.total_minor, currency),
        "open": plain(head.open_minor, currency),
        "content": shapes.parse(head.content),
        "entered_by": head.entered_by,
        "entered_at": head.entered_at,
        "posted_at": head.posted_at,
        "steps": steps_from(kind_of(head.kind).lifecycle, head.state),
        "entries": [_entry(journal) for journal in entries],
        "settlements": [_settlement(one, currency) for one in settlements],
        "made": [
            {
                "is_source": one.is_source,
                "id": one.public_id,
                "kind": one.kind,
                "number": one.number or None,
                "state": one.state,
            }
            for one in made
        ],
        "copies": [_copy(copy) for copy in copies],
    }


def _entry(journal: Journal) -> dict[str, Any]:
    return {
        "number": journal.seq,
        "on": journal.on,
        "title": journal.title,
        "hash": journal.hash,
        "reverses": journal.reverses,
        "reversed_by": journal.reversed_by,
        "lines": [
            {
                "account": line.account,
                "account_name": line.account_name,
                "matter": line.matter,
                "bank": line.bank,
                "debit": plain(line.debit_minor, journal.currency),
                "credit": plain(line.credit_minor, journal.currency),
            }
            for line in journal.lines
        ],
    }


def _settlement(one: Settlement, currency: str) -> dict[str, Any]:
    return {
        "given": one.given,
        "id": one.public_id,
        "kind": one.kind,
        "number": one.number,
        "by": one.by_public_id,
        "on": one.on,
        "amount": plain(one.minor, currency),
    }


def _copy(copy: Copy) -> dict[str, Any]:
    return {
        "marker": copy.marker,
        "resource": copy.resource,
        "type": copy.type,
        "operation": copy.operation,
        "version": copy.version,
        "state": copy.state,
        "reason": copy.reason,
        "reason_code": copy.reason_code,
        "remote_id": copy.remote_id,
        "waits_for": copy.waits_for,
    }


def plain(minor: int, currency: str) -> str:
    return Money(minor, currency).plain()
