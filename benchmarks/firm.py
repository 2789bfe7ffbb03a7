"""A connected firm to measure with."""

from datetime import date

from benchmarks.posting import AT, MATTERS
from counterfoil.firms.models import User
from counterfoil.firms.roles import ROLES, Actor
from counterfoil.outbox.models import Destination
from counterfoil.practice.contacts import add_contact
from counterfoil.practice.firm import found_firm
from counterfoil.practice.matters import open_matter
from counterfoil.practice.package import choose_package


def a_connected_firm() -> Actor:
    """A person with every role in a firm with matters, whose postings leave copies in the outbox."""
    user = User.objects.create(email="bench@example.test", name="Bench Person")
    firm = found_firm(name="Bench LLP", jurisdiction_code="au", at=AT, owner=user)
    actor = Actor(user_id=user.pk, name=user.name, firm_id=firm.pk, roles=frozenset(ROLES))
    choose_package(package="ledger_xero", understood=True, by=actor, at=AT)
    client = add_contact(name="Harrow & Pike Ltd", by=actor, at=AT)
    for number in range(MATTERS):
        open_matter(
            title=f"Matter {number}",
            client_code=client.code,
            opened_on=date(2026, 1, 5),
            by=actor,
            at=AT,
            code=f"M-{number:03d}",
        )
    Destination.objects.create(firm=firm, remote_id="bench", name="Bench", connected_at=AT)
    return actor
