"""Trust money three ways, and comparisons that were signed off, as lists."""

from collections.abc import Sequence
from typing import Any

from counterfoil.web.seat import Seat
from counterfoil.web.show.document import local
from counterfoil.web.templatetags.counterfoil_ui import longdate, moment
from counterfoil.xero.models import SignedComparison
from counterfoil.xero.signing import SignedAccount, ThreeWays

Values = dict[str, Any]


def trust_table(banks: Sequence[ThreeWays], seat: Seat) -> Values:
    return {
        "id": "trust",
        "title": "Trust money three ways",
        "caption": "Trust money three ways",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "bank", "label": "Trust account", "kind": "wide"},
            {"key": "xero", "label": "In Xero", "kind": "money"},
            {"key": "apart", "label": "By documents", "kind": "money"},
            {"key": "ledger", "label": "Trust ledger", "kind": "money"},
            {"key": "deposit", "label": "Deposit", "kind": "money"},
            {"key": "matters", "label": "Sum of matters", "kind": "money"},
            {"key": "state", "label": "Agrees", "kind": "badge"},
        ],
        "rows": [
            {
                "tone": "" if each.agrees else "failed",
                "money": "trust",
                "cells": [
                    {"text": f"{each.bank} {each.name}"},
                    each.xero_minor,
                    each.apart_minor,
                    each.ledger_minor,
                    each.deposited_minor,
                    each.matters_minor,
                    {"text": "Agrees", "tone": "trust"} if each.agrees else {"text": "Does not agree", "tone": "bad"},
                ],
            }
            for each in banks
        ],
    }


def accounts_table(accounts: Sequence[SignedAccount], seat: Seat) -> Values:
    return {
        "id": "signed_accounts",
        "title": "Accounts",
        "caption": "Accounts as they were signed",
        "currency": seat.firm.currency,
        "columns": [
            {"key": "account", "label": "Account in Xero", "kind": "wide"},
            {"key": "here", "label": "Here", "kind": "money"},
            {"key": "there", "label": "In Xero", "kind": "money"},
            {"key": "explained", "label": "Explained by documents", "kind": "money"},
        ],
        "rows": [
            {
                "cells": [
                    {"text": each.name, "sub": each.codes},
                    each.ours_minor,
                    each.theirs_minor,
                    each.explained_minor,
                ]
            }
            for each in accounts
        ],
        "empty": {"icon": "scale", "title": "No account had moved", "text": "Both ledgers were empty."},
    }


def signed_table(found: Sequence[SignedComparison], seat: Seat) -> Values:
    return {
        "id": "signed",
        "title": "Signed off",
        "caption": "Comparisons that were signed off",
        "columns": [
            {"key": "day", "label": "As at", "kind": "reference"},
            {"key": "by", "label": "By", "kind": "text"},
            {"key": "at", "label": "Signed", "kind": "text"},
            {"key": "why", "label": "Note", "kind": "wide"},
        ],
        "rows": [
            {
                "href": seat.to.place(f"sync/compare/signed/{each.public_id}"),
                "cells": [longdate(each.as_at), by_whom(each), moment(local(each.signed_at, seat)), {"text": each.why}],
            }
            for each in found
        ],
    }


def by_whom(signed: SignedComparison) -> str:
    return signed.by.name if signed.by else "the installation"
