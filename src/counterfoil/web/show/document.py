"""A document's page as plain values: facts, rows, history, and the next steps, each barred one with its reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from counterfoil.core.kinds import Kind
from counterfoil.core.references import BankCode, ContactCode, DocumentNumber, MatterCode, Reference
from counterfoil.core.shapes import Field, parse
from counterfoil.documents.removing import names_in_rows
from counterfoil.firms.roles import step_ability
from counterfoil.kinds import kind_of
from counterfoil.reports import choices
from counterfoil.reports.document import Document, DocumentRow, Event, Settlement, addresses_of
from counterfoil.reports.glance import Glance
from counterfoil.web.forms.arranged import arranged
from counterfoil.web.seat import Seat

Values = dict[str, Any]

STATES = {
    "draft": "Draft",
    "posted": "Posted",
    "reversed": "Reversed",
    "discarded": "Discarded",
    "placed": "Placed",
    "closed": "Closed",
}
ACTIONS = {
    "draft": ("file-text", "Kept as a draft."),
    "edit": ("file-text", "The draft was changed."),
    "post": ("check", "Posted."),
    "place": ("check", "Placed."),
    "close": ("circle-slash", "Closed."),
    "reopen": ("undo-2", "Taken back to draft."),
    "reverse": ("undo-2", "Reversed."),
    "discard": ("trash-2", "Discarded."),
    "attach": ("paperclip", "A file was attached."),
    "take off": ("paperclip", "A file was taken off."),
    "unlink": ("unlink", "Unlinked from its copy in Xero."),
    "correct": ("undo-2", "A correction was begun."),
    "give up correcting": ("ban", "The correction was given up."),
    "send again": ("cloud-upload", "Voided in Xero and sent again."),
    "drift kept": ("cloud-upload", "Ours was kept."),
    "drift accepted": ("undo-2", "Theirs was accepted."),
    "drift ignored": ("ban", "Ignored."),
}


def state_word(kind: Kind, state: str) -> str:
    """What a state is called on the screen."""
    return arranged(kind.code).says.get(state, STATES[state])


def title_of(kind: Kind, document: Document) -> str:
    return f"{kind.title} {document.number}" if document.number else f"Draft {kind.title.lower()}"


def badge_of(kind: Kind, state: str) -> Values:
    tone = ("trust" if kind.trust else "office") if state in ("posted", "placed") else ""
    return {"text": state_word(kind, state), "tone": tone}


@dataclass(frozen=True, slots=True)
class Named:
    """A document that another names in a field of its own."""

    label: str
    number: str
    public_id: str


def pairs_of(kind: Kind, document: Document, seat: Seat, *, named: Sequence[Named] = ()) -> list[Values]:
    """The head of the document: what it is, for whom, from or into where, and what it names."""
    to = seat.to
    pairs: list[Values] = [{"label": "Date", "on": document.on}, {"label": "Total", "minor": document.total_minor}]
    if document.due_on:
        pairs.append({"label": "Due", "on": document.due_on})
    if document.contact:
        text = f"{document.contact_name}"
        pairs.append({"label": _contact_label(kind), "text": text, "href": to.contact(document.contact_public_id)})
    pairs += [{"label": one.label, "text": one.number, "href": to.document(one.public_id)} for one in named]
    if document.matter:
        text = f"{document.matter} {document.matter_title}"
        label = _label_of(kind, MatterCode, "Matter")
        pairs.append({"label": label, "text": text, "href": to.matter(document.matter_public_id)})
        pairs += _second(kind, MatterCode, document, seat)
    if document.bank:
        label = _label_of(kind, BankCode, "Bank account")
        pairs.append({"label": label, "text": f"{document.bank} {document.bank_name}", "href": to.place("banks")})
        pairs += _second(kind, BankCode, document, seat)
    if document.memo:
        label = next((part.label for part in kind.fields if part.sort == "text"), "Memo")
        pairs.append({"label": label, "text": document.memo})
    if document.state == "posted" and kind.open_as:
        pairs.append({"label": open_label(kind), "minor": document.open_minor})
    return pairs


def named_by(kind: Kind, document: Document, *, firm_id: int) -> list[Named]:
    fields = [part for part in kind.fields if part.sort == "reference" and issubclass(part.type, DocumentNumber)]
    if not fields:
        return []
    content = parse(document.content)
    numbers = {part.label: content[part.name] for part in fields if content.get(part.name)}
    found = addresses_of(firm_id=firm_id, numbers=list(numbers.values()))
    return [Named(label, number, found[number]) for label, number in numbers.items() if number in found]


def _fields_of(kind: Kind, sort: type[Reference]) -> list[Field]:
    return [part for part in kind.fields if part.sort == "reference" and issubclass(part.type, sort)]


def _label_of(kind: Kind, sort: type[Reference], usual: str) -> str:
    """What the kind calls the first of a sort, where it names two of it."""
    parts = _fields_of(kind, sort)
    return parts[0].label if len(parts) > 1 else usual


def _second(kind: Kind, sort: type[Reference], document: Document, seat: Seat) -> list[Values]:
    """The other side of a transfer: columns hold the first matter and bank, the content both."""
    found: list[Values] = []
    for part in _fields_of(kind, sort)[1:]:
        code = parse(document.content).get(part.name, "")
        choice = choices.named(part.type, [code], shelf=seat.shelf).get(code)
        href = seat.to.matter(choice.public_id) if choice and choice.public_id else seat.to.place("banks")
        found.append({"label": part.label, "text": f"{code} {choice.name}" if choice else code, "href": href})
    return found


def _contact_label(kind: Kind) -> str:
    named = (part.label for part in kind.fields if part.sort == "reference" and part.type is ContactCode)
    return next(named, "Contact")


def open_label(kind: Kind) -> str:
    """What the open amount of the kind's documents is called."""
    return "Still owed" if kind.open_as == "owed" else "Unallocated"


