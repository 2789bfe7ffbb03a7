"""Bank transfer: the firm moves its own money from one of its banks or cards to another.

    Dr Savings               500.00  O2
    Cr Office bank           500.00  O1

Clients' money never moves with it; between trust accounts it moves with a trust bank transfer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.core.references import OfficeBank


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTransfer:
    on: Annotated[date, "Date"]
    bank: Annotated[OfficeBank, "Out of"]
    into: Annotated[OfficeBank, "Into"]
    amount: Annotated[Money, "Amount"]
    memo: Annotated[str, "Memo"] = ""


def total(transfer: BankTransfer, books: Books) -> Money:
    return transfer.amount


def between_two_office_accounts(transfer: BankTransfer, books: Books) -> None:
    rules.two_banks(transfer.bank, transfer.into, books, trust=False)


def lines(transfer: BankTransfer, books: Books) -> Iterator[Posting]:
    yield debit(books.bank_account(transfer.into), transfer.amount, bank=transfer.into)
    yield credit(books.bank_account(transfer.bank), transfer.amount, bank=transfer.bank)


def sample() -> BankTransfer:
    return BankTransfer(
        on=date(2026, 3, 31),
        bank=OfficeBank("O1"),
        into=OfficeBank("O2"),
        amount=aud("500.00"),
        memo="Put aside for tax",
    )


NATIVE, HOLDING = ("transfers", "native"), ("transfers", "holding")

BANK_TRANSFER = register(
    Kind(
        code="bank_transfer",
        title="Bank transfer",
        plural="Bank transfers",
        area="banking",
        link_area="transfers",
        series="BT",
        shape=BankTransfer,
        lifecycle=EDITABLE,
        total=total,
        rules=(between_two_office_accounts,),
        lines=lines,
        push=(
            Pushed("BankTransfers", "", when=NATIVE),
            Pushed("BankTransactions", "SPEND", through="bank", against="BANK_TRANSFER_HOLDING", when=HOLDING),
            Pushed("BankTransactions", "RECEIVE", through="into", against="BANK_TRANSFER_HOLDING", when=HOLDING),
        ),
        sample=sample,
    )
)
