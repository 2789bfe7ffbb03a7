"""Files on a document: ten at most, raw bytes in and out, one of each name."""

from typing import Any
from urllib.parse import quote

from xero_sandbox.model import texts
from xero_sandbox.model.books import Call
from xero_sandbox.model.records import Attachment
from xero_sandbox.model.refusals import Invalid, NoSuchThing

MOST = 10
FORBIDDEN = set('<>:"/\\|?*+\0')
FOR_CUSTOMERS = ("ACCREC", "ACCRECCREDIT")
ANY_KIND = "application/octet-stream"


def attach(call: Call, document: Any, name: str, kind: str, content: bytes, *, online: bool) -> Attachment:
    """The same name again is the same file with other content."""
    if not name or FORBIDDEN & set(name):
        raise Invalid(texts.ATTACHMENT_NAME)
    if not content:
        raise Invalid(texts.ATTACHMENT_EMPTY)
    there = call.books.attachments.find("about", document.id)
    before = next((one for one in there if one.name.casefold() == name.casefold()), None)
    if before is None and len(there) >= MOST:
        raise Invalid(texts.ATTACHMENTS_TOO_MANY)
    call.note(document.id, "Attached a file", name)
    return call.books.attachments.put(
        Attachment(
            id=before.id if before else call.books.new_id(),
            about=document.id,
            name=name,
            kind=kind or ANY_KIND,
            content=content,
            online=online and getattr(document, "type", "") in FOR_CUSTOMERS,
        )
    )


def one_of(call: Call, about: str, key: str) -> Attachment:
    """By its id or by its name."""
    for one in call.books.attachments.find("about", about):
        if key.casefold() in (one.id, one.name.casefold()):
            return one
    raise NoSuchThing


def listed(call: Call, resource: str, about: str) -> list[dict[str, Any]]:
    return [show(call, resource, one) for one in call.books.attachments.find("about", about)]


def noted(call: Call, resource: str, about: str, *, brief: bool) -> dict[str, Any]:
    """What a document says of its files: in a list whether there are any, by id which."""
    found = listed(call, resource, about)
    named = {"Attachments": found} if found and not brief else {}
    return {"HasAttachments": bool(found)} | named


def show(call: Call, resource: str, one: Attachment) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "AttachmentID": one.id,
        "FileName": one.name,
        "Url": f"{call.origin}/api.xro/2.0/{resource}/{one.about}/Attachments/{quote(one.name)}",
        "MimeType": one.kind,
        "ContentLength": len(one.content),
    }
    return shown | ({"IncludeOnline": True} if one.online else {})
