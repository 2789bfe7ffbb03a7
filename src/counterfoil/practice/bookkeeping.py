"""What the firm keeps its books by: method, year, time zone, currencies and divisions.

A second currency, a second division and the cash method can be set up; posting in them is refused as not there yet.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from counterfoil.core.dates import year_before
from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.core.terms import a_matter_word
from counterfoil.firms import audit
from counterfoil.firms.models import Division, Firm, OtherCurrency
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger import record as ledger_record
from counterfoil.outbox.current import destination_of
from counterfoil.practice.firm import a_currency, a_method, a_name, a_zone


@dataclass(frozen=True, slots=True)
class Bookkeeping:
    """`currencies` begins with the firm's own, `divisions` (by name) with its first."""

    method: str
    currencies: tuple[str, ...]
    divisions: tuple[str, ...]


def bookkeeping(firm_id: int) -> Bookkeeping:
    """What a firm is asked before it connects: Xero's copies want accrual, one currency and one division."""
    firm = Firm.objects.get(pk=firm_id)
    others = OtherCurrency.objects.filter(firm=firm).order_by("code").values_list("code", flat=True)
    divisions = Division.objects.filter(firm=firm).order_by("id").values_list("name", flat=True)
    return Bookkeeping(firm.method, (firm.currency, *others), tuple(divisions))


def change_firm(
    *, name: str, year_starts: int, method: str, zone: str, by: Actor, at: datetime, matter_word: str = ""
) -> Firm:
    """Change the firm's own facts. The method stands once something is posted, and while the firm is connected.

    `matter_word` is what screens call a matter; empty leaves it.
    """
    require(by, "set up firm")
    month, day = year_before(year_starts)
    fresh: dict[str, Any] = {
        "name": a_name(name),
        "year_end_month": month,
        "method": a_method(method),
        "zone": a_zone(zone),
    }
    if matter_word:
        fresh["matter_word"] = a_matter_word(matter_word)
    with transaction.atomic():
        head = ledger_record.open_ledger(by.firm_id)
        firm = Firm.objects.get(pk=by.firm_id)
        if firm.year_end_month != month:
            fresh["year_end_day"] = day
        if firm.method != fresh["method"]:
            _may_change_method(firm, has_entries=head.seq > 0)
        was = {field: getattr(firm, field) for field in fresh if getattr(firm, field) != fresh[field]}
        if was:
            for field in was:
                setattr(firm, field, fresh[field])
            firm.save(update_fields=list(was))
            detail = {"was": was, "is": {field: fresh[field] for field in was}}
            audit.note(by=by, at=at, action="change", subject="firm", subject_id=firm.pk, detail=detail)
    return firm


def _may_change_method(firm: Firm, *, has_entries: bool) -> None:
    if has_entries:
        raise Refusal("books-begun", "something is posted on the {was} method; it stays", was=firm.method)
    if destination_of(firm.pk):
        raise Refusal("step-not-allowed", "the firm is connected to Xero, which takes the accrual method alone")


def add_currency(*, code: str, by: Actor, at: datetime) -> OtherCurrency:
    """Set up a currency besides the firm's own. Nothing can be posted in it yet."""
    require(by, "set up firm")
    code = a_currency(code.strip().upper())
    with transaction.atomic():
        firm = Firm.objects.select_for_update().get(pk=by.firm_id)
        if code == firm.currency or OtherCurrency.objects.filter(firm=firm, code=code).exists():
            raise Refusal("name-taken", "the firm has {code} already", code=code)
        _may_grow(firm, what="currency")
        currency = OtherCurrency.objects.create(firm=firm, code=code)
        audit.note(by=by, at=at, action="add", subject="currency", subject_id=currency.pk, detail={"code": code})
    return currency


def add_division(*, code: str, name: str, by: Actor, at: datetime) -> Division:
    """Set up another division. Nothing can be posted in it yet."""
    require(by, "set up firm")
    code, name = clean_text(code, most=20).upper(), clean_text(name, most=255)
    if not code or not name:
        raise Refusal("field-missing", "enter the division's code and name")
    with transaction.atomic():
        firm = Firm.objects.select_for_update().get(pk=by.firm_id)
        _may_grow(firm, what="division")
        try:
            with transaction.atomic():
                division = Division.objects.create(firm=firm, code=code, name=name)
        except IntegrityError as taken:
            raise Refusal("name-taken", "{code} is another division's code; choose another", code=code) from taken
        audit.note(by=by, at=at, action="add", subject="division", subject_id=division.pk, detail={"code": code})
    return division


def _may_grow(firm: Firm, *, what: str) -> None:
    """Xero's copies know one currency and one division, so a connected firm stays with one."""
    if destination_of(firm.pk):
        raise Refusal("step-not-allowed", "the firm is connected to Xero, which takes one {what} alone", what=what)
