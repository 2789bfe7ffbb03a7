"""What can be done with a document. Every door calls these; each is one transaction; nothing here sends anything.

Actions take keywords only, among them the person (`by`), the instant (`at`) and, where a step needs one, a reason (`why`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from counterfoil.core import lifecycle, shapes
from counterfoil.core.books import Books
from counterfoil.core.dates import local_day
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.postings import Entry
from counterfoil.core.refusals import Refusal
from counterfoil.documents import copies, store
from counterfoil.documents.columns import Columns, columns_of, rows_of
from counterfoil.documents.gather import FirmFacts, firm_facts, gather, open_periods
from counterfoil.documents.trust_guard import undoing_keeps_trust
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, posting_ability, require
from counterfoil.firms.rows import run
from counterfoil.kinds import kind_of
from counterfoil.ledger import record as ledger
from counterfoil.ledger.rowtypes import Head


@dataclass(frozen=True, slots=True)
class Done:
    """What an action did: the document, its state, and its number once it is posted. `again`: it was done before."""

    id: int
    public_id: str
    kind: str
    state: str
    number: str | None
    again: bool = False


def read(kind: Kind, values: Mapping[str, Any], *, firm_id: int, at: datetime, short_dates: bool = False) -> Any:
    """Posted or parsed values as the kind's document; every wrong field refused by its path."""
    firm = firm_facts(firm_id)
    today = local_day(at, firm.zone) if short_dates else None
    return shapes.read(kind.shape, values, currency=firm.currency, today=today)


def draft(*, kind: Kind, document: Any, by: Actor, at: datetime, key: str | None = None) -> Done:
    """Keep a document without posting it. The same `key` with the same content answers the same draft."""
    require(by, "draft")
    with transaction.atomic():
        if key:
            ledger.open_ledger(by.firm_id)  # two clicks at once take turns, and the second is answered
        digest = _digest(kind, "draft", shapes.canonical(document))
        firm = firm_facts(by.firm_id, request_key=key)
        if firm.answered:
            return _answered(firm.answered, key, digest, by)
        priced, _, columns, books = _price(kind, document, firm=firm, at=at)
        document_id, public_id = store.insert(
            firm_id=firm.id,
            kind=kind.code,
            state="draft",
            number=None,
            columns=columns,
            content=shapes.canonical(document),
            by=by.user_id,
            at=at,
            request=(key, digest) if key else None,
        )
        store.insert_rows(firm_id=firm.id, document_id=document_id, rows=rows_of(priced, books))
        audit.note(by=by, at=at, action="draft", subject="document", subject_id=document_id)
    return Done(document_id, public_id, kind.code, "draft", None)


def edit(*, document_id: int, document: Any, by: Actor, at: datetime) -> Done:
    """Replace the content of a draft."""
    require(by, "draft")
    with transaction.atomic():
        ledger.open_ledger(by.firm_id)
        firm = firm_facts(by.firm_id)
        row = store.lock(document_id, firm_id=firm.id)
        kind = kind_of(row.kind)
        if row.state != "draft":
            raise Refusal("step-not-allowed", "only a draft can be edited; take it back to draft first")
        _rewrite(kind, row, document, firm=firm, at=at)
        audit.note(by=by, at=at, action="edit", subject="document", subject_id=row.id, detail={"was": row.content})
    return Done(row.id, row.public_id, kind.code, "draft", row.number)


def _rewrite(kind: Kind, row: store.DocumentRow, document: Any, *, firm: FirmFacts, at: datetime) -> None:
    priced, _, columns, books = _price(kind, document, firm=firm, at=at)
    store.rewrite(document_id=row.id, columns=columns, content=shapes.canonical(document))
    store.insert_rows(firm_id=firm.id, document_id=row.id, rows=rows_of(priced, books))


def enter(*, kind: Kind, document: Any, by: Actor, at: datetime, key: str | None = None) -> Done:
    """Enter and post in one transaction. The same `key` with the same content answers the same document."""
    with transaction.atomic():
        return enter_within(kind=kind, document=document, by=by, at=at, key=key)


