"""The trial balance at any month's end of a ledger with a million lines, over ten years.

The ledger is filled through `documents.actions`, as an import does it: 10,000 bills of 98 items each, spread over ten
years and forty more income accounts than the chart begins with. Nothing is loaded past the seals, and every check of
`counterfoil check` must find nothing before anything is timed.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from django.db import connection, transaction

from benchmarks.firm import a_connected_firm
from benchmarks.posting import AT, MATTERS
from benchmarks.report import Figure
from counterfoil.core.dates import month_end
from counterfoil.core.items import Item
from counterfoil.core.money import Money
from counterfoil.core.references import IncomeAccount, MatterCode, SalesTax
from counterfoil.documents import actions
from counterfoil.firms.roles import Actor
from counterfoil.firms.rows import run
from counterfoil.kinds.billing.client_bill import CLIENT_BILL, ClientBill
from counterfoil.ledger.models import Account
from counterfoil.reports.checks import run_checks
from counterfoil.reports.trial_balance import trial_balance

YEARS = range(2016, 2026)
FIRST_DAY, DAYS = date(2016, 1, 1), 3653
BILLS = 10_000
ITEMS = 98
ACCOUNTS = tuple(str(code) for code in range(4500, 4540))
AT_ONCE = 200
TIMES = 5
LIMIT_MS = 20.0


def measure(folder: Path) -> Iterator[Figure]:
    """Milliseconds of each of the 120 months' ends, the median of five; then the median and the worst of these."""
    actor = a_connected_firm()
    fill(actor)
    ((lines,),) = run("select count(*) from ledger_line")
    found = [f"{finding.check}: {finding.sentence}" for finding in run_checks()]
    assert not found, found
    name = connection.vendor
    yield Figure(f"{name}: thousand lines, found sound", lines / 1000, 1000, "at least")
    ends = [month_end(date(year, month, 1)) for year in YEARS for month in range(1, 13)]
    took = [milliseconds(actor.firm_id, day) for day in ends]
    yield Figure(f"{name}: ms at a month's end, median", statistics.median(took), LIMIT_MS, "at most")
    yield Figure(f"{name}: ms at a month's end, worst", max(took), LIMIT_MS, "at most")
    within = [milliseconds(actor.firm_id, day.replace(day=20)) for day in ends[::12]]
    spread = (min(within), max(within))
    yield Figure(f"{name}: ms on a day within a month", statistics.median(within), None, "for information", spread)


def milliseconds(firm_id: int, day: date) -> float:
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        trial_balance(firm_id=firm_id, as_at=day)
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


def fill(actor: Actor) -> None:
    Account.objects.bulk_create(
        Account(firm_id=actor.firm_id, code=code, name=f"Fees {code}", type="income") for code in ACCOUNTS
    )
    for first in range(0, BILLS, AT_ONCE):
        with transaction.atomic():
            for number in range(first, first + AT_ONCE):
                actions.enter_within(kind=CLIENT_BILL, document=long_bill(number), by=actor, at=AT)


def long_bill(number: int) -> ClientBill:
    """Its items fall on every account in turn; the bills follow one another through the years."""
    items = tuple(
        Item(
            description=f"Item {place} of bill {number}",
            account=IncomeAccount(ACCOUNTS[(number + place) % len(ACCOUNTS)]),
            net=Money(1_000 + (number * 31 + place * 17) % 50_000, "AUD"),
            tax=SalesTax("GST" if place % 2 else "GST-FREE"),
        )
        for place in range(ITEMS)
    )
    day = FIRST_DAY + timedelta(days=number * DAYS // BILLS)
    return ClientBill(on=day, due_on=day, matter=MatterCode(f"M-{number % MATTERS:03d}"), items=items)
