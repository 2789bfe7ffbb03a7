"""New organisations: what each country's books begin with, and the chart of a demo law firm."""

from datetime import datetime
from decimal import Decimal

from xero_sandbox.model.accounts import CLASS_OF
from xero_sandbox.model.books import Books
from xero_sandbox.model.records import Account, Profile, TaxRate
from xero_sandbox.model.seeds.chart import DEMO_ACCOUNTS, SYSTEM_ACCOUNTS, AccountSeed
from xero_sandbox.model.seeds.countries import COUNTRIES, Country

SEEDS = ("empty", "demo")


def plant(
    books: Books,
    *,
    seed: str,
    country: str,
    edition_class: str = "PREMIUM",
    is_demo: bool = False,
    name: str | None = None,
    now: datetime,
) -> None:
    """`empty`: the system accounts and the tax rates. `demo`: a law firm's chart on top, still without a movement."""
    place = COUNTRIES[country]
    books.profiles.put(
        Profile(
            id=books.tenant_id,
            name=name or f"{place.demo_name}",
            country=country,
            version=place.version,
            currency=place.currency,
            timezone=place.timezone,
            year_end_day=place.year_end[0],
            year_end_month=place.year_end[1],
            edition_class=edition_class,
            is_demo=is_demo,
            tax_number=place.tax_number,
            short_code=f"!{books.new_id()[:5]}",
            created_at=now,
        )
    )
    for rate in place.rates:
        books.tax_rates.put(
            TaxRate(
                id=rate.type,
                name=rate.name,
                percent=Decimal(rate.percent),
                report_type=rate.report,
                classes=rate.classes,
                status=rate.status,
            )
        )
    for account in SYSTEM_ACCOUNTS + (DEMO_ACCOUNTS if seed == "demo" else ()):
        _open_account(books, account, place, now)


def _open_account(books: Books, seed: AccountSeed, place: Country, now: datetime) -> None:
    name = place.tax_account_name if seed.system == "GST" else seed.name
    books.accounts.put(
        Account(
            id=books.new_id(),
            code=seed.code,
            name=name,
            type=seed.type,
            account_class=CLASS_OF[seed.type],
            tax_type=place.default_tax[seed.tax],
            updated_at=now,
            system=seed.system,
            takes_payments=seed.takes_payments,
            description=seed.description,
            bank_number=seed.bank_number,
            bank_type="BANK" if seed.type == "BANK" else "",
        )
    )
