"""What stands in an entry form, as typed: read from a request, from a draft, or begun from an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from counterfoil.core.business_days import next_business_day
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.references import BankCode, ContactCode, DocumentNumber, MatterCode, OrderNumber, Reference
from counterfoil.core.shapes import MOST_ROWS, Field
from counterfoil.reports import choices
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.forms.plain import looked_up
from counterfoil.web.seat import Seat

_MONTH_FIRST = re.compile(r"(\d{1,2})[/. -](\d{1,2})([/. -](?:\d{4}|\d{2}))?\Z", re.ASCII)

Row = dict[str, str]


@dataclass(slots=True)
class Typed:
    """`values` holds each field as typed, and for a picker also what its box shows under `<name>_text`."""

    values: Row = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def plain(self, kind: Kind) -> dict[str, Any]:
        """What `actions.read` takes."""
        found: dict[str, Any] = {}
        for part in kind.fields:
            if part.sort == "rows":
                found[part.name] = [
                    {cell.name: row.get(cell.name, "") for cell in part.rows} for row in self.rows[part.name]
                ]
            else:
                found[part.name] = self.values.get(part.name, "")
        return found

    def codes(self, kind: Kind, sort: type[Reference]) -> list[str]:
        """Every reference of one sort that stands in the form, once each."""
        found: list[str] = []
        for part in kind.fields:
            if part.sort == "rows":
                names = [cell.name for cell in part.rows if cell.sort == "reference" and issubclass(cell.type, sort)]
                found += [row.get(name, "") for row in self.rows[part.name] for name in names]
            elif part.sort == "reference" and issubclass(part.type, sort):
                found.append(self.values.get(part.name, ""))
        return list(dict.fromkeys(code for code in found if code))


def posted(kind: Kind, sent: Mapping[str, str], seat: Seat) -> Typed:
    """A submitted form. Rows without anything in them are left out; what a picker's box says is looked up."""
    typed = Typed()
    starts = defaults(kind, seat)
    for part in kind.fields:
        if part.sort == "rows":
            rows = (_cells(part.rows, sent, f"{part.name}-{at}-", seat) for at in range(_count(sent, part.name)))
            typed.rows[part.name] = [row for row in rows if not _is_blank(row, part, starts)]
        else:
            typed.values |= _cells((part,), sent, "", seat)
    return typed


def _count(sent: Mapping[str, str], prefix: str) -> int:
    count = sent.get(f"{prefix}-TOTAL_FORMS", "0")
    return min(int(count), MOST_ROWS + 1) if count.isdecimal() and len(count) < 6 else 0


def _cells(parts: tuple[Field, ...], sent: Mapping[str, str], prefix: str, seat: Seat) -> Row:
    row: Row = {}
    for part in parts:
        value = sent.get(f"{prefix}{part.name}", "").strip()
        if part.sort == "reference":
            shown = sent.get(f"{prefix}{part.name}_text", "").strip()
            if not value and shown:
                value = looked_up(part.type, shown, seat)
            row[f"{part.name}_text"] = shown
        elif part.sort == "date" and seat.firm.jurisdiction == "us":
            value = _MONTH_FIRST.sub(r"\2/\1\3", value)
        row[part.name] = value
    return row


def _is_blank(row: Row, part: Field, starts: Row) -> bool:
    return all(row.get(cell.name, "") in ("", starts.get(f"{part.name}.{cell.name}", "")) for cell in part.rows)


def of_document(kind: Kind, content: Mapping[str, Any], seat: Seat) -> Typed:
    """A draft, or a document to begin another from. Amounts and dates as people write them."""
    typed = Typed()
    for part in kind.fields:
        if part.sort == "rows":
            typed.rows[part.name] = [dict(row) for row in content.get(part.name, [])]
        else:
            typed.values[part.name] = content.get(part.name, "")
    name_choices(kind, typed, seat)
    return typed


def begun(kind: Kind, asked: Mapping[str, str], seat: Seat) -> Typed:
    """A new form: today's date, the firm's first bank, what the address asks for (`?matter=`, `?bill=`, `?amount=`).

    `bill` is the number of any document that the form can take.
    """
    typed = Typed(values={name: value for name, value in defaults(kind, seat).items() if "." not in name})
    matter = asked.get("matter", "")
    bill = choices.named(DocumentNumber, [asked.get("bill", "")], shelf=seat.shelf).get(asked.get("bill", ""))
    contact = asked.get("contact", "") or (bill.client if bill else "") or _client_of(matter, kind, seat)
    matter_left = matter
    for part in kind.fields:
        if part.sort == "rows":
            typed.rows[part.name] = _first_row(part, matter=matter, bill=bill, seat=seat)
        elif part.sort == "reference" and issubclass(part.type, MatterCode):
            typed.values[part.name], matter_left = matter_left, ""
        elif part.sort == "reference" and issubclass(part.type, ContactCode):
            typed.values[part.name] = contact
        elif _names(part, bill):
            typed.values[part.name] = bill.code if bill else ""
        elif part.sort == "money":
            of_bill = bill.minor if bill and _takes(kind, bill) else None
            typed.values[part.name] = _written(of_bill, seat) if of_bill is not None else asked.get("amount", "")
    name_choices(kind, typed, seat)
    return typed