def enter_within(*, kind: Kind, document: Any, by: Actor, at: datetime, key: str | None = None) -> Done:
    """`enter` inside a transaction of the caller: an import posts many documents in one."""
    _may_post(kind, by)
    head = ledger.open_ledger(by.firm_id)
    content = shapes.canonical(document)
    digest = _digest(kind, "post", content)
    firm = firm_facts(by.firm_id, request_key=key)
    if firm.answered:
        return _answered(firm.answered, key, digest, by)
    priced, entry, columns, books = _check(kind, document, firm=firm, at=at)
    number = ledger.next_number(firm.id, kind.series)
    document_id, public_id = store.insert(
        firm_id=firm.id,
        kind=kind.code,
        state="posted",
        number=number,
        columns=columns,
        content=content,
        by=by.user_id,
        at=at,
        request=(key, digest) if key else None,
    )
    store.insert_rows(firm_id=firm.id, document_id=document_id, rows=rows_of(priced, books))
    _book(kind, priced, entry, columns, books, document_id, number, version=1, head=head, firm=firm, by=by, at=at)
    audit.note(by=by, at=at, action="post", subject="document", subject_id=document_id, detail={"number": number})
    return Done(document_id, public_id, kind.code, "posted", number)


def _digest(kind: Kind, step: str, content: str) -> str:
    return hashlib.sha256(f"{kind.code}\n{step}\n{content}".encode()).hexdigest()


def _answered(answered: tuple[int, str], key: str | None, digest: str, by: Actor) -> Done:
    if answered[1] != digest:
        raise Refusal("key-reused", "request key {key} came before with other content; use a new key", key=key)
    row = store.lock(answered[0], firm_id=by.firm_id)
    return Done(row.id, row.public_id, row.kind, row.state, row.number, again=True)


