"""A matter's ledger, and an account's, as `components/ledger.html` takes them."""

from collections.abc import Iterable
from typing import Any

from counterfoil.kinds import all_kinds
from counterfoil.reports.account_ledger import AccountLedger, AccountLine
from counterfoil.reports.matter_ledgers import LedgerRow, MatterLedger
from counterfoil.web.refused import sentence
from counterfoil.web.seat import Seat
from counterfoil.web.show.document import local
from counterfoil.web.show.journal import posted_journal
from counterfoil.web.templatetags.counterfoil_ui import moment

Values = dict[str, Any]


def matter_rows(ledger: MatterLedger, seat: Seat) -> list[Values]:
    return [_matter_row(row, seat) for row in ledger.rows]


def _matter_row(row: LedgerRow, seat: Seat) -> Values:
    shown: Values = {
        "on": row.on,
        "reference": row.reference,
        "href": seat.to.document(row.public_id),
        "payee": row.party,
        "narration": row.narration,
        "out_minor": row.out_minor,
        "in_minor": row.in_minor,
        "balance_minor": row.balance_minor,
        "reversed": row.reversed,
        "state": row.state,
        "journal": None,
    }
    if row.journal:
        note = f"posted {moment(local(row.journal.posted_at, seat))} by {row.journal.posted_by}"
        shown["journal"] = posted_journal(row.journal, seat.to, note=note)
        shown["cause"] = sentence(row.cause) if row.cause else ""
        shown["fixes"] = _fixes(row, seat)
    return shown


def _fixes(row: LedgerRow, seat: Seat) -> list[Values]:
    fixes: list[Values] = [{"label": "Details", "href": seat.to.document(row.public_id)}]
    if seat.may("connect") and "map" in row.cause:
        fixes.insert(0, {"label": "Fix mapping", "href": seat.to.place("connect/mapping")})
    return fixes


def account_rows(ledger: AccountLedger, seat: Seat) -> list[Values]:
    return [_account_row(row, seat) for row in ledger.rows]


def _account_row(row: AccountLine, seat: Seat) -> Values:
    place = " ".join(part for part in (row.matter, row.bank) if part)
    return {
        "href": seat.to.entry(row.seq),
        "cells": [
            row.on,
            row.seq,
            {"text": row.number, "href": seat.to.document(row.public_id)},
            {"text": row.title, "sub": row.memo},
            place,
            row.debit_minor or None,
            row.credit_minor or None,
            row.balance_minor,
        ],
    }


def kind_options(codes: Iterable[str]) -> list[Values]:
    """The choices of a filter by kind."""
    kinds = all_kinds()
    known = [{"value": code, "label": kinds[code].plural} for code in codes if code in kinds]
    return [{"value": "", "label": "All types"}, *known]
