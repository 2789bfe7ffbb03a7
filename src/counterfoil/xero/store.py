"""The outbox's store as the sender to Xero uses it: an account that was made is mapped in the same transaction."""

from counterfoil.outbox.store import DatabaseStore
from counterfoil.outbox.work import Change, Work
from counterfoil.xero import new_accounts


class LinkStore(DatabaseStore):
    def became(self, work: Work, change: Change) -> None:
        if work.resource == "Accounts" and change.state == "confirmed":
            new_accounts.made(work.id)
