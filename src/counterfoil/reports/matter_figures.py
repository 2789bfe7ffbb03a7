"""The figures at the head of a matter's page, and its bills.

What the books do not know yet (uncleared money, money held for a purpose, unbilled work) is not among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.firms.rows import Row, day_of, run
from counterfoil.reports.matter_ledgers import matter_row
from counterfoil.reports.reading import firm_row
from counterfoil.reports.states import NOTHING, states_of_documents

BILLS = ("client_bill",)
"""The kinds that a client owes by."""


@dataclass(frozen=True, slots=True)
class HeldInBank:
    """`newest_on` is the day of the latest line of the matter in that bank."""

    bank: str
    name: str
    minor: int
    newest_on: date


@dataclass(frozen=True, slots=True)
class MatterFigures:
    """`trust_minor` is held in all trust banks; `available_minor` could be paid out today: all of it, while nothing
    holds money back. `office_minor` above zero is owed by the client (Dr);
    `retainer_minor` is held for it on the firm's own account."""

    matter_id: int
    code: str
    title: str
    state: str
    sort: str
    lawyer: str
    opened_on: date
    closed_on: date | None
    client: str
    client_name: str
    currency: str
    as_at: date
    trust_minor: int
    available_minor: int
    held: tuple[HeldInBank, ...]
    office_minor: int
    retainer_minor: int
    bills_unpaid: int
    bills_unpaid_minor: int
    bills_overdue: int
    drafts: int


def matter_figures(*, firm_id: int, matter: str, at: datetime) -> MatterFigures:
    firm = firm_row(firm_id)
    today = firm.day(at)
    matter_id, _, _ = matter_row(firm_id=firm_id, matter=matter)
    ((code, title, state, sort, lawyer, opened_on, closed_on, client, client_name, owed, retained),) = run(
        "select m.code, m.title, m.state, m.sort, m.lawyer, m.opened_on, m.closed_on, c.code, c.name,"
        " (select coalesce(sum(k.minor), 0) from ledger_mattermonth k join ledger_account a on a.id = k.account_id"
        "  where k.matter_id = m.id and a.slot = 'RECEIVABLE'),"
        " (select coalesce(-sum(l.minor), 0) from ledger_account a join ledger_line l on l.account_id = a.id"
        "  where a.firm_id = m.firm_id and a.slot = 'RETAINERS_HELD' and l.matter_id = m.id)"
        " from matters_matter m join matters_contact c on c.id = m.client_id where m.id = %s",
        [matter_id],
    )
    held = tuple(
        HeldInBank(row[0], row[1], int(row[2]), day_of(row[3]))
        for row in run(
            "select b.code, b.name, t.minor, t.newest_on from ledger_trustbalance t"
            " join ledger_bankaccount b on b.id = t.bank_id where t.matter_id = %s order by b.code",
            [matter_id],
        )
    )
    ((unpaid, unpaid_minor, overdue, drafts),) = run(
        "select coalesce(sum(case when state = 'posted' then 1 else 0 end), 0),"
        " coalesce(sum(case when state = 'posted' then total_minor - settled_minor else 0 end), 0),"
        " coalesce(sum(case when state = 'posted' and due_on < %s then 1 else 0 end), 0),"
        " coalesce(sum(case when state = 'draft' then 1 else 0 end), 0)"
        " from documents_document where matter_id = %s"
        " and (state = 'draft' or (kind = %s and state = 'posted' and settled_minor < total_minor))",
        [today.isoformat(), matter_id, *BILLS],
    )
    trust = sum(bank.minor for bank in held)
    return MatterFigures(
        matter_id=matter_id,
        code=code,
        title=title,
        state=state,
        sort=sort,
        lawyer=lawyer,
        opened_on=day_of(opened_on),
        closed_on=day_of(closed_on) if closed_on else None,
        client=client,
        client_name=client_name,
        currency=firm.currency,
        as_at=today,
        trust_minor=trust,
        available_minor=trust,
        held=held,
        office_minor=int(owed),
        retainer_minor=int(retained),
        bills_unpaid=int(unpaid),
        bills_unpaid_minor=int(unpaid_minor),
        bills_overdue=int(overdue),
        drafts=int(drafts),
    )


@dataclass(frozen=True, slots=True)
class BillRow:
    """A posted bill of a matter. `xero` is the state of its copy."""

    document_id: int
    public_id: str
    number: str
    on: date
    due_on: date | None
    memo: str
    total_minor: int
    settled_minor: int
    open_minor: int
    overdue: bool
    xero: str
    xero_reason: str


def bills_of_matter(
    *, firm_id: int, matter: str, at: datetime, only_open: bool = False, limit: int = 500
) -> tuple[BillRow, ...]:
    """The matter's posted bills, newest first, with what is open of each."""
    today = firm_row(firm_id).day(at)
    matter_id, _, _ = matter_row(firm_id=firm_id, matter=matter)
    still_open = " and settled_minor < total_minor" if only_open else ""
    rows = run(
        "select id, public_id, number, dated_on, due_on, memo, total_minor, settled_minor from documents_document"
        f" where matter_id = %s and kind = %s and state = 'posted'{still_open}"
        " order by dated_on desc, id desc limit %s",
        [matter_id, *BILLS, limit],
    )
    return _bills(firm_id, rows, today, at)


def _bills(firm_id: int, rows: Sequence[Row], today: date, at: datetime) -> tuple[BillRow, ...]:
    states = states_of_documents(firm_id=firm_id, ids=[row[0] for row in rows], at=at)
    found = []
    for document_id, public_id, number, on, due_on, memo, total, settled in rows:
        state = states.get(document_id, NOTHING)
        due = day_of(due_on) if due_on else None
        left = total - settled
        overdue = bool(left and due and due < today)
        found.append(
            BillRow(
                document_id,
                public_id,
                number,
                day_of(on),
                due,
                memo,
                total,
                settled,
                left,
                overdue,
                state.state,
                state.reason,
            )
        )
    return tuple(found)
