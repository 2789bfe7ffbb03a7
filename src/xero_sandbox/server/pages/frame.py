"""The frame of every page: the heading that says this is not Xero, the way around, and the safety headers."""

from starlette.responses import HTMLResponse

from xero_sandbox.server.html import Html, Part, tag

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors 'none'"
)
SECTIONS = (
    ("", "Organisation"),
    ("arrived", "Arrived"),
    ("invoices", "Invoices"),
    ("bills", "Bills"),
    ("credit-notes", "Credit notes"),
    ("payments", "Payments"),
    ("bank-transactions", "Bank transactions"),
    ("bank-transfers", "Bank transfers"),
    ("overpayments", "Overpayments"),
    ("prepayments", "Prepayments"),
    ("manual-journals", "Journals"),
    ("purchase-orders", "Orders"),
    ("contacts", "Contacts"),
    ("accounts", "Accounts"),
    ("trial-balance", "Trial balance"),
)


def page(
    title: str, *parts: Part, tenant_id: str | None = None, here: str = "", status: int = 200, forms: str = "'self'"
) -> HTMLResponse:
    links = [
        tag("a", name, href=f"/o/{tenant_id}/{path}", aria_current="page" if path == here else None)
        for path, name in SECTIONS
        if tenant_id
    ]
    around = [
        tag("a", "Requests", href="/requests", aria_current="page" if here == "/requests" else None),
        tag("a", "Faults and reset", href="/control", aria_current="page" if here == "/control" else None),
    ]
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{title} · Xero sandbox: not Xero"),
        tag("link", rel="stylesheet", href="/sandbox.css"),
    )
    body = tag(
        "body",
        tag(
            "header",
            tag("p", tag("a", "Xero sandbox: not Xero", href="/"), class_="banner"),
            tag("nav", links, around, aria_label="Sections"),
        ),
        tag("main", tag("h1", title), parts),
    )
    document = Html("<!doctype html>") + tag("html", head, body, lang="en")
    return HTMLResponse(
        document,
        status,
        {
            "Content-Security-Policy": POLICY.format(forms=forms),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cache-Control": "no-store",
        },
    )
