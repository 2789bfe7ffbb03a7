"""Firm withdrawal: the firm's own money goes out with no supplier's bill behind it: bank fees, drawings, wages.

    Dr Merchant fees          10.00
    Dr Tax paid                1.00
    Cr Office bank            11.00

What is paid for a client out of trust money is a trust payment.
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
from counterfoil.core.postings import Posting, credit
from counterfoil.core.references import AccountCode, ContactCode, OfficeBank
from counterfoil.kinds.banking.own_money import (
    for_open_matters,
    kept_or,
    lines_of,
    through_an_office_account,
    total,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmWithdrawal:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "From"]
    payee: Annotated[ContactCode, "Paid to"]
    items: Annotated[tuple[MoneyItem, ...], "Items"]
    memo: Annotated[str, "Memo"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedWithdrawal(FirmWithdrawal):
    items: Annotated[tuple[PricedMoneyItem, ...], "Items"]


def price(withdrawal: FirmWithdrawal, books: Books) -> PricedWithdrawal:
    priced = items.price(withdrawal.items, into=PricedMoneyItem, side=items.MONEY_OUT, on=withdrawal.on, books=books)
    return PricedWithdrawal(
        on=withdrawal.on, bank=withdrawal.bank, items=priced, payee=withdrawal.payee, memo=withdrawal.memo
    )


def lines(withdrawal: PricedWithdrawal, books: Books) -> Iterator[Posting]:
    yield from items.debited(lines_of(withdrawal), books=books)
    yield credit(books.bank_account(withdrawal.bank), total(withdrawal, books), bank=withdrawal.bank)


def sample() -> FirmWithdrawal:
    fees = MoneyItem(description="Merchant fees for March", account=AccountCode("6060"), net=aud("10.00"))
    return FirmWithdrawal(on=date(2026, 3, 31), bank=OfficeBank("O1"), items=(fees,), payee=ContactCode("C-0007"))


FIRM_WITHDRAWAL = register(
    Kind(
        code="firm_withdrawal",
        title="Firm withdrawal",
        plural="Firm withdrawals",
        area="banking",
        series="W",
        shape=FirmWithdrawal,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(through_an_office_account, for_open_matters),
        lines=lines,
        push=kept_or(Pushed("BankTransactions", "SPEND")),
        sample=sample,
    )
)
