"""What can be done with a document. Every door calls these; each is one transaction; nothing here sends anything.

Actions take keywords only, among them the person (`by`), the instant (`at`) and, where a step needs it, a reason.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from counterfoil.core import lifecycle, shapes
from counterfoil.core.dates import local_day
from counterfoil.core.kinds import Kind
from counterfoil.core.refusals import Refusal
from counterfoil.documents import numbering, store
from counterfoil.documents.booking import book
from counterfoil.documents.checking import Checked, check, made_from, not_while_connected, price
from counterfoil.documents.firm import firm_facts, open_periods
from counterfoil.documents.gather import gather
from counterfoil.documents.undoing import undoing_keeps_what_is_held
from counterfoil.documents.voids import let_go
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require, step_ability
from counterfoil.firms.rows import ask, in_one_go, run
from counterfoil.kinds import kind_of
from counterfoil.ledger import record as ledger
from counterfoil.ledger.rowtypes import Head

LONGEST_KEY = 128
"""Characters of a request key: what its column holds."""


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
    content = shapes.canonical(document)
    key = key and shapes.clean_text(key, most=LONGEST_KEY)
    digest = _digest(kind, "draft", content)
    with transaction.atomic():
        gathered = gather(kind, document, firm_id=by.firm_id, request_key=key, lock=True, take="ids")
        if gathered.firm.answered:
            return _answered(gathered.firm.answered, key, digest, by)
        priced = price(gathered, at=at)
        taken = gathered.taken
        public_id = store.insert(
            document_id=taken.document_id,
            firm_id=by.firm_id,
            kind=kind.code,
            state="draft",
            number=None,
            columns=priced.columns,
            content=content,
            by=by.user_id,
            at=at,
            request=(key, digest) if key else None,
        )
        store.insert_rows(firm_id=by.firm_id, document_id=taken.document_id, rows=priced.rows)
        audit.note(by=by, at=at, action="draft", subject="document", subject_id=taken.document_id)
    return Done(taken.document_id, public_id, kind.code, "draft", None)


def edit(*, document_id: int, document: Any, by: Actor, at: datetime, seen: str | None = None) -> Done:
    """Replace the content of a draft. Refused when `seen`, the mark of the content it was changed from, is old."""
    require(by, "draft")
    with transaction.atomic():
        _, row = _locked(document_id, by=by)
        kind = kind_of(row.kind)
        if row.state != "draft":
            raise Refusal("step-not-allowed", "only a draft can be edited; take it back to draft first")
        if seen is not None and seen != content_mark(row.content):
            raise Refusal("document-changed", "the draft was changed since you opened it; open it again to change it")
        priced = price(gather(kind, document, firm_id=by.firm_id), at=at)
        store.rewrite(document_id=row.id, columns=priced.columns, content=shapes.canonical(document))
        store.insert_rows(firm_id=by.firm_id, document_id=row.id, rows=priced.rows)
        audit.note(by=by, at=at, action="edit", subject="document", subject_id=row.id, detail={"was": row.content})
    return Done(row.id, row.public_id, kind.code, "draft", row.number)


def content_mark(content: str) -> str:
    """Sixteen hex digits that stand for a draft's content while a person or a program changes it."""
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _locked(document_id: int, *, by: Actor) -> tuple[Head, store.DocumentRow]:
    """Lock the firm's chain, then read the document: nobody else moves it until the transaction ends."""
    head, row = ask(ledger.opening(by.firm_id), store.document_question(document_id, firm_id=by.firm_id))
    return head, row


def enter(*, kind: Kind, document: Any, by: Actor, at: datetime, key: str | None = None) -> Done:
    """Enter and post in one transaction; an order is placed. The same `key` with the same content answers the same."""
    with transaction.atomic():
        return enter_within(kind=kind, document=document, by=by, at=at, key=key, last=True)


