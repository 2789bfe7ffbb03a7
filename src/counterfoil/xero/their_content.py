"""Theirs is accepted: what stands in Xero goes into the draft that a correction ends on, as far as a draft says it."""

import json
from datetime import datetime

from django.db import transaction

from counterfoil.core import shapes
from counterfoil.core.money import Money
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.documents import actions
from counterfoil.documents.firm import firm_facts
from counterfoil.documents.models import Document
from counterfoil.firms.roles import Actor
from counterfoil.firms.rows import run
from counterfoil.kinds import kind_of
from counterfoil.xero import sums
from counterfoil.xero.models import Correction, Drift
from counterfoil.xero.taking_over import Known, TakenOver, take_over


def kept_of(drift: Drift) -> str:
    """What a correction keeps of it until its draft is there; empty where nothing can be taken over."""
    item = drift.item
    if drift.sort != "edited" or not drift.theirs or item is None or not item.body or item.part != "document":
        return ""
    number = json.loads(item.snapshot).get("number", "")
    told = {"theirs": json.loads(drift.theirs), "body": item.body, "mark": f"{number} {item.marker}"}
    return json.dumps(told, ensure_ascii=False)


def foreseen(drift: Drift) -> TakenOver | None:
    """What would be taken over, told before it is accepted."""
    kept = kept_of(drift)
    if not kept or drift.item is None:
        return None
    return _over(Document.objects.get(pk=drift.item.source_id), kept, destination_id=drift.destination_id)


def into_draft(correction: Correction, *, document_id: int, by: Actor, at: datetime) -> str:
    """Inside a transaction: change the draft, and say what was taken over and what a person has to type."""
    if not correction.theirs:
        return ""
    row = Document.objects.get(pk=document_id)
    over = _over(row, correction.theirs, destination_id=correction.destination_id)
    if over.taken:
        try:
            with transaction.atomic():
                _edit(row, over, by=by, at=at)
        except Refusal as refusal:
            advice = "; ".join(str(each.advice) for each in _each(refusal))
            over.left += [f"{each} (not taken over: {advice})" for each in over.taken]
            over.taken = []
    return " ".join(part for part in (over.said, _total(document_id, correction.theirs)) if part)


def _edit(row: Document, over: TakenOver, *, by: Actor, at: datetime) -> None:
    kind = kind_of(row.kind)
    document = shapes.read(kind.shape, over.content, currency=firm_facts(row.firm_id).currency)
    actions.edit(document_id=row.pk, document=document, by=by, at=at)


def _each(refusal: Refusal) -> list[Refusal]:
    return list(refusal.fields.values()) if isinstance(refusal, InputRefused) else [refusal]


def _total(document_id: int, kept: str) -> str:
    """Tax is worked out here: where the sum differs all the same, it is said."""
    lines = json.loads(kept)["theirs"].get("lines", [])
    if not lines:
        return ""
    row = Document.objects.get(pk=document_id)
    currency = firm_facts(row.firm_id).currency
    there = sum(Money.parse(line[part], currency).minor for line in lines for part in ("net", "tax"))
    if abs(there) == row.total_minor:
        return ""
    here, other = Money(row.total_minor, currency).plain(), Money(there, currency).plain()
    return f"The total is {here} here and {other} in Xero."


def _over(row: Document, kept: str, *, destination_id: int) -> TakenOver:
    told = json.loads(kept)
    return take_over(
        shapes.parse(row.content),
        fields=[each.name for each in shapes.describe(kind_of(row.kind).shape)],
        sent=sums.document(told["body"]),
        theirs=told["theirs"],
        known=_known(destination_id),
        mark=told["mark"],
    )


def _known(destination_id: int) -> Known:
    contacts = run(
        "select k.remote_id, c.code from outbox_link k join matters_contact c on c.id = k.source_id"
        " where k.destination_id = %s and k.source_kind = 'contact' and k.ended_at is null",
        [destination_id],
    )
    accounts = run(
        "select m.remote_code, min(a.code) from xero_accountmapping m join ledger_account a on a.id = m.account_id"
        " where m.destination_id = %s and m.remote_code <> '' group by m.remote_code having count(*) = 1",
        [destination_id],
    )
    return Known({row[0]: row[1] for row in contacts}, {row[0]: row[1] for row in accounts})
