"""Refresh: read the organisation's accounts and tax rates, and say what changed since they were read before.

Three calls, however many accounts there are: Accounts, TaxRates, Organisation; none of these lists is paged. The
mapping holds on to Xero's ids, so a new name or code there changes only what is shown and the code that lines name.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

import msgspec
from django.db import transaction

from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import run
from counterfoil.outbox.models import Destination
from counterfoil.xero import lock_dates, wire
from counterfoil.xero.changes import Change, Seen, SeenRate, account_changes, rate_changes
from counterfoil.xero.chart_of_xero import NOTHING_TAKEN, Taken, take_new_accounts
from counterfoil.xero.mapping import try_again
from counterfoil.xero.models import AccountMapping, Connection, RemoteAccount, RemoteChart, RemoteTaxRate
from counterfoil.xero.preflight_reading import read_list, read_organisation
from counterfoil.xero.request import Network

CLASSES = (
    ("assets", "ASSET"),
    ("equity", "EQUITY"),
    ("expenses", "EXPENSE"),
    ("liabilities", "LIABILITY"),
    ("revenue", "REVENUE"),
)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A reading: when, how many accounts and tax rates there are, and what changed since the one before.

    `taken` are accounts that are new here, where the firm's chart is Xero's.
    """

    read_at: datetime
    accounts: int
    rates: int
    changes: tuple[Change, ...]
    taken: Taken = NOTHING_TAKEN

    @property
    def stopping(self) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.stops)


def refresh_accounts(*, by: Actor, at: datetime, destination: Destination, network: Network) -> Refreshed:
    """Read Accounts, TaxRates and the lock dates. Maps nothing; what failed for want of a code or account goes on.

    Refused as `asking` says when a list cannot be read; then nothing has changed here.
    """
    require(by, "connect")
    accounts = [cast(wire.Account, row) for row in read_list(network, "Accounts", "its accounts") if row.id]
    rates = [cast(wire.TaxRate, row) for row in read_list(network, "TaxRates", "its tax rates") if row.id]
    organisation = read_organisation(network)
    with transaction.atomic():
        changes = _keep_accounts(destination, accounts) + _keep_rates(destination, rates)
        lock_dates.keep(destination.pk, organisation)
        Connection.objects.filter(destination=destination).update(accounts_read_at=at)
        RemoteChart.objects.update_or_create(
            destination=destination,
            defaults={
                "firm_id": destination.firm_id,
                "read_at": at,
                "accounts": len(accounts),
                "rates": len(rates),
                "changes": msgspec.json.encode(changes).decode(),
            },
        )
        taken = take_new_accounts(by=by, at=at, destination=destination)
        try_again(destination.pk)
        detail = {"accounts": len(accounts), "tax rates": len(rates), "changes": [each.text for each in changes[:100]]}
        audit.note(by=by, at=at, action="refresh", subject="destination", subject_id=destination.pk, detail=detail)
    return Refreshed(at, len(accounts), len(rates), changes, taken)


def last_refresh(destination_id: int) -> Refreshed | None:
    """The newest reading with what it found; None before the first."""
    found = RemoteChart.objects.filter(destination_id=destination_id).first()
    if found is None:
        return None
    changes = msgspec.json.decode(found.changes, type=tuple[Change, ...])
    return Refreshed(found.read_at, found.accounts, found.rates, changes)


def _keep_accounts(destination: Destination, accounts: Sequence[wire.Account]) -> tuple[Change, ...]:
    """What is no longer in the list was deleted there; what is mapped to it waits for another."""
    kept = {one.remote_id: one for one in RemoteAccount.objects.filter(destination=destination)}
    before = {key: _seen(one) for key, one in kept.items()}
    read = {one.id: _account(destination, one) for one in accounts}
    _write(RemoteAccount, kept, read)
    after = {key: _seen(one) for key, one in read.items()}
    _follow(destination, read)
    return account_changes(before, after, mapped=_mapped_accounts(destination))


