"""Money through a bank account: trust receipts and payments, one line for each matter, and what a client paid too much.

Tax is never ours to say here, so these are without tax. An overpayment has no Reference: its marker ends the line.
"""

from collections.abc import Sequence
from typing import Any

from counterfoil.outbox.work import Carrier
from counterfoil.xero.translate.parts import (
    Counterparts,
    Write,
    amount,
    bank_account,
    description,
    put,
    reference,
    remote_id,
)


def receive(
    snapshot: dict[str, Any],
    *,
    marker: str,
    counterparts: Counterparts,
    carriers: Sequence[Carrier],
    name_taken: bool = False,
) -> Write:
    lines = _lines(snapshot, counterparts, sign=-1)
    return put("BankTransactions", _head(snapshot, "RECEIVE", marker, counterparts, carriers) | {"LineItems": lines})


def spend(
    snapshot: dict[str, Any],
    *,
    marker: str,
    counterparts: Counterparts,
    carriers: Sequence[Carrier],
    name_taken: bool = False,
) -> Write:
    lines = _lines(snapshot, counterparts, sign=1)
    return put("BankTransactions", _head(snapshot, "SPEND", marker, counterparts, carriers) | {"LineItems": lines})


def overpayment(
    snapshot: dict[str, Any],
    *,
    marker: str,
    counterparts: Counterparts,
    carriers: Sequence[Carrier],
    name_taken: bool = False,
) -> Write:
    head = _head(snapshot, "RECEIVE-OVERPAYMENT", marker, counterparts, carriers)
    del head["Reference"]
    line = {
        "Description": description(snapshot["number"], "unallocated", marker),
        "Quantity": 1,
        "UnitAmount": amount(snapshot["rest"], snapshot["currency"]),
    }
    return put("BankTransactions", head | {"LineItems": [line]})


def _head(
    snapshot: dict[str, Any], type_: str, marker: str, counterparts: Counterparts, carriers: Sequence[Carrier]
) -> dict[str, Any]:
    return {
        "Type": type_,
        "Contact": {"ContactID": remote_id(carriers, "Contacts")},
        "BankAccount": bank_account(snapshot, counterparts),
        "Date": snapshot["dated_on"],
        "Reference": reference(snapshot["number"], marker),
        "LineAmountTypes": "NoTax",
    }


def _lines(snapshot: dict[str, Any], counterparts: Counterparts, *, sign: int) -> list[dict[str, Any]]:
    made_by_xero = snapshot["bank"]["account_id"]
    return [
        {
            "Description": description(line["matter"], line["text"] or snapshot["memo"]),
            "Quantity": 1,
            "UnitAmount": amount(sign * line["minor"], snapshot["currency"]),
            "AccountCode": counterparts.line_account(line).code,
            "TaxType": "NONE",
        }
        for line in snapshot["lines"]
        if line["account_id"] != made_by_xero
    ]
