"""A matter's trust ledger and office ledger: each row with the balance after it, as the ledger stands.

A filter hides rows; it never changes a balance. Totals are of the rows that the filter leaves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from counterfoil.core.dates import LATEST
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import day_of, marks, run
from counterfoil.reports.entries import Journal, entries_by_id
from counterfoil.reports.reading import PAGE, FirmRow, Where, firm_row, once, page_within, pages_of
from counterfoil.reports.states import NOTHING, DocumentState, states_of_documents


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry on the ledger. In the office ledger `out_minor` is what was charged and `in_minor` what was paid.

    `reversed` marks both halves of a reversed pair, `reversal` the second half. `journal` comes with failed rows.
    """

    entry_id: int
    seq: int
    on: date
    document_id: int
    public_id: str
    kind: str
    reference: str
    party: str
    narration: str
    bank: str | None
    out_minor: int
    in_minor: int
    balance_minor: int
    reversed: bool
    reversal: bool
    state: str = ""
    cause: str = ""
    item_id: int | None = None
    journal: Journal | None = None


@dataclass(frozen=True, slots=True)
class MatterLedger:
    """`balance_minor` is the ledger's balance at the end of the span, whatever the filter hides."""

    matter_id: int
    code: str
    title: str
    currency: str
    rows: tuple[LedgerRow, ...]
    out_minor: int
    in_minor: int
    balance_minor: int
    count: int
    page: int
    pages: int


def trust_ledger(
    *,
    firm_id: int,
    matter: str,
    at: datetime,
    bank: str | None = None,
    since: date | None = None,
    through: date | None = None,
    kinds: Sequence[str] = (),
    text: str = "",
    page: int | None = None,
) -> MatterLedger:
    """What is held for the matter, in one trust bank or in all. Without `page` the last one, with the newest rows."""
    return _ledger("TRUST_HELD", -1, firm_id, matter, at, bank, since, through, kinds, text, page)


def office_ledger(
    *,
    firm_id: int,
    matter: str,
    at: datetime,
    since: date | None = None,
    through: date | None = None,
    kinds: Sequence[str] = (),
    text: str = "",
    page: int | None = None,
) -> MatterLedger:
    """What the client owes on the matter: bills, what was paid on them, and the balance (above zero is owed)."""
    return _ledger("RECEIVABLE", 1, firm_id, matter, at, None, since, through, kinds, text, page)


def matter_row(*, firm_id: int, matter: str) -> tuple[int, str, str]:
    """(id, code, title) of the firm's matter with that code."""
    return once(("matter", firm_id, matter), lambda: _matter_row(firm_id, matter))


def _matter_row(firm_id: int, matter: str) -> tuple[int, str, str]:
    rows = run("select id, code, title from matters_matter where firm_id = %s and code = %s", [firm_id, matter])
    if not rows:
        raise Refusal("matter-unknown", "there is no matter {code}; open it first", code=matter)
    return int(rows[0][0]), rows[0][1], rows[0][2]


def code_of_matter(*, firm_id: int, public_id: str) -> tuple[int, str]:
    """(id, code) of the matter behind an address; refused when the firm has none such."""
    rows = run("select id, code, title from matters_matter where firm_id = %s and public_id = %s", [firm_id, public_id])
    if not rows:
        raise Refusal("matter-unknown", "there is no such matter in this firm")
    found = int(rows[0][0]), str(rows[0][1]), str(rows[0][2])
    once(("matter", firm_id, found[1]), lambda: found)
    return found[:2]


MOVED = """select l.entry_id, l.bank_id, l.dated_on,
      sum(case when l.minor > 0 then l.minor else 0 end) as debit,
      sum(case when l.minor < 0 then -l.minor else 0 end) as credit, sum(l.minor) as net
    from ledger_line l join ledger_account a on a.id = l.account_id
    where l.matter_id = %s and a.firm_id = %s and a.slot = %s {of_bank}
    group by l.entry_id, l.bank_id, l.dated_on"""
"""What each entry moved on the ledger: one row for an entry and bank."""

RUNNING = """with moved as ({moved}),
  running as (select moved.*, sum(net) over (order by dated_on, entry_id, bank_id) as balance from moved),
  shown as (select r.*, e.seq, e.title, e.reverses_id, d.id as document_id, d.public_id, d.kind, d.number, d.memo,
      c.name as party, b.code as bank, exists (select 1 from ledger_entry x where x.reverses_id = e.id) as undone
    from running r join ledger_entry e on e.id = r.entry_id join documents_document d on d.id = e.document_id
    left join matters_contact c on c.id = d.contact_id left join ledger_bankaccount b on b.id = r.bank_id
    where {where})"""
