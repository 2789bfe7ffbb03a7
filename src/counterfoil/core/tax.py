"""Tax on a line: computed once, per line, half up to the cent, as Xero does (its page "Rounding in Xero")."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal

WHOLE_BP = 10_000
"""Rates are whole hundredths of a percent: 10 % is 1000."""


@dataclass(frozen=True, slots=True)
class TaxCodeFacts:
    """A tax code with its dated rates, oldest first. `direction` is collected, paid or none."""

    id: int
    code: str
    name: str
    direction: str
    rates: Sequence[tuple[date, int]]

    def rate_on(self, day: date) -> int:
        """The rate in hundredths of a percent on a day; refused when the code is younger than the day."""
        rate = None
        for starts_on, rate_bp in self.rates:
            if starts_on <= day:
                rate = rate_bp
        if rate is None:
            raise Refusal("no-rate-on-day", "{code} has no rate on {day}; choose another code", code=self.code, day=day)
        return rate


def on_top(net: Money, rate_bp: int) -> Money:
    """Tax to be added to a net amount. Halves go away from zero: a credit carries the tax of what it credits."""
    size = (abs(net.minor) * rate_bp * 2 + WHOLE_BP) // (2 * WHOLE_BP)
    return Money(-size if net.minor < 0 else size, net.currency)


def inside(gross: Money, rate_bp: int) -> Money:
    """The tax that an amount holds, half up: 11.00 at 10 % holds 1.00."""
    size = (abs(gross.minor) * rate_bp * 2 + WHOLE_BP + rate_bp) // (2 * (WHOLE_BP + rate_bp))
    return Money(-size if gross.minor < 0 else size, gross.currency)
