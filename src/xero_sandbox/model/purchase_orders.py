"""Purchase orders: a number of their own, lines that move nothing, for contacts that are there already.

DRAFT, SUBMITTED -> each other, AUTHORISED, DELETED          AUTHORISED -> BILLED, DELETED
"""

from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import contacts, lines, texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.dates import date_string, wire_date, wire_instant
from xero_sandbox.model.lines import show_line
from xero_sandbox.model.money import number
from xero_sandbox.model.records import AUTHORISED, BILLED, DELETED, DRAFT, SUBMITTED, ZERO_ID, PurchaseOrder
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent

MOVES = {
    DRAFT: {DRAFT, SUBMITTED, AUTHORISED, DELETED},
    SUBMITTED: {SUBMITTED, AUTHORISED, DRAFT, DELETED},
    AUTHORISED: {AUTHORISED, BILLED, DELETED},
    BILLED: {BILLED},
    DELETED: set(),
}


def create(call: Call, sent: Sent) -> PurchaseOrder:
    reader = Reader(sent)
    status = (reader.text("Status") or DRAFT).upper()
    if status not in (DRAFT, SUBMITTED, AUTHORISED, BILLED):
        reader.refuse(texts.ORDER_STATUS_ON_CREATE)
    return _save(call, reader, status, None)


def create_or_update(call: Call, sent: Sent) -> PurchaseOrder:
    """POST: an id inside, or a number already used, means that order is changed."""
    reader = Reader(sent)
    order_id, number_sent = (reader.text("PurchaseOrderID") or ZERO_ID).lower(), reader.text("PurchaseOrderNumber")
    found = call.books.purchase_orders.get(order_id)
    if found is None and order_id != ZERO_ID:
        raise Invalid(texts.ORDER_NOT_FOUND)
    if found is None and number_sent:
        found = next(iter(_numbered(call, number_sent)), None)
    return update(call, found, sent) if found else create(call, sent)


def update(call: Call, before: PurchaseOrder, sent: Sent) -> PurchaseOrder:
    reader = Reader(sent)
    status = (reader.text("Status") or before.status).upper()
    if status not in MOVES[before.status]:
        raise Invalid(texts.ORDER_STATUS_ON_CHANGE)
    if status == DELETED:
        call.note(before.id, "Deleted", before.number)
        return call.books.purchase_orders.put(replace(before, status=DELETED, updated_at=call.now))
    return _save(call, reader, status, before)


def _save(call: Call, reader: Reader, status: str, before: PurchaseOrder | None) -> PurchaseOrder:
    def text(member: str, so_far: str) -> str:
        given = reader.text(member)
        return so_far if given is None else given

    call = call.with_places(4)
    number_sent = text("PurchaseOrderNumber", before.number if before else "")
    if any(one.id != (before.id if before else None) for one in _numbered(call, number_sent)):
        reader.refuse(texts.ORDER_NUMBER_TAKEN)
    was = before.amounts_are if before else "Exclusive"
    amounts_are = lines.AMOUNTS_ARE.get(text("LineAmountTypes", was).lower(), "Exclusive")
    given, kept = reader.parts("LineItems"), before.lines if before else ()
    priced = kept
    if before is None or given is not None or amounts_are != before.amounts_are:
        priced = lines.of_document(
            call, reader, given, amounts_are=amounts_are, kept=kept, complete=status != DRAFT, discounts=True
        )
    contact_id = before.contact_id if before else ""
    if before is None or reader.part("Contact"):
        contact_id = reader.trying(lambda: _contact(call, reader)) or ""
    sent_to_contact = reader.flag("SentToContact")
    if sent_to_contact and status not in (AUTHORISED, BILLED):
        reader.refuse(texts.ORDER_NOT_SENT)
    reader.done()
    sums = lines.totals(priced, amounts_are)
    order = PurchaseOrder(
        id=before.id if before else call.books.new_id(),
        number=number_sent or _next_number(call),
        contact_id=contact_id,
        on=reader.day("Date") or (before.on if before else call.today),
        delivery_on=reader.day("DeliveryDate") or (before.delivery_on if before else None),
        status=status,
        amounts_are=amounts_are,
        lines=priced,
        tax=sums.tax,
        total=sums.total,
        currency=call.books.profile.currency,
        updated_at=call.now,
        made_by=before.made_by if before else call.who,
        reference=text("Reference", before.reference if before else ""),
        sent_to_contact=bool(before and before.sent_to_contact) if sent_to_contact is None else sent_to_contact,
    )
    call.note(order.id, "Edited" if before else "Created", f"{order.number} {status}")
    return call.books.purchase_orders.put(order)


def _contact(call: Call, reader: Reader) -> str:
    """Unlike an invoice, an order makes no contact."""
    found = contacts.find(call.books, Reader(reader.part("Contact")))
    if found is None:
        raise Invalid(texts.CONTACT_MISSING)
    return contacts.for_document(call, {"ContactID": found.id}).id


def _numbered(call: Call, text: str) -> list[PurchaseOrder]:
    return [one for one in call.books.purchase_orders.find("number", text) if one.status != DELETED]


def _next_number(call: Call) -> str:
    count = len(call.books.purchase_orders) + 1
    while _numbered(call, f"PO-{count:04d}"):
        count += 1
    return f"PO-{count:04d}"


def show(call: Call, order: PurchaseOrder, *, brief: bool = False, with_lines: bool = True) -> dict[str, Any]:
    contact = call.books.contacts[order.contact_id]
    call = call.with_places(4)
    shown: dict[str, Any] = {
        "PurchaseOrderID": order.id,
        "PurchaseOrderNumber": order.number,
        "Reference": order.reference,
        "DateString": date_string(order.on),
        "Date": wire_date(order.on),
        "SentToContact": order.sent_to_contact,
        "CurrencyRate": number(100),
        "CurrencyCode": order.currency,
        "Contact": contacts.show_brief(contact) if brief else contacts.show(contact),
        "Status": order.status,
        "LineAmountTypes": order.amounts_are,
        "LineItems": [show_line(call, line) for line in order.lines] if with_lines else [],
        "SubTotal": number(order.total - order.tax),
        "TotalTax": number(order.tax),
        "Total": number(order.total),
        "TotalDiscount": number(sum(line.discount or 0 for line in order.lines)),
        "UpdatedDateUTC": wire_instant(order.updated_at),
        "HasAttachments": False,
    }
    if order.delivery_on:
        shown |= {"DeliveryDateString": date_string(order.delivery_on), "DeliveryDate": wire_date(order.delivery_on)}
    return shown
