"""An account to be made in Xero: one a call, as Xero takes them. Its code is what keeps it from being made twice.

A bank account has no description there; any other carries our mark in it.
"""

from counterfoil.xero.translate.parts import Copy, Write, put


def account(copy: Copy) -> Write:
    one = copy.snapshot["account"]
    made = {"Code": one["remote_code"], "Name": one["name"], "Type": one["type"]}
    if one["type"] == "BANK":
        return put("Accounts", made | {"BankAccountNumber": one["number"]})
    more = {"EnablePaymentsToAccount": one["takes_payments"], "Description": f"Made by Counterfoil {copy.marker}"}
    return put("Accounts", made | more)
