"""What only PostgreSQL could do: truncate, restored dumps, several writes in one statement."""

from tests.records.attacks.attack import DAY, SEALED, UNBALANCED, Attack, fee, forged, line_of, owed
from tests.records.scene import Scene

TRUNCATED = (
    *("ledger_line", "ledger_entry", "ledger_chain", "ledger_series", "ledger_period"),
    *("ledger_trustbalance", "ledger_accountmonth", "ledger_mattermonth", "ledger_account"),
    *("documents_document", "documents_documentline", "documents_allocation", "firms_audit", "firms_firm"),
    *("outbox_item", "outbox_attempt", "outbox_link", "outbox_lease", "outbox_epoch", "outbox_dependency"),
    *("matters_matter", "matters_contact", "xero_signedcomparison"),
)

ATTACKS = [
    *(
        Attack(f"empty {table}", lambda s, table=table: [f"truncate {table} cascade"], SEALED, only="postgresql")  # type: ignore[misc]
        for table in TRUNCATED
    ),
    Attack(
        "forge the transaction that made an entry",
        lambda s: [
            f"update ledger_entry set made_in = pg_current_xact_id() where id = {s.entry}",
            line_of(s, entry=s.entry, minor=5),
        ],
        SEALED,
        only="postgresql",
    ),
    Attack(
        "add an unbalanced line where a restored dump has this transaction's id",
        lambda s: [*_restored(s), line_of(s, entry=s.entry, minor=5)],
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
