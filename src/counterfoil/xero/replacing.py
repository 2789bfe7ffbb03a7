"""Another organisation in place of the one before: shown in full, decided by an owner, recorded.

The organisation before is closed as it stands (`leaving.py`): what is there stays there, and nothing waits for it any
more. The cut-over to the new one is the moment of connecting: only what is posted from then on is copied to it. Its
mapping begins anew; the settings of the link stay as they were, so that no name leaves that did not leave before.
"""

from dataclasses import dataclass
from datetime import datetime

import httpx
from django.db import transaction

from counterfoil.config import Settings
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger
from counterfoil.outbox.models import Destination
from counterfoil.xero.connection import Looked, begin_copies, look_at, refuse_looked
from counterfoil.xero.disconnecting import leaving_request, taken_away
from counterfoil.xero.leaving import StandsOpen, close, what_stands_open
from counterfoil.xero.models import Connection

UNDERSTOOD = "What stands there stays there, and is not copied to the new organisation by itself."
SEEN_TO = "I have looked at these there; those that did not arrive are entered by hand."
KEPT_SETTINGS = ("areas", "transfers", "trust_transfers", "numbers_only", "lines_apart", "keep_surplus", "day_limit")


@dataclass(frozen=True, slots=True)
class Replacement:
    """What the owner decides about: the look at the new organisation, and what stands open in the one before."""

    looked: Looked
    open: StandsOpen

    @property
    def refused(self) -> bool:
        return self.looked.refused


@dataclass(frozen=True, slots=True)
class Decision:
    """`understood` and `seen_to` are ticks; `seen_to` is asked for only where a copy is in doubt."""

    understood: bool
    seen_to: bool
    why: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """`at_xero` is false where Xero did not confirm that the app is gone from the organisation before."""

    destination: Destination
    left: str
    at_xero: bool


def look_to_replace(
    connection: Connection,
    *,
    tenant_id: str,
    feed_advice_read: bool,
    by: Actor,
    at: datetime,
    settings: Settings,
    http: httpx.Client,
) -> Replacement:
    """Everything that the decision is about; changes nothing."""
    require(by, "connect")
    require(by, "replace organisation")
    before = _before(by.firm_id, tenant_id)
    looked, _ = look_at(
        connection, tenant_id, feed_advice_read, by=by, at=at, settings=settings, http=http, leaving=True
    )
    return Replacement(looked, what_stands_open(before))


def replace_organisation(
    connection: Connection,
    *,
    tenant_id: str,
    decision: Decision,
    feed_advice_read: bool,
    by: Actor,
    at: datetime,
    settings: Settings,
    http: httpx.Client,
) -> Replaced:
    """Leave the organisation before for good and copy to this one from now on.

    Refused: not-permitted but for an owner; not-acknowledged without the ticks; reason-missing; whatever the pre-flight
    refuses.
    """
    require(by, "connect")
    require(by, "replace organisation")
    before = _before(by.firm_id, tenant_id)
    _is_decided(decision, what_stands_open(before))
    looked, tenant = look_at(
        connection, tenant_id, feed_advice_read, by=by, at=at, settings=settings, http=http, leaving=True
    )
    refuse_looked(looked, connection, by=by, at=at)
    held = Connection.objects.filter(firm_id=by.firm_id, destination=before).exclude(state="gone").first()
    leave = leaving_request(held, at=at, settings=settings, http=http) if held else None
    with transaction.atomic():
        ledger.open_ledger(by.firm_id)
        firm = Firm.objects.select_for_update().get(pk=by.firm_id)
        open_now = what_stands_open(before)
        _is_decided(decision, open_now)  # A push may have ended in doubt meanwhile.
        close(before, for_name=looked.facts.theirs.name, at=at)
        Connection.objects.filter(firm=firm, destination=before).update(
            state="gone", access_token="", refresh_token="", previous_refresh_token=""
        )
        _note_leaving(before, open_now, looked, decision, by=by, at=at)
        destination = begin_copies(connection, firm, looked, tenant, feed_advice_read=feed_advice_read, by=by, at=at)
        Destination.objects.filter(pk=destination.pk).update(**{name: getattr(before, name) for name in KEPT_SETTINGS})
        destination.refresh_from_db()
    return Replaced(destination, before.name, held is None or taken_away(http, leave))


def _before(firm_id: int, tenant_id: str) -> Destination:
    """The organisation that copies went to last."""
    found = Destination.objects.filter(firm_id=firm_id).order_by("-connected_at", "-pk").first()
    if found is None:
        raise Refusal("not-connected", "the firm has not been connected to Xero before; connect it")
    if found.remote_id == tenant_id:
        raise Refusal("step-not-allowed", "{name} is where copies go already; connect it again", name=found.name)
    return found


def _is_decided(decision: Decision, found: StandsOpen) -> None:
    if not decision.understood:
        raise Refusal("not-acknowledged", "tick that what stands in {name} stays there", name=found.name)
    if found.in_doubt and not decision.seen_to:
        raise Refusal(
            "copies-in-doubt", "look in {name} for what may be there, then tick that you have", name=found.name
        )
    if not decision.why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with both organisations")


def _note_leaving(
    before: Destination, found: StandsOpen, looked: Looked, decision: Decision, *, by: Actor, at: datetime
) -> None:
    detail = {
        "organisation": before.name,
        "for": looked.facts.theirs.name,
        "copies there": found.copied,
        "not sent": found.not_sent,
        "in doubt": found.in_doubt,
        "open bills": found.bills,
        "differences": [f"{one.ours}: {one.says}" for one in looked.differences[:100]],
    }
    audit.note(
        by=by,
        at=at,
        action="leave organisation",
        subject="destination",
        subject_id=before.pk,
        detail=detail,
        why=decision.why.strip(),
    )
