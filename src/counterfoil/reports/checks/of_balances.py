"""Kept balances equal the lines they are kept from."""

from collections.abc import Iterator

from counterfoil.firms.rows import run
from counterfoil.reports.checks.finding import Finding, Scope, amount

MONTH = "cast(substr(cast(l.dated_on as text), 1, 4) || substr(cast(l.dated_on as text), 6, 2) as integer)"


def account_months_equal_lines(scope: Scope) -> Iterator[Finding]:
    for firm_id, code, month, off, currency in run(
        "select a.firm_id, a.code, x.month, sum(x.minor), f.currency from ("
        f" select account_id, month, minor from ledger_accountmonth k where {scope.of('k.firm_id')}"
        f" union all select l.account_id, {MONTH}, -sum(l.minor) from ledger_entry e"
        f" join ledger_line l on l.entry_id = e.id where {scope.of('e.firm_id')} group by 1, 2) x"
        " join ledger_account a on a.id = x.account_id join firms_firm f on f.id = a.firm_id"
        " group by a.firm_id, a.code, x.month, f.currency having sum(x.minor) <> 0 order by a.firm_id, a.code, x.month"
    ):
        sentence = f"the balance kept for {month} is {amount(off, currency)} above its lines"
        yield Finding("account_months_equal_lines", sentence, f"account {code}, {month}", firm_id)


def matter_months_equal_lines(scope: Scope) -> Iterator[Finding]:
    for firm_id, matter, code, month, off, currency in run(
        "select m.firm_id, m.code, a.code, x.month, sum(x.minor), f.currency from ("
        " select matter_id, account_id, bank_key, month, minor from ledger_mattermonth k"
        f" where {scope.of('k.firm_id')}"
        f" union all select l.matter_id, l.account_id, coalesce(l.bank_id, 0), {MONTH}, -sum(l.minor)"
        " from ledger_entry e join ledger_line l on l.entry_id = e.id join ledger_account b on b.id = l.account_id"
        f" where {scope.of('e.firm_id')} and l.matter_id is not null and b.slot in ('TRUST_HELD', 'RECEIVABLE')"
        " group by 1, 2, 3, 4) x"
        " join ledger_account a on a.id = x.account_id join matters_matter m on m.id = x.matter_id"
        " join firms_firm f on f.id = m.firm_id"
        " group by m.firm_id, m.code, a.code, x.bank_key, x.month, f.currency having sum(x.minor) <> 0"
        " order by m.firm_id, m.code, a.code, x.month"
    ):
        sentence = f"the balance kept on {code} for {month} is {amount(off, currency)} above its lines"
        yield Finding("matter_months_equal_lines", sentence, f"matter {matter}", firm_id)


def trust_balances_equal_lines(scope: Scope) -> Iterator[Finding]:
    for firm_id, matter, bank, off, currency in run(
        "select m.firm_id, m.code, b.code, sum(x.minor), f.currency from ("
        f" select matter_id, bank_id, minor from ledger_trustbalance k where {scope.of('k.firm_id')}"
        " union all select l.matter_id, l.bank_id, sum(l.minor) from ledger_account a"
        " join ledger_line l on l.account_id = a.id join ledger_entry e on e.id = l.entry_id"
        f" where {scope.of('a.firm_id')} and a.slot = 'TRUST_HELD' and l.matter_id is not null"
        " and l.bank_id is not null group by l.matter_id, l.bank_id) x"
        " join matters_matter m on m.id = x.matter_id join ledger_bankaccount b on b.id = x.bank_id"
        " join firms_firm f on f.id = m.firm_id"
        " group by m.firm_id, m.code, b.code, f.currency having sum(x.minor) <> 0 order by m.firm_id, m.code, b.code"
    ):
        sentence = f"what is kept as held is {amount(off, currency)} above the lines"
        yield Finding("trust_balances_equal_lines", sentence, f"matter {matter} in {bank}", firm_id)
