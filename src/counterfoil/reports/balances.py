"""Balances of accounts as at a day: kept months, and the lines of a month that is cut."""

from datetime import date

from counterfoil.core.dates import month_end, month_of
from counterfoil.firms.rows import run
from counterfoil.reports.reading import day_before


def balances(*, firm_id: int, through: date) -> dict[int, int]:
    """Account id to its balance at the end of the day, debits above zero. A month's end reads kept months only."""
    whole, cut_from = cut(through)
    found = {
        int(account): int(minor)
        for account, minor in run(
            "select m.account_id, sum(m.minor) from ledger_account a"
            " join ledger_accountmonth m on m.account_id = a.id and m.month <= %s"
            " where a.firm_id = %s group by m.account_id",
            [whole, firm_id],
        )
    }
    if cut_from:
        rows = run(
            "select l.account_id, sum(l.minor) from ledger_account a"
            " join ledger_line l on l.account_id = a.id and l.dated_on between %s and %s"
            " join ledger_entry e on e.id = l.entry_id"
            " where a.firm_id = %s group by l.account_id",
            [cut_from.isoformat(), through.isoformat(), firm_id],
        )
        for account, minor in rows:
            found[int(account)] = found.get(int(account), 0) + int(minor)
    return found


def balance(*, account_id: int, through: date) -> int:
    """One account's balance at the end of the day."""
    whole, cut_from = cut(through)
    ((minor,),) = run(
        "select coalesce(sum(minor), 0) from ledger_accountmonth where account_id = %s and month <= %s",
        [account_id, whole],
    )
    if cut_from is None:
        return int(minor)
    ((more,),) = run(
        "select coalesce(sum(l.minor), 0) from ledger_line l join ledger_entry e on e.id = l.entry_id"
        " where l.account_id = %s and l.dated_on between %s and %s",
        [account_id, cut_from.isoformat(), through.isoformat()],
    )
    return int(minor) + int(more)


def cut(through: date) -> tuple[int, date | None]:
    """The last whole month, and the first day of a month that the day cuts."""
    if through == month_end(through):
        return month_of(through), None
    first = through.replace(day=1)
    return month_of(day_before(first)), first
