"""A document held against the books: priced, its columns worked out, its rules run, its entry made. Changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind
from counterfoil.core.postings import Entry
from counterfoil.core.refusals import Refusal
from counterfoil.documents.columns import Columns, RowColumns, columns_of, rows_of
from counterfoil.documents.copies import Allocated
from counterfoil.documents.firm import FirmFacts, open_periods
from counterfoil.documents.gather import Gathered


@dataclass(frozen=True, slots=True)
class Priced:
    """A document with everything that follows from the books, before its rules have run: what a draft is stored as."""

    kind: Kind
    document: Any
    columns: Columns
    rows: list[RowColumns]
    books: Books
    firm: FirmFacts


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that nothing speaks against, with the entry it makes and the bills it settles."""

    priced: Priced
    entry: Entry
    allocations: list[Allocated]


def price(gathered: Gathered, *, at: datetime) -> Priced:
    books = gathered.books(at=at)
    document = gathered.kind.priced(gathered.document, books)
    total = gathered.kind.total(document, books)
    columns = columns_of(document, total, books)
    return Priced(gathered.kind, document, columns, rows_of(document, books), books, gathered.firm)


def check(gathered: Gathered, *, at: datetime) -> Checked:
    """Everything that may refuse, in the order a person would look: method, period, rules, entry."""
    kind, firm = gathered.kind, gathered.firm
    if firm.method != "accrual":
        raise Refusal("not-yet-supported", "posting on the cash method is not there yet; set the firm to accrual")
    open_periods(gathered.document.on, trust=kind.trust, firm=firm)
    priced = price(gathered, at=at)
    kind.check(priced.document, priced.books)
    entry = kind.entry(priced.document, priced.books)
    allocations = [
        Allocated(id=priced.books.owed(bill).id, number=str(bill), minor=amount.minor)
        for bill, amount in kind.allocations(priced.document)
    ]
    return Checked(priced, entry, allocations)
