"""What differs from one jurisdiction to the next, as data: words, bank account numbers, the chart, tax codes.

    ew = jurisdiction("ew")
    ew.account_for("TRUST_HELD").name           "Client money held"
    ew.rate_on("VAT", date(2010, 12, 31))       1750, hundredths of a percent

Each jurisdiction is one TOML file beside this one; its head explains its codes and names the law behind them. A file is
checked as a whole when it is read: a ValueError names the file and the row, and nothing half-right is ever handed out.
"""

from datetime import date
from functools import cache
from importlib.resources import files

from counterfoil.core.jurisdictions.reading import Reader
from counterfoil.core.jurisdictions.shapes import (
    ACCOUNT_CLASSES,
    ACCOUNT_TYPES,
    DIRECTIONS,
    TRUST_ACCOUNT_TYPES,
    TYPE_OF_SLOT,
    BankAccountFormat,
    ChartAccount,
    Jurisdiction,
    NoRateOnDay,
    TaxCodeData,
    TrustAccountType,
    UnknownTaxCode,
)

__all__ = [
    "ACCOUNT_CLASSES",
    "ACCOUNT_TYPES",
    "BankAccountFormat",
    "CODES",
    "ChartAccount",
    "DIRECTIONS",
    "Jurisdiction",
    "NoRateOnDay",
    "TRUST_ACCOUNT_TYPES",
    "TYPE_OF_SLOT",
    "TaxCodeData",
    "TrustAccountType",
    "UnknownJurisdiction",
    "UnknownTaxCode",
    "jurisdiction",
    "parse",
    "rate_on",
]

CODES = ("au", "nz", "ew", "us")


class UnknownJurisdiction(ValueError):
    """There is no file for this code."""


@cache
def jurisdiction(code: str) -> Jurisdiction:
    """The jurisdiction of this code: "au", "nz", "ew" or "us"."""
    if code not in CODES:
        raise UnknownJurisdiction(f"no jurisdiction {code}; there are {', '.join(CODES)}")
    file = f"{code}.toml"
    return parse(files(__name__).joinpath(file).read_text(encoding="utf-8"), file=file)


def rate_on(jurisdiction_code: str, code: str, day: date) -> int:
    """The rate of a tax code in force on the day, in hundredths of a percent."""
    return jurisdiction(jurisdiction_code).rate_on(code, day)


def parse(text: str, *, file: str) -> Jurisdiction:
    """Read and check one file's text. `file` is only its name, for the refusal."""
    return Reader(file).read(text)
