"""Who is at work in which firm: found once per request from the address, and handed to every view."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from counterfoil.core.business_days import HolidayOn
from counterfoil.core.packages import PACKAGES, Package
from counterfoil.documents.standing import standing
from counterfoil.firms.calendars import holidays_of
from counterfoil.firms.models import Member
from counterfoil.firms.roles import Actor, parse_roles
from counterfoil.reports.choices import Shelf
from counterfoil.web.links import Links


@dataclass(frozen=True, slots=True)
class FirmShown:
    """The firm's own row, as plain values."""

    id: int
    public_id: str
    name: str
    jurisdiction: str
    currency: str
    zone: str
    method: str
    year_end: tuple[int, int]
    chart_version: int
    package: str
    matter_word: str = "matter"


@dataclass(frozen=True, slots=True)
class Seat:
    """A person in one firm, on the firm's own day. `others` are all firms of the person: (public id, name)."""

    firm: FirmShown
    actor: Actor
    email: str
    today: date
    others: tuple[tuple[str, str], ...]
    to: Links

    @property
    def shelf(self) -> Shelf:
        """The firm's choices; its chart, banks and tax codes are kept in memory, so this asks the database nothing."""
        firm = self.firm
        kept = standing(firm_id=firm.id, public_id=firm.public_id, chart_version=firm.chart_version)
        return Shelf(firm.id, kept)

    @property
    def holidays(self) -> HolidayOn:
        """The holidays where the firm is."""
        return holidays_of(self.firm.jurisdiction, self.firm.zone)

    @property
    def package(self) -> Package | None:
        """The accounting package; None until it is chosen, and then every page is there."""
        return PACKAGES.get(self.firm.package)

    @property
    def has_ledger(self) -> bool:
        return self.package is None or self.package.ledger

    @property
    def has_xero(self) -> bool:
        return self.package is None or self.package.xero

    def may(self, ability: str) -> bool:
        return self.actor.may(ability)


class WebRequest(HttpRequest):
    """A request as our views get it: `at` is read once, by the middleware; `seat` is there under /f/<firm>/."""

    at: datetime
    seat: Seat


def memberships(user_id: int) -> list[Member]:
    """Every firm a person works in: one statement."""
    found = Member.objects.filter(user_id=user_id, active=True).select_related("firm").order_by("firm__name", "firm_id")
    return list(found)


def actor_of(member: Member, name: str) -> Actor:
    return Actor(user_id=member.user_id, name=name, firm_id=member.firm_id, roles=parse_roles(member.roles))
