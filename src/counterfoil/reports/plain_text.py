"""The books as plain text: a journal for hledger and ledger, one for Beancount, the trial balance and the documents.

One transaction for each posted entry, every amount written out. So that a balance as at any day equals the trial
balance of that day, each financial year begins with one transaction that is reckoned, not posted: it takes the result
of the year before into retained earnings, and is marked `closing`. The same books always give the same text.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from counterfoil.core.dates import month_end
from counterfoil.core.money import DECIMALS, Money
from counterfoil.firms.rows import Row, day_of, marks, run
from counterfoil.reports.balances import balances
from counterfoil.reports.plain_names import Names, names
from counterfoil.reports.reading import FirmRow, chunks, day_before, firm_row
from counterfoil.reports.trial_balance import trial_balance

AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Leg:
    """One posting of a transaction. `note` is a code that helps to find it: the bank of trust money, the matter."""

    account: str
    minor: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Transaction:
    """An entry, or with `seq` 0 the reckoned closing of a year."""

    on: date
    seq: int
    title: str
    number: str
    party: str
    memo: str
    legs: tuple[Leg, ...]


def journal(*, firm_id: int, as_at: date) -> Iterator[str]:
    """The lines of a journal for hledger and ledger, entries dated after `as_at` left out."""
    firm = firm_row(firm_id)
    called = names(firm_id=firm_id, through=as_at)
    yield f"; {_line(firm.name)}, journal as at {as_at}"
    yield "; what has the code (closing) is reckoned: a year's result goes to retained earnings as the next begins"
    yield f"commodity {firm.currency} 1,000.{'0' * DECIMALS[firm.currency]}"
    yield from (f"account {name}" for name in called.all())
    for one in _transactions(firm, called, as_at):
        yield ""
        told = " ".join(part for part in (one.number, one.title) if part)
        payee = f"{_line(one.party)} | {_line(told)}" if one.party else _line(told)
        yield f"{one.on} ({one.seq or 'closing'}) {payee}"
        if one.memo:
            yield f"    ; {_line(one.memo)}"
        for leg in one.legs:
            amount = f"{firm.currency} {Money(leg.minor, firm.currency).plain()}"
            yield f"    {leg.account}  {amount}" + (f"  ; {leg.note}" if leg.note else "")


def beancount(*, firm_id: int, as_at: date) -> Iterator[str]:
    """The same for Beancount; the trial balance is asserted at every month's end, every matter's ledger at the last.

    A Beancount balance holds at the beginning of its day, so it stands on the day after.
    """
    firm = firm_row(firm_id)
    called = names(firm_id=firm_id, through=as_at)
    yield f'option "title" "{_quoted(firm.name)}, as at {as_at}"'
    yield f'option "operating_currency" "{firm.currency}"'
    first = _first_day(firm_id) or as_at
    yield from (f"{min(first, as_at)} open {name} {firm.currency}" for name in called.all())
    for one in _transactions(firm, called, as_at):
        yield ""
        told = " ".join(part for part in (one.number, one.title) if part)
        yield f'{one.on} * "{_quoted(one.party)}" "{_quoted(told)}"' + ("" if one.seq else " #closing")
        if one.seq:
            yield f"  entry: {one.seq}"
        if one.memo:
            yield f'  memo: "{_quoted(one.memo)}"'
        for leg in one.legs:
            yield f"  {leg.account}  {Money(leg.minor, firm.currency).plain()} {firm.currency}"
    yield ""
    yield from _assertions(firm, called, first, as_at)


def trial_balance_csv(*, firm_id: int, as_at: date) -> str:
    """`account,debit,credit` under the names of the journal; trust funds held stand as the parent of the matters."""
    called = names(firm_id=firm_id, through=as_at)
    found = trial_balance(firm_id=firm_id, as_at=as_at)
    rows = ["account,debit,credit"]
    for row in found.rows:
        name = called.retained if row.account_id is None else called.accounts[row.account_id]
        rows.append(f"{name},{_side(row.debit_minor, found.currency)},{_side(row.credit_minor, found.currency)}")
    totals = [Money(minor, found.currency).plain() for minor in (found.debit_minor, found.credit_minor)]
    return "\n".join([*rows, f"Total,{totals[0]},{totals[1]}", ""])


def documents_json(*, firm_id: int, as_at: date) -> Iterator[str]:
    """Every document dated by then, one a line, in the order in which they were entered.

    `state` is what it is today; `settled` counts the allocations dated by then. `content` is what was entered.
    """
    currency = firm_row(firm_id).currency
    dated = [firm_id, as_at.isoformat()]
    for ids in chunks(
        "select id from documents_document where firm_id = %s and dated_on <= %s order by id", dated, AT_ONCE
    ):
        for row in _documents(ids, as_at):
            yield json.dumps(_document(row, currency), ensure_ascii=False, separators=(",", ":"))


def _transactions(firm: FirmRow, called: Names, as_at: date) -> Iterator[Transaction]:
    """Entries in order of date and number; before the first of a new year's, the closing of the year before."""
    rows = run(
        "select dated_on, id from ledger_entry where firm_id = %s and dated_on <= %s order by dated_on, seq",
        [firm.id, as_at.isoformat()],
    )
    if not rows:
        return
    days = [day_of(row[0]) for row in rows]
    next_year = _year_after(firm, firm.year_began(days[0]))
    for at in range(0, len(rows), AT_ONCE):
        for one in _entries(called, [row[1] for row in rows[at : at + AT_ONCE]]):
            while next_year <= one.on:
                yield from _closing(firm, called, next_year)
                next_year = _year_after(firm, next_year)
            yield one
    while next_year <= as_at:
        yield from _closing(firm, called, next_year)
        next_year = _year_after(firm, next_year)


