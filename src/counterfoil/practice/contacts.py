"""Adding contacts."""

from datetime import datetime

from django.db import IntegrityError, transaction

from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require
from counterfoil.matters.models import Contact


def add_contact(
    *, name: str, by: Actor, at: datetime, code: str = "", sort: str = "company", email: str = "", phone: str = ""
) -> Contact:
    """A new contact; without a code it gets the next free one (`C-0007`)."""
    require(by, "open matter")
    name = clean_text(name, most=255)
    if not name:
        raise Refusal("field-missing", "enter the contact's name")
    with transaction.atomic():
        code = clean_text(code, most=20) or _next_code(by.firm_id)
        try:
            with transaction.atomic():
                contact = Contact.objects.create(
                    firm_id=by.firm_id, code=code, name=name, sort=sort, email=email, phone=phone
                )
        except IntegrityError as taken:
            raise Refusal("name-taken", "{code} is another contact's code; choose another", code=code) from taken
        audit.note(by=by, at=at, action="add", subject="contact", subject_id=contact.pk, detail={"name": name})
    return contact


def _next_code(firm_id: int) -> str:
    codes = Contact.objects.filter(firm_id=firm_id, code__regex=r"^C-[0-9]{4,}$").values_list("code", flat=True)
    return f"C-{max((int(code[2:]) for code in codes), default=0) + 1:04d}"
