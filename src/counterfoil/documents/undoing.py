"""Undoing a document must not take back what has been spent: nothing held falls below zero on any later day.

Nor does a trust account itself, while a part of what is held in it lies in the statutory deposit.
"""

from datetime import date

from counterfoil.core.facts import Lowest, LowestHeld, LowestInBank, LowestOn
from counterfoil.core.money import Money
from counterfoil.core.rules import KEPT_ABOVE_ZERO, never_more_than, never_out_of_bank
from counterfoil.documents.answers import lowest
from counterfoil.documents.firm import FirmFacts
from counterfoil.firms.rows import run


def undoing_keeps_what_is_held(document_id: int, *, on: date, firm: FirmFacts) -> None:
    """Refuse when the mirror of the document's entry would take more than is held at the lowest."""
    for slot, matter, bank, minor in _moved(document_id):
        fact: Lowest = LowestHeld(matter, bank, on) if slot == "TRUST_HELD" else LowestOn(slot, on, matter, bank)
        never_more_than(lowest(fact, firm), Money(minor, firm.currency), slot=slot, of=matter or bank)
    for bank, minor in _came_into(document_id):
        never_out_of_bank(lowest(LowestInBank(bank, on), firm), Money(minor, firm.currency), bank=bank)


def _moved(document_id: int) -> list[tuple[str, str, str, int]]:
    """What the document put on accounts that never fall below zero: (slot, matter, bank, minor units above zero)."""
    rows = run(
        "select a.slot, m.code, k.code, sum(l.minor) from ledger_entry e join ledger_line l on l.entry_id = e.id"
        " join ledger_account a on a.id = l.account_id left join matters_matter m on m.id = l.matter_id"
        " left join ledger_bankaccount k on k.id = l.bank_id"
        " where e.document_id = %s and e.reverses_id is null and a.slot is not null"
        " and not exists (select 1 from ledger_entry r where r.reverses_id = e.id) group by a.slot, m.code, k.code",
        [document_id],
    )
    found = []
    for slot, matter, bank, minor in rows:
        kept = KEPT_ABOVE_ZERO.get(slot)
        put = int(minor) * (kept.grows_by if kept else 0)
        if kept and put > 0:
            found.append((slot, matter or "" if kept.by_matter else "", bank or "" if kept.by_bank else "", put))
    return found


def _came_into(document_id: int) -> list[tuple[str, int]]:
    """The trust accounts that the document brought money into: (bank, minor units)."""
    rows = run(
        "select k.code, sum(l.minor) from ledger_entry e join ledger_line l on l.entry_id = e.id"
        " join ledger_bankaccount k on k.account_id = l.account_id"
        " where e.document_id = %s and e.reverses_id is null and k.sort = 'trust' and k.type <> 'statutory'"
        " and not exists (select 1 from ledger_entry r where r.reverses_id = e.id) group by k.code"
        " having sum(l.minor) > 0",
        [document_id],
    )
    return [(str(bank), int(minor)) for bank, minor in rows]
