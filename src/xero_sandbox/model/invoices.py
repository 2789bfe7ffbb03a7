"""Sales invoices (ACCREC) and bills (ACCPAY): create, change, approve, void, delete.

DRAFT, SUBMITTED -> each other, AUTHORISED, DELETED          AUTHORISED -> VOIDED
a payment or allocation that settles the rest -> PAID; taking one back -> AUTHORISED
"""

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from xero_sandbox.model import contacts, ledger, lines, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.records import AUTHORISED, DELETED, DRAFT, PAID, SUBMITTED, VOIDED, ZERO_ID, Invoice, Line
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

MOVES = {
    DRAFT: {DRAFT, SUBMITTED, AUTHORISED, DELETED},
    SUBMITTED: {SUBMITTED, AUTHORISED, DRAFT, DELETED},
    AUTHORISED: {AUTHORISED, VOIDED},
    PAID: {PAID, AUTHORISED, VOIDED},
    VOIDED: set(),
    DELETED: set(),
}
STANDING = {AUTHORISED, PAID}
"""The states in which an invoice is in the ledger."""
FREE_WHEN_PAID = {
    "InvoiceID",
    "Type",
    "Status",
    "InvoiceNumber",
    "Reference",
    "DueDate",
    "Url",
    "ExpectedPaymentDate",
    "PlannedPaymentDate",
    "SentToContact",
    "Contact",
    "LineItems",
}
"""What may be sent for a document with payments; of its lines the words and the account only."""
UNSEEN_WHEN_PAID = {"InvoiceID", "Type", "Status", "DueDate", "SentToContact"}
"""Of these Xero's own UpdatedDateUTC takes no notice once something is paid."""


@dataclass(slots=True)
class Head:
    """The members above the lines, as they will be."""

    number: str
    reference: str
    on: date
    due_on: date | None
    status: str
    amounts_are: str
    url: str
    sent_to_contact: bool
    expected_on: date | None
    planned_on: date | None


def create(call: Call, sent: Sent) -> Invoice:
    reader = Reader(sent)
    kind = (reader.text("Type") or "").upper()
    if kind not in ("ACCREC", "ACCPAY"):
        reader.refuse(texts.INVOICE_TYPE_INVALID)
    head = _head(call, reader, kind, None)
    if head.status not in (DRAFT, SUBMITTED, AUTHORISED):
        reader.refuse(texts.INVOICE_STATUS_ON_CREATE)
    if kind == "ACCREC" and head.number and _number_taken(call, head.number, None):
        reader.refuse(texts.INVOICE_NUMBER_TAKEN)
    priced = _lines(call, reader, kind, head, None)
    contact = reader.trying(lambda: contacts.for_document(call, reader.part("Contact")))
    reader.trying(lambda: call.books.check_open(head.on))
    reader.done()
    assert contact is not None
    sums = lines.totals(priced, head.amounts_are)
    if sums.total < 0:
        raise Invalid(texts.TOTAL_NEGATIVE)
    if kind == "ACCREC" and not head.number:
        head.number = _next_number(call)
    invoice = Invoice(
        id=call.books.new_id(),
        type=kind,
        number=head.number,
        contact_id=contact.id,
        on=head.on,
        due_on=head.due_on,
        status=head.status,
        amounts_are=head.amounts_are,
        lines=priced,
        sub_total=sums.sub_total,
        tax=sums.tax,
        total=sums.total,
        currency=call.books.profile.currency,
        updated_at=call.now,
        made_by=call.who,
        reference=head.reference,
        url=head.url,
        sent_to_contact=head.sent_to_contact,
        expected_on=head.expected_on,
        planned_on=head.planned_on,
    )
    contacts.mark_used(call, contact, sale=kind == "ACCREC")
    return _keep(call, None, invoice, "Created")


