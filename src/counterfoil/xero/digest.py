"""The mail that says what needs a person: at most once a day, and at once when something of another sort comes up.

It names neither client nor amount, because mail travels in the open: how many, of what sort, and where to look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.core.mail import EmailMessage
from django.db import transaction

from counterfoil.firms.models import Firm, Member
from counterfoil.firms.roles import ABILITIES, parse_roles
from counterfoil.reports.glance import glance
from counterfoil.xero.correction_steps import OPEN
from counterfoil.xero.drifts import last_sweep
from counterfoil.xero.models import Correction, Digest

log = structlog.get_logger("counterfoil.xero")

EVERY = timedelta(hours=24)
APART = timedelta(minutes=15)
NOT_PUSHED = "could not be pushed to Xero"
FAILED, REVIEW = "sync/?show=failed", "sync/?show=needs_you"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that needs a person. `path` is under the firm's address."""

    sort: str
    text: str
    path: str


def needs(firm_id: int) -> list[Need]:
    """The worst first; nothing while the firm is not connected."""
    at_a_glance = glance(firm_id=firm_id)
    if not at_a_glance.organisation:
        return []
    found = []
    if at_a_glance.mode == "suspended":
        found.append(
            Need("suspended", "The connection to Xero is lost: nothing is sent until it is renewed.", "connect/")
        )
    if at_a_glance.mode == "safe":
        found.append(Need("safe", "Sending is held after a restore, until a person has looked.", "sync/"))
    if at_a_glance.failed:
        found.append(Need("failed", _many(at_a_glance.failed, NOT_PUSHED, NOT_PUSHED), FAILED))
    if at_a_glance.needs_you:
        found.append(Need("needs_you", _many(at_a_glance.needs_you, "waits", "wait") + " for a decision", REVIEW))
    if drifted := at_a_glance.drifted:
        found.append(Need("drift", _many(drifted, "was", "were") + " changed in Xero by somebody", "sync/drift/"))
    stopped = Correction.objects.filter(firm_id=firm_id, state__in=OPEN).exclude(stopped_code="").count()
    if stopped:
        text = "1 correction is stopped half-way" if stopped == 1 else f"{stopped} corrections are stopped half-way"
        found.append(Need("correction", text, "corrections/"))
    swept = last_sweep(firm_id=firm_id)
    if swept and swept.trouble:
        found.append(Need("sweep", "What changed in Xero could not be read back", "sync/drift/"))
    return found


def _many(count: int, one: str, more: str) -> str:
    return f"1 record {one}" if count == 1 else f"{count:,} records {more}"


def tell_all(*, now: datetime, base_url: str) -> int:
    """Mail every firm that has something to be told. Nothing is open in the database meanwhile. How many mails."""
    sent = 0
    for firm in Firm.objects.order_by("pk"):
        found = needs(firm.pk)
        addresses = readers(firm.pk)
        before = _claimed(firm.pk, found, now=now) if found and addresses else None
        if before is None:
            continue
        try:
            for address in addresses:
                message(firm, found, to=address, base_url=base_url).send()
                sent += 1
        except OSError as error:  # whatever an unreachable or refusing mail server raises
            log.warning("the digest could not be mailed", firm=firm.pk, error=type(error).__name__)
            Digest.objects.filter(firm=firm).update(told=before)
    return sent


def _claimed(firm_id: int, found: Sequence[Need], *, now: datetime) -> str | None:
    """What was told before, when it is time to tell again: only one worker is answered so."""
    sorts = [each.sort for each in found]
    with transaction.atomic():
        last, new = Digest.objects.select_for_update().get_or_create(firm_id=firm_id, defaults={"sent_at": now})
        told = set(last.told.split())
        is_time = new or now - last.sent_at >= EVERY
        if not is_time and not (set(sorts) - told and now - last.sent_at >= APART):
            return None
        before, last.told, last.sent_at = last.told, " ".join(sorts), now
        last.save()
    return before


def readers(firm_id: int) -> list[str]:
    """Who may do something about it."""
    able = ABILITIES["retry push"]
    members = Member.objects.filter(firm_id=firm_id, active=True, user__is_active=True).select_related("user")
    return sorted({member.user.email for member in members if parse_roles(member.roles) & able})


def message(firm: Firm, found: Sequence[Need], *, to: str, base_url: str) -> EmailMessage:
    """The mail to one person."""
    some = "1 thing needs you" if len(found) == 1 else f"{len(found)} things need you"
    lines = [f"- {each.text}:\n  {base_url}/f/{firm.public_id}/{each.path}" for each in found]
    body = "\n".join(
        [
            f"{firm.name}: the books here are right; their copy in Xero needs a person.",
            "",
            *lines,
            "",
            "You get this at most once a day, and when something of another sort comes up.",
        ]
    )
    return EmailMessage(subject=f"{firm.name}: {some}", body=body, to=[to])
