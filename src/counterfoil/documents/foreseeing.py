"""What posting a document would do, for whoever is still typing it. Changes nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from counterfoil.core.kinds import Kind
from counterfoil.core.link import LinkSettings
from counterfoil.core.money import Money
from counterfoil.core.postings import Entry
from counterfoil.core.refusals import Refusal
from counterfoil.documents.checking import Checked, check, price
from counterfoil.documents.gather import Gathered, gather


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What posting would do: the entry, if any, whom the document is for, and what settles what with how much.

    `link` are the settings under which its copies would be made.
    """

    entry: Entry | None
    total: Money
    contact: str
    allocations: tuple[tuple[str, Money], ...]
    link: LinkSettings


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Why posting would be refused; and the entry, if any, as it would stand if no rule spoke against it."""

    refusal: Refusal
    entry: Entry | None


def foresee(*, kind: Kind, document: Any, firm_id: int, at: datetime) -> Foreseen | Forbidden:
    gathered = gather(kind, document, firm_id=firm_id)
    try:
        return _foreseen(check(gathered, at=at))
    except Refusal as refusal:
        return Forbidden(refusal, _drawn(gathered, at=at))


def _foreseen(checked: Checked) -> Foreseen:
    books, columns = checked.priced.books, checked.priced.columns
    contact = next((contact.name for contact in books.contacts.values() if contact.id == columns.contact_id), "")
    allocations = tuple((each.said, Money(each.minor, books.currency)) for each in checked.allocations)
    total, link = Money(columns.total_minor, books.currency), checked.priced.firm.link
    return Foreseen(checked.entry, total, contact, allocations, link)


def _drawn(gathered: Gathered, *, at: datetime) -> Entry | None:
    try:
        priced = price(gathered, at=at)
        return gathered.kind.entry(priced.document, priced.books)
    except Refusal:
        return None
