"""What stands beside an entry form while it is typed: totals, the journal, what Xero gets, what is held and owed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counterfoil.core import sums
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.references import BankCode, BillNumber, ContactCode, DocumentNumber, MatterCode
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Field
from counterfoil.documents import actions
from counterfoil.documents.actions import Foreseen
from counterfoil.reports import choices
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.forms.typed import Typed
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.copies import foreseen_copies
from counterfoil.web.show.journal import foreseen_journal
from counterfoil.web.templatetags.counterfoil_ui import shortdate

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
    bills: Values | None
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
        bills=_open_bills(kind, typed, seat),
        fill=_fill(kind, matters, seat),
    )


def _foresee(kind: Kind, typed: Typed, seat: Seat, at: datetime) -> tuple[Foreseen | None, str]:
    try:
        document = actions.read(kind, typed.plain(kind), firm_id=seat.firm.id, at=at, short_dates=True)
        return actions.foresee(kind=kind, document=document, firm_id=seat.firm.id, at=at), ""
    except Refusal as refusal:
        fields = getattr(refusal, "fields", None)
        first = next(iter(fields.values())) if fields else refusal
        return None, sentence(first.advice)


def minor_of(text: str, seat: Seat) -> int:
    """What an amount says so far; nothing while it is no amount."""
    try:
        return Money.parse(sums.worked_out(text, seat.firm.currency), seat.firm.currency).minor
    except Refusal:
        return 0


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
    bank = next((code for code in typed.codes(kind, BankCode)), "")
    cards = []
    for code, matter in matters.items():
        pairs: list[Values] = [
            {"label": f"Held in {row.bank}", "minor": row.minor} for row in held if row.matter == code
        ] or [{"label": "Held in trust", "minor": 0}]
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
    note = "" if bills else "Nothing is owed on this matter."
    return [{"title": "Open bills", "money": "office", "pairs": pairs, "note": note, "currency": seat.firm.currency}]


def _open_bills(kind: Kind, typed: Typed, seat: Seat) -> Values | None:
    """What is open, to be taken in full one by one: of the contact, or of everybody where that may be left out.

    Only for a kind whose rows name documents. A credit that is used stands for its contact.
    """
    rows = next((part for part in kind.fields if part.sort == "rows"), None)
    cells = rows.rows if rows else ()
    names = next((cell.type for cell in cells if issubclass(cell.type, DocumentNumber)), None)
    if names is None:
        return None
    contacts = [part for part in kind.fields if part.sort == "reference" and part.type is ContactCode]
    payer = next(iter(typed.codes(kind, ContactCode)), "") or _of_the_credit(kind, typed, seat)
    if not payer and (not contacts or contacts[0].required):
        first = contacts[0] if contacts else kind.fields[1]
        return {"rows": [], "note": f"Choose the {first.label.lower()}, and what is open with them stands here."}
    named = set(typed.codes(kind, names))
    bills = [
        {
            "number": bill.number,
            "href": seat.to.document(bill.public_id),
            "text": _said_of(bill, with_contact=not payer),
            "minor": bill.open_minor,
            "chosen": bill.number in named,
        }
        for bill in choices.open_documents(names, firm_id=seat.firm.id, contact=payer)
    ]
    nothing = "Nothing is open with this contact." if payer else "Nothing is open."
    return {"rows": bills, "note": "" if bills else nothing}


def _said_of(bill: choices.OpenDocument, *, with_contact: bool) -> str:
    due = f"due {shortdate(bill.due_on)}" if bill.due_on else ""
    return ", ".join(part for part in (bill.contact if with_contact else "", bill.told, due) if part)


def _of_the_credit(kind: Kind, typed: Typed, seat: Seat) -> str:
    """The contact of the document that the head names."""
    for part in kind.fields:
        if part.sort == "reference" and issubclass(part.type, DocumentNumber):
            number = typed.values.get(part.name, "")
            if found := choices.named(part.type, [number], shelf=seat.shelf).get(number):
                return found.client
    return ""


def _fill(kind: Kind, matters: dict[str, choices.Choice], seat: Seat) -> Values | None:
    """The contact that choosing a matter fills while nobody has chosen one."""
    name = arranged(kind.code).fills
    matter = next(iter(matters.values()), None)
    if not name or not matter:
        return None
    return {"name": name, "value": matter.client, "text": f"{matter.client} {matter.beside}"}