def enter_within(
    *, kind: Kind, document: Any, by: Actor, at: datetime, key: str | None = None, last: bool = False
) -> Done:
    """`enter` inside a transaction of the caller: an import posts many documents in one. `last` when none follows."""
    _may(kind.first_step, kind, by)
    to = lifecycle.after(kind.lifecycle, state="draft", step=kind.first_step)
    content = shapes.canonical(document)
    key = key and shapes.clean_text(key, most=LONGEST_KEY)
    digest = _digest(kind, "post", content)
    gathered = gather(kind, document, firm_id=by.firm_id, request_key=key, lock=True, take="number")
    if gathered.firm.answered:
        return _answered(gathered.firm.answered, key, digest, by)
    checked = check(gathered, at=at)
    taken = gathered.taken
    document_id, number = taken.document_id, str(taken.number)
    with in_one_go(last=last):
        public_id = store.insert(
            document_id=document_id,
            firm_id=by.firm_id,
            kind=kind.code,
            state=to,
            number=number,
            columns=checked.priced.columns,
            content=content,
            by=by.user_id,
            at=at,
            request=(key, digest) if key else None,
        )
        store.insert_rows(firm_id=by.firm_id, document_id=document_id, rows=checked.priced.rows)
        book(
            checked,
            document_id=document_id,
            number=number,
            version=1,
            taken=taken,
            known=gathered.known,
            head=gathered.head,
            by=by.user_id,
            at=at,
        )
        _note(kind.first_step, checked, document_id=document_id, number=number, by=by, at=at)
    return Done(document_id, public_id, kind.code, to, number)


def _note(step: str, checked: Checked, *, document_id: int, number: str, by: Actor, at: datetime) -> None:
    """Write down that a document was posted or placed, and close the order that it was made from."""
    notes = [audit.Note(step, "document", document_id, {"number": number})]
    order = made_from(checked)
    if order and order.state == "placed" and not kind_of(order.kind).becomes_many:
        store.close_order(order.id)
        notes.append(audit.Note("close", "document", order.id, {"became": number}))
    audit.write_down(*notes, by=by, at=at)


def _digest(kind: Kind, step: str, content: str) -> str:
    return hashlib.sha256(f"{kind.code}\n{step}\n{content}".encode()).hexdigest()


def _answered(answered: tuple[int, str], key: str | None, digest: str, by: Actor) -> Done:
    if answered[1] != digest:
        raise Refusal("key-reused", "request key {key} came before with other content; use a new key", key=key)
    (row,) = ask(store.document_question(answered[0], firm_id=by.firm_id))
    return Done(row.id, row.public_id, row.kind, row.state, row.number, again=True)


