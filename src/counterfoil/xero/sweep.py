"""The sweep: reads back what changed in Xero since the last one, and writes down what drifted and what was made there.

It changes nothing else.

A list counts only when it was read whole. Each page is one transaction, so a sweep that stops half-way keeps what it
found; the next one begins where the last whole one did, and nothing is told twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import msgspec
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import Actor, require
from counterfoil.firms.rows import run
from counterfoil.outbox.models import Destination
from counterfoil.outbox.queue import installation_code
from counterfoil.xero import records_there, wire
from counterfoil.xero.asking import asked, unreadable
from counterfoil.xero.connection import way_there
from counterfoil.xero.drift import Found, Owner, drift, markers_in
from counterfoil.xero.models import Drift, Sweep
from counterfoil.xero.readback import MOST_PAGES, PAGE_SIZE, UNPAGED
from counterfoil.xero.request import Network, Request
from counterfoil.xero.strays import being_voided
from counterfoil.xero.swept_allocations import allocation_drift
from counterfoil.xero.swept_claims import claims_of, owners_of

RESOURCES = (
    "Invoices",
    "CreditNotes",
    "Overpayments",
    "Payments",
    "BankTransactions",
    "BankTransfers",
    "ManualJournals",
)
EARLIER = timedelta(seconds=600)
"""Lists are asked for from so long before the last sweep: for clocks that differ, and answers that lag."""
NOBODY = Owner("", "", is_open=False)
WHO = "a person who may see the organisation's documents"


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep read and found: `found` are new, `open` all that wait for an answer."""

    calls: int
    records: int
    found: int
    open: int


def sweep_firm(*, by: Actor, settings: Settings, http: httpx.Client, now: Callable[[], datetime]) -> Swept:
    """A person asks for it. Refused while the firm is not connected."""
    require(by, "retry push")
    destination, network = way_there(by.firm_id, at=now, settings=settings, http=http)
    return sweep(destination=destination, network=network, now=now, by=by)


def begin(destination: Destination, *, at: datetime, by: Actor | None = None) -> Sweep:
    return Sweep.objects.create(
        firm_id=destination.firm_id,
        destination=destination,
        by_id=by.user_id if by else None,
        began_at=at,
        read_every_list=True,
    )


def sweep(
    *,
    destination: Destination,
    network: Network,
    now: Callable[[], datetime],
    by: Actor | None = None,
    begun: Sweep | None = None,
) -> Swept:
    """Read every list; refused, with what was found so far kept, where Xero does not give one.

    `begun`: who is to do it has written down already that it has begun.
    """
    whole = Sweep.objects.filter(destination=destination, ended_at__isnull=False, read_every_list=True)
    last = whole.order_by("-began_at").first()
    since = (last.began_at if last else destination.connected_at) - EARLIER
    since += timedelta(milliseconds=destination.clock_offset_ms)
    one = begun or begin(destination, at=now(), by=by)
    try:
        for resource in _wanted(destination):
            for rows in _pages(network, resource, since.strftime("%Y-%m-%dT%H:%M:%S"), one):
                one.records += len(rows)
                one.found += _compare(destination, resource, rows, at=now())
    except Refusal as refusal:
        one.trouble = refusal.advice
        one.save()
        raise
    one.ended_at = now()
    one.save()
    return Swept(one.calls, one.records, one.found, Drift.objects.filter(destination=destination, state="open").count())


def _wanted(destination: Destination) -> list[str]:
    """Every list that people make records in; overpayments repeat bank transactions, and tell of allocations alone."""
    allocated = run(
        "select 1 from outbox_item where destination_id = %s and state = 'confirmed' and type = 'RECEIVE-OVERPAYMENT'"
        " limit 1",
        [destination.pk],
    )
    return [resource for resource in RESOURCES if resource != "Overpayments" or allocated]


def _pages(network: Network, resource: str, since: str, one: Sweep) -> Iterator[list[wire.Element]]:
    """Page after page. Rows move between pages while somebody works there: then the list is read once more."""
    for again in (True, False):
        ids: set[str] = set()
        for page in range(1, MOST_PAGES + 1):
            query: tuple[tuple[str, str], ...] = (("page", str(page)), ("pageSize", str(PAGE_SIZE)))
            if resource in UNPAGED:
                query = (("includeDeleted", "true"),)
            one.calls += 1
            request = Request(method="GET", path=resource, query=query, since=since)
            answer = asked(network, request, what=f"its {resource}", who=WHO)
            try:
                read = wire.read(answer.body, resource)
            except (msgspec.DecodeError, UnicodeDecodeError):
                raise unreadable(f"its {resource}") from None
            ids |= {row.id for row in read.rows}
            yield read.rows
            if read.pages is None or page >= read.pages.page_count:
                break
        if read.pages is None or len(ids) >= (read.pages.item_count or 0):
            return
        if not again:
            raise Refusal("xero-not-reached", "the list of {what} moved while it was read; sweep again", what=resource)


