"""How the firm is set up: its bank accounts are held with banks, its package is the one that somebody chose."""

import json
from collections import defaultdict
from collections.abc import Iterator

from counterfoil.firms.rows import run
from counterfoil.reports.checks.finding import Finding, Scope


def accounts_are_held_with_banks(scope: Scope) -> Iterator[Finding]:
    for firm_id, bank, name, sort in run(
        "select b.firm_id, b.code, c.name, c.sort from ledger_bankaccount b"
        " join matters_contact c on c.id = b.provider_id"
        f" where c.sort <> 'bank' and {scope.of('b.firm_id')} order by b.firm_id, b.code"
    ):
        sentence = f"it is held with {name}, whose type is {sort}"
        yield Finding("accounts_are_held_with_banks", sentence, f"bank account {bank}", firm_id)


def package_is_as_chosen(scope: Scope) -> Iterator[Finding]:
    """The audit log knows of one choice, that of the package which stands; of none where none stands."""
    chosen: dict[int, list[str]] = defaultdict(list)
    for firm_id, detail in run(
        "select firm_id, detail from firms_audit where subject = 'package' and action = 'choose'"
        f" and {scope.of('firm_id')} order by id"
    ):
        chosen[firm_id].append(json.loads(detail)["package"])
    for firm_id, package in run(f"select id, package from firms_firm where {scope.of('id')} order by id"):
        if chosen[firm_id] != ([package] if package else []):
            said = ", ".join(chosen[firm_id]) or "no choice"
            sentence = f"it stands at '{package}', and the audit log knows of {said}"
            yield Finding("package_is_as_chosen", sentence, "accounting package", firm_id)