def says_the_same(document: Document, rows: Sequence[DocumentRow], settlements: Sequence[Settlement]) -> bool:
    """Rows that only name the bills they pay stand again among what the document settles by itself."""
    paid = [(each.number, each.minor) for each in settlements if each.given and each.by_number == document.number]
    return bool(paid) and sorted(paid) == sorted((row.bill, row.net_minor) for row in rows)


def rows_table(kind: Kind, rows: Sequence[DocumentRow], seat: Seat) -> Values | None:
    """The rows as they were entered; only the columns that this kind fills."""
    if not rows:
        return None
    money = "trust" if kind.trust else "office"
    columns: list[tuple[Values, Any]] = []
    if any(row.bill for row in rows):
        link = lambda row: {"text": row.bill, "href": seat.to.document(row.bill_public_id)}  # noqa: E731
        columns.append(({"key": "bill", "label": "Bill", "kind": "reference"}, link))
    if any(row.matter for row in rows):
        columns.append(({"key": "matter", "label": "Matter", "kind": "wide"}, lambda row: _matter_cell(row, seat)))
    if any(row.description for row in rows):
        columns.append(({"key": "text", "label": "Description", "kind": "wide"}, lambda row: {"text": row.description}))
    if any(row.account for row in rows):
        columns.append(({"key": "account", "label": "Account", "kind": "text"}, lambda row: _account_cell(row, seat)))
    if any(row.tax for row in rows):
        columns.append(({"key": "tax", "label": "Tax", "kind": "text"}, lambda row: row.tax))
    columns += _amounts(kind, money)
    if any(row.tax for row in rows):
        columns.append(({"key": "tax_minor", "label": "Tax", "kind": "money"}, lambda row: row.tax_minor))
    return {
        "id": "rows",
        "caption": next((part.label for part in kind.fields if part.sort == "rows"), "Lines"),
        "currency": seat.firm.currency,
        "columns": [column for column, _ in columns],
        "rows": [{"cells": [cell(row) for _, cell in columns]} for row in rows],
    }


def _amounts(kind: Kind, money: str) -> list[tuple[Values, Any]]:
    """One amount; the lines of a journal have two sides."""
    sides = {cell.name: cell.label for part in kind.fields for cell in part.rows if cell.name in ("debit", "credit")}
    if len(sides) < 2:
        return [({"key": "net", "label": "Amount", "kind": "money", "money": money}, lambda row: row.net_minor)]
    debit = {"key": "debit", "label": sides["debit"], "kind": "money", "money": money}
    credit = {"key": "credit", "label": sides["credit"], "kind": "money", "money": money}
    return [
        (debit, lambda row: row.net_minor if row.net_minor > 0 else None),
        (credit, lambda row: -row.net_minor if row.net_minor < 0 else None),
    ]


