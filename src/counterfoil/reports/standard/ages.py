"""Aged receivables and aged payables as files: everybody with their columns, and every document behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, cast

from counterfoil.core.shapes import Help, Length
from counterfoil.reports.aged import APART, BUCKETS, Aged, By, OpenItem, aged, open_items
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.owing import PAYABLE, RECEIVABLE, Owing
from counterfoil.reports.standard.report import Reader, Report, chosen, told

APART_OR_AGED = ("apart", "aged")
ROWS = ("contacts", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAges:
    as_at: Annotated[date | None, "As at", Help("The last day that counts; today when left empty.")] = None
    by: Annotated[str, "Age by", Length(4), Help("One of due (the due date) and date (the document's own).")] = "due"
    credits: Annotated[
        str,
        "Credits",
        Length(5),
        Help("One of apart (in a column of their own) and aged (by their date)."),
    ] = "apart"
    q: Annotated[str, "Words", Help("Words of a name or number.")] = ""
    rows: Annotated[str, "Rows", Length(9), Help("Of the CSV: one of contacts and documents.")] = "contacts"


def asked_aged(owing: Owing, reader: Reader, asked: AskedAges, **more: Any) -> Aged:
    return aged(**_keywords(owing, reader, asked), **more)


def _keywords(owing: Owing, reader: Reader, asked: AskedAges) -> dict[str, Any]:
    return {
        "firm_id": reader.firm_id,
        "owing": owing,
        "as_at": asked.as_at or reader.today,
        "by": cast(By, chosen(asked.by, BUCKETS, field="by")),
        "credits_aged": chosen(asked.credits, APART_OR_AGED, field="credits") == "aged",
        "text": asked.q,
    }


def _sheets(owing: Owing, title: str, reader: Reader, asked: AskedAges) -> Sequence[Sheet]:
    found = asked_aged(owing, reader, asked, page=None)
    about = _about(found, asked)
    name = f"{title} {found.as_at} by {found.by} {asked.q}"
    labels, heads = (*found.labels, APART, "Total"), ("Number", owing.party.capitalize())
    contacts = Sheet(
        name=name,
        title=title,
        columns=columns(*heads, "Documents", *labels, numbers=("Documents",), money=labels),
        rows=[(row.code, row.name, row.count, *row.amounts.cells) for row in found.rows],
        currency=found.currency,
        about=about,
        totals=("", "Total", found.documents, *found.totals.cells),
    )
    told_of_each = (*heads, "Document", "Date", "Due", "Days", "Matter", "Memo", "Of")
    documents = Sheet(
        name=f"{name} documents",
        title="Documents",
        columns=columns(*told_of_each, *labels, dates=("Date", "Due"), numbers=("Days",), money=("Of", *labels)),
        rows=(_document(item, found) for item in open_items(**_keywords(owing, reader, asked))),
        currency=found.currency,
        about=[f"{title}, every document", *about],
        totals=("", "Total", *[""] * 6, None, *found.totals.cells),
    )
    return (documents, contacts) if chosen(asked.rows, ROWS, field="rows") == "documents" else (contacts, documents)


def _document(item: OpenItem, found: Aged) -> tuple[Any, ...]:
    amounts = [item.open_minor if at == item.column else None for at in range(len(found.labels) + 1)]
    head = (item.contact, item.contact_name, item.number, item.on, item.due_on, item.days, item.matter, item.memo)
    return (*head, item.total_minor, *amounts, item.open_minor)


def _about(found: Aged, asked: AskedAges) -> list[str]:
    by = "the due date" if found.by == "due" else "the document's own date"
    lines = [f"As at {told(found.as_at)}, aged by {by}"]
    if asked.q:
        lines.append(f"Only names with: {asked.q}")
    if found.proof:
        lines.append(proof_told(found))
    return lines


def proof_told(found: Aged) -> str:
    """Whether everything together is what the account says."""
    assert found.proof is not None
    account = f"account {found.proof.account} {found.proof.name}"
    return f"Agrees with {account}" if found.proof.agrees else f"Does not agree with {account}"


def _report(owing: Owing, title: str, says: str, words: str) -> Report:
    return Report(
        code=title.lower().replace(" ", "-"),
        title=title,
        group="Clients and suppliers",
        says=says,
        takes=AskedAges,
        sheets=lambda reader, asked: _sheets(owing, title, reader, asked),
        words=words,
        of_ledger=owing is PAYABLE,
    )


AGED_RECEIVABLES = _report(
    RECEIVABLE,
    "Aged receivables",
    "What clients owe as at a day, by how long it is due, with the bills behind each.",
    "debtors overdue ageing aging owed unpaid",
)
AGED_PAYABLES = _report(
    PAYABLE,
    "Aged payables",
    "What the firm owes its suppliers as at a day, by how long it is due, with the bills behind each.",
    "creditors suppliers overdue ageing aging",
)
