"""The outbox's store as the sender to Xero uses it: an account that was made is mapped in the same transaction."""

from django.db import transaction

from counterfoil.outbox.store import DatabaseStore
from counterfoil.outbox.work import Answer, Change, Lease, Sent, Work
from counterfoil.xero import new_accounts


class LinkStore(DatabaseStore):
    def record(
        self, work: Work, change: Change, *, lease: Lease, sent: Sent | None = None, answer: Answer | None = None
    ) -> bool:
        if work.resource != "Accounts" or change.state != "confirmed":
            return super().record(work, change, lease=lease, sent=sent, answer=answer)
        with transaction.atomic():
            done = super().record(work, change, lease=lease, sent=sent, answer=answer)
            if done:
                new_accounts.made(work.id)
        return done
