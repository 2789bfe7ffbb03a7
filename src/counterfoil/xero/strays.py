"""Records in Xero that bear a mark of ours and are nobody's copy: a second copy, or one that no item claims.

A person has them voided there, by a void that waits in the outbox like any other and is named by the id alone; or says
of which document here an unclaimed one is the copy.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.core.refusals import Refusal
from counterfoil.documents import numbering
from counterfoil.documents.snapshots import as_text
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import ask, marks, run
from counterfoil.outbox import decisions, queue
from counterfoil.outbox.models import Destination, Item
from counterfoil.outbox.queue import Waiting
from counterfoil.xero.effects import effect
from counterfoil.xero.models import Drift, RecordThere
from counterfoil.xero.records_there import counterparts_of, dated, in_their_accounts

SOURCE = "stray"
"""The source of such a void: the difference it was found as."""
SORTS = ("duplicate", "orphan")
ADOPTING = ("pending", "rejected", "review")
"""Known not to be there, or nobody knows which record it is."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A copy of ours that is not there, of the same sort, day and effect as the record that is nobody's."""

    item_id: int
    state: str
    number: str
    contact: str


def queue_void(*, drift: Drift, by: Actor, at: datetime) -> int:
    """Inside a transaction. The record is voided there as soon as it is sent; the item that does it."""
    require(by, "unlink")
    _hold(drift.destination_id)
    if drift.sort not in SORTS:
        raise Refusal("step-not-allowed", "only a second copy, or nobody's, is voided by itself")
    if _is_a_copy(drift.destination_id, drift.remote_id):
        raise Refusal("linked-already", "that record is the copy of a document here by now; sweep again")
    (taken,) = ask(numbering.take(firm_id=drift.firm_id, series=None, items=1))
    newest = _newest(drift)
    record = _record(drift)
    item = Waiting(
        id=taken.item_ids[0],
        source_kind=SOURCE,
        source_id=drift.pk,
        part="document",
        operation="void",
        version=newest.version + 1 if newest else 1,
        resource=drift.resource,
        type=record.type if record else "",
        snapshot=as_text(
            {
                "kind": SOURCE,
                "number": record.number if record else "",
                "dated_on": record.on.isoformat() if record else None,
                "voids": {"remote_id": drift.remote_id, "draft": False, "under": []},
            }
        ),
    )
    queue.put([item], firm_id=drift.firm_id, destination_id=drift.destination_id, at=at)
    return item.id


def void_of(drift: Drift) -> Item | None:
    """The newest void of the record, if one was ever asked for."""
    return _newest(drift) if drift.sort in SORTS else None


def being_voided(destination_id: int, remote_ids: Sequence[str]) -> set[str]:
    """Those of the records whose void is under way: they are not told again meanwhile."""
    if not remote_ids:
        return set()
    rows = run(
        "select d.remote_id from xero_drift d join outbox_item v on v.source_kind = 'stray' and v.source_id = d.id"
        " and v.destination_id = d.destination_id and v.state not in ('cancelled', 'confirmed')"
        f" where d.destination_id = %s and d.remote_id in ({marks(remote_ids)})",
        [destination_id, *remote_ids],
    )
    return {row[0] for row in rows}


def given_up(item_id: int) -> None:
    """Its void was given up: what was found of the record waits for an answer again."""
    item = Item.objects.get(pk=item_id)
    drift = Drift.objects.filter(pk=item.source_id).first() if item.source_kind == SOURCE else None
    if drift is None:
        return
    _hold(drift.destination_id)
    told = Drift.objects.filter(destination_id=drift.destination_id, remote_id=drift.remote_id, sort=drift.sort)
    if not told.filter(state="open").exists():
        told.filter(pk=drift.pk, state="removed").update(state="open", answered_at=None, by_id=None, why="")


def not_being_voided(destination_id: int, remote_id: str) -> None:
    """Refuse to take a record for a copy that is about to be voided. Inside a transaction."""
    _hold(destination_id)
    if being_voided(destination_id, [remote_id]):
        raise Refusal("linked-already", "that record is being voided in Xero; give its void up first")


def candidates(drift: Drift) -> list[Candidate]:
    """Copies of ours that the record may be: the same sort, number, day, contact, and to the cent the same effect."""
    record = _record(drift)
    if drift.sort != "orphan" or record is None or not record.effect:
        return []
    moved = json.loads(record.effect)
    remote = counterparts_of(drift.destination_id)
    rows = Item.objects.filter(
        destination_id=drift.destination_id,
        operation="create",
        resource=drift.resource,
        state__in=ADOPTING,
        remote_id=None,
    ).order_by("pk")
    if record.resource in ("Invoices", "CreditNotes", "BankTransactions"):
        rows = rows.filter(type=record.type)
    found = []
    for item in rows:
        sent = json.loads(item.snapshot)
        contact = (sent.get("contact") or {}).get("name", "")
        alike = dated(item.snapshot) == record.on and _same_number(item, sent, record)
        if alike and (not record.contact or contact.casefold() == record.contact.casefold()):
            ours = effect(item.snapshot, resource=item.resource, type_=item.type)
            if in_their_accounts(ours, remote) == moved:
                found.append(Candidate(item.pk, item.state, sent["number"], contact))
    return found


def adopt(*, drift: Drift, item_id: int, at: datetime) -> None:
    """Inside a transaction: the record is that copy. Refused for one that is no candidate, or no longer."""
    not_being_voided(drift.destination_id, drift.remote_id)
    chosen = next((each for each in candidates(drift) if each.item_id == item_id), None)
    if chosen is None:
        raise Refusal("step-not-allowed", "choose one of the documents that the record can be the copy of")
    record = _record(drift)
    other_id = record.other_id if record else ""
    done = decisions.adopt(item_id, remote_id=drift.remote_id, at=at, state=chosen.state, other_id=other_id)
    if done is None:
        raise Refusal("linked-already", "that record is the copy of a document here by now; sweep again")
    if not done:
        raise Refusal("step-not-allowed", "the document's copy is being sent meanwhile; look again")


def _same_number(item: Item, sent: dict[str, str], record: RecordThere) -> bool:
    """Sales documents bear our number there, with a suffix where it was taken; a payment bears its invoice's."""
    if item.resource == "Payments":
        allocation = json.loads(item.snapshot)["allocation"]
        return bool(record.number.split("/")[0] == allocation["bill"])
    if item.type in ("ACCREC", "ACCRECCREDIT"):
        return record.number.split("/")[0] == sent["number"]
    return True


def _is_a_copy(destination_id: int, remote_id: str) -> bool:
    rows = run(
        "select 1 from outbox_item where destination_id = %s and remote_id = %s and operation = 'create'",
        [destination_id, remote_id],
    )
    return bool(rows)


def _newest(drift: Drift) -> Item | None:
    return Item.objects.filter(source_kind=SOURCE, source_id=drift.pk).order_by("-version").first()


def _record(drift: Drift) -> RecordThere | None:
    return RecordThere.objects.filter(
        destination_id=drift.destination_id, remote_id=drift.remote_id, until=None
    ).first()


def _hold(destination_id: int) -> None:
    Destination.objects.select_for_update(no_key=True).get(pk=destination_id)
