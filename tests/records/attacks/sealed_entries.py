"""Entries that are posted: their lines and heads changed, deleted, replaced, added to."""

from tests.records.attacks.attack import SEALED, Attack, line_of

ATTACKS = [
    Attack(
        "change a posted amount", lambda s: [f"update ledger_line set minor = minor + 1 where id = {s.line}"], SEALED
    ),
    Attack(
        "change a line's account",
        lambda s: [f"update ledger_line set account_id = {s.fees} where id = {s.line}"],
        SEALED,
    ),
    Attack(
        "change a line's matter", lambda s: [f"update ledger_line set matter_id = null where id = {s.line}"], SEALED
    ),
    Attack(
        "change a line's day", lambda s: [f"update ledger_line set dated_on = '2026-01-01' where id = {s.line}"], SEALED
    ),
    Attack("delete a line", lambda s: [f"delete from ledger_line where id = {s.line}"], SEALED),
    Attack("delete all lines", lambda s: ["delete from ledger_line"], SEALED),
    Attack(
        "change an entry's day",
        lambda s: [f"update ledger_entry set dated_on = '2026-01-01' where id = {s.entry}"],
        SEALED,
    ),
    Attack(
        "change an entry's hash",
        lambda s: [f"update ledger_entry set hash = '{'0' * 64}' where id = {s.entry}"],
        SEALED,
    ),
    Attack(
        "change who posted", lambda s: [f"update ledger_entry set posted_by_id = null where id = {s.entry}"], SEALED
    ),
    Attack("delete an entry", lambda s: [f"delete from ledger_entry where id = {s.entry}"], SEALED),
    Attack(
        "delete an entry with its lines",
        lambda s: [
            f"delete from ledger_line where entry_id = {s.entry}",
            f"delete from ledger_entry where id = {s.entry}",
        ],
        SEALED,
    ),
    Attack("add a line to a sealed entry", lambda s: [line_of(s, entry=s.entry, minor=5)], SEALED),
    Attack(
        "add two balanced lines to a sealed entry",
        lambda s: [line_of(s, entry=s.entry, minor=5), line_of(s, entry=s.entry, minor=-5)],
        SEALED,
    ),
    Attack(
        "replace a sealed line",
        lambda s: [line_of(s, entry=s.entry, minor=1, line_id=s.line, verb="insert or replace into")],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "replace a sealed line in short",
        lambda s: [line_of(s, entry=s.entry, minor=1, line_id=s.line, verb="replace into")],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "add a line to a sealed entry or ignore",
        lambda s: [line_of(s, entry=s.entry, minor=5, verb="insert or ignore into")],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "update a sealed line or replace",
        lambda s: [f"update or replace ledger_line set id = id + 1 where id = {s.line}"],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "update a sealed line on conflict",
        lambda s: [
            (
                f"insert into ledger_line (id, firm_id, entry_id, account_id, dated_on, minor) values"
                f" ({s.line}, {s.firm}, {s.entry}, {s.fees}, '2026-03-10', 1) on conflict (id) do update set minor = 1"
            )
        ],
        SEALED,
    ),
]
