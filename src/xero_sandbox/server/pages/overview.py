"""The organisation's page: who it is, how much it holds, and its lock dates."""

from collections.abc import Iterable

from starlette.responses import Response

from xero_sandbox.model.books import Books
from xero_sandbox.model.organisation import ALLOWED, CLASSES_OF_PLAN, EDITIONS
from xero_sandbox.model.records import Profile
from xero_sandbox.server.html import Html, button, facts, table, tag
from xero_sandbox.server.pages import shown
from xero_sandbox.server.pages.frame import page
from xero_sandbox.server.sandbox import Sandbox


def overview_page(sandbox: Sandbox, books: Books, refusal: str = "") -> Response:
    profile = books.profile
    told = facts(
        [
            ("Country", profile.country),
            ("Currency", profile.currency),
            ("Currencies added", ", ".join(profile.currencies)),
            ("Financial year ends", f"{profile.year_end_day}/{profile.year_end_month}"),
            ("Tax number", profile.tax_number),
            ("Tenant id", tag("code", books.tenant_id)),
        ]
    )
    change = f"/o/{books.tenant_id}/change"
    period, year = profile.period_lock or "", profile.year_lock or ""
    lock = tag(
        "form",
        tag("label", "Period lock date ", tag("input", type="date", name="period_lock", value=period)),
        tag("label", " End of year lock date ", tag("input", type="date", name="year_lock", value=year)),
        tag("button", "Set", class_="plain"),
        method="post",
        action=change,
    )
    counts = [
        (tag("a", name, href=f"/o/{books.tenant_id}/{path}"), count)
        for path, name, count in (
            ("invoices", "Invoices", sum(1 for row in books.invoices if row.type == "ACCREC")),
            ("bills", "Bills", sum(1 for row in books.invoices if row.type == "ACCPAY")),
            ("credit-notes", "Credit notes", len(books.credit_notes)),
            ("payments", "Payments", len(books.payments)),
            ("bank-transactions", "Bank transactions", len(books.bank_transactions)),
            ("bank-transfers", "Bank transfers", len(books.bank_transfers)),
            ("overpayments", "Overpayments", len(books.overpayments)),
            ("prepayments", "Prepayments", len(books.prepayments)),
            ("manual-journals", "Journals", len(books.manual_journals)),
            ("purchase-orders", "Purchase orders", len(books.purchase_orders)),
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
        tag("h2", "Plan"),
        tag("p", "What Organisation says of itself. Xero adds classes without notice, so any word is taken."),
        _plan(profile, change),
        tag("h2", "What the person who connects may do"),
        tag("p", "An app may do exactly what that person may."),
        _rights(profile, change),
        tag("h2", "Connected apps"),
        table(("Connected", "Last consent", "Consent"), connections),
        button("Disconnect", f"/o/{books.tenant_id}/disconnect", kind="danger") if connections else None,
        [tag("h2", "Other organisations"), others] if others else None,
        tenant_id=books.tenant_id,
    )


def _plan(profile: Profile, change: str) -> Html:
    known = dict.fromkeys((profile.edition_class, *CLASSES_OF_PLAN))
    return tag(
        "form",
        tag("label", "Class ", tag("select", _options(known, profile.edition_class), name="class")),
        tag("label", " edition ", tag("select", _options(EDITIONS, profile.edition), name="edition")),
        tag("label", " status ", tag("input", name="status", value=profile.status, size=10)),
        tag("label", " ", tag("input", type="checkbox", name="demo", value="yes", checked=profile.is_demo), " demo"),
        tag("button", "Set", name="plan", value="set", class_="plain"),
        method="post",
        action=change,
    )


def _rights(profile: Profile, change: str) -> Html:
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", name="may", value=name, checked=name not in profile.denied),
            f" {name} ",
        )
        for name in ALLOWED
    ]
    button = tag("button", "Set", name="rights", value="set", class_="plain")
    return tag("form", boxes, button, method="post", action=change)


def _options(values: Iterable[str], chosen: str) -> list[Html]:
    return [tag("option", value, value=value, selected=value == chosen) for value in values]
