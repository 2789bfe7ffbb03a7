"""Open documents that stand beside a form, each taken into it with one click.

A field of its own takes one of them (the credit note that is applied); a list takes a row for each (the bills that are
paid). What is shown is of the contact that the form names, itself or through a document or a matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from counterfoil.core import shapes, sums
from counterfoil.core.kinds import Kind
from counterfoil.core.money import Money
from counterfoil.core.references import ContactCode, DocumentNumber, MatterCode, OrderNumber
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Field
from counterfoil.kinds import kind_of
from counterfoil.reports import choices
from counterfoil.reports.document import document_head
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.forms.typed import Typed, begun_with
from counterfoil.web.seat import Seat
from counterfoil.web.templatetags.counterfoil_ui import shortdate
from counterfoil.web.words import said

Values = dict[str, Any]

OF_ANYBODY = 20
"""So many stand beside a form that names nobody."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form takes documents: a field, or the column of a list with the amount beside it."""

    field: Field
    cell: Field

    @property
    def in_rows(self) -> bool:
        return self.field.sort == "rows"

    @property
    def amount(self) -> str:
        """The column that says how much of it."""
        return next((cell.name for cell in self.field.rows if cell.sort == "money"), "")

    @property
    def is_owed(self) -> bool:
        return kind_of(self.sort.kinds[0]).open_as == "owed"

    @property
    def sort(self) -> type[DocumentNumber]:
        return self.cell.type


def places(kind: Kind) -> Iterator[Place]:
    for field in kind.fields:
        for cell in field.rows or (field,):
            if cell.sort == "reference" and issubclass(cell.type, DocumentNumber):
                yield Place(field, cell)


def panels(kind: Kind, typed: Typed, seat: Seat) -> list[Values]:
    """One for each place that can still take something."""
    contact = _contact(kind, typed, seat)
    return [
        _panel(place, kind, typed, seat, contact)
        for place in places(kind)
        if place.in_rows or not typed.values.get(place.field.name)
    ]


def _panel(place: Place, kind: Kind, typed: Typed, seat: Seat, contact: str) -> Values:
    title = f"Open {place.sort.names}s" if place.is_owed else "Left to be used"
    if issubclass(place.sort, OrderNumber):
        title = "Ordered"
    asks = _asks_first(place, kind, contact)
    if asks:
        return {"title": title, "contact": "", "rows": [], "note": asks}
    named = set(typed.codes(kind, place.sort))
    found = choices.open_documents(
        place.sort, firm_id=seat.firm.id, contact=contact, most=50 if contact else OF_ANYBODY
    )
    rows = [
        {
            "number": one.number,
            "href": seat.to.document(one.public_id),
            "text": _told(one, whose=not contact),
            "minor": one.open_minor,
            "chosen": one.number in named,
            "take": f"{place.field.name}:{one.number}",
            "verb": arranged(kind.code).take if place.in_rows else "Choose",
        }
        for one in found
    ]
    nothing = "Nothing is open" if place.is_owed else "Nothing is left to be used"
    nothing += " with this contact." if contact else "."
    return {"title": title, "contact": contact, "rows": rows, "note": "" if rows else nothing}


def _asks_first(place: Place, kind: Kind, contact: str) -> str:
    """What has to be chosen before a list can show anything of use."""
    if contact or not place.in_rows:
        return ""
    whom = next((field for field in kind.fields if field.sort == "reference" and field.type is ContactCode), None)
    if whom:
        return "Choose the contact, and what is open with them stands here." if whom.required else ""
    own = next((other for other in places(kind) if not other.in_rows), None)
    if own:
        return f"Choose the {own.sort.names}, and what is open with its contact stands here."
    if any(field.sort == "reference" and issubclass(field.type, MatterCode) for field in kind.fields):
        return said("Choose the matter, and what its client owes stands here.")
    return ""


def _told(one: choices.OpenDocument, *, whose: bool) -> str:
    day = f"due {shortdate(one.due_on)}" if one.due_on else shortdate(one.dated_on)
    return ", ".join(part for part in (one.contact if whose else "", one.told, day) if part)


def _contact(kind: Kind, typed: Typed, seat: Seat) -> str:
    """Whom the form is about: the contact it names, or that of the first document, or of the matter."""
    named = next(iter(typed.codes(kind, ContactCode)), "")
    if named:
        return named
    for place in places(kind):
        for number in typed.codes(kind, place.sort)[:1]:
            found = choices.named(place.sort, [number], shelf=seat.shelf).get(number)
            if found:
                return found.client
    matters = typed.codes(kind, MatterCode)[:1]
    return next((found.client for found in choices.named(MatterCode, matters, shelf=seat.shelf).values()), "")


def take(kind: Kind, typed: Typed, asked: str, seat: Seat) -> Typed:
    """What a click asks for, as `parts:B-1001`: a row more, or the field filled, with as much as is open."""
    name, _, number = asked.partition(":")
    place = next((each for each in places(kind) if each.field.name == name), None)
    found = choices.named(place.sort, [number], shelf=seat.shelf).get(number) if place else None
    if place is None or found is None or found.minor is None:
        raise Refusal("document-unknown", "there is no such document in this firm")
    if issubclass(place.sort, OrderNumber):
        return _made_from(kind, typed, found, seat)
    shown = {place.cell.name: number, f"{place.cell.name}_text": f"{number} {found.name}"}
    if place.in_rows:
        left = _left(kind, typed, seat)
        minor = min(found.minor, left) if left else found.minor
        typed.rows[name].append({**shown, place.amount: _written(minor, seat)})
        return typed
    typed.values |= shown
    money = next((field.name for field in kind.fields if field.sort == "money"), "")
    if money and not typed.values.get(money):
        typed.values[money] = _written(found.minor, seat)
    return typed


def _made_from(kind: Kind, typed: Typed, order: choices.Choice, seat: Seat) -> Typed:
    """What was ordered stands in the form; what was typed before stays where the order says nothing."""
    model = document_head(firm_id=seat.firm.id, public_id=order.public_id)
    taken = begun_with(kind, kind_of(model.kind), shapes.parse(model.content), model.number, typed, seat)
    for name, rows in typed.rows.items():
        if any(any(row.values()) for row in rows):
            taken.rows[name] = rows
    return taken


def _left(kind: Kind, typed: Typed, seat: Seat) -> int:
    """What is left of the credit that the form names, less its rows; nothing where it names none or all is gone."""
    own = next((place for place in places(kind) if not place.in_rows), None)
    number = typed.values.get(own.field.name, "") if own else ""
    credit = choices.named(own.sort, [number], shelf=seat.shelf).get(number) if own and number else None
    if credit is None or credit.minor is None:
        return 0
    given = sum(
        minor_of(row.get(place.amount, ""), seat)
        for place in places(kind)
        if place.in_rows
        for row in typed.rows[place.field.name]
    )
    return max(0, credit.minor - given)


def minor_of(text: str, seat: Seat) -> int:
    """What an amount says so far; nothing while it is no amount."""
    try:
        return Money.parse(sums.worked_out(text, seat.firm.currency), seat.firm.currency).minor
    except Refusal:
        return 0


def _written(minor: int, seat: Seat) -> str:
    return str(Money(minor, seat.firm.currency))
