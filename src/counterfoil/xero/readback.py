"""Looking in Xero for what may have arrived: first by our mark, then by shape. Read whole, or it does not count."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import msgspec

from counterfoil.outbox.markers import installation_of
from counterfoil.outbox.work import Work
from counterfoil.xero import sums, wire
from counterfoil.xero.request import Answered, Network, NoAnswer, Reply, Request
from counterfoil.xero.translate.contacts import names

PAGE_SIZE = 250
MOST_PAGES = 400
UNPAGED = ("Accounts", "BankTransfers")
"""Xero lists these whole; what is asked for by its id is one document anyway."""
EARLIER = timedelta(days=1, seconds=600)
"""Lists are asked for from so long before the first sending: a day more than needed, for a clock that was set."""
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


def look(
    copies: Sequence[tuple[Work, str]], network: Network, *, path: str, offset_ms: int
) -> tuple[list[Seen] | Unread, list[Reply]]:
    """Everything that may be each of the items with its body, in one reading, and the replies for the record.

    They are asked for alike (`asks_alike`); `path` is where they were sent to. Rows move between pages while somebody
    works in Xero. So a reading is whole only when it saw as many different documents as Xero says there are.
    """
    sent = [(work, sums.document(body), Seen()) for work, body in copies]
    replies, ids, there = [], set(), 0
    listed = path.split("/", maxsplit=1)[0]
    for reply in _pages(_question([each[:2] for each in sent], path, offset_ms), network):
        replies.append(reply)
        read = _read(reply, listed)
        if read is None:
            return Unread(reply), replies
        for record in read.rows:
            if record.id not in ids:
                ids.add(record.id)
                for work, document, seen in sent:
                    _place(record, work, document, seen)
        there = (read.pages and read.pages.item_count) or 0
    return (Unread(replies[-1]) if len(ids) < there else [seen for _, _, seen in sent]), replies


def asks_alike(one: Work, other: Work) -> bool:
    """Whether one question can ask for both: suppliers' documents are looked for otherwise than clients'."""
    typed = one.resource in ("Invoices", "CreditNotes")
    return one.resource == other.resource and (one.type == other.type or not typed)


def _question(sent: Sequence[tuple[Work, dict[str, Any]]], path: str, offset_ms: int) -> Request:
    """By number or by parent where Xero has one; otherwise all of that kind that changed since a while before."""
    query: tuple[tuple[str, str], ...] = ()
    since = ""
    work, documents = sent[0][0], [document for _, document in sent]
    match work.resource:
        case "Contacts":
            query = (("where", _any_of("ContactNumber", documents)), ("includeArchived", "true"))
        case "Invoices" if work.type == "ACCREC":
            query = (("InvoiceNumbers", ",".join(document["InvoiceNumber"] for document in documents)),)
        case "Accounts":
            pass
        case "CreditNotes" if work.type == "ACCRECCREDIT":
            query = (("where", _any_of("CreditNoteNumber", documents)),)
        case "Allocations":
            return Request(method="GET", path=path.removesuffix("/Allocations"))
        case "Payments":
            invoices = dict.fromkeys(document["Invoice"]["InvoiceID"] for document in documents)
            query = (("where", " OR ".join(f'Invoice.InvoiceID==guid("{invoice}")' for invoice in invoices)),)
        case _:
            begun = min(each.first_send_at for each, _ in sent if each.first_send_at is not None)
            since = (begun + timedelta(milliseconds=offset_ms) - EARLIER).strftime("%Y-%m-%dT%H:%M:%S")
            query = (("includeDeleted", "true"),) if work.resource == "BankTransfers" else ()
    return Request(method="GET", path=work.resource, query=query, since=since)


def _any_of(member: str, documents: Sequence[dict[str, Any]]) -> str:
    return " OR ".join(f'{member}=="{_quoted(document[member])}"' for document in documents)


def _pages(question: Request, network: Network) -> Iterator[Reply]:
    """Page after page up to the last; the reader stops at a reply it cannot use. Some come all at once.

    Xero says how many pages there are, and may make them smaller than asked.
    """
    if question.path in UNPAGED or "/" in question.path:
        yield network.send(question)
        return
    for page in range(1, MOST_PAGES + 1):
        more = (("page", str(page)), ("pageSize", str(PAGE_SIZE)))
        reply = network.send(
            Request(method="GET", path=question.path, query=question.query + more, since=question.since)
        )
        yield reply
        read = _read(reply, question.path)
        if read is None or page >= (read.pages.page_count if read.pages else page + len(read.rows) // PAGE_SIZE):
            return
    yield NoAnswer(left=True, why="the list does not end")


def _read(reply: Reply, resource: str) -> wire.Read | None:
    if not isinstance(reply, Answered) or reply.status not in (200, 304):
        return None
    if reply.status == 304:
        return wire.NOTHING
    try:
        return wire.read(reply.body, resource)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _place(record: wire.Element, work: Work, sent: dict[str, Any], seen: Seen) -> None:
    hit = Hit(record, record.status not in ENDED)
    match record:
        case wire.Contact():
            _place_contact(record, sent, seen)
        case wire.Account():
            _place_account(record, sent, seen)
        case wire.Invoice() if work.resource == "Invoices" and record.type == sent["Type"]:
            _place_numbered(hit, record, "InvoiceNumber", work, sent, seen)
        case wire.CreditNote() if work.resource == "CreditNotes" and record.type == sent["Type"]:
            _place_numbered(hit, record, "CreditNoteNumber", work, sent, seen)
        case wire.Payment():
            alike = record.amount == sent["Amount"] and wire.day(record.on) == _day(sent)
            _by_marker(hit, work, seen, alike=alike)
        case wire.BankTransaction():
            _by_marker(hit, work, seen, alike=_same_movement(record, sent))
        case wire.BankTransfer():
            alike = record.amount == sent["Amount"] and wire.day(record.on) == _day(sent) and _same_banks(record, sent)
            _by_marker(hit, work, seen, alike=alike)
        case wire.ManualJournal():
            _by_marker(hit, work, seen, alike=_same_journal(record, sent))
        case wire.Credit():
            _place_allocations(record, sent, seen)


def _by_marker(hit: Hit, work: Work, seen: Seen, *, alike: bool) -> None:
    """What has no number of ours bears our mark; without any mark, what still counts and looks the same may be it.

    What bears another mark of this installation is the copy of something else, whether it was recorded yet or not.
    """
    told = " ".join(hit.record.told)
    if work.marker in told:
        seen.ours.append(hit)
    elif hit.effective and alike and installation_of(work.marker) not in told:
        seen.alike.append(hit)


def _place_numbered(
    hit: Hit, record: wire.Invoice | wire.CreditNote, named: str, work: Work, sent: dict[str, Any], seen: Seen
) -> None:
    """Sales documents have numbers of ours that Xero keeps unique; those of suppliers bear our mark in a line."""
    if work.type in ("ACCREC", "ACCRECCREDIT"):
        if record.number == sent[named]:
            (seen.ours if work.marker in (record.reference or "") else seen.strangers).append(hit)
        return
    alike = record.total == sums.total(sent) and wire.day(record.on) == _day(sent) and _same_contact(record, sent)
    _by_marker(hit, work, seen, alike=alike)


def _place_allocations(credit: wire.Credit, sent: dict[str, Any], seen: Seen) -> None:
    """At most one of ours stands between a credit and an invoice: the pair is the mark."""
    for record in credit.allocations:
        if record.invoice is not None and record.invoice.id == sent["Invoice"]["InvoiceID"]:
            hit = Hit(record, not record.is_deleted)
            if record.amount == sent["Amount"]:
                seen.ours.append(hit)
            elif hit.effective:
                seen.alike.append(hit)


def _place_contact(record: wire.Contact, sent: dict[str, Any], seen: Seen) -> None:
    if record.number == sent["ContactNumber"]:
        hit = Hit(record, record.contact_status not in ENDED)
        of_ours = {name.casefold() for name in names(sent["Name"], sent["ContactNumber"])} | {sent["Name"].casefold()}
        (seen.ours if (record.name or "").casefold() in of_ours else seen.strangers).append(hit)


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
        and _same_contact(record, sent)
        and (record.bank is not None and record.bank.id == sent["BankAccount"]["AccountID"])
    )


def _same_contact(record: wire.BankTransaction | wire.Invoice | wire.CreditNote, sent: dict[str, Any]) -> bool:
    return record.contact is not None and record.contact.id == sent["Contact"]["ContactID"]


def _same_banks(record: wire.BankTransfer, sent: dict[str, Any]) -> bool:
    ours = sent["FromBankAccount"]["AccountID"], sent["ToBankAccount"]["AccountID"]
    return ours == tuple(bank.id if bank else "" for bank in (record.out_of, record.into))


def _same_journal(record: wire.ManualJournal, sent: dict[str, Any]) -> bool:
    ours = sorted((line["AccountCode"], line["LineAmount"]) for line in sent["JournalLines"])
    theirs = sorted((line.account_code or "", line.amount or Decimal(0)) for line in record.lines)
    return wire.day(record.on) == _day(sent) and ours == theirs


def _day(sent: dict[str, Any]) -> date:
    return date.fromisoformat(cast(str, sent["Date"]))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
