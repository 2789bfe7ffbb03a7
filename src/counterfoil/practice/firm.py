"""Founding a firm: its chart, tax codes, banks, periods and first member, all from its jurisdiction's data."""

from datetime import datetime

from django.db import transaction

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.firms import audit
from counterfoil.firms.models import Division, Firm, Member, User
from counterfoil.firms.roles import ROLES, Actor, write_roles
from counterfoil.ledger.models import Account, BankAccount, Chain, Period
from counterfoil.matters.models import Contact
from counterfoil.taxes.models import TaxCode, TaxRate

ZONES = {"au": "Australia/Sydney", "nz": "Pacific/Auckland", "ew": "Europe/London", "us": "America/New_York"}
PLACEHOLDER_BANK = "Enter your bank name"


def found_firm(
    *, name: str, jurisdiction_code: str, at: datetime, owner: User, roles: tuple[str, ...] = tuple(ROLES)
) -> Firm:
    """A firm ready for its first document. `owner` becomes its first member."""
    data = jurisdiction(jurisdiction_code)
    name = clean_text(name, most=255)
    if not name:
        raise Refusal("field-missing", "enter the firm's name")
    with transaction.atomic():
        firm = Firm.objects.create(
            name=name,
            jurisdiction=data.code,
            currency=data.currency,
            zone=ZONES[data.code],
            year_end_month=data.financial_year_end[0],
            year_end_day=data.financial_year_end[1],
        )
        Division.objects.create(firm=firm, code="MAIN", name=name)
        Member.objects.create(firm=firm, user=owner, roles=write_roles(roles))
        Chain.objects.create(firm=firm)
        Period.objects.bulk_create(Period(firm=firm, ledger=ledger) for ledger in ("general", "trust"))
        bank = Contact.objects.create(firm=firm, code="BANK", name=PLACEHOLDER_BANK, sort="bank")
        accounts = Account.objects.bulk_create(
            Account(firm=firm, code=a.code, name=a.name, type=a.type, slot=a.slot, manual=a.manual, tax=a.tax)
            for a in data.accounts
        )
        _add_banks(firm, accounts, bank)
        for code in data.tax_codes:
            tax_code = TaxCode.objects.create(firm=firm, code=code.code, name=code.name, direction=code.direction)
            TaxRate.objects.bulk_create(
                TaxRate(firm=firm, tax_code=tax_code, starts_on=starts_on, rate_bp=rate_bp)
                for starts_on, rate_bp in code.rates
            )
        actor = Actor(user_id=owner.pk, name=owner.name, firm_id=firm.pk, roles=frozenset(roles))
        audit.note(by=actor, at=at, action="found", subject="firm", subject_id=firm.pk, detail={"roles": sorted(roles)})
    return firm


def _add_banks(firm: Firm, accounts: list[Account], provider: Contact) -> None:
    """One office and one trust account to begin with, `O1` and `T1`."""
    for code, sort, account_type in (("O1", "office", "bank"), ("T1", "trust", "trust_bank")):
        account = next(account for account in accounts if account.type == account_type)
        BankAccount.objects.create(
            firm=firm, code=code, name=account.name, sort=sort, account=account, provider=provider
        )
