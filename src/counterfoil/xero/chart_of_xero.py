"""In the package "Xero" the chart is Xero's: an account that is made there, and has a code, is here after a refresh.

An office account is what the article describes: made in Xero under Bank accounts, given a code of three digits, read by
Refresh. Trust accounts are opened here, because only here is it known whose money they hold.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from counterfoil.core.packages import PACKAGES
from counterfoil.firms import audit
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor
from counterfoil.ledger import record as ledger_record
from counterfoil.ledger.models import Account
from counterfoil.matters.models import Contact
from counterfoil.outbox.models import Destination
from counterfoil.practice.banks import open_bank_account
from counterfoil.xero.mapping import save_account
from counterfoil.xero.models import AccountMapping, RemoteAccount, TaxMapping
from counterfoil.xero.opening_banks import looks_like_trust, take_office_account
from counterfoil.xero.suggesting import suggest_accounts, suggest_tax_types

CHART_THERE = PACKAGES["xero"].code
"""The package whose chart is Xero's. In the others an account in Xero waits on the mapping page to be chosen."""

TYPES = {
    "BANK": "bank",
    "CURRENT": "current_asset",
    "PREPAYMENT": "current_asset",
    "INVENTORY": "current_asset",
    "NONCURRENT": "current_asset",
    "FIXED": "fixed_asset",
    "CURRLIAB": "liability",
    "LIABILITY": "liability",
    "TERMLIAB": "liability",
    "PAYG": "liability",
    "EQUITY": "equity",
    "REVENUE": "income",
    "SALES": "income",
    "OTHERINCOME": "other_income",
    "DIRECTCOSTS": "direct_cost",
    "EXPENSE": "expense",
    "OVERHEADS": "expense",
    "DEPRECIATN": "expense",
}
"""Xero's types in ours."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The accounts that are new here, and in a sentence each why others are not."""

    added: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


NOTHING_TAKEN = Taken()


def chart_is_there(firm_id: int) -> bool:
    """Whether the firm's package takes its chart from Xero."""
    return Firm.objects.filter(pk=firm_id, package=CHART_THERE).exists()


def take_new_accounts(*, by: Actor, at: datetime, destination: Destination) -> Taken:
    """Add what Xero has and nothing here answers to, mapped; only in that package. In the refresh's transaction."""
    if not chart_is_there(destination.firm_id):
        return NOTHING_TAKEN
    ledger_record.open_ledger(destination.firm_id)
    ready = take_office_account(by=by, at=at, destination=destination)
    answered = set(AccountMapping.objects.filter(destination=destination).values_list("remote_id", flat=True))
    answered |= {each.remote.remote_id for each in suggest_accounts(destination) if each.remote and each.remote.code}
    ours = set(Account.objects.filter(firm_id=destination.firm_id).values_list("code", flat=True))
    tax_of = _tax_codes(destination)
    added: list[str] = [str(ready)] if ready else []
    left: list[str] = []
    for remote in RemoteAccount.objects.filter(destination=destination, status="ACTIVE").order_by("code", "name"):
        if remote.remote_id in answered or remote.system or remote.type not in TYPES:
            continue
        why = _stays_there(remote, ours)
        if why:
            left.append(why)
            continue
        _add(remote, destination, tax=tax_of.get(remote.tax_type), by=by, at=at)
        added.append(str(remote))
        ours.add(remote.code)
    if added:
        Firm.objects.filter(pk=destination.firm_id).update(chart_version=F("chart_version") + 1)
        detail = {"accounts": added[:100]}
        audit.note(by=by, at=at, action="take from Xero", subject="chart", subject_id=destination.pk, detail=detail)
    return Taken(tuple(added), tuple(left))


def _stays_there(remote: RemoteAccount, ours: set[str]) -> str:
    if not remote.code:
        return f"{remote.name} has no code in Xero; give it one of three digits there, then refresh"
    if remote.type == "BANK" and looks_like_trust(remote):
        return f"{remote} looks like a trust account; open it here under Trust accounting, and choose it there"
    if remote.code in ours:
        return f"{remote} has the code of another account here; map it, or give it another code in Xero"
    return ""


def _tax_codes(destination: Destination) -> dict[str, str]:
    """Xero's tax types in our codes: as they are mapped, or as they suggest themselves before the first mapping."""
    suggested = {tax_type: code for code, tax_type in suggest_tax_types(destination).items()}
    mapped = TaxMapping.objects.filter(destination=destination).order_by("-tax_code__code")
    return suggested | dict(mapped.values_list("tax_type", "tax_code__code"))


def _add(remote: RemoteAccount, destination: Destination, *, tax: str | None, by: Actor, at: datetime) -> None:
    account = Account.objects.create(
        firm_id=destination.firm_id,
        code=remote.code,
        name=remote.name[:150],
        type=TYPES[remote.type],
        tax=tax,
    )
    save_account(destination, account.pk, remote)
    if account.type == "bank":
        bank = Contact.objects.filter(firm_id=destination.firm_id, sort="bank").order_by("id").first()
        open_bank_account(
            sort="office",
            name=account.name,
            provider=bank.code if bank else "",
            account=account.code,
            by=by,
            at=at,
        )
