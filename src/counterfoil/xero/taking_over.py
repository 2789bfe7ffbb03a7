"""What somebody changed of a copy in Xero, taken over into a draft of ours as far as the draft can say it.

    over = take_over(draft, sent=body, theirs=told_by(record), known=Known(contacts={}, accounts={}))
    over.content, over.taken, over.left

Plain values. A line is taken over where each line that was sent is one row of the draft; what is left a person types.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from counterfoil.xero import wire

Plain = dict[str, Any]

CONTACTS = ("client", "supplier", "payer", "payee")
"""The field of a draft that names whom it is with."""
ROWS = (("items", "net"), ("parts", "amount"))
"""The rows of a draft, and the field that holds what each comes to before tax."""


@dataclass(frozen=True, slots=True)
class Known:
    """What answers here to a contact's id there, and to an account's code there."""

    contacts: Mapping[str, str]
    accounts: Mapping[str, str]


@dataclass(slots=True)
class TakenOver:
    """The draft's new content, what was taken over and what has to be typed, each in words."""

    content: Plain
    taken: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        parts = [f"Taken over from Xero: {'; '.join(self.taken)}."] if self.taken else []
        return " ".join([*parts, *([f"Type yourself: {'; '.join(self.left)}."] if self.left else [])])


def told_by(record: wire.Element) -> Plain:
    """Of a record in Xero, as much as a draft here could say."""
    found: Plain = {}
    for name, day in (("on", getattr(record, "on", None)), ("due_on", getattr(record, "due_on", None))):
        if read := wire.day(day):
            found[name] = read.isoformat()
    contact = getattr(record, "contact", None)
    if contact is not None:
        found |= {"contact": contact.id, "contact_name": contact.name or ""}
    if number := getattr(record, "number", None):
        found["number"] = number
    if isinstance(record, wire.Payment | wire.BankTransfer) and record.amount is not None:
        found["amount"] = f"{record.amount:.2f}"
    is_inclusive = getattr(record, "amounts_are", None) == "Inclusive"
    lines = [line for line in getattr(record, "lines", []) if isinstance(line, wire.Line)]
    found["lines"] = [
        {
            "description": line.description or "",
            "account": line.account_code or "",
            "net": f"{(line.amount or Decimal(0)) - ((line.tax or Decimal(0)) if is_inclusive else Decimal(0)):.2f}",
            "tax": f"{line.tax or Decimal(0):.2f}",
        }
        for line in lines
    ]
    return found


def take_over(
    content: Mapping[str, Any],
    *,
    fields: Sequence[str],
    sent: Mapping[str, Any],
    theirs: Plain,
    known: Known,
    mark: str = "",
) -> TakenOver:
    """`content` is the draft's, `fields` those that its kind has, `sent` what its copy was made with.

    `mark` is what a supplier's document bears behind its first line, and no draft says.
    """
    sent, theirs = _unmarked(sent, mark, "LineItems", "Description"), _unmarked(theirs, mark, "lines", "description")
    found = TakenOver(copy.deepcopy(dict(content)))
    _days(found, fields, sent, theirs)
    _contact(found, fields, sent, theirs, known)
    _number(found, fields, sent, theirs)
    _amount(found, sent, theirs)
    _lines(found, sent, theirs, known)
    return found


def _unmarked(document: Mapping[str, Any], mark: str, rows: str, text: str) -> Plain:
    if not mark or rows not in document:
        return dict(document)
    return {**document, rows: [{**row, text: row[text].replace(mark, "").strip()} for row in document[rows]]}


def _days(found: TakenOver, fields: Sequence[str], sent: Mapping[str, Any], theirs: Plain) -> None:
    for name, member, what in (("on", "Date", "the date"), ("due_on", "DueDate", "the due date")):
        day = theirs.get(name)
        if not day or member not in sent or day == sent[member]:
            continue
        if name in fields:
            found.content[name] = day
            found.taken.append(f"{what} {day}")
        else:
            found.left.append(f"{what} {day}")