def post(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Post a draft: number it, seal its entry, queue its copies."""
    return _end_draft(document_id, "post", by=by, at=at)


def place(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Place an order: number it. It is not changed any more, and nothing of it is posted."""
    return _end_draft(document_id, "place", by=by, at=at)


def finish(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Post a draft, or place it where it is an order."""
    return _end_draft(document_id, "", by=by, at=at)


def _end_draft(document_id: int, step: str, *, by: Actor, at: datetime) -> Done:
    with transaction.atomic():
        head, row = _locked(document_id, by=by)
        kind = kind_of(row.kind)
        step = step or kind.first_step
        _may(step, kind, by)
        to = lifecycle.after(kind.lifecycle, state=row.state, step=step)
        document = _document(kind, row, firm_id=by.firm_id)
        gathered = gather(kind, document, firm_id=by.firm_id, take="ids" if row.number else "number")
        checked, taken = check(gathered, at=at), gathered.taken
        number = row.number or str(taken.number)
        with in_one_go(last=True):
            store.rewrite(document_id=row.id, columns=checked.priced.columns, content=row.content)
            store.insert_rows(firm_id=by.firm_id, document_id=row.id, rows=checked.priced.rows)
            posted_at = at if to == "posted" else None
            store.move(document_id=row.id, state=to, number=number, version=row.version, posted_at=posted_at)
            book(
                checked,
                document_id=row.id,
                number=number,
                version=row.version,
                taken=taken,
                known=gathered.known,
                head=head,
                by=by.user_id,
                at=at,
            )
            _note(step, checked, document_id=row.id, number=number, by=by, at=at)
    return Done(row.id, row.public_id, kind.code, to, number)


def _document(kind: Kind, row: store.DocumentRow, *, firm_id: int) -> Any:
    return shapes.read(kind.shape, shapes.parse(row.content), currency=firm_facts(firm_id).currency)


def reopen(*, document_id: int, by: Actor, at: datetime, why: str) -> Done:
    """Take a posted document back to draft: its entry is reversed, its number stays, what waits is withdrawn."""
    return _undo(document_id=document_id, step="reopen", by=by, at=at, why=why)


def reverse(*, document_id: int, by: Actor, at: datetime, why: str) -> Done:
    """End a posted document for good with the mirror of its entry; what it became in Xero is voided."""
    return _undo(document_id=document_id, step="reverse", by=by, at=at, why=why)


def discard(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Put a draft away. It stays readable; a number it had is kept."""
    return _put_away(document_id, "discard", by=by, at=at)


def close(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Put a placed order away. It stays readable, and nothing more is made from it."""
    return _put_away(document_id, "close", by=by, at=at)


def _put_away(document_id: int, step: str, *, by: Actor, at: datetime) -> Done:
    require(by, "draft")
    with transaction.atomic():
        _, row = _locked(document_id, by=by)
        kind = kind_of(row.kind)
        to = lifecycle.after(kind.lifecycle, state=row.state, step=step)
        store.move(document_id=row.id, state=to, number=row.number, version=row.version, posted_at=None)
        audit.note(by=by, at=at, action=step, subject="document", subject_id=row.id)
    return Done(row.id, row.public_id, kind.code, to, row.number)


def _undo(*, document_id: int, step: str, by: Actor, at: datetime, why: str) -> Done:
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the document")
    with transaction.atomic():
        head, row = _locked(document_id, by=by)
        kind = kind_of(row.kind)
        require(by, step_ability(step, trust=kind.trust, incoming=kind.incoming))
        to = lifecycle.after(kind.lifecycle, state=row.state, step=step)
        firm = firm_facts(by.firm_id)
        not_while_connected(kind, firm)
        said = store.allocated_by(row.id)
        if row.settled_minor != sum(minor for *sides, minor in said if row.id in sides):
            raise Refusal("document-settled", "another document settles it, or is settled by it; take that back first")
        let_go(row, step=step, firm=firm, at=at)
        open_periods(row.dated_on, trust=kind.trust, firm=firm)
        undoing_keeps_what_is_held(row.id, on=row.dated_on, firm=firm)
        back = [(source, target, -minor) for source, target, minor in said]
        store.allocate(firm_id=firm.id, recorded_by=row.id, rows=back, dated_on=row.dated_on)
        if kind.lines:
            (taken,) = ask(numbering.take(firm_id=by.firm_id, series=None, items=0))
            ledger.record_mirror(
                of_document=row.id,
                entry_id=taken.entry_id,
                head=head,
                on=row.dated_on,
                title=f"Reversal of {row.number}",
                by=by.user_id,
                at=at,
            )
        version = row.version + (step == "reopen")
        store.move(document_id=row.id, state=to, number=row.number, version=version, posted_at=None)
        audit.note(by=by, at=at, action=step, subject="document", subject_id=row.id, why=why)
    return Done(row.id, row.public_id, kind.code, to, row.number)


def _may(step: str, kind: Kind, by: Actor) -> None:
    require(by, step_ability(step, trust=kind.trust, incoming=kind.incoming))


def find(public_id: str, *, firm_id: int) -> int:
    """The id behind an address; refused when it is of another firm."""
    rows = run("select id from documents_document where public_id = %s and firm_id = %s", [public_id, firm_id])
    if not rows:
        raise Refusal("document-unknown", "there is no such document in this firm")
    return int(rows[0][0])
