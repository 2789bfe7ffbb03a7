"""Corrections as a page shows them: how far one is, what it takes back, and what stands in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.core.refusals import Refusal
from counterfoil.documents.voids import voids_of
from counterfoil.xero.correction_plan import Taken, taken_back
from counterfoil.xero.correction_steps import OPEN
from counterfoil.xero.models import Correction


@dataclass(frozen=True, slots=True)
class Redrafted:
    """The draft that stands for a document that was taken back."""

    public_id: str
    kind: str
    number: str
    state: str


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """`taken` in order, the document itself last; `redrafted` by the id of the document that a draft stands for.

    `refused`: Xero refused one of the voids, and a person has to see to it there.
    """

    public_id: str
    state: str
    why: str
    by: str
    begun_at: datetime
    ended_at: datetime | None
    stopped_code: str
    stopped_text: str
    taken: tuple[Taken, ...]
    redrafted: dict[int, Redrafted]
    refused: bool

    @property
    def document(self) -> Taken:
        return self.taken[-1]

    @property
    def replacement(self) -> Redrafted | None:
        return self.redrafted.get(self.document.id)


def correction_called(public_id: str, *, firm_id: int) -> Correction:
    found = Correction.objects.filter(public_id=public_id, firm_id=firm_id).select_related("by").first()
    if found is None:
        raise Refusal("correction-unknown", "there is no such correction in this firm")
    return found


def shown(one: Correction) -> CorrectionShown:
    parts = list(one.parts.order_by("place").select_related("redrafted"))
    taken = tuple(taken_back([part.document_id for part in parts], firm_id=one.firm_id))
    voids = [void for each in taken for void in voids_of(each.kind, each.id, firm_id=one.firm_id)]
    return CorrectionShown(
        public_id=one.public_id,
        state=one.state,
        why=one.why,
        by=one.by.name if one.by else "the installation",
        begun_at=one.begun_at,
        ended_at=one.ended_at,
        stopped_code=one.stopped_code,
        stopped_text=one.stopped_text,
        taken=taken,
        redrafted={
            part.document_id: Redrafted(
                part.redrafted.public_id, part.redrafted.kind, part.redrafted.number or "", part.redrafted.state
            )
            for part in parts
            if part.redrafted
        },
        refused=one.state == "voiding" and any(void.state == "rejected" for void in voids),
    )


def open_correction_of(document_id: int, *, firm_id: int) -> str:
    """The public id of the correction that takes the document back now; empty when none does."""
    found = Correction.objects.filter(firm_id=firm_id, parts__document_id=document_id, state__in=OPEN)
    return found.values_list("public_id", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One correction in a list."""

    public_id: str
    state: str
    stopped: str
    why: str
    number: str
    kind: str
    begun_at: datetime


def corrections(*, firm_id: int, most: int = 200) -> Sequence[Listed]:
    """Those under way first, the newest first."""
    rows = Correction.objects.filter(firm_id=firm_id).select_related("document").order_by("-pk")[:most]
    found = [
        Listed(
            row.public_id,
            row.state,
            row.stopped_text,
            row.why,
            row.document.number or "",
            row.document.kind,
            row.begun_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: each.state not in OPEN)
