"""General journal: the books put right line by line."""

from dataclasses import replace

from counterfoil.core.money import aud
from counterfoil.core.references import AccountCode, MatterCode
from counterfoil.kinds.general.general_journal import GENERAL_JOURNAL, GeneralJournal, sample
from counterfoil.kinds.general.journal_lines import JournalLine
from tests.kinds.books import books_for, posted
from tests.refusals import refused

BOOKS = books_for()


def line(account: str, *, debit: str = "", credit: str = "", matter: str = "") -> JournalLine:
    return JournalLine(
        account=AccountCode(account),
        debit=aud(debit) if debit else None,
        credit=aud(credit) if credit else None,
        matter=MatterCode(matter) if matter else None,
    )


def journal(*lines: JournalLine) -> GeneralJournal:
    return replace(sample(), lines=lines)


def test_a_journal_posts_its_lines_as_they_stand() -> None:
    mixed = journal(
        line("6100", debit="400.00"), line("5220", debit="35.00", matter="M-104"), line("1505", credit="435.00")
    )

    assert (
        posted(GENERAL_JOURNAL, mixed, BOOKS)
        == """\
2026-03-31 General journal
  Dr 6100 Depreciation                        400.00
  Dr 5220 Search fees                          35.00  M-104
  Cr 1505 Office equipment: accumulated depreciation        435.00"""
    )


def test_a_line_on_a_bank_account_is_of_that_bank() -> None:
    fees = GENERAL_JOURNAL.priced(journal(line("6050", debit="12.00"), line("1100", credit="12.00")), BOOKS)

    entry = GENERAL_JOURNAL.entry(fees, BOOKS)

    assert entry is not None
    assert [posting.bank for posting in entry.postings] == [None, "O1"]


def test_it_balances_or_is_refused() -> None:
    with refused("entry-unbalanced", "debits are 400.00 and credits 399.99", "0.01"):
        posted(GENERAL_JOURNAL, journal(line("6100", debit="400.00"), line("1505", credit="399.99")), BOOKS)


def test_a_line_is_a_debit_or_a_credit() -> None:
    for wrong in (line("6100"), line("6100", debit="1.00", credit="1.00")):
        with refused("line-one-side", "line 2"):
            posted(GENERAL_JOURNAL, journal(line("1505", debit="1.00"), wrong), BOOKS)


def test_an_amount_below_zero_belongs_on_the_other_side() -> None:
    with refused("amount-not-positive", "-5.00"):
        posted(
            GENERAL_JOURNAL,
            journal(line("6100", debit="5.00"), line("6100", debit="-5.00"), line("1505", debit="1.00")),
            BOOKS,
        )


def test_what_documents_keep_for_themselves_is_not_for_journals() -> None:
    for code in ("1150", "1200", "2100", "2150", "2210", "2220"):
        with refused("account-not-allowed", code):
            posted(GENERAL_JOURNAL, journal(line(code, debit="1.00"), line("6100", credit="1.00")), BOOKS)


def test_a_closed_matter_takes_no_line() -> None:
    with refused("matter-closed", "M-090"):
        posted(GENERAL_JOURNAL, journal(line("5220", debit="1.00", matter="M-090"), line("6100", credit="1.00")), BOOKS)
