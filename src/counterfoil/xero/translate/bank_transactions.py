"""Money through a bank account: trust receipts and payments, the firm's own banking, and what a client paid too much.

Every line stands apart. Xero works out the tax of bank transactions itself and refuses ours, so lines with tax are sent
with it inside: the bank's total is exact. Trust money is without tax. An overpayment has no Reference: its marker ends
the line.
"""

from typing import Any

from counterfoil.xero.translate.parts import Copy, Write, description, put, reference

TAX_MADE_BY_XERO = ("TAX_COLLECTED", "TAX_PAID")


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
        "LineAmountTypes": "Inclusive" if _is_taxed(copy) else "NoTax",
    }


def _is_taxed(copy: Copy) -> bool:
    return any(line["tax_code"] for line in copy.snapshot["lines"])


def _lines(copy: Copy, *, sign: int) -> list[dict[str, Any]]:
    bank = copy.snapshot["bank"]["account_id"]
    lines = []
    for line in copy.snapshot["lines"]:
        if line["account_id"] == bank or line["slot"] in TAX_MADE_BY_XERO:
            continue
        account, tax_type = copy.counterparts.taxed(line)
        lines.append(
            {
                "Description": description(line["matter"], line["text"] or copy.snapshot["memo"]),
                "Quantity": 1,
                "UnitAmount": copy.amount(sign * (line["minor"] + line["tax"])),
                "AccountCode": account.code,
                "TaxType": tax_type,
            }
        )
    return lines
