"""What can be done with a document whose copy is in Xero, and why each way may be barred."""

from collections.abc import Iterable

from counterfoil.core.kinds import Kind
from counterfoil.firms.roles import ABILITIES, ROLES
from counterfoil.reports.document import Copy, Document
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import Step, is_in_xero
from counterfoil.xero.unlinking import why_not_unlinked

UNLINK = "It and its copy in Xero go their own ways; both stay as they are, and it can be changed here."


def locked_steps(kind: Kind, document: Document, copies: Iterable[Copy], seat: Seat) -> list[Step]:
    """None for a document without a living copy."""
    if not is_in_xero(copies):
        return []
    return [Step("unlink", "Unlink", "unlink", UNLINK, _unlink_barred(kind, document, seat), aside=True)]


def _unlink_barred(kind: Kind, document: Document, seat: Seat) -> str:
    if not seat.may("unlink"):
        return only("unlink")
    refusal = why_not_unlinked(kind.code, document.id, document.number, firm_id=seat.firm.id)
    return sentence(refusal) if refusal else ""


def only(ability: str) -> str:
    """Who may, in a sentence."""
    allowed = " or ".join(ROLES[role].lower() for role in ROLES if role in ABILITIES[ability])
    return f"Only a {allowed} may do this."
