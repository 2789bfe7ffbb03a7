"""What had moved for each matter by a day, from kept months and the lines of a month that the day cuts."""

from datetime import date
from typing import Any

from counterfoil.reports.balances import cut


def moved_by(firm_id: int, as_at: date) -> tuple[str, list[Any]]:
    """`moved` for a WITH: rows (matter_id, bank_id, held, owed), several for a matter, and their parameters.

    `held` is trust money in that bank, `owed` what the client owes, where there is no bank.
    """
    whole, cut_from = cut(as_at)
    trust = "(select id from ledger_account where firm_id = %s and slot = 'TRUST_HELD')"
    owed = "(select id from ledger_account where firm_id = %s and slot = 'RECEIVABLE')"
    sql = f"""trust as materialized {trust}, receivable as materialized {owed},
      moved as (
        select k.matter_id, k.bank_key as bank_id, -k.minor as held, 0 as owed from ledger_mattermonth k
          where k.account_id = (select id from trust) and k.month <= %s
        union all
        select k.matter_id, null, 0, k.minor from ledger_mattermonth k
          where k.account_id = (select id from receivable) and k.month <= %s"""
    asked: list[Any] = [firm_id, firm_id, whole, whole]
    if cut_from:
        sql += """
        union all
        select l.matter_id, l.bank_id, -l.minor, 0 from ledger_line l join ledger_entry e on e.id = l.entry_id
          where l.account_id = (select id from trust) and l.dated_on between %s and %s
        union all
        select l.matter_id, null, 0, l.minor from ledger_line l join ledger_entry e on e.id = l.entry_id
          where l.account_id = (select id from receivable) and l.dated_on between %s and %s
          and l.matter_id is not null"""
        asked += [cut_from.isoformat(), as_at.isoformat()] * 2
    return sql + ")", asked
