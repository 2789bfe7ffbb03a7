"""Reading Xero's trial balance of a day, and keeping what was read.

Only a person's wish reads it, never the look at a page: each reading takes a few of the organisation's calls, and what
a page says has to stay the same while somebody walks from an account to its documents. A sweep goes before it, so what
people made or changed there by then is known by document.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import httpx
import msgspec
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.core.dates import financial_year_start
from counterfoil.core.money import Money
from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox.models import Destination
from counterfoil.reports.comparison import TheirAccount
from counterfoil.xero.asking import asked, unreadable
from counterfoil.xero.connection import way_there
from counterfoil.xero.models import RemoteTrialBalance
from counterfoil.xero.preflight_reading import read_organisation
from counterfoil.xero.request import Answered, Network, Request
from counterfoil.xero.sweep import sweep

WHAT = "its trial balance"
BALANCE = (3, 4)
"""The cells of a row that hold the balance, debit and credit. Those before them hold what moved in the month."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Xero's figures of a day, read between two instants. `year_began_on` is the first day of Xero's own year."""

    as_at: date
    year_began_on: date
    began_at: datetime
    read_at: datetime
    accounts: tuple[TheirAccount, ...]


def read_current(
    *, by: Actor, as_at: date, settings: Settings, http: httpx.Client, now: Callable[[], datetime]
) -> Reading:
    """Sweep and read the organisation that the firm is connected to; refused while there is none."""
    require(by, "read")
    destination, network = way_there(by.firm_id, at=now, settings=settings, http=http)
    sweep(destination=destination, network=network, now=now, by=by)
    return read_trial_balance(by=by, as_at=as_at, destination=destination, network=network, now=now)


def read_trial_balance(
    *, by: Actor, as_at: date, destination: Destination, network: Network, now: Callable[[], datetime]
) -> Reading:
    """Read it and keep it in place of what was read of that day before. Refused when Xero does not give it.

    `now` is the clock that also says when copies were pushed. Nothing is open in the database while Xero is asked.
    """
    require(by, "read")
    firm = Firm.objects.get(pk=by.firm_id)
    if destination.firm_id != firm.pk:
        raise Refusal("not-connected", "the firm is not connected to Xero")
    began_at = now()
    request = Request(method="GET", path="Reports/TrialBalance", query=(("date", as_at.isoformat()),))
    report = asked(network, request, what=WHAT, who="a person who may see reports in Xero")
    accounts = accounts_of(report, currency=firm.currency)
    organisation = read_organisation(network)
    ends = (
        organisation.year_end_month or firm.year_end_month,
        organisation.year_end_day or firm.year_end_day,
    )
    reading = Reading(as_at, financial_year_start(as_at, ends=ends), began_at, now(), accounts)
    with transaction.atomic():
        RemoteTrialBalance.objects.update_or_create(
            destination=destination,
            as_at=as_at,
            defaults={
                "firm": firm,
                "year_began_on": reading.year_began_on,
                "began_at": reading.began_at,
                "read_at": reading.read_at,
                "figures": json.dumps([[each.remote_id, each.name, each.minor] for each in accounts]),
            },
        )
    return reading


def kept_reading(*, destination_id: int, as_at: date | None = None) -> Reading | None:
    """What was last read of the day, or without a day what was read last of any."""
    found = RemoteTrialBalance.objects.filter(destination_id=destination_id)
    row = (found.filter(as_at=as_at) if as_at else found.order_by("-read_at")).first()
    if row is None:
        return None
    accounts = tuple(TheirAccount(*each) for each in json.loads(row.figures))
    return Reading(row.as_at, row.year_began_on, row.began_at, row.read_at, accounts)


def days_read(*, destination_id: int, most: int = 12) -> list[date]:
    """The days of which a reading is kept, the newest first."""
    found = RemoteTrialBalance.objects.filter(destination_id=destination_id).order_by("-as_at")
    return list(found.values_list("as_at", flat=True)[:most])


class _Attribute(msgspec.Struct, kw_only=True):
    value: str | None = msgspec.field(name="Value", default=None)
    id: str | None = msgspec.field(name="Id", default=None)


class _Cell(msgspec.Struct, kw_only=True):
    value: str | None = msgspec.field(name="Value", default=None)
    attributes: list[_Attribute] = msgspec.field(name="Attributes", default_factory=list)


class _Row(msgspec.Struct, kw_only=True):
    sort: str | None = msgspec.field(name="RowType", default=None)
    cells: list[_Cell] = msgspec.field(name="Cells", default_factory=list)
    rows: list["_Row"] = msgspec.field(name="Rows", default_factory=list)


class _Report(msgspec.Struct, kw_only=True):
    rows: list[_Row] = msgspec.field(name="Rows", default_factory=list)


class _Reports(msgspec.Struct, kw_only=True):
    reports: list[_Report] = msgspec.field(name="Reports", default_factory=list)


def accounts_of(answer: Answered, *, currency: str) -> tuple[TheirAccount, ...]:
    """The accounts of a report in Xero's order, each with its balance. Xero leaves out those that never moved.

    A row is Account, Debit, Credit, YTD Debit, YTD Credit; its cells name the account by id.
    """
    try:
        (report,) = msgspec.json.decode(answer.body, type=_Reports).reports
        rows = [row for section in report.rows for row in section.rows if row.sort == "Row"]
        return tuple(_account(row, currency) for row in rows)
    except (msgspec.DecodeError, UnicodeDecodeError, LookupError, ValueError, Refusal):
        raise unreadable(WHAT) from None


def _account(row: _Row, currency: str) -> TheirAccount:
    name = row.cells[0]
    account_id = next(each.value for each in name.attributes if each.id == "account" and each.value)
    debit, credit = (Money.parse(row.cells[at].value or "0", currency).minor for at in BALANCE)
    return TheirAccount(account_id, name.value or account_id, debit - credit)
