"""Taking a payment off a bill: whatever settles it is taken back for that bill alone.

What else the document settles stays, under its own number. What a receipt paid lies unallocated from then on. A
document that settled nothing else is reversed, because nothing would be left of it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from counterfoil.core import shapes
from counterfoil.core.kinds import Kind
from counterfoil.core.lifecycle import steps_from
from counterfoil.core.references import DocumentNumber
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Field
from counterfoil.documents import actions, store
from counterfoil.documents.actions import Done
from counterfoil.documents.firm import firm_facts
from counterfoil.firms.roles import Actor
from counterfoil.firms.rows import ask
from counterfoil.kinds import kind_of
from counterfoil.ledger import record as ledger


def remove_payment(*, document_id: int, bill_id: int, by: Actor, at: datetime, why: str) -> Done:
    """Take the bill out of what the document settles. Refused where either may not be taken back, as ever."""
    with transaction.atomic():
        _, row, bill = ask(
            ledger.opening(by.firm_id),
            store.document_question(document_id, firm_id=by.firm_id),
            store.document_question(bill_id, firm_id=by.firm_id),
        )
        kind = kind_of(row.kind)
        settles = {side for *sides, _ in store.allocated_by(row.id) for side in sides}
        if row.state != "posted" or bill.id not in settles:
            raise Refusal(
                "settles-nothing-of-it",
                "{number} settles nothing of {bill}; look at what is posted now",
                number=row.number or "the draft",
                bill=bill.number or "the draft",
            )
        given: dict[str, Any] = {"document_id": row.id, "by": by, "at": at}
        content = shapes.read(kind.shape, shapes.parse(row.content), currency=firm_facts(by.firm_id).currency)
        rest = _without(kind, content, str(bill.number))
        if rest is None:
            return actions.reverse(**given, why=why)
        if "reopen" not in steps_from(kind.lifecycle, row.state):
            raise Refusal(
                "step-not-allowed",
                "trust money is only ever reversed; reverse {number}, then enter again what stays",
                number=row.number,
            )
        actions.reopen(**given, why=why)
        actions.edit(document_id=row.id, document=rest, by=by, at=at)
        return actions.post(**given)


def names_in_rows(kind: Kind) -> bool:
    """Whether documents of the kind name others in rows, so that one of them can be taken off."""
    return any(True for _ in _rows_of_documents(kind))


def _without(kind: Kind, document: Any, number: str) -> Any:
    """The document without the rows that name the bill; None where that leaves nothing to post."""
    for field, cell in _rows_of_documents(kind):
        rows = getattr(document, field.name)
        left = tuple(row for row in rows if getattr(row, cell.name) != number)
        if len(left) < len(rows):
            return replace(document, **{field.name: left}) if left or not field.required else None
    return None


def _rows_of_documents(kind: Kind) -> Iterator[tuple[Field, Field]]:
    """Each list of the kind with its column that names a document."""
    for field in kind.fields:
        for cell in field.rows:
            if cell.sort == "reference" and issubclass(cell.type, DocumentNumber):
                yield field, cell
