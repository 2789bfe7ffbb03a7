"""Drift: what stands in Xero otherwise than it was sent, in words. Plain values; it reads and never changes anything.

    found = drift(record, ours=Copy(...), owners={})
    found[0].sort, found[0].text     "edited", "the total is 990.00 in Xero and 880.00 here"

Xero says of a record that it changed, not what; so the whole record is put beside the text that was sent.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from counterfoil.outbox.markers import ALPHABET
from counterfoil.xero import sums, wire
from counterfoil.xero.readback import ENDED
from counterfoil.xero.taking_over import told_by

NOT_YET = ("DRAFT", "SUBMITTED")
"""A record that moves no ledger: a second one of these is no second copy."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A living copy of ours. `body` is what was sent; empty where a person said which record it is."""

    marker: str
    number: str
    body: str


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose marker it is: the record that its item has, and whether that is still being found out."""

    number: str
    remote_id: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that drifted. `theirs` is what a payment found only there, or a changed copy, says of itself."""

    sort: str
    text: str
    theirs: Mapping[str, Any]


def drift(
    record: wire.Element,
    *,
    ours: Copy | None,
    owners: Mapping[str, Owner],
    invoices: Mapping[str, str] | None = None,
) -> list[Found]:
    """All that is to be said of one record. `owners` by the markers it bears; `invoices`: id there -> our number."""
    if ours is not None:
        return list(_of_ours(record, ours))
    if (record.status or "").upper() in (*ENDED, *NOT_YET):
        return []
    for marker, owner in owners.items():
        if owner.is_open or owner.remote_id == record.id:
            return []
        if owner.remote_id:
            mark = f"it bears the mark {marker} of {owner.number} and is a second one; void one of the two in Xero"
            text = f"{_described(record)}{mark}"
            return [Found("duplicate", text, {})]
        mark = f"it bears the mark {marker}, which no copy here has; void it in Xero, or enter here what it is"
        text = f"{_described(record)}{mark}"
        return [Found("orphan", text, {})]
    if isinstance(record, wire.Payment) and record.invoice and record.invoice.id in (invoices or {}):
        return [_paid(record, (invoices or {})[record.invoice.id])]
    return []


def _described(record: wire.Element) -> str:
    """What a record is that stands for nothing here: `275.00 on 22 Nov 2026, Bayview Agents: `."""
    amount = getattr(record, "total", None) or getattr(record, "amount", None)
    contact, day = getattr(record, "contact", None), wire.day(getattr(record, "on", None))
    what = " ".join(
        part for part in (f"{amount:,.2f}" if amount else "", f"on {day.day} {day:%b %Y}" if day else "") if part
    )
    told = ", ".join(part for part in (what, (contact and contact.name) or getattr(record, "narration", None)) if part)
    return f"{told}: " if told else ""


def markers_in(record: wire.Element, installation: str) -> list[str]:
    """Our markers in whatever text the record has, each once. `installation` is how they begin."""
    found = re.findall(f"{re.escape(installation)}[{ALPHABET}]{{8}}", " ".join(record.told))
    return list(dict.fromkeys(found))


def _of_ours(record: wire.Element, ours: Copy) -> Iterator[Found]:
    status = (record.status or "").upper()
    if status in ENDED:
        yield Found("deleted" if status == "DELETED" else "voided", f"somebody {status.lower()} it in Xero", {})
        return
    changed = list(_changes(record, ours)) if ours.body else []
    if changed:
        yield Found("edited", "; ".join(changed), told_by(record))


def _changes(record: Any, ours: Copy) -> Iterator[str]:
    sent = sums.document(ours.body)
    if off := sums.difference(record, ours.body):
        yield off
    day = wire.day(record.on)
    if day and day.isoformat() != sent["Date"]:
        yield f"it is dated {day} in Xero and {sent['Date']} here"
    due = wire.day(getattr(record, "due_on", None))
    if due and "DueDate" in sent and due.isoformat() != sent["DueDate"]:
        yield f"it is due {due} in Xero and {sent['DueDate']} here"
    for field in ("InvoiceNumber", "CreditNoteNumber"):
        if field in sent and getattr(record, "number", None) not in (None, sent[field]):
            yield f"its number is {record.number} in Xero and {sent[field]} here"
    for field, key, theirs, what in _PLACES:
        if field in sent and (found := getattr(record, theirs, None)) and found.id not in ("", sent[field][key]):
            yield f"{what} is another in Xero" + (f": {found.name}" if getattr(found, "name", None) else "")
    yield from _on_accounts(record, sent)
    if ours.marker in ours.body and _has_text(record) and ours.marker not in " ".join(record.told):
        yield "our mark is gone from it"


_PLACES = (
    ("Contact", "ContactID", "contact", "its contact"),
    ("BankAccount", "AccountID", "bank", "its bank account"),
    ("Account", "AccountID", "account", "its bank account"),
    ("FromBankAccount", "AccountID", "out_of", "the account that it is from"),
    ("ToBankAccount", "AccountID", "into", "the account that it goes to"),
)


def _on_accounts(record: Any, sent: Mapping[str, Any]) -> Iterator[str]:
    """Lists without lines say nothing of accounts."""
    theirs = _summed((line.account_code, line.amount) for line in getattr(record, "lines", []))
    lines = sent.get("LineItems", sent.get("JournalLines", []))
    ours = _summed((line.get("AccountCode"), line.get("LineAmount", line.get("UnitAmount"))) for line in lines)
    if not theirs or None in ours or None in theirs:
        return
    for code in sorted({*ours, *theirs}, key=str):
        there, here = theirs.get(code, Decimal(0)), ours.get(code, Decimal(0))
        if there != here:
            yield f"on account {code} it has {there:.2f} in Xero and {here:.2f} here"


def _summed(lines: Any) -> dict[str | None, Decimal]:
    found: dict[str | None, Decimal] = {}
    for code, amount in lines:
        found[code] = found.get(code, Decimal(0)) + (amount or Decimal(0))
    return {code: amount for code, amount in found.items() if amount}


def _has_text(record: wire.Element) -> bool:
    """An unpaged list leaves the lines out, and with them the mark of what bears it there."""
    if isinstance(record, wire.Invoice | wire.CreditNote) and record.type in ("ACCPAY", "ACCPAYCREDIT"):
        return bool(record.lines)
    return not isinstance(record, wire.BankTransaction) or bool(record.lines or record.reference)


def _paid(payment: wire.Payment, number: str) -> Found:
    day, amount = wire.day(payment.on), payment.amount or Decimal(0)
    theirs = {
        "invoice": payment.invoice.id if payment.invoice else "",
        "account": payment.account.id if payment.account else "",
        "amount": f"{amount:.2f}",
        "on": day.isoformat() if day else "",
        "reference": payment.reference or "",
    }
    return Found("paid", f"{amount:.2f} were paid on {number} in Xero on {day}, and not here", theirs)