def post(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Post a draft: number it, seal its entry, queue its copies."""
    with transaction.atomic():
        head = ledger.open_ledger(by.firm_id)
        row = store.lock(document_id, firm_id=by.firm_id)
        kind = kind_of(row.kind)
        _may_post(kind, by)
        to = lifecycle.after(kind.lifecycle, state=row.state, step="post")
        firm = firm_facts(by.firm_id)
        document = shapes.read(kind.shape, _content(row), currency=firm.currency)
        priced, entry, columns, books = _check(kind, document, firm=firm, at=at)
        _rewrite(kind, row, document, firm=firm, at=at)
        number = row.number or ledger.next_number(firm.id, kind.series)
        store.move(document_id=row.id, state=to, number=number, version=row.version, posted_at=at)
        _book(kind, priced, entry, columns, books, row.id, number, version=row.version, head=head, firm=firm, by=by, at=at)
        audit.note(by=by, at=at, action="post", subject="document", subject_id=row.id, detail={"number": number})
    return Done(row.id, row.public_id, kind.code, to, number)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What posting would do: the entry, whom the document is for, and which bills it settles with how much."""

    entry: Entry
    total: Money
    contact: str
    allocations: tuple[tuple[str, Money], ...]


def foresee(*, kind: Kind, document: Any, firm_id: int, at: datetime) -> Foreseen:
    """What posting would do; raises what posting would refuse. Changes nothing."""
    priced, entry, columns, books = _check(kind, document, firm=firm_facts(firm_id), at=at)
    contact = next((contact.name for contact in books.contacts.values() if contact.id == columns.contact_id), "")
    allocations = tuple((str(bill), amount) for bill, amount in kind.allocations(priced))
    return Foreseen(entry, Money(columns.total_minor, books.currency), contact, allocations)


def preview(*, kind: Kind, document: Any, firm_id: int, at: datetime) -> Entry:
    """The entry that posting would make."""
    return foresee(kind=kind, document=document, firm_id=firm_id, at=at).entry


def reopen(*, document_id: int, by: Actor, at: datetime, why: str) -> Done:
    """Take a posted document back to draft: its entry is reversed, its number stays, what waits to be sent is withdrawn."""
    return _undo(document_id=document_id, step="reopen", by=by, at=at, why=why)


def reverse(*, document_id: int, by: Actor, at: datetime, why: str) -> Done:
    """End a posted document for good with the mirror of its entry."""
    return _undo(document_id=document_id, step="reverse", by=by, at=at, why=why)


def discard(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Put a draft away. It stays readable; a number it had is kept."""
    require(by, "draft")
    with transaction.atomic():
        ledger.open_ledger(by.firm_id)
        row = store.lock(document_id, firm_id=by.firm_id)
        kind = kind_of(row.kind)
        to = lifecycle.after(kind.lifecycle, state=row.state, step="discard")
        store.move(document_id=row.id, state=to, number=row.number, version=row.version, posted_at=None)
        audit.note(by=by, at=at, action="discard", subject="document", subject_id=row.id)
    return Done(row.id, row.public_id, kind.code, to, row.number)


def _undo(*, document_id: int, step: str, by: Actor, at: datetime, why: str) -> Done:
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the document")
    with transaction.atomic():
        head = ledger.open_ledger(by.firm_id)
        row = store.lock(document_id, firm_id=by.firm_id)
        kind = kind_of(row.kind)
        require(by, "reverse trust" if kind.trust else "reverse general")
        to = lifecycle.after(kind.lifecycle, state=row.state, step=step)
        firm = firm_facts(by.firm_id)
        given = store.allocated_by(row.id)
        if row.settled_minor and not given:
            raise Refusal("document-settled", "a receipt is allocated to it; take that back first")
        if not copies.cancel_waiting(kind.code, row.id):
            raise Refusal("document-locked", "a copy is in Xero or on its way; unlink or correct it there first")
        open_periods(row.dated_on, trust=kind.trust, firm=firm)
        undoing_keeps_trust(row.id, on=row.dated_on, firm=firm)
        back = [(target, -minor) for target, minor in given]
        store.allocate(firm_id=firm.id, recorded_by=row.id, source_id=row.id, targets=back, dated_on=row.dated_on)
        title = f"Reversal of {row.number}"
        ledger.record_mirror(of_document=row.id, head=head, on=row.dated_on, title=title, by=by.user_id, at=at)
        version = row.version + (step == "reopen")
        store.move(document_id=row.id, state=to, number=row.number, version=version, posted_at=None)
        audit.note(by=by, at=at, action=step, subject="document", subject_id=row.id, why=why)
    return Done(row.id, row.public_id, kind.code, to, row.number)


def _may_post(kind: Kind, by: Actor) -> None:
    require(by, posting_ability(trust=kind.trust, incoming=kind.incoming))


def _content(row: store.DocumentRow) -> Mapping[str, Any]:
    return shapes.parse(row.content)


def _price(kind: Kind, document: Any, *, firm: FirmFacts, at: datetime) -> tuple[Any, Money, Columns, Books]:
    books = gather(kind, document, firm=firm, at=at)
    priced = kind.priced(document, books)
    total = kind.total(priced, books)
    return priced, total, columns_of(priced, total, books), books


def _check(kind: Kind, document: Any, *, firm: FirmFacts, at: datetime) -> tuple[Any, Entry, Columns, Books]:
    """Everything that may refuse, in the order a person would look: period, rules, entry."""
    if firm.method != "accrual":
        raise Refusal("not-yet-supported", "posting on the cash method is not there yet; set the firm to accrual")
    open_periods(document.on, trust=kind.trust, firm=firm)
    priced, _, columns, books = _price(kind, document, firm=firm, at=at)
    kind.check(priced, books)
    return priced, kind.entry(priced, books), columns, books


def _book(
    kind: Kind,
    priced: Any,
    entry: Entry,
    columns: Columns,
    books: Books,
    document_id: int,
    number: str,
    *,
    version: int,
    head: Head,
    firm: FirmFacts,
    by: Actor,
    at: datetime,
) -> None:
    """Allocations, entry and copies of a document that has just become posted."""
    allocations = [(books.owed(bill).id, str(bill), amount.minor) for bill, amount in kind.allocations(priced)]
    store.allocate(
        firm_id=firm.id,
        recorded_by=document_id,
        source_id=document_id,
        targets=[(bill_id, minor) for bill_id, _, minor in allocations],
        dated_on=columns.dated_on,
    )
    ledger.record(
        entry,
        head=head,
        document_id=document_id,
        reverses_id=None,
        by=by.user_id,
        at=at,
        matter_id=lambda code: books.matter(code).id,
        bank_id=lambda code: books.bank(code).id,
    )
    copies.queue_copies(
        kind=kind,
        document_id=document_id,
        number=number,
        version=version,
        columns=columns,
        entry=entry,
        allocations=allocations,
        books=books,
        firm=firm,
        at=at,
    )


def find(public_id: str, *, firm_id: int) -> int:
    """The id behind an address; refused when it is of another firm."""
    rows = run("select id from documents_document where public_id = %s and firm_id = %s", [public_id, firm_id])
    if not rows:
        raise Refusal("document-unknown", "there is no such document in this firm")
    return int(rows[0][0])