"""The same with the balance after each, its document, and only what the filter leaves."""

OF_BANK = "and l.bank_id = (select id from ledger_bankaccount where firm_id = %s and code = %s)"


def _ledger(
    slot: str,
    sign: int,
    firm_id: int,
    matter: str,
    at: datetime,
    bank: str | None,
    since: date | None,
    through: date | None,
    kinds: Sequence[str],
    text: str,
    page: int | None,
) -> MatterLedger:
    firm = firm_row(firm_id)
    matter_id, code, title = matter_row(firm_id=firm_id, matter=matter)
    moved = MOVED.format(of_bank=OF_BANK if bank else "")
    of_ledger = [matter_id, firm_id, slot, *([firm_id, bank] if bank else [])]
    where = _where(firm, since, through, kinds, text)
    running = RUNNING.format(moved=moved, where=where.sql)
    asked = [*of_ledger, *where.parameters]
    ((count, debit, credit),) = run(
        f"{running} select count(*), coalesce(sum(debit), 0), coalesce(sum(credit), 0) from shown", asked
    )
    ((balance,),) = run(
        f"select coalesce(sum(net), 0) from ({moved}) moved where dated_on <= %s",
        [*of_ledger, (through or LATEST).isoformat()],
    )
    page = page_within(pages_of(count) if page is None else page, count)
    rows = run(
        f"{running} select entry_id, seq, dated_on, document_id, public_id, kind, number, party, memo, title, bank,"
        " debit, credit, balance, undone, reverses_id from shown"
        " order by dated_on, entry_id, bank_id limit %s offset %s",
        [*asked, PAGE, (page - 1) * PAGE],
    )
    return MatterLedger(
        matter_id=matter_id,
        code=code,
        title=title,
        currency=firm.currency,
        rows=_shown(rows, sign, firm, at),
        out_minor=int(debit),
        in_minor=int(credit),
        balance_minor=sign * int(balance),
        count=int(count),
        page=page,
        pages=pages_of(count),
    )


def _where(firm: FirmRow, since: date | None, through: date | None, kinds: Sequence[str], text: str) -> Where:
    where = Where.firm("e", firm.id)
    if since:
        where.add("r.dated_on >= %s", since.isoformat())
    if through:
        where.add("r.dated_on <= %s", through.isoformat())
    if kinds:
        where.add(f"d.kind in ({marks(kinds)})", *kinds)
    named = ("coalesce(d.number, '')", "d.memo", "coalesce(c.name, '')", "e.title")
    where.words(text, named, amount="r.net", currency=firm.currency)
    return where


def _shown(rows: Sequence[Any], sign: int, firm: FirmRow, at: datetime) -> tuple[LedgerRow, ...]:
    states = states_of_documents(firm_id=firm.id, ids=list({row[3] for row in rows}), at=at)
    failed = [row[0] for row in rows if states.get(row[3], NOTHING).state == "failed"]
    journals = entries_by_id(firm_id=firm.id, ids=failed)
    reasons = _reasons(firm.id, [row[0] for row in rows if row[15] is not None])
    return tuple(_row(row, sign, states.get(row[3], NOTHING), journals, reasons) for row in rows)


def _row(row: Any, sign: int, state: DocumentState, journals: dict[int, Journal], reasons: dict[int, str]) -> LedgerRow:
    reversal = row[15] is not None
    return LedgerRow(
        entry_id=row[0],
        seq=row[1],
        on=day_of(row[2]),
        document_id=row[3],
        public_id=row[4],
        kind=row[5],
        reference=row[6] or "",
        party=row[9] if reversal else row[7] or "",
        narration=reasons.get(row[0], "") if reversal else row[8],
        bank=row[10],
        out_minor=int(row[11]),
        in_minor=int(row[12]),
        balance_minor=sign * int(row[13]),
        reversed=reversal or bool(row[14]),
        reversal=reversal,
        state=state.state,
        cause=state.reason,
        item_id=state.item_id,
        journal=journals.get(row[0]),
    )


def _reasons(firm_id: int, reversals: Sequence[int]) -> dict[int, str]:
    """Why each of those entries was reversed: the person's reason stands in the audit log, at the same moment."""
    if not reversals:
        return {}
    rows = run(
        "select e.id, u.why from ledger_entry e join firms_audit u on u.subject = 'document'"
        " and u.subject_id = e.document_id and u.at = e.posted_at and u.action in ('reverse', 'reopen')"
        f" where e.firm_id = %s and e.id in ({marks(reversals)})",
        [firm_id, *reversals],
    )
    return {int(row[0]): row[1] for row in rows}
