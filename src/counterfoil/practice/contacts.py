"""Adding and changing contacts, and giving the firm's bank its name."""

import json
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.firms import audit, once
from counterfoil.firms.roles import Actor, require
from counterfoil.ledger.models import BankAccount
from counterfoil.matters.models import Contact
from counterfoil.practice.firm import PLACEHOLDER_BANK

SORTS = ("person", "company", "bank")


def add_contact(
    *,
    name: str,
    by: Actor,
    at: datetime,
    code: str = "",
    sort: str = "company",
    email: str = "",
    phone: str = "",
    key: str | None = None,
) -> Contact:
    """A new contact; without a code it gets the next free one (`C-0007`). The same `key` again answers the same."""
    require(by, "open matter")
    name = clean_text(name, most=255)
    if not name:
        raise Refusal("field-missing", "enter the contact's name")
    if sort not in SORTS:
        raise Refusal("field-wrong-type", "a contact is one of {sorts}", sorts=", ".join(SORTS))
    given = {"code": clean_text(code, most=20), "name": name, "sort": sort}
    given |= {"email": _email(email), "phone": clean_text(phone, most=50)}
    with transaction.atomic():
        content = json.dumps(["contact", given], ensure_ascii=False)
        if key and (known := once.answered(firm_id=by.firm_id, key=key, content=content)):
            return Contact.objects.get(firm_id=by.firm_id, pk=known)
        code = given.pop("code") or _next_code(by.firm_id)
        try:
            with transaction.atomic():
                contact = Contact.objects.create(firm_id=by.firm_id, code=code, **given)
        except IntegrityError as taken:
            raise Refusal("name-taken", "{code} is another contact's code; choose another", code=code) from taken
        if key:
            once.remember(firm_id=by.firm_id, key=key, content=content, subject_id=contact.pk, at=at)
        audit.note(by=by, at=at, action="add", subject="contact", subject_id=contact.pk, detail={"name": name})
    return contact


def _email(text: str) -> str:
    cleaned = clean_text(text, most=254)
    if cleaned:
        try:
            validate_email(cleaned)
        except ValidationError:
            raise Refusal("email-not-understood", "'{text}' is no e-mail address", text=cleaned[:60]) from None
    return cleaned


def _next_code(firm_id: int) -> str:
    codes = Contact.objects.filter(firm_id=firm_id, code__regex=r"^C-[0-9]{4,}$").values_list("code", flat=True)
    return f"C-{max((int(code[2:]) for code in codes), default=0) + 1:04d}"


def change_contact(*, code: str, name: str, sort: str, email: str, phone: str, by: Actor, at: datetime) -> Contact:
    """Change a contact's own facts. Its code stays, because documents name it; what changed stands in the audit log."""
    require(by, "open matter")
    name = clean_text(name, most=255)
    if not name:
        raise Refusal("field-missing", "enter the contact's name")
    if sort not in SORTS:
        raise Refusal("field-wrong-type", "a contact is one of {sorts}", sorts=", ".join(SORTS))
    fresh = {"name": name, "sort": sort, "email": _email(email), "phone": clean_text(phone, most=50)}
    with transaction.atomic():
        contact = Contact.objects.filter(firm_id=by.firm_id, code=code).first()
        if contact is None:
            raise Refusal("contact-unknown", "there is no contact {code}; add it first", code=code)
        if contact.sort == "bank" and sort != "bank":
            _holds_no_accounts(contact)
        was = {field: getattr(contact, field) for field in fresh if getattr(contact, field) != fresh[field]}
        if was:
            for field in was:
                setattr(contact, field, fresh[field])
            contact.save(update_fields=list(was))
            detail = {"was": was, "is": {field: fresh[field] for field in was}}
            audit.note(by=by, at=at, action="change", subject="contact", subject_id=contact.pk, detail=detail)
    return contact


def _holds_no_accounts(contact: Contact) -> None:
    held = BankAccount.objects.filter(provider=contact).order_by("code").first()
    if held:
        raise Refusal(
            "contact-holds-accounts",
            "{bank} is held with {name}; give it another bank first",
            bank=str(held),
            name=contact.name,
        )


def name_bank(*, name: str, by: Actor, at: datetime) -> Contact:
    """Give the bank that a new firm starts with its own name."""
    require(by, "set up firm")
    name = clean_text(name, most=255)
    if not name or name == PLACEHOLDER_BANK:
        raise Refusal("field-missing", "enter the bank's own name, such as ANZ or Barclays")
    with transaction.atomic():
        contact = Contact.objects.select_for_update().get(firm_id=by.firm_id, code="BANK")
        if contact.name != name:
            was, contact.name = contact.name, name
            contact.save(update_fields=["name"])
            detail = {"was": {"name": was}, "is": {"name": name}}
            audit.note(by=by, at=at, action="change", subject="contact", subject_id=contact.pk, detail=detail)
    return contact
