"""A document held against the books: priced, its columns worked out, its rules run, its entry made. Changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counterfoil.core.books import Books, PostedDocument
from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.kinds import Kind, Settles
from counterfoil.core.postings import Entry
from counterfoil.core.references import BankCode, Reference
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
    """A document that nothing speaks against, with the entry it makes, if any, and what settles what by it."""

    priced: Priced
    entry: Entry | None
    allocations: list[Allocated]


def price(gathered: Gathered, *, at: datetime) -> Priced:
    exists_in(gathered.firm.jurisdiction, gathered.kind)
    books = gathered.books(at=at)
    document = gathered.kind.priced(gathered.document, books)
    total = gathered.kind.total(document, books)
    columns = columns_of(gathered.kind, document, total, books)
    return Priced(gathered.kind, document, columns, rows_of(document, books), books, gathered.firm)


def exists_in(place_code: str, kind: Kind) -> None:
    """Refuse a kind that the law of the firm's jurisdiction leaves no room for, with that law's reason."""
    place = jurisdiction(place_code)
    if why := kind.missing_in(place):
        raise Refusal(
            "not-in-jurisdiction",
            "there is no {kind} in {place}: {why}",
            kind=kind.title.lower(),
            place=place.name,
            why=why.removesuffix("."),
        )


def one_currency_and_division(references: Iterable[Reference], books: Books) -> None:
    """Refuse what a firm may set up and not post in yet: an account in a second currency, or of a second division."""
    for code in references:
        if not isinstance(code, BankCode):
            continue
        bank = books.bank(code)
        if bank.currency:
            raise Refusal(
                "not-yet-supported",
                "{code} is in {currency}, and posting in a second currency is not there yet; choose one in {own}",
                code=code,
                currency=bank.currency,
                own=books.currency,
            )
        if bank.division:
            raise Refusal(
                "not-yet-supported",
                "{code} is {division}'s, and posting in a second division is not there yet; choose one of the first",
                code=code,
                division=bank.division,
            )


def not_while_connected(kind: Kind, firm: FirmFacts) -> None:
    """Refuse what would move an account over there and cannot be copied, naming what to do in its place."""
    if kind.refused and firm.destination_id is not None:
        raise Refusal(
            "refused-while-connected",
            "{kinds} cannot be copied, so none is posted or taken back while the firm is connected; {instead}",
            kinds=kind.plural.lower(),
            instead=kind.refused,
        )


def _may_be_posted(kind: Kind, document: Any, firm: FirmFacts) -> None:
    if firm.method != "accrual":
        raise Refusal(
            "not-yet-supported", "posting on the cash method is not there yet; set the firm to accrual in Settings"
        )
    not_while_connected(kind, firm)
    open_periods(document.on, trust=kind.trust, firm=firm)


def check(gathered: Gathered, *, at: datetime) -> Checked:
    """Everything that may refuse, in the order a person would look: method, link, period, rules, entry."""
    kind = gathered.kind
    if kind.posts:
        _may_be_posted(kind, gathered.document, gathered.firm)
    priced = price(gathered, at=at)
    one_currency_and_division(gathered.references, priced.books)
    kind.check(priced.document, priced.books)
    entry = kind.entry(priced.document, priced.books)
    allocations = [_allocated(settles, priced.books) for settles in kind.allocations(priced.document)]
    return Checked(priced, entry, allocations)


def made_from(checked: Checked) -> PostedDocument | None:
    """The order that a document was made from."""
    priced = checked.priced
    orders = (one for one in priced.books.documents.values() if one.id == priced.columns.related_id)
    return next(orders, None)


def _allocated(settles: Settles, books: Books) -> Allocated:
    source, target = (books.posted(each) if each else None for each in (settles.source, settles.target))
    return Allocated(source, target, settles.amount.minor)
