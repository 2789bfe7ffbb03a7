"""Opening and closing matters."""

import json
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum

from counterfoil.core.references import FIRM
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.firms import audit, once
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger_record
from counterfoil.ledger.models import Line, TrustBalance
from counterfoil.matters.models import Contact, Matter


def open_matter(
    *,
    title: str,
    client_code: str,
    opened_on: date,
    by: Actor,
    at: datetime,
    code: str = "",
    sort: str = "",
    lawyer: str = "",
    key: str | None = None,
) -> Matter:
    """A new matter for a client; without a code it gets the next of its year (`26-0117`). `key` as for a contact."""
    require(by, "open matter")
    title = clean_text(title, most=255)
    if not title:
        raise Refusal("field-missing", "enter the matter's title")
    given = {"title": title, "sort": clean_text(sort, most=80), "lawyer": clean_text(lawyer, most=255)}
    with transaction.atomic():
        content = json.dumps(["matter", code, client_code, opened_on.isoformat(), given], ensure_ascii=False)
        if key and (known := once.answered(firm_id=by.firm_id, key=key, content=content)):
            return Matter.objects.select_related("client").get(firm_id=by.firm_id, pk=known)
        client = Contact.objects.filter(firm_id=by.firm_id, code=client_code).first()
        if client is None:
            raise Refusal("contact-unknown", "there is no contact {code}; add it first", code=client_code)
        code = clean_text(code, most=20) or _next_code(by.firm_id, opened_on)
        _not_reserved(code)
        try:
            with transaction.atomic():
                matter = Matter.objects.create(
                    firm_id=by.firm_id, code=code, client=client, opened_on=opened_on, **given
                )
        except IntegrityError as taken:
            raise Refusal("name-taken", "{code} is another matter's code; choose another", code=code) from taken
        if key:
            once.remember(firm_id=by.firm_id, key=key, content=content, subject_id=matter.pk, at=at)
        audit.note(by=by, at=at, action="open", subject="matter", subject_id=matter.pk, detail={"code": code})
    return matter


def close_matter(*, code: str, closed_on: date, by: Actor, at: datetime) -> Matter:
    """Close a matter that holds no money of its client. Nobody posts meanwhile: the chain is locked first."""
    require(by, "open matter")
    _not_reserved(code)
    with transaction.atomic():
        ledger_record.open_ledger(by.firm_id)
        matter = Matter.objects.filter(firm_id=by.firm_id, code=code, state="open").first()
        if matter is None:
            raise Refusal("matter-unknown", "there is no open matter {code}", code=code)
        if closed_on < matter.opened_on:
            raise Refusal("step-not-allowed", "{code} was opened on {day}", code=code, day=matter.opened_on)
        held = TrustBalance.objects.filter(matter=matter).aggregate(sum=Sum("minor"))["sum"] or 0
        if held:
            raise Refusal("step-not-allowed", "{code} still holds trust money; pay it out first", code=code)
        retained = Line.objects.filter(matter=matter, account__slot="RETAINERS_HELD").aggregate(sum=Sum("minor"))["sum"]
        if retained:
            raise Refusal("step-not-allowed", "{code} still holds a retainer; use it or refund it first", code=code)
        matter.state, matter.closed_on = "closed", closed_on
        matter.save(update_fields=["state", "closed_on"])
        audit.note(by=by, at=at, action="close", subject="matter", subject_id=matter.pk)
    return matter


def _not_reserved(code: str) -> None:
    if code.upper() == FIRM:
        raise Refusal(
            "firms-own-ledger",
            "{code} is kept for the firm's own trust ledger, which is neither opened nor closed",
            code=FIRM,
        )


def _next_code(firm_id: int, opened_on: date) -> str:
    year = f"{opened_on.year % 100:02d}-"
    codes = Matter.objects.filter(firm_id=firm_id, code__startswith=year).values_list("code", flat=True)
    numbers = [int(code[3:]) for code in codes if code[3:].isdigit()]
    return f"{year}{max(numbers, default=0) + 1:04d}"
