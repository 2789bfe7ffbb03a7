"""What may answer to an account, what is wrong with a row of the mapping, and what waits because of it."""

import pytest

from counterfoil.xero.fitting import Ours, Theirs, clashing, unfit, unfit_rate
from counterfoil.xero.gaps import Counterpart, Gap, gap, tax_gap

pytestmark = pytest.mark.one_database("what the mapping says of accounts read from Xero")

FEES, OFFICE, TRUST_HELD = Ours("income", "FEES"), Ours("bank"), Ours("trust_liability", "TRUST_HELD")
RECEIVABLE, PLAIN = Ours("current_asset", "RECEIVABLE"), Ours("expense")
SALES, BANK = Theirs("REVENUE", "REVENUE"), Theirs("BANK", "ASSET")
DEBTORS, LIABILITY = Theirs("CURRENT", "ASSET", "DEBTORS"), Theirs("CURRLIAB", "LIABILITY")
COSTS = Theirs("EXPENSE", "EXPENSE")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (FEES, SALES),
        (FEES, COSTS),
        (OFFICE, BANK),
        (TRUST_HELD, LIABILITY),
        (RECEIVABLE, DEBTORS),
        (Ours("liability", "TAX_PAID"), Theirs("CURRLIAB", "LIABILITY", "GST")),
        (Ours("current_asset", "BANK_TRANSFER_HOLDING"), Theirs("OTHERINCOME", "REVENUE")),
        (Ours("current_asset", "STATUTORY_DEPOSIT"), Theirs("CURRENT", "ASSET")),
    ],
)
def test_what_xero_takes_may_be_chosen(ours: Ours, theirs: Theirs) -> None:
    assert unfit(ours, theirs) == ""


@pytest.mark.parametrize(
    ("ours", "theirs", "why"),
    [
        (FEES, BANK, "a bank account in Xero answers to bank accounts only"),
        (OFFICE, SALES, "a bank account here answers to a bank account in Xero"),
        (RECEIVABLE, Theirs("CURRENT", "ASSET"), "Xero has an account of its own for this (receivable)"),
        (PLAIN, DEBTORS, "Xero alone moves that account"),
        (TRUST_HELD, Theirs("CURRENT", "ASSET"), "choose an account of class liability; this one is asset"),
        (PLAIN, LIABILITY, "choose an account of class revenue or expense"),
    ],
)
def test_what_xero_would_refuse_cannot_be_chosen(ours: Ours, theirs: Theirs, why: str) -> None:
    assert unfit(ours, theirs).startswith(why)


def test_a_tax_rate_must_apply_to_the_side_its_code_is_for() -> None:
    sales_only = frozenset({"REVENUE", "ASSET"})

    assert unfit_rate("collected", classes=sales_only, active=True) == ""
    assert "expense accounts" in unfit_rate("paid", classes=sales_only, active=True)
    assert "no longer in use" in unfit_rate("collected", classes=sales_only, active=False)
    assert clashing(classes=sales_only, used_on={"4100": "REVENUE", "6010": "EXPENSE"}) == ("6010",)


def to(theirs: Theirs, *, code: str = "200", archived: bool = False, takes_payments: bool = False) -> Counterpart:
    return Counterpart("Fees", code, archived, takes_payments, theirs)


@pytest.mark.parametrize(
    ("ours", "bank", "says"),
    [
        (FEES, "", "No counterpart: bills on 4200 will wait"),
        (OFFICE, "O1", "No counterpart: receipts and payments through O1 will wait"),
        (Ours("trust_bank"), "T1", "No counterpart: trust money through T1 will wait"),
        (TRUST_HELD, "", "No counterpart: every trust receipt and payment will wait"),
        (PLAIN, "", "No counterpart: documents on 4200 will wait"),
    ],
)
def test_a_gap_says_what_waits(ours: Ours, bank: str, says: str) -> None:
    assert gap(ours, None, code="4200", bank=bank) == Gap("missing", says, stops=True)


def test_nothing_waits_for_what_xero_makes_itself() -> None:
    found = gap(RECEIVABLE, None, code="1200")

    assert found
    assert not found.stops


@pytest.mark.parametrize(
    ("ours", "remote", "fault"),
    [
        (FEES, to(SALES, archived=True), "archived"),
        (FEES, to(SALES, code=""), "without-code"),
        (TRUST_HELD, to(LIABILITY), "no-payments"),
        (PLAIN, to(SALES), "other-class"),
        (FEES, to(BANK), "unfit"),
    ],
)
def test_a_counterpart_that_will_not_do_is_named(ours: Ours, remote: Counterpart, fault: str) -> None:
    found = gap(ours, remote, code="4200")

    assert found
    assert found.fault == fault


@pytest.mark.parametrize(("slot", "stops"), [("TRUST_HELD", False), ("FIRM_INTEREST_IN_TRUST", True)])
def test_only_where_bills_are_paid_from_it_an_account_that_takes_no_payments_stops_them(slot: str, stops: bool) -> None:
    found = gap(Ours("liability", slot), to(LIABILITY), code="2150")

    assert found
    assert (found.fault, found.stops) == ("no-payments", stops)


@pytest.mark.parametrize(
    ("ours", "remote"),
    [(FEES, to(SALES)), (OFFICE, to(BANK, code="")), (TRUST_HELD, to(LIABILITY, takes_payments=True))],
)
def test_a_good_counterpart_is_no_gap(ours: Ours, remote: Counterpart) -> None:
    """A bank account is addressed by its id, so it needs no code for that."""
    assert gap(ours, remote, code="4200") is None


def test_a_tax_rate_that_the_counterpart_of_an_account_does_not_take_is_a_gap() -> None:
    assert tax_gap("GST", mapped=True, unfit_because="", clashes=()) is None
    found = tax_gap("GST", mapped=True, unfit_because="", clashes=("4100",))
    assert found
    assert found.text == "Xero does not take this rate on the counterparts of 4100: lines there will fail"
