"""What a kind of document is: its shape, its lifecycle, what it does to the books, and where its copies go.

A kind is one file under `counterfoil.kinds`; importing that package finds and registers them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from counterfoil.core.books import Books
from counterfoil.core.facts import Fact
from counterfoil.core.jurisdictions import Jurisdiction
from counterfoil.core.lifecycle import ORDER, Lifecycle, first_step
from counterfoil.core.link import AREA_OF, LinkSettings
from counterfoil.core.money import Money
from counterfoil.core.postings import Entry, Posting
from counterfoil.core.references import ContactCode, DocumentNumber
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Field, describe

Per = Literal["document", "allocation", "remainder"]
OpenAs = Literal["", "owed", "credit"]


@dataclass(frozen=True, slots=True)
class Pushed:
    """One record in the other ledger: once for the document, once for each allocation, or once for what remains.

    through    the field that names its bank account, or a slot of the chart; by default the document's first bank
    carries    the slots whose lines it carries beside its bank's; by default every line of the entry
    against    the slot of an account that takes the other side, in place of the lines of the entry
    when       a setting of the link and the choice under which the record is made; by default always
    """

    resource: str
    type: str
    per: Per = "document"
    through: str = ""
    carries: tuple[str, ...] = ()
    against: str = ""
    when: tuple[str, str] | None = None

    @property
    def part(self) -> str:
        """What the record of a whole document is called among its records."""
        return self.through or "document"

    @property
    def names_a_contact(self) -> bool:
        return self.resource not in ("BankTransfers", "ManualJournals")

    def is_made(self, link: LinkSettings) -> bool:
        return self.when is None or link.chosen(self.when[0]) == self.when[1]


@dataclass(frozen=True, slots=True)
class Settles:
    """So much of one document settles another. The one that is not named is the document that says so."""

    amount: Money
    target: DocumentNumber | None = None
    source: DocumentNumber | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The document stays here. The reason is shown to people.

    `unless` is an area of the link that the firm may switch on; then it becomes the records of `becomes` after all.
    `refused` says what to do in its place: while the firm is connected it is neither posted nor taken back.
    """

    reason: str
    unless: str = ""
    becomes: tuple[Pushed, ...] = ()
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind. Every function takes the document as `price` left it; rules and lines also take the same Books.

    price       fills in what follows from the books (tax, the default client); most kinds need none
    total       the document's total, above zero
    needs       the facts its rules ask for
    rules       each raises a Refusal or does nothing
    lines       the postings; none for a kind that only says what settles what
    allocates   what settles what by it
    incoming    false where client money leaves a trust account: that takes another ability
    link_area   the area of the link whose setting decides over its copies; by default that of its own area
    open_as     what may be open of it: owed, until something settles it, or credit, which may settle others later
    becomes     the kind that an order is made into; `becomes_many`: any number of times, and it stays open for the next
    silent_within   its lines move a debt from one matter to another, and it has no entry where it stays within one
    only_with   the slots of the chart without which there is no such document: some jurisdictions lack them
    """

    code: str
    title: str
    plural: str
    area: str
    series: str
    shape: type[Any]
    lifecycle: Lifecycle
    total: Callable[[Any, Books], Money]
    push: tuple[Pushed, ...] | Kept
    sample: Callable[[], Any]
    lines: Callable[[Any, Books], Iterable[Posting]] | None = None
    price: Callable[[Any, Books], Any] | None = None
    needs: Callable[[Any], Iterable[Fact]] | None = None
    rules: tuple[Callable[[Any, Books], None], ...] = ()
    allocates: Callable[[Any], Iterable[Settles]] | None = None
    incoming: bool = True
    open_as: OpenAs = ""
    becomes: str = ""
    becomes_many: bool = False
    silent_within: bool = False
    link_area: str = ""
    only_with: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of its shape, in order."""
        shape: Any = self.shape
        return describe(shape)

    @property
    def posts(self) -> bool:
        """False for an order: it is placed, and never reaches the ledger."""
        return self.lifecycle is not ORDER

    @cached_property
    def first_step(self) -> str:
        return first_step(self.lifecycle)

    @property
    def trust(self) -> bool:
        return self.area == "trust"

    @property
    def moves_firms_ledger(self) -> bool:
        """It moves the firm's own trust ledger: what the firm holds there is its interest in trust."""
        return "FIRM_INTEREST_IN_TRUST" in self.only_with

    def missing_in(self, place: Jurisdiction) -> str:
        """Why the jurisdiction has no such document, in the words of its law; empty where it has."""
        return next((place.without[slot] for slot in self.only_with if slot in place.without), "")

    @property
    def carried_with(self) -> str:
        """The area of the link that it is copied with."""
        return self.link_area or AREA_OF[self.area]

    def records(self) -> tuple[Pushed, ...]:
        """The records over there that it becomes, or may become under another setting."""
        return self.push.becomes if isinstance(self.push, Kept) else self.push

    def stays(self, link: LinkSettings) -> str:
        """Why it is not copied under these settings; empty when it is."""
        if isinstance(self.push, Kept):
            return "" if self.push.becomes and link.copies(self.push.unless) else self.push.reason
        return "" if link.copies(self.carried_with) else "a setting of the link keeps this here"

    @property
    def refused(self) -> str:
        """What to do in its place while the firm is connected, where it is refused then; else empty."""
        return self.push.refused if isinstance(self.push, Kept) else ""

    @cached_property
    def contact_of_its_bank(self) -> bool:
        """It names nobody, and is copied as money through a bank account: its contact is its matter's client, or, where
        it has no matter of its own, the bank itself."""
        named = any(field.sort == "reference" and issubclass(field.type, ContactCode) for field in self.fields)
        return not named and any(record.resource == "BankTransactions" for record in self.records())

    def priced(self, document: Any, books: Books) -> Any:
        return self.price(document, books) if self.price else document

    def asks(self, document: Any) -> list[Fact]:
        return list(self.needs(document)) if self.needs else []

    def check(self, document: Any, books: Books) -> None:
        """Run the rules; the first that refuses ends it."""
        total = self.total(document, books)
        if total.minor <= 0:
            raise Refusal("total-not-positive", "the total is {total}; it must be above zero", total=total)
        for rule in self.rules:
            rule(document, books)

    def entry(self, document: Any, books: Books) -> Entry | None:
        """None for a document that moves nothing in the books."""
        postings = [line for line in self.lines(document, books) if line.amount] if self.lines else []
        if self.lines is None or (self.silent_within and not postings):
            return None
        return Entry(document.on, self.title, tuple(postings))

    def allocations(self, document: Any) -> list[Settles]:
        return list(self.allocates(document)) if self.allocates else []


REGISTER: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    if kind.code in REGISTER:
        raise ValueError(f"two kinds are called {kind.code}")
    REGISTER[kind.code] = kind
    return kind
