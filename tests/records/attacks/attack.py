"""What an attack is, and the pieces they are made of.

Each attack is a list of statements, run in one transaction and committed. `refused` is what the database must say;
where the two say it differently, `refused_there` has the words of PostgreSQL. `only` names the database on which an
attack means something, `over` the hand.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tests.records.scene import Scene

SEALED = "[sealed]"
CHAIN = "[chain-broken]"
UNBALANCED = "[entry-unbalanced]"
CROSS = "[cross-firm]"
DAY = "2026-03-20"


@dataclass(frozen=True, slots=True)
class Attack:
    what: str
    statements: Callable[[Scene], list[str]]
    refused: str
    refused_there: str = ""
    only: str = ""
    over: str = ""

    def words(self, vendor: str) -> str:
        return self.refused_there if vendor == "postgresql" and self.refused_there else self.refused

    def __str__(self) -> str:
        return self.what.replace(" ", "-")


def forged(
    s: Scene,
    *lines: tuple[int, int | None, int | None, object],
    verb: str = "insert into",
    line_verb: str = "insert into",
    count: int | None = None,
    seq: int | None = None,
    prev_hash: str | None = None,
    digest: str | None = None,
    firm: int | None = None,
    document: int | None = None,
    on: str = DAY,
    reverses: int | None = None,
    line_day: str | None = None,
    line_firm: int | None = None,
) -> list[str]:
    """An entry with these lines (account, matter, bank, minor), in the order in which this database wants them."""
    firm = firm or s.firm
    entry = (
        f"{verb} ledger_entry (id, firm_id, seq, dated_on, title, document_id, reverses_id, line_count, prev_hash,"
        f" hash, posted_at) values ({s.next_entry}, {firm}, {seq or s.seq + 1}, '{on}', 'Forged',"
        f" {document or s.draft}, {reverses or 'null'}, {len(lines) if count is None else count},"
        f" '{s.hash if prev_hash is None else prev_hash}', '{'f' * 64 if digest is None else digest}',"
        f" '2026-03-20 01:00:00')"
    )
    values = ", ".join(
        f"({line_firm or firm}, {s.next_entry}, {account}, {matter or 'null'}, {bank or 'null'},"
        f" '{line_day or on}', {minor})"
        for account, matter, bank, minor in lines
    )
    columns = "(firm_id, entry_id, account_id, matter_id, bank_id, dated_on, minor)"
    rows = [f"{line_verb} ledger_line {columns} values {values}"] if lines else []
    return [entry, *rows] if s.vendor == "postgresql" else [*rows, entry]


def fee(s: Scene, minor: object = 500) -> tuple[int, None, None, object]:
    return (s.fees, None, None, minor)


def owed(s: Scene, minor: object = -500) -> tuple[int, None, None, object]:
    return (s.receivable, None, None, minor)


def held(s: Scene, minor: int) -> tuple[int, int, int, int]:
    return (s.trust_held, s.matter, s.bank, minor)


def banked(s: Scene, minor: int) -> tuple[int, None, int, int]:
    return (s.trust_bank, None, s.bank, minor)


def line_of(
    s: Scene,
    *,
    entry: int,
    minor: object,
    line_id: int | None = None,
    verb: str = "insert into",
    on: str = "2026-03-10",
) -> str:
    first, value = ("id, ", f"{line_id}, ") if line_id else ("", "")
    return (
        f"{verb} ledger_line ({first}firm_id, entry_id, account_id, dated_on, minor)"
        f" values ({value}{s.firm}, {entry}, {s.fees}, '{on}', {minor})"
    )
