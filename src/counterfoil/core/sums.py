"""Sums where a person types an amount: `120*1.2`, `1,000 - (50 + 7.5)`. Exact fractions, rounded half up at the end.

Never `eval`: a text that is no sum is handed back as it was, so that reading it as money says what is wrong.
"""

import re
from fractions import Fraction

from counterfoil.core.money import DECIMALS

MOST_TOKENS = 200
_TOKEN = re.compile(r"\s*(\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+|[-+*/()])", re.ASCII)
_SIGNS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{MULTIPLICATION SIGN}": "*", "\N{DIVISION SIGN}": "/"})


def worked_out(text: str, currency: str) -> str:
    """The sum's result as plain text (`144.00`), or the text itself when there is nothing to work out."""
    plain = text.translate(_SIGNS).strip()
    if not any(sign in plain[1:] for sign in "+-*/("):
        return plain
    try:
        value = _Sum(_tokens(plain)).whole()
    except (ValueError, ZeroDivisionError, IndexError):
        return text
    scaled = value * 10 ** DECIMALS[currency]
    size = int(abs(scaled) + Fraction(1, 2))
    digits = str(size).rjust(DECIMALS[currency] + 1, "0")
    places = DECIMALS[currency]
    written = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{written}" if scaled < 0 and size else written


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if not token or len(found) >= MOST_TOKENS:
            raise ValueError(text)
        found.append(token[1])
        at = token.end()
    return found


class _Sum:
    """expression = term (+ or - term)*; term = factor (* or / factor)*; factor = sign factor, (expression), number."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def whole(self) -> Fraction:
        value = self._expression()
        if self.at != len(self.tokens):
            raise ValueError("something stands after the sum")
        return value

    def _next(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def _expression(self) -> Fraction:
        value = self._term()
        while self._next() in ("+", "-"):
            value = value + self._term() if self._take() == "+" else value - self._term()
        return value

    def _term(self) -> Fraction:
        value = self._factor()
        while self._next() in ("*", "/"):
            value = value * self._factor() if self._take() == "*" else value / self._factor()
        return value

    def _factor(self) -> Fraction:
        token = self._take()
        if token in ("+", "-"):
            return self._factor() if token == "+" else -self._factor()
        if token == "(":
            value = self._expression()
            if self._take() != ")":
                raise ValueError("a bracket stays open")
            return value
        return Fraction(token.replace(",", "").rstrip(".") or "0")
