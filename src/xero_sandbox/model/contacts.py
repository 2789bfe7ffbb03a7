"""Contacts: found by id, by number, or by name; one active contact a name, whatever its case."""

import re
from typing import Any

from msgspec.structs import replace

from xero_sandbox.model import texts
from xero_sandbox.model.books import Books, Call
from xero_sandbox.model.dates import instant_string, wire_instant
from xero_sandbox.model.records import ACTIVE, ARCHIVED, ZERO_ID, Contact
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.sent import Reader, Sent
from xero_sandbox.model.tables import Table

KEPT_AS_SENT = (
    "AccountNumber",
    "FirstName",
    "LastName",
    "EmailAddress",
    "CompanyNumber",
    "TaxNumber",
    "BankAccountDetails",
    "SkypeUserName",
    "Website",
    "DefaultCurrency",
    "AccountsReceivableTaxType",
    "AccountsPayableTaxType",
    "ContactPersons",
    "PaymentTerms",
)
ADDRESSES, PHONES = ("STREET", "POBOX"), ("DEFAULT", "DDI", "FAX", "MOBILE")
EMAIL = re.compile(r"^[^@\s]+@[^@\s]+$")


def create(call: Call, sent: Sent) -> Contact:
    return _save(call, Reader(sent), None)


def create_or_update(call: Call, sent: Sent) -> Contact:
    """POST: the id, the number or the name says whether it is there already."""
    reader = Reader(sent)
    return _save(call, reader, find(call.books, reader))


def update(call: Call, before: Contact, sent: Sent) -> Contact:
    return _save(call, Reader(sent), before)


def find(books: Books, reader: Reader) -> Contact | None:
    contact_id, number, name = reader.text("ContactID"), reader.text("ContactNumber"), reader.text("Name")
    if contact_id and contact_id != ZERO_ID:
        found = books.contacts.get(contact_id.lower())
        if found is None:
            raise Invalid(texts.CONTACT_NOT_FOUND)
        return found
    if number and (numbered := books.contacts.find("number", number)):
        return numbered[0]
    if name and (named := books.contacts.find("active_name", name.casefold())):
        return named[0]
    return None


def for_document(call: Call, sent: Sent) -> Contact:
    """The contact a document names; a name nobody has yet makes a new contact, as in Xero."""
    reader = Reader(sent)
    if not sent:
        raise Invalid(texts.CONTACT_MISSING)
    if not any(reader.text(member) for member in ("ContactID", "ContactNumber", "Name")):
        raise Invalid(texts.CONTACT_UNIDENTIFIED)
    contact = find(call.books, reader)
    if contact is None and not reader.text("Name"):
        raise Invalid(texts.CONTACT_MISSING)
    if contact is None:
        contact = create(call, sent)
    if contact.status != ACTIVE:
        raise Invalid(texts.CONTACT_ARCHIVED)
    return contact


def mark_used(call: Call, contact: Contact, *, sale: bool) -> None:
    if sale and not contact.is_customer:
        call.books.contacts.put(replace(contact, is_customer=True))
    elif not sale and not contact.is_supplier:
        call.books.contacts.put(replace(contact, is_supplier=True))


def merge(call: Call, contact: Contact, into: Contact) -> Contact:
    """A person makes one of two: the other is archived, and its documents belong to the one that stays."""
    if into.status != ACTIVE or into.id == contact.id:
        raise Invalid(texts.CONTACT_MERGED_INTO_ITSELF)
    books = call.books
    tables: tuple[Table[Any], ...] = (
        books.invoices,
        books.credit_notes,
        books.overpayments,
        books.prepayments,
        books.bank_transactions,
        books.purchase_orders,
    )
    for table in tables:
        for document in table.find("contact", contact.id):
            table.put(replace(document, contact_id=into.id, updated_at=call.now))
    call.note(contact.id, "Merged", f"into {into.name}")
    call.note(into.id, "Merged", f"with {contact.name}")
    return books.contacts.put(replace(contact, status=ARCHIVED, merged_to=into.id, updated_at=call.now))


