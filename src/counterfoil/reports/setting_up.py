"""How far the firm is set up: what its guide asks for, and what stands already."""

from dataclasses import dataclass
from datetime import datetime

from counterfoil.firms.models import Firm
from counterfoil.ledger.models import BankAccount
from counterfoil.matters.models import Contact
from counterfoil.outbox.models import Destination
from counterfoil.reports.glance import PLACEHOLDER_BANK


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who chose the accounting package, and when."""

    package: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SetUp:
    """`bank` is the name of the firm's bank, empty while it is the placeholder; the counts are of open accounts."""

    chosen: Chosen | None
    bank: str
    office_numbered: int
    trust_numbered: int
    organisation: str


def chosen_package(firm_id: int) -> Chosen | None:
    firm = Firm.objects.select_related("package_by").get(pk=firm_id)
    if not firm.package or firm.package_at is None:
        return None
    return Chosen(firm.package, firm.package_by.name if firm.package_by else "the installation", firm.package_at)


def set_up(firm_id: int) -> SetUp:
    """Accounts count once they carry their number at the bank."""
    bank = Contact.objects.filter(firm_id=firm_id, sort="bank").exclude(name=PLACEHOLDER_BANK).order_by("id").first()
    numbered = BankAccount.objects.filter(firm_id=firm_id, state="open").exclude(number="")
    destination = Destination.objects.filter(firm_id=firm_id).exclude(state="gone").first()
    return SetUp(
        chosen=chosen_package(firm_id),
        bank=bank.name if bank else "",
        office_numbered=numbered.filter(sort="office").count(),
        trust_numbered=numbered.filter(sort="trust").count(),
        organisation=destination.name if destination else "",
    )
