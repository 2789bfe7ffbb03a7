"""The four jurisdictions are complete, and a file with a slip in it is refused by name and row."""

import dataclasses
import re
from datetime import date
from importlib.resources import files

import pytest

from counterfoil.core.chart import CLASS_OF_TYPE, SLOTS
from counterfoil.core.jurisdictions import (
    CODES,
    Jurisdiction,
    NoRateOnDay,
    UnknownJurisdiction,
    UnknownTaxCode,
    jurisdiction,
    parse,
    rate_on,
)

everywhere = pytest.mark.parametrize("code", CODES)

GOOD = files("counterfoil.core.jurisdictions").joinpath("nz.toml").read_text(encoding="utf-8")


def with_slip(before: str, after: str) -> str:
    """The New Zealand file with one change, which must really be a change."""
    assert GOOD.count(before) == 1, f"{before} stands {GOOD.count(before)} times in nz.toml"
    return GOOD.replace(before, after)


def refused(text: str, *, saying: str) -> None:
    with pytest.raises(ValueError, match=re.escape(saying)) as refusal:
        parse(text, file="nz.toml")

    assert str(refusal.value).startswith("nz.toml: ")


@everywhere
def test_every_slot_is_filled_once_or_left_out_with_a_reason(code: str) -> None:
    here = jurisdiction(code)

    filled = [account.slot for account in here.accounts if account.slot]

    assert sorted([*filled, *here.without]) == sorted(SLOTS)


def test_only_new_zealand_leaves_the_firms_money_in_trust() -> None:
    assert [code for code in CODES if jurisdiction(code).firm_money_in_trust] == ["nz"]
    assert [code for code in CODES if jurisdiction(code).account_for("FIRM_INTEREST_IN_TRUST")] == ["nz"]
    assert [code for code in CODES if jurisdiction(code).account_for("TRUST_ADVANCES")] == ["nz"]


def test_only_australia_has_a_statutory_deposit() -> None:
    assert [code for code in CODES if jurisdiction(code).account_for("STATUTORY_DEPOSIT")] == ["au"]


@everywhere
def test_the_chart_is_as_long_as_a_law_firms(code: str) -> None:
    assert 60 <= len(jurisdiction(code).accounts) <= 90


@everywhere
def test_the_chart_reads_in_the_order_of_its_codes(code: str) -> None:
    codes = [account.code for account in jurisdiction(code).accounts]

    assert codes == sorted(codes)


@everywhere
def test_the_accounts_every_example_names_have_their_codes(code: str) -> None:
    by_code = {account.code: account for account in jurisdiction(code).accounts}

    assert by_code["1100"].type == "bank"
    assert by_code["1150"].type == "trust_bank"
    assert by_code["1200"].slot == "RECEIVABLE"
    assert by_code["2150"].slot == "TRUST_HELD"


def test_trust_money_is_called_what_the_country_calls_it() -> None:
    names = {account.name for code in CODES for account in jurisdiction(code).accounts if account.slot == "TRUST_HELD"}

    assert names == {"Trust funds held", "Client money held"}
    assert jurisdiction("ew").terms["trust"] == "client account"


@everywhere
def test_trust_and_control_accounts_are_moved_by_documents_only(code: str) -> None:
    blocked = {account.slot for account in jurisdiction(code).accounts if account.slot and not account.manual}
    trust_banks = [account for account in jurisdiction(code).accounts if account.type == "trust_bank"]

    assert blocked >= {"RECEIVABLE", "PAYABLE", "TAX_COLLECTED", "TAX_PAID", "TRUST_HELD", "CURRENT_YEAR_EARNINGS"}
    assert not any(account.manual for account in trust_banks)


@everywhere
def test_held_money_always_names_a_matter(code: str) -> None:
    here = jurisdiction(code)

    for slot in ("TRUST_HELD", "RETAINERS_HELD", "TRUST_ADVANCES"):
        account = here.account_for(slot)
        assert account is None or account.matter_required


@everywhere
def test_income_suggests_no_purchases_code_and_costs_no_sales_code(code: str) -> None:
    here = jurisdiction(code)
    against = {"income": "paid", "expense": "collected"}

    wrong = [
        account.code
        for account in here.accounts
        if account.tax and here.tax_code(account.tax).direction == against.get(CLASS_OF_TYPE[account.type])
    ]

    assert wrong == []


@everywhere
def test_every_income_and_cost_account_suggests_a_tax_code(code: str) -> None:
    silent = [
        account.code
        for account in jurisdiction(code).accounts
        if CLASS_OF_TYPE[account.type] in ("income", "expense") and account.tax is None
    ]

    assert silent == []


