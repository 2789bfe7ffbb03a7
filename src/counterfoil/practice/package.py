"""Choosing the accounting package: once, by somebody who has said that they understand. The seals keep it."""

from datetime import datetime

from django.db import transaction

from counterfoil.core.packages import package_of
from counterfoil.core.refusals import Refusal
from counterfoil.firms import audit
from counterfoil.firms.models import Firm
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger_record
from counterfoil.outbox.current import destination_of

UNDERSTOOD = "I understand that this choice cannot be changed later."
"""What the person ticks; kept with the choice in the audit log."""


def choose_package(*, package: str, understood: bool, by: Actor, at: datetime) -> Firm:
    """Choose one of core.packages for good. The chain is locked first, so that nobody connects meanwhile."""
    require(by, "set up firm")
    chosen = package_of(package)
    with transaction.atomic():
        ledger_record.open_ledger(by.firm_id)
        firm = Firm.objects.get(pk=by.firm_id)
        if firm.package:
            title = package_of(firm.package).title
            raise Refusal("package-chosen", "the firm chose {title}; that cannot be changed", title=title)
        if not understood:
            raise Refusal(
                "not-acknowledged", "tick that you understand; {title} cannot be changed later", title=chosen.title
            )
        if not chosen.xero and destination_of(firm.pk):
            raise Refusal(
                "package-without-xero", "the firm is connected to Xero; disconnect it, or choose a package with Xero"
            )
        firm.package, firm.package_by_id, firm.package_at = chosen.code, by.user_id, at
        firm.save(update_fields=["package", "package_by", "package_at"])
        detail = {"package": chosen.code, "understood": UNDERSTOOD}
        audit.note(by=by, at=at, action="choose", subject="package", subject_id=firm.pk, detail=detail)
    return firm


def may_connect(firm_id: int) -> None:
    """Refuse to connect a firm whose package does not lead to Xero, or which has chosen none yet."""
    code = Firm.objects.values_list("package", flat=True).get(pk=firm_id)
    if not code:
        raise Refusal("package-not-chosen", "choose the accounting package under Settings > Accounting first")
    package = package_of(code)
    if not package.xero:
        raise Refusal(
            "package-without-xero",
            "the firm chose {title}, which has no link to Xero; set up a new firm to use Xero",
            title=package.title,
        )
