"""Files over HTTP, for the doors: how much of what somebody sends is taken in, and how a file is handed out again.

A request's files together stay within the limit of one file.
"""

import mimetypes
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from counterfoil.core.refusals import Refusal
from counterfoil.practice.attachments import MOST_BYTES, file_too_large

SENT_TOO_MUCH = "sent_too_much"
"""What a request is marked with: the name of the file that went beyond."""


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep files: what goes beyond the limit is read to its end and kept nowhere."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._taken += len(raw_data)
        if self._taken > MOST_BYTES:
            if self.request is not None:
                setattr(self.request, SENT_TOO_MUCH, self.file_name or "The file")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def sent_files(request: HttpRequest) -> list[tuple[str, bytes]]:
    """The files of a request, name and content. Refused where one went beyond the limit, or none came."""
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("file")]
    if too_large := getattr(request, SENT_TOO_MUCH, ""):
        raise file_too_large(too_large)
    if not files:
        raise Refusal("field-missing", "choose a file first")
    return files


def as_it_came(name: str, content: bytes) -> HttpResponse:
    """A file to be kept, never to be shown as a page of ours."""
    answer = HttpResponse(content, content_type=mimetypes.guess_type(name)[0] or "application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return answer
