"""What can be done with a document from where it stands, and why each barred step may not be taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterfoil.core.kinds import Kind
from counterfoil.core.lifecycle import steps_from
from counterfoil.firms.roles import ABILITIES, ROLES, step_ability
from counterfoil.reports.document import Copy, Document, Settlement
from counterfoil.reports.glance import Glance
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.seat import Seat
from counterfoil.web.templatetags.counterfoil_ui import longdate

STEPS = {
    "post": ("Post", "check", "It gets its number, its journal is sealed, and its copies are queued for Xero."),
    "reopen": (
        "Back to draft",
        "undo-2",
        "Its journal is reversed and stays readable; the document can be edited again.",
    ),
    "reverse": ("Reverse", "undo-2", "The mirror of its journal is posted, and the document ends. Both stay readable."),
    "place": ("Place", "check", "It gets its number, and is not changed any more. Nothing of it is posted."),
    "close": ("Close", "circle-slash", "It is put away. It stays readable, and nothing more is made from it."),
    "discard": ("Discard", "trash-2", "The draft is put away. It stays readable, and nothing is posted."),
}
"""Each step of a lifecycle: what its button says, its icon, what it does."""

OF_THE_SILENT = {
    "post": "It gets its number, settles what it names, and its copies are queued for Xero.",
    "reopen": "What it settles is open again, and the document can be edited.",
    "reverse": "What it settled is open again, and the document ends. It stays readable.",
}
"""What a step does with a document that need not stand in the ledger."""

VOIDED_TOO = "What it became in Xero is voided there."
PUT_RIGHT = "Enter what puts it right, dated later."
NEEDS_A_REASON = frozenset({"reopen", "reverse"})
LOCKING = frozenset({"pushed", "pushing", "checking", "needs_you"})


@dataclass(frozen=True, slots=True)
class Step:
    """One step from where the document stands. `barred` says why it cannot be taken now.

    One that is `aside` is seldom wanted: it stands behind the dots. `href` is where it is taken, unless on a page of
    the document's own.
    """

    name: str
    label: str
    icon: str
    does: str
    barred: str
    aside: bool = False
    href: str = ""


def does(step: str, kind: Kind) -> str:
    """What the step does with a document of the kind, in words."""
    silent = kind.lines is None or kind.silent_within
    usual = STEPS[step][2] if step in STEPS else ""
    return OF_THE_SILENT.get(step, usual) if silent else usual


def step_words(kind: Kind, step: str) -> tuple[str, str, str]:
    """What a step's button says, its icon, what it does."""
    label, icon, _ = STEPS.get(step, (step.capitalize(), "arrow-right", ""))
    return arranged(kind.code).says.get(step, label), icon, does(step, kind)


def next_steps(
    kind: Kind,
    document: Document,
    seat: Seat,
    *,
    firm: Glance,
    copies: Iterable[Copy],
    settlements: Iterable[Settlement],
) -> list[Step]:
    """Every step that the lifecycle's table has from here. The action decides again when it is taken."""
    found = []
    copies = list(copies)
    for step in steps_from(kind.lifecycle, document.state):
        label, icon, words = step_words(kind, step)
        words = f"{words} {VOIDED_TOO}" if step == "reverse" and is_in_xero(copies) else words
        barred = _barred(step, kind, document, seat, firm, copies, list(settlements))
        found.append(Step(step, label, icon, words, barred))
    return found


def is_in_xero(copies: Iterable[Copy]) -> bool:
    """Whether a living copy is there."""
    return any(copy.state == "pushed" and copy.operation == "create" for copy in copies)


def _barred(
    step: str,
    kind: Kind,
    document: Document,
    seat: Seat,
    firm: Glance,
    copies: Sequence[Copy],
    settlements: Sequence[Settlement],
) -> str:
    ability = step_ability(step, trust=kind.trust, incoming=kind.incoming)
    if not seat.may(ability):
        return only(ability)
    if step not in NEEDS_A_REASON:
        return ""
    other = next((each for each in settlements if each.by_public_id != document.public_id), None)
    if other:
        return f"{other.by_number} {'uses' if other.given else 'settles'} it; take that back first."
    if kind.refused and firm.organisation:
        return f"Not while the firm is connected to Xero: {kind.refused}."
    locked = _locked(step, copies)
    if locked:
        return locked
    closed = max((day for day in (firm.general_closed, firm.trust_closed if kind.trust else None) if day), default=None)
    if closed and document.on <= closed:
        return f"The books are closed through {longdate(closed)}: what is posted there stays. {PUT_RIGHT}"
    return ""


def _locked(step: str, copies: Sequence[Copy]) -> str:
    """A reversal is voided in Xero as well; anything else needs the copy out of the way."""
    states = {copy.state for copy in copies if copy.operation == "create"}
    if states & (LOCKING - {"pushed"}):
        return "A copy is on its way to Xero, so the document is locked. Wait until it is there."
    if "pushed" in states and step != "reverse":
        return "Its copy is in Xero, so the document is locked. Correct it, or unlink it first."
    return ""


def only(ability: str) -> str:
    """Who may, in a sentence."""
    allowed = " or ".join(ROLES[role].lower() for role in ROLES if role in ABILITIES[ability])
    return f"Only a {allowed} may do this."
