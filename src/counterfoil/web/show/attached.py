"""The files of a document as plain values: where each is read, and where it is taken off."""

from collections.abc import Sequence
from typing import Any

from counterfoil.practice.attachments import MEGABYTE, MOST_BYTES, taking_off
from counterfoil.reports.attachments import Attached
from counterfoil.reports.document import Document
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import local

Values = dict[str, Any]


def attached(files: Sequence[Attached], document: Document, seat: Seat) -> Values:
    may, may_take_off = seat.may("draft"), seat.may(taking_off(document.kind, document.state))
    return {
        "files": [
            {
                "name": file.name,
                "href": seat.to.attached(document.public_id, file.public_id),
                "size": file.size_bytes,
                "who": file.who,
                "at": local(file.at, seat),
                "remove": seat.to.attached(document.public_id, file.public_id, "remove") if may_take_off else "",
            }
            for file in files
        ],
        "action": seat.to.document(document.public_id, "attach") if may else "",
        "most": MOST_BYTES // MEGABYTE,
    }