@everywhere
def test_every_tax_code_fits_a_csv_column(code: str) -> None:
    for tax_code in jurisdiction(code).tax_codes:
        assert len(tax_code.code) <= 16
        assert tax_code.code.replace("-", "").isalnum() and tax_code.code.isupper()


@pytest.mark.parametrize(
    ("code", "tax_code", "day", "rate_bp"),
    [
        ("au", "GST", date(2000, 7, 1), 1000),
        ("au", "GST-P", date(2026, 3, 2), 1000),
        ("au", "GST-FREE", date(2026, 3, 2), 0),
        ("nz", "GST", date(1986, 10, 1), 1000),
        ("nz", "GST", date(1989, 7, 1), 1250),
        ("nz", "GST", date(2010, 9, 30), 1250),
        ("nz", "GST-P", date(2010, 10, 1), 1500),
        ("ew", "VAT", date(2008, 11, 30), 1750),
        ("ew", "VAT", date(2008, 12, 1), 1500),
        ("ew", "VAT", date(2009, 12, 31), 1500),
        ("ew", "VAT", date(2010, 1, 1), 1750),
        ("ew", "VAT", date(2011, 1, 3), 1750),
        ("ew", "VAT-P", date(2011, 1, 4), 2000),
        ("ew", "VAT-RED", date(2026, 3, 2), 500),
        ("us", "SALES", date(2026, 3, 2), 0),
    ],
)
def test_the_rate_is_the_one_in_force_that_day(code: str, tax_code: str, day: date, rate_bp: int) -> None:
    assert rate_on(code, tax_code, day) == rate_bp


@everywhere
def test_sales_and_purchases_change_rate_on_the_same_days(code: str) -> None:
    rates = {tax_code.code: tax_code.rates for tax_code in jurisdiction(code).tax_codes}

    for name, of_purchases in rates.items():
        if name.removesuffix("-P") in rates:
            assert of_purchases == rates[name.removesuffix("-P")]


@everywhere
def test_lines_without_tax_have_a_code_on_any_day(code: str) -> None:
    here = jurisdiction(code)

    assert here.rate_on(here.no_tax, date(1950, 1, 1)) == 0


def test_a_day_before_the_first_rate_is_refused_by_name() -> None:
    with pytest.raises(NoRateOnDay, match="GST has no rate on 2000-06-30"):
        rate_on("au", "GST", date(2000, 6, 30))


def test_a_code_of_another_country_is_refused_by_name() -> None:
    with pytest.raises(UnknownTaxCode, match="Australia has no tax code VAT"):
        rate_on("au", "VAT", date(2026, 3, 2))


def test_an_unknown_jurisdiction_is_refused_by_name() -> None:
    with pytest.raises(UnknownJurisdiction, match="no jurisdiction fr; there are au, nz, ew, us"):
        jurisdiction("fr")


def test_an_unknown_slot_is_refused() -> None:
    with pytest.raises(ValueError, match="PETTY_CASH is no slot"):
        jurisdiction("au").account_for("PETTY_CASH")


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("au", "000-000 1", "000000 12345678"),
        ("nz", "00-0000-1234567-000", "00-0000-1234567"),
        ("ew", "00-00-00 12345678", "00-00-00 1234567"),
        ("us", "123456780 1234", "12345678 1234"),
    ],
)
def test_a_bank_account_number_is_recognised_whole(code: str, right: str, wrong: str) -> None:
    written = jurisdiction(code).bank_account_format

    assert written.matches(right)
    assert not written.matches(wrong)
    assert not written.matches(right + " and more")


def test_a_jurisdiction_is_read_once_and_cannot_be_changed() -> None:
    here: Jurisdiction = jurisdiction("au")

    assert jurisdiction("au") is here
    with pytest.raises(dataclasses.FrozenInstanceError):
        here.currency = "NZD"  # type: ignore[misc]


def test_a_duplicate_account_code_is_refused() -> None:
    refused(with_slip('code = "1120"', 'code = "1100"'), saying="accounts row 2 (1100): duplicate code 1100")


def test_a_duplicate_account_name_is_refused() -> None:
    refused(with_slip('"Petty cash"', '"office bank account"'), saying="accounts row 2 (1120): duplicate name")


def test_a_duplicate_tax_code_is_refused() -> None:
    refused(with_slip('code = "ZERO",', 'code = "GST",'), saying="tax_codes row 2 (GST): duplicate code GST")


def test_a_missing_slot_is_refused() -> None:
    refused(with_slip(', slot = "ROUNDING"', ""), saying="slot ROUNDING must be filled once")