def _year_after(firm: FirmRow, began: date) -> date:
    return firm.year_began(began + timedelta(days=370))


def _closing(firm: FirmRow, called: Names, on: date) -> Iterator[Transaction]:
    """What moved on accounts of income and expense in the year that ended, taken to retained earnings."""
    ended = day_before(on)
    now = balances(firm_id=firm.id, through=ended)
    before = balances(firm_id=firm.id, through=day_before(firm.year_began(ended)))
    moved = {account: now.get(account, 0) - before.get(account, 0) for account in sorted(called.result)}
    legs = [Leg(called.accounts[account], -minor) for account, minor in moved.items() if minor]
    if legs:
        legs.append(Leg(called.retained, -sum(leg.minor for leg in legs)))
        yield Transaction(on, 0, f"Result of the year to {ended}", "", "", "", tuple(leg for leg in legs if leg.minor))


def _entries(called: Names, ids: list[int]) -> Iterator[Transaction]:
    rows = run(
        "select e.id, e.dated_on, e.seq, e.title, d.number, c.name, d.memo, l.account_id, l.matter_id, l.minor, b.code,"
        " m.code from ledger_entry e join documents_document d on d.id = e.document_id"
        " join ledger_line l on l.entry_id = e.id left join matters_contact c on c.id = d.contact_id"
        " left join ledger_bankaccount b on b.id = l.bank_id left join matters_matter m on m.id = l.matter_id"
        f" where e.id in ({marks(ids)}) order by e.dated_on, e.seq, l.id",
        ids,
    )
    begun: list[Row] = []
    for row in rows:
        if begun and begun[0][0] != row[0]:
            yield _entry(called, begun)
            begun = []
        begun.append(row)
    if begun:
        yield _entry(called, begun)


def _entry(called: Names, rows: list[Row]) -> Transaction:
    _, on, seq, title, number, party, memo = rows[0][:7]
    legs = tuple(
        Leg(called.of(row[7], row[8]), int(row[9]), " ".join(_line(code) for code in row[10:12] if code))
        for row in rows
    )
    return Transaction(day_of(on), seq, title, number or "", party or "", memo, legs)


def _assertions(firm: FirmRow, called: Names, first: date, as_at: date) -> Iterator[str]:
    seen: set[str] = set()
    day = min(month_end(first), as_at)
    while True:
        found = trial_balance(firm_id=firm.id, as_at=day)
        held = {
            called.retained if row.account_id is None else called.accounts[row.account_id]: row.minor
            for row in found.rows
        }
        seen |= held.keys()
        yield from (_balance(day, name, held.get(name, 0), firm.currency) for name in sorted(seen))
        if day >= as_at:
            break
        day = min(month_end(day + timedelta(days=1)), as_at)
    for matter_id, minor in run(
        "select l.matter_id, sum(l.minor) from ledger_line l join ledger_entry e on e.id = l.entry_id"
        " where l.account_id = %s and l.dated_on <= %s group by l.matter_id order by l.matter_id",
        [called.trust_held, as_at.isoformat()],
    ):
        yield _balance(as_at, called.matters[matter_id], int(minor), firm.currency)


def _balance(day: date, name: str, minor: int, currency: str) -> str:
    return f"{day + timedelta(days=1)} balance {name}  {Money(minor, currency).plain()} {currency}"


def _first_day(firm_id: int) -> date | None:
    ((day,),) = run("select min(dated_on) from ledger_entry where firm_id = %s", [firm_id])
    return day_of(day) if day else None


def _documents(ids: list[int], as_at: date) -> list[Row]:
    return run(
        "select d.id, d.public_id, d.kind, d.number, d.state, d.dated_on, d.due_on, m.code, c.code, c.name, b.code,"
        " d.memo, d.total_minor, d.version, d.content,"
        " (select coalesce(sum(a.minor), 0) from documents_allocation a where a.source_id = d.id and a.dated_on <= %s)"
        " + (select coalesce(sum(a.minor), 0) from documents_allocation a"
        "  where a.target_id = d.id and a.dated_on <= %s)"
        " from documents_document d left join matters_matter m on m.id = d.matter_id"
        " left join matters_contact c on c.id = d.contact_id left join ledger_bankaccount b on b.id = d.bank_id"
        f" where d.id in ({marks(ids)}) order by d.id",
        [as_at.isoformat(), as_at.isoformat(), *ids],
    )


def _document(row: Row, currency: str) -> dict[str, object]:
    return {
        "id": row[1],
        "kind": row[2],
        "number": row[3],
        "state": row[4],
        "on": day_of(row[5]).isoformat(),
        "due_on": day_of(row[6]).isoformat() if row[6] else None,
        "matter": row[7],
        "contact": row[8],
        "contact_name": row[9],
        "bank": row[10],
        "memo": row[11],
        "currency": currency,
        "total": Money(int(row[12]), currency).plain(),
        "settled": Money(int(row[15]), currency).plain(),
        "version": row[13],
        "content": json.loads(row[14]),
    }


def _side(minor: int, currency: str) -> str:
    return Money(minor, currency).plain() if minor else ""


def _line(text: str) -> str:
    """Text that ends neither its line nor the part of the line that it stands in."""
    return " ".join(text.replace(";", ",").replace("|", "/").split())


def _quoted(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace('"', '\\"').split())
