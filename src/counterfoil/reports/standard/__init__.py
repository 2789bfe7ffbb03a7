"""The standard reports by their codes: pages, files, API and commands are made from this one list."""

from counterfoil.core.refusals import Refusal
from counterfoil.reports.standard.ages import AGED_PAYABLES, AGED_RECEIVABLES
from counterfoil.reports.standard.ledgers import BANK_LEDGER, GENERAL_LEDGER
from counterfoil.reports.standard.matters import MATTER_BALANCES, TRUST_LISTING
from counterfoil.reports.standard.report import Report
from counterfoil.reports.standard.statements import BALANCE_SHEET, INCOME_STATEMENT
from counterfoil.reports.standard.trial import TRIAL_BALANCE

REPORTS: dict[str, Report] = {
    report.code: report
    for report in (
        AGED_RECEIVABLES,
        AGED_PAYABLES,
        MATTER_BALANCES,
        TRUST_LISTING,
        TRIAL_BALANCE,
        BALANCE_SHEET,
        INCOME_STATEMENT,
        GENERAL_LEDGER,
        BANK_LEDGER,
    )
}
"""In the order in which people look for them."""


def report_of(code: str) -> Report:
    found = REPORTS.get(code)
    if found is None:
        known = ", ".join(REPORTS)
        raise Refusal(
            "report-unknown", "there is no report '{code}'; the reports are {known}", code=code[:40], known=known
        )
    return found
