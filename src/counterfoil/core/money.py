"""Money: a whole number of minor units with its currency. Decimals exist only where text is read or printed."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import total_ordering
from typing import Self

from counterfoil.core.refusals import Refusal

DECIMALS = {"AUD": 2, "NZD": 2, "GBP": 2, "USD": 2, "EUR": 2, "CAD": 2, "ZAR": 2, "JPY": 0}
LARGEST_MINOR = 999_999_999_999
"""9,999,999,999.99 in a currency of two decimals: the largest line amount Xero takes."""
_MOST_DIGITS = len(str(LARGEST_MINOR))

_TEXT = re.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?\Z", re.ASCII)


@total_ordering
class Money:
    """An amount. `minor` is signed and whole (cents); adding two currencies is an error of ours, not a refusal."""

    __slots__ = ("currency", "minor")
    minor: int
    currency: str

    def __init__(self, minor: int, currency: str) -> None:
        if type(minor) is not int:
            raise TypeError(f"money is a whole number of minor units, not {minor!r}")
        object.__setattr__(self, "minor", minor)
        object.__setattr__(self, "currency", currency)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("money does not change; make another")

    @classmethod
    def parse(cls, text: str, currency: str) -> Self:
        """Read `1,234.50`, `-3`, `.05`. Refused: more decimals than the currency has, NaN, exponents, spaces inside."""
        found = _TEXT.match(text.strip())
        if not found or not (found[2] or found[3]):
            raise Refusal("amount-not-money", "'{text}' is not an amount; write it like 1234.50", text=text[:40])
        sign, whole, fraction = found[1], (found[2] or "0").replace(",", ""), found[3] or ""
        decimals = DECIMALS[currency]
        if len(fraction) > decimals:
            raise Refusal(
                "amount-too-fine",
                "'{text}' has more than {decimals} decimals; round it to whole cents first",
                text=text[:40],
                decimals=decimals,
            )
        digits = (whole + fraction.ljust(decimals, "0")).lstrip("0")
        minor = int(digits[: _MOST_DIGITS + 1] or "0")
        if minor > LARGEST_MINOR:
            raise Refusal("amount-too-large", "'{text}' is beyond 9,999,999,999.99", text=text[:40])
        return cls(-minor if sign == "-" else minor, currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        return cls(0, currency)

    @classmethod
    def sum(cls, amounts: Iterable["Money"], *, currency: str | None = None) -> "Money":
        """Add up amounts of one currency; an empty sum needs `currency`."""
        minor = 0
        for amount in amounts:
            if amount.currency != currency:
                if currency is not None:
                    raise ValueError(f"{currency} and {amount.currency} do not add up")
                currency = amount.currency
            minor += amount.minor
        if currency is None:
            raise ValueError("an empty sum needs a currency")
        return Money(minor, currency)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Share out by whole weights: largest remainder, ties by position; the parts always add up to the whole."""
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("weights are zero or more and not all zero")
        size = abs(self.minor)
        shares = [divmod(size * weight, whole) for weight in weights]
        left = size - sum(quotient for quotient, _ in shares)
        order = sorted(range(len(weights)), key=lambda at: -shares[at][1])
        extra = set(order[:left])
        sign = -1 if self.minor < 0 else 1
        return [Money(sign * (shares[at][0] + (at in extra)), self.currency) for at in range(len(weights))]

    def decimal(self) -> Decimal:
        return Decimal(self.minor).scaleb(-DECIMALS[self.currency])

    def plain(self) -> str:
        """`-1234.50`: for files and the wire."""
        decimals = DECIMALS[self.currency]
        if not decimals:
            return str(self.minor)
        whole, rest = divmod(abs(self.minor), 10**decimals)
        return f"{'-' if self.minor < 0 else ''}{whole}.{rest:0{decimals}d}"

    def __str__(self) -> str:
        """`-1,234.50`: for people."""
        decimals = DECIMALS[self.currency]
        whole, rest = divmod(abs(self.minor), 10**decimals)
        sign = "-" if self.minor < 0 else ""
        return f"{sign}{whole:,}.{rest:0{decimals}d}" if decimals else f"{sign}{whole:,}"

    def __repr__(self) -> str:
        return f"Money({self.plain()} {self.currency})"

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and (self.minor, self.currency) == (other.minor, other.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __hash__(self) -> int:
        return hash((self.minor, self.currency))


def aud(text: str) -> Money:
    return Money.parse(text, "AUD")


def nzd(text: str) -> Money:
    return Money.parse(text, "NZD")


def gbp(text: str) -> Money:
    return Money.parse(text, "GBP")