def create_or_update(call: Call, sent: Sent) -> Invoice:
    """POST without an id in the address: an id inside, or a number already used, means that document is changed."""
    found = _already_there(call, Reader(sent))
    return update(call, found, sent) if found else create(call, sent)


def update(call: Call, before: Invoice, sent: Sent) -> Invoice:
    reader = Reader(sent)
    status = (reader.text("Status") or before.status).upper()
    if status not in MOVES[before.status]:
        raise Invalid(texts.INVOICE_STATUS_ON_CHANGE)
    if status in (VOIDED, DELETED):
        return end(call, before, status)
    head = _head(call, reader, before.type, before)
    if before.type == "ACCREC" and head.number != before.number and _number_taken(call, head.number, before.id):
        reader.refuse(texts.INVOICE_NUMBER_TAKEN)
    reader.trying(lambda: call.books.check_open(before.on, head.on))
    settled = bool(before.paid or before.credited or before.status == PAID)
    if settled and set(sent) - FREE_WHEN_PAID:
        raise Invalid(_held_by(call, before))
    contact_id = before.contact_id
    if reader.part("Contact"):
        contact = reader.trying(lambda: contacts.for_document(call, reader.part("Contact")))
        contact_id = contact.id if contact else contact_id
    priced = _lines(call, reader, before.type, head, before)
    moved = bool(before.credited) and contact_id != before.contact_id
    if settled and (moved or not lines.same_amounts(before.lines, priced)):
        reader.refuse(_held_by(call, before))
    reader.done()
    sums = lines.totals(priced, head.amounts_are)
    if sums.total < 0:
        raise Invalid(texts.TOTAL_NEGATIVE)
    unseen = settled and set(sent) <= UNSEEN_WHEN_PAID
    after = replace(
        _with_head(before, head),
        updated_at=before.updated_at if unseen else call.now,
        contact_id=contact_id,
        status=before.status if settled else head.status,
        amounts_are=head.amounts_are,
        lines=priced,
        sub_total=sums.sub_total,
        tax=sums.tax,
        total=sums.total,
    )
    approved = before.status not in STANDING and after.status in STANDING
    return _keep(call, before, after, "Approved" if approved else "Edited")


def end(call: Call, before: Invoice, status: str) -> Invoice:
    """Void or delete. The totals stay as they were, AmountDue included; only the status tells."""
    if before.paid or before.credited:
        raise Invalid(texts.INVOICE_VOID_HAS_PAYMENTS.format(status=status))
    call.books.check_open(before.on)
    return _keep(call, before, replace(before, status=status, updated_at=call.now), status.capitalize())


def _held_by(call: Call, invoice: Invoice) -> str:
    paid = call.books.payments.find("invoice", invoice.id)
    reconciled = any(one.reconciled and one.status != DELETED for one in paid)
    return texts.INVOICE_HAS_RECONCILED if reconciled else texts.INVOICE_HAS_PAYMENTS


def settle(call: Call, invoice: Invoice, *, paid: int = 0, credited: int = 0, on: date) -> Invoice:
    """A payment or allocation came (positive) or was taken back (negative)."""
    after = replace(invoice, paid=invoice.paid + paid, credited=invoice.credited + credited, updated_at=call.now)
    status = PAID if after.due == 0 else AUTHORISED
    paid_off_on = max(on, invoice.paid_off_on or on) if status == PAID else None
    return call.books.invoices.put(replace(after, status=status, paid_off_on=paid_off_on))


def by_number(call: Call, number: str) -> list[Invoice]:
    return call.books.invoices.find("number", number)


def _already_there(call: Call, reader: Reader) -> Invoice | None:
    invoice_id, number = reader.text("InvoiceID"), reader.text("InvoiceNumber")
    if invoice_id and invoice_id != ZERO_ID:
        found = call.books.invoices.get(invoice_id.lower())
        if found is None:
            raise Invalid(texts.INVOICE_NOT_FOUND)
        return found
    if not number:
        return None
    kind = (reader.text("Type") or "").upper()
    same = [one for one in by_number(call, number) if one.type == kind and one.status != DELETED]
    if kind == "ACCREC":
        return same[-1] if same else None
    contact = reader.trying(lambda: contacts.find(call.books, Reader(reader.part("Contact"))))
    same = [one for one in same if contact is not None and one.contact_id == contact.id and one.status != VOIDED]
    return same[-1] if same else None


