"""The lines of one account between two days, 50 a page, each with the account's balance after it."""

from dataclasses import dataclass
from datetime import date

from counterfoil.core.dates import EARLIEST, LATEST
from counterfoil.core.refusals import Refusal
from counterfoil.firms.rows import Row, day_of, run
from counterfoil.reports.balances import balance
from counterfoil.reports.reading import PAGE, day_before, firm_row, page_within, pages_of


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A line with the document behind it. `minor` and `balance_minor` are above zero for a debit."""

    entry_id: int
    seq: int
    on: date
    title: str
    document_id: int
    public_id: str
    kind: str
    number: str
    memo: str
    party: str
    matter: str | None
    bank: str | None
    minor: int
    balance_minor: int

    @property
    def debit_minor(self) -> int:
        return max(self.minor, 0)

    @property
    def credit_minor(self) -> int:
        return max(-self.minor, 0)


@dataclass(frozen=True, slots=True)
class AccountLedger:
    """`opening_minor` and `closing_minor` are of the span, `page_opening_minor` stands before the page's first row."""

    account_id: int
    code: str
    name: str
    type: str
    currency: str
    since: date
    through: date
    opening_minor: int
    closing_minor: int
    page_opening_minor: int
    rows: tuple[AccountLine, ...]
    count: int
    page: int
    pages: int


def account_ledger(
    *, firm_id: int, account: str, since: date = EARLIEST, through: date = LATEST, page: int = 1
) -> AccountLedger:
    """`account` is its code. Lines of a day stand in the order in which they were posted."""
    firm = firm_row(firm_id)
    found = run("select id, code, name, type from ledger_account where firm_id = %s and code = %s", [firm_id, account])
    if not found:
        raise Refusal("account-unknown", "there is no account {code}; choose one from the chart", code=account)
    account_id, code, name, account_type = found[0]
    span = [account_id, since.isoformat(), through.isoformat()]
    ((count,),) = run(
        "select count(*) from ledger_line where account_id = %s and dated_on between %s and %s",
        span,
    )
    page = page_within(page, count)
    opening = balance(account_id=account_id, through=day_before(since))
    lines = lines_between(
        account_id=account_id, since=since, through=through, limit=PAGE, offset=(page - 1) * PAGE, opening_minor=opening
    )
    return AccountLedger(
        account_id=account_id,
        code=code,
        name=name,
        type=account_type,
        currency=firm.currency,
        since=since,
        through=through,
        opening_minor=opening,
        closing_minor=balance(account_id=account_id, through=through),
        page_opening_minor=lines[0].balance_minor - lines[0].minor if lines else opening,
        rows=tuple(lines),
        count=int(count),
        page=page,
        pages=pages_of(count),
    )


def lines_between(
    *, account_id: int, since: date, through: date, limit: int, offset: int, opening_minor: int
) -> list[AccountLine]:
    """Some of the account's lines in their order, each with the balance after it; `opening_minor` stands before all."""
    rows = run(
        "select l.id, l.entry_id, e.seq, l.dated_on, e.title, d.id, d.public_id, d.kind, d.number, d.memo, c.name,"
        " m.code, b.code, l.minor"
        " from (select id, entry_id, dated_on, matter_id, bank_id, minor from ledger_line"
        "       where account_id = %s and dated_on between %s and %s order by dated_on, id limit %s offset %s) l"
        " join ledger_entry e on e.id = l.entry_id join documents_document d on d.id = e.document_id"
        " left join matters_contact c on c.id = d.contact_id"
        " left join matters_matter m on m.id = l.matter_id left join ledger_bankaccount b on b.id = l.bank_id"
        " order by l.dated_on, l.id",
        [account_id, since.isoformat(), through.isoformat(), limit, offset],
    )
    running = _before(account_id, rows[0][0], day_of(rows[0][3])) if rows and offset else opening_minor
    lines = []
    for row in rows:
        running += int(row[13])
        lines.append(_line(row, running))
    return lines


def _line(row: Row, running: int) -> AccountLine:
    return AccountLine(
        *(row[1], row[2], day_of(row[3]), *row[4:8], row[8] or "", row[9], row[10] or "", *row[11:14], running)
    )


def _before(account_id: int, line_id: int, day: date) -> int:
    """The account's balance just before that line."""
    ((same_day,),) = run(
        "select coalesce(sum(minor), 0) from ledger_line where account_id = %s and dated_on = %s and id < %s",
        [account_id, day.isoformat(), line_id],
    )
    return balance(account_id=account_id, through=day_before(day)) + int(same_day)
