"""Documents of every kind: make, post, list, read, and take back."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Status

from counterfoil.api.answers import (
    DocumentAnswer,
    DocumentList,
    DoneAnswer,
    Refused,
    UnlinkedAnswer,
    document_answer,
    done_answer,
    plain,
)
from counterfoil.api.callers import Caller
from counterfoil.api.inputs import body, query, request_key, shaped, truth, whole_number
from counterfoil.api.schemas import asks, new_document, schema_of, takes
from counterfoil.core.references import ContactCode, MatterCode
from counterfoil.core.refusals import InputRefused, Refusal
from counterfoil.core.shapes import Help, Length
from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.documents.removing import remove_payment
from counterfoil.firms.roles import require
from counterfoil.kinds import kind_of
from counterfoil.reports.document import copies_of, document_head, made_of, settlements_of
from counterfoil.reports.entries import entries_of_document
from counterfoil.reports.states import states_of_documents
from counterfoil.xero.unlinking import Unlinked
from counterfoil.xero.unlinking import unlink as unlink_them

router = Router()
REFUSALS: dict[Any, Any] = {frozenset({400, 401, 403, 404, 409, 413}): Refused}
_PUBLIC_ID = re.compile(r"[0-9a-z]{12}\Z", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    kind: Annotated[str, "Kind", Length(40)] = ""
    state: Annotated[str, "State", Length(10)] = ""
    number: Annotated[str, "Number", Length(20)] = ""
    matter: Annotated[MatterCode | None, "Matter"] = None
    contact: Annotated[ContactCode | None, "Contact"] = None
    since: Annotated[date | None, "Since", Help("Dated on that day or later.")] = None
    until: Annotated[date | None, "Until", Help("Dated on that day or earlier.")] = None
    after: Annotated[str, "After", Length(12), Help("`next` of the page before.")] = ""
    limit: Annotated[str, "Limit", Length(4), Help("1 to 200.")] = "50"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    why: Annotated[str, "Reason", Help("Kept with the document.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    document: Annotated[str, "Document", Length(12), Help("Its id.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    documents: Annotated[tuple[Named, ...], "Documents"]
    why: Annotated[str, "Reason", Help("Kept with each document.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    settled: Annotated[str, "Settled document", Length(12), Help("The id of the bill to take off.")]
    why: Annotated[str, "Reason", Help("Kept with the document.")]


@router.post(
    "/documents",
    response={200: DoneAnswer, 201: DoneAnswer, **REFUSALS},
    openapi_extra=takes(new_document(), keyed=True),
)
def new(request: HttpRequest) -> Any:
    """Keep a draft, or with `"post": true` enter and post at once; an order is placed.

    200 where the same request was answered before.
    """
    caller: Caller = request.auth  # type: ignore[attr-defined]
    values = body(request)
    key = request_key(request)
    if unknown := values.keys() - {"kind", "post", "content"}:
        name = min(unknown)[:40]
        raise InputRefused({name: Refusal("field-unknown", "there is no field '{name}' here", name=name)})
    kind = kind_of(_text(values.get("kind"), "kind"))
    content = values.get("content")
    if not isinstance(content, dict):
        raise InputRefused({"content": Refusal("field-wrong-type", "write the document's fields as an object")})
    post = truth(values.get("post", False), field="post")
    document = actions.read(kind, content, firm_id=caller.firm_id, at=caller.at)
    act = actions.enter if post else actions.draft
    done = act(kind=kind, document=document, by=caller.actor, at=caller.at, key=key)
    return Status(200 if done.again else 201, done_answer(done))


@router.get("/documents", response={200: DocumentList, **REFUSALS}, openapi_extra=asks(Wanted))
def documents(request: HttpRequest) -> Any:
    """The firm's documents, the last entered first."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    require(caller.actor, "read")
    wanted = query(Wanted, request, caller)
    limit = whole_number(wanted.limit, field="limit", least=1, most=200)
    found = Document.objects.filter(firm_id=caller.firm_id).select_related("matter", "contact").order_by("-id")
    for column, value in _conditions(wanted).items():
        found = found.filter(**{column: value})
    if wanted.after:
        found = found.filter(id__lt=id_of(wanted.after, caller))
    rows = list(found[: limit + 1])
    copies = states_of_documents(firm_id=caller.firm_id, ids=[row.pk for row in rows[:limit]], at=caller.at)
    return {
        "documents": [_row(row, caller.currency, copies[row.pk].state) for row in rows[:limit]],
        "next": rows[limit - 1].public_id if len(rows) > limit else None,
    }


@router.get("/documents/{public_id}", response={200: DocumentAnswer, **REFUSALS})
def document(request: HttpRequest, public_id: str) -> Any:
    """One document: what was entered, its entries in the ledger, and how far its copies are."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    require(caller.actor, "read")
    id_of(public_id, caller)
    head = document_head(firm_id=caller.firm_id, public_id=public_id)
    return document_answer(
        head,
        currency=caller.currency,
        entries=entries_of_document(firm_id=caller.firm_id, document_id=head.id),
        settlements=settlements_of(document_id=head.id),
        made=made_of(document_id=head.id),
        copies=copies_of(firm_id=caller.firm_id, kind=head.kind, document_id=head.id, at=caller.at),
    )


@router.post("/documents/{public_id}/post", response={200: DoneAnswer, **REFUSALS})
def post(request: HttpRequest, public_id: str) -> Any:
    """Post a draft."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return done_answer(actions.post(document_id=id_of(public_id, caller), by=caller.actor, at=caller.at))