ITS_OWN = frozenset({"on", "due_on", "reference", "made_from"})
"""Fields that no other document hands on: its days, a supplier's number, what it was made from."""


def begun_with(
    kind: Kind, model_kind: Kind, content: Mapping[str, Any], number: str, begun: Typed, seat: Seat
) -> Typed:
    """A new form with what another document has in common with it. An order is named as what it was made from."""
    given = {name: value for name, value in content.items() if name not in ITS_OWN}
    for part in kind.fields:
        if part.sort == "reference" and issubclass(part.type, OrderNumber) and model_kind.code in part.type.kinds:
            given[part.name] = number
    typed = of_document(kind, given, seat)
    for name, value in begun.values.items():
        if not typed.values.get(name):
            typed.values[name] = value
    return typed


def _first_row(part: Field, *, matter: str, bill: choices.Choice | None, seat: Seat) -> list[Row]:
    row: Row = {}
    for cell in part.rows:
        if cell.sort == "reference" and issubclass(cell.type, MatterCode) and matter:
            row[cell.name] = matter
        elif _names(cell, bill):
            row[cell.name] = bill.code if bill else ""
        elif cell.sort == "money" and bill and bill.minor is not None and any(_names(each, bill) for each in part.rows):
            row[cell.name] = _written(bill.minor, seat)
    return [row] if row else []


def _takes(kind: Kind, document: choices.Choice) -> bool:
    """Whether some field or row of the kind takes the number of such a document."""
    return any(_names(cell, document) for part in kind.fields for cell in (part, *part.rows))


def _names(part: Field, document: choices.Choice | None) -> bool:
    """Whether the field takes the number of such a document."""
    if document is None or part.sort != "reference" or not issubclass(part.type, DocumentNumber):
        return False
    return document.kind in part.type.kinds


def _client_of(matter: str, kind: Kind, seat: Seat) -> str:
    if not matter or not arranged(kind.code).fills:
        return ""
    found = choices.named(MatterCode, [matter], shelf=seat.shelf).get(matter)
    return found.client if found else ""


def _written(minor: int, seat: Seat) -> str:
    return str(Money(minor, seat.firm.currency))


def defaults(kind: Kind, seat: Seat) -> Row:
    """What a new form starts with, by field (`on`) or column (`items.account`)."""
    plan = arranged(kind.code)
    found: Row = {}
    for part in kind.fields:
        if part.name == "on":
            found["on"] = seat.today.isoformat()
        elif part.name == "due_on" and plan.due_days:
            found["due_on"] = usual_due(kind, seat.today, seat).isoformat()
        elif part.sort == "reference" and issubclass(part.type, BankCode):
            banks = [bank.code for bank in choices.fixed(part.type, shelf=seat.shelf)]
            free = [code for code in banks if code not in found.values()]
            found[part.name] = next(iter(free or banks), "")
    for column, slot in plan.slots.items():
        account = choices.account_of(slot, shelf=seat.shelf)
        found[column] = account.code if account else ""
    return found


def usual_due(kind: Kind, on: date, seat: Seat) -> date:
    """When a document of that day falls due: so many days later, and then the next business day."""
    return next_business_day(on + timedelta(days=arranged(kind.code).due_days), seat.holidays)


def name_choices(kind: Kind, typed: Typed, seat: Seat) -> None:
    """Fill in what the boxes of pickers show for the codes that stand in the form."""
    for part in kind.fields:
        if part.sort == "rows":
            for cell in part.rows:
                _name(cell, typed.rows[part.name], seat)
        else:
            _name(part, [typed.values], seat)


def _name(part: Field, rows: list[Row], seat: Seat) -> None:
    if part.sort != "reference":
        return
    known = choices.named(part.type, [row.get(part.name, "") for row in rows], shelf=seat.shelf)
    for row in rows:
        choice = known.get(row.get(part.name, ""))
        row[f"{part.name}_text"] = f"{choice.code} {choice.name}" if choice else row.get(part.name, "")
