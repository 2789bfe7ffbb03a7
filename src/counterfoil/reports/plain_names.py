"""Account names for plain-text ledgers: `Assets:Trust:Trust-bank-account-1150`, `Liabilities:Trust:M-104`.

hledger, ledger and Beancount take the same names: parts of letters, digits and dashes, each beginning with a capital or
a digit, ending in the account's code. Trust funds held are one account for each matter; their parent is the sum.
"""

from dataclasses import dataclass
from datetime import date

from counterfoil.firms.rows import run

HEAD_OF_TYPE = {
    "bank": "Assets:Bank",
    "trust_bank": "Assets:Trust",
    "current_asset": "Assets:Current",
    "fixed_asset": "Assets:Fixed",
    "liability": "Liabilities:Current",
    "trust_liability": "Liabilities:Trust-other",
    "equity": "Equity",
    "income": "Income",
    "other_income": "Income:Other",
    "direct_cost": "Expenses:Direct",
    "expense": "Expenses",
}
TRUST_HELD = "Liabilities:Trust"
EARLIER_YEARS = "Equity:Earnings-of-earlier-years"


@dataclass(frozen=True, slots=True)
class Names:
    """Names by account id and, for trust funds held, by matter id. `retained` takes the result of earlier years."""

    accounts: dict[int, str]
    matters: dict[int, str]
    trust_held: int | None
    retained: str
    result: frozenset[int]

    def of(self, account_id: int, matter_id: int | None) -> str:
        if account_id == self.trust_held and matter_id is not None:
            return self.matters[matter_id]
        return self.accounts[account_id]

    def all(self) -> list[str]:
        return sorted({*self.accounts.values(), *self.matters.values(), self.retained})


def names(*, firm_id: int, through: date) -> Names:
    """Names of every account, and of every matter with trust money moved by then; two read alike never."""
    rows = run("select id, code, name, type, slot from ledger_account where firm_id = %s order by code, id", [firm_id])
    taken: set[str] = set()
    accounts, held, retained = {}, None, EARLIER_YEARS
    for account_id, code, name, account_type, slot in rows:
        if slot == "TRUST_HELD":
            held = account_id
            accounts[account_id] = TRUST_HELD
            continue
        full = _unlike(f"{HEAD_OF_TYPE[account_type]}:{part(name)}-{part(code)}", account_id, taken)
        accounts[account_id] = full
        if slot == "RETAINED_EARNINGS":
            retained = full
    matters = run(
        "select distinct m.code, m.id from ledger_account a join ledger_line l on l.account_id = a.id"
        " join matters_matter m on m.id = l.matter_id"
        " where a.firm_id = %s and a.slot = 'TRUST_HELD' and l.dated_on <= %s order by m.code, m.id",
        [firm_id, through.isoformat()],
    )
    return Names(
        accounts=accounts,
        matters={matter: _unlike(f"{TRUST_HELD}:{part(code)}", matter, taken) for code, matter in matters},
        trust_held=held,
        retained=retained,
        result=frozenset(row[0] for row in rows if row[3] in ("income", "other_income", "direct_cost", "expense")),
    )


def part(text: str) -> str:
    """One part of a name: what is neither letter nor digit becomes a dash. Scripts without capitals get an X first."""
    dashed = "".join(letter if letter.isalpha() or letter.isdecimal() else "-" for letter in text)
    words = "-".join(word for word in dashed.split("-") if word) or "X"
    capital = words[0].upper() + words[1:]
    return capital if capital[0].isupper() or capital[0].isdecimal() else f"X{words}"


def _unlike(name: str, row_id: int, taken: set[str]) -> str:
    found = name
    while found in taken:
        found = f"{found}-{row_id}"
    taken.add(found)
    return found
