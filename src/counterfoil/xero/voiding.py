"""Voiding: a copy is taken back in Xero, by its id. Saying it twice is saying it once; in doubt its status tells.

    invoice, credit note, manual journal      VOIDED      (a draft: DELETED)
    payment, bank transaction, bank transfer  DELETED
    allocation                                removed from its credit

Xero voids nothing that something else leans on, so allocations and payments go first, then the documents.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from counterfoil.outbox.work import Carrier, Change, Work
from counterfoil.xero import void_errors, wire
from counterfoil.xero.outcomes import Confirmed, Outcome, Rejected, Unknown, judge
from counterfoil.xero.readback import ENDED
from counterfoil.xero.request import Answered, Reply, Request
from counterfoil.xero.translate import Untranslatable
from counterfoil.xero.translate.parts import path_of
from counterfoil.xero.translate.parts import written as body_of

VOID = "void"
REFUSED = "void-refused"
AGAIN_AT = (2, 20, 60, 180, 600)
"""Seconds until it is looked at after each sending in doubt, the last for all further ones."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What names a record, and what its status becomes."""

    id_field: str
    status: str


ENDINGS: Mapping[str, Ending] = {
    "Invoices": Ending("InvoiceID", "VOIDED"),
    "CreditNotes": Ending("CreditNoteID", "VOIDED"),
    "ManualJournals": Ending("ManualJournalID", "VOIDED"),
    "Payments": Ending("PaymentID", "DELETED"),
    "BankTransactions": Ending("BankTransactionID", "DELETED"),
    "BankTransfers": Ending("BankTransferID", "DELETED"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """The record to be voided, frozen when the void was queued. `under` is what an allocation stands under."""

    remote_id: str
    draft: bool
    under: tuple[Carrier, ...]

    @classmethod
    def of(cls, work: Work) -> "Target":
        told: dict[str, Any] = json.loads(work.snapshot)["voids"]
        return cls(told["remote_id"], bool(told["draft"]), tuple(Carrier(**each) for each in told["under"]))


def is_void(work: Work) -> bool:
    return work.operation == VOID


def written(work: Work) -> str:
    """What is sent: the id and the status that it ends in. An allocation is removed by its address alone."""
    target = Target.of(work)
    if not target.remote_id:
        raise Untranslatable("mistake", "Xero gave this record no id; take it back there by hand")
    if work.resource == "Allocations":
        _of_allocations(work, target)
        return ""
    ending = ENDINGS.get(work.resource)
    if ending is None:
        raise Untranslatable("not-yet-supported", f"{work.resource} cannot be voided from here; void it in Xero")
    status = "DELETED" if target.draft else ending.status
    return body_of(work.resource, {ending.id_field: target.remote_id, "Status": status})


def request(work: Work, body: str) -> Request:
    """There is no key: the same void twice is one, and Xero would repeat an old answer under a key for six minutes."""
    target = Target.of(work)
    if work.resource == "Allocations":
        return Request(method="DELETE", path=f"{_of_allocations(work, target)}/{target.remote_id}")
    return Request(method="POST", path=f"{work.resource}/{target.remote_id}", body=body)


def look(work: Work) -> Request:
    """The record by its id; an allocation stands under its credit."""
    target = Target.of(work)
    if work.resource == "Allocations":
        return Request(method="GET", path=_of_allocations(work, target).removesuffix("/Allocations"))
    return Request(method="GET", path=f"{work.resource}/{target.remote_id}")


def _of_allocations(work: Work, target: Target) -> str:
    return path_of("Allocations", work.type, target.under)


def judged(reply: Reply, work: Work) -> Outcome:
    """The outcome of asking for it. That a record is not there is looked at before it is believed."""
    if isinstance(reply, Answered) and reply.status == 404:
        return Unknown("not-there", "Xero has no such record", no_replay=True, trouble=False)
    if isinstance(reply, Answered) and 200 <= reply.status < 300 and work.resource == "Allocations":
        return Confirmed(wire.Allocation(allocation_id=Target.of(work).remote_id, is_deleted=True))
    outcome = judge(reply, work.resource)
    if isinstance(outcome, Confirmed) and not _has_ended(outcome.record):
        return Unknown("not-ended", "Xero answered without voiding it", no_replay=True, trouble=False)
    return outcome


def _has_ended(record: wire.Element) -> bool:
    return (record.status or "").upper() in ENDED


def becomes(work: Work, outcome: Confirmed | Rejected | Unknown, *, now: datetime) -> Change:
    """What a void becomes by an outcome. A refusal is believed only after a look: it may be void already."""
    match outcome:
        case Confirmed():
            return _done(work)
        case Rejected(messages):
            return Change(state="unknown", reason_code=REFUSED, reason_text=" ".join(messages), no_replay=True)
        case Unknown():
            wait = AGAIN_AT[min(work.generation, len(AGAIN_AT) - 1)]
            return Change(
                state="unknown",
                reason_code=outcome.code,
                reason_text=f"{outcome.text}; whether it is void is being looked up",
                no_replay=True,
                not_before=now + timedelta(seconds=wait),
            )


def concluded(work: Work, reply: Reply) -> Change | None:
    """What looking at the record says: it has ended, it stands and is sent again, or it stands and a person is needed.

    None when the reading itself failed.
    """
    listed = look(work).path.split("/", maxsplit=1)[0]
    if isinstance(reply, Answered) and reply.status == 404:
        return _done(work, "it is no longer in Xero")
    found = judge(reply, listed)
    if not isinstance(found, Confirmed):
        return None
    record = found.record
    if work.resource == "Allocations":
        if not isinstance(record, wire.Credit) or _taken_back(record, Target.of(work).remote_id):
            return _done(work)
    elif _has_ended(record):
        return _done(work)
    if work.reason_code == REFUSED:
        code, text = void_errors.explain([work.reason_text], record)
        return Change(state="rejected", reason_code=code, reason_text=text)
    return Change(state="pending")


def _taken_back(credit: wire.Credit, allocation_id: str) -> bool:
    standing = (each for each in credit.allocations if each.id == allocation_id and not each.is_deleted)
    return next(standing, None) is None


def _done(work: Work, more: str = "") -> Change:
    return Change(state="confirmed", remote_id=Target.of(work).remote_id, reason_text=more)
