"""Documents that are made as drafts first: a second draft moves no ledger, and approving by id may be said twice.

    supplier bill      DRAFT, then AUTHORISED
    supplier credit    DRAFT, then AUTHORISED
    manual journal     DRAFT, then POSTED

Xero keeps no number of theirs unique (sync protocol, class D), so a create whose answer is lost may have been made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from counterfoil.outbox.work import Work
from counterfoil.xero import wire
from counterfoil.xero.request import Request
from counterfoil.xero.translate.parts import written


@dataclass(frozen=True, slots=True)
class DraftFirst:
    """What names such a document, what it becomes by approval, and what it may be once it is approved."""

    id_field: str
    approved: str
    stands: frozenset[str]


_BILL_OR_CREDIT = frozenset({"AUTHORISED", "PAID"})
DRAFT_FIRST: Mapping[tuple[str, str], DraftFirst] = {
    ("Invoices", "ACCPAY"): DraftFirst("InvoiceID", "AUTHORISED", _BILL_OR_CREDIT),
    ("CreditNotes", "ACCPAYCREDIT"): DraftFirst("CreditNoteID", "AUTHORISED", _BILL_OR_CREDIT),
    ("ManualJournals", ""): DraftFirst("ManualJournalID", "POSTED", frozenset({"POSTED"})),
}
REFUSED = "approval-refused"
"""A refusal is believed only after a look: an earlier approval may have arrived late, and then it is approved."""
NOT_YET = frozenset({"DRAFT", "SUBMITTED"})


def of(work: Work) -> DraftFirst | None:
    """None for a document that is made as it stays."""
    return DRAFT_FIRST.get((work.resource, work.type))


def approval(work: Work, body: str) -> Request:
    """Approve the draft by its id. A draft that was refused is sent whole once more: what it says may have changed.

    There is no key: the same approval twice is one, and Xero would repeat an old answer under a key for six minutes.
    """
    kind = of(work)
    assert kind is not None and work.remote_id, f"item {work.marker} has no draft"
    said = {kind.id_field: work.remote_id, "Status": kind.approved}
    if work.body is None:
        ((document,),) = json.loads(body, parse_float=Decimal).values()
        said = document | said
    path = f"{work.resource}/{work.remote_id}"
    return Request(method="POST", path=path, body=written(work.resource, said))


def is_draft(work: Work, record: wire.Element) -> bool:
    return of(work) is not None and (record.status or "").upper() in NOT_YET


def has_ended(work: Work, record: wire.Element) -> bool:
    """Neither a draft nor approved: a person deleted or voided it over there."""
    kind = of(work)
    status = (record.status or "").upper()
    return kind is not None and bool(status) and status not in kind.stands | NOT_YET
