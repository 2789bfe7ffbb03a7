"""The sample firm as it stands today, connected, with fifty rows and more for every list."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from counterfoil.core import shapes
from counterfoil.demo.build import Built, found, live_through
from counterfoil.demo.cast import WORKERS
from counterfoil.demo.passwords import PASSWORD
from counterfoil.demo.raising import CONNECTED_FOR
from counterfoil.demo.story import parted, tell
from counterfoil.documents import actions
from counterfoil.firms.models import User
from counterfoil.kinds import kind_of
from counterfoil.matters.models import Matter
from counterfoil.outbox.models import Destination
from counterfoil.practice.contacts import add_contact
from counterfoil.practice.matters import open_matter

MORE = 50


@dataclass(frozen=True, slots=True)
class BusyFirm:
    """`busy` is the public id of a matter with fifty bills and fifty trust receipts."""

    public_id: str
    busy: str
    bookkeeper: User


def a_busy_firm() -> BusyFirm:
    now = datetime.now(UTC)
    story = tell(now.date())
    past, since = parted(story, now.date() - CONNECTED_FOR)
    built = found(story, passwords={worker.email: PASSWORD for worker in WORKERS}, now=now)
    live_through(past, built=built)
    Destination.objects.create(firm=built.firm, remote_id="bench", name="Bench", connected_at=now - CONNECTED_FOR)
    live_through(since, built=built)
    with transaction.atomic():
        matters = [_one_more(built, number) for number in range(MORE)]
        for number in range(MORE):
            _bill_and_receipt(built, matters[0], number)
    email = next(worker.email for worker in WORKERS if worker.part == "bookkeeper")
    return BusyFirm(built.firm.public_id, matters[0].public_id, User.objects.get(email=email))


def _one_more(built: Built, number: int) -> Matter:
    by = built.people["bookkeeper"]
    client = add_contact(name=f"Client {number}", by=by, at=built.now)
    today = built.now.date()
    return open_matter(title=f"Matter {number}", client_code=client.code, opened_on=today, by=by, at=built.now)


def _bill_and_receipt(built: Built, matter: Matter, number: int) -> None:
    today = built.now.date().isoformat()
    item = {"description": f"Advice {number}", "account": "4100", "net": "100.00", "tax": "GST"}
    part = {"matter": matter.code, "amount": "50.00"}
    bill = {"on": today, "due_on": today, "matter": matter.code, "items": [item]}
    receipt = {"on": today, "bank": "T1", "payer": matter.client.code, "reason": "On account", "parts": [part]}
    for code, values in (("client_bill", bill), ("trust_receipt", receipt)):
        kind = kind_of(code)
        document = shapes.read(kind.shape, values, currency=built.firm.currency)
        actions.enter_within(kind=kind, document=document, by=built.people["bookkeeper"], at=built.now)
