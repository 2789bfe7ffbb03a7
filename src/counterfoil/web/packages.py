"""Which pages a firm does not have: its package leaves out the ledger or the link, its law some kinds of document."""

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.core.kinds import Kind
from counterfoil.core.refusals import Refusal
from counterfoil.documents.checking import exists_in
from counterfoil.kinds import all_kinds
from counterfoil.reports.standard import REPORTS
from counterfoil.web.seat import Seat

LEDGER = frozenset({"trial-balance", "accounts", "entries"})
XERO = frozenset({"sync", "connect"})
"""The first part of an address under the firm."""


def not_in_package(path: str, seat: Seat) -> Refusal | None:
    """The refusal of an address that the firm's package or its jurisdiction does not have, or None."""
    package = seat.package
    place, _, rest = path.removeprefix(seat.to.base).partition("/")
    place = place.partition(".")[0]
    if package is None:
        asks_for_consent = path == seat.to.place("connect/begin")
        return CHOOSE_FIRST if asks_for_consent else None
    kind = all_kinds().get(rest.partition("/")[0].partition(".")[0]) if place in ("money", "new") else None
    report = REPORTS.get(rest.partition("/")[0].partition(".")[0]) if place == "reports" else None
    of_ledger = place in LEDGER or (report is not None and report.of_ledger)
    if (of_ledger and not package.ledger) or (kind and not package.keeps(kind.area)):
        advice = "the firm chose {title}, so its ledger is elsewhere; Settings > Accounting has the file for it"
        return Refusal("not-in-package", advice, title=package.title)
    if place in XERO and not package.xero:
        return Refusal("not-in-package", "the firm chose {title}, which has no link to Xero", title=package.title)
    return _not_in_jurisdiction(kind, seat) if kind else None


def _not_in_jurisdiction(kind: Kind, seat: Seat) -> Refusal | None:
    try:
        exists_in(seat.firm.jurisdiction, kind)
    except Refusal as refusal:
        return refusal
    return None


def kinds_for(seat: Seat) -> list[Kind]:
    """The kinds of document that the firm's package and its law have, in the order of the register."""
    place = jurisdiction(seat.firm.jurisdiction)
    here = [kind for kind in all_kinds().values() if not kind.missing_in(place)]
    return [kind for kind in here if seat.package is None or seat.package.keeps(kind.area)]


CHOOSE_FIRST = Refusal("package-not-chosen", "choose the accounting package under Settings > Accounting first")
