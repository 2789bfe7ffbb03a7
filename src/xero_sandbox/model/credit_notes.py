"""Credit notes for customers (ACCRECCREDIT) and from suppliers (ACCPAYCREDIT): create, change, approve, void, delete.

Their statuses move as an invoice's do; what is left of one is spent by allocations and refunds.
"""

from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from xero_sandbox.model import contacts, ledger, lines, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.invoices import MOVES, STANDING
from xero_sandbox.model.records import AUTHORISED, DELETED, DRAFT, PAID, SUBMITTED, VOIDED, ZERO_ID, CreditNote, Line
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

FREE_WHEN_USED = {"CreditNoteID", "Type", "Status", "CreditNoteNumber", "Reference", "DueDate"}


class Head(NamedTuple):
    """The members above the lines, as they will be."""

    number: str
    reference: str
    on: date
    due_on: date | None
    status: str
    amounts_are: str


def create(call: Call, sent: Sent) -> CreditNote:
    reader = Reader(sent)
    kind = (reader.text("Type") or "").upper()
    if kind not in ("ACCRECCREDIT", "ACCPAYCREDIT"):
        reader.refuse(texts.CREDIT_NOTE_TYPE_INVALID)
    head = _head(call, reader, kind, None)
    if head.status not in (DRAFT, SUBMITTED, AUTHORISED):
        reader.refuse(texts.CREDIT_NOTE_STATUS_ON_CREATE)
    priced = _lines(call, reader, head, None)
    contact = reader.trying(lambda: contacts.for_document(call, reader.part("Contact")))
    reader.trying(lambda: call.books.check_open(head.on))
    reader.done()
    assert contact is not None
    sums = lines.totals(priced, head.amounts_are)
    if sums.total < 0:
        raise Invalid(texts.TOTAL_NEGATIVE)
    note = CreditNote(
        id=call.books.new_id(),
        type=kind,
        number=head.number or (_next_number(call) if kind == "ACCRECCREDIT" else ""),
        contact_id=contact.id,
        on=head.on,
        due_on=head.due_on,
        status=head.status,
        amounts_are=head.amounts_are,
        lines=priced,
        tax=sums.tax,
        total=sums.total,
        currency=call.books.profile.currency,
        updated_at=call.now,
        made_by=call.who,
        reference=head.reference,
    )
    contacts.mark_used(call, contact, sale=note.sale)
    return _keep(call, None, note, "Created")


def create_or_update(call: Call, sent: Sent) -> CreditNote:
    """POST without an id in the address: an id inside, or a customer's number already used, means that one."""
    reader = Reader(sent)
    note_id, number = (reader.text("CreditNoteID") or ZERO_ID).lower(), reader.text("CreditNoteNumber")
    if note_id != ZERO_ID:
        found = call.books.credit_notes.get(note_id)
        if found is None:
            raise Invalid(texts.CREDIT_NOTE_NOT_FOUND)
        return update(call, found, sent)
    if number and (reader.text("Type") or "").upper() == "ACCRECCREDIT" and (same := _numbered(call, number)):
        return update(call, same[-1], sent)
    return create(call, sent)


def update(call: Call, before: CreditNote, sent: Sent) -> CreditNote:
    reader = Reader(sent)
    status = (reader.text("Status") or before.status).upper()
    if status not in MOVES[before.status]:
        raise Invalid(texts.CREDIT_NOTE_STATUS_ON_CHANGE)
    if status in (VOIDED, DELETED):
        return end(call, before, status)
    head = _head(call, reader, before.type, before)
    reader.trying(lambda: call.books.check_open(before.on, head.on))
    used = before.remaining != before.total or before.status == PAID
    if used and set(sent) - FREE_WHEN_USED:
        raise Invalid(texts.INVOICE_HAS_PAYMENTS)
    contact_id = before.contact_id
    if reader.part("Contact"):
        contact = reader.trying(lambda: contacts.for_document(call, reader.part("Contact")))
        contact_id = contact.id if contact else contact_id
    priced = _lines(call, reader, head, before)
    reader.done()
    sums = lines.totals(priced, head.amounts_are)
    if sums.total < 0:
        raise Invalid(texts.TOTAL_NEGATIVE)
    after = replace(
        before,
        number=head.number,
        reference=head.reference,
        contact_id=contact_id,
        on=head.on,
        due_on=head.due_on,
        status=before.status if used else head.status,
        amounts_are=head.amounts_are,
        lines=priced,
        tax=sums.tax,
        total=sums.total,
        updated_at=call.now,
    )
    approved = before.status not in STANDING and after.status in STANDING
    return _keep(call, before, after, "Approved" if approved else "Edited")