def test_a_slot_filled_twice_is_refused() -> None:
    twice = with_slip(
        '"Petty cash", type = "current_asset"', '"Petty cash", type = "current_asset", slot = "RECEIVABLE"'
    )

    refused(twice, saying="(1200): duplicate slot RECEIVABLE")


def test_a_slot_on_the_wrong_type_is_refused() -> None:
    refused(with_slip('type = "expense", slot', 'type = "direct_cost", slot'), saying="(6999)")
    refused(with_slip('"PAYABLE"', '"FEES"'), saying="slot FEES needs type income")


def test_an_unknown_slot_or_type_or_field_is_refused() -> None:
    refused(with_slip('"ROUNDING"', '"ROUNDINGS"'), saying="(6999): unknown slot ROUNDINGS")
    refused(with_slip('"Office bank account", type = "bank"', '"Bank", type = "banks"'), saying="unknown type banks")
    refused(with_slip('"Petty cash",', '"Petty cash", taxes = "NT",'), saying="(1120): unknown field taxes")


def test_a_slot_may_not_be_left_out_because_someone_says_so() -> None:
    left_out = with_slip("without.STATUTORY_DEPOSIT", 'without.ROUNDING = "Cash only."\nwithout.STATUTORY_DEPOSIT')

    refused(left_out, saying="without: unknown slot that may be left out ROUNDING")


def test_firm_money_in_trust_needs_its_accounts() -> None:
    refused(with_slip("firm_money_in_trust = true", "firm_money_in_trust = false"), saying="FIRM_INTEREST_IN_TRUST")


def test_an_unknown_default_tax_code_is_refused() -> None:
    bad_debts = '"Bad debts", type = "expense", tax = '

    refused(with_slip(f'{bad_debts}"NT"', f'{bad_debts}"VAT"'), saying="(6040): unknown tax code VAT")


def test_a_default_tax_code_of_the_wrong_side_is_refused() -> None:
    refused(with_slip('slot = "FEES", tax = "GST"', 'slot = "FEES", tax = "GST-P"'), saying="(4100): tax code GST-P")


def test_rates_out_of_order_are_refused() -> None:
    zero = 'code = "ZERO", name = "Zero-rated sales", direction = "collected", rates = [[1986-10-01, 0]]'
    disordered = with_slip(zero, zero.replace("[[1986-10-01, 0]]", "[[2010-10-01, 0], [1986-10-01, 0]]"))

    refused(disordered, saying="tax_codes row 2 (ZERO): rates are not ascending: 1986-10-01 follows 2010-10-01")


@pytest.mark.parametrize(
    "rates", ["[]", "[[1986-10-01]]", '[["1986-10-01", 0]]', "[[1986-10-01, 0.5]]", "[[1986-10-01, -1]]"]
)
def test_a_rate_that_is_no_day_and_whole_number_is_refused(rates: str) -> None:
    zero = 'direction = "paid", rates = [[1986-10-01, 0]], applies_to = ["asset", "liability", "equity", "expense"]'
    named = f'"Exempt purchases", {zero}'

    refused(with_slip(named, named.replace("[[1986-10-01, 0]]", rates)), saying="tax_codes row 6 (EXEMPT-P)")


def test_the_suffix_belongs_to_the_purchases_side() -> None:
    refused(with_slip('code = "ZERO-P"', 'code = "ZERO-BUY"'), saying="(ZERO-BUY): codes of the purchases side")


def test_a_number_of_the_wrong_range_is_refused() -> None:
    refused(with_slip('code = "6999"', 'code = "5999"'), saying="(5999): the code of type expense is four digits")


def test_an_example_that_is_no_account_number_is_refused() -> None:
    refused(with_slip('"00-0000-1234567-00"', '"1234567"'), saying="bank_account_format: 1234567 does not match")


def test_a_missing_term_is_refused() -> None:
    refused(with_slip('terms.matter = "matter"\n', ""), saying="terms: matter must be a text")


def test_a_year_end_that_is_not_in_every_year_is_refused() -> None:
    refused(with_slip("financial_year_end = [3, 31]", "financial_year_end = [2, 29]"), saying="financial_year_end")


def test_a_calendar_of_another_country_is_refused() -> None:
    refused(with_slip('calendar = "NZ"', 'calendar = "AU-NSW"'), saying="calendar: AU-NSW is no calendar of NZ")


def test_text_that_is_no_toml_is_refused_with_the_files_name() -> None:
    refused("accounts = [", saying="nz.toml: ")
