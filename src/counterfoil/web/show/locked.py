"""What can be done with a document whose copy is in Xero, and why each way may be barred."""

from collections.abc import Iterable

from counterfoil.core.kinds import Kind
from counterfoil.firms.roles import step_ability
from counterfoil.reports.document import Copy, Document
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.steps import Step, is_in_xero, only
from counterfoil.xero.unlinking import why_not_unlinked

CORRECT = "It is voided in Xero, taken back here and drafted again, with what settles it. You see each step first."
UNLINK = "It and its copy in Xero go their own ways; both stay as they are, and it can be changed here."


def locked_steps(kind: Kind, document: Document, copies: Iterable[Copy], seat: Seat) -> list[Step]:
    """None for a document without a living copy."""
    if not is_in_xero(copies):
        return []
    return [
        Step("correct", "Correct…", "undo-2", CORRECT, _correct_barred(kind, seat)),
        Step("unlink", "Unlink", "unlink", UNLINK, _unlink_barred(kind, document, seat), aside=True),
    ]


def _correct_barred(kind: Kind, seat: Seat) -> str:
    """Only who may not is told here; the page itself says what else speaks against it."""
    if not seat.may("unlink"):
        return only("unlink")
    ability = step_ability("reverse", trust=kind.trust, incoming=kind.incoming)
    return "" if seat.may(ability) else only(ability)


def _unlink_barred(kind: Kind, document: Document, seat: Seat) -> str:
    if not seat.may("unlink"):
        return only("unlink")
    refusal = why_not_unlinked(kind.code, document.id, document.number, firm_id=seat.firm.id)
    return sentence(refusal) if refusal else ""
