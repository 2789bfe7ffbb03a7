"""Money through a bank account: trust receipts and payments, one line for each matter, and what a client paid too much.

Tax is never ours to say here, so these are without tax. An overpayment has no Reference: its marker ends the line.
"""

from typing import Any

from counterfoil.xero.translate.parts import Copy, Write, description, put, reference


def receive(copy: Copy) -> Write:
    return put("BankTransactions", _head(copy, "RECEIVE") | {"LineItems": _lines(copy, sign=-1)})


def spend(copy: Copy) -> Write:
    return put("BankTransactions", _head(copy, "SPEND") | {"LineItems": _lines(copy, sign=1)})


def overpayment(copy: Copy) -> Write:
    head = _head(copy, "RECEIVE-OVERPAYMENT")
    del head["Reference"]
    line = {
        "Description": description(copy.snapshot["number"], "unallocated", copy.marker),
        "Quantity": 1,
        "UnitAmount": copy.amount(copy.snapshot["rest"]),
    }
    return put("BankTransactions", head | {"LineItems": [line]})


def _head(copy: Copy, type_: str) -> dict[str, Any]:
    return {
        "Type": type_,
        "Contact": {"ContactID": copy.carrier("Contacts")},
        "BankAccount": copy.bank_account(),
        "Date": copy.snapshot["dated_on"],
        "Reference": reference(copy.snapshot["number"], copy.marker),
        "LineAmountTypes": "NoTax",
    }


def _lines(copy: Copy, *, sign: int) -> list[dict[str, Any]]:
    made_by_xero = copy.snapshot["bank"]["account_id"]
    return [
        {
            "Description": description(line["matter"], line["text"] or copy.snapshot["memo"]),
            "Quantity": 1,
            "UnitAmount": copy.amount(sign * line["minor"]),
            "AccountCode": copy.counterparts.line_account(line).code,
            "TaxType": "NONE",
        }
        for line in copy.snapshot["lines"]
        if line["account_id"] != made_by_xero
    ]
