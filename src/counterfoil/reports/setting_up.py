"""How far the firm is set up: what its guide asks for, and what stands already."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.firms.models import Division, Firm
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.matters.models import Contact
from counterfoil.outbox.current import destination_of
from counterfoil.reports.glance import PLACEHOLDER_BANK


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who chose the accounting package, and when."""

    package: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SetUp:
    """`bank` is the name of the firm's bank, empty while it is the placeholder; the counts are of open accounts."""

    chosen: Chosen | None
    bank: str
    office_numbered: int
    trust_numbered: int
    organisation: str


def chosen_package(firm_id: int) -> Chosen | None:
    firm = Firm.objects.select_related("package_by").get(pk=firm_id)
    if not firm.package or firm.package_at is None:
        return None
    return Chosen(firm.package, firm.package_by.name if firm.package_by else "the installation", firm.package_at)


def set_up(firm_id: int) -> SetUp:
    """Accounts count once they carry their number at the bank."""
    bank = Contact.objects.filter(firm_id=firm_id, sort="bank").exclude(name=PLACEHOLDER_BANK).order_by("id").first()
    numbered = BankAccount.objects.filter(firm_id=firm_id, state="open").exclude(number="")
    destination = destination_of(firm_id)
    return SetUp(
        chosen=chosen_package(firm_id),
        bank=bank.name if bank else "",
        office_numbered=numbered.filter(sort="office").count(),
        trust_numbered=numbered.filter(sort="trust").count(),
        organisation=destination.name if destination else "",
    )


@dataclass(frozen=True, slots=True)
class BankShown:
    """A bank account with everything its form shows; `provider` and `division` are codes, empty where there is none."""

    code: str
    name: str
    sort: str
    type: str
    account: str
    account_name: str
    provider: str
    provider_name: str
    number: str
    state: str
    currency: str
    division: str
    own_numbers: bool


def bank_accounts(firm_id: int) -> list[BankShown]:
    """Every bank account of the firm, open and closed, by code."""
    rows = BankAccount.objects.filter(firm_id=firm_id).select_related("account", "provider", "division")
    return [
        BankShown(
            code=row.code,
            name=row.name,
            sort=row.sort,
            type=row.type,
            account=row.account.code,
            account_name=row.account.name,
            provider=row.provider.code if row.provider else "",
            provider_name=row.provider.name if row.provider else "",
            number=row.number,
            state=row.state,
            currency=row.currency,
            division=row.division.name if row.division else "",
            own_numbers=row.own_numbers,
        )
        for row in rows.order_by("code")
    ]


def free_accounts(firm_id: int, account_type: str) -> list[tuple[str, str]]:
    """(code, name) of the accounts of a type that no bank account posts to yet."""
    rows = Account.objects.filter(firm_id=firm_id, type=account_type, bankaccount=None).order_by("code")
    return list(rows.values_list("code", "name"))


def banks(firm_id: int) -> list[tuple[str, str]]:
    """(code, name) of the contacts that are banks."""
    return list(Contact.objects.filter(firm_id=firm_id, sort="bank").order_by("name", "id").values_list("code", "name"))


def divisions(firm_id: int) -> list[tuple[str, str]]:
    """(code, name) of the firm's divisions, the first first."""
    return list(Division.objects.filter(firm_id=firm_id).order_by("id").values_list("code", "name"))