def _contact(found: TakenOver, fields: Sequence[str], sent: Mapping[str, Any], theirs: Plain, known: Known) -> None:
    contact = theirs.get("contact")
    if not contact or "Contact" not in sent or contact == sent["Contact"]["ContactID"]:
        return
    name = theirs.get("contact_name") or "another one"
    place = next((each for each in CONTACTS if each in fields), "")
    if place and contact in known.contacts:
        found.content[place] = known.contacts[contact]
        found.taken.append(f"the contact {name}")
    else:
        found.left.append(f"the contact {name}")


def _number(found: TakenOver, fields: Sequence[str], sent: Mapping[str, Any], theirs: Plain) -> None:
    """A supplier's own number stands in the reference; ours is given here and nowhere else."""
    number = theirs.get("number")
    member = next((each for each in ("InvoiceNumber", "CreditNoteNumber") if each in sent), "")
    if not number or not member or number == sent[member]:
        return
    if "reference" in fields and sent["Type"].startswith("ACCPAY"):
        found.content["reference"] = number
        found.taken.append(f"the supplier's number {number}")
    else:
        found.left.append(f"the number {number} is not taken over: documents here have numbers of their own")


def _amount(found: TakenOver, sent: Mapping[str, Any], theirs: Plain) -> None:
    """Of a payment or a transfer."""
    amount = theirs.get("amount")
    if not amount or "Amount" not in sent or Decimal(amount) == sent["Amount"]:
        return
    was, parts = sent["Amount"], found.content.get("parts", [])
    whole = found.content.get("amount")
    if len(parts) == 1 and Decimal(parts[0]["amount"]) == was and (whole is None or Decimal(whole) == was):
        parts[0]["amount"] = amount
        if whole is not None:
            found.content["amount"] = amount
        found.taken.append(f"the amount {amount}")
    elif not parts and whole is not None and Decimal(whole) == was:
        found.content["amount"] = amount
        found.taken.append(f"the amount {amount}")
    else:
        found.left.append(f"the amount {amount}")


def _lines(found: TakenOver, sent: Mapping[str, Any], theirs: Plain, known: Known) -> None:
    before, after = sent.get("LineItems", []), theirs.get("lines", [])
    if not before or not after or not _differ(before, after):
        return
    name, rows = _rows(found.content, before)
    if not rows or len(before) != len(after):
        told = ", ".join(f"{' '.join(line['description'].split())} {line['net']}" for line in after)
        found.left.append(f"the lines, which stand there as {told}")
        return
    amount = dict(ROWS)[name]
    for place, (row, was, now) in enumerate(zip(rows, before, after, strict=True), start=1):
        for text in _line(row, was, now, amount=amount, known=known):
            left = text.startswith("-")
            (found.left if left else found.taken).append(f"of line {place} {text.lstrip('-')}")


def _line(row: Plain, was: Mapping[str, Any], now: Mapping[str, str], *, amount: str, known: Known) -> Iterator[str]:
    """What was taken over of one line; with a dash before it what was not."""
    if Decimal(now["net"]) != was["UnitAmount"]:
        row[amount] = now["net"]
        yield f"the amount {now['net']}"
    if now["account"] != was.get("AccountCode"):
        account = known.accounts.get(now["account"])
        if "account" in row and account:
            row["account"] = account
            yield f"the account {account}"
        else:
            yield f"-the account {now['account'] or 'that it has there'}"
    if now["description"] != was["Description"]:
        if "description" in row:
            row["description"] = now["description"]
            yield f"the description '{now['description']}'"
        else:
            yield f"-the description '{now['description']}'"


def _differ(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, str]]) -> bool:
    """Taxes alone are worked out here, and told by the total."""
    return [(line["Description"], line.get("AccountCode"), line["UnitAmount"]) for line in before] != [
        (line["description"], line["account"], Decimal(line["net"])) for line in after
    ]


def _rows(content: Plain, before: Sequence[Mapping[str, Any]]) -> tuple[str, list[Plain]]:
    """The rows that the lines were sent from, one for each in the same order; none where they were summed."""
    amounts = [line["UnitAmount"] for line in before]
    for name, amount in ROWS:
        rows = content.get(name, [])
        if rows and [Decimal(row[amount]) for row in rows] == amounts:
            return name, rows
    return "", []
