"""Entries balance or are not built; a reversal is the mirror; a bookkeeper can read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.core.chart import Account
from counterfoil.core.money import Money, aud, nzd
from counterfoil.core.postings import Entry, Posting, Tax, as_text, credit, debit
from tests.refusals import refused

BANK = Account(1, "1100", "Office bank account", "bank")
RECEIVABLE = Account(2, "1200", "Accounts receivable", "current_asset", "RECEIVABLE")
FEES = Account(3, "4100", "Professional fees", "income", "FEES")
TAX = Account(4, "2210", "GST collected", "liability", "TAX_COLLECTED")
DAY = date(2026, 3, 2)

AMOUNTS = st.lists(st.integers(min_value=-(10**9), max_value=10**9).filter(bool), min_size=1, max_size=20).filter(sum)


def a_bill() -> Entry:
    return Entry.on(
        DAY,
        "Client bill",
        [
            debit(RECEIVABLE, aud("880.00"), matter="M-104"),
            credit(FEES, aud("800.00"), matter="M-104", tax=Tax("GST", aud("80.00")), text="Advice"),
            credit(TAX, aud("80.00")),
        ],
    )


def test_an_entry_reads_like_a_journal() -> None:
    assert (
        as_text(a_bill())
        == """\
2026-03-02 Client bill
  Dr 1200 Accounts receivable                 880.00  M-104
  Cr 4100 Professional fees                   800.00  M-104
  Cr 2210 GST collected                        80.00"""
    )


def test_a_credit_carries_its_tax_with_its_own_sign() -> None:
    assert a_bill().postings[1].tax == Tax("GST", aud("-80.00"))


@pytest.mark.parametrize("off", ["0.01", "-0.01", "880.00"])
def test_an_entry_that_does_not_balance_cannot_be_built(off: str) -> None:
    with refused("entry-unbalanced", off):
        Entry.on(DAY, "Client bill", [debit(RECEIVABLE, aud("880.00") + aud(off)), credit(FEES, aud("880.00"))])


def test_an_entry_in_two_currencies_cannot_be_built() -> None:
    with refused("entry-unbalanced"):
        Entry.on(DAY, "Client bill", [debit(RECEIVABLE, aud("880.00")), credit(FEES, nzd("880.00"))])


@pytest.mark.parametrize(
    "postings",
    [
        [],
        [debit(BANK, aud("0.00"))],
        [debit(BANK, aud("0.00")), credit(FEES, aud("0.00"))],
    ],
)
def test_an_entry_that_moves_nothing_cannot_be_built(postings: list[Posting]) -> None:
    with refused("entry-empty", "enter at least one amount"):
        Entry.on(DAY, "Client bill", postings)


def test_one_line_alone_cannot_be_built() -> None:
    with refused("entry-empty"):
        Entry.on(DAY, "Client bill", [debit(BANK, aud("1.00")), credit(FEES, aud("0.00"))])


def test_lines_of_nothing_are_left_out() -> None:
    entry = Entry.on(DAY, "Receipt", [debit(BANK, aud("5.00")), credit(TAX, aud("0.00")), credit(FEES, aud("5.00"))])

    assert [line.account.code for line in entry.postings] == ["1100", "4100"]


def test_a_reversal_is_the_mirror_line_for_line() -> None:
    mirrored = a_bill().reversed(on=date(2026, 3, 31), title="Reversal of B-1042")

    assert (
        as_text(mirrored)
        == """\
2026-03-31 Reversal of B-1042
  Cr 1200 Accounts receivable                 880.00  M-104
  Dr 4100 Professional fees                   800.00  M-104
  Dr 2210 GST collected                        80.00"""
    )
    assert mirrored.postings[1].tax == Tax("GST", aud("80.00"))
    assert mirrored.postings[1].text == "Advice"


@given(AMOUNTS)
def test_whatever_balances_mirrors_to_nothing(minors: list[int]) -> None:
    lines = [Posting(FEES, Money(minor, "AUD"), matter="M-104") for minor in minors]
    entry = Entry.on(DAY, "Any", [*lines, Posting(BANK, Money(-sum(minors), "AUD"), bank="O1")])

    mirrored = entry.reversed(on=DAY, title="Mirror")

    assert [a.amount + b.amount for a, b in zip(entry.postings, mirrored.postings, strict=True)] == [
        Money.zero("AUD")
    ] * len(entry.postings)
    assert mirrored.reversed(on=DAY, title="Any") == entry


@given(AMOUNTS)
def test_whatever_does_not_balance_is_refused(minors: list[int]) -> None:
    with refused("entry-unbalanced" if len(minors) > 1 else "entry-empty"):
        Entry.on(DAY, "Any", [Posting(FEES, Money(minor, "AUD")) for minor in minors])
