"""Posting a four-line bill with everything on, beside the same rows in bare SQL with one durable commit each.

Everything on: seals, chain, balances, outbox, audit, request key. Bare: a header, its lines, a journal with its lines
and a number, in hand-written statements through the driver, in tables with primary keys only.
"""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from benchmarks.report import Figure
from counterfoil.core.items import Item
from counterfoil.core.money import Money
from counterfoil.core.references import IncomeAccount, MatterCode, SalesTax
from counterfoil.documents import actions
from counterfoil.firms.roles import Actor
from counterfoil.kinds.billing.client_bill import CLIENT_BILL, ClientBill

AT = datetime(2026, 3, 20, 3, tzinfo=UTC)
ROUNDS = 9
BILLS_A_ROUND = 60
MATTERS = 50


def bill(number: int) -> ClientBill:
    """Four lines, two tax codes; the amounts vary."""
    items = tuple(
        Item(
            description=f"Item {line} of bill {number}",
            account=IncomeAccount("4100" if line < 3 else "4200"),
            net=Money(10_000 + number % 997 + line, "AUD"),
            tax=SalesTax("GST" if line % 2 else "GST-FREE"),
        )
        for line in range(4)
    )
    matter = MatterCode(f"M-{number % MATTERS:03d}")
    return ClientBill(on=date(2026, 3, 2), due_on=date(2026, 3, 16), matter=matter, items=items)


class Bare:
    """The same document in as few plain statements as it takes."""

    TABLES = (
        "create table series (code text primary key, next bigint)",
        "create table document (id {key}, number text, kind text, dated_on date, due_on date, matter bigint,"
        " contact bigint, total bigint, content text)",
        "create table document_line (id {key}, document bigint, position int, account bigint, tax_code bigint,"
        " description text, net bigint, tax bigint)",
        "create table entry (id {key}, document bigint, dated_on date, title text)",
        "create table line (id {key}, entry bigint, account bigint, matter bigint, dated_on date, minor bigint)",
    )

    def __init__(self, driver: Any, *, mark: str, key: str) -> None:
        self.driver, self.mark = driver, mark
        for table in self.TABLES:
            driver.execute(table.format(key=key))
        driver.execute("insert into series values ('B', 1001)")

    def post(self, number: int) -> None:
        document = bill(number)
        run = self.driver.execute
        run("begin immediate" if self.mark == "?" else "begin")
        ((next_number,),) = run("update series set next = next + 1 where code = 'B' returning next - 1").fetchall()
        total = sum(item.net.minor for item in document.items)
        ((document_id,),) = run(
            "insert into document (number, kind, dated_on, due_on, matter, contact, total, content) values "
            + self._rows(1, 8)
            + " returning id",
            (f"B-{next_number}", "client_bill", "2026-03-02", "2026-03-16", 1, 1, total, "{}" * 100),
        ).fetchall()
        rows = [
            value
            for position, item in enumerate(document.items)
            for value in (document_id, position, 1, 1, item.description, item.net.minor, 100)
        ]
        run(
            "insert into document_line (document, position, account, tax_code, description, net, tax) values "
            + self._rows(4, 7),
            rows,
        )
        ((entry_id,),) = run(
            "insert into entry (document, dated_on, title) values " + self._rows(1, 3) + " returning id",
            (document_id, "2026-03-02", "Client bill"),
        ).fetchall()
        lines = [value for account in range(6) for value in (entry_id, account, 1, "2026-03-02", 100)]
        run("insert into line (entry, account, matter, dated_on, minor) values " + self._rows(6, 5), lines)
        run("commit")

    def _rows(self, rows: int, columns: int) -> str:
        row = "(" + ", ".join([self.mark] * columns) + ")"
        return ", ".join([row] * rows)


def bare_sqlite(folder: Path) -> Bare:
    driver = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        driver.execute(f"pragma {pragma}")
    return Bare(driver, mark="?", key="integer primary key")


def bare_postgres(url: str) -> Bare:
    return Bare(psycopg.connect(url, autocommit=True), mark="%s", key="bigserial primary key")


def measure(actor: Actor, bare: Bare) -> Iterator[Figure]:
    """Rounds of ours and of bare SQL in turn; the median of their ratios, our CPU and our statements a bill."""
    numbers = count(1)

    def ours() -> None:
        number = next(numbers)
        actions.enter(kind=CLIENT_BILL, document=bill(number), by=actor, at=AT, key=f"bench:{number}")

    def plain() -> None:
        bare.post(next(numbers))

    timed(ours, 450)
    timed(plain, 450)
    ratios, cpus, rates = [], [], []
    for _ in range(ROUNDS):
        wall, cpu = timed(ours, BILLS_A_ROUND)
        bare_wall, _ = timed(plain, BILLS_A_ROUND)
        ratios.append(bare_wall / wall)
        cpus.append(cpu / BILLS_A_ROUND * 1000)
        rates.append(BILLS_A_ROUND / wall)
    name = connection.vendor
    floor = 0.30 if name == "sqlite" else 0.35
    yield Figure(f"{name}: share of bare SQL", statistics.median(ratios), floor, "at least", (min(ratios), max(ratios)))
    yield Figure(f"{name}: CPU ms a bill", statistics.median(cpus), 1.5, "at most", (min(cpus), max(cpus)))
    yield Figure(f"{name}: statements a bill", statements_of(ours), 14, "at most")
    yield Figure(f"{name}: bills a second", statistics.median(rates), None, "for information", (min(rates), max(rates)))


def statements_of(post: Callable[[], None]) -> int:
    """Every statement of one posting, its BEGIN among them, and its COMMIT."""
    seen = []

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        post()
    return len(seen) + 1


def timed(work: Callable[[], None], times: int) -> tuple[float, float]:
    """Wall and processor seconds of doing it so many times."""
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        work()
    return time.perf_counter() - wall, time.process_time() - cpu
