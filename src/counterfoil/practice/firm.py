"""Founding a firm: its chart, tax codes, banks, periods and first member, all from its jurisdiction's data.

A name and a jurisdiction are enough; year, method, currency and time zone have the jurisdiction's defaults.
"""

from datetime import date, datetime
from functools import cache
from zoneinfo import available_timezones

from django.db import transaction

from counterfoil.core.dates import year_before
from counterfoil.core.jurisdictions import CODES, Jurisdiction, jurisdiction
from counterfoil.core.money import DECIMALS
from counterfoil.core.references import FIRM
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.core.terms import a_matter_word
from counterfoil.firms import audit
from counterfoil.firms.models import Division, Firm, Member, User
from counterfoil.firms.roles import ROLES, Actor, write_roles
from counterfoil.ledger.models import Account, BankAccount, Chain, Period
from counterfoil.matters.models import Contact, Matter
from counterfoil.taxes.models import TaxCode, TaxRate

PLACEHOLDER_BANK = "Enter your bank name"
METHODS = {"accrual": "Accrual", "cash": "Cash"}
FOUNDER = ("fee_earner", "bookkeeper", "trust_manager", "admin", "owner")
"""What the first person of a firm holds: everything there is to do, until others are taken in."""


def may_found(user: User) -> bool:
    """The first person of an installation founds its first firm; who was made with `--guided` founds another."""
    return user.is_staff or not Firm.objects.exists()


def found_firm(
    *,
    name: str,
    jurisdiction_code: str,
    at: datetime,
    owner: User,
    roles: tuple[str, ...] = tuple(ROLES),
    year_starts: int | None = None,
    method: str = "accrual",
    currency: str = "",
    zone: str = "",
    matter_word: str = "matter",
) -> Firm:
    """A firm ready for its first document. `owner` becomes its first member; `year_starts` is a month, 1 to 12."""
    data = known_jurisdiction(jurisdiction_code)
    name = a_name(name)
    month, day = year_before(year_starts) if year_starts is not None else data.financial_year_end
    with transaction.atomic():
        firm = Firm.objects.create(
            name=name,
            jurisdiction=data.code,
            currency=a_currency(currency or data.currency),
            zone=a_zone(zone or data.zones[0]),
            method=a_method(method),
            year_end_month=month,
            year_end_day=day,
            matter_word=a_matter_word(matter_word),
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
        if data.firm_money_in_trust:
            _add_own_ledger(firm, at.date())
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


def _add_own_ledger(firm: Firm, opened_on: date) -> None:
    """The firm's own trust ledger, where its law lets firm money stay in trust: a matter whose client is the firm."""
    itself = Contact.objects.create(firm=firm, code=FIRM, name=firm.name)
    Matter.objects.create(firm=firm, code=FIRM, client=itself, title="The firm's own trust ledger", opened_on=opened_on)


def known_jurisdiction(code: str) -> Jurisdiction:
    if code not in CODES:
        names = ", ".join(jurisdiction(known).name for known in CODES)
        raise Refusal("jurisdiction-unknown", "choose one of {names}", names=names)
    return jurisdiction(code)


def a_name(name: str) -> str:
    name = clean_text(name, most=255)
    if not name:
        raise Refusal("field-missing", "enter the firm's name")
    return name


def a_method(method: str) -> str:
    if method not in METHODS:
        raise Refusal("method-unknown", "choose accrual or cash")
    return method


def a_currency(code: str) -> str:
    if code not in DECIMALS:
        raise Refusal("currency-unknown", "choose one of {known}", known=", ".join(DECIMALS))
    return code


@cache
def _zones() -> set[str]:
    """Read off the disk once: it is a walk through a folder."""
    return available_timezones()


def a_zone(zone: str) -> str:
    if zone not in _zones():
        raise Refusal("zone-unknown", "'{zone}' is no time zone; write it like Europe/London", zone=zone[:64])
    return zone
