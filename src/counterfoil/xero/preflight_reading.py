"""Gathers what the pre-flight looks at: the firm from the books, the organisation by five calls to Xero."""

from collections.abc import Sequence
from typing import TypeVar, cast

import msgspec
from msgspec import Struct, field

from counterfoil.core.money import Money
from counterfoil.core.packages import package_of
from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Firm
from counterfoil.outbox.models import Destination
from counterfoil.practice.bookkeeping import bookkeeping
from counterfoil.reports.retainers import retainers_held
from counterfoil.taxes.models import TaxRate
from counterfoil.xero import wire
from counterfoil.xero.asking import asked, unreadable
from counterfoil.xero.preflight_facts import Ours, Retainer, TheirAccount, TheirRate, Theirs
from counterfoil.xero.request import Network, Request


class _Action(Struct, kw_only=True):
    name: str = field(name="Name", default="")
    status: str = field(name="Status", default="")


class _Actions(Struct, kw_only=True):
    rows: list[_Action] = field(name="Actions", default_factory=list)


class _Currency(Struct, kw_only=True):
    code: str = field(name="Code", default="")


class _Currencies(Struct, kw_only=True):
    rows: list[_Currency] = field(name="Currencies", default_factory=list)


class _Organisations(Struct, kw_only=True):
    rows: list[wire.Organisation] = field(name="Organisations", default_factory=list)


def read_ours(firm_id: int) -> Ours:
    """The firm as it is set up now."""
    firm, kept = Firm.objects.get(pk=firm_id), bookkeeping(firm_id)
    package = package_of(firm.package) if firm.package else None
    before = Destination.objects.filter(firm=firm).order_by("-connected_at", "-pk").first()
    newest = {
        rate.tax_code.code: rate.rate_bp
        for rate in TaxRate.objects.filter(firm=firm).select_related("tax_code").order_by("tax_code__code", "starts_on")
    }
    return Ours(
        package=package.title if package else "",
        package_has_xero=bool(package and package.xero),
        method=kept.method,
        currency=firm.currency,
        currencies=kept.currencies,
        divisions=kept.divisions,
        retainers=_retainers(firm),
        tax_rates=tuple(newest.items()),
        copies_go_to=(before.remote_id, before.name) if before else None,
    )


def read_theirs(network: Network, *, tenant_id: str, scopes: str, asked: Sequence[str]) -> Theirs:
    """The organisation as Xero tells it. Refused where Xero does not answer, or not for this consent."""
    organisation = read_organisation(network)
    actions = _read(network, "Organisation/Actions", "what the person may do", _Actions).rows
    currencies = _read(network, "Currencies", "its currencies", _Currencies).rows
    accounts = cast("list[wire.Account]", read_list(network, "Accounts", "its accounts"))
    rates = cast("list[wire.TaxRate]", read_list(network, "TaxRates", "its tax rates"))
    return Theirs(
        tenant_id=tenant_id,
        name=organisation.name or tenant_id,
        base_currency=organisation.base_currency or "",
        currencies=tuple(one.code for one in currencies if one.code),
        plan=(organisation.organisation_class or "").upper(),
        edition=(organisation.edition or "").upper(),
        status=(organisation.status or "").upper(),
        is_demo=bool(organisation.is_demo),
        short_code=organisation.short_code or "",
        period_lock=wire.day(organisation.period_lock),
        year_lock=wire.day(organisation.year_lock),
        denied=tuple(one.name for one in actions if one.status.upper() == "NOT-ALLOWED"),
        accounts=tuple(
            TheirAccount(one.code or "", one.name or "", one.type or "", one.status or "ACTIVE") for one in accounts
        ),
        rates=tuple(
            TheirRate(one.id, one.name or one.id, int(one.effective * 100), one.status in (None, "ACTIVE"))
            for one in rates
            if one.effective is not None
        ),
        scopes_missing=missing_scopes(scopes, asked),
    )


def missing_scopes(granted: str, asked: Sequence[str]) -> tuple[str, ...]:
    """What was asked for and not given. An identity service that does not say what it gave is believed."""
    given = set(granted.split())
    return tuple(scope for scope in asked if given and scope not in given)


def read_organisation(network: Network) -> wire.Organisation:
    found = _read(network, "Organisation", "the organisation", _Organisations).rows
    if not found:
        raise Refusal("organisation-unknown", "Xero names no organisation for this consent")
    return found[0]


_Shape = TypeVar("_Shape", bound=Struct)


def _read(network: Network, path: str, what: str, shape: type[_Shape]) -> _Shape:
    answer = asked(network, Request(method="GET", path=path), what=what, who=WHO)
    try:
        return msgspec.json.decode(answer.body, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise unreadable(what) from None


def read_list(network: Network, resource: str, what: str) -> list[wire.Element]:
    """Accounts or TaxRates, whole: neither list is paged."""
    answer = asked(network, Request(method="GET", path=resource), what=what, who=WHO)
    try:
        return wire.read(answer.body, resource).rows
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise unreadable(what) from None


WHO = "a person who may see the organisation's settings"


def _retainers(firm: Firm) -> tuple[Retainer, ...]:
    """What is held for each matter, as the ledger has it now."""
    return tuple(
        Retainer(one.matter, one.public_id, Money(one.minor, firm.currency)) for one in retainers_held(firm_id=firm.pk)
    )
