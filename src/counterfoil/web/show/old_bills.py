"""Bills from before the connection as tables, the invoice Xero would get, and the steps of a part-paid bill."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from counterfoil.core.money import DECIMALS, Money
from counterfoil.kinds import kind_of
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment
from counterfoil.xero.cutover import Rehearsed
from counterfoil.xero.old_bills import OldBill, OldPayment

Values = dict[str, Any]

COLUMNS = [
    {"key": "number", "label": "Bill", "kind": "reference"},
    {"key": "on", "label": "Date", "kind": "date"},
    {"key": "client", "label": "Client and what to do", "kind": "told"},
    {"key": "total", "label": "Total", "kind": "money", "money": "office"},
    {"key": "open", "label": "Open", "kind": "money", "money": "office"},
    {"key": "actions", "label": "Actions", "kind": "actions"},
]


def waiting_table(found: Sequence[OldBill], seat: Seat, *, may_act: bool) -> Values:
    buttons = [
        {"label": "See what Xero gets", "name": "do", "value": "look"},
        {"label": "Leave out", "name": "do", "value": "leave"},
    ]
    to = seat.to.place("connect/old-bills")
    text = "Everything open is across, or left out. What is posted from now on goes by itself."
    return {
        "id": "old_bills",
        "caption": "Bills to decide about",
        "currency": seat.firm.currency,
        "columns": COLUMNS,
        "rows": [
            {
                "value": bill.public_id,
                "label": bill.number,
                "cells": [
                    {"text": bill.number, "href": seat.to.document(bill.public_id)},
                    bill.dated_on,
                    {"text": " ".join(filter(None, (bill.contact, bill.matter))), "sub": _advice(bill)},
                    bill.total_minor,
                    bill.open_minor,
                    [{"label": "Step by step", "href": guide(bill.public_id, seat)}],
                ],
            }
            for bill in found
        ],
        "choose": {"name": "bill", "label": "bill", "action": to, "buttons": buttons} if may_act else None,
        "empty": {"icon": "circle-check", "title": "Nothing waits", "text": text},
    }


def guide(public_id: str, seat: Seat) -> str:
    return seat.to.place(f"connect/old-bills/{public_id}")


def _advice(bill: OldBill) -> str:
    if bill.stands_in:
        there = f"A copy stands in {bill.stands_in}, which the firm left."
        return f"{there} {_what_to_do(bill)}"
    return _what_to_do(bill)


def _what_to_do(bill: OldBill) -> str:
    if bill.part_paid:
        return "Part-paid: take the payments back first, or leave it out."
    return sentence(bill.hindered) if bill.hindered else "Unpaid: can be brought across as it is."


def handled_table(found: Sequence[OldBill], seat: Seat, *, may_act: bool) -> Values:
    return {
        "id": "left_out",
        "caption": "Bills dealt with in Xero",
        "currency": seat.firm.currency,
        "columns": COLUMNS,
        "rows": [
            {
                "cells": [
                    {"text": bill.number, "href": seat.to.document(bill.public_id)},
                    bill.dated_on,
                    {"text": bill.contact, "sub": f"{sentence(bill.why)} {_left(bill, seat)}"},
                    bill.total_minor,
                    bill.open_minor,
                    [{"label": "Put back on the list", "href": guide(bill.public_id, seat), "post": True}]
                    if may_act
                    else [],
                ],
            }
            for bill in found
        ],
        "empty": {"icon": "circle-check", "title": "Nothing is left out", "text": "No bill is dealt with in Xero."},
    }


def _left(bill: OldBill, seat: Seat) -> str:
    return f"{bill.left_out}, {moment(local(bill.left_out_at, seat))}"


def invoice(rehearsed: Rehearsed, seat: Seat) -> Values:
    """One invoice as Xero would get it: components/pairs.html and components/list.html."""
    bill, body = rehearsed.bill, rehearsed.invoice
    if rehearsed.missing:
        return {"title": bill.number, "missing": sentence(rehearsed.missing), "href": guide(bill.public_id, seat)}
    currency = seat.firm.currency
    lines = body["LineItems"]
    return {
        "title": f"Invoice {body['InvoiceNumber']}",
        "pairs": [
            {"label": "To", "text": bill.contact},
            {"label": "Date", "on": date.fromisoformat(body["Date"])},
            {"label": "Due", "on": date.fromisoformat(body["DueDate"])},
            {"label": "State there", "text": "approved"},
        ],
        "table": {
            "id": f"invoice_{bill.public_id}",
            "caption": f"Lines of {bill.number}",
            "currency": currency,
            "columns": [
                {"key": "account", "label": "Account there", "kind": "reference"},
                {"key": "text", "label": "Description", "kind": "wide"},
                {"key": "tax", "label": "Tax rate", "kind": "text"},
                {"key": "net", "label": "Net", "kind": "money", "money": "office"},
                {"key": "tax_amount", "label": "Tax", "kind": "money", "money": "office"},
            ],
            "rows": [
                {
                    "cells": [
                        line["AccountCode"],
                        line["Description"],
                        line["TaxType"],
                        _minor(line["UnitAmount"], currency),
                        _minor(line["TaxAmount"], currency),
                    ]
                }
                for line in lines
            ],
            "totals": [
                None,
                None,
                None,
                sum(_minor(line["UnitAmount"], currency) for line in lines),
                sum(_minor(line["TaxAmount"], currency) for line in lines),
            ],
            "totals_text": "Together",
        },
    }


def _minor(amount: Decimal, currency: str) -> int:
    return int(Decimal(amount).scaleb(DECIMALS[currency]))


def head(bill: OldBill, seat: Seat) -> list[Values]:
    return [
        {"label": "Bill", "text": bill.number, "href": seat.to.document(bill.public_id)},
        {"label": "Client", "text": bill.contact},
        {"label": "Date", "text": longdate(bill.dated_on)},
        {"label": "Total", "minor": bill.total_minor},
        {"label": "Paid", "minor": bill.settled_minor},
    ]


def steps(
    bill: OldBill | None, paid: Sequence[OldPayment], seat: Seat, *, public_id: str, may_act: bool
) -> list[Values]:
    """The way of the bill, each step with whether it is done: [{text, done, now}]."""
    standing = sum(one.minor for one in paid)
    taken_back = [one for one in paid if not one.minor]
    found: list[tuple[str, bool]] = []
    if paid:
        still = f", {Money(standing, seat.firm.currency)} still stands" if bill and standing else ""
        found.append((f"Take the payments back{still}.", bill is None or not standing))
    found.append(("Bring the bill across.", bill is None))
    if taken_back:
        found.append(("Enter the payments again: Xero gets them after the bill.", False))
    first = next((at for at, (_, done) in enumerate(found) if not done), -1)
    return [{"text": text, "done": done, "now": at == first} for at, (text, done) in enumerate(found)]


def payments_table(paid: Sequence[OldPayment], seat: Seat, *, across: bool) -> Values:
    return {
        "id": "payments",
        "caption": "What was paid on it",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "number", "label": "Payment", "kind": "reference"},
            {"key": "on", "label": "Date", "kind": "date"},
            {"key": "kind", "label": "Kind", "kind": "wide"},
            {"key": "minor", "label": "On this bill", "kind": "money", "money": "office"},
            {"key": "actions", "label": "Actions", "kind": "actions"},
        ],
        "rows": [
            {
                "cells": [
                    {"text": one.number, "href": seat.to.document(one.public_id)},
                    one.dated_on,
                    {"text": kind_of(one.kind).title, "sub": "" if one.minor else "Taken back."},
                    one.minor,
                    _payment_actions(one, seat, across=across),
                ]
            }
            for one in paid
        ],
    }


def _payment_actions(one: OldPayment, seat: Seat, *, across: bool) -> list[Values]:
    if one.minor and not across:
        return [{"label": "Take back", "href": seat.to.document(one.public_id, "reverse")}]
    if not one.minor and across:
        return [{"label": "Enter again", "href": seat.to.new(one.kind, like=one.public_id)}]
    return []
