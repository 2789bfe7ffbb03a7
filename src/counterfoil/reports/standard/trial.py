"""The trial balance as a file, with another day beside it where one is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from counterfoil.core.shapes import Help
from counterfoil.reports.files.sheet import Sheet, columns
from counterfoil.reports.standard.report import Reader, Report, told
from counterfoil.reports.trial_balance import trial_balance


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTrial:
    as_at: Annotated[date | None, "As at", Help("The last day that counts; today when left empty.")] = None
    before: Annotated[date | None, "Compare with", Help("Another day, in a column beside it.")] = None


def _sheets(reader: Reader, asked: AskedTrial) -> Sequence[Sheet]:
    found = trial_balance(firm_id=reader.firm_id, as_at=asked.as_at or reader.today)
    earlier = trial_balance(firm_id=reader.firm_id, as_at=asked.before) if asked.before else None
    beside = [told(earlier.as_at)] if earlier else []
    then = {row.code: row for row in earlier.rows} if earlier else {}
    now = {row.code: row for row in found.rows}
    rows = []
    for code in sorted(then.keys() | now.keys()):
        row = now.get(code) or replace(then[code], minor=0)
        before = [then[code].minor if code in then else 0] if earlier else []
        rows.append((row.code, row.name, row.type, row.debit_minor, row.credit_minor, *before))
    sheet = Sheet(
        name=f"trial balance {found.as_at}",
        title="Trial balance",
        columns=columns("Code", "Account", "Type", "Debit", "Credit", *beside, money=("Debit", "Credit", *beside)),
        rows=rows,
        currency=found.currency,
        about=[f"As at {told(found.as_at)}, year from {told(found.year_began_on)}"],
        totals=("", "Total", "", found.debit_minor, found.credit_minor, *([None] if earlier else [])),
    )
    return [sheet]


TRIAL_BALANCE = Report(
    code="trial-balance",
    place="trial-balance",
    title="Trial balance",
    group="Books",
    says="Every account with its balance as at a day, in debit and credit, which are equal.",
    takes=AskedTrial,
    sheets=_sheets,
    words="accounts balances books",
    of_ledger=True,
)
