"""The files of a document: attach, list, read, take off."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

from counterfoil.api.answers import AttachmentAnswer
from counterfoil.api.callers import Caller
from counterfoil.api.documents import REFUSALS, Reason, id_of
from counterfoil.api.inputs import body, shaped
from counterfoil.api.schemas import schema_of, takes
from counterfoil.core.refusals import Refusal
from counterfoil.firms.roles import require
from counterfoil.practice.attachments import attach, take_off
from counterfoil.practice.uploads import as_it_came, sent_files
from counterfoil.reports.attachments import Attached, attachments_of, file_of

router = Router()
_FILE = {"file": {"type": "string", "format": "binary", "description": "At most 10 MB; several may come at once."}}
_FORM = {"schema": {"type": "object", "properties": _FILE, "required": ["file"]}}


@router.post(
    "/documents/{public_id}/attachments",
    response={201: list[AttachmentAnswer], **REFUSALS},
    openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": _FORM}}},
)
def add(request: HttpRequest, public_id: str) -> Any:
    """Attach files, sent as a form's `file`. The same file again is the one that is there already."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    require(caller.actor, "draft")
    document_id = id_of(public_id, caller)
    for name, content in sent_files(request):
        attach(document_id=document_id, name=name, content=content, by=caller.actor, at=caller.at)
    return Status(201, _listed(document_id))


@router.get("/documents/{public_id}/attachments", response={200: list[AttachmentAnswer], **REFUSALS})
def attachments(request: HttpRequest, public_id: str) -> Any:
    """What is attached to the document."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    require(caller.actor, "read")
    return _listed(id_of(public_id, caller))


@router.get("/documents/{public_id}/attachments/{file_id}", response=REFUSALS)
def read(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """One file as it came."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    require(caller.actor, "read")
    document_id = id_of(public_id, caller)
    return as_it_came(*file_of(firm_id=caller.firm_id, document_id=document_id, public_id=file_id))


@router.post(
    "/documents/{public_id}/attachments/{file_id}/remove",
    response={200: list[AttachmentAnswer], **REFUSALS},
    openapi_extra=takes(schema_of(Reason)),
)
def remove(request: HttpRequest, public_id: str, file_id: str) -> Any:
    """Take a file off for good; its name and the reason stay in the document's history."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    document_id, why = id_of(public_id, caller), shaped(Reason, body(request), caller).why
    if file_id not in {file.public_id for file in attachments_of(document_id=document_id)}:
        raise Refusal("file-unknown", "there is no such file any more; look at the document again")
    take_off(public_id=file_id, by=caller.actor, at=caller.at, why=why)
    return _listed(document_id)


def _listed(document_id: int) -> list[dict[str, Any]]:
    return [_answer(file) for file in attachments_of(document_id=document_id)]


def _answer(file: Attached) -> dict[str, Any]:
    return {
        "id": file.public_id,
        "name": file.name,
        "bytes": file.size_bytes,
        "sha256": file.sha256,
        "attached_by": file.who,
        "attached_at": file.at,
    }
