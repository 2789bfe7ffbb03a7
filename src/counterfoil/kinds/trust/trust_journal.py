"""Trust journal: a correction between the ledgers of several matters, line by line, within one trust account.

Dr Trust funds held      500.00  M-104 T1
Cr Trust funds held      200.00  M-117 T1
Cr Trust funds held      300.00  M-121 T1

What it takes from a matter is held for it on every day from the journal's date on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.facts import LowestHeld
from counterfoil.core.kinds import Kind, Pushed, register
from counterfoil.core.lifecycle import TRUST
from counterfoil.core.money import Money, aud
from counterfoil.core.postings import Posting
from counterfoil.core.references import MatterCode, TrustBank
from counterfoil.core.shapes import WORKED_OUT, Help
from counterfoil.kinds.general import journal_lines
from counterfoil.kinds.trust.parts import ONE_RECORD, not_in_future, through_trust_transfers


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustJournalLine:
    matter: Annotated[MatterCode, "Matter"]
    text: Annotated[str, "Details"] = ""
    debit: Annotated[Money | None, "Out (debit)"] = None
    credit: Annotated[Money | None, "In (credit)"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTrustLine(TrustJournalLine):
    """The same line as one amount: a debit, which leaves the matter, above zero, a credit below."""

    net: Annotated[Money, "Amount", WORKED_OUT]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustJournal:
    on: Annotated[date, "Date"]
    bank: Annotated[TrustBank, "Trust account"]
    reason: Annotated[str, "Reason"]
    lines: Annotated[tuple[TrustJournalLine, ...], "Lines", Help("What goes out of some matters goes into others.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTrustJournal(TrustJournal):
    lines: Annotated[tuple[SignedTrustLine, ...], "Lines"]


def price(journal: TrustJournal, books: Books) -> SignedTrustJournal:
    signed = tuple(
        SignedTrustLine(
            matter=line.matter,
            text=line.text,
            debit=line.debit,
            credit=line.credit,
            net=(line.debit or books.zero()) - (line.credit or books.zero()),
        )
        for line in journal.lines
    )
    return SignedTrustJournal(on=journal.on, bank=journal.bank, reason=journal.reason, lines=signed)


def total(journal: SignedTrustJournal, books: Books) -> Money:
    return journal_lines.debits_of(journal.lines, books)


def needs(journal: TrustJournal) -> Iterator[LowestHeld]:
    yield from (LowestHeld(line.matter, journal.bank, journal.on) for line in journal.lines)


def in_a_trust_account(journal: SignedTrustJournal, books: Books) -> None:
    rules.bank_of_sort(journal.bank, books, trust=True)


def each_line_on_one_side(journal: SignedTrustJournal, books: Books) -> None:
    journal_lines.each_on_one_side(journal.lines, books)


def what_goes_out_goes_in(journal: SignedTrustJournal, books: Books) -> None:
    journal_lines.debits_are_credits(journal.lines, books)


def is_held(journal: SignedTrustJournal, books: Books) -> None:
    taken: dict[str, Money] = {}
    for line in journal.lines:
        taken[line.matter] = taken.get(line.matter, books.zero()) + line.net
    rules.open_matters((matter for matter, net in taken.items() if net.minor < 0), books)
    asked = [(matter, net) for matter, net in taken.items() if net.minor > 0]
    rules.taken_from_trust(asked, bank=journal.bank, on=journal.on, books=books)


def lines(journal: SignedTrustJournal, books: Books) -> Iterator[Posting]:
    for line in journal.lines:
        yield Posting(books.chart.trust_held, line.net, line.matter, journal.bank, text=line.text or journal.reason)


def sample() -> TrustJournal:
    wrong = TrustJournalLine(matter=MatterCode("M-104"), debit=aud("200.00"))
    right = TrustJournalLine(matter=MatterCode("M-117"), credit=aud("200.00"))
    return TrustJournal(
        on=date(2026, 3, 2), bank=TrustBank("T1"), reason="Receipt put to the wrong matter", lines=(wrong, right)
    )


TRUST_JOURNAL = register(
    Kind(
        code="trust_journal",
        title="Trust journal",
        plural="Trust journals",
        area="trust",
        series="TJ",
        shape=TrustJournal,
        lifecycle=TRUST,
        price=price,
        total=total,
        needs=needs,
        rules=(in_a_trust_account, not_in_future, each_line_on_one_side, what_goes_out_goes_in, is_held),
        lines=lines,
        push=(Pushed("ManualJournals", "", when=ONE_RECORD), *through_trust_transfers(into="bank")),
        incoming=False,
        sample=sample,
    )
)
