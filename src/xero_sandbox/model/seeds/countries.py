"""What differs by country: currency, year end, and the tax rates with the kinds of account each may be used on."""

from typing import NamedTuple

ALL = ("ASSET", "EQUITY", "EXPENSE", "LIABILITY", "REVENUE")
ON_SALES = ("ASSET", "EQUITY", "LIABILITY", "REVENUE")
ON_PURCHASES = ("ASSET", "EQUITY", "EXPENSE", "LIABILITY")


class Rate(NamedTuple):
    type: str
    name: str
    percent: str
    classes: tuple[str, ...]
    report: str
    status: str = "ACTIVE"


class Country(NamedTuple):
    version: str
    currency: str
    demo_name: str
    timezone: str
    year_end: tuple[int, int]
    tax_number: str
    tax_account_name: str
    default_tax: dict[str, str]
    rates: tuple[Rate, ...]


AUSTRALIA = Country(
    version="AU",
    currency="AUD",
    demo_name="Harbour & Vale Lawyers",
    timezone="AUSEASTERNSTANDARDTIME",
    year_end=(30, 6),
    tax_number="12 345 678 901",
    tax_account_name="GST",
    default_tax={"sales": "OUTPUT", "purchases": "INPUT", "none": "BASEXCLUDED"},
    rates=(
        Rate("OUTPUT", "GST on Income", "10", ON_SALES, "OUTPUT"),
        Rate("INPUT", "GST on Expenses", "10", ON_PURCHASES, "INPUT"),
        Rate("EXEMPTOUTPUT", "GST Free Income", "0", ON_SALES, "EXEMPTOUTPUT"),
        Rate("EXEMPTEXPENSES", "GST Free Expenses", "0", ON_PURCHASES, "EXEMPTEXPENSES"),
        Rate("BASEXCLUDED", "BAS Excluded", "0", ALL, "BASEXCLUDED"),
        Rate("NONE", "No Tax", "0", ALL, "NONE"),
    ),
)

NEW_ZEALAND = Country(
    version="NZ",
    currency="NZD",
    demo_name="Kowhai Chambers",
    timezone="NEWZEALANDSTANDARDTIME",
    year_end=(31, 3),
    tax_number="012-345-678",
    tax_account_name="GST",
    default_tax={"sales": "OUTPUT2", "purchases": "INPUT2", "none": "NONE"},
    rates=(
        Rate("OUTPUT2", "15% GST on Income", "15", ON_SALES, "OUTPUT"),
        Rate("INPUT2", "15% GST on Expenses", "15", ON_PURCHASES, "INPUT"),
        Rate("ZERORATED", "Zero Rated", "0", ON_SALES, "OUTPUT"),
        Rate("NONE", "No GST", "0", ALL, "NONE"),
        Rate("OUTPUT", "12.5% GST on Income", "12.5", ON_SALES, "OUTPUT", "DELETED"),
        Rate("INPUT", "12.5% GST on Expenses", "12.5", ON_PURCHASES, "INPUT", "DELETED"),
    ),
)

BRITAIN = Country(
    version="UK",
    currency="GBP",
    demo_name="Ashdown Mere Solicitors",
    timezone="GMTSTANDARDTIME",
    year_end=(31, 3),
    tax_number="GB 123 4567 89",
    tax_account_name="VAT",
    default_tax={"sales": "OUTPUT2", "purchases": "INPUT2", "none": "NONE"},
    rates=(
        Rate("OUTPUT2", "20% (VAT on Income)", "20", ON_SALES, "OUTPUT"),
        Rate("INPUT2", "20% (VAT on Expenses)", "20", ON_PURCHASES, "INPUT"),
        Rate("RROUTPUT", "5% (VAT on Income)", "5", ON_SALES, "OUTPUT"),
        Rate("RRINPUT", "5% (VAT on Expenses)", "5", ON_PURCHASES, "INPUT"),
        Rate("ZERORATEDOUTPUT", "Zero Rated Income", "0", ON_SALES, "OUTPUT"),
        Rate("ZERORATEDINPUT", "Zero Rated Expenses", "0", ON_PURCHASES, "INPUT"),
        Rate("EXEMPTOUTPUT", "Exempt Income", "0", ON_SALES, "EXEMPTOUTPUT"),
        Rate("EXEMPTINPUT", "Exempt Expenses", "0", ON_PURCHASES, "EXEMPTINPUT"),
        Rate("NONE", "No VAT", "0", ALL, "NONE"),
    ),
)

UNITED_STATES = Country(
    version="US",
    currency="USD",
    demo_name="Larkspur & Dane LLP",
    timezone="USEASTERNSTANDARDTIME",
    year_end=(31, 12),
    tax_number="12-3456789",
    tax_account_name="Sales Tax",
    default_tax={"sales": "OUTPUT", "purchases": "INPUT", "none": "NONE"},
    rates=(
        Rate("OUTPUT", "Tax on Sales", "0", ON_SALES, "OUTPUT"),
        Rate("INPUT", "Tax on Purchases", "0", ON_PURCHASES, "INPUT"),
        Rate("TAX001", "State Sales Tax", "8.25", ON_SALES, "OUTPUT"),
        Rate("NONE", "Tax Exempt", "0", ALL, "NONE"),
    ),
)

COUNTRIES = {"AU": AUSTRALIA, "NZ": NEW_ZEALAND, "GB": BRITAIN, "US": UNITED_STATES}