def _save(call: Call, reader: Reader, before: Contact | None) -> Contact:
    books = call.books
    status = (reader.text("ContactStatus") or (before.status if before else ACTIVE)).upper()
    if before is not None and before.status == ARCHIVED:
        raise Invalid(texts.ARCHIVED_CONTACT_FIXED)
    name = reader.text("Name") or (before.name if before else "")
    name = re.sub(r"\s+", " ", name)
    number = reader.text("ContactNumber")
    if number is None:
        number = before.number if before else ""
    if not name:
        reader.refuse(texts.CONTACT_NAME_MISSING)
    elif len(name) > 255 or "<" in name or ">" in name:
        reader.refuse(texts.CONTACT_NAME_SHAPE)
    own_id = before.id if before else None
    if status == ACTIVE and any(other.id != own_id for other in books.contacts.find("active_name", name.casefold())):
        reader.refuse(texts.CONTACT_NAME_TAKEN.format(name=name))
    if number and any(other.id != own_id for other in books.contacts.find("number", number)):
        reader.refuse(texts.CONTACT_NUMBER_TAKEN.format(number=number))
    email = reader.text("EmailAddress")
    if email and not EMAIL.match(email):
        reader.refuse(texts.EMAIL_INVALID)
    reader.done()
    contact = Contact(
        id=before.id if before else books.new_id(),
        name=name,
        number=number,
        status=status,
        updated_at=call.now,
        details=_details(reader, before.details if before else {}),
        is_customer=before.is_customer if before else False,
        is_supplier=before.is_supplier if before else False,
    )
    call.note(contact.id, _what_happened(before, contact), name)
    return books.contacts.put(contact)


def _what_happened(before: Contact | None, after: Contact) -> str:
    if before is None:
        return "Created"
    return "Archived" if after.status == ARCHIVED else "Edited"


def _details(reader: Reader, before: dict[str, Any]) -> dict[str, Any]:
    details = dict(before)
    for member in KEPT_AS_SENT:
        if reader.has(member):
            details[member] = reader.sent[member]
    for member, kind, kinds in (("Addresses", "AddressType", ADDRESSES), ("Phones", "PhoneType", PHONES)):
        for one in reader.parts(member) or ():
            if one.get(kind) in kinds:
                details[member] = {**details.get(member, {}), one[kind]: one}
    return details


def show(contact: Contact) -> dict[str, Any]:
    """In full: two addresses and four phones are always there, even if never sent."""
    addresses, phones = contact.details.get("Addresses", {}), contact.details.get("Phones", {})
    shown: dict[str, Any] = {"ContactID": contact.id}
    if contact.number:
        shown["ContactNumber"] = contact.number
    if contact.merged_to:
        shown["MergedToContactID"] = contact.merged_to
    return shown | {
        "ContactStatus": contact.status,
        "Name": contact.name,
        "EmailAddress": "",
        "BankAccountDetails": "",
        "ContactPersons": [],
        **{member: contact.details[member] for member in KEPT_AS_SENT if member in contact.details},
        "Addresses": [
            {"AddressType": kind, "City": "", "Region": "", "PostalCode": "", "Country": "", **addresses.get(kind, {})}
            for kind in ADDRESSES
        ],
        "Phones": [
            {"PhoneType": kind, "PhoneNumber": "", "PhoneAreaCode": "", "PhoneCountryCode": "", **phones.get(kind, {})}
            for kind in PHONES
        ],
        "UpdatedDateUTC": wire_instant(contact.updated_at),
        "UpdatedDateUTCString": instant_string(contact.updated_at),
        "ContactGroups": [],
        "IsSupplier": contact.is_supplier,
        "IsCustomer": contact.is_customer,
        "SalesTrackingCategories": [],
        "PurchasesTrackingCategories": [],
        "HasAttachments": False,
        "HasValidationErrors": False,
    }


def show_brief(contact: Contact) -> dict[str, Any]:
    """Inside a list a contact is reduced to id and name."""
    return {
        "ContactID": contact.id,
        "Name": contact.name,
        "Addresses": [],
        "Phones": [],
        "ContactGroups": [],
        "ContactPersons": [],
        "HasValidationErrors": False,
    }
