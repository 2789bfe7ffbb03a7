"""One document as its page shows it: facts, rows, what it settles or is settled by, what happened to it, its copies."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import day_of, marks, moment, run
from counterfoil.reports.reading import instant_of
from counterfoil.reports.states import ITEM_WORD, since_ended


@dataclass(frozen=True, slots=True)
class Document:
    """Codes and names of what it refers to are empty where it refers to nothing."""

    id: int
    public_id: str
    kind: str
    state: str
    number: str
    on: date
    due_on: date | None
    memo: str
    total_minor: int
    settled_minor: int
    version: int
    content: str
    matter: str
    matter_title: str
    matter_public_id: str
    contact: str
    contact_name: str
    contact_public_id: str
    bank: str
    bank_name: str
    entered_by: str
    entered_at: datetime | None
    posted_at: datetime | None

    @property
    def open_minor(self) -> int:
        return self.total_minor - self.settled_minor


def document_head(*, firm_id: int, public_id: str) -> Document:
    """The document behind an address; refused when the firm has none such."""
    rows = run(
        "select d.id, d.public_id, d.kind, d.state, coalesce(d.number, ''), d.dated_on, d.due_on, d.memo,"
        " d.total_minor, d.settled_minor, d.version, d.content, coalesce(m.code, ''), coalesce(m.title, ''),"
        " coalesce(m.public_id, ''), coalesce(c.code, ''), coalesce(c.name, ''), coalesce(c.public_id, ''),"
        " coalesce(b.code, ''), coalesce(b.name, ''), coalesce(u.name, ''), d.entered_at, d.posted_at"
        " from documents_document d left join matters_matter m on m.id = d.matter_id"
        " left join matters_contact c on c.id = d.contact_id left join ledger_bankaccount b on b.id = d.bank_id"
        " left join firms_user u on u.id = d.entered_by_id where d.firm_id = %s and d.public_id = %s",
        [firm_id, public_id],
    )
    if not rows:
        raise Refusal("document-unknown", "there is no such document in this firm")
    row = rows[0]
    due_on = day_of(row[6]) if row[6] else None
    return Document(*(*row[:5], day_of(row[5]), due_on, *row[7:21], instant_of(row[21]), instant_of(row[22])))


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A row as it was entered, priced. `bill` is the number of the document that it names."""

    account: str
    account_name: str
    matter: str
    matter_title: str
    client: str
    matter_public_id: str
    tax: str
    bill: str
    bill_public_id: str
    description: str
    net_minor: int
    tax_minor: int


