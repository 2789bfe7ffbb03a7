"""A person points out the record in Xero that a copy in doubt became.

Of an overpayment its second id is read there first: under that one, and no other, what is left of it can be used later.
"""

from collections.abc import Callable
from datetime import datetime

import httpx
import msgspec

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import Actor, require
from counterfoil.outbox import decisions
from counterfoil.xero import sync_actions, wire
from counterfoil.xero.asking import asked, unreadable
from counterfoil.xero.connection import way_there
from counterfoil.xero.request import Network, Request

OVERPAYMENT = "RECEIVE-OVERPAYMENT"
WHAT = "that bank transaction"


def point_out(
    *,
    item_id: int,
    remote_id: str,
    by: Actor,
    why: str,
    settings: Settings,
    http: httpx.Client,
    now: Callable[[], datetime],
) -> None:
    """Link the copy with that record. Nothing is open in the database while Xero is asked."""
    require(by, "retry push")
    item = decisions.find(item_id, firm_id=by.firm_id)
    other_id = ""
    if item and item["type"] == OVERPAYMENT and why.strip():
        _, network = way_there(by.firm_id, at=now, settings=settings, http=http)
        other_id = overpayment_of(network, remote_id.strip().lower())
    sync_actions.adopt(item_id=item_id, remote_id=remote_id, by=by, at=now(), why=why, other_id=other_id)


def overpayment_of(network: Network, remote_id: str) -> str:
    """The overpayment's own id; refused when the record is none."""
    request = Request(method="GET", path=f"BankTransactions/{remote_id}")
    answer = asked(network, request, what=WHAT, who="a person who may see the organisation's bank transactions")
    try:
        rows = wire.read(answer.body, "BankTransactions").rows
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise unreadable(WHAT) from None
    found = rows[0] if rows else None
    if not isinstance(found, wire.BankTransaction) or not found.overpayment_id:
        raise Refusal("step-not-allowed", "that record in Xero is no overpayment; paste the id of the one that it is")
    return found.overpayment_id
