"""Trust journal: what goes out of some matters goes into others, and each held what it gives."""

from dataclasses import replace
from datetime import date

from counterfoil.core.money import aud
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.kinds.trust.trust_journal import TRUST_JOURNAL, TrustJournal, TrustJournalLine, sample
from tests.kinds.books import books_for, posted
from tests.refusals import refused

HELD = {
    ("M-104", "T1"): [(date(2026, 3, 1), "500.00")],
    ("M-117", "T1"): [(date(2026, 3, 1), "200.00")],
}
BOOKS = books_for(trust=HELD)


def out(matter: str, amount: str) -> TrustJournalLine:
    return TrustJournalLine(matter=MatterCode(matter), debit=aud(amount))


def into(matter: str, amount: str) -> TrustJournalLine:
    return TrustJournalLine(matter=MatterCode(matter), credit=aud(amount))


def journal(*lines: TrustJournalLine) -> TrustJournal:
    return replace(sample(), lines=lines)


def test_the_lines_stand_as_they_were_entered() -> None:
    assert (
        posted(TRUST_JOURNAL, journal(out("M-104", "500.00"), into("M-117", "499.99"), into("M-117", "0.01")), BOOKS)
        == """\
2026-03-02 Trust journal
  Dr 2150 Trust funds held                    500.00  M-104 T1
  Cr 2150 Trust funds held                    499.99  M-117 T1
  Cr 2150 Trust funds held                      0.01  M-117 T1"""
    )


def test_a_journal_that_does_not_balance_is_refused() -> None:
    with refused("entry-unbalanced", "debits are 200.00 and credits 199.99"):
        posted(TRUST_JOURNAL, journal(out("M-104", "200.00"), into("M-117", "199.99")), BOOKS)


def test_a_line_on_both_sides_or_on_none_is_refused() -> None:
    both = TrustJournalLine(matter=MatterCode("M-104"), debit=aud("1.00"), credit=aud("1.00"))
    with refused("line-one-side", "line 2"):
        posted(TRUST_JOURNAL, journal(out("M-104", "1.00"), both), BOOKS)
    none = TrustJournalLine(matter=MatterCode("M-117"))
    with refused("line-one-side", "line 3"):
        posted(TRUST_JOURNAL, journal(out("M-104", "1.00"), into("M-117", "1.00"), none), BOOKS)


def test_a_side_below_zero_is_refused() -> None:
    with refused("amount-not-positive"):
        posted(TRUST_JOURNAL, journal(out("M-104", "-1.00"), into("M-117", "-1.00")), BOOKS)


def test_the_lines_of_a_matter_are_added_up_before_it_is_asked_what_it_holds() -> None:
    lines = (out("M-104", "300.00"), out("M-104", "201.00"), into("M-117", "501.00"))

    with refused("trust-overdrawn", "M-104 holds 500.00", "501.00 cannot be taken"):
        posted(TRUST_JOURNAL, journal(*lines), BOOKS)
    assert "M-117" in posted(TRUST_JOURNAL, journal(*lines, into("M-104", "1.00"), out("M-117", "1.00")), BOOKS)


def test_a_closed_matter_receives_nothing() -> None:
    with refused("matter-closed", "M-090"):
        posted(TRUST_JOURNAL, journal(out("M-104", "1.00"), into("M-090", "1.00")), BOOKS)


def test_a_journal_tomorrow_is_refused() -> None:
    with refused("date-in-future"):
        posted(TRUST_JOURNAL, replace(sample(), on=date(2026, 4, 1)), BOOKS)


def test_an_office_account_has_no_ledgers_of_matters() -> None:
    with refused("bank-wrong-sort", "O1 is not a trust account"):
        posted(TRUST_JOURNAL, replace(sample(), bank=TrustBank("O1")), BOOKS)
