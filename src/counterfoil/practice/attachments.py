"""Files attached to a document: the supplier's own bill, a signed authority, a bank's advice. They stay here.

A file may be attached at any time, also long after posting, because that is when the paper comes.
"""

import hashlib
from datetime import datetime

from django.db import transaction

from counterfoil.core.refusals import Refusal
from counterfoil.core.shapes import clean_text
from counterfoil.documents.models import Document
from counterfoil.firms import audit
from counterfoil.firms.roles import Actor, require, step_ability
from counterfoil.kinds import kind_of
from counterfoil.practice.models import Attachment

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_FILES = 40


def attach(*, document_id: int, name: str, content: bytes, by: Actor, at: datetime) -> Attachment:
    """Keep a file with a document. The same file again is the one that is there already."""
    require(by, "draft")
    name = clean_text(name.replace("\\", "/").rpartition("/")[2], most=255)
    if not name:
        raise Refusal("field-missing", "choose a file first")
    if not content:
        raise Refusal("file-empty", "{name} is empty; choose another file", name=name)
    if len(content) > MOST_BYTES:
        raise file_too_large(name)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        document = Document.objects.select_for_update().filter(firm_id=by.firm_id, pk=document_id).first()
        if document is None:
            raise Refusal("document-unknown", "there is no such document in this firm")
        there = Attachment.objects.filter(document=document, removed_at=None).defer("content")
        if same := there.filter(sha256=digest).first():
            return same
        if there.count() >= MOST_FILES:
            raise Refusal("too-many-files", "it holds {count} files; put several pages into one", count=MOST_FILES)
        made = Attachment.objects.create(
            firm_id=by.firm_id,
            document=document,
            name=name,
            size_bytes=len(content),
            sha256=digest,
            content=content,
            attached_by_id=by.user_id,
            attached_at=at,
        )
        detail = {"file": name, "sha256": digest}
        audit.note(by=by, at=at, action="attach", subject="document", subject_id=document.pk, detail=detail)
    return made


def file_too_large(name: str) -> Refusal:
    most = MOST_BYTES // MEGABYTE
    return Refusal("file-too-large", "{name} is larger than {most} MB; scan it smaller", name=name, most=most)


def take_off(*, public_id: str, by: Actor, at: datetime, why: str) -> None:
    """Take a file off its document for good: its content goes, its name, its digest and the reason stay."""
    with transaction.atomic():
        found = Attachment.objects.select_for_update().filter(firm_id=by.firm_id, public_id=public_id)
        file = found.filter(removed_at=None).defer("content").first()
        if file is None:
            raise Refusal("file-unknown", "there is no such file any more; look at the document again")
        document = Document.objects.get(pk=file.document_id)
        require(by, taking_off(document.kind, document.state))
        if not (why := clean_text(why, most=1000)):
            raise Refusal("reason-missing", "say why; the reason is kept with the document")
        found.update(removed_at=at, content=b"")
        detail = {"file": file.name, "sha256": file.sha256}
        audit.note(by=by, at=at, action="take off", subject="document", subject_id=document.pk, detail=detail, why=why)


def taking_off(kind_code: str, state: str) -> str:
    """What proves a posted document goes only by the hand of who may take the document itself back."""
    kind = kind_of(kind_code)
    return "draft" if state == "draft" else step_ability("reverse", trust=kind.trust, incoming=kind.incoming)
