"""What a record does to the books in Xero, said in our accounts: account id -> minor units, debits above zero.

Read off the frozen snapshot, as the translation is. All records of a document together do what its entry does here; a
test holds that for every kind, and that whatever can be translated has its effect.
"""

import json
from collections.abc import Mapping
from typing import Any


def effect(snapshot: str, *, resource: str, type_: str) -> dict[int, int]:
    """KeyError when the record is of a sort that is never sent."""
    return EFFECTS[resource, type_](json.loads(snapshot))


def _entry(snapshot: Mapping[str, Any]) -> dict[int, int]:
    """Every line of the entry: what is not sent, Xero makes itself."""
    found: dict[int, int] = {}
    for line in snapshot["lines"]:
        found[line["account_id"]] = found.get(line["account_id"], 0) + line["minor"]
    return found


def _payment(snapshot: Mapping[str, Any]) -> dict[int, int]:
    return _received(snapshot, snapshot["allocation"]["minor"])


def _overpayment(snapshot: Mapping[str, Any]) -> dict[int, int]:
    return _received(snapshot, snapshot["rest"])


def _received(snapshot: Mapping[str, Any], minor: int) -> dict[int, int]:
    """Into the bank, off what clients owe."""
    receivable = next(line["account_id"] for line in snapshot["lines"] if line["slot"] == "RECEIVABLE")
    return {snapshot["bank"]["account_id"]: minor, receivable: -minor}


EFFECTS = {
    ("Contacts", ""): lambda snapshot: {},
    ("Accounts", ""): lambda snapshot: {},
    ("Invoices", "ACCREC"): _entry,
    ("Payments", "ACCREC"): _payment,
    ("BankTransactions", "RECEIVE"): _entry,
    ("BankTransactions", "SPEND"): _entry,
    ("BankTransactions", "RECEIVE-OVERPAYMENT"): _overpayment,
}