def end(call: Call, before: CreditNote, status: str) -> CreditNote:
    """Void or delete; totals stay as they were."""
    if before.remaining != before.total:
        raise Invalid(texts.CREDIT_NOTE_HAS_ALLOCATIONS.format(status=status))
    call.books.check_open(before.on)
    return _keep(call, before, replace(before, status=status, updated_at=call.now), status.capitalize())


def _head(call: Call, reader: Reader, kind: str, before: CreditNote | None) -> Head:
    def text(member: str, so_far: str) -> str:
        sent = reader.text(member)
        return so_far if sent is None else sent

    reference = text("Reference", before.reference if before else "")
    amounts_are = text("LineAmountTypes", before.amounts_are if before else "Exclusive")
    currency = text("CurrencyCode", call.books.profile.currency)
    head = Head(
        number=text("CreditNoteNumber", before.number if before else ""),
        reference=reference if kind == "ACCRECCREDIT" else "",
        on=reader.day("Date") or (before.on if before else call.today),
        due_on=reader.day("DueDate") or (before.due_on if before else None),
        status=text("Status", before.status if before else DRAFT).upper(),
        amounts_are=lines.AMOUNTS_ARE.get(amounts_are.lower(), "Exclusive"),
    )
    if currency != call.books.profile.currency:
        reader.refuse(texts.CURRENCY_UNKNOWN.format(code=currency))
    if len(head.reference) > 255 or len(head.number) > 255:
        reader.refuse(texts.REFERENCE_TOO_LONG)
    own_id = before.id if before else None
    if kind == "ACCRECCREDIT" and any(one.id != own_id for one in _numbered(call, head.number)):
        reader.refuse(texts.CREDIT_NOTE_NUMBER_TAKEN)
    return head


def _lines(call: Call, reader: Reader, head: Head, before: CreditNote | None) -> tuple[Line, ...]:
    kept = before.lines if before else ()
    sent = reader.parts("LineItems")
    if sent is None and before is not None:
        return kept if head.amounts_are == before.amounts_are else lines.retaxed(call, kept, head.amounts_are)
    return lines.of_document(
        call,
        reader,
        sent,
        amounts_are=head.amounts_are,
        kept=kept,
        complete=head.status in (SUBMITTED, AUTHORISED),
        discounts=False,
    )


def _keep(call: Call, before: CreditNote | None, after: CreditNote, change: str) -> CreditNote:
    """Store it, and bring the ledger to where the document now says it should be."""
    if after.status == AUTHORISED and after.remaining == 0:
        after = replace(after, status=PAID)
    if before is not None and before.status in STANDING:
        ledger.reverse(call.books, before.id)
    if after.status in STANDING:
        ledger.post_credit_note(call.books, after)
    call.note(after.id, change, f"{after.number or after.type} {after.status}")
    return call.books.credit_notes.put(after)


def _numbered(call: Call, number: str) -> list[CreditNote]:
    """Customers' credit notes that hold this number; a deleted one no longer does."""
    found = call.books.credit_notes.find("number", number)
    return [one for one in found if one.type == "ACCRECCREDIT" and one.status != DELETED]


def _next_number(call: Call) -> str:
    count = sum(1 for note in call.books.credit_notes if note.sale) + 1
    while _numbered(call, f"CN-{count:04d}"):
        count += 1
    return f"CN-{count:04d}"
