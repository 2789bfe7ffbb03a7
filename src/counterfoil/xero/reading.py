"""Refresh: read the organisation's accounts and tax rates, and bring the mapping's names and states up to date."""

from datetime import datetime
from decimal import Decimal
from typing import cast

import msgspec
from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox.models import Destination
from counterfoil.xero import wire
from counterfoil.xero.connection import read_organisation
from counterfoil.xero.models import AccountMapping, Connection, RemoteAccount, RemoteTaxRate
from counterfoil.xero.request import Answered, Network, Request

CLASSES = (
    ("assets", "ASSET"),
    ("equity", "EQUITY"),
    ("expenses", "EXPENSE"),
    ("liabilities", "LIABILITY"),
    ("revenue", "REVENUE"),
)


def refresh_accounts(*, by: Actor, at: datetime, destination: Destination, network: Network) -> tuple[int, int]:
    """Read Accounts, TaxRates and the lock dates. Returns how many accounts and rates there are. Maps nothing."""
    require(by, "connect")
    organisation = read_organisation(network)
    accounts = [cast(wire.Account, row) for row in _all(network, "Accounts") if row.id]
    rates = [cast(wire.TaxRate, row) for row in _all(network, "TaxRates") if row.id]
    locked = [day for day in (wire.day(organisation.period_lock), wire.day(organisation.year_lock)) if day]
    with transaction.atomic():
        _keep_accounts(destination, accounts)
        _keep_rates(destination, rates)
        Destination.objects.filter(pk=destination.pk).update(locked_through=max(locked, default=None))
        Connection.objects.filter(destination=destination).update(accounts_read_at=at)
        detail = {"accounts": len(accounts), "tax rates": len(rates)}
        audit.note(by=by, at=at, action="refresh", subject="destination", subject_id=destination.pk, detail=detail)
    return len(accounts), len(rates)


def _all(network: Network, resource: str) -> list[wire.Element]:
    """Neither list is paged."""
    reply = network.send(Request(method="GET", path=resource))
    if not isinstance(reply, Answered) or reply.status != 200:
        raise Refusal("xero-not-reached", "Xero does not hand out its {what} now; try again in a moment", what=resource)
    try:
        return wire.read(reply.body, resource).rows
    except msgspec.DecodeError:
        raise Refusal("xero-not-reached", "Xero's list of {what} cannot be read; try again", what=resource) from None


def _keep_accounts(destination: Destination, accounts: list[wire.Account]) -> None:
    """What is no longer in the list was deleted there."""
    RemoteAccount.objects.filter(destination=destination).exclude(remote_id__in=[one.id for one in accounts]).delete()
    gone = AccountMapping.objects.filter(destination=destination).exclude(remote_id__in=[one.id for one in accounts])
    gone.update(remote_status="ARCHIVED")
    for one in accounts:
        about = {
            "code": one.code or "",
            "name": one.name or "",
            "type": one.type or "",
            "status": one.status or "ACTIVE",
        }
        RemoteAccount.objects.update_or_create(
            destination=destination,
            remote_id=one.id,
            defaults=about
            | {
                "firm_id": destination.firm_id,
                "account_class": one.account_class or "",
                "system": one.system or "",
                "tax_type": one.tax_type or "",
                "takes_payments": bool(one.takes_payments),
            },
        )
        AccountMapping.objects.filter(destination=destination, remote_id=one.id).update(
            **{f"remote_{name}": value for name, value in about.items()}
        )


def _keep_rates(destination: Destination, rates: list[wire.TaxRate]) -> None:
    RemoteTaxRate.objects.filter(destination=destination).exclude(tax_type__in=[one.id for one in rates]).delete()
    for one in rates:
        classes = [name for field, name in CLASSES if getattr(one, field)]
        RemoteTaxRate.objects.update_or_create(
            destination=destination,
            tax_type=one.id,
            defaults={
                "firm_id": destination.firm_id,
                "name": one.name or one.id,
                "rate_bp": int((one.effective or Decimal(0)) * 100),
                "status": one.status or "ACTIVE",
                "classes": ",".join(classes),
            },
        )
