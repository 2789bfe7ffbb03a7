"""Connecting a firm to its organisation in Xero, once consent was given (`consent.py`).

    look       the pre-flight: every rule's verdict; changes nothing
    connect    the same look again, and the organisation is the firm's destination

From `connect` on every document that is posted leaves a copy in the outbox; what was posted before stays here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import httpx
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger
from counterfoil.outbox.current import destination_of
from counterfoil.outbox.models import Destination
from counterfoil.practice.package import may_connect
from counterfoil.xero import oauth, wire
from counterfoil.xero.client import Client
from counterfoil.xero.consent import begin_custom, forget, offered
from counterfoil.xero.models import AccountMapping, Connection, RemoteTaxRate, TaxMapping
from counterfoil.xero.preflight import FEED_ADVICE, Ruled, of_the_firm, refuse, verdicts
from counterfoil.xero.preflight_facts import Facts, Theirs
from counterfoil.xero.preflight_reading import read_ours, read_theirs
from counterfoil.xero.replaced import Difference, Mapped, MappedRate, differences, rate_differences
from counterfoil.xero.tenants import tenants_of
from counterfoil.xero.tokens import TokenKeeper


def connect_custom(
    *, feed_advice_read: bool, by: Actor, at: datetime, settings: Settings, http: httpx.Client
) -> Destination:
    """`begin_custom` and `connect` in one, for the app's one organisation."""
    connection = begin_custom(by=by, at=at, settings=settings, http=http)
    found = offered(connection, at=at, settings=settings, http=http)
    if len(found) != 1:
        raise Refusal("organisation-unknown", "the app should have one organisation; it has {count}", count=len(found))
    return connect(
        connection,
        tenant_id=found[0].tenant_id,
        feed_advice_read=feed_advice_read,
        by=by,
        at=at,
        settings=settings,
        http=http,
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """What the pre-flight found: the facts, each rule's verdict, and what another organisation would change."""

    facts: Facts
    verdicts: list[Ruled]
    differences: list[Difference]

    @property
    def refused(self) -> bool:
        return any(verdict.outcome == "refuses" for _, verdict in self.verdicts)


def look(
    connection: Connection,
    *,
    tenant_id: str,
    feed_advice_read: bool,
    by: Actor,
    at: datetime,
    settings: Settings,
    http: httpx.Client,
) -> Looked:
    """The pre-flight against one organisation of the consent: five readings, no change anywhere."""
    require(by, "connect")
    return look_at(connection, tenant_id, feed_advice_read, by=by, at=at, settings=settings, http=http)[0]


def connect(
    connection: Connection,
    *,
    tenant_id: str,
    feed_advice_read: bool,
    by: Actor,
    at: datetime,
    settings: Settings,
    http: httpx.Client,
) -> Destination:
    """Make the organisation the firm's destination, when every rule of the pre-flight lets it.

    Everything posted from now on is copied there. The same organisation goes on where it stopped. Refused with the code
    of the first rule that refuses; the audit log then says which ones did.
    """
    require(by, "connect")
    looked, tenant = look_at(connection, tenant_id, feed_advice_read, by=by, at=at, settings=settings, http=http)
    refuse_looked(looked, connection, by=by, at=at)
    with transaction.atomic():
        ledger.open_ledger(by.firm_id)
        firm = Firm.objects.select_for_update().get(pk=by.firm_id)
        return begin_copies(connection, firm, looked, tenant, feed_advice_read=feed_advice_read, by=by, at=at)


def begin_copies(
    connection: Connection,
    firm: Firm,
    looked: Looked,
    tenant: wire.Tenant,
    *,
    feed_advice_read: bool,
    by: Actor,
    at: datetime,
) -> Destination:
    """The organisation that was looked at is where copies go from now on. In the caller's transaction."""
    theirs = looked.facts.theirs
    refuse(of_the_firm(read_ours(firm.pk)))  # Somebody may have added a currency or a division meanwhile.
    may_connect(firm.pk)
    destination = _destination(firm, theirs, at)
    before = Connection.objects.filter(firm=firm, destination=destination).first()
    read = (before.feeds_read_by_id, before.feeds_read_at) if before else (None, None)
    if feed_advice_read or read[1] is None:
        read = (by.user_id, at)
    forget(Connection.objects.filter(firm=firm, destination=destination), destination=None)
    Connection.objects.filter(pk=connection.pk).update(
        destination=destination,
        state="live",
        connection_id=tenant.id,
        short_code=theirs.short_code,
        organisation_class=theirs.plan,
        is_demo=theirs.for_trying,
        feeds_read_by_id=read[0],
        feeds_read_at=read[1],
    )
    detail = {
        "organisation": theirs.name,
        "tenant": theirs.tenant_id,
        "bank feeds": FEED_ADVICE if feed_advice_read else "read before",
        "warnings": [title for title, verdict in looked.verdicts if verdict.outcome == "warns"],
    }
    audit.note(by=by, at=at, action="connect", subject="destination", subject_id=destination.pk, detail=detail)
    return destination


def look_at(
    connection: Connection,
    tenant_id: str,
    feed_advice_read: bool,
    *,
    by: Actor,
    at: datetime,
    settings: Settings,
    http: httpx.Client,
    leaving: bool = False,
) -> tuple[Looked, wire.Tenant]:
    """`look`, with the organisation as the consent names it. `leaving`: an owner leaves the one before for good."""
    tenants = {one.tenant_id: one for one in tenants_of(connection, at=at, settings=settings, http=http)}
    tenant = tenants.get(tenant_id)
    if tenant is None or connection.firm_id != by.firm_id:
        raise Refusal("organisation-unknown", "that organisation is not part of this consent; choose one of the list")
    client = client_of(connection, tenant_id=tenant_id, at=lambda: at, settings=settings, http=http)
    asked = oauth.CUSTOM_SCOPES if connection.sort == "custom" else oauth.SCOPES
    theirs = read_theirs(client, tenant_id=tenant_id, scopes=connection.scopes, asked=asked)
    read = feed_advice_read or _advice_read_before(by.firm_id, tenant_id)
    facts = Facts(ours=read_ours(by.firm_id), theirs=theirs, feed_advice_read=read, leaving=leaving)
    before = facts.ours.copies_go_to
    differing = _differing(by.firm_id, before[0], theirs) if before and before[0] != tenant_id else []
    return Looked(facts, verdicts(facts), differing), tenant


def _advice_read_before(firm_id: int, tenant_id: str) -> bool:
    """Who connects the same organisation again is not asked again."""
    return Connection.objects.filter(
        firm_id=firm_id, destination__remote_id=tenant_id, feeds_read_at__isnull=False
    ).exists()


def _differing(firm_id: int, tenant_id: str, theirs: Theirs) -> list[Difference]:
    """What the accounts and tax codes that were mapped in the organisation before would meet in this one."""
    before = Destination.objects.get(firm_id=firm_id, remote_id=tenant_id)
    accounts = AccountMapping.objects.filter(destination=before).select_related("account").order_by("account__code")
    mapped = [Mapped(str(one.account), one.remote_code, one.remote_name, one.remote_type) for one in accounts]
    rates = {one.tax_type: one for one in RemoteTaxRate.objects.filter(destination=before)}
    taxes = TaxMapping.objects.filter(destination=before).select_related("tax_code").order_by("tax_code__code")
    used = [
        MappedRate(f"tax code {one.tax_code.code}", one.tax_type, rates[one.tax_type].name, rates[one.tax_type].rate_bp)
        for one in taxes
        if one.tax_type in rates
    ]
    return [*differences(mapped, theirs.accounts), *rate_differences(used, theirs.rates)]


def refuse_looked(looked: Looked, connection: Connection, *, by: Actor, at: datetime) -> None:
    """A refusal is kept with its reasons, then raised."""
    if not looked.refused:
        return
    codes = [verdict.code for _, verdict in looked.verdicts if verdict.outcome == "refuses"]
    detail = {"organisation": looked.facts.theirs.name, "refused": codes}
    with transaction.atomic():
        audit.note(by=by, at=at, action="refuse", subject="connection", subject_id=connection.pk, detail=detail)
    refuse(looked.verdicts)


def client_of(
    connection: Connection, *, tenant_id: str, at: Callable[[], datetime], settings: Settings, http: httpx.Client
) -> Client:
    keeper = TokenKeeper(connection.pk, http=http, settings=settings)
    return Client(
        http=http,
        api_base_url=settings.xero_api_base_url,
        tenant_id=tenant_id,
        token=lambda: keeper.access(at()),
        renewed=lambda: keeper.renew(at()),
    )


def client_for(
    destination_id: int, *, at: Callable[[], datetime], settings: Settings, http: httpx.Client
) -> Client | None:
    """The way to a destination; None when no connection of ours leads there."""
    connection = Connection.objects.filter(destination_id=destination_id).select_related("destination").first()
    if connection is None or connection.destination is None:
        return None
    return client_of(connection, tenant_id=connection.destination.remote_id, at=at, settings=settings, http=http)


def connected(firm_id: int) -> Destination:
    """The organisation that the firm is connected to; refused while there is none."""
    found = destination_of(firm_id)
    if found is None:
        raise _not_connected()
    return found


def way_there(
    firm_id: int, *, at: Callable[[], datetime], settings: Settings, http: httpx.Client
) -> tuple[Destination, Client]:
    """The organisation and the way to it; refused where one of them is missing."""
    destination = connected(firm_id)
    client = client_for(destination.pk, at=at, settings=settings, http=http)
    if client is None:
        raise _not_connected()
    return destination, client


def _not_connected() -> Refusal:
    return Refusal("not-connected", "the firm is not connected to Xero; connect it under Xero sync > Connection")


def _destination(firm: Firm, theirs: Theirs, at: datetime) -> Destination:
    """The same organisation goes on where it stopped; the pre-flight has refused any other."""
    destination = Destination.objects.filter(firm=firm, remote_id=theirs.tenant_id).first()
    if destination is None:
        destination = Destination(firm=firm, remote_id=theirs.tenant_id, connected_at=at)
    elif destination.state == "gone":
        destination.connected_at = at
    if destination.state != "safe":
        destination.state, destination.state_reason = "live", ""
    destination.name, destination.for_trying = theirs.name, theirs.for_trying
    destination.locked_through, destination.not_before, destination.unreached_since = theirs.locked_through, None, None
    destination.save()
    return destination
