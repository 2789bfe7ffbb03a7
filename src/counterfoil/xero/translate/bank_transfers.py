"""Money between two bank accounts becomes a bank transfer. Xero takes them one at a time."""

from typing import Any

from counterfoil.xero.translate.parts import Copy, Write, put, reference


def transfer(copy: Copy) -> Write:
    banks = copy.snapshot["banks"]
    return put(
        "BankTransfers",
        {
            "FromBankAccount": _account(banks["bank"], copy),
            "ToBankAccount": _account(banks["into"], copy),
            "Amount": copy.amount(copy.snapshot["total"]),
            "Date": copy.snapshot["dated_on"],
            "Reference": reference(copy.snapshot["number"], copy.marker),
        },
    )


def _account(bank: dict[str, Any], copy: Copy) -> dict[str, str]:
    return {"AccountID": copy.counterparts.bank(bank).remote_id}
