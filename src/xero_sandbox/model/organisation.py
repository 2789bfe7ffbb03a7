"""The organisation, its currency, its tax rates, and what the app may do there."""

from typing import Any

from xero_sandbox.model.dates import wire_date, wire_instant
from xero_sandbox.model.money import shortest
from xero_sandbox.model.records import Profile, TaxRate

CLASSES = ("Assets", "Equity", "Expenses", "Liabilities", "Revenue")
CLASS_NAMES = {
    "Assets": "ASSET",
    "Equity": "EQUITY",
    "Expenses": "EXPENSE",
    "Liabilities": "LIABILITY",
    "Revenue": "REVENUE",
}
ALLOWED = (
    "CreateDraftInvoice",
    "CreateApprovedInvoice",
    "CreateDraftBill",
    "CreateApprovedBill",
    "CreateInvoicePayment",
)
NOT_ALLOWED = ("UseMulticurrency",)
CLASSES_OF_PLAN = (
    "PREMIUM",
    "STANDARD",
    "STARTER",
    "COMPREHENSIVE",
    "GROW",
    "IGNITE",
    "ULTIMATE",
    "DEMO",
    "TRIAL",
    "LEDGER",
    "GST_CASHBOOK",
    "NON_GST_CASHBOOK",
)
"""What Class may say, as far as the pages offer it. Xero adds values without notice, so any other is taken too."""
EDITIONS = ("BUSINESS", "PARTNER")
CURRENCY_NAMES = {
    "AUD": "Australian Dollar",
    "NZD": "New Zealand Dollar",
    "GBP": "British Pound",
    "USD": "United States Dollar",
}


def show(profile: Profile) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "OrganisationID": profile.id,
        "Name": profile.name,
        "LegalName": profile.name,
        "PaysTax": True,
        "Version": profile.version,
        "OrganisationType": "COMPANY",
        "OrganisationEntityType": "COMPANY",
        "BaseCurrency": profile.currency,
        "CountryCode": profile.country,
        "IsDemoCompany": profile.is_demo,
        "OrganisationStatus": profile.status,
        "TaxNumber": profile.tax_number,
        "FinancialYearEndDay": profile.year_end_day,
        "FinancialYearEndMonth": profile.year_end_month,
        "SalesTaxBasis": "ACCRUAL" if profile.country == "GB" else "ACCRUALS",
        "SalesTaxPeriod": "QUARTERLY",
        "DefaultSalesTax": "Tax Exclusive",
        "DefaultPurchasesTax": "Tax Exclusive",
        "CreatedDateUTC": wire_instant(profile.created_at),
        "Timezone": profile.timezone,
        "ShortCode": profile.short_code,
        "Edition": profile.edition,
        "Class": profile.edition_class,
        "Addresses": [],
        "Phones": [],
        "ExternalLinks": [],
        "PaymentTerms": {},
    }
    if profile.period_lock:
        shown["PeriodLockDate"] = wire_date(profile.period_lock)
    if profile.year_lock:
        shown["EndOfYearLockDate"] = wire_date(profile.year_lock)
    return shown


def actions(profile: Profile) -> list[dict[str, str]]:
    """What the app may do there: exactly what the person may who consented."""
    denied = {*NOT_ALLOWED, *profile.denied}
    return [
        {"Name": name, "Status": "NOT-ALLOWED" if name in denied else "ALLOWED"} for name in (*ALLOWED, *NOT_ALLOWED)
    ]


def currencies(profile: Profile) -> list[dict[str, str]]:
    return [
        {"Code": code, "Description": CURRENCY_NAMES.get(code, code)}
        for code in (profile.currency, *profile.currencies)
    ]


def show_tax_rate(rate: TaxRate) -> dict[str, Any]:
    percent = shortest(rate.percent)
    return {
        "Name": rate.name,
        "TaxType": rate.id,
        "ReportTaxType": rate.report_type,
        **{f"CanApplyTo{shown}": CLASS_NAMES[shown] in rate.classes for shown in CLASSES},
        "DisplayTaxRate": percent,
        "EffectiveRate": percent,
        "Status": rate.status,
        "TaxComponents": [{"Name": rate.name, "Rate": percent, "IsCompound": False, "IsNonRecoverable": False}],
    }
