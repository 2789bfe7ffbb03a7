"""What the owner of a database could do: take the guards away, change rows, and even make the rest fit again."""

from dataclasses import replace

from django.db import connection

from counterfoil.firms.rows import day_of, run
from counterfoil.ledger.record import link_hash
from counterfoil.ledger.rowtypes import EntryRow, LineRow
from counterfoil.reports.reading import instant_of

CONSTRAINTS = (
    ("ledger_trustbalance", "trust_not_below_zero"),
    ("documents_document", "settled_within_total"),
)


def take_the_guards_away() -> None:
    """Inside the test's transaction, which is rolled back with everything in it."""
    if connection.vendor == "sqlite":
        for (name,) in run("select name from sqlite_master where type = 'trigger'"):
            run(f"drop trigger {name}")
        run("pragma ignore_check_constraints = on")
        return
    run("set constraints all immediate")
    run("set local session_replication_role = replica")
    for table, constraint in CONSTRAINTS:
        run(f"alter table {table} drop constraint {constraint}")


def put_the_guards_back() -> None:
    """The rollback brings triggers and constraints back; what SQLite was told to ignore lasts with the connection.

    A line without its entry goes first: Django looks for broken references before it rolls a test back.
    """
    run("delete from ledger_line where entry_id not in (select id from ledger_entry)")
    if connection.vendor == "sqlite":
        run("pragma ignore_check_constraints = off")


def keep_balances_again(firm_id: int) -> None:
    """Make the kept balances equal the lines again, as somebody would who hides a change."""
    for table in ("ledger_accountmonth", "ledger_mattermonth", "ledger_trustbalance"):
        run(f"delete from {table} where firm_id = %s", [firm_id])
    month = "cast(substr(cast(l.dated_on as text), 1, 4) || substr(cast(l.dated_on as text), 6, 2) as integer)"
    lines = "ledger_entry e join ledger_line l on l.entry_id = e.id join ledger_account a on a.id = l.account_id"
    run(
        f"insert into ledger_accountmonth (firm_id, account_id, month, minor)"
        f" select e.firm_id, l.account_id, {month}, sum(l.minor) from {lines} where e.firm_id = %s group by 1, 2, 3",
        [firm_id],
    )
    run(
        f"insert into ledger_mattermonth (firm_id, matter_id, account_id, bank_key, month, minor)"
        f" select e.firm_id, l.matter_id, l.account_id, coalesce(l.bank_id, 0), {month}, sum(l.minor) from {lines}"
        " where e.firm_id = %s and l.matter_id is not null and a.slot in ('TRUST_HELD', 'RECEIVABLE')"
        " group by 1, 2, 3, 4, 5",
        [firm_id],
    )
    run(
        "insert into ledger_trustbalance (firm_id, matter_id, bank_id, minor, newest_on)"
        f" select e.firm_id, l.matter_id, l.bank_id, -sum(l.minor), max(l.dated_on) from {lines}"
        " where e.firm_id = %s and l.matter_id is not null and l.bank_id is not null and a.slot = 'TRUST_HELD'"
        " group by 1, 2, 3",
        [firm_id],
    )


def chain_again(firm_id: int) -> None:
    """Compute every hash again, so that the chain inside this database shows nothing."""
    known = "0" * 64
    for row in run(
        "select id, seq, dated_on, title, document_id, reverses_id, posted_by_id, posted_at from ledger_entry"
        " where firm_id = %s order by seq",
        [firm_id],
    ):
        lines = run(
            "select account_id, matter_id, bank_id, minor from ledger_line where entry_id = %s order by id", [row[0]]
        )
        posted_at = instant_of(row[7])
        assert posted_at is not None
        entry = EntryRow(
            id=row[0],
            firm_id=firm_id,
            seq=row[1],
            dated_on=day_of(row[2]),
            title=row[3],
            document_id=row[4],
            reverses_id=row[5],
            prev_hash=known,
            hash="",
            posted_by=row[6],
            posted_at=posted_at,
        )
        entry = replace(entry, hash=link_hash(entry, [LineRow(*line) for line in lines]))
        run("update ledger_entry set prev_hash = %s, hash = %s where id = %s", [known, entry.hash, entry.id])
        known = entry.hash
    run("update ledger_chain set hash = %s where firm_id = %s", [known, firm_id])
