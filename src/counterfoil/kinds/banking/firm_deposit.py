"""Firm deposit: the firm's own money comes in that no bill asked for: interest, a refund, capital.

    Dr Office bank           110.00
    Cr Sundry income         100.00
    Cr Tax collected          10.00

What a client pays on a bill is a client receipt; what is held for a client is a trust receipt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import items
from counterfoil.core.books import Books
from counterfoil.core.items import MoneyItem, PricedMoneyItem
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import aud
from counterfoil.core.postings import Posting, debit
from counterfoil.core.references import AccountCode, ContactCode, OfficeBank
from counterfoil.kinds.banking.own_money import (
    for_open_matters,
    kept_or,
    lines_of,
    through_an_office_account,
    total,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmDeposit:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "Into"]
    payer: Annotated[ContactCode, "Received from"]
    items: Annotated[tuple[MoneyItem, ...], "Items"]
    memo: Annotated[str, "Memo"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedDeposit(FirmDeposit):
    items: Annotated[tuple[PricedMoneyItem, ...], "Items"]


def price(deposit: FirmDeposit, books: Books) -> PricedDeposit:
    priced = items.price(deposit.items, into=PricedMoneyItem, side=items.MONEY_IN, on=deposit.on, books=books)
    return PricedDeposit(on=deposit.on, bank=deposit.bank, items=priced, payer=deposit.payer, memo=deposit.memo)


def lines(deposit: PricedDeposit, books: Books) -> Iterator[Posting]:
    yield debit(books.bank_account(deposit.bank), total(deposit, books), bank=deposit.bank)
    yield from items.credited(lines_of(deposit), books=books)


def sample() -> FirmDeposit:
    desks = MoneyItem(description="Sale of old desks", account=AccountCode("4920"), net=aud("100.00"))
    return FirmDeposit(on=date(2026, 3, 31), bank=OfficeBank("O1"), items=(desks,), payer=ContactCode("C-0007"))


FIRM_DEPOSIT = register(
    Kind(
        code="firm_deposit",
        title="Firm deposit",
        plural="Firm deposits",
        area="banking",
        series="D",
        shape=FirmDeposit,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(through_an_office_account, for_open_matters),
        lines=lines,
        push=kept_or(Pushed("BankTransactions", "RECEIVE")),
        sample=sample,
    )
)
