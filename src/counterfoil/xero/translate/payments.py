"""Money that pays a bill becomes a payment of its invoice, into the counterpart of the bank account."""

from counterfoil.xero.translate.parts import Copy, Write, put, reference


def payment(copy: Copy) -> Write:
    return put(
        "Payments",
        {
            "Invoice": {"InvoiceID": copy.carrier("Invoices")},
            "Account": copy.paying_account(),
            "Date": copy.snapshot["dated_on"],
            "Amount": copy.amount(copy.snapshot["allocation"]["minor"]),
            "Reference": reference(copy.snapshot["number"], copy.marker),
        },
    )
