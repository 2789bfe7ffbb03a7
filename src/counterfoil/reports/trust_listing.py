"""Trust money as at a day, matter by matter and bank by bank, and three totals that must agree.

What the trust accounts hold (with a statutory deposit, where that is no trust account of its own), what the firm owes
to clients, and the matters' ledgers added up.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import Row, day_of, marks, run
from counterfoil.reports.balances import balances
from counterfoil.reports.matter_sums import moved_by
from counterfoil.reports.reading import PAGE, Where, firm_row, ordered, page_within, pages_of

SORTS = {
    "code": ("m.code", "m.bank"),
    "client": ("lower(m.client_name)", "m.code", "m.bank"),
    "bank": ("m.bank", "m.code"),
    "held": ("m.held", "m.code", "m.bank"),
}
AT_ONCE = 500
"""Rows whose latest days are looked up together."""


@dataclass(frozen=True, slots=True)
class HeldFor:
    """What is held for a matter in a bank. `newest_on` is the day of its latest line by then."""

    matter_id: int
    public_id: str
    code: str
    title: str
    client_name: str
    bank_id: int
    bank: str
    minor: int
    newest_on: date | None = None


@dataclass(frozen=True, slots=True)
class TrustBank:
    """A trust bank's own ledger beside the ledgers of the matters in it.

    `deposited_minor` came from it and lies in the statutory deposit, where it is still held for those matters. Of an
    account that is the deposit itself it is the other way round: what lies there came from the others.
    """

    code: str
    name: str
    account: str
    account_minor: int
    matters_minor: int
    matters: int
    deposited_minor: int = 0

    @property
    def difference_minor(self) -> int:
        return self.account_minor + self.deposited_minor - self.matters_minor


@dataclass(frozen=True, slots=True)
class TrustListing:
    """`total_minor` adds up the rows that the filter leaves; the three totals are of everything."""

    as_at: date
    currency: str
    rows: tuple[HeldFor, ...]
    total_minor: int
    count: int
    page: int
    pages: int
    banks: tuple[TrustBank, ...]
    deposit_minor: int
    held_account: str
    held_minor: int

    @property
    def banks_minor(self) -> int:
        return sum(bank.account_minor for bank in self.banks) + self.deposit_minor

    @property
    def matters_minor(self) -> int:
        return sum(bank.matters_minor for bank in self.banks)

    @property
    def agrees(self) -> bool:
        return self.banks_minor == self.held_minor == self.matters_minor


def trust_listing(
    *, firm_id: int, as_at: date, bank: str = "", text: str = "", sort: str = "code", page: int | None = 1
) -> TrustListing:
    """`bank` is the code of one trust bank. Without `page` every row is there."""
    where = Where(["m.held <> 0"], [])
    if bank:
        where.add("m.bank = %s", bank)
    where.words(text, ("m.code", "m.title", "m.client_name"))
    number = max(page or 1, 1)
    rows = _rows(firm_id, as_at, where, sort, None if page is None else number)
    if not rows and number > 1:  # beyond the last page
        first = _rows(firm_id, as_at, where, sort, 1)
        number = page_within(number, int(first[0][8])) if first else 1
        rows = _rows(firm_id, as_at, where, sort, number)
    count, total = map(int, rows[0][8:]) if rows else (0, 0)
    banks, deposit, held_account, held = _accounts(firm_id, as_at)
    if bank and bank not in {each.code for each in banks}:
        raise Refusal("bank-unknown", "there is no trust account {bank}; choose one of the list", bank=bank[:40])
    return TrustListing(
        as_at=as_at,
        currency=firm_row(firm_id).currency,
        rows=_dated([HeldFor(*(*row[:7], int(row[7]))) for row in rows], firm_id, as_at),
        total_minor=total,
        count=count,
        page=number,
        pages=pages_of(count) if page is not None else 1,
        banks=banks,
        deposit_minor=deposit,
        held_account=held_account,
        held_minor=held,
    )


def _rows(firm_id: int, as_at: date, where: Where, sort: str, page: int | None) -> Sequence[Row]:
    """Filtered last: a planner that expects few matters to match would look the sums up one by one."""
    moved, asked = moved_by(firm_id, as_at)
    limit = "" if page is None else f" limit {PAGE} offset {(page - 1) * PAGE}"
    return run(
        f"with {moved}, listed as materialized (select m.id, m.public_id, m.code, m.title, c.name as client_name,"
        "  b.id as bank_id, b.code as bank, a.held from (select matter_id, bank_id, sum(held) as held from moved"
        "   where bank_id is not null group by matter_id, bank_id) a"
        "  join matters_matter m on m.id = a.matter_id join matters_contact c on c.id = m.client_id"
        "  join ledger_bankaccount b on b.id = a.bank_id)"
        " select m.id, m.public_id, m.code, m.title, m.client_name, m.bank_id, m.bank, m.held,"
        " count(*) over (), sum(m.held) over () from listed m"
        f" where {where.sql} order by {ordered(sort, SORTS)}{limit}",
        [*asked, *where.parameters],
    )


def _dated(rows: list[HeldFor], firm_id: int, as_at: date) -> tuple[HeldFor, ...]:
    """Each with the day of its latest line."""
    newest: dict[tuple[int, int], date] = {}
    for at in range(0, len(rows), AT_ONCE):
        matters = sorted({row.matter_id for row in rows[at : at + AT_ONCE]})
        found = run(
            "select matter_id, bank_id, max(dated_on) from ledger_line"
            " where account_id = (select id from ledger_account where firm_id = %s and slot = 'TRUST_HELD')"
            f" and matter_id in ({marks(matters)}) and dated_on <= %s group by matter_id, bank_id",
            [firm_id, *matters, as_at.isoformat()],
        )
        newest |= {(int(row[0]), int(row[1])): day_of(row[2]) for row in found}
    return tuple(replace(row, newest_on=newest.get((row.matter_id, row.bank_id))) for row in rows)


def _accounts(firm_id: int, as_at: date) -> tuple[tuple[TrustBank, ...], int, str, int]:
    """The trust banks, the statutory deposit, and the account of what is owed to clients with its balance."""
    moved, asked = moved_by(firm_id, as_at)
    sums = {
        int(row[0]): (int(row[1]), int(row[2]))
        for row in run(
            f"with {moved}, each_matter as (select matter_id, bank_id, sum(held) as held from moved"
            "  where bank_id is not null group by matter_id, bank_id)"
            " select bank_id, sum(held), sum(case when held <> 0 then 1 else 0 end) from each_matter group by bank_id",
            asked,
        )
    }
    found: defaultdict[int, int] = defaultdict(int, balances(firm_id=firm_id, through=as_at))
    rows: list[Any] = run(
        "select b.id, b.code, b.name, b.state, b.type, a.id, a.code from ledger_bankaccount b"
        " join ledger_account a on a.id = b.account_id where b.firm_id = %s and b.sort = 'trust' order by b.code",
        [firm_id],
    )
    came_from = {
        bank_id: int(minor)
        for bank_id, minor in run(
            "select l.bank_id, sum(l.minor) from ledger_account a join ledger_line l on l.account_id = a.id"
            " where a.firm_id = %s and a.slot = 'STATUTORY_DEPOSIT' and l.dated_on <= %s group by l.bank_id",
            [firm_id, as_at.isoformat()],
        )
    }
    banks = tuple(
        TrustBank(
            code=code,
            name=name,
            account=account,
            account_minor=found[account_id],
            matters_minor=sums.get(bank_id, (0, 0))[0],
            matters=sums.get(bank_id, (0, 0))[1],
            deposited_minor=-sum(came_from.values()) if sort == "statutory" else came_from.get(bank_id, 0),
        )
        for bank_id, code, name, state, sort, account_id, account in rows
        if state == "open" or found[account_id] or bank_id in sums
    )
    slots = {
        slot: (account_id, code)
        for slot, account_id, code in run(
            "select slot, id, code from ledger_account where firm_id = %s"
            " and slot in ('TRUST_HELD', 'STATUTORY_DEPOSIT')",
            [firm_id],
        )
    }
    deposit_id, _ = slots.get("STATUTORY_DEPOSIT", (0, ""))
    deposit = 0 if deposit_id in {row[5] for row in rows} else found[deposit_id]
    held_id, held_code = slots.get("TRUST_HELD", (0, ""))
    return banks, deposit, held_code, -found[held_id]
