"""Writing down what was checked: its allocations, its entry and its copies."""

from datetime import datetime

from counterfoil.documents import copies, store
from counterfoil.documents.checking import Checked
from counterfoil.documents.copies import Known
from counterfoil.documents.numbering import Taken
from counterfoil.ledger import record as ledger
from counterfoil.ledger.rowtypes import Head


def book(
    checked: Checked,
    *,
    document_id: int,
    number: str,
    version: int,
    taken: Taken,
    known: Known,
    head: Head,
    by: int | None,
    at: datetime,
) -> None:
    """Allocations, entry and copies of a document that has just become posted."""
    priced = checked.priced
    books, firm = priced.books, priced.firm
    store.allocate(
        firm_id=firm.id,
        recorded_by=document_id,
        rows=[each.row(document_id) for each in checked.allocations],
        dated_on=priced.columns.dated_on,
    )
    if checked.entry:
        ledger.record(
            checked.entry,
            entry_id=taken.entry_id,
            head=head,
            document_id=document_id,
            by=by,
            at=at,
            matter_id=lambda code: books.matter(code).id,
            bank_id=lambda code: books.bank(code).id,
        )
    copies.queue_copies(
        kind=priced.kind,
        document=priced.document,
        document_id=document_id,
        number=number,
        version=version,
        columns=priced.columns,
        entry=checked.entry,
        allocations=checked.allocations,
        known=known,
        item_ids=taken.item_ids,
        books=books,
        firm=firm,
        at=at,
    )
