"""Looking in Xero for what may have arrived: first by our mark, then by shape. Read whole, or it does not count."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

import msgspec

from counterfoil.outbox.work import Work
from counterfoil.xero import sums, wire
from counterfoil.xero.request import Answered, Network, NoAnswer, Reply, Request
from counterfoil.xero.translate.contacts import names

PAGE_SIZE = 250
MOST_PAGES = 400
UNPAGED = ("Accounts",)
ENDED = ("VOIDED", "DELETED", "ARCHIVED")


@dataclass(frozen=True, slots=True)
class Hit:
    """A document in Xero. `effective` is false for a voided or deleted one."""

    record: wire.Element
    effective: bool


@dataclass(slots=True)
class Seen:
    """What a complete reading found: `ours` bears our mark, `strangers` have our number, `alike` our shape."""

    ours: list[Hit] = field(default_factory=list)
    strangers: list[Hit] = field(default_factory=list)
    alike: list[Hit] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unread:
    """The reading failed or stopped half-way: it counts as none."""

    reply: Reply


def look(work: Work, body: str, network: Network, *, offset_ms: int) -> tuple[Seen | Unread, list[Reply]]:
    """Everything that may be the item, and the replies for the record."""
    sent = sums.document(body)
    seen, replies = Seen(), []
    for reply in _pages(_question(work, sent, offset_ms), network):
        replies.append(reply)
        rows = _rows(reply, work.resource)
        if rows is None:
            return Unread(reply), replies
        for record in rows:
            _place(record, work, sent, seen)
    return seen, replies


def _question(work: Work, sent: dict[str, Any], offset_ms: int) -> Request:
    """By number or by parent where Xero has one; otherwise all of that kind that changed since a while before."""
    query: tuple[tuple[str, str], ...] = ()
    since = ""
    match work.resource:
        case "Contacts":
            query = (("where", f'ContactNumber=="{_quoted(sent["ContactNumber"])}"'), ("includeArchived", "true"))
        case "Invoices":
            query = (("InvoiceNumbers", sent["InvoiceNumber"]),)
        case "Accounts":
            pass
        case "Payments":
            query = (("where", f'Invoice.InvoiceID==guid("{sent["Invoice"]["InvoiceID"]}")'),)
        case _:
            assert work.first_send_at is not None
            begun = work.first_send_at + timedelta(milliseconds=offset_ms) - timedelta(seconds=600)
            since = begun.strftime("%Y-%m-%dT%H:%M:%S")
    return Request(method="GET", path=work.resource, query=query, since=since)


def _pages(question: Request, network: Network) -> Iterator[Reply]:
    """Page after page until one is not full; the reader stops at a reply it cannot use. Accounts come all at once."""
    if question.path in UNPAGED:
        yield network.send(question)
        return
    for page in range(1, MOST_PAGES + 1):
        more = (("page", str(page)), ("pageSize", str(PAGE_SIZE)))
        reply = network.send(
            Request(method="GET", path=question.path, query=question.query + more, since=question.since)
        )
        yield reply
        rows = _rows(reply, question.path)
        if rows is None or len(rows) < PAGE_SIZE:
            return
    yield NoAnswer(left=True, why="the list does not end")


def _rows(reply: Reply, resource: str) -> list[wire.Element] | None:
    if not isinstance(reply, Answered) or reply.status not in (200, 304):
        return None
    if reply.status == 304:
        return []
    try:
        return wire.read(reply.body, resource).rows
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _place(record: wire.Element, work: Work, sent: dict[str, Any], seen: Seen) -> None:
    match record:
        case wire.Contact():
            hit = Hit(record, record.contact_status not in ENDED)
            if record.number == sent["ContactNumber"]:
                of_ours = {name.casefold() for name in names(sent["Name"], sent["ContactNumber"])} | {
                    sent["Name"].casefold()
                }
                (seen.ours if (record.name or "").casefold() in of_ours else seen.strangers).append(hit)
        case wire.Invoice():
            hit = Hit(record, record.status not in ENDED)
            if record.number == sent["InvoiceNumber"] and record.type == sent["Type"]:
                (seen.ours if work.marker in (record.reference or "") else seen.strangers).append(hit)
        case wire.Account():
            _place_account(record, sent, seen)
        case wire.Payment():
            hit = Hit(record, record.status not in ENDED)
            if work.marker in (record.reference or ""):
                seen.ours.append(hit)
            elif hit.effective and record.amount == sent["Amount"] and wire.day(record.on) == _day(sent):
                seen.alike.append(hit)
        case wire.BankTransaction():
            hit = Hit(record, record.status not in ENDED)
            texts = [record.reference, *(line.description for line in record.lines)]
            if any(work.marker in (text or "") for text in texts):
                seen.ours.append(hit)
            elif hit.effective and _same_movement(record, sent):
                seen.alike.append(hit)


def _place_account(record: wire.Account, sent: dict[str, Any], seen: Seen) -> None:
    """Code and name are ours; Xero lets no second account have either."""
    hit = Hit(record, record.status not in ENDED)
    same_name = (record.name or "").casefold() == str(sent["Name"]).casefold()
    if record.code == sent["Code"]:
        (seen.ours if same_name and record.type == sent["Type"] else seen.strangers).append(hit)
    elif same_name:
        seen.alike.append(hit)


def _same_movement(record: wire.BankTransaction, sent: dict[str, Any]) -> bool:
    return (
        record.type == sent["Type"]
        and record.total == sums.total(sent)
        and wire.day(record.on) == _day(sent)
        and (record.contact is not None and record.contact.id == sent["Contact"]["ContactID"])
        and (record.bank is not None and record.bank.id == sent["BankAccount"]["AccountID"])
    )


def _day(sent: dict[str, Any]) -> date:
    return date.fromisoformat(cast(str, sent["Date"]))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
