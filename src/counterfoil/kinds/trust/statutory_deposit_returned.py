"""Statutory deposit returned: the regulator pays back a part of what a trust account has deposited, or all of it.

Dr Trust bank          6,200.00  T1
Cr Statutory deposit   6,200.00  T1

No more comes back to an account than went out of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import LowestOn
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.postings import Posting, credit, debit
from counterfoil.kinds.trust.deposits import StatutoryDeposit, of_a_trust_account, sample_of, total
from counterfoil.kinds.trust.parts import not_in_future

SLOT = "STATUTORY_DEPOSIT"


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryDepositReturned(StatutoryDeposit):
    pass


def needs(deposit: StatutoryDepositReturned) -> Iterator[LowestOn]:
    yield LowestOn(SLOT, deposit.on, bank=deposit.bank)


def is_deposited(deposit: StatutoryDepositReturned, books: Books) -> None:
    deposited = books.lowest_on(SLOT, since=deposit.on, bank=deposit.bank)
    rules.never_more_than(deposited, deposit.amount, slot=SLOT, of=deposit.bank)


def lines(deposit: StatutoryDepositReturned, books: Books) -> Iterator[Posting]:
    yield debit(books.bank_account(deposit.bank), deposit.amount, bank=deposit.bank)
    yield credit(books.chart.statutory_deposit, deposit.amount, bank=deposit.bank, text=deposit.reason)


def sample() -> StatutoryDeposit:
    return sample_of(StatutoryDepositReturned, "Deposit above what is asked for")


STATUTORY_DEPOSIT_RETURNED = register(
    Kind(
        code="statutory_deposit_returned",
        title="Statutory deposit returned",
        plural="Statutory deposits returned",
        area="trust",
        series="SR",
        shape=StatutoryDepositReturned,
        lifecycle=TRUST,
        total=total,
        needs=needs,
        rules=(of_a_trust_account, not_in_future, is_deposited),
        lines=lines,
        push=(Pushed("BankTransactions", "RECEIVE"),),
        only_with=(SLOT,),
        sample=sample,
    )
)
