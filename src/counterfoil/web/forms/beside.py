"""What stands beside an entry form while it is typed: totals, the journal, what Xero gets, what is held and owed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from counterfoil.core.business_days import why_no_business_day
from counterfoil.core.dates import parse
from counterfoil.core.kinds import Kind
from counterfoil.core.postings import Entry
from counterfoil.core.references import FIRM, BankCode, BillNumber, MatterCode, TrustBank
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Field
from counterfoil.documents import actions
from counterfoil.documents.firm import firm_facts, open_periods
from counterfoil.documents.foreseeing import Forbidden, Foreseen, foresee
from counterfoil.reports import choices
from counterfoil.reports.retainers import retainers_held
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.forms.taking import minor_of, panels
from counterfoil.web.forms.typed import Typed, usual_due
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.copies import foreseen_copies
from counterfoil.web.show.journal import foreseen_journal
from counterfoil.web.templatetags.counterfoil_ui import longdate, shortdate
from counterfoil.web.words import said

Values = dict[str, Any]

MOST_MATTERS = 4
DEPOSIT = "STATUTORY_DEPOSIT"


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
    usual: Values | None


def beside(kind: Kind, typed: Typed, seat: Seat, *, at: datetime, connected: str) -> Beside:
    """`connected` is the name of the organisation over there, or nothing."""
    foreseen, entry, missing = _foresee(kind, typed, seat, at)
    if foreseen and foreseen.entry is None:
        missing = "No account moves: it says what settles what."
    matters = choices.named(MatterCode, typed.codes(kind, MatterCode)[:MOST_MATTERS], shelf=seat.shelf)
    copies = foreseen_copies(kind, foreseen) if foreseen and connected else []
    return Beside(
        totals=_totals(kind, typed, foreseen, seat),
        journal=foreseen_journal(foreseen.entry, seat.to) if foreseen and foreseen.entry else None,
        copies=copies,
        missing=missing,
        facts=[
            *_closed(kind, typed, seat),
            *_far_off(typed, seat),
            *_days(kind, typed, seat),
            *_held(kind, typed, entry, seat),
            *_in_the_bank(kind, typed, seat),
            *_owed_by_matter(kind, typed, seat),
        ],
        taking=panels(kind, typed, seat),
        fill=_fill(kind, matters, seat),
        usual=_usual(kind, typed, seat),
    )


def _foresee(kind: Kind, typed: Typed, seat: Seat, at: datetime) -> tuple[Foreseen | None, Entry | None, str]:
    """What posting would do, or why it cannot be done yet; with the entry also where only a rule forbids it."""
    try:
        document = actions.read(kind, typed.plain(kind), firm_id=seat.firm.id, at=at, short_dates=True)
    except Refusal as refusal:
        return None, None, _first_of(refusal)
    found = foresee(kind=kind, document=document, firm_id=seat.firm.id, at=at)
    if isinstance(found, Forbidden):
        return None, found.entry, _first_of(found.refusal)
    return found, found.entry, ""


def _first_of(refusal: Refusal) -> str:
    fields = getattr(refusal, "fields", None)
    return sentence(next(iter(fields.values())) if fields else refusal)


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
        so_far = minor_of(typed.values.get(amount.name, ""), seat) if amount else in_rows
        return [{"label": f"Total {seat.firm.currency}", "minor": so_far, "main": True}]
    tax = foreseen.total.minor - in_rows
    before = [{"label": "Before tax", "minor": in_rows}, {"label": "Tax", "minor": tax}] if _is_taxed(rows) else []
    return [*before, {"label": f"Total {seat.firm.currency}", "minor": foreseen.total.minor, "main": True}]


def _is_taxed(rows: Field | None) -> bool:
    return bool(rows and any(cell.name == "tax" for cell in rows.rows))


def _row_sum(typed: Typed, rows: Field, seat: Seat) -> int:
    money = next((cell.name for cell in rows.rows if cell.sort == "money"), "")
    return sum(minor_of(row.get(money, ""), seat) for row in typed.rows[rows.name])


def _days(kind: Kind, typed: Typed, seat: Seat) -> list[Values]:
    """The dates that fall on a weekend or a holiday, each with its name: said, never refused."""
    pairs = []
    for part in kind.fields:
        day = _typed_day(typed.values.get(part.name, ""), seat) if part.sort == "date" else None
        why = why_no_business_day(day, seat.holidays) if day else ""
        if day and why:
            pairs.append({"label": f"{part.label}, {longdate(day)}", "text": why})
    return [{"title": "Not a business day", "pairs": pairs}] if pairs else []


def _closed(kind: Kind, typed: Typed, seat: Seat) -> list[Values]:
    """A day on which nothing can be posted any more: said as soon as it is typed, not when all the rest is there."""
    day = _typed_day(typed.values.get("on", ""), seat)
    if day is None or not kind.posts:
        return []
    try:
        open_periods(day, trust=kind.trust, firm=firm_facts(seat.firm.id))
    except Refusal as refusal:
        return [{"title": f"{longdate(day)} is closed", "note": sentence(refusal)}]
    return []


FAR_OFF = timedelta(days=366)


def _far_off(typed: Typed, seat: Seat) -> list[Values]:
    """A year mistyped is the mistake that nothing else notices: said, never refused."""
    day = _typed_day(typed.values.get("on", ""), seat)
    if day is None or abs(day - seat.today) <= FAR_OFF:
        return []
    away = "More than a year ago" if day < seat.today else "More than a year from now"
    return [{"title": "Is the year right?", "pairs": [{"label": f"Date, {longdate(day)}", "text": away}]}]


def _typed_day(text: str, seat: Seat) -> date | None:
    try:
        return parse(text, today=seat.today)
    except Refusal:
        return None


def _held(kind: Kind, typed: Typed, entry: Entry | None, seat: Seat) -> list[Values]:
    """What is held for each matter; where the document moves trust money, before and after it."""
    moved = trust_moved(entry)
    codes = [*typed.codes(kind, MatterCode), *(matter for matter, _ in moved)]
    matters = choices.named(MatterCode, list(dict.fromkeys(codes))[:MOST_MATTERS], shelf=seat.shelf)
    if not matters:
        return []
    held = choices.held_now(firm_id=seat.firm.id, matters=list(matters))
    retained = (
        {} if kind.trust else {one.matter: one for one in retainers_held(firm_id=seat.firm.id, matters=[*matters])}
    )
    bank = next(iter(typed.codes(kind, BankCode)), "")
    cards = []
    for code, matter in matters.items():
        now = {row.bank: row.minor for row in held if row.matter == code}
        pairs: list[Values] = [{"label": f"Held in {where}", "minor": minor} for where, minor in now.items()]
        if code in retained:
            pairs.append({"label": "Held as a retainer", "minor": retained[code].minor})
        if kind.trust:
            moves = {at: minor for (of, at), minor in moved.items() if of == code}
            if entry is None:
                moves = {bank: _moves(kind, typed, code, seat)}
            pairs += [
                pair for at, minor in moves.items() for pair in _after(kind, at, minor, now, several=len(moves) > 1)
            ]
        own = code == FIRM
        cards.append(
            {
                "title": "The firm itself" if own else code,
                "money": "trust",
                "pairs": pairs or [{"label": "Held in trust", "minor": 0}],
                "note": matter.name if own else f"{matter.name}, {matter.beside}",
                "currency": seat.firm.currency,
                "link": {"label": "Open", "href": seat.to.matter(matter.public_id)},
            }
        )
    return cards


def _after(kind: Kind, bank: str, moves: int, now: dict[str, int], *, several: bool) -> list[Values]:
    """What the document moves in a bank, and what is there after it."""
    word = arranged(kind.code).verb.partition(" the ")[2] or "document"
    after = now.get(bank, 0) + moves
    where = f" in {bank}" if several else ""
    return [
        {"label": f"This {word}{where}", "minor": moves},
        {"label": f"After it{where}", "minor": after, "tone": "bad" if after < 0 else ""},
    ]


def trust_moved(entry: Entry | None) -> dict[tuple[str, str], int]:
    """What the entry puts into each matter in each bank, by their codes; what it takes is below zero."""
    moved: dict[tuple[str, str], int] = {}
    for line in entry.postings if entry else ():
        if line.account.slot == "TRUST_HELD" and line.matter and line.bank:
            key = (line.matter, line.bank)
            moved[key] = moved.get(key, 0) - line.amount.minor
    return moved


def _moves(kind: Kind, typed: Typed, matter: str, seat: Seat) -> int:
    """The same, as far as it can be told while the document is not whole."""
    moved = 0
    for part in kind.fields:
        if part.sort != "rows":
            continue
        owner = next((cell.name for cell in part.rows if cell.sort == "reference" and cell.type is MatterCode), "")
        money = next((cell.name for cell in part.rows if cell.sort == "money"), "")
        moved += sum(minor_of(row.get(money, ""), seat) for row in typed.rows[part.name] if row.get(owner) == matter)
    return moved if kind.incoming else -moved


def _in_the_bank(kind: Kind, typed: Typed, seat: Seat) -> list[Values]:
    """What the trust account itself has, and what of it lies in the statutory deposit."""
    bank = next(iter(typed.codes(kind, TrustBank)), "")
    found = choices.bank_now(firm_id=seat.firm.id, bank=bank) if bank and DEPOSIT in kind.only_with else None
    if found is None:
        return []
    pairs = [
        {"label": f"In {bank}", "minor": found.cash_minor},
        {"label": "In the deposit", "minor": found.deposited_minor},
        {"label": "Held for matters", "minor": found.held_minor},
    ]
    return [{"title": bank, "money": "trust", "pairs": pairs, "note": "Now.", "currency": seat.firm.currency}]


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


def _usual(kind: Kind, typed: Typed, seat: Seat) -> Values | None:
    """The due date that goes with the date; a box in which the usual one stands keeps to it."""
    day = _typed_day(typed.values.get("on", ""), seat)
    if day is None or not arranged(kind.code).due_days:
        return None
    return {"name": "due_on", "text": longdate(usual_due(kind, day, seat))}


def _fill(kind: Kind, matters: dict[str, choices.Choice], seat: Seat) -> Values | None:
    """The contact that choosing a matter fills while nobody has chosen one."""
    name = arranged(kind.code).fills
    matter = next(iter(matters.values()), None)
    if not name or not matter:
        return None
    return {"name": name, "value": matter.client, "text": f"{matter.client} {matter.beside}"}
