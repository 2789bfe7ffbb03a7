"""Lines that stand on one side each, and what they come to. No kind itself; journals are made of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Protocol

from counterfoil.core import rules
from counterfoil.core.books import Books
from counterfoil.core.chart import Account
from counterfoil.core.money import Money
from counterfoil.core.postings import Posting
from counterfoil.core.references import AccountCode, MatterCode
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import WORKED_OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalLine:
    account: Annotated[AccountCode, "Account"]
    text: Annotated[str, "Details"] = ""
    matter: Annotated[MatterCode | None, "Matter"] = None
    debit: Annotated[Money | None, "Debit"] = None
    credit: Annotated[Money | None, "Credit"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLine(JournalLine):
    """The same line as one amount: a debit above zero, a credit below."""

    net: Annotated[Money, "Amount", WORKED_OUT]


class OneSided(Protocol):
    """A line with one amount, whatever else it names."""

    @property
    def debit(self) -> Money | None: ...
    @property
    def credit(self) -> Money | None: ...
    @property
    def net(self) -> Money: ...


def signed(lines: Iterable[JournalLine], books: Books) -> tuple[SignedLine, ...]:
    return tuple(_signed(line, books.zero()) for line in lines)


def _signed(line: JournalLine, zero: Money) -> SignedLine:
    return SignedLine(
        account=line.account,
        text=line.text,
        matter=line.matter,
        debit=line.debit,
        credit=line.credit,
        net=(line.debit or zero) - (line.credit or zero),
    )


def debits_of(lines: Iterable[OneSided], books: Books) -> Money:
    return Money.sum((line.net for line in lines if line.net.minor > 0), currency=books.currency)


def each_on_one_side(lines: Sequence[OneSided], books: Books) -> None:
    for at, line in enumerate(lines, start=1):
        if bool(line.debit) == bool(line.credit):
            raise Refusal("line-one-side", "line {at} takes a debit or a credit, one of the two", at=at)
    rules.each_above_zero(line.debit or line.credit or books.zero() for line in lines)


def debits_are_credits(lines: Sequence[OneSided], books: Books) -> None:
    debits = debits_of(lines, books)
    off = Money.sum((line.net for line in lines), currency=books.currency)
    if off:
        raise Refusal(
            "entry-unbalanced",
            "debits are {debits} and credits {credits}; the difference is {off}; add it to the side that is short",
            debits=debits,
            credits=debits - off,
            off=off,
        )


def only_accounts(lines: Iterable[SignedLine], books: Books, *, fits: Callable[[Account], bool]) -> None:
    for line in lines:
        account = books.chart.account(line.account)
        if not fits(account):
            raise Refusal(
                "account-not-allowed", "{account} moves with its own documents, not with a journal", account=account
            )


def posted(lines: Iterable[SignedLine], books: Books) -> Iterator[Posting]:
    for line in lines:
        account = books.chart.account(line.account)
        yield Posting(account, line.net, line.matter, books.bank_of(account), text=line.text)
