"""Unlinking: a document and its copy go their own ways. Both stay as they are, and the document can be changed here.

What settles a document, or uses what is left of it, is unlinked before it or together with it, as in Xero.
Source: Understanding the integration, Locking Transactions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.documents import store
from counterfoil.documents.leaning import leaning_on
from counterfoil.documents.voids import withdraw_voids
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import ask
from counterfoil.kinds import kind_of
from counterfoil.ledger.record import open_ledger
from counterfoil.outbox.holding import NOT_SENT, ON_ITS_WAY, Holding, end_links, holding, withdraw

WITHDRAWN = "the document was unlinked before it was sent"


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A document that is free now. `left` are the records that stay over there: (resource, id)."""

    id: int
    public_id: str
    kind: str
    number: str
    left: tuple[tuple[str, str], ...]


def unlink(*, document_ids: Sequence[int], by: Actor, at: datetime, why: str) -> list[Unlinked]:
    """End the links of these documents, all or none. What was not sent yet is withdrawn."""
    require(by, "unlink")
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the document")
    with transaction.atomic():
        open_ledger(by.firm_id)
        chosen = list(dict.fromkeys(document_ids))
        rows = [ask(store.document_question(document_id, firm_id=by.firm_id))[0] for document_id in chosen]
        done = []
        for row in rows:
            if barred := why_not_unlinked(row.kind, row.id, row.number or "", firm_id=by.firm_id, together=chosen):
                raise barred
            held = holding(row.kind, [row.id], firm_id=by.firm_id)
            withdraw([each.item_id for each in held if each.state in NOT_SENT], why=WITHDRAWN, at=at)
            end_links([each.item_id for each in held if each.linked], why=why.strip(), at=at)
            free_of_voids = withdraw_voids(row.kind, row.id, firm_id=by.firm_id, why=WITHDRAWN, at=at)
            left_over = [each for each in holding(row.kind, [row.id], firm_id=by.firm_id) if not each.linked]
            if left_over or not free_of_voids:
                raise _on_its_way(row.number or "")
            left = tuple((each.resource, each.remote_id) for each in held if each.linked)
            detail = {"number": row.number, "left": [f"{resource} {remote_id}" for resource, remote_id in left]}
            audit.note(
                by=by, at=at, action="unlink", subject="document", subject_id=row.id, detail=detail, why=why.strip()
            )
            done.append(Unlinked(row.id, row.public_id, row.kind, row.number or "", left))
    return done


def why_not_unlinked(
    kind: str, document_id: int, number: str, *, firm_id: int, together: Sequence[int] = ()
) -> Refusal | None:
    """What speaks against unlinking the document now, with those of `together`."""
    held = holding(kind, [document_id], firm_id=firm_id)
    if not any(each.linked for each in held):
        if any(each.state in ON_ITS_WAY for each in held):
            return _on_its_way(number)
        return Refusal("not-linked", "{number} has no copy in Xero that it is linked to", number=number or "the draft")
    if any(each.state in ON_ITS_WAY for each in held):
        return _on_its_way(number)
    first = [each for each in leaning_on(document_id) if each.id not in together]
    leaning = [each for each in first if holding(each.kind, [each.id], firm_id=firm_id)]
    if leaning:
        return Refusal(
            "unlink-order",
            "{which} settles {number} in Xero, or uses it; unlink that first, or both together",
            which=", ".join(f"{kind_of(each.kind).title} {each.number}" for each in leaning),
            number=number,
        )
    return None


def held_of(kind: str, document_id: int, *, firm_id: int) -> list[Holding]:
    """The copies that hold the document."""
    return holding(kind, [document_id], firm_id=firm_id)


def _on_its_way(number: str) -> Refusal:
    return Refusal(
        "copy-on-its-way",
        "a copy of {number} is being sent, or nobody knows yet whether it arrived; wait, or decide it under Xero sync",
        number=number,
    )