def _matter_cell(row: DocumentRow, seat: Seat) -> Values:
    sub = ", ".join(part for part in (row.matter_title, row.client) if part)
    return {
        "text": row.matter,
        "sub": sub,
        "href": seat.to.matter(row.matter_public_id) if row.matter_public_id else "",
    }


def _account_cell(row: DocumentRow, seat: Seat) -> Values:
    return {"text": f"{row.account} {row.account_name}", "href": seat.to.account(row.account)}


def settled_table(
    kind: Kind, document: Document, settlements: Sequence[Settlement], seat: Seat, firm: Glance
) -> Values | None:
    """What it settles, or what settles it, each with the document that said so and the step that takes it back."""
    if not settlements:
        return None
    given = settlements[0].given
    settles = "Settles" if given else "Paid by" if kind.open_as == "owed" else "Out of"
    third = any(each.by_public_id not in (document.public_id, each.public_id) for each in settlements)
    columns: list[Values] = [
        {"key": "number", "label": settles, "kind": "reference"},
        {"key": "party", "label": "Contact", "kind": "wide"},
        *([{"key": "by", "label": "Through", "kind": "reference"}] if third else []),
        {"key": "on", "label": "Date", "kind": "date"},
        {"key": "minor", "label": "Amount", "kind": "money", "money": "office"},
        {"key": "remove", "label": "Remove", "kind": "actions"},
    ]
    return {
        "id": "settled",
        "caption": "What it settles" if given else "What settles it",
        "currency": seat.firm.currency,
        "columns": columns,
        "rows": [
            {"href": seat.to.document(each.public_id), "cells": _settled(each, document, seat, firm, third=third)}
            for each in settlements
        ],
    }


def _settled(each: Settlement, document: Document, seat: Seat, firm: Glance, *, third: bool) -> list[Any]:
    said_by_another = each.by_public_id not in (document.public_id, each.public_id)
    through = {"text": each.by_number, "href": seat.to.document(each.by_public_id)} if said_by_another else {}
    by = kind_of(each.by_kind)
    ability = step_ability("reverse", trust=by.trust, incoming=by.incoming)
    target = each.public_id if each.given else document.public_id
    remove = [{"label": "Remove", "href": seat.to.removal(target, by=each.by_public_id)}]
    may = (
        document.state == "posted"
        and names_in_rows(by)
        and seat.may(ability)
        and not (by.refused and firm.organisation)
    )
    return [
        each.number,
        {"text": each.party},
        *([through] if third else []),
        each.on,
        each.minor,
        remove if may else [],
    ]


def totals_of(rows: Sequence[DocumentRow], document: Document) -> list[Values]:
    net, tax = sum(row.net_minor for row in rows), sum(row.tax_minor for row in rows)
    if not any(row.tax for row in rows):
        return []
    return [
        {"label": "Before tax", "minor": net},
        {"label": "Tax", "minor": tax},
        {"label": "Total", "minor": document.total_minor, "main": True},
    ]


def history(events: Iterable[Event], seat: Seat) -> list[Values]:
    return [_event(event, seat) for event in events]


def _event(event: Event, seat: Seat) -> Values:
    icon, text = ACTIONS.get(event.action, ("history", f"{event.action.capitalize()}."))
    number = event.detail.get("number")
    if event.action in ("post", "place") and number:
        text = f"{text.removesuffix('.')} as {number}."
    if "file" in event.detail:
        text = f"{event.detail['file']} was {'attached' if event.action == 'attach' else 'taken off'}."
    if "became" in event.detail:
        text = f"Closed by {event.detail['became']}, which was made from it."
    if event.why:
        text = f"{text} “{event.why}”"
    return {"icon": icon, "text": text, "who": event.who, "at": local(event.at, seat)}


def local(at: datetime | None, seat: Seat) -> datetime | None:
    """An instant as a clock where the firm is shows it."""
    return at.astimezone(ZoneInfo(seat.firm.zone)) if at else None
