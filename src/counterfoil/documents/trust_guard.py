"""Undoing a document must not leave a matter below zero on any day from the undoing on."""

from datetime import date

from counterfoil.core.facts import LowestHeld
from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.documents.firm import FirmFacts
from counterfoil.documents.gather import lowest_held
from counterfoil.firms.rows import run


def undoing_keeps_trust(document_id: int, *, on: date, firm: FirmFacts) -> None:
    """Refuse when the mirror of the document's entry would take more from a matter than it holds at its lowest."""
    rows = run(
        "select m.code, k.code, sum(-l.minor) from ledger_entry e join ledger_line l on l.entry_id = e.id"
        " join ledger_account a on a.id = l.account_id join matters_matter m on m.id = l.matter_id"
        " join ledger_bankaccount k on k.id = l.bank_id"
        " where e.document_id = %s and a.slot = 'TRUST_HELD' group by m.code, k.code having sum(-l.minor) > 0",
        [document_id],
    )
    for matter, bank, minor in rows:
        held = lowest_held(LowestHeld(matter, bank, on), firm)
        leaving = Money(int(minor), firm.currency)
        if leaving > held.amount:
            raise Refusal(
                "trust-overdrawn",
                "{matter} holds {held} on {day}; {amount} of it has been spent and cannot be taken back",
                matter=matter,
                held=held.amount,
                day=held.on,
                amount=leaving,
            )