def _account(destination: Destination, one: wire.Account) -> RemoteAccount:
    return RemoteAccount(
        firm_id=destination.firm_id,
        destination=destination,
        remote_id=one.id,
        code=one.code or "",
        name=one.name or "",
        type=one.type or "",
        status=one.status or "ACTIVE",
        account_class=one.account_class or "",
        system=one.system or "",
        tax_type=one.tax_type or "",
        takes_payments=bool(one.takes_payments),
        number=(one.bank_number or "")[:40],
    )


def _seen(one: RemoteAccount) -> Seen:
    return Seen(one.remote_id, one.code, one.name, one.type, one.status, one.takes_payments)


def _follow(destination: Destination, read: dict[str, RemoteAccount]) -> None:
    """The mapping shows what its accounts are called now. Translations take the code from here."""
    for mapped in AccountMapping.objects.filter(destination=destination):
        was = (mapped.remote_code, mapped.remote_name, mapped.remote_type, mapped.remote_status)
        now = read.get(mapped.remote_id)
        found = (now.code, now.name, now.type, now.status) if now else (*was[:3], "ARCHIVED")
        if found != was:
            mapped.remote_code, mapped.remote_name, mapped.remote_type, mapped.remote_status = found
            mapped.save()


def _mapped_accounts(destination: Destination) -> dict[str, str]:
    rows = run(
        "select m.remote_id, a.code, a.name from xero_accountmapping m join ledger_account a on a.id = m.account_id"
        " where m.destination_id = %s order by a.code",
        [destination.pk],
    )
    return _joined((row[0], f"{row[1]} {row[2]}") for row in rows)


def _keep_rates(destination: Destination, rates: Sequence[wire.TaxRate]) -> tuple[Change, ...]:
    kept = {one.tax_type: one for one in RemoteTaxRate.objects.filter(destination=destination)}
    before = {key: _seen_rate(one) for key, one in kept.items()}
    read = {one.id: _rate(destination, one) for one in rates}
    _write(RemoteTaxRate, kept, read)
    after = {key: _seen_rate(one) for key, one in read.items()}
    rows = run(
        "select m.tax_type, c.code from xero_taxmapping m join taxes_taxcode c on c.id = m.tax_code_id"
        " where m.destination_id = %s order by c.code",
        [destination.pk],
    )
    return rate_changes(before, after, mapped=_joined((row[0], row[1]) for row in rows))


def _rate(destination: Destination, one: wire.TaxRate) -> RemoteTaxRate:
    return RemoteTaxRate(
        firm_id=destination.firm_id,
        destination=destination,
        tax_type=one.id,
        name=one.name or one.id,
        rate_bp=int((one.effective or Decimal(0)) * 100),
        status=one.status or "ACTIVE",
        classes=",".join(name for field, name in CLASSES if getattr(one, field)),
    )


def _seen_rate(one: RemoteTaxRate) -> SeenRate:
    return SeenRate(one.tax_type, one.name, one.rate_bp, one.status)


def _write(table: Any, kept: dict[str, Any], read: dict[str, Any]) -> None:
    """Bring a table to what was read: new rows in one go, changed ones in one go, the rest not touched."""
    columns = [field.name for field in table._meta.concrete_fields if not field.primary_key and not field.is_relation]
    changed = []
    for key, now in read.items():
        was = kept.get(key)
        if was is not None and any(getattr(was, name) != getattr(now, name) for name in columns):
            now.pk = was.pk
            changed.append(now)
    table.objects.filter(pk__in=[was.pk for key, was in kept.items() if key not in read]).delete()
    table.objects.bulk_create([now for key, now in read.items() if key not in kept], batch_size=200)
    if changed:
        table.objects.bulk_update(changed, columns, batch_size=100)


def _joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for key, name in pairs:
        found.setdefault(key, []).append(name)
    return {key: ", ".join(names) for key, names in found.items()}
