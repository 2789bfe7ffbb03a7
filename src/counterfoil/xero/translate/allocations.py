"""A credit that settles an invoice: so much of a credit note, or of an overpayment, for one invoice.

Xero knows no number and no reference here; at most one of ours stands between a credit and an invoice.
"""

from counterfoil.xero.translate.parts import Copy, Write, path_of, put


def of_credit_note(copy: Copy) -> Write:
    return _allocation(copy, "CreditNotes")


def of_overpayment(copy: Copy) -> Write:
    return _allocation(copy, "Overpayments")


def _allocation(copy: Copy, credit: str) -> Write:
    """Dated the latest of the credit, the invoice and the document that says so."""
    allocated = copy.snapshot["allocation"]
    return put(
        "Allocations",
        {
            "Invoice": {"InvoiceID": copy.carrier("Invoices")},
            "Amount": copy.amount(allocated["minor"]),
            "Date": max(allocated["on"], copy.snapshot["dated_on"]),
        },
        path=path_of("Allocations", credit, copy.carriers),
    )