def _head(call: Call, reader: Reader, kind: str, before: Invoice | None) -> Head:
    def text(member: str, so_far: str) -> str:
        sent = reader.text(member)
        return so_far if sent is None else sent

    reference = text("Reference", before.reference if before else "")
    amounts_are = text("LineAmountTypes", before.amounts_are if before else "Exclusive")
    currency = text("CurrencyCode", call.books.profile.currency)
    head = Head(
        number=text("InvoiceNumber", before.number if before else ""),
        reference=reference if kind == "ACCREC" else "",
        on=reader.day("Date") or (before.on if before else call.today),
        due_on=reader.day("DueDate") or (before.due_on if before else None),
        status=text("Status", before.status if before else DRAFT).upper(),
        amounts_are=lines.AMOUNTS_ARE.get(amounts_are.lower(), "Exclusive"),
        url=text("Url", before.url if before else ""),
        sent_to_contact=bool(reader.flag("SentToContact") or (before and before.sent_to_contact)),
        expected_on=reader.day("ExpectedPaymentDate") or (before.expected_on if before else None),
        planned_on=reader.day("PlannedPaymentDate") or (before.planned_on if before else None),
    )
    if currency != call.books.profile.currency:
        reader.refuse(texts.CURRENCY_UNKNOWN.format(code=currency))
    if len(head.reference) > 255 or len(head.number) > 255:
        reader.refuse(texts.REFERENCE_TOO_LONG)
    if head.status in (SUBMITTED, AUTHORISED) and head.due_on is None:
        reader.refuse(texts.DUE_DATE_MISSING)
    return head


def _lines(call: Call, reader: Reader, kind: str, head: Head, before: Invoice | None) -> tuple[Line, ...]:
    kept = before.lines if before else ()
    sent = reader.parts("LineItems")
    if sent is None and before is not None:
        return before.lines if head.amounts_are == before.amounts_are else lines.retaxed(call, kept, head.amounts_are)
    return lines.of_document(
        call,
        reader,
        sent,
        amounts_are=head.amounts_are,
        kept=kept,
        complete=head.status in (SUBMITTED, AUTHORISED),
        discounts=kind == "ACCREC",
    )


def _with_head(before: Invoice, head: Head) -> Invoice:
    return replace(
        before,
        number=head.number,
        reference=head.reference,
        on=head.on,
        due_on=head.due_on,
        url=head.url,
        sent_to_contact=head.sent_to_contact,
        expected_on=head.expected_on,
        planned_on=head.planned_on,
    )


def _keep(call: Call, before: Invoice | None, after: Invoice, change: str) -> Invoice:
    """Store it, and bring the ledger to where the document now says it should be."""
    if after.status == AUTHORISED and after.total == 0:
        after = replace(after, status=PAID, paid_off_on=after.on)
    if before is not None and before.status in STANDING:
        ledger.reverse(call.books, before.id)
    if after.status in STANDING:
        ledger.post_invoice(call.books, after)
    call.note(after.id, change, f"{after.number or after.type} {after.status}")
    return call.books.invoices.put(after)


def _number_taken(call: Call, number: str, own_id: str | None) -> bool:
    return any(one.type == "ACCREC" and one.status != DELETED and one.id != own_id for one in by_number(call, number))


def _next_number(call: Call) -> str:
    sales = sum(1 for invoice in call.books.invoices if invoice.type == "ACCREC") + 1
    while _number_taken(call, f"INV-{sales:04d}", None):
        sales += 1
    return f"INV-{sales:04d}"
