"""What stands beside an entry form while it is typed: totals, the journal, what Xero gets, what is held and owed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counterfoil.core.kinds import Kind
from counterfoil.core.references import BankCode, BillNumber, MatterCode
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Field
from counterfoil.documents import actions
from counterfoil.documents.actions import Foreseen
from counterfoil.reports import choices
from counterfoil.reports.retainers import retainers_held
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.forms.taking import minor_of, panels
from counterfoil.web.forms.typed import Typed
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.copies import foreseen_copies
from counterfoil.web.show.journal import foreseen_journal
from counterfoil.web.templatetags.counterfoil_ui import shortdate
from counterfoil.web.words import said

Values = dict[str, Any]

MOST_MATTERS = 4


@dataclass(frozen=True, slots=True)
class Beside:
    """`foreseen` is there once the document could be posted; until then `missing` says what comes next."""

    totals: list[Values]
    journal: Values | None
    copies: list[str]
    missing: str
    facts: list[Values]
    taking: list[Values]
    fill: Values | None


def beside(kind: Kind, typed: Typed, seat: Seat, *, at: datetime, connected: str) -> Beside:
    """`connected` is the name of the organisation over there, or nothing."""
    foreseen, missing = _foresee(kind, typed, seat, at)
    if foreseen and foreseen.entry is None:
        missing = "No account moves: it says what settles what."
    matters = choices.named(MatterCode, typed.codes(kind, MatterCode)[:MOST_MATTERS], shelf=seat.shelf)
    copies = foreseen_copies(kind, foreseen) if foreseen and connected else []
    return Beside(
        totals=_totals(kind, typed, foreseen, seat),
        journal=foreseen_journal(foreseen.entry, seat.to) if foreseen and foreseen.entry else None,
        copies=copies,
        missing=missing,
        facts=[*_held(kind, typed, matters, seat), *_owed_by_matter(kind, typed, seat)],
        taking=panels(kind, typed, seat),
        fill=_fill(kind, matters, seat),
    )


def _foresee(kind: Kind, typed: Typed, seat: Seat, at: datetime) -> tuple[Foreseen | None, str]:
    try:
        document = actions.read(kind, typed.plain(kind), firm_id=seat.firm.id, at=at, short_dates=True)
        return actions.foresee(kind=kind, document=document, firm_id=seat.firm.id, at=at), ""
    except Refusal as refusal:
        fields = getattr(refusal, "fields", None)
        first = next(iter(fields.values())) if fields else refusal
        return None, sentence(first)


def _totals(kind: Kind, typed: Typed, foreseen: Foreseen | None, seat: Seat) -> list[Values]:
    parts = kind.fields
    amount = next((part for part in parts if part.sort == "money"), None)
    rows = next((part for part in parts if part.sort == "rows"), None)
    in_rows = _row_sum(typed, rows, seat) if rows else 0
    if amount and rows:
        whole = minor_of(typed.values.get(amount.name, ""), seat)
        return [
            {"label": amount.label, "minor": whole},
            {"label": rows.label, "minor": in_rows},
            {"label": "Left unallocated", "minor": whole - in_rows, "main": True},
        ]
    if not foreseen:
        return [{"label": f"Total {seat.firm.currency}", "minor": in_rows, "main": True}]
    tax = foreseen.total.minor - in_rows
    before = [{"label": "Before tax", "minor": in_rows}, {"label": "Tax", "minor": tax}] if _is_taxed(rows) else []
    return [*before, {"label": f"Total {seat.firm.currency}", "minor": foreseen.total.minor, "main": True}]


def _is_taxed(rows: Field | None) -> bool:
    return bool(rows and any(cell.name == "tax" for cell in rows.rows))


def _row_sum(typed: Typed, rows: Field, seat: Seat) -> int:
    money = next((cell.name for cell in rows.rows if cell.sort == "money"), "")
    return sum(minor_of(row.get(money, ""), seat) for row in typed.rows[rows.name])


def _held(kind: Kind, typed: Typed, matters: dict[str, choices.Choice], seat: Seat) -> list[Values]:
    """What is held for each matter; where the document moves trust money, before and after it."""
    if not matters:
        return []
    held = choices.held_now(firm_id=seat.firm.id, matters=list(matters))
    retained = (
        {} if kind.trust else {one.matter: one for one in retainers_held(firm_id=seat.firm.id, matters=[*matters])}
    )
    bank = next((code for code in typed.codes(kind, BankCode)), "")
    cards = []
    for code, matter in matters.items():
        pairs: list[Values] = [
            {"label": f"Held in {row.bank}", "minor": row.minor} for row in held if row.matter == code
        ] or [{"label": "Held in trust", "minor": 0}]
        if code in retained:
            pairs.append({"label": "Held as a retainer", "minor": retained[code].minor})
        if kind.trust:
            now = sum(row.minor for row in held if row.matter == code and row.bank == bank)
            moves = _moves(kind, typed, code, seat)
            pairs += [
                {"label": f"This {kind.title.lower().split()[-1]}", "minor": moves},
                {"label": "After it", "minor": now + moves, "tone": "bad" if now + moves < 0 else ""},
            ]
        cards.append(
            {
                "title": code,
                "money": "trust",
                "pairs": pairs,
                "note": f"{matter.name}, {matter.beside}",
                "currency": seat.firm.currency,
                "link": {"label": "Open", "href": seat.to.matter(matter.public_id)},
            }
        )
    return cards


def _moves(kind: Kind, typed: Typed, matter: str, seat: Seat) -> int:
    moved = 0
    for part in kind.fields:
        if part.sort != "rows":
            continue
        owner = next((cell.name for cell in part.rows if cell.sort == "reference" and cell.type is MatterCode), "")
        money = next((cell.name for cell in part.rows if cell.sort == "money"), "")
        moved += sum(minor_of(row.get(money, ""), seat) for row in typed.rows[part.name] if row.get(owner) == matter)
    return moved if kind.incoming else -moved


def _owed_by_matter(kind: Kind, typed: Typed, seat: Seat) -> list[Values]:
    """The open bills of the matter that a sales document names."""
    matters = typed.codes(kind, MatterCode)
    if kind.area != "sales" or not matters:
        return []
    bills = choices.open_documents(BillNumber, firm_id=seat.firm.id, matter=matters[0], most=6)
    pairs = [
        {
            "label": f"{bill.number}, {shortdate(bill.dated_on)}",
            "minor": bill.open_minor,
            "href": seat.to.document(bill.public_id),
        }
        for bill in bills
    ]
    note = "" if bills else said("Nothing is owed on this matter.")
    return [{"title": "Open bills", "money": "office", "pairs": pairs, "note": note, "currency": seat.firm.currency}]


def _fill(kind: Kind, matters: dict[str, choices.Choice], seat: Seat) -> Values | None:
    """The contact that choosing a matter fills while nobody has chosen one."""
    name = arranged(kind.code).fills
    matter = next(iter(matters.values()), None)
    if not name or not matter:
        return None
    return {"name": name, "value": matter.client, "text": f"{matter.client} {matter.beside}"}
