"""Leaving an organisation in Xero for good: what still stands open there, and closing it.

    what_stands_open    what nobody has sent, what may or may not be there, what is there, which bills are owed
    close               nothing of it is sent any more, and no copy there is a document's copy any more

Nothing there is changed, and nothing is sent elsewhere because of it: open bills go through the cut-over one by one.
Contacts and accounts are records rather than transactions: their items stay as they are, and go on if the firm returns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from counterfoil.core.kinds import Kept
from counterfoil.firms.rows import marks, moment, run
from counterfoil.kinds import all_kinds
from counterfoil.outbox.models import Destination
from counterfoil.reports.states import WORDS

NOT_SENT = ("pending", "rejected")
IN_DOUBT = ("sending", "unknown", "drafted", "review")
"""Whether these are there only somebody who looks there can say."""

MOST = 200
"""Copies that are listed; the rest is counted."""


@dataclass(frozen=True, slots=True)
class OpenCopy:
    """A copy that did not arrive for certain: of which document, what it makes there, how it stands, and why."""

    public_id: str
    kind: str
    number: str
    resource: str
    word: str
    reason: str
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class StandsOpen:
    """What an organisation that is about to be left still has to do with the books.

    `copied` are copies that are there and stay there; `bills` are open bills, which the cut-over asks about.
    """

    name: str
    not_sent: int
    in_doubt: int
    copied: int
    bills: int
    listed: tuple[OpenCopy, ...]


def what_stands_open(destination: Destination) -> StandsOpen:
    counts = {
        state: int(count)
        for state, count in run(
            "select state, count(*) from outbox_item where destination_id = %s"
            " and source_kind not in ('contact', 'account') group by state",
            [destination.pk],
        )
    }
    ((copied,),) = run(
        "select count(*) from outbox_link where destination_id = %s and ended_at is null"
        " and source_kind not in ('contact', 'account')",
        [destination.pk],
    )
    owed = [code for code, kind in all_kinds().items() if kind.open_as == "owed" and not isinstance(kind.push, Kept)]
    ((bills,),) = run(
        f"select count(*) from documents_document where firm_id = %s and kind in ({marks(owed)}) and state = 'posted'"
        " and settled_minor < total_minor",
        [destination.firm_id, *owed],
    )
    return StandsOpen(
        name=destination.name,
        not_sent=sum(counts.get(state, 0) for state in NOT_SENT),
        in_doubt=sum(counts.get(state, 0) for state in IN_DOUBT),
        copied=int(copied),
        bills=int(bills),
        listed=tuple(_listed(destination)),
    )


def _listed(destination: Destination) -> Sequence[OpenCopy]:
    """What is in doubt first, then the oldest."""
    rows = run(
        "select coalesce(d.public_id, ''), i.source_kind, coalesce(d.number, ''), i.resource, i.state, i.reason_text,"
        " case when i.state in ('pending', 'rejected') then 1 else 0 end as certain"
        " from outbox_item i left join documents_document d on d.id = i.source_id and d.kind = i.source_kind"
        " where i.destination_id = %s and i.source_kind not in ('contact', 'account')"
        " and i.state in ('pending', 'rejected', 'sending', 'unknown', 'drafted', 'review')"
        " order by certain, i.id limit %s",
        [destination.pk, MOST],
    )
    return [
        OpenCopy(public_id, kind, number, resource, WORDS[WORD_OF[state]], reason, state in IN_DOUBT)
        for public_id, kind, number, resource, state, reason, _ in rows
    ]


WORD_OF = {
    "pending": "waiting",
    "rejected": "failed",
    "sending": "pushing",
    "drafted": "pushing",
    "unknown": "checking",
    "review": "needs_you",
}


def close(destination: Destination, *, for_name: str, at: datetime) -> None:
    """In the caller's transaction. What was never sent is cancelled; so is what is in doubt, and it says so."""
    why = f"the firm left {destination.name} for {for_name} before it was sent"
    doubt = f"the firm left {destination.name} for {for_name} before it was known whether it had arrived"
    for states, said in ((NOT_SENT, why), (IN_DOUBT, doubt)):
        run(
            "update outbox_item set state = 'cancelled', reason_code = 'left-behind', reason_text = %s,"
            " settled_at = %s, not_before = null where destination_id = %s"
            f" and source_kind not in ('contact', 'account') and state in ({marks(states)})",
            [said, moment(at), destination.pk, *states],
        )
    run(
        "update outbox_link set ended_at = %s, ended_why = %s where destination_id = %s and ended_at is null"
        " and source_kind not in ('contact', 'account')",
        [moment(at), f"the firm left {destination.name} for {for_name}", destination.pk],
    )
    Destination.objects.filter(pk=destination.pk).update(state="gone", state_reason=f"left for {for_name}")
