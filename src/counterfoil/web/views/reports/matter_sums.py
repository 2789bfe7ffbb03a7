"""Matter balances and the trust listing: every matter as at a day, and the accounts that must say the same."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from counterfoil.reports import matter_balances
from counterfoil.reports import trust_listing as listing
from counterfoil.reports.reading import PAGE
from counterfoil.reports.standard.matters import (
    MATTER_BALANCES,
    TRUST_LISTING,
    AskedMatters,
    AskedTrust,
    asked_balances,
    asked_listing,
)
from counterfoil.web.asked import Asked
from counterfoil.web.pages import page
from counterfoil.web.seat import Seat, WebRequest
from counterfoil.web.show.listing import select
from counterfoil.web.show.reports import PLACE, bar, crumbs, downloads, reader_of, tone_of_proof, wanted_by
from counterfoil.web.show.sorts import known_sort
from counterfoil.web.templatetags.counterfoil_ui import longdate, money
from counterfoil.web.words import said

Values = dict[str, Any]

SHOWS = (("any", "With a balance"), ("held", "With trust money"), ("owed", "With money owed"), ("all", "All matters"))


@require_GET
def balances(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    wanted: AskedMatters = wanted_by(request, MATTER_BALANCES)
    sort = known_sort(asked.text("sort"), matter_balances.SORTS, "code")
    found = asked_balances(reader_of(seat), wanted, sort=sort, page=asked.page or 1)
    day = longdate(found.as_at)
    table = {
        "id": "balances",
        "caption": f"Matter balances as at {day}",
        "currency": found.currency,
        "filters": bar(
            asked,
            "balances",
            "Filter matters",
            dates=[{"name": "as_at", "label": "As at", "value": day}],
            selects=[select(asked, "show", "Which matters", [(value, said(label)) for value, label in SHOWS])],
            chips=_chips(asked),
            downloads=downloads(asked, MATTER_BALANCES),
        ),
        "columns": [
            {"key": "code", "label": "Matter", "kind": "reference", "sort": True},
            {"key": "client", "label": "Title and client", "kind": "wide", "sort": True},
            {"key": "lawyer", "label": "Lawyer", "kind": "text", "sort": True},
            {"key": "trust", "label": "Trust", "kind": "money", "money": "trust", "sort": True},
            {"key": "office", "label": "Owed", "kind": "money", "money": "office", "sort": True},
        ],
        "sort": sort,
        "sort_to": asked.sort_to(),
        "rows": [
            {
                "href": seat.to.matter(row.public_id, through=found.as_at.isoformat()),
                "cells": [
                    row.code,
                    {
                        "text": row.title,
                        "sub": row.client_name,
                        "badge": {"text": "Closed", "tone": ""} if row.closed else None,
                    },
                    {"text": row.lawyer, "href": asked.with_(lawyer=row.lawyer, page=None)},
                    row.trust_minor or None,
                    row.office_minor or None,
                ],
            }
            for row in found.rows
        ],
        "totals": [None, None, None, found.trust_minor, found.office_minor],
        "totals_text": f"{found.count:,} {'matter' if found.count == 1 else 'matters'}",
        "pager": asked.pager(page=found.page, pages=found.pages, count=found.count, size=PAGE, what="matters"),
        "empty": {"icon": "briefcase-business", "title": "No matter matches", "text": f"None had a balance on {day}."},
    }
    filtered = bool(wanted.q or wanted.client or wanted.lawyer)
    values = {
        "page": {
            "title": MATTER_BALANCES.title,
            "crumbs": crumbs(seat, MATTER_BALANCES.title),
            "facts": [{"text": f"as at {day}"}, {"text": found.currency}],
        },
        "table": table,
        "proof": None if filtered or wanted.show in ("held", "owed") else _balances_proof(found, seat),
    }
    return page(request, "pages/report.html", values, place=PLACE)


def _chips(asked: Asked) -> list[Values]:
    return [
        {"label": f"{label}: {asked.text(name)}", "href": asked.with_(**{name: None, "page": None})}
        for name, label in (("client", "Client"), ("lawyer", "Lawyer"))
        if asked.text(name)
    ]


def _balances_proof(found: matter_balances.MatterBalances, seat: Seat) -> Values | None:
    """Trust money is all of matters; of what clients owe, receipts leave over what belongs to no matter."""
    trust, office = found.trust_account, found.office_account
    if trust is None or office is None:
        return None
    agrees = trust.minor == found.trust_minor
    text = f"account {trust.code} {trust.name} says {money(trust.minor, found.currency)}."
    apart = office.minor - found.office_minor
    if apart:
        text += (
            f" Account {office.code} {office.name} says {money(office.minor, found.currency)}:"
            f" {money(apart, found.currency)} {said('of it belongs to no matter')}."
        )
    else:
        text += f" Account {office.code} {office.name} says {money(office.minor, found.currency)}."
    day = found.as_at.isoformat()
    links = [
        {"label": f"Account {account.code}", "href": href}
        for account in (trust, office)
        if (href := seat.to.account(account.code, through=day))
    ]
    title = "Trust agrees:" if agrees else "Trust does not agree:"
    return {**tone_of_proof(agrees=agrees), "title": title, "text": text, "links": links}


@require_GET
def trust_listing(request: WebRequest) -> HttpResponse:
    seat, asked = request.seat, Asked(request)
    wanted: AskedTrust = wanted_by(request, TRUST_LISTING)
    sort = known_sort(asked.text("sort"), listing.SORTS, "code")
    found = asked_listing(reader_of(seat), wanted, sort=sort, page=asked.page or 1)
    day = longdate(found.as_at)
    banks = (("", said("All trust accounts")), *((bank.code, f"{bank.code} {bank.name}") for bank in found.banks))
    table = {
        "id": "listing",
        "caption": f"Trust listing as at {day}",
        "currency": found.currency,
        "filters": bar(
            asked,
            "listing",
            "Filter matters",
            dates=[{"name": "as_at", "label": "As at", "value": day}],
            selects=[select(asked, "bank", "Trust account", banks)],
            downloads=downloads(asked, TRUST_LISTING),
        ),
        "columns": [
            {"key": "code", "label": "Matter", "kind": "reference", "sort": True},
            {"key": "client", "label": "Title and client", "kind": "wide", "sort": True},
            {"key": "bank", "label": "Account", "kind": "reference", "sort": True},
            {"key": "newest", "label": "Last movement", "kind": "date"},
            {"key": "held", "label": "Held", "kind": "money", "money": "trust", "sort": True, "strong": True},
        ],
        "sort": sort,
        "sort_to": asked.sort_to(),
        "rows": [
            {
                "href": seat.to.matter(row.public_id, through=found.as_at.isoformat()),
                "cells": [
                    row.code,
                    {"text": row.title, "sub": row.client_name},
                    {"text": row.bank, "href": asked.with_(bank=row.bank, page=None)},
                    row.newest_on,
                    row.minor,
                ],
            }
            for row in found.rows
        ],
        "totals": [None, None, None, None, found.total_minor],
        "totals_text": f"{found.count:,} {'ledger' if found.count == 1 else 'ledgers'}",
        "pager": asked.pager(page=found.page, pages=found.pages, count=found.count, size=PAGE, what="ledgers"),
        "empty": {"icon": "scale", "title": "No trust money", "text": f"Nothing was held for a matter on {day}."},
    }
    values = {
        "page": {
            "title": TRUST_LISTING.title,
            "crumbs": crumbs(seat, TRUST_LISTING.title),
            "facts": [{"text": f"as at {day}"}, {"text": found.currency}],
        },
        "figures": _three_ways(found),
        "table": table,
        "second": _banks(found, seat),
        "note": _listing_proof(found),
    }
    return page(request, "pages/report.html", values, place=PLACE)


def _three_ways(found: listing.TrustListing) -> list[Values]:
    banks = "statutory deposit included" if found.deposit_minor else "by their own ledgers"
    strip = (
        ("Matters' ledgers", found.matters_minor, "added up"),
        ("Trust accounts", found.banks_minor, banks),
        ("Owed to clients", found.held_minor, f"account {found.held_account}"),
    )
    return [
        {"label": label, "minor": minor, "note": note, "money": "trust", "currency": found.currency}
        for label, minor, note in strip
    ]


def _banks(found: listing.TrustListing, seat: Seat) -> Values:
    through = found.as_at.isoformat()
    rows: list[Values] = [
        {
            "href": seat.to.place("reports/bank-ledger", bank=bank.code, through=through),
            "cells": [
                bank.code,
                {"text": bank.name},
                {"text": bank.account, "href": seat.to.account(bank.account, through=through)},
                f"{bank.matters:,}",
                bank.matters_minor,
                bank.account_minor,
                bank.deposited_minor or None,
                bank.difference_minor or None,
            ],
        }
        for bank in found.banks
    ]
    if found.deposit_minor:
        lies = found.deposit_minor
        rows.append({"cells": ["", {"text": "Statutory deposit"}, "", "", None, lies, -lies, None]})
    return {
        "id": "banks",
        "caption": "Trust accounts",
        "currency": found.currency,
        "columns": [
            {"key": "code", "label": "Code", "kind": "reference"},
            {"key": "name", "label": "Trust account", "kind": "wide"},
            {"key": "account", "label": "Account", "kind": "text"},
            {"key": "matters", "label": "Ledgers", "kind": "number"},
            {"key": "of_matters", "label": "Of the matters", "kind": "money", "money": "trust"},
            {"key": "in_ledger", "label": "In its ledger", "kind": "money", "money": "trust"},
            {"key": "deposited", "label": "Deposited from it", "kind": "money", "money": "trust"},
            {"key": "difference", "label": "Difference", "kind": "money"},
        ],
        "rows": rows,
        "totals": [None, None, None, None, found.matters_minor, found.banks_minor, None, None],
        "totals_text": "Total",
        "empty": {"icon": "landmark", "title": "No trust account", "text": "The firm has no trust account yet."},
    }


def _listing_proof(found: listing.TrustListing) -> Values:
    if found.agrees:
        text = said("The matters' ledgers, the trust accounts and what is owed to clients come to the same.")
        return {**tone_of_proof(agrees=True), "title": "The three totals agree.", "text": text}
    text = said(
        f"The matters' ledgers come to {money(found.matters_minor, found.currency)}, the trust accounts to"
        f" {money(found.banks_minor, found.currency)}, and what is owed to clients is"
        f" {money(found.held_minor, found.currency)}."
    )
    return {**tone_of_proof(agrees=False), "title": "The three totals do not agree.", "text": text}
