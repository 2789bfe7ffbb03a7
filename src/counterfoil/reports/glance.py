"""What every page says of the firm, in one statement: how far the books are closed, and how the copies stand."""

from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.firms.rows import day_of, run
from counterfoil.reports.reading import instant_of

PLACEHOLDER_BANK = "Enter your bank name"
"""What practice/firm.py calls a new firm's bank, until somebody writes the bank's own name."""


@dataclass(frozen=True, slots=True)
class Glance:
    """`organisation` is empty while the firm is not connected; `bank_unnamed` is the placeholder's public id.

    `for_trying` says that the organisation is a demo one, emptied now and then. `drifted` are records that somebody
    changed there, without an answer yet. Nothing is sent before `not_before`, as in sync_status.Connection.
    """

    general_closed: date | None
    trust_closed: date | None
    organisation: str
    mode: str
    mode_reason: str
    failed: int
    needs_you: int
    checking: int
    waiting: int
    bank_unnamed: str
    for_trying: bool = False
    drifted: int = 0
    not_before: datetime | None = None
    unreached_since: datetime | None = None
    day_left: int | None = None


def glance(*, firm_id: int) -> Glance:
    ((general, trust, name, state, reason, failed, review, unknown, waiting, bank, trying, drifted, *pause),) = run(
        "select"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'general'),"
        " (select closed_through from ledger_period where firm_id = f.id and ledger = 'trust'),"
        " d.name, d.state, d.state_reason,"
        " (select count(*) from outbox_item where destination_id = d.id and state = 'rejected'),"
        " (select count(*) from outbox_item where destination_id = d.id and state = 'review'),"
        " (select count(*) from outbox_item where destination_id = d.id and state = 'unknown'),"
        " (select count(*) from outbox_item where destination_id = d.id"
        "  and state in ('pending', 'sending', 'drafted')),"
        " (select public_id from matters_contact where firm_id = f.id and code = 'BANK' and name = %s),"
        " d.for_trying, (select count(*) from xero_drift where destination_id = d.id and state = 'open'),"
        " d.not_before, d.unreached_since, d.day_left"
        " from firms_firm f left join outbox_destination d on d.firm_id = f.id and d.state <> 'gone' where f.id = %s",
        [PLACEHOLDER_BANK, firm_id],
    )
    return Glance(
        general_closed=general and day_of(general),
        trust_closed=trust and day_of(trust),
        organisation=name or "",
        mode=state or "",
        mode_reason=reason or "",
        failed=int(failed),
        needs_you=int(review),
        checking=int(unknown),
        waiting=int(waiting),
        bank_unnamed=bank or "",
        for_trying=bool(trying),
        drifted=int(drifted),
        not_before=instant_of(pause[0]),
        unreached_since=instant_of(pause[1]),
        day_left=pause[2],
    )
