"""The cut-over: bringing bills from before the connection across, one by one.

Only what is posted after connecting is copied. An open bill from before goes back to draft and is posted again, in one
transaction, so it is either across or as it was; or it is left out because the firm deals with it in Xero.
Source: Understanding the integration, Pre-Integration Transactions.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox.models import Destination, Item
from counterfoil.outbox.work import Carrier
from counterfoil.xero.connection import connected
from counterfoil.xero.mapping import counterparts
from counterfoil.xero.models import HandledInXero
from counterfoil.xero.old_bills import OldBill, old_bills
from counterfoil.xero.translate import Counterparts, Untranslatable, translate

WHY = "brought across to Xero"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What Xero would get of a bill: `invoice` as it would be sent, `missing` what has to be done first."""

    bill: OldBill
    invoice: dict[str, Any]
    missing: str


def bring_across(*, document_id: int, by: Actor, at: datetime) -> Done:
    """Back to draft and posted again in one transaction; what it becomes in Xero waits in the outbox."""
    destination = connected(by.firm_id)
    with transaction.atomic():
        bill = _wanted(destination, document_id)
        if destination.locked_through and bill.dated_on <= destination.locked_through:
            raise Refusal(
                "locked-in-xero",
                "{number} is dated {day} and Xero is locked through {locked}; move the lock date there first",
                number=bill.number,
                day=bill.dated_on,
                locked=destination.locked_through,
            )
        actions.reopen(document_id=document_id, by=by, at=at, why=WHY)
        return actions.post(document_id=document_id, by=by, at=at)


def rehearse(*, document_ids: Sequence[int], by: Actor, at: datetime) -> list[Rehearsed]:
    """What Xero would get of each bill: it is brought across, looked at, and all of it taken back."""
    destination = connected(by.firm_id)
    mapped = counterparts(destination.pk)
    found = []
    with transaction.atomic():
        for bill in old_bills(destination, only=document_ids) if document_ids else ():
            try:
                with transaction.atomic():
                    bring_across(document_id=bill.id, by=by, at=at)
            except Refusal as refusal:
                found.append(Rehearsed(bill, {}, refusal.advice))
                continue
            items = Item.objects.filter(destination=destination, source_kind=bill.kind, source_id=bill.id)
            item = items.filter(part="document").order_by("-id").first()
            if item is None or item.state != "pending":
                found.append(Rehearsed(bill, {}, "The settings of the link keep bills here"))
            else:
                found.append(_rehearsed(bill, item, mapped))
        transaction.set_rollback(True)
    return found


def _rehearsed(bill: OldBill, item: Item, mapped: Counterparts) -> Rehearsed:
    """The contact may not be in Xero yet: its id is then only known when it is sent."""
    client = Carrier("Contacts", "", "contact", 0, "")
    try:
        write = translate(
            item.snapshot,
            resource=item.resource,
            type_=item.type,
            marker=item.marker,
            counterparts=mapped,
            carriers=[client],
        )
    except Untranslatable as missing:
        return Rehearsed(bill, {}, missing.text)
    body = json.loads(write.body, parse_float=Decimal, parse_int=Decimal)
    return Rehearsed(bill, body[item.resource][0] if item.resource in body else body, "")


def leave_out(*, document_id: int, by: Actor, at: datetime, why: str) -> None:
    """The firm deals with the bill in Xero by hand: it leaves the list, and payments of it stay here."""
    require(by, "post general")
    if not why.strip():
        raise Refusal("reason-missing", "say how the bill is dealt with in Xero; it is kept with the bill")
    destination = connected(by.firm_id)
    with transaction.atomic():
        bill = _wanted(destination, document_id)
        try:
            with transaction.atomic():
                HandledInXero.objects.create(
                    firm_id=by.firm_id,
                    destination=destination,
                    document_id=document_id,
                    by_id=by.user_id,
                    at=at,
                    why=why.strip(),
                )
        except IntegrityError:
            return
        audit.note(
            by=by,
            at=at,
            action="leave out",
            subject="document",
            subject_id=document_id,
            detail={"number": bill.number},
            why=why.strip(),
        )


def put_back(*, document_id: int, by: Actor, at: datetime) -> None:
    """Take a bill up again that was left out."""
    require(by, "post general")
    with transaction.atomic():
        gone, _ = HandledInXero.objects.filter(
            firm_id=by.firm_id, destination=connected(by.firm_id), document_id=document_id
        ).delete()
        if gone:
            audit.note(by=by, at=at, action="put back", subject="document", subject_id=document_id)


def _wanted(destination: Destination, document_id: int) -> OldBill:
    """The old bill, still on the list."""
    found = old_bills(destination, only=[document_id])
    if not found:
        raise Refusal("bill-not-waiting", "the bill is across already, left out, paid, or was never from before")
    return found[0]
