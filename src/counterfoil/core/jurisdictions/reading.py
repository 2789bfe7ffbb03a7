"""Reads a jurisdiction's file and checks it as a whole; every refusal begins with the file's name and the row."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NoReturn

from counterfoil.core.chart import CLASS_OF_TYPE, SLOTS
from counterfoil.core.jurisdictions.shapes import (
    ACCOUNT_CLASSES,
    ACCOUNT_TYPES,
    CHECKSUMS,
    DIRECTIONS,
    FIRM_MONEY_SLOTS,
    FIRST_DIGIT,
    PAID_SUFFIX,
    SLOTS_A_JURISDICTION_MAY_LACK,
    TERMS,
    TRUST_ACCOUNT_TYPES,
    TYPE_OF_SLOT,
    BankAccountFormat,
    ChartAccount,
    Jurisdiction,
    TaxCodeData,
    TrustAccountType,
)


class Reader:
    """`Reader("au.toml").read(text)`; the name is only for the refusals."""

    def __init__(self, file: str) -> None:
        self.file = file

    def read(self, text: str) -> Jurisdiction:
        try:
            found = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ValueError(f"{self.file}: {error}") from error
        top = "top level"
        month, day = self._pair(found, "financial_year_end", top)
        tax_codes = tuple(self._tax_codes(self._rows(found, "tax_codes")))
        result = Jurisdiction(
            code=self._text(found, "code", top),
            name=self._text(found, "name", top),
            country=self._text(found, "country", top),
            currency=self._text(found, "currency", top),
            financial_year_end=(month, day),
            zones=self._names(found, "zones", top),
            calendar=self._text(found, "calendar", top),
            calendars=self._texts(found, "calendars"),
            firm_money_in_trust=self._flag(found, "firm_money_in_trust", top),
            trust_today_only=self._flag(found, "trust_today_only", top),
            no_tax=self._text(found, "no_tax", top),
            bank_account_format=self._bank_account_format(self._texts(found, "bank_account_format")),
            trust_account_types=tuple(self._trust_account_types(self._rows(found, "trust_account_types"))),
            accounts=tuple(self._accounts(self._rows(found, "accounts"), tax_codes)),
            tax_codes=tax_codes,
            terms=self._texts(found, "terms"),
            without=self._texts(found, "without"),
        )
        self._only(found, Jurisdiction, top)
        self._check_whole(result)
        return result

    def _tax_codes(self, rows: list[dict[str, Any]]) -> Iterable[TaxCodeData]:
        taken: set[str] = set()
        for number, row in enumerate(rows, start=1):
            where = f"tax_codes row {number} ({row.get('code', 'no code')})"
            self._only(row, TaxCodeData, where)
            tax_code = TaxCodeData(
                code=self._text(row, "code", where),
                name=self._text(row, "name", where),
                direction=self._one_of(DIRECTIONS, self._text(row, "direction", where), "direction", where),
                rates=self._rates(row.get("rates"), where),
                applies_to=self._names(row, "applies_to", where),
                xero_hint=self._text(row, "xero_hint", where),
                boxes=self._names(row, "boxes", where) if "boxes" in row else (),
            )
            self._unique(tax_code.code, taken, "code", where)
            for name in tax_code.applies_to:
                self._one_of(ACCOUNT_CLASSES, name, "class of account", where)
            if tax_code.code.endswith(PAID_SUFFIX) != (tax_code.direction == "paid"):
                self._refuse(where, f"codes of the purchases side, and only they, end in {PAID_SUFFIX}")
            yield tax_code

    def _rates(self, found: object, where: str) -> tuple[tuple[date, int], ...]:
        if not isinstance(found, list) or not found:
            self._refuse(where, "rates must be a list of [first day, rate]")
        rates: list[tuple[date, int]] = []
        for entry in found:
            # A date with a time is a date to Python, and True is an int: the types are compared, not the kinship.
            if not (isinstance(entry, list) and [type(part) for part in entry] == [date, int] and entry[1] >= 0):
                self._refuse(where, f"a rate is [first day, hundredths of a percent], not {entry}")
            if rates and entry[0] <= rates[-1][0]:
                self._refuse(where, f"rates are not ascending: {entry[0]} follows {rates[-1][0]}")
            rates.append((entry[0], entry[1]))
        return tuple(rates)

    def _accounts(self, rows: list[dict[str, Any]], tax_codes: tuple[TaxCodeData, ...]) -> Iterable[ChartAccount]:
        known = {tax_code.code: tax_code for tax_code in tax_codes}
        codes: set[str] = set()
        names: set[str] = set()
        slots: set[str] = set()
        for number, row in enumerate(rows, start=1):
            where = f"accounts row {number} ({row.get('code', 'no code')})"
            self._only(row, ChartAccount, where)
            account = ChartAccount(
                code=self._text(row, "code", where),
                name=self._text(row, "name", where),
                type=self._one_of(ACCOUNT_TYPES, self._text(row, "type", where), "type", where),
                slot=self._text(row, "slot", where) if "slot" in row else None,
                tax=self._text(row, "tax", where) if "tax" in row else None,
                matter_required=self._flag(row, "matter_required", where) if "matter_required" in row else False,
                manual=self._flag(row, "manual", where) if "manual" in row else True,
            )
            self._unique(account.code, codes, "code", where)
            self._unique(account.name.casefold(), names, "name", where)
            self._check_number(account, where)
            if account.slot is not None:
                self._one_of(SLOTS, account.slot, "slot", where)
                self._unique(account.slot, slots, "slot", where)
                if account.type != TYPE_OF_SLOT[account.slot]:
                    self._refuse(where, f"slot {account.slot} needs type {TYPE_OF_SLOT[account.slot]}")
            if account.tax is not None:
                self._one_of(known, account.tax, "tax code", where)
                if CLASS_OF_TYPE[account.type] not in known[account.tax].applies_to:
                    self._refuse(where, f"tax code {account.tax} does not apply to type {account.type}")
            yield account

    def _check_number(self, account: ChartAccount, where: str) -> None:
        digit = FIRST_DIGIT.get(account.type) or FIRST_DIGIT[CLASS_OF_TYPE[account.type]]
        if not re.fullmatch(digit + "[0-9]{3}", account.code):
            self._refuse(where, f"the code of type {account.type} is four digits and begins with {digit}")

    def _bank_account_format(self, found: Mapping[str, str]) -> BankAccountFormat:
        where = "bank_account_format"
        self._only(found, BankAccountFormat, where)
        result = BankAccountFormat(
            name=self._text(found, "name", where),
            regex=self._text(found, "regex", where),
            example=self._text(found, "example", where),
            typed=self._text(found, "typed", where),
            written=self._text(found, "written", where),
            checksum=self._one_of(CHECKSUMS, found.get("checksum", ""), "checksum", where),
        )
        try:
            matched = result.matches(result.example)
            parts = re.fullmatch(result.typed, result.example, re.ASCII)
        except re.error as error:
            raise ValueError(f"{self.file}: {where}: {error}") from error
        if not matched:
            self._refuse(where, f"{result.example} does not match {result.regex}")
        if parts is None or result.written.format(*parts.groups()) != result.example:
            self._refuse(where, f"{result.example} is not written again as itself")
        return result

    def _trust_account_types(self, rows: list[dict[str, Any]]) -> Iterable[TrustAccountType]:
        taken: set[str] = set()
        for number, row in enumerate(rows, start=1):
            where = f"trust_account_types row {number} ({row.get('code', 'no code')})"
            self._only(row, TrustAccountType, where)
            code = self._one_of(TRUST_ACCOUNT_TYPES, self._text(row, "code", where), "type of trust account", where)
            self._unique(code, taken, "code", where)
            yield TrustAccountType(code=code, name=self._text(row, "name", where), why=self._text(row, "why", where))

    def _check_whole(self, found: Jurisdiction) -> None:
        for term in TERMS:
            self._text(found.terms, term, "terms")
        for slot in found.without:
            self._one_of(SLOTS_A_JURISDICTION_MAY_LACK, slot, "slot that may be left out", "without")
        for slot in SLOTS:
            if (found.account_for(slot) is None) != (slot in found.without):
                self._refuse("accounts", f"slot {slot} must be filled once, or left out with a reason under without")
        for slot in FIRM_MONEY_SLOTS:
            if found.firm_money_in_trust != (found.account_for(slot) is not None):
                self._refuse("accounts", f"slot {slot} is filled exactly where firm_money_in_trust is true")
        for type_ in ("bank", "trust_bank"):
            if all(account.type != type_ for account in found.accounts):
                self._refuse("accounts", f"no account of type {type_}")
        has_statutory = any(each.code == "statutory" for each in found.trust_account_types)
        if has_statutory != (found.account_for("STATUTORY_DEPOSIT") is not None):
            self._refuse("trust_account_types", "a statutory account and the slot STATUTORY_DEPOSIT go together")
        for calendar in (found.calendar, *found.calendars.values()):
            if not re.fullmatch(found.country + "(-[A-Z]{2,3})?", calendar):
                self._refuse("calendar", f"{calendar} is no calendar of {found.country}")
        self._check_no_tax(found)
        self._check_year_end(found)

    def _check_no_tax(self, found: Jurisdiction) -> None:
        self._one_of([tax_code.code for tax_code in found.tax_codes], found.no_tax, "tax code", "no_tax")
        no_tax = found.tax_code(found.no_tax)
        if no_tax.direction != "none" or any(rate_bp for _, rate_bp in no_tax.rates):
            self._refuse("no_tax", f"{no_tax.code} must have direction none and rate 0")
        if set(no_tax.applies_to) != set(ACCOUNT_CLASSES):
            self._refuse("no_tax", f"{no_tax.code} must apply to every class of account")

    def _check_year_end(self, found: Jurisdiction) -> None:
        month, day = found.financial_year_end
        try:
            date(2001, month, day)  # 2001 is no leap year: a year end must exist in every year.
        except ValueError as error:
            raise ValueError(f"{self.file}: financial_year_end: {error}") from error

    def _rows(self, found: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
        rows = found.get(key)
        if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
            self._refuse(key, "must be a list of rows")
        return rows

    def _texts(self, found: Mapping[str, Any], key: str) -> Mapping[str, str]:
        table = found.get(key, {})
        if not isinstance(table, dict) or not all(isinstance(value, str) and value for value in table.values()):
            self._refuse(key, "must be a table of texts")
        return table

    def _names(self, row: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        names = row.get(key)
        if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
            self._refuse(where, f"{key} must be a list of texts")
        return tuple(names)

    def _text(self, row: Mapping[str, Any], key: str, where: str) -> str:
        value = row.get(key)
        if not isinstance(value, str) or not value:
            self._refuse(where, f"{key} must be a text")
        return value

    def _flag(self, row: Mapping[str, Any], key: str, where: str) -> bool:
        value = row.get(key)
        if not isinstance(value, bool):
            self._refuse(where, f"{key} must be true or false")
        return value

    def _pair(self, row: Mapping[str, Any], key: str, where: str) -> tuple[int, int]:
        value = row.get(key)
        if not isinstance(value, list) or [type(part) for part in value] != [int, int]:
            self._refuse(where, f"{key} must be [month, day]")
        return value[0], value[1]

    def _one_of(self, known: Iterable[str], value: str, what: str, where: str) -> str:
        if value not in known:
            self._refuse(where, f"unknown {what} {value}")
        return value

    def _unique(self, value: str, taken: set[str], what: str, where: str) -> None:
        if value in taken:
            self._refuse(where, f"duplicate {what} {value}")
        taken.add(value)

    def _only(self, row: Mapping[str, Any], shape: type, where: str) -> None:
        for key in row:
            if key not in shape.__annotations__:
                self._refuse(where, f"unknown field {key}")

    def _refuse(self, where: str, why: str) -> NoReturn:
        raise ValueError(f"{self.file}: {where}: {why}")
