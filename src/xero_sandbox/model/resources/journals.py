"""Manual journals. Nothing of them is unique; a filter on the whole narration finds one again."""

from xero_sandbox.model import manual_journals
from xero_sandbox.model.resources.shape import Resource, named

MANUAL_JOURNALS = Resource(
    name="ManualJournals",
    id_member="ManualJournalID",
    scope="accounting.manualjournals",
    table=lambda books: books.manual_journals,
    show=manual_journals.show,
    show_listed=lambda call, row, paged: manual_journals.show(call, row, with_lines=paged),
    members=lambda books: named(
        ManualJournalID=lambda row: row.id,
        Narration=lambda row: row.narration,
        Status=lambda row: row.status,
        Date=lambda row: row.on,
        Url=lambda row: row.url,
    ),
    create=manual_journals.create,
    create_or_update=manual_journals.create_or_update,
    update=manual_journals.update,
    attached=True,
)
