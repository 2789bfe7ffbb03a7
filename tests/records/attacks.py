"""SQL that must never succeed, as a table. Add a row when you think of another.

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


def _line(
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


LEDGER = [
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
    Attack("add a line to a sealed entry", lambda s: [_line(s, entry=s.entry, minor=5)], SEALED),
    Attack(
        "add two balanced lines to a sealed entry",
        lambda s: [_line(s, entry=s.entry, minor=5), _line(s, entry=s.entry, minor=-5)],
        SEALED,
    ),
    Attack(
        "replace a sealed line",
        lambda s: [_line(s, entry=s.entry, minor=1, line_id=s.line, verb="insert or replace into")],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "replace a sealed line in short",
        lambda s: [_line(s, entry=s.entry, minor=1, line_id=s.line, verb="replace into")],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "add a line to a sealed entry or ignore",
        lambda s: [_line(s, entry=s.entry, minor=5, verb="insert or ignore into")],
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
    Attack("post an unbalanced entry", lambda s: forged(s, fee(s), owed(s, -499)), UNBALANCED),
    Attack(
        "post an unbalanced entry or ignore",
        lambda s: forged(s, fee(s), owed(s, -499), verb="insert or ignore into", line_verb="insert or ignore into"),
        UNBALANCED,
        only="sqlite",
    ),
    Attack("post an entry of one line", lambda s: forged(s, fee(s)), UNBALANCED),
    Attack("post an entry without lines", forged, UNBALANCED),
    Attack("declare lines that never come", lambda s: forged(s, count=2), UNBALANCED),
    Attack(
        "declare fewer lines than there are", lambda s: forged(s, fee(s), fee(s), owed(s, -1000), count=2), UNBALANCED
    ),
    Attack("declare more lines than there are", lambda s: forged(s, fee(s), owed(s), count=3), UNBALANCED),
    Attack(
        "leave lines without an entry",
        lambda s: [_line(s, entry=s.next_entry, minor=5), _line(s, entry=s.next_entry, minor=-5)],
        "FOREIGN KEY",
        CROSS,
    ),
    Attack(
        "leave lines without an entry or ignore",
        lambda s: [_line(s, entry=s.next_entry, minor=5, verb="insert or ignore into")],
        "FOREIGN KEY",
        only="sqlite",
    ),
    Attack(
        "add lines to an entry after sealing it",
        lambda s: [
            *forged(s, fee(s), owed(s)),
            _line(s, entry=s.next_entry, minor=7, on=DAY),
            _line(s, entry=s.next_entry, minor=-7, on=DAY),
        ],
        SEALED,
        UNBALANCED,
    ),
    Attack("post half a cent", lambda s: forged(s, fee(s, 0.5), owed(s, -0.5)), "[not-whole]", only="sqlite"),
    Attack(
        "post text for an amount", lambda s: forged(s, fee(s, "'x'"), owed(s, "'-x'")), "[not-whole]", only="sqlite"
    ),
    Attack(
        "post half a cent or ignore",
        lambda s: forged(s, fee(s, 0.5), owed(s, -0.5), line_verb="insert or ignore into"),
        "[not-whole]",
        only="sqlite",
    ),
    Attack("post a line of nothing", lambda s: forged(s, fee(s), owed(s), fee(s, 0)), "line_not_zero"),
    Attack("post lines of another day", lambda s: forged(s, fee(s), owed(s), line_day="2026-02-01"), "[line-differs]"),
    Attack(
        "post on a day that is no day",
        lambda s: forged(s, fee(s), owed(s), on="2026-3-20"),
        "[line-differs]",
        only="sqlite",
    ),
    Attack(
        "post on a day that is no day or ignore",
        lambda s: forged(s, fee(s), owed(s), on="yesterday", verb="insert or ignore into"),
        "[line-differs]",
        only="sqlite",
    ),
    Attack("skip a number of the chain", lambda s: forged(s, fee(s), owed(s), seq=s.seq + 2), CHAIN),
    Attack("use a number of the chain again", lambda s: forged(s, fee(s), owed(s), seq=s.seq), CHAIN),
    Attack("follow another hash", lambda s: forged(s, fee(s), owed(s), prev_hash="0" * 64), CHAIN),
    Attack("post without a hash", lambda s: forged(s, fee(s), owed(s), digest=""), CHAIN),
    Attack(
        "move the chain's head", lambda s: [f"update ledger_chain set seq = seq + 1 where firm_id = {s.firm}"], CHAIN
    ),
    Attack(
        "take the chain's head back", lambda s: [f"update ledger_chain set seq = 1 where firm_id = {s.firm}"], CHAIN
    ),
    Attack(
        "change the chain's hash",
        lambda s: [f"update ledger_chain set hash = '{'0' * 64}' where firm_id = {s.firm}"],
        CHAIN,
    ),
    Attack("delete a chain", lambda s: [f"delete from ledger_chain where firm_id = {s.firm}"], CHAIN),
    Attack(
        "begin a chain anew",
        lambda s: [f"insert into ledger_chain (firm_id, seq, hash) values ({s.firm}, 0, '{'0' * 64}')"],
        CHAIN,
        "ledger_chain_pkey",
    ),
    Attack(
        "replace a chain",
        lambda s: [f"replace into ledger_chain (firm_id, seq, hash) values ({s.firm}, 0, '{'0' * 64}')"],
        CHAIN,
        only="sqlite",
    ),
    Attack("take a series back", lambda s: ["update ledger_series set next = next - 1"], "[number-gap]"),
    Attack("leave a gap in a series", lambda s: ["update ledger_series set next = next + 2"], "[number-gap]"),
    Attack(
        "rename a series",
        lambda s: ["update ledger_series set next = next + 1, code = 'X' where code = 'B'"],
        "[number-gap]",
    ),
    Attack("delete a series", lambda s: ["delete from ledger_series"], "[number-gap]"),
    Attack(
        "replace a series",
        lambda s: [f"replace into ledger_series (firm_id, code, next) values ({s.firm}, 'B', 1001)"],
        "[number-gap]",
        only="sqlite",
    ),
    Attack("delete a period", lambda s: [f"delete from ledger_period where firm_id = {s.firm}"], SEALED),
    Attack("rename a period", lambda s: [f"update ledger_period set ledger = 'x' where firm_id = {s.firm}"], SEALED),
    Attack(
        "replace a period",
        lambda s: [f"replace into ledger_period (firm_id, ledger) values ({s.firm}, 'general')"],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "post into a closed period",
        lambda s: [
            f"update ledger_period set closed_through = '{DAY}' where firm_id = {s.firm}",
            *forged(s, fee(s), owed(s)),
        ],
        "[period-closed]",
    ),
    Attack(
        "post trust money into a closed trust period",
        lambda s: [
            f"update ledger_period set closed_through = '{DAY}' where firm_id = {s.firm} and ledger = 'trust'",
            *forged(s, held(s, -500), banked(s, 500)),
        ],
        "[period-closed]",
    ),
    Attack(
        "turn an account in use into another type",
        lambda s: [f"update ledger_account set type = 'expense' where id = {s.trust_held}"],
        "[account-in-use]",
    ),
    Attack(
        "take the function from an account in use",
        lambda s: [f"update ledger_account set slot = null where id = {s.trust_held}"],
        "[account-in-use]",
    ),
    Attack(
        "delete an account in use",
        lambda s: [f"delete from ledger_account where id = {s.fees}"],
        "FOREIGN KEY",
        "foreign key",
    ),
    Attack(
        "reverse an entry twice",
        lambda s: forged(s, fee(s), owed(s), reverses=s.reversed_entry),
        "reverses_id",
        "entry_reversed_once",
    ),
    Attack(
        "reverse an entry twice or replace",
        lambda s: forged(s, fee(s), owed(s), reverses=s.reversed_entry, verb="insert or replace into"),
        SEALED,
        only="sqlite",
    ),
    Attack(
        "reverse another document's entry",
        lambda s: forged(s, fee(s), owed(s), reverses=s.entry, document=s.paid_bill),
        SEALED,
    ),
    Attack("post a document twice", lambda s: forged(s, fee(s), owed(s), document=s.bill), SEALED),
    Attack("post an entry for no document", lambda s: forged(s, fee(s), owed(s), document=999_999), CROSS),
]

TRUST = [
    Attack("overdraw a matter", lambda s: forged(s, held(s, 99_999), banked(s, -99_999)), "[trust-overdrawn]"),
    Attack(
        "overdraw a matter or ignore",
        lambda s: forged(
            s, held(s, 99_999), banked(s, -99_999), verb="insert or ignore into", line_verb="insert or ignore into"
        ),
        "[trust-overdrawn]",
        only="sqlite",
    ),
    Attack(
        "overdraw a matter or replace",
        lambda s: forged(
            s, held(s, 99_999), banked(s, -99_999), verb="insert or replace into", line_verb="replace into"
        ),
        "[trust-overdrawn]",
        only="sqlite",
    ),
    Attack(
        "hold money for no matter",
        lambda s: forged(s, (s.trust_held, None, s.bank, -500), banked(s, 500)),
        "[trust-line-incomplete]",
    ),
    Attack(
        "hold money in no bank",
        lambda s: forged(s, (s.trust_held, s.matter, None, -500), banked(s, 500)),
        "[trust-line-incomplete]",
    ),
    Attack(
        "write a balance below zero",
        lambda s: [f"update ledger_trustbalance set minor = -1 where matter_id = {s.matter}"],
        "[trust-overdrawn]",
        SEALED,
    ),
    Attack(
        "give a balance to another matter",
        lambda s: [f"update ledger_trustbalance set matter_id = {s.second_matter} where matter_id = {s.matter}"],
        SEALED,
    ),
    Attack("delete a trust balance", lambda s: ["delete from ledger_trustbalance"], SEALED),
    Attack(
        "replace a trust balance with nothing",
        lambda s: [
            (
                "replace into ledger_trustbalance (firm_id, matter_id, bank_id, minor, newest_on) values"
                f" ({s.firm}, {s.matter}, {s.bank}, 0, '2026-03-02')"
            )
        ],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "begin a trust balance above nothing",
        lambda s: [
            (
                "insert into ledger_trustbalance (firm_id, matter_id, bank_id, minor, newest_on) values"
                f" ({s.firm}, {s.matter}, {s.office_bank}, 500, '2026-03-02')"
            )
        ],
        SEALED,
    ),
    Attack(
        "raise a trust balance",
        lambda s: ["update ledger_trustbalance set minor = minor + 1"],
        SEALED,
        only="postgresql",
    ),
    Attack(
        "raise an account's balance",
        lambda s: ["update ledger_accountmonth set minor = minor + 1"],
        SEALED,
        only="postgresql",
    ),
    Attack("delete an account's balance", lambda s: ["delete from ledger_accountmonth"], SEALED, only="postgresql"),
    Attack(
        "raise a matter's balance",
        lambda s: ["update ledger_mattermonth set minor = minor + 1"],
        SEALED,
        only="postgresql",
    ),
    Attack(
        "invent a balance",
        lambda s: [
            f"insert into ledger_accountmonth (firm_id, account_id, month, minor) select {s.firm}, {s.fees}, 209901, 5"
        ],
        SEALED,
        only="postgresql",
    ),
]

DOCUMENTS = [
    Attack(
        "change a posted total",
        lambda s: [f"update documents_document set total_minor = 1 where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted content",
        lambda s: [f"update documents_document set content = '{{}}' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted date",
        lambda s: [f"update documents_document set dated_on = '2026-01-01' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted matter",
        lambda s: [f"update documents_document set matter_id = null where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted kind",
        lambda s: [f"update documents_document set kind = 'trust_receipt' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a posted version", lambda s: [f"update documents_document set version = 9 where id = {s.bill}"], SEALED
    ),
    Attack(
        "change who entered",
        lambda s: [f"update documents_document set entered_by_id = null where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "change a request key",
        lambda s: [f"update documents_document set request_key = 'k' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "renumber a document", lambda s: [f"update documents_document set number = 'B-9' where id = {s.bill}"], SEALED
    ),
    Attack(
        "take a number away",
        lambda s: [f"update documents_document set number = null where id = {s.bill}"],
        SEALED,
        SEALED,
    ),
    Attack(
        "use a number again",
        lambda s: [f"update documents_document set number = 'B-1001' where id = {s.draft}"],
        "documents_document.number",
        "document_number",
    ),
    Attack(
        "take a posted document to draft without a reversal",
        lambda s: [f"update documents_document set state = 'draft' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "end a posted document without a reversal",
        lambda s: [f"update documents_document set state = 'reversed' where id = {s.bill}"],
        SEALED,
    ),
    Attack(
        "take a part-paid bill to draft",
        lambda s: [f"update documents_document set state = 'draft' where id = {s.paid_bill}"],
        "[document-settled]",
    ),
    Attack(
        "wake a reversed document",
        lambda s: [f"update documents_document set state = 'posted' where id = {s.reversed_receipt}"],
        "[step-not-allowed]",
    ),
    Attack(
        "put a state that is none",
        lambda s: [f"update documents_document set state = 'paid' where id = {s.draft}"],
        "document_state",
    ),
    Attack("delete a posted document", lambda s: [f"delete from documents_document where id = {s.bill}"], SEALED),
    Attack("delete a draft", lambda s: [f"delete from documents_document where id = {s.draft}"], SEALED),
    Attack(
        "replace a posted document",
        lambda s: [
            (
                "replace into documents_document (id, firm_id, public_id, kind, state, number, dated_on, memo,"
                " total_minor, settled_minor, content, version, entered_at)"
                f" values ({s.bill}, {s.firm}, 'xxxxxxxxxxxx', 'client_bill', 'posted', 'B-9', '2026-03-10', '',"
                " 1, 0, '{}', 1, '')"
            )
        ],
        SEALED,
        only="sqlite",
    ),
    Attack(
        "change a posted line",
        lambda s: [f"update documents_documentline set net_minor = 1 where id = {s.bill_line}"],
        SEALED,
    ),
    Attack("delete a posted line", lambda s: [f"delete from documents_documentline where id = {s.bill_line}"], SEALED),
    Attack(
        "move a draft's line to a posted document",
        lambda s: [f"update documents_documentline set document_id = {s.bill} where id = {s.draft_line}"],
        SEALED,
    ),
    Attack(
        "add a line to a posted document",
        lambda s: [
            (
                "insert into documents_documentline (firm_id, document_id, position, description, net_minor, tax_minor)"
                f" values ({s.firm}, {s.bill}, 9, 'More', 100, 0)"
            )
        ],
        SEALED,
    ),
    Attack(
        "settle by hand beyond the total",
        lambda s: [f"update documents_document set settled_minor = total_minor + 1 where id = {s.bill}"],
        "[bill-over-paid]",
        SEALED,
    ),
    Attack(
        "settle by hand",
        lambda s: [f"update documents_document set settled_minor = 1 where id = {s.bill}"],
        SEALED,
        only="postgresql",
    ),
    Attack("allocate more than the bill", lambda s: [_allocate(s, minor=40_000)], "[bill-over-paid]"),
    Attack(
        "allocate more than the bill or ignore",
        lambda s: [_allocate(s, minor=40_000, verb="insert or ignore into")],
        "[bill-over-paid]",
        only="sqlite",
    ),
    Attack("take more back than was allocated", lambda s: [_allocate(s, minor=-1)], "[bill-over-paid]"),
    Attack("allocate half a cent", lambda s: [_allocate(s, minor=0.5)], "[not-whole]", only="sqlite"),
    Attack("allocate nothing", lambda s: [_allocate(s, minor=0)], "allocation_not_zero"),
    Attack("change an allocation", lambda s: ["update documents_allocation set minor = 1"], SEALED),
    Attack("delete an allocation", lambda s: ["delete from documents_allocation"], SEALED),
    Attack("change the audit log", lambda s: ["update firms_audit set why = 'asked to'"], SEALED),
    Attack("delete from the audit log", lambda s: ["delete from firms_audit"], SEALED),
    Attack(
        "replace a row of the audit log",
        lambda s: [
            (
                "replace into firms_audit (id, firm_id, at, action, subject, subject_id, detail, why) values"
                f" (1, {s.firm}, '2026-03-31', 'none', 'none', 1, '', '')"
            )
        ],
        SEALED,
        only="sqlite",
    ),
]


def _allocate(s: Scene, *, minor: object, verb: str = "insert into") -> str:
    return (
        f"{verb} documents_allocation (firm_id, recorded_by_id, source_id, target_id, dated_on, minor)"
        f" values ({s.firm}, {s.receipt}, {s.receipt}, {s.bill}, '2026-03-20', {minor})"
    )


OUTBOX = [
    Attack("delete an item", lambda s: [f"delete from outbox_item where id = {s.pending}"], SEALED),
    Attack("delete a confirmed item", lambda s: [f"delete from outbox_item where id = {s.confirmed}"], SEALED),
    Attack(
        "send a confirmed item again",
        lambda s: [f"update outbox_item set state = 'pending' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "change a confirmed item's body",
        lambda s: [f"update outbox_item set body = '{{}}' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "change a confirmed item's body hash",
        lambda s: [f"update outbox_item set body_sha256 = '{'0' * 64}' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "change a confirmed item's id over there",
        lambda s: [f"update outbox_item set remote_id = 'x' where id = {s.confirmed}"],
        SEALED,
    ),
    Attack(
        "confirm without an id",
        lambda s: [f"update outbox_item set state = 'confirmed' where id = {s.pending}"],
        "confirmed_has_remote_id",
    ),
    Attack(
        "change a frozen snapshot",
        lambda s: [f"update outbox_item set snapshot = '{{}}' where id = {s.pending}"],
        SEALED,
    ),
    Attack("change a marker", lambda s: [f"update outbox_item set marker = 'LX' where id = {s.pending}"], SEALED),
    Attack(
        "change what an item copies",
        lambda s: [f"update outbox_item set source_id = {s.receipt} where id = {s.pending}"],
        SEALED,
    ),
    Attack(
        "change where an item goes",
        lambda s: [f"update outbox_item set resource = 'Payments' where id = {s.pending}"],
        SEALED,
    ),
    Attack(
        "change an item's version", lambda s: [f"update outbox_item set version = 9 where id = {s.pending}"], SEALED
    ),
    Attack(
        "lower an item's fence",
        lambda s: [f"update outbox_item set fence = 2 where id = {s.confirmed}"],
        "[fence-lost]",
    ),
    Attack(
        "lower an item's generation",
        lambda s: [f"update outbox_item set generation = 0 where id = {s.confirmed}"],
        "[fence-lost]",
    ),
    Attack(
        "lower a lease's fence",
        lambda s: [f"update outbox_lease set fence = 2 where destination_id = {s.destination}"],
        "[fence-lost]",
    ),
    Attack("delete a lease", lambda s: ["delete from outbox_lease"], "[fence-lost]"),
    Attack(
        "replace a lease",
        lambda s: [
            (
                "replace into outbox_lease (destination_id, firm_id, holder, fence)"
                f" values ({s.destination}, {s.firm}, '', 0)"
            )
        ],
        "[fence-lost]",
        only="sqlite",
        over="ours",  # a bare client replaces without firing the trigger of the deletion
    ),
    Attack("lower the epoch", lambda s: ["update outbox_epoch set number = number - 1"], "[fence-lost]"),
    Attack("delete the epoch", lambda s: ["delete from outbox_epoch"], "[fence-lost]"),
    Attack(
        "answer an attempt again", lambda s: [f"update outbox_attempt set status = 400 where id = {s.attempt}"], SEALED
    ),
    Attack(
        "change an attempt's key", lambda s: [f"update outbox_attempt set key = 'x' where id = {s.attempt}"], SEALED
    ),
    Attack("delete an attempt", lambda s: [f"delete from outbox_attempt where id = {s.attempt}"], SEALED),
    Attack("delete a link", lambda s: [f"delete from outbox_link where id = {s.link}"], SEALED),
    Attack("change a link", lambda s: [f"update outbox_link set remote_id = 'x' where id = {s.link}"], SEALED),
    Attack(
        "move a link to another document",
        lambda s: [f"update outbox_link set source_id = {s.receipt} where id = {s.link}"],
        SEALED,
    ),
    Attack("delete what an item waits for", lambda s: ["delete from outbox_dependency"], SEALED),
    Attack("change what an item waits for", lambda s: ["update outbox_dependency set on_id = item_id"], SEALED),
    Attack(
        "take the destination from its items",
        lambda s: [f"delete from outbox_destination where id = {s.destination}"],
        "FOREIGN KEY",
        "foreign key",
    ),
    Attack("lead the destination elsewhere", lambda s: ["update outbox_destination set remote_id = 'x'"], SEALED),
]

CROSS_FIRM = [
    Attack(
        "charge another firm's account",
        lambda s: forged(s, (s.other_fees, None, None, 500), owed(s)),
        CROSS,
    ),
    Attack(
        "pay from another firm's matter",
        lambda s: forged(s, (s.trust_held, s.other_matter, s.bank, 500), banked(s, -500)),
        CROSS,
    ),
    Attack(
        "pay from another firm's bank",
        lambda s: forged(s, held(s, 500), (s.trust_bank, None, s.other_bank, -500)),
        CROSS,
    ),
    Attack("give lines to another firm", lambda s: forged(s, fee(s), owed(s), line_firm=s.other_firm), CROSS),
    Attack(
        "refer first and make the target afterwards",
        lambda s: [
            (
                "insert into matters_matter"
                " (id, firm_id, public_id, code, title, client_id, sort, lawyer, state, opened_on)"
                f" values (9999, {s.firm}, 'zzzzzzzzzzzz', 'M-9', 'Later', 9999, '', '', 'open', '2026-01-05')"
            ),
            (
                "insert into matters_contact (id, firm_id, public_id, code, name, sort, email, phone, address)"
                f" values (9999, {s.other_firm}, 'yyyyyyyyyyyy', 'C-9', 'Later', 'company', '', '', '')"
            ),
        ],
        CROSS,
    ),
]

TRUNCATED = (
    *("ledger_line", "ledger_entry", "ledger_chain", "ledger_series", "ledger_period"),
    *("ledger_trustbalance", "ledger_accountmonth", "ledger_mattermonth", "ledger_account"),
    *("documents_document", "documents_documentline", "documents_allocation", "firms_audit", "firms_firm"),
    *("outbox_item", "outbox_attempt", "outbox_link", "outbox_lease", "outbox_epoch", "outbox_dependency"),
    *("matters_matter", "matters_contact"),
)
POSTGRES = [
    *(
        Attack(f"empty {table}", lambda s, table=table: [f"truncate {table} cascade"], SEALED, only="postgresql")  # type: ignore[misc]
        for table in TRUNCATED
    ),
    Attack(
        "forge the transaction that made an entry",
        lambda s: [
            f"update ledger_entry set made_in = pg_current_xact_id() where id = {s.entry}",
            _line(s, entry=s.entry, minor=5),
        ],
        SEALED,
        only="postgresql",
    ),
    Attack(
        "add an unbalanced line where a restored dump has this transaction's id",
        lambda s: [*_restored(s), _line(s, entry=s.entry, minor=5)],
        UNBALANCED,
        only="postgresql",
    ),
    Attack(
        "add balanced lines where a restored dump has this transaction's id",
        lambda s: [
            *_restored(s),
            (
                f"insert into ledger_line (firm_id, entry_id, account_id, dated_on, minor) values"
                f" ({s.firm}, {s.entry}, {s.fees}, '2026-03-10', 5), ({s.firm}, {s.entry}, {s.fees}, '2026-03-10', -5)"
            ),
        ],
        UNBALANCED,
        only="postgresql",
    ),
    Attack(
        "name the transaction oneself",
        lambda s: [
            entry.replace("posted_at)", "posted_at, made_in)").replace("01:00:00')", "01:00:00', '3')")
            for entry in forged(s, fee(s), owed(s, -499))
        ],
        UNBALANCED,
        only="postgresql",
    ),
    Attack(
        "post lines in two halves of one statement",
        lambda s: [
            forged(s, count=2)[0],
            (
                "with one as (insert into ledger_line (firm_id, entry_id, account_id, dated_on, minor) values"
                f" ({s.firm}, {s.next_entry}, {s.fees}, '{DAY}', 5) returning id)"
                " insert into ledger_line (firm_id, entry_id, account_id, dated_on, minor) values"
                f" ({s.firm}, {s.next_entry}, {s.receivable}, '{DAY}', -6)"
            ),
        ],
        UNBALANCED,
        only="postgresql",
    ),
]


def _restored(s: Scene) -> list[str]:
    """What a restore into a fresh cluster may lead to: an old entry carries the number of this very transaction."""
    return [
        "alter table ledger_entry disable trigger user",
        f"update ledger_entry set made_in = pg_current_xact_id() where id = {s.entry}",
        "alter table ledger_entry enable trigger user",
    ]


ATTACKS = [*LEDGER, *TRUST, *DOCUMENTS, *OUTBOX, *CROSS_FIRM, *POSTGRES]
