"""The organisation's page: who it is, how much it holds, and its lock dates."""

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.server.html import facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.sandbox import Sandbox


def overview_page(sandbox: Sandbox, books: Books, refusal: str = "") -> Response:
    profile = books.profile
    told = facts(
        [
            ("Country", profile.country),
            ("Currency", profile.currency),
            ("Class", profile.edition_class),
            ("Demo company", "yes" if profile.is_demo else "no"),
            ("Financial year ends", f"{profile.year_end_day}/{profile.year_end_month}"),
            ("Tax number", profile.tax_number),
            ("Tenant id", tag("code", books.tenant_id)),
        ]
    )
    lock = tag(
        "form",
        tag("label", "Period lock date ", tag("input", type="date", name="period", value=profile.period_lock or "")),
        tag("label", " End of year lock date ", tag("input", type="date", name="year", value=profile.year_lock or "")),
        tag("button", "Set", class_="plain"),
        method="post",
        action=f"/o/{books.tenant_id}/lock-dates",
    )
    counts = [
        (tag("a", name, href=f"/o/{books.tenant_id}/{path}"), count)
        for path, name, count in (
            ("invoices", "Invoices", sum(1 for row in books.invoices if row.type == "ACCREC")),
            ("bills", "Bills", sum(1 for row in books.invoices if row.type == "ACCPAY")),
            ("payments", "Payments", len(books.payments)),
            ("bank-transactions", "Bank transactions", len(books.bank_transactions)),
            ("contacts", "Contacts", len(books.contacts)),
            ("accounts", "Accounts", len(books.accounts)),
        )
    ]
    connections = [
        (shown.instant(one.created_at), shown.instant(one.updated_at), tag("code", one.consent_id))
        for one in sandbox.xero.identity.connections.find("tenant", books.tenant_id)
    ]
    others = [
        tag("a", f"{other.profile.name} ({other.profile.country})", " ", href=f"/o/{tenant_id}/")
        for tenant_id, other in sandbox.xero.organisations.items()
        if other is not books
    ]
    history = [
        (shown.instant(note.at), note.change, note.details) for note in books.notes.find("about", books.tenant_id)
    ]
    return page(
        profile.name,
        tag("p", refusal, class_="refusal", role="alert") if refusal else None,
        told,
        tag("h2", "What it holds"),
        table(("What", "Count"), counts, numbers=(1,)),
        tag("h2", "Lock dates"),
        tag("p", "Nothing dated on or before a lock date can be made, changed or voided."),
        lock,
        table(("When", "Change", "To"), history) if history else None,
        tag("h2", "Connected apps"),
        table(("Connected", "Last consent", "Consent"), connections),
        [tag("h2", "Other organisations"), others] if others else None,
        tenant_id=books.tenant_id,
    )
