"""Credit note: a client is given back what a bill charged, or is let off what will not be paid.

    Dr Fees                  200.00  M-104
    Dr Tax collected          20.00
    Cr Receivables           220.00  M-104

It lies open until it is applied to bills or paid back. Any account may be named, so that bad debts are credited on
their own; a closed matter may be credited like an open one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import items
from counterfoil.core.books import Books
from counterfoil.core.items import CreditItem, PricedCreditItem
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit
from counterfoil.core.references import AccountCode, ContactCode, MatterCode, SalesTax
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import Help


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNote:
    on: Annotated[date, "Date"]
    items: Annotated[tuple[CreditItem, ...], "Items"]
    matter: Annotated[MatterCode | None, "Matter"] = None
    client: Annotated[ContactCode | None, "Credited to", Help("The matter's client when left empty.")] = None
    memo: Annotated[str, "Memo"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedCredit(CreditNote):
    items: Annotated[tuple[PricedCreditItem, ...], "Items"]


def price(note: CreditNote, books: Books) -> PricedCredit:
    return PricedCredit(
        on=note.on,
        items=items.price(note.items, into=PricedCreditItem, side=items.SALES_BACK, on=note.on, books=books),
        matter=note.matter,
        client=note.client or (ContactCode(books.matter(note.matter).client) if note.matter else None),
        memo=note.memo,
    )


def for_somebody(note: PricedCredit, books: Books) -> None:
    if note.client is None:
        raise Refusal("field-missing", "choose the matter, or whom it is credited to")


def total(note: PricedCredit, books: Books) -> Money:
    return items.total(note.items, books=books)


def lines(note: PricedCredit, books: Books) -> Iterator[Posting]:
    yield from items.given_back([(item, note.matter) for item in note.items], books=books)
    yield credit(books.chart.receivable, total(note, books), matter=note.matter)


def sample() -> CreditNote:
    fee = CreditItem(description="Advice on lease", account=AccountCode("4100"), net=aud("200.00"), tax=SalesTax("GST"))
    return CreditNote(on=date(2026, 3, 12), matter=MatterCode("M-104"), items=(fee,))


CREDIT_NOTE = register(
    Kind(
        code="credit_note",
        title="Credit note",
        plural="Credit notes",
        area="sales",
        series="CN",
        shape=CreditNote,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(for_somebody,),
        lines=lines,
        open_as="credit",
        push=(Pushed("CreditNotes", "ACCRECCREDIT"),),
        sample=sample,
    )
)
