"""Posting a four-line bill with everything on, beside the same rows in bare SQL with one durable commit each.

Everything on: seals, chain, balances, outbox, audit, request key. Bare: a header, its lines, a journal with its lines
and a number, in hand-written statements through the driver, in tables with the same columns and indexes.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks.bare import bare_tables
from benchmarks.report import Figure
from counterfoil.core import shapes
from counterfoil.core.items import Item
from counterfoil.core.money import Money
from counterfoil.core.references import IncomeAccount, MatterCode, SalesTax
from counterfoil.documents import actions
from counterfoil.firms.publicid import new_public_id
from counterfoil.firms.roles import Actor
from counterfoil.kinds.billing.client_bill import CLIENT_BILL, ClientBill

AT = datetime(2026, 3, 20, 3, tzinfo=UTC)
ROUNDS = 9
TURNS = 12
BILLS_A_TURN = 20
BILLS_A_ROUND = TURNS * BILLS_A_TURN
"""Within a round both sides take turns, so that what disturbs the machine falls on both; and a round is long
enough for each to fold its write-ahead log into the database. Of processor time the least disturbed round counts."""
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
    """The same rows by hand: in tables with the columns and indexes of ours, without seals, keys, outbox and audit."""

    TABLES = ("ledger_series", "documents_document", "documents_documentline", "ledger_entry", "ledger_line")

    def __init__(self, driver: Any, *, mark: str) -> None:
        self.driver, self.mark = driver, mark
        driver.execute(f"insert into ledger_series (firm_id, code, next) values ({mark}, 'B', 1001)", (1,))

    def post(self, number: int) -> None:
        document = bill(number)
        content = shapes.canonical(document)
        total = sum(item.net.minor for item in document.items)
        run = self.driver.execute
        run("begin immediate" if self.mark == "?" else "begin")
        ((following,),) = run(
            "update ledger_series set next = next + 1 where firm_id = 1 and code = 'B' returning next - 1"
        ).fetchall()
        header = (1, new_public_id(), "client_bill", "posted", f"B-{following}", "2026-03-02", "2026-03-16")
        ((document_id,),) = run(
            "insert into documents_document (firm_id, public_id, kind, state, number, dated_on, due_on, matter_id,"
            " contact_id, memo, total_minor, settled_minor, content, version, entered_at) values "
            + self._rows(1, 15)
            + " returning id",
            (*header, 1 + number % MATTERS, 1, "", total, 0, content, 1, "2026-03-20 03:00:00"),
        ).fetchall()
        rows: list[Any] = []
        for position, item in enumerate(document.items):
            rows += (1, document_id, position, 1 + position % 2, 1, item.description, item.net.minor, 100)
        run(
            "insert into documents_documentline (firm_id, document_id, position, account_id, tax_code_id, description,"
            " net_minor, tax_minor) values " + self._rows(4, 8),
            rows,
        )
        ((entry_id,),) = run(
            "insert into ledger_entry (firm_id, seq, dated_on, title, document_id, line_count, prev_hash, hash,"
            " posted_at) values " + self._rows(1, 9) + " returning id",
            (1, following, "2026-03-02", "Client bill", document_id, 6, "", "", "2026-03-20 03:00:00"),
        ).fetchall()
        lines: list[Any] = []
        for account in (1, 2, 2, 2, 3, 4):
            lines += (1, entry_id, account, 1 + number % MATTERS, "2026-03-02", 100)
        run(
            "insert into ledger_line (firm_id, entry_id, account_id, matter_id, dated_on, minor) values "
            + self._rows(6, 6),
            lines,
        )
        run("commit")

    def _rows(self, rows: int, columns: int) -> str:
        row = "(" + ", ".join([self.mark] * columns) + ")"
        return ", ".join([row] * rows)


def bare(folder: Path) -> Bare:
    driver, mark = bare_tables(Bare.TABLES, folder)
    return Bare(driver, mark=mark)


def measure(actor: Actor, bare: Bare) -> Iterator[Figure]:
    """The median share of the rounds, our processor time of the least disturbed round, and our statements a bill."""
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
        wall = cpu = bare_wall = 0.0
        for _ in range(TURNS):
            took = timed(ours, BILLS_A_TURN)
            wall, cpu = wall + took[0], cpu + took[1]
            bare_wall += timed(plain, BILLS_A_TURN)[0]
        ratios.append(bare_wall / wall)
        cpus.append(cpu / BILLS_A_ROUND * 1000)
        rates.append(BILLS_A_ROUND / wall)
    name = connection.vendor
    floor = 0.30 if name == "sqlite" else 0.35
    yield Figure(f"{name}: share of bare SQL", statistics.median(ratios), floor, "at least", (min(ratios), max(ratios)))
    yield Figure(f"{name}: CPU ms a bill", min(cpus), 1.5, "at most", (min(cpus), max(cpus)))
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
