"""Two trial balances beside each other: what agrees, what is explained by documents, and what is left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterfoil.reports.comparison import WHY, Apart, Comparison, OurAccount, TheirAccount, compare

BANK = OurAccount(1, "1100", "Office bank", 88000, "x-bank")
COLLECTED = OurAccount(2, "2200", "GST collected", -8000, "x-gst")
PAID = OurAccount(3, "2210", "GST paid", 3000, "x-gst")
FEES = OurAccount(4, "4100", "Professional fees", -80000, "x-fees")
LOCAL = OurAccount(5, "3100", "Partners' capital", -3000)


def as_text(comparison: Comparison) -> str:
    """One line an account: ours, theirs, what explains the difference, and what is left."""
    return "\n".join(
        f"{account.name}: {account.ours_minor} {account.theirs_minor} {dict(account.apart)} {account.unexplained_minor}"
        for account in (*comparison.mapped, *comparison.only_here)
    )


def test_accounts_that_agree_leave_nothing_to_say() -> None:
    comparison = compare(
        [BANK, FEES], [TheirAccount("x-bank", "Bank", 88000), TheirAccount("x-fees", "Fees", -80000)], []
    )

    assert comparison.differing == ()
    assert [account.name for account in comparison.agreeing] == ["Bank", "Fees"]


def test_both_tax_accounts_go_with_the_one_in_xero() -> None:
    comparison = compare([COLLECTED, PAID], [TheirAccount("x-gst", "GST", -5000)], [])

    assert as_text(comparison) == "GST: -5000 -5000 {} 0"


def test_a_difference_is_explained_by_the_documents_that_stand_here_alone() -> None:
    apart = [Apart(FEES.id, "queued", -50000), Apart(FEES.id, "before", -20000), Apart(FEES.id, "queued", -10000)]

    comparison = compare([FEES], [], apart)

    assert as_text(comparison) == "4100 Professional fees: -80000 0 {'queued': -60000, 'before': -20000} 0"
    assert comparison.differing == comparison.mapped and comparison.unexplained == ()


def test_what_no_document_explains_is_left_over() -> None:
    comparison = compare([BANK], [TheirAccount("x-bank", "Bank", 80000)], [Apart(BANK.id, "failed", 3000)])

    assert as_text(comparison) == "Bank: 88000 80000 {'failed': 3000} 5000"
    assert comparison.unexplained == comparison.mapped


def test_a_document_that_is_there_twice_over_is_left_over_though_the_balances_agree() -> None:
    comparison = compare([BANK], [TheirAccount("x-bank", "Bank", 88000)], [Apart(BANK.id, "queued", 500)])

    assert [account.unexplained_minor for account in comparison.unexplained] == [-500]


def test_accounts_without_a_counterpart_stand_apart_on_both_sides() -> None:
    comparison = compare([LOCAL], [TheirAccount("x-wages", "Wages", 100), TheirAccount("x-nil", "Nil")], [])

    assert as_text(comparison) == "3100 Partners' capital: -3000 0 {} -3000"
    assert comparison.only_in_xero == (TheirAccount("x-wages", "Wages", 100),)
    assert [account.key for account in comparison.only_here] == ["3100"]


def test_an_account_that_never_moved_is_left_out() -> None:
    assert compare([OurAccount(6, "1300", "Deposits", 0, "x-deposit")], [], []).mapped == ()


@pytest.mark.parametrize("key", ["x-gst", "3100"])
def test_an_account_is_found_by_its_key(key: str) -> None:
    comparison = compare([COLLECTED, LOCAL], [], [])

    found = comparison.account(key)

    assert found is not None and found.key == key
    assert comparison.account("nobody") is None


AMOUNTS = st.integers(-(10**9), 10**9)


@given(
    st.lists(st.tuples(AMOUNTS, st.sampled_from(["", "x-1", "x-2"])), max_size=6),
    st.lists(st.tuples(st.sampled_from(["x-1", "x-2", "x-3"]), AMOUNTS), max_size=3, unique_by=lambda each: each[0]),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(list(WHY)), AMOUNTS), max_size=8),
)
def test_difference_is_always_documents_and_what_is_left(
    here: list[tuple[int, str]], there: list[tuple[str, int]], apart: list[tuple[int, str, int]]
) -> None:
    ours = [OurAccount(at, f"{at}00", "Account", minor, remote_id) for at, (minor, remote_id) in enumerate(here)]
    theirs = [TheirAccount(remote_id, remote_id, minor) for remote_id, minor in there]
    known = [Apart(*each) for each in apart if each[0] < len(ours)]

    found = compare(ours, theirs, known)

    every = (*found.mapped, *found.only_here)
    for account in every:
        assert account.difference_minor == account.explained_minor + account.unexplained_minor
    assert sum(account.ours_minor for account in every) == sum(account.minor for account in ours)
    assert sum(account.explained_minor for account in every) == sum(each.minor for each in known)
    in_xero = sum(account.theirs_minor for account in every) + sum(each.minor for each in found.only_in_xero)
    assert in_xero == sum(account.minor for account in theirs)
