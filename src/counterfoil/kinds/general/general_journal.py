"""General journal: the books put right line by line, as the accountant gives it.

    Dr Search fees            35.00  M-104
    Cr Postage                35.00

Trust money, debtors, creditors and tax move with documents of their own; a journal cannot name their accounts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.kinds import Kept, Kind, Pushed, register
from counterfoil.core.lifecycle import EDITABLE
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting
from counterfoil.core.references import AccountCode, MatterCode
from counterfoil.kinds.general import journal_lines
from counterfoil.kinds.general.journal_lines import JournalLine, SignedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneralJournal:
    on: Annotated[date, "Date"]
    memo: Annotated[str, "Memo"] = ""
    lines: Annotated[tuple[JournalLine, ...], "Lines"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedJournal(GeneralJournal):
    lines: Annotated[tuple[SignedLine, ...], "Lines"]


def price(journal: GeneralJournal, books: Books) -> SignedJournal:
    return SignedJournal(on=journal.on, memo=journal.memo, lines=journal_lines.signed(journal.lines, books))


def total(journal: SignedJournal, books: Books) -> Money:
    return journal_lines.debits_of(journal.lines, books)


def each_line_on_one_side(journal: SignedJournal, books: Books) -> None:
    journal_lines.each_on_one_side(journal.lines, books)


def accounts_a_journal_may_name(journal: SignedJournal, books: Books) -> None:
    journal_lines.only_accounts(journal.lines, books, fits=lambda account: account.manual)


def for_open_matters(journal: SignedJournal, books: Books) -> None:
    rules.open_matters((line.matter for line in journal.lines), books)


def debits_are_credits(journal: SignedJournal, books: Books) -> None:
    journal_lines.debits_are_credits(journal.lines, books)


def lines(journal: SignedJournal, books: Books) -> Iterator[Posting]:
    return journal_lines.posted(journal.lines, books)


def sample() -> GeneralJournal:
    search = JournalLine(account=AccountCode("5220"), matter=MatterCode("M-104"), debit=aud("35.00"))
    postage = JournalLine(account=AccountCode("6090"), credit=aud("35.00"))
    return GeneralJournal(on=date(2026, 3, 31), memo="Search fee booked as postage", lines=(search, postage))


GENERAL_JOURNAL = register(
    Kind(
        code="general_journal",
        title="General journal",
        plural="General journals",
        area="general",
        series="J",
        shape=GeneralJournal,
        lifecycle=EDITABLE,
        price=price,
        total=total,
        rules=(each_line_on_one_side, accounts_a_journal_may_name, for_open_matters, debits_are_credits),
        lines=lines,
        push=Kept(
            "Journals stay here; those of Xero are its accountant's.",
            unless="journals",
            becomes=(Pushed("ManualJournals", ""),),
        ),
        sample=sample,
    )
)
