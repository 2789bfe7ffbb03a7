"""Every matter's balances as at a day: trust money held, and what the client owes. Totals follow the filter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from counterfoil.firms.rows import Row, run
from counterfoil.reports.balances import balances
from counterfoil.reports.matter_sums import moved_by
from counterfoil.reports.reading import PAGE, Where, firm_row, ordered, page_within, pages_of

Show = Literal["any", "held", "owed", "all"]

SHOWS: dict[Show, str] = {
    "any": "(m.held <> 0 or m.owed <> 0)",
    "held": "m.held <> 0",
    "owed": "m.owed <> 0",
    "all": "(m.opened_on <= %s or m.held <> 0 or m.owed <> 0)",
}
"""Which matters are listed: with any balance, with trust money, with something owed, or all that were open by then."""

SORTS = {
    "code": ("m.code",),
    "client": ("lower(m.client_name)", "m.code"),
    "lawyer": ("lower(m.lawyer)", "m.code"),
    "trust": ("m.held", "m.code"),
    "office": ("m.owed", "m.code"),
}


@dataclass(frozen=True, slots=True)
class MatterBalance:
    """`office_minor` above zero is owed by the client. `closed` says how the matter stands now."""

    public_id: str
    code: str
    title: str
    lawyer: str
    closed: bool
    client: str
    client_name: str
    client_public_id: str
    trust_minor: int
    office_minor: int


@dataclass(frozen=True, slots=True)
class ControlAccount:
    """What an account says of all matters together."""

    code: str
    name: str
    minor: int


@dataclass(frozen=True, slots=True)
class MatterBalances:
    """`trust_account` and `office_account` say the same of all matters; of what is owed, the part that a receipt left
    over belongs to no matter."""

    as_at: date
    currency: str
    rows: tuple[MatterBalance, ...]
    trust_minor: int
    office_minor: int
    count: int
    page: int
    pages: int
    trust_account: ControlAccount | None
    office_account: ControlAccount | None


def matter_balances(
    *,
    firm_id: int,
    as_at: date,
    show: Show = "any",
    text: str = "",
    client: str = "",
    lawyer: str = "",
    sort: str = "code",
    page: int | None = 1,
) -> MatterBalances:
    """`sort` is a key of SORTS, with a minus for the other way round. Without `page` every matter is there."""
    where = Where([SHOWS[show]], [as_at.isoformat()] if show == "all" else [])
    if client:
        where.add("m.client = %s", client)
    if lawyer:
        where.add("m.lawyer = %s", lawyer)
    where.words(text, ("m.code", "m.title", "m.client_name", "m.lawyer"))
    number = max(page or 1, 1)
    rows = _rows(firm_id, as_at, where, sort, None if page is None else number)
    if not rows and number > 1:  # beyond the last page
        first = _rows(firm_id, as_at, where, sort, 1)
        number = page_within(number, int(first[0][10])) if first else 1
        rows = _rows(firm_id, as_at, where, sort, number)
    count, held, owed = map(int, rows[0][10:]) if rows else (0, 0, 0)
    trust, office = _accounts(firm_id, as_at)
    return MatterBalances(
        as_at=as_at,
        currency=firm_row(firm_id).currency,
        rows=tuple(_row(row) for row in rows),
        trust_minor=held,
        office_minor=owed,
        count=count,
        page=number,
        pages=pages_of(count) if page is not None else 1,
        trust_account=trust,
        office_account=office,
    )


def _rows(firm_id: int, as_at: date, where: Where, sort: str, page: int | None) -> Sequence[Row]:
    """Filtered last: a planner that expects few matters to match would look the sums up one by one."""
    moved, asked = moved_by(firm_id, as_at)
    limit = "" if page is None else f" limit {PAGE} offset {(page - 1) * PAGE}"
    return run(
        f"with {moved}, added as (select matter_id, sum(held) as held, sum(owed) as owed from moved"
        "  group by matter_id),"
        " listed as materialized (select m.id, m.public_id, m.code, m.title, m.lawyer, m.state, m.opened_on,"
        "  c.code as client, c.name as client_name, c.public_id as client_public_id, coalesce(a.held, 0) as held,"
        "  coalesce(a.owed, 0) as owed from matters_matter m join matters_contact c on c.id = m.client_id"
        "  left join added a on a.matter_id = m.id where m.firm_id = %s)"
        " select m.public_id, m.code, m.title, m.lawyer, m.state, m.client, m.client_name, m.client_public_id, m.held,"
        " m.owed, count(*) over (), sum(m.held) over (), sum(m.owed) over () from listed m"
        f" where {where.sql} order by {ordered(sort, SORTS)}, m.id{limit}",
        [*asked, firm_id, *where.parameters],
    )


def _row(row: Any) -> MatterBalance:
    return MatterBalance(*(*row[:4], row[4] == "closed", *row[5:8], int(row[8]), int(row[9])))


def _accounts(firm_id: int, as_at: date) -> tuple[ControlAccount | None, ControlAccount | None]:
    found = balances(firm_id=firm_id, through=as_at)
    rows = run(
        "select slot, id, code, name from ledger_account where firm_id = %s and slot in ('TRUST_HELD', 'RECEIVABLE')",
        [firm_id],
    )
    accounts = {slot: ControlAccount(code, name, found.get(account_id, 0)) for slot, account_id, code, name in rows}
    held = accounts.get("TRUST_HELD")
    return held and ControlAccount(held.code, held.name, -held.minor), accounts.get("RECEIVABLE")
