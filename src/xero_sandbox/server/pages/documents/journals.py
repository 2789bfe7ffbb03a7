"""The page of a manual journal."""

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.records import DRAFT, POSTED, ManualJournal
from xero_sandbox.server.html import Html, button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.by_hand import edit_form
from xero_sandbox.server.pages.documents.parts import document_page, text_form
from xero_sandbox.server.pages.shown import money


def manual_journal_page(books: Books, one: ManualJournal, refusal: str = "") -> Response:
    here = shown.address(books, one)
    told = facts(
        [
            ("Status", shown.state(one.status)),
            ("Narration", one.narration),
            ("Link back", one.url),
            ("Date", one.on),
            ("Line amounts", one.amounts_are),
            ("ManualJournalID", tag("code", one.id)),
        ]
    )
    rows = [
        (
            line.description,
            shown.account(books, line.account_id),
            line.tax_type,
            money(line.tax),
            money(line.amount) if line.amount > 0 else "",
            money(-line.amount) if line.amount < 0 else "",
        )
        for line in one.lines
    ]
    buttons: list[Html] = []
    if one.status == DRAFT:
        buttons = [button("Post", f"{here}/post"), button("Delete", f"{here}/void", kind="danger")]
    elif one.status == POSTED:
        buttons = [button("Void", f"{here}/void", kind="danger")]
    if buttons:
        buttons.append(text_form("Narration", "narration", one.narration, here))
    return document_page(
        books,
        one.id,
        "Manual journal",
        refusal,
        buttons,
        told,
        edit_form(books, one, here) if buttons else None,
        tag("h2", "Lines"),
        table(("Description", "Account", "Tax rate", "Tax", "Debit", "Credit"), rows, numbers=(3, 4, 5)),
        here="manual-journals",
    )
