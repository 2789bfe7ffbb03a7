"""Contacts and matters: list them and make them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Router, Status

from counterfoil.api.answers import (
    ContactAnswer,
    ContactList,
    MatterAnswer,
    MatterList,
    Refused,
    contact_answer,
    matter_answer,
)
from counterfoil.api.callers import Caller
from counterfoil.api.inputs import body, query, request_key, shaped, whole_number
from counterfoil.api.schemas import asks, schema_of, takes
from counterfoil.core.references import FIRM, ContactCode
from counterfoil.core.shapes import Help, Length
from counterfoil.firms.roles import require
from counterfoil.matters.models import Contact, Matter
from counterfoil.practice.contacts import add_contact
from counterfoil.practice.matters import open_matter

router = Router()
REFUSALS: dict[Any, Any] = {frozenset({400, 401, 403, 409, 413}): Refused}
Rows = TypeVar("Rows", Contact, Matter)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    name: Annotated[str, "Name"]
    code: Annotated[str, "Code", Length(20), Help("The next free one when left out.")] = ""
    sort: Annotated[str, "Sort", Length(8), Help("person, company or bank.")] = "company"
    email: Annotated[str, "E-mail", Length(254)] = ""
    phone: Annotated[str, "Phone", Length(50)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMatter:
    title: Annotated[str, "Title"]
    client: Annotated[ContactCode, "Client"]
    opened_on: Annotated[date, "Opened on"]
    code: Annotated[str, "Code", Length(20), Help("The next of its year when left out.")] = ""
    sort: Annotated[str, "Sort of matter", Length(80)] = ""
    lawyer: Annotated[str, "Lawyer"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    search: Annotated[str, "Search", Help("Part of the code or the name.")] = ""
    after: Annotated[str, "After", Length(20), Help("`next` of the page before.")] = ""
    limit: Annotated[str, "Limit", Length(4), Help("1 to 200.")] = "50"


@router.get("/contacts", response={200: ContactList, **REFUSALS}, openapi_extra=asks(Wanted))
def contacts(request: HttpRequest) -> Any:
    """The firm's contacts in the order of their codes."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    require(caller.actor, "read")
    wanted = query(Wanted, request, caller)
    found = Contact.objects.filter(firm_id=caller.firm_id)
    rows, after = _page(found.filter(Q(code__icontains=wanted.search) | Q(name__icontains=wanted.search)), wanted)
    return {"contacts": [contact_answer(contact) for contact in rows], "next": after}


@router.post(
    "/contacts",
    response={201: ContactAnswer, **REFUSALS},
    openapi_extra=takes(schema_of(NewContact), keyed=True),
)
def new_contact(request: HttpRequest) -> Any:
    """Add a contact."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    new = shaped(NewContact, body(request), caller)
    contact = add_contact(
        name=new.name,
        code=new.code,
        sort=new.sort,
        email=new.email,
        phone=new.phone,
        by=caller.actor,
        at=caller.at,
        key=request_key(request),
    )
    return Status(201, contact_answer(contact))


@router.get("/matters", response={200: MatterList, **REFUSALS}, openapi_extra=asks(Wanted))
def matters(request: HttpRequest) -> Any:
    """The firm's matters in the order of their codes."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    require(caller.actor, "read")
    wanted = query(Wanted, request, caller)
    found = Matter.objects.filter(firm_id=caller.firm_id).exclude(code=FIRM).select_related("client")
    rows, after = _page(found.filter(Q(code__icontains=wanted.search) | Q(title__icontains=wanted.search)), wanted)
    return {"matters": [matter_answer(matter) for matter in rows], "next": after}


@router.post(
    "/matters",
    response={201: MatterAnswer, **REFUSALS},
    openapi_extra=takes(schema_of(NewMatter), keyed=True),
)
def new_matter(request: HttpRequest) -> Any:
    """Open a matter for a client."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    new = shaped(NewMatter, body(request), caller)
    matter = open_matter(
        title=new.title,
        client_code=new.client,
        opened_on=new.opened_on,
        code=new.code,
        sort=new.sort,
        lawyer=new.lawyer,
        by=caller.actor,
        at=caller.at,
        key=request_key(request),
    )
    return Status(201, matter_answer(matter))


def _page(found: "QuerySet[Rows]", wanted: Wanted) -> tuple[list[Rows], str | None]:
    """A page in the order of codes, and the code to go on after."""
    limit = whole_number(wanted.limit, field="limit", least=1, most=200)
    rows = list(found.filter(code__gt=wanted.after).order_by("code")[: limit + 1])
    return rows[:limit], rows[limit - 1].code if len(rows) > limit else None
