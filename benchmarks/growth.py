"""Posting a four-line bill into a ledger of 100,000 entries, beside one of 1,000.

Both ledgers are filled through `documents.actions`, as an import does it, a thousand bills to a transaction: nothing is
loaded past the seals. The bills lie spread over two years and fifty matters, so that the measured ones fall among the
rows of a month and a matter, not behind them. Both databases stay open and are measured in turn, at one time.
"""

import statistics
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from django.db import connection, transaction

from benchmarks.firm import a_connected_firm
from benchmarks.posting import AT, bill, timed
from benchmarks.report import Figure
from benchmarks.two_ledgers import copied, working_on
from counterfoil.documents import actions
from counterfoil.firms.roles import Actor
from counterfoil.kinds.billing.client_bill import CLIENT_BILL

SMALL, LARGE = 1_000, 100_000
FIRST_DAY = date(2024, 4, 1)
DAYS = 720
AT_ONCE = 1_000
WARM_UP = 60
ROUNDS = 9
BILLS_A_ROUND = 40
LIMIT = 1.3


def measure(folder: Path) -> Iterator[Figure]:
    """The medians of the rounds' ratios, large to small: wall time, then processor time, a bill."""
    actor, numbers = a_connected_firm(), count(1)
    fill(actor, numbers, bills=SMALL)
    small = copied(folder)
    fill(actor, numbers, bills=LARGE - SMALL)
    with connection.cursor() as cursor:
        cursor.execute("analyze")

    def post() -> None:
        number = next(numbers)
        actions.enter(kind=CLIENT_BILL, document=bill(number), by=actor, at=AT, key=f"bench:{number}")

    timed(post, WARM_UP)
    with working_on(small):
        timed(post, WARM_UP)
    walls, cpus, large_walls = [], [], []
    for _ in range(ROUNDS):
        wall, cpu = timed(post, BILLS_A_ROUND)
        with working_on(small):
            small_wall, small_cpu = timed(post, BILLS_A_ROUND)
        walls.append(wall / small_wall)
        cpus.append(cpu / small_cpu)
        large_walls.append(wall / BILLS_A_ROUND * 1000)
    name = connection.vendor
    for what, ratios in (("wall", walls), ("CPU", cpus)):
        spread = (min(ratios), max(ratios))
        yield Figure(f"{name}: {what}, 100,000 entries to 1,000", statistics.median(ratios), LIMIT, "at most", spread)
    spread = (min(large_walls), max(large_walls))
    yield Figure(f"{name}: ms a bill at 100,000", statistics.median(large_walls), None, "for information", spread)


def fill(actor: Actor, numbers: Iterator[int], *, bills: int) -> None:
    for _ in range(bills // AT_ONCE):
        with transaction.atomic():
            for _ in range(AT_ONCE):
                number = next(numbers)
                day = FIRST_DAY + timedelta(days=number * 7 % DAYS)
                document = replace(bill(number), on=day, due_on=day)
                actions.enter_within(kind=CLIENT_BILL, document=document, by=actor, at=AT, key=f"bench:{number}")
