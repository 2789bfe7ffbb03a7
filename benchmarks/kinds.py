"""Posting one document of each kind: its share of bare SQL, processor time and statements, beside a bill's budgets.

Bare SQL writes the same rows as the kind does - number, document, its lines, what it settles, journal and lines - read
off a document that was posted, in tables with the same columns and indexes and without seals, keys, outbox and audit.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection

from benchmarks.bare import bare_tables
from benchmarks.posting import statements_of, timed
from counterfoil.documents import actions
from counterfoil.firms.publicid import new_public_id
from counterfoil.kinds import all_kinds, kind_of
from tests.everything.again import TYPED, Firms, values

ROUNDS, A_TURN = 9, 40
"""In a round each kind and its bare SQL have a turn, so that what disturbs the machine for a second falls on one round
of several kinds and not on all rounds of one. A turn is long: whoever begins one finds the processor's caches full of
the other's work. Of all postings of a side the quickest quarter is taken for undisturbed, and its slowest counts: the
quarter, not the turn, because a short turn finds a quiet moment more easily than a long one. Of processor time the
least disturbed turn counts, with all that comes once in many postings."""
WARM = 4
TIMES = WARM + 1 + ROUNDS * A_TURN
CPU_MS, STATEMENTS = 1.5, 14
SHARE = {"sqlite": 0.30, "postgresql": 0.35}
SERIES = "ledger_series"
TABLES = {
    "documents_document": "id = %s",
    "documents_documentline": "document_id = %s",
    "documents_allocation": "recorded_by_id = %s",
    "ledger_entry": "document_id = %s",
    "ledger_line": "entry_id = (select id from ledger_entry where document_id = %s)",
}
"""Where a posting leaves rows, in the order in which bare SQL writes them, and how they are found again."""
FRESH = {"public_id": lambda number: new_public_id(), "seq": lambda number: number, "hash": lambda number: f"{number}"}
KEYS = {"document_id": "documents_document", "recorded_by_id": "documents_document", "entry_id": "ledger_entry"}


@dataclass(frozen=True)
class OfKind:
    """A kind's line: three figures, each with its budget."""

    code: str
    share: float
    cpu: float
    statements: int
    floor: float

    @property
    def missed(self) -> list[str]:
        found = {"share": self.share < self.floor, "cpu": self.cpu > CPU_MS, "statements": self.statements > STATEMENTS}
        return [name for name, over in found.items() if over]

    @property
    def holds(self) -> bool:
        return not self.missed

    def row(self) -> str:
        figures = f"{self.share:>8.2f} of bare SQL {self.cpu:>7.2f} ms CPU {self.statements:>4} statements"
        return f"{'ok' if self.holds else 'MISSED':<7}{self.code:<30}{figures}  {', '.join(self.missed)}"


class Bare:
    """The rows of one posting, written again and again through the driver with one durable commit each."""

    def __init__(self, driver: Any, *, mark: str) -> None:
        self.driver, self.mark, self.numbers = driver, mark, count(1_000_001)

    def like(self, document_id: int) -> Callable[[], None]:
        """Writes what that document left, with keys and numbers of its own each time."""
        left = {table: _rows(table, where, document_id) for table, where in TABLES.items()}
        firm_id = left["documents_document"][1][0][left["documents_document"][0].index("firm_id")]
        self.driver.execute(f"delete from {SERIES}")
        self.driver.execute(f"insert into {SERIES} (firm_id, code, next) values ({self.mark}, 'X', 1001)", (firm_id,))

        def post() -> None:
            self._post(left)

        return post

    def _post(self, left: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> None:
        execute, number, made = self.driver.execute, next(self.numbers), {}
        execute("begin immediate" if self.mark == "?" else "begin")
        execute(f"update {SERIES} set next = next + 1 returning next - 1").fetchall()
        for table, (columns, rows) in left.items():
            if not rows:
                continue
            kept = [name for name in columns if name != "id"]
            written = []
            for row in rows:
                of_row = dict(zip(columns, row, strict=True))
                written += [self._value(name, of_row[name], number, made) for name in kept]
            place = ", ".join(["(" + ", ".join([self.mark] * len(kept)) + ")"] * len(rows))
            ((key, *_), *_) = execute(
                f"insert into {table} ({', '.join(kept)}) values {place} returning id", written
            ).fetchall()
            made[table] = key
        execute("commit")

    def _value(self, name: str, value: Any, number: int, made: dict[str, int]) -> Any:
        if name in FRESH:
            return FRESH[name](number)
        if name in ("number", "memo"):
            return value and f"X-{number}"
        if name == "request_key":
            return f"bare-{number}"
        if name in KEYS and KEYS[name] in made:
            return made[KEYS[name]]
        return value


def _rows(table: str, where: str, document_id: int) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {table} where {where} order by id", [document_id])
        return [column[0] for column in cursor.description], [tuple(map(_plain, row)) for row in cursor.fetchall()]


def _plain(value: Any) -> Any:
    """Days and moments as the text in which SQLite keeps them; PostgreSQL reads it as well."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def bare(folder: Path) -> Bare:
    driver, mark = bare_tables((SERIES, *TABLES), folder)
    return Bare(driver, mark=mark)


def measure(folder: Path) -> Iterator[OfKind]:
    firms, plain = Firms.prepared(times=TIMES), bare(folder)
    contests = [Contest(code, firms, plain) for code in sorted(TYPED, key=lambda code: (all_kinds()[code].area, code))]
    for _ in range(ROUNDS):
        for contest in contests:
            contest.round()
    for contest in contests:
        yield contest.figures()


class Contest:
    """One kind against bare SQL, round by round."""

    def __init__(self, code: str, firms: Firms, plain: Bare) -> None:
        self.code, self.plain = code, plain
        self.firm, self.kind = firms.of(code), kind_of(code)
        given = [values(code, time) for time in range(TIMES)]
        self.documents = iter([actions.read(self.kind, each, firm_id=self.firm.id, at=self.firm.at) for each in given])
        self.keys = count(1)
        self.ours: list[float] = []
        self.theirs: list[float] = []
        self.cpu: list[float] = []
        for _ in range(WARM):
            self.post()
        self.statements = statements_of(self.post) + (connection.vendor == "postgresql")

    def post(self) -> None:
        key = f"{self.code}:{next(self.keys)}"
        given = {"by": self.firm.by, "at": self.firm.at, "key": key}
        self.last = actions.enter(kind=self.kind, document=next(self.documents), **given).id

    def round(self) -> None:
        """A turn each, in seconds: how long every posting took, and our processor time of all together."""
        began = time.process_time()
        self.ours += [timed(self.post, 1)[0] for _ in range(A_TURN)]
        self.cpu.append(time.process_time() - began)
        theirs = self.plain.like(self.last)
        timed(theirs, WARM)
        self.theirs += [timed(theirs, 1)[0] for _ in range(A_TURN)]

    def figures(self) -> OfKind:
        share = _undisturbed(self.theirs) / _undisturbed(self.ours)
        return OfKind(self.code, share, min(self.cpu) / A_TURN * 1000, self.statements, SHARE[connection.vendor])


def _undisturbed(took: list[float]) -> float:
    return statistics.quantiles(took, n=4)[0]
