"""The mapping as a screen shows it: each account and tax code with its counterpart, and what could be chosen."""

from dataclasses import dataclass

from counterfoil.firms.rows import run


@dataclass(frozen=True, slots=True)
class MappedAccount:
    """`remote_id` is empty while the account has no counterpart."""

    account_id: int
    code: str
    name: str
    remote_id: str
    remote_status: str


@dataclass(frozen=True, slots=True)
class MappedTax:
    tax_code_id: int
    code: str
    name: str
    tax_type: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something in Xero that can be chosen: an account by its id, a tax rate by its type."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Mapping:
    accounts: tuple[MappedAccount, ...]
    taxes: tuple[MappedTax, ...]
    remote_accounts: tuple[Choice, ...]
    remote_taxes: tuple[Choice, ...]


def mapping(*, firm_id: int, destination_id: int) -> Mapping:
    """Four statements, however many accounts there are."""
    accounts = run(
        "select a.id, a.code, a.name, coalesce(m.remote_id, ''), coalesce(m.remote_status, '') from ledger_account a"
        " left join xero_accountmapping m on m.account_id = a.id and m.destination_id = %s"
        " where a.firm_id = %s order by a.code",
        [destination_id, firm_id],
    )
    taxes = run(
        "select c.id, c.code, c.name, coalesce(m.tax_type, '') from taxes_taxcode c"
        " left join xero_taxmapping m on m.tax_code_id = c.id and m.destination_id = %s"
        " where c.firm_id = %s order by c.code",
        [destination_id, firm_id],
    )
    remote = run(
        "select remote_id, code, name, status from xero_remoteaccount where destination_id = %s order by code, name",
        [destination_id],
    )
    rates = run(
        "select tax_type, name, rate_bp from xero_remotetaxrate where destination_id = %s and status = 'ACTIVE'"
        " order by name, tax_type",
        [destination_id],
    )
    return Mapping(
        accounts=tuple(MappedAccount(*row) for row in accounts),
        taxes=tuple(MappedTax(*row) for row in taxes),
        remote_accounts=tuple(
            Choice(row[0], f"{row[1]} {row[2]}".strip() + ("" if row[3] == "ACTIVE" else " (archived)"))
            for row in remote
        ),
        remote_taxes=tuple(Choice(row[0], f"{row[1]} {row[2] / 100:g}% ({row[0]})") for row in rates),
    )