@router.post("/documents/{public_id}/place", response={200: DoneAnswer, **REFUSALS})
def place(request: HttpRequest, public_id: str) -> Any:
    """Place the draft of an order. Nothing of it is posted."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return done_answer(actions.place(document_id=id_of(public_id, caller), by=caller.actor, at=caller.at))


@router.post("/documents/{public_id}/close", response={200: DoneAnswer, **REFUSALS})
def close(request: HttpRequest, public_id: str) -> Any:
    """Put a placed order away. It stays readable."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return done_answer(actions.close(document_id=id_of(public_id, caller), by=caller.actor, at=caller.at))


@router.post("/documents/{public_id}/discard", response={200: DoneAnswer, **REFUSALS})
def discard(request: HttpRequest, public_id: str) -> Any:
    """Put a draft away. It stays readable."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return done_answer(actions.discard(document_id=id_of(public_id, caller), by=caller.actor, at=caller.at))


@router.post(
    "/documents/{public_id}/reopen", response={200: DoneAnswer, **REFUSALS}, openapi_extra=takes(schema_of(Reason))
)
def reopen(request: HttpRequest, public_id: str) -> Any:
    """Take a posted document back to draft; its entry is reversed."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    document_id, why = id_of(public_id, caller), shaped(Reason, body(request), caller).why
    return done_answer(actions.reopen(document_id=document_id, by=caller.actor, at=caller.at, why=why))


@router.post(
    "/documents/{public_id}/reverse", response={200: DoneAnswer, **REFUSALS}, openapi_extra=takes(schema_of(Reason))
)
def reverse(request: HttpRequest, public_id: str) -> Any:
    """End a posted document for good with the mirror of its entry."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    document_id, why = id_of(public_id, caller), shaped(Reason, body(request), caller).why
    return done_answer(actions.reverse(document_id=document_id, by=caller.actor, at=caller.at, why=why))


@router.post(
    "/documents/{public_id}/unlink",
    response={200: UnlinkedAnswer, **REFUSALS},
    openapi_extra=takes(schema_of(Reason)),
)
def unlink(request: HttpRequest, public_id: str) -> Any:
    """Let a document and its copy in Xero go their own ways: nothing is changed there, and it can be changed here."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    document_id, why = id_of(public_id, caller), shaped(Reason, body(request), caller).why
    (done,) = unlink_them(document_ids=[document_id], by=caller.actor, at=caller.at, why=why)
    return _unlinked(done)


@router.post(
    "/unlink",
    response={200: list[UnlinkedAnswer], **REFUSALS},
    openapi_extra=takes(schema_of(Several)),
)
def unlink_several(request: HttpRequest) -> Any:
    """The same for several documents, all of them or none."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    asked = shaped(Several, body(request), caller)
    ids = [id_of(each.document, caller) for each in asked.documents]
    return [_unlinked(done) for done in unlink_them(document_ids=ids, by=caller.actor, at=caller.at, why=asked.why)]


def _unlinked(done: Unlinked) -> dict[str, Any]:
    left = [{"resource": resource, "remote_id": remote_id} for resource, remote_id in done.left]
    return {"id": done.public_id, "kind": done.kind, "number": done.number, "left": left}


@router.post(
    "/documents/{public_id}/remove", response={200: DoneAnswer, **REFUSALS}, openapi_extra=takes(schema_of(Removal))
)
def remove(request: HttpRequest, public_id: str) -> Any:
    """Take one document out of what this one settles; what else it settles stays, under its own number."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    asked = shaped(Removal, body(request), caller)
    return done_answer(
        remove_payment(
            document_id=id_of(public_id, caller),
            bill_id=id_of(asked.settled, caller),
            by=caller.actor,
            at=caller.at,
            why=asked.why,
        )
    )


def id_of(public_id: str, caller: Caller) -> int:
    """The row behind an id in an address."""
    if not _PUBLIC_ID.match(public_id):
        raise Refusal("document-unknown", "there is no such document in this firm")
    return actions.find(public_id, firm_id=caller.firm_id)


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str):
        code = "field-missing" if value is None else "field-wrong-type"
        raise InputRefused({field: Refusal(code, "write the {field} as text", field=field)})
    return value[:40]


def _conditions(wanted: Wanted) -> dict[str, Any]:
    asked = {
        "kind": wanted.kind and kind_of(wanted.kind).code,
        "state": wanted.state,
        "number": wanted.number,
        "matter__code": wanted.matter,
        "contact__code": wanted.contact,
        "dated_on__gte": wanted.since,
        "dated_on__lte": wanted.until,
    }
    return {column: value for column, value in asked.items() if value}


def _row(row: Document, currency: str, copy_state: str) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "kind": row.kind,
        "state": row.state,
        "number": row.number,
        "on": row.dated_on,
        "due_on": row.due_on,
        "matter": row.matter.code if row.matter else None,
        "contact": row.contact.code if row.contact else None,
        "memo": row.memo,
        "total": plain(row.total_minor, currency),
        "open": plain(row.open_minor, currency),
        "copy_state": copy_state,
    }
