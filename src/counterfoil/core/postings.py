"""Postings and entries: what a document does to the accounts. An entry that does not balance cannot be built."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from counterfoil.core.chart import Account
from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Tax:
    """The tax that belongs to a line: its code, and its amount with the line's own sign."""

    code: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of an entry: debit above zero, credit below. `matter` and `bank` are codes."""

    account: Account
    amount: Money
    matter: str | None = None
    bank: str | None = None
    tax: Tax | None = None
    text: str = ""


def debit(
    account: Account,
    amount: Money,
    *,
    matter: str | None = None,
    bank: str | None = None,
    tax: Tax | None = None,
    text: str = "",
) -> Posting:
    return Posting(account, amount, matter, bank, tax, text)


def credit(
    account: Account,
    amount: Money,
    *,
    matter: str | None = None,
    bank: str | None = None,
    tax: Tax | None = None,
    text: str = "",
) -> Posting:
    return Posting(account, -amount, matter, bank, tax and Tax(tax.code, -tax.amount), text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A balanced set of postings on one day. Lines of nothing are left out; the rest must sum to zero."""

    dated_on: date
    title: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        if len(self.postings) < 2:
            raise Refusal("entry-empty", "nothing would move in the books; enter at least one amount")
        off = sum(posting.amount.minor for posting in self.postings)
        if off or len({posting.amount.currency for posting in self.postings}) != 1:
            off_by = Money(off, self.postings[0].amount.currency)
            raise Refusal("entry-unbalanced", "debits and credits differ by {off_by}", off_by=off_by)

    @classmethod
    def on(cls, day: date, title: str, postings: Iterable[Posting]) -> "Entry":
        return cls(day, title, tuple(posting for posting in postings if posting.amount))

    def reversed(self, *, on: date, title: str) -> "Entry":
        """The mirror image: every line with the other sign."""
        mirrored = (
            Posting(
                line.account,
                -line.amount,
                line.matter,
                line.bank,
                line.tax and Tax(line.tax.code, -line.tax.amount),
                line.text,
            )
            for line in self.postings
        )
        return Entry(on, title, tuple(mirrored))


def as_text(entry: Entry) -> str:
    """The entry as a bookkeeper would write it down."""
    rows = [f"{entry.dated_on} {entry.title}"]
    for line in entry.postings:
        side = "Dr" if line.amount.minor > 0 else "Cr"
        place = " ".join(part for part in (line.matter, line.bank) if part)
        rows.append(f"  {side} {line.account.code} {line.account.name:<28}{abs(line.amount)!s:>14}  {place}".rstrip())
    return "\n".join(rows)