def rows_of_document(*, document_id: int) -> tuple[DocumentRow, ...]:
    rows = run(
        "select coalesce(a.code, ''), coalesce(a.name, ''), coalesce(m.code, ''), coalesce(m.title, ''),"
        " coalesce(c.name, ''), coalesce(m.public_id, ''), coalesce(t.code, ''), coalesce(r.number, ''),"
        " coalesce(r.public_id, ''), l.description, l.net_minor, l.tax_minor from documents_documentline l"
        " left join ledger_account a on a.id = l.account_id left join matters_matter m on m.id = l.matter_id"
        " left join matters_contact c on c.id = m.client_id left join taxes_taxcode t on t.id = l.tax_code_id"
        " left join documents_document r on r.id = l.related_id where l.document_id = %s order by l.position",
        [document_id],
    )
    return tuple(DocumentRow(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How much of this document settles another, or another of this, and which document said so: one of the two, or a
    third. Undone ones are gone from the sum."""

    given: bool
    public_id: str
    kind: str
    number: str
    party: str
    by_public_id: str
    by_kind: str
    by_number: str
    on: date
    minor: int


def settlements_of(*, document_id: int) -> tuple[Settlement, ...]:
    """Both ways, in one statement."""
    rows = run(
        "select x.given, o.public_id, o.kind, coalesce(o.number, ''), coalesce(c.name, ''), r.public_id, r.kind,"
        " coalesce(r.number, ''), min(x.dated_on), sum(x.minor)"
        " from (select case when source_id = %s then 1 else 0 end as given,"
        "  case when source_id = %s then target_id else source_id end as other_id, recorded_by_id, dated_on, minor"
        "  from documents_allocation where source_id = %s or target_id = %s) x"
        " join documents_document o on o.id = x.other_id join documents_document r on r.id = x.recorded_by_id"
        " left join matters_contact c on c.id = o.contact_id"
        " group by x.given, o.id, o.public_id, o.kind, o.number, c.name, r.id, r.public_id, r.kind, r.number"
        " having sum(x.minor) <> 0 order by min(x.dated_on), o.id, r.id",
        [document_id] * 4,
    )
    return tuple(Settlement(*(bool(row[0]), *row[1:8], day_of(row[8]), int(row[9]))) for row in rows)


def addresses_of(*, firm_id: int, numbers: Sequence[str]) -> dict[str, str]:
    """The public id of each document of those numbers."""
    if not numbers:
        return {}
    rows = run(
        f"select number, public_id from documents_document where firm_id = %s and number in ({marks(numbers)})",
        [firm_id, *numbers],
    )
    return {str(number): str(public_id) for number, public_id in rows}


@dataclass(frozen=True, slots=True)
class Made:
    """The order that a document was made from (`is_source`), or a document that was made from this one."""

    is_source: bool
    public_id: str
    kind: str
    number: str
    state: str
    on: date
    total_minor: int


def made_of(*, document_id: int) -> tuple[Made, ...]:
    """Both ways, in one statement, the newest first."""
    columns = "o.public_id, o.kind, coalesce(o.number, ''), o.state, o.dated_on, o.total_minor, o.id"
    rows = run(
        f"select 1, {columns} from documents_document d join documents_document o on o.id = d.related_id"
        f" where d.id = %s union all select 0, {columns} from documents_document o where o.related_id = %s"
        " order by 8 desc",
        [document_id, document_id],
    )
    return tuple(Made(*(bool(row[0]), *row[1:5], day_of(row[5]), int(row[6]))) for row in rows)


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the audit log."""

    at: datetime | None
    who: str
    action: str
    why: str
    detail: dict[str, Any]


def history_of(*, firm_id: int, subject: str, subject_id: int, most: int = 100) -> tuple[Event, ...]:
    """What happened to a record, newest first."""
    rows = run(
        "select u.at, coalesce(p.name, ''), u.action, u.why, u.detail from firms_audit u"
        " left join firms_user p on p.id = u.by_id"
        " where u.subject = %s and u.subject_id = %s and u.firm_id = %s order by u.id desc limit %s",
        [subject, subject_id, firm_id, most],
    )
    return tuple(Event(*(instant_of(row[0]), *row[1:4], json.loads(row[4]) if row[4] else {})) for row in rows)


@dataclass(frozen=True, slots=True)
class Copy:
    """One record on its way to the other ledger. `state` is a key of ALL_WORDS; `waits_for` a number or a name."""

    marker: str
    version: int
    part: str
    operation: str
    resource: str
    type: str
    state: str
    reason: str
    reason_code: str
    remote_id: str
    generation: int
    first_sent_at: datetime | None
    last_sent_at: datetime | None
    settled_at: datetime | None
    waits_for: str
    held: bool = False


def copies_of(*, firm_id: int, kind: str, document_id: int, at: datetime) -> tuple[Copy, ...]:
    """Every record that the document has become or will, newest version first."""
    rows = run(
        f"select i.marker, i.version, i.part, i.operation, i.resource, i.type, {ITEM_WORD}, i.reason_text,"
        " i.reason_code,"
        " coalesce(i.remote_id, ''), i.generation, i.first_send_at, i.last_send_at, i.settled_at,"
        " coalesce((select min(coalesce(d.number, c.name, o.source_kind)) from outbox_dependency n"
        "  join outbox_item o on o.id = n.on_id"
        "  left join documents_document d on d.id = o.source_id and d.kind = o.source_kind"
        "  left join matters_contact c on c.id = o.source_id and o.source_kind = 'contact'"
        "  where n.item_id = i.id and o.state <> 'confirmed'), ''),"
        " (select k.ended_why from outbox_link k where k.item_id = i.id and k.ended_at is not null), i.held"
        " from outbox_item i where i.firm_id = %s and i.source_kind = %s and i.source_id = %s"
        " order by i.version desc, i.id",
        [moment(at), firm_id, kind, document_id],
    )
    return tuple(
        Copy(
            *(
                *row[:6],
                *since_ended(row[6], row[7], row[15]),
                *row[8:11],
                *(instant_of(value) for value in row[11:14]),
                row[14],
                bool(row[16]),
            )
        )
        for row in rows
    )
