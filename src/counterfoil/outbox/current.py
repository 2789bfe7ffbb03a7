"""The other ledger that a firm is connected to now: one at most."""

from counterfoil.outbox.models import Destination


def destination_of(firm_id: int) -> Destination | None:
    return Destination.objects.filter(firm_id=firm_id).exclude(state="gone").first()
