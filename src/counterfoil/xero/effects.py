"""What a record does to the books in Xero, said in our accounts: account id -> minor units, debits above zero.

Read off the frozen snapshot, as the translation is. All records of a document together do what its entry does here; a
test holds that for every kind, and that whatever can be translated has its effect.
"""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import msgspec

Account = TypeVar("Account")
Other = TypeVar("Other")


def effect(snapshot: str, *, resource: str, type_: str) -> dict[int, int]:
    """KeyError when the record is of a sort that is never sent."""
    return EFFECTS[resource, type_](msgspec.json.decode(snapshot))


def summed(movements: Iterable[tuple[Account, int]]) -> dict[Account, int]:
    """What comes to each account."""
    found: dict[Account, int] = {}
    for account, minor in movements:
        found[account] = found.get(account, 0) + minor
    return found


def carried(moved: Mapping[Account, int], over: Mapping[Account, Other]) -> dict[Other, int]:
    """The same in other accounts: those that `over` names, several of which may be one."""
    return summed((over[account], minor) for account, minor in moved.items() if account in over)


def _entry(snapshot: Mapping[str, Any]) -> dict[int, int]:
    """Every line of the entry: what is not sent, Xero makes itself."""
    return summed((line["account_id"], line["minor"]) for line in snapshot["lines"])


def _nothing(snapshot: Mapping[str, Any]) -> dict[int, int]:
    return {}


def _payment(snapshot: Mapping[str, Any]) -> dict[int, int]:
    return _received(snapshot, snapshot["allocation"]["minor"])


def _paid(snapshot: Mapping[str, Any]) -> dict[int, int]:
    """Out of the bank, off what suppliers are owed."""
    return _through(snapshot, "PAYABLE", -snapshot["allocation"]["minor"])


def _transfer(snapshot: Mapping[str, Any]) -> dict[int, int]:
    out_of, into = (snapshot["banks"][name]["account_id"] for name in ("bank", "into"))
    return {out_of: -snapshot["total"], into: snapshot["total"]}


def _overpayment(snapshot: Mapping[str, Any]) -> dict[int, int]:
    return _received(snapshot, snapshot["rest"])


def _received(snapshot: Mapping[str, Any], minor: int) -> dict[int, int]:
    """Into the bank, off what clients owe."""
    return _through(snapshot, "RECEIVABLE", minor)


def _through(snapshot: Mapping[str, Any], slot: str, minor: int) -> dict[int, int]:
    other = next(line["account_id"] for line in snapshot["lines"] if line["slot"] == slot)
    return {snapshot["bank"]["account_id"]: minor, other: -minor}


EFFECTS = {
    ("Contacts", ""): _nothing,
    ("Accounts", ""): _nothing,
    ("Invoices", "ACCREC"): _entry,
    ("Invoices", "ACCPAY"): _entry,
    ("CreditNotes", "ACCRECCREDIT"): _entry,
    ("CreditNotes", "ACCPAYCREDIT"): _entry,
    ("Allocations", "CreditNotes"): _nothing,
    ("Allocations", "Overpayments"): _nothing,
    ("Payments", "ACCREC"): _payment,
    ("Payments", "ACCPAY"): _paid,
    ("BankTransactions", "RECEIVE"): _entry,
    ("BankTransactions", "SPEND"): _entry,
    ("BankTransactions", "RECEIVE-OVERPAYMENT"): _overpayment,
    ("BankTransfers", ""): _transfer,
    ("ManualJournals", ""): _entry,
}
