"""What stands between changes of a firm's set-up: its chart, banks and tax codes. Kept in memory by `chart_version`."""

from collections import OrderedDict, defaultdict
from dataclasses import dataclass
from datetime import date

from counterfoil.core.chart import Account, BankAccount, Chart
from counterfoil.core.tax import TaxCodeFacts
from counterfoil.firms.rows import day_of, run

_MOST_FIRMS = 200


@dataclass(frozen=True, slots=True)
class Standing:
    chart: Chart
    banks: dict[str, BankAccount]
    tax_codes: dict[str, TaxCodeFacts]


_kept: OrderedDict[tuple[str, int], Standing] = OrderedDict()


def standing(*, firm_id: int, public_id: str, chart_version: int) -> Standing:
    """The firm's chart, banks and tax codes at that version; read once and kept."""
    key = (public_id, chart_version)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = _read(firm_id)
        if len(_kept) > _MOST_FIRMS:
            _kept.popitem(last=False)
    return found


def _read(firm_id: int) -> Standing:
    accounts = [
        Account(id=row[0], code=row[1], name=row[2], type=row[3], slot=row[4], manual=bool(row[5]), tax=row[6])
        for row in run(
            "select id, code, name, type, slot, manual, tax from ledger_account where firm_id = %s order by code",
            [firm_id],
        )
    ]
    by_id = {account.id: account for account in accounts}
    banks = {
        row[1]: BankAccount(
            id=row[0],
            code=row[1],
            name=row[2],
            account=by_id[row[3]],
            trust=row[4] == "trust",
            open=row[5] == "open",
            type=row[6],
            currency=row[7],
            division=row[8] or "",
            held_with=row[9] or "",
        )
        for row in run(
            "select b.id, b.code, b.name, b.account_id, b.sort, b.state, b.type, b.currency, d.name,"
            " c.code from ledger_bankaccount b left join firms_division d on d.id = b.division_id"
            " left join matters_contact c on c.id = b.provider_id"
            " where b.firm_id = %s order by b.code",
            [firm_id],
        )
    }
    rates: dict[int, list[tuple[date, int]]] = defaultdict(list)
    for code_id, starts_on, rate_bp in run(
        "select tax_code_id, starts_on, rate_bp from taxes_taxrate where firm_id = %s order by starts_on", [firm_id]
    ):
        rates[code_id].append((day_of(starts_on), rate_bp))
    codes = {
        row[1]: TaxCodeFacts(id=row[0], code=row[1], name=row[2], direction=row[3], rates=tuple(rates[row[0]]))
        for row in run(
            "select id, code, name, direction from taxes_taxcode where firm_id = %s order by code", [firm_id]
        )
    }
    return Standing(Chart(accounts), banks, codes)
