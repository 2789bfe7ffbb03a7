"""Statutory deposit made: a part of what is in a trust account is paid to the regulator, as the law asks.

Dr Statutory deposit   6,200.00  T1
Cr Trust bank          6,200.00  T1

What is held for each matter stays as it is. No more is paid in than the account has, on no day from the deposit's on.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import LowestInBank
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.kinds.trust.deposits import StatutoryDeposit, of_a_trust_account, sample_of, total
from counterfoil.kinds.trust.parts import not_in_future


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryDepositMade(StatutoryDeposit):
    pass


def needs(deposit: StatutoryDepositMade) -> Iterator[LowestInBank]:
    yield LowestInBank(deposit.bank, deposit.on)


def the_bank_has_it(deposit: StatutoryDepositMade, books: Books) -> None:
    rules.bank_has(deposit.amount, bank=deposit.bank, on=deposit.on, books=books)


def lines(deposit: StatutoryDepositMade, books: Books) -> Iterator[Posting]:
    yield debit(books.chart.statutory_deposit, deposit.amount, bank=deposit.bank, text=deposit.reason)
    yield credit(books.bank_account(deposit.bank), deposit.amount, bank=deposit.bank)


def sample() -> StatutoryDeposit:
    return sample_of(StatutoryDepositMade, "Deposit for the quarter")


STATUTORY_DEPOSIT_MADE = register(
    Kind(
        code="statutory_deposit_made",
        title="Statutory deposit made",
        plural="Statutory deposits made",
        area="trust",
        series="SD",
        shape=StatutoryDepositMade,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(of_a_trust_account, not_in_future, the_bank_has_it),
        lines=lines,
        push=(Pushed("BankTransactions", "SPEND"),),
        incoming=False,
        only_with=("STATUTORY_DEPOSIT",),
        sample=sample,
    )
)
