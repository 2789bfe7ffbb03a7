"""The shapes a jurisdiction is made of: accounts, tax codes, bank account numbers, and what may fill a slot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from counterfoil.core.chart import CLASS_OF_TYPE

ACCOUNT_TYPES = tuple(CLASS_OF_TYPE)
ACCOUNT_CLASSES = tuple(dict.fromkeys(CLASS_OF_TYPE.values()))
FIRST_DIGIT = {"asset": "1", "liability": "2", "equity": "3", "income": "4", "direct_cost": "5", "expense": "6"}

# The type of account that may fill each slot of the chart. Every chart fills each one exactly once, or says under
# `without` why the jurisdiction has no such thing.
TYPE_OF_SLOT = {
    "RECEIVABLE": "current_asset",
    "PAYABLE": "liability",
    "TAX_COLLECTED": "liability",
    "TAX_PAID": "liability",
    "TAX_PAYABLE": "liability",
    "FEES": "income",
    "DISBURSEMENTS_RECOVERED": "income",
    "DISBURSEMENT_COST": "direct_cost",
    "TRUST_HELD": "trust_liability",
    "FIRM_INTEREST_IN_TRUST": "current_asset",
    "TRUST_ADVANCES": "current_asset",
    "TRUST_TRANSFERS": "trust_liability",
    "STATUTORY_DEPOSIT": "current_asset",
    "RETAINERS_HELD": "liability",
    "BANK_TRANSFER_HOLDING": "current_asset",
    "ROUNDING": "expense",
    "RETAINED_EARNINGS": "equity",
    "CURRENT_YEAR_EARNINGS": "equity",
}
FIRM_MONEY_SLOTS = ("FIRM_INTEREST_IN_TRUST", "TRUST_ADVANCES")
SLOTS_A_JURISDICTION_MAY_LACK = (*FIRM_MONEY_SLOTS, "STATUTORY_DEPOSIT")

TRUST_ACCOUNT_TYPES = ("current", "investment", "controlled", "statutory")
"""A statutory account posts to the slot STATUTORY_DEPOSIT; a jurisdiction without the slot has no such type."""

CHECKSUMS = ("", "aba")

DIRECTIONS = ("collected", "paid", "none")
PAID_SUFFIX = "-P"
TERMS = (
    "trust",
    "trust_account",
    "office_account",
    "matter",
    "bill",
    "disbursement",
    "tax",
    "tax_number",
    "tax_return",
)


class UnknownTaxCode(ValueError):
    """The jurisdiction has no tax code of this name."""


class NoRateOnDay(ValueError):
    """The tax code exists, but the day is before its first rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccountFormat:
    """How a bank account number is written; `regex` must match the whole of it.

    `typed` matches what people type, its parts as groups; `written` puts the parts together as the country writes them.
    `checksum` is "aba" where the first nine digits carry a check digit.
    """

    name: str
    regex: str
    example: str
    typed: str
    written: str
    checksum: str = ""

    def matches(self, text: str) -> bool:
        return re.fullmatch(self.regex, text, re.ASCII) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustAccountType:
    """A type of trust account: `code` is one of TRUST_ACCOUNT_TYPES, `why` says what it is for, with its source."""

    code: str
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartAccount:
    """An account a new firm starts with.

    `code` is four digits: 1 assets, 2 liabilities, 3 equity, 4 income, 5 direct costs, 6 expenses. `tax` is the code a
    new line suggests, None where it suggests none. `manual` False: only documents move it, a journal may not.
    """

    code: str
    name: str
    type: str
    slot: str | None = None
    tax: str | None = None
    matter_required: bool = False
    manual: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxCodeData:
    """A treatment of tax with its rates, oldest first: (first day, hundredths of a percent), so 1000 is 10 %.

    `applies_to` are classes of account, `xero_hint` is the tax type a new Xero organisation has for it (a hint: the
    firm's own mapping decides), `boxes` are the labels of the tax return it counts in.
    """

    code: str
    name: str
    direction: str
    rates: tuple[tuple[date, int], ...]
    applies_to: tuple[str, ...]
    xero_hint: str
    boxes: tuple[str, ...] = ()

    def rate_on(self, day: date) -> int:
        for from_on, rate_bp in reversed(self.rates):
            if from_on <= day:
                return rate_bp
        raise NoRateOnDay(f"tax code {self.code} has no rate on {day}; its first is from {self.rates[0][0]}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Jurisdiction:
    """One jurisdiction, checked.

    `country` is ISO 3166-1 alpha-2, `currency` ISO 4217, `financial_year_end` (month, day) of the usual last day,
    `zones` its time zones, the most usual first. `calendar` names its holidays (ISO 3166-2), `calendars` those of its
    parts by time zone. `no_tax` is the tax code of lines that carry none, trust lines above all. `without` says, for
    each slot the chart leaves out, why. `firm_money_in_trust`: the kinds on FIRM INTEREST IN TRUST exist here.
    `trust_today_only`: trust is never dated in the future. The sources of the figures stand at the head of each file.
    """

    code: str
    name: str
    country: str
    currency: str
    financial_year_end: tuple[int, int]
    zones: tuple[str, ...]
    calendar: str
    firm_money_in_trust: bool
    trust_today_only: bool
    no_tax: str
    bank_account_format: BankAccountFormat
    trust_account_types: tuple[TrustAccountType, ...]
    accounts: tuple[ChartAccount, ...]
    tax_codes: tuple[TaxCodeData, ...]
    calendars: Mapping[str, str] = field(hash=False)
    terms: Mapping[str, str] = field(hash=False)
    without: Mapping[str, str] = field(hash=False)

    def calendar_in(self, zone: str) -> str:
        """The calendar of holidays kept in a time zone: `AU-NSW`; the jurisdiction's own where the zone has none."""
        return self.calendars.get(zone, self.calendar)

    def account_for(self, slot: str) -> ChartAccount | None:
        """The account that plays the role, or None where the jurisdiction has no such thing (`without` says why)."""
        if slot not in TYPE_OF_SLOT:
            raise ValueError(f"{slot} is no slot of the chart")
        return next((account for account in self.accounts if account.slot == slot), None)

    def tax_code(self, code: str) -> TaxCodeData:
        for tax_code in self.tax_codes:
            if tax_code.code == code:
                return tax_code
        raise UnknownTaxCode(f"{self.name} has no tax code {code}")

    def rate_on(self, code: str, day: date) -> int:
        """The rate in force on the day, in hundredths of a percent."""
        return self.tax_code(code).rate_on(day)
