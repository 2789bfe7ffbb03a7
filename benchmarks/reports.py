"""The reports that add up a whole practice: aged receivables of 100,000 bills, balances of 20,000 matters.

Each is asked for as its page asks: fifty rows, everything added up, and the account that proves it. Once as at the last
day that has lines, once as at a day a year before, when most of what has been settled since was open.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.db import connection

from benchmarks.large_practice import BILLS, DAYS, FIRST_DAY, MATTERS, a_large_practice
from benchmarks.report import Figure
from counterfoil.firms.rows import run
from counterfoil.reports.aged import aged
from counterfoil.reports.matter_balances import matter_balances
from counterfoil.reports.owing import RECEIVABLE
from counterfoil.reports.trust_listing import trust_listing

LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 2)
A_YEAR_BEFORE = LAST_DAY - timedelta(days=365)
TIMES = 9
AGED_LIMIT_MS, MATTERS_LIMIT_MS = 300.0, 200.0


def measure(folder: Path) -> Iterator[Figure]:
    """Milliseconds, the median of nine; what each report says must be what its accounts say."""
    by = a_large_practice()
    run("analyze")
    firm_id, name = by.firm_id, connection.vendor
    ((bills, matters),) = run(
        "select (select count(*) from documents_document where kind = 'client_bill'),"
        " (select count(*) from matters_matter)"
    )
    assert (bills, matters) == (BILLS, MATTERS)
    for day, when in ((LAST_DAY, "now"), (A_YEAR_BEFORE, "a year ago")):
        proved(firm_id, day)
        of_clients = partial(aged, firm_id=firm_id, owing=RECEIVABLE, as_at=day)
        of_matters = partial(matter_balances, firm_id=firm_id, as_at=day)
        yield figure(f"{name}: ms, aged receivables {when}", of_clients, AGED_LIMIT_MS)
        yield figure(f"{name}: ms, one client opened {when}", partial(of_clients, opened="C-0007"), AGED_LIMIT_MS)
        yield figure(f"{name}: ms, matter balances {when}", of_matters, MATTERS_LIMIT_MS)
        yield figure(f"{name}: ms, trust listing {when}", partial(trust_listing, firm_id=firm_id, as_at=day), None)


def proved(firm_id: int, day: date) -> None:
    receivables = aged(firm_id=firm_id, owing=RECEIVABLE, as_at=day)
    assert receivables.proof is not None
    assert receivables.proof.agrees
    assert receivables.totals.total_minor > 0
    assert trust_listing(firm_id=firm_id, as_at=day).agrees


def figure(name: str, report: Callable[[], object], limit: float | None) -> Figure:
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        report()
        took.append((time.perf_counter() - started) * 1000)
    sense = "at most" if limit else "for information"
    return Figure(name, statistics.median(took), limit, sense, (min(took), max(took)))
