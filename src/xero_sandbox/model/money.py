"""Money inside is a whole number of cents; decimals exist only where a number is read, multiplied or printed."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

HUNDRED = Decimal(100)
CENT = Decimal("0.01")
ONE = Decimal(1)
_STEPS = [ONE.scaleb(-places) for places in range(7)]


class NotANumber(ValueError):
    """What was sent where an amount belongs cannot be read as one."""


def decimal(value: Any) -> Decimal:
    """Read a JSON number or its text; Xero takes both."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        raise NotANumber(f"{value!r} is not a number")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise NotANumber(f"{value!r} is not a number") from None
    if not number.is_finite():
        raise NotANumber(f"{value!r} is not a number")
    return number


def rounded(number: Decimal, places: int = 2) -> Decimal:
    """Half up, as Xero rounds tax and line amounts."""
    return number.quantize(_STEPS[places], ROUND_HALF_UP)


def to_cents(number: Decimal) -> int:
    return int((number * HUNDRED).quantize(ONE, ROUND_HALF_UP))


def cents(value: Any) -> int:
    return to_cents(decimal(value))


@lru_cache(10_000)
def number(amount: int) -> Decimal:
    """Cents as Xero prints them: at least one decimal, never a needless second one (21.0, 3.15)."""
    whole, part = divmod(abs(amount), 100)
    sign = "-" if amount < 0 else ""
    return Decimal(f"{sign}{whole}.{part:02d}") if part % 10 else Decimal(f"{sign}{whole}.{part // 10}")


@lru_cache(10_000)
def shortest(value: Decimal) -> Decimal:
    """A quantity or price without trailing zeros, but with at least one decimal."""
    text = f"{value:f}"
    if "." not in text:
        return Decimal(text + ".0")
    text = text.rstrip("0")
    return Decimal(text + "0" if text.endswith(".") else text)


def plain(amount: int) -> str:
    """Cents as text with two decimals, for reports, refusals and pages."""
    whole, part = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{part:02d}"
