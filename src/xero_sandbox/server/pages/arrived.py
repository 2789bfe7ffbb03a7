"""What has arrived, of every kind, newest first: who made it, and what has become of it."""

from itertools import islice
from typing import Any

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import Note
from xero_sandbox.server.html import Part, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.frame import page

SHOWN = 200


def arrived_page(books: Books) -> Response:
    made = [(note, found) for note in books.notes if note.change == "Created" and (found := _document(books, note))]
    rows = [_row(books, note, document) for note, document in islice(reversed(made), SHOWN)]
    return page(
        "What has arrived",
        tag("p", f"{len(made)} in all, the latest {len(rows)} below", class_="quiet"),
        table(("When", "Who", "What", "Contact", "Status", "Amount"), rows, numbers=(5,)),
        tenant_id=books.tenant_id,
        here="arrived",
    )


def _document(books: Books, note: Note) -> Any:
    """Whatever table it is in; one that has no page of its own is left out."""
    for name, rows in books.store.tables.items():
        if name not in ("note", "entry", "remembered", "profile") and (found := rows.get(note.about)) is not None:
            return found if type(found) in shown.SECTION_OF else None
    return None


def _row(books: Books, note: Note, document: Any) -> tuple[Part, ...]:
    amount = getattr(document, "total", getattr(document, "amount", None))
    return (
        shown.instant(note.at),
        note.who,
        tag("a", shown.title(document), href=shown.address(books, document)),
        shown.contact(books, getattr(document, "contact_id", "")),
        shown.state(document.status),
        "" if amount is None else shown.money(amount),
    )
