"""Closing periods: nothing more is dated in them. A lock only ever moves forward here."""

from datetime import date, datetime

from django.db import transaction

from counterfoil.core.dates import local_day
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger_record
from counterfoil.ledger.models import Period

LEDGERS = {"general": "General ledger", "trust": "Trust ledger"}


def close_period(*, ledger: str, through: date, by: Actor, at: datetime, why: str) -> Period:
    """Close a ledger of the firm through a day. Nobody posts meanwhile: the chain is locked first."""
    require(by, "lock period")
    if ledger not in LEDGERS:
        raise Refusal("field-wrong-type", "choose one of {ledgers}", ledgers=", ".join(LEDGERS))
    if not why.strip():
        raise Refusal("reason-missing", "say why; the reason is kept with the lock")
    with transaction.atomic():
        ledger_record.open_ledger(by.firm_id)
        firm = Firm.objects.get(pk=by.firm_id)
        if through >= local_day(at, firm.zone):
            raise Refusal("step-not-allowed", "{day} is not over yet; close through an earlier day", day=through)
        period = Period.objects.select_for_update().get(firm_id=by.firm_id, ledger=ledger)
        if period.closed_through and through <= period.closed_through:
            raise Refusal(
                "step-not-allowed",
                "it is closed through {day} already; a lock is not lowered, so name a later day",
                day=period.closed_through,
            )
        was, period.closed_through = period.closed_through, through
        period.save(update_fields=["closed_through"])
        detail = {"ledger": ledger, "was": was, "is": through}
        audit.note(by=by, at=at, action="close", subject="period", subject_id=period.pk, detail=detail, why=why.strip())
    return period
