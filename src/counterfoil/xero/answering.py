"""What a person answers to drift, each with a reason: ours is kept, theirs is accepted, it is ignored; what is nobody's
copy is voided there, or linked here.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.documents import actions
from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.kinds import kind_of
from counterfoil.ledger.models import BankAccount
from counterfoil.outbox import decisions
from counterfoil.outbox.models import Item
from counterfoil.xero import correcting, strays
from counterfoil.xero.correction_plan import Taken
from counterfoil.xero.models import AccountMapping, Correction, Drift
from counterfoil.xero.sending_again import send_again
from counterfoil.xero.their_content import kept_of

OF_OURS = ("voided", "deleted", "edited")
ADOPTED = {"client_bill": "client_receipt", "supplier_bill": "supplier_payment"}
"""What a payment of each kind of bill is here."""
ANSWERED = "somebody has answered that already, or it was mended in Xero"


def drift_called(public_id: str, *, firm_id: int) -> Drift:
    found = Drift.objects.filter(public_id=public_id, firm_id=firm_id).select_related("item", "document", "by").first()
    if found is None:
        raise Refusal("drift-unknown", "there is no such difference in this firm")
    return found


def ignore(*, drift: Drift, by: Actor, at: datetime, why: str) -> None:
    """It stays as it is on both sides. The same difference is not told again; another one of the record is."""
    require(by, "retry push")
    with _answering(drift, "ignored", by=by, at=at, why=why):
        pass


def keep_ours(*, drift: Drift, by: Actor, at: datetime, why: str) -> list[Taken]:
    """What stands here is voided there and sent again, with what leans on it."""
    with _answering(drift, "kept", by=by, at=at, why=why):
        return send_again(document_id=_document_of(drift), by=by, at=at, why=why.strip())


def accept_theirs(*, drift: Drift, by: Actor, at: datetime, why: str) -> Correction:
    """The document is taken back here, as a guided correction. Its draft says what stands in Xero, as far as it can."""
    document_id = _document_of(drift)
    _still_open(drift, why)
    begun = correcting.begin(document_id=document_id, by=by, at=at, why=why, theirs=kept_of(drift))
    with _answering(drift, "accepted", by=by, at=at, why=why):
        Drift.objects.filter(pk=drift.pk).update(document_id=document_id)
    return begun


def adopt_payment(*, drift: Drift, by: Actor, at: datetime, why: str) -> Done:
    """Record here what was paid there: posted, and linked with the payment that is there already. Nothing is sent."""
    require(by, "retry push")
    kind, values = payment_of(drift)
    with _answering(drift, "accepted", by=by, at=at, why=why):
        document = actions.read(kind_of(kind), values, firm_id=by.firm_id, at=at)
        done = actions.enter(kind=kind_of(kind), document=document, by=by, at=at)
        item = Item.objects.filter(
            destination_id=drift.destination_id, source_kind=kind, source_id=done.id, resource="Payments"
        ).first()
        if item is not None and item.state == "pending":
            decisions.adopt(item.pk, remote_id=drift.remote_id, at=at, state="pending")
        Drift.objects.filter(pk=drift.pk).update(document_id=done.id)
    return done


def void_there(*, drift: Drift, by: Actor, at: datetime, why: str) -> int:
    """A second copy, or nobody's, is voided in Xero, through the outbox. The item that does it."""
    with _answering(drift, "removed", by=by, at=at, why=why):
        return strays.queue_void(drift=drift, by=by, at=at)


def adopt_copy(*, drift: Drift, item_id: int, by: Actor, at: datetime, why: str) -> None:
    """The record that is nobody's copy is that of a document here whose own copy is not there."""
    require(by, "retry push")
    with _answering(drift, "linked", by=by, at=at, why=why):
        strays.adopt(drift=drift, item_id=item_id, at=at)
        item = Item.objects.get(pk=item_id)
        Drift.objects.filter(pk=drift.pk).update(item_id=item.pk)


def payment_of(drift: Drift) -> tuple[str, dict[str, object]]:
    """The receipt or payment that would be recorded here, as its form has it. Refused where it cannot be."""
    invoice = drift.item
    if drift.sort != "paid" or invoice is None:
        raise Refusal("step-not-allowed", "only a payment that was found in Xero can be recorded here")
    theirs = json.loads(drift.theirs)
    bill = Document.objects.select_related("contact").get(pk=invoice.source_id, kind=invoice.source_kind)
    mapped = AccountMapping.objects.filter(destination_id=drift.destination_id, remote_id=theirs["account"])
    bank = BankAccount.objects.filter(firm_id=drift.firm_id, account_id__in=mapped.values("account_id")).first()
    if bank is None or bill.kind not in ADOPTED:
        raise Refusal(
            "payment-not-adoptable",
            "the account that it was paid into in Xero is no bank account here; map it, or record the payment by hand"
            " and ignore this",
        )
    kind = ADOPTED[bill.kind]
    part = {"bill": bill.number, "amount": theirs["amount"]}
    values: dict[str, object] = {"on": theirs["on"], "bank": bank.code, "parts": [part], "memo": theirs["reference"]}
    if kind == "client_receipt":
        values |= {"payer": bill.contact.code if bill.contact else "", "amount": theirs["amount"]}
    return kind, values


def _document_of(drift: Drift) -> int:
    if drift.sort not in OF_OURS or drift.item is None:
        raise Refusal(
            "step-not-allowed", "there is no copy of ours to keep or to take back; ignore it, or mend it there"
        )
    return drift.item.source_id


def _still_open(drift: Drift, why: str) -> None:
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the difference")
    if drift.state != "open":
        raise Refusal("step-not-allowed", ANSWERED)


@contextmanager
def _answering(drift: Drift, answer: str, *, by: Actor, at: datetime, why: str) -> Iterator[None]:
    """One transaction around an answer; refused where somebody answered before."""
    _still_open(drift, why)
    with transaction.atomic():
        moved = Drift.objects.filter(pk=drift.pk, firm_id=by.firm_id, state="open").update(
            state=answer, answered_at=at, by_id=by.user_id, why=why.strip()
        )
        if not moved:
            raise Refusal("step-not-allowed", ANSWERED)
        yield
        detail = {"sort": drift.sort, "text": drift.text, "remote": drift.remote_id}
        audit.note(
            by=by, at=at, action=f"drift {answer}", subject="drift", subject_id=drift.pk, detail=detail, why=why.strip()
        )
