"""Rules that several kinds share."""

from collections.abc import Iterable
from datetime import date

from counterfoil.core.books import Books
from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal


def not_in_future(day: date, books: Books) -> None:
    """Trust money is written down when it moves, never ahead."""
    if day > books.today:
        raise Refusal("date-in-future", "today is {today}; date it {today} or earlier", today=books.today)


def each_above_zero(amounts: Iterable[Money]) -> None:
    for amount in amounts:
        if amount.minor <= 0:
            raise Refusal("amount-not-positive", "{amount} is not above zero", amount=amount)


def open_matter(code: str, books: Books) -> None:
    matter = books.matter(code)
    if not matter.open:
        raise Refusal("matter-closed", "matter {code} is closed; reopen it or choose another", code=code)


def open_matters(codes: Iterable[str | None], books: Books) -> None:
    """Those of the codes that are there."""
    for code in codes:
        if code:
            open_matter(code, books)


def bank_of_sort(code: str, books: Books, *, trust: bool) -> None:
    bank = books.bank(code)
    if bank.trust is not trust:
        wanted = "a trust account" if trust else "an office account"
        raise Refusal("bank-wrong-sort", "{code} is not {wanted}", code=code, wanted=wanted)
    if bank.type == "statutory":
        raise Refusal("bank-wrong-sort", "{code} is the statutory deposit; choose a trust account", code=code)
    if not bank.open:
        raise Refusal("bank-closed", "{code} is closed; choose an open account", code=code)