def _compare(destination: Destination, resource: str, rows: Sequence[wire.Element], *, at: datetime) -> int:
    """Write down what is new, and close what is no longer so. How many are new.

    The destination is held meanwhile: of two sweeps at once, the second finds what the first wrote down.
    """
    if not rows:
        return 0
    with transaction.atomic():
        Destination.objects.select_for_update(no_key=True).get(pk=destination.pk)
        if resource == "Overpayments":
            return _keep(destination, "Allocations", [], allocation_drift(destination.pk, rows), at=at)
        claims = claims_of(destination.pk, [row.id for row in rows])
        rows = [row for row in rows if not (isinstance(row, wire.BankTransaction) and row.is_side_of_transfer)]
        new = _keep(destination, resource, [row.id for row in rows], _found(destination, rows, claims), at=at)
        records_there.keep(destination, resource, rows, claims, at=at)
        if resource == "CreditNotes":
            new += _keep(destination, "Allocations", [], allocation_drift(destination.pk, rows), at=at)
    return new


def _found(
    destination: Destination, rows: Sequence[wire.Element], claims: records_there.Claims
) -> dict[str, tuple[int | None, list[Found]]]:
    """By the id of the record: the item that it is the copy of, or that was paid there, and what drifted."""
    begins = f"LX{installation_code()}-"
    marked = {row.id: markers_in(row, begins) for row in rows if row.id not in claims}
    owners = owners_of(destination.pk, sorted({marker for markers in marked.values() for marker in markers}))
    paid_on = claims_of(
        destination.pk,
        [row.invoice.id for row in rows if isinstance(row, wire.Payment) and row.invoice and row.id not in claims],
    )
    invoices = {remote_id: copy.number for remote_id, (_, copy) in paid_on.items() if copy is not None}
    found: dict[str, tuple[int | None, list[Found]]] = {}
    for row in rows:
        item_id, copy = claims.get(row.id, (None, None))
        if item_id is not None and copy is None:
            continue
        of_row = {marker: owners.get(marker, NOBODY) for marker in marked.get(row.id, [])}
        drifted = drift(row, ours=copy, owners=of_row, invoices=invoices)
        if isinstance(row, wire.Payment) and row.invoice and any(each.sort == "paid" for each in drifted):
            item_id = paid_on[row.invoice.id][0]
        found[row.id] = (item_id, drifted)
    return found


def _keep(
    destination: Destination,
    resource: str,
    read: Sequence[str],
    found: dict[str, tuple[int | None, list[Found]]],
    *,
    at: datetime,
) -> int:
    """`read` are all records that were looked at: what was said of one of them and is not found any more is mended."""
    ids = {*read, *found}
    voided = being_voided(destination.pk, list(ids))
    new = 0
    known: dict[tuple[str, str], list[Drift]] = {}
    for one in Drift.objects.filter(destination=destination, remote_id__in=ids, state__in=("open", "ignored")):
        known.setdefault((one.remote_id, one.sort), []).append(one)
    still = set()
    for remote_id, (item_id, drifted) in found.items():
        for each in drifted:
            still.add((remote_id, each.sort))
            before = known.get((remote_id, each.sort), [])
            if remote_id in voided or any(one.state == "ignored" and one.text == each.text for one in before):
                continue
            standing = next((one for one in before if one.state == "open"), None)
            if standing:
                if standing.text != each.text:
                    Drift.objects.filter(pk=standing.pk).update(text=each.text, theirs=_written(each))
                continue
            Drift.objects.create(
                firm_id=destination.firm_id,
                destination=destination,
                item_id=item_id,
                resource=resource,
                remote_id=remote_id,
                sort=each.sort,
                text=each.text,
                theirs=_written(each),
                found_at=at,
            )
            new += 1
    gone = [one.pk for key, ones in known.items() if key not in still for one in ones if one.state == "open"]
    Drift.objects.filter(pk__in=gone, state="open").update(state="mended", answered_at=at)
    return new


def _written(found: Found) -> str:
    return msgspec.json.encode(found.theirs).decode() if found.theirs else ""
