"""The article's table of supported transactions, copied off by hand, so that ours is held against something of its own.

Client billing  Posting a client bill to your accounting  Yes
"""

TABLE = {
    "Client billing": {
        "Posting a client bill to your accounting": "Yes",
        "Paying a client bill": "Yes",
        "Creating a credit note": "Yes",
        "Applying a credit note to an invoice": "Yes",
        "Refunding an outstanding credit note back to the client": "No",
        "Refund an overpayment from a client": "No",
        "General retainers": "No",
    },
    "Trust accounting": {
        "Trust receipts, payments, journals, and transfers": "Yes",
        "Interest": "Yes",
        "Invoice payments": "Yes",
        "Statutory funds": "Yes",
        "Advanced funds transactions": "Yes",
        "Trust bank reconciliations": "No",
    },
    "Supplier transactions": {
        "Posting a supplier or vendor invoice to your accounting": "Yes",
        "Paying a supplier or vendor invoice": "Yes",
        "Applying a supplier or vendor credit invoice to a supplier or vendor invoice": "Yes",
        "Purchase orders": "No",
        "Purchase credit orders": "No",
        "Pre-entered supplier or vendor": "No",
    },
    "Banking transactions": {
        "A bank deposit (when not linked to a client payment)": "No",
        "A bank withdrawal (when not linked to a supplier payment)": "No",
        "Bank to bank transfer": "No",
        "Electronic batching of payments": "No",
        "Bank reconciliations": "No",
        "Printed checks": "No",
        "Deposit slips": "No",
        "Bank feeds": "Partial",
    },
    "Other accounting functions": {
        "General journals": "No",
        "Sales/VAT returns": "No",
        "Divisions": "No",
        "Accounting reports based on matter or participant": "No",
        "Multi-currency accounting": "No",
    },
}

DISAGREES = {"Bank to bank transfer": "Yes"}
"""The article's prose says that these are pushed, its table that they are not. Here the prose is followed."""

ROWS = [(section, transaction, says) for section, rows in TABLE.items() for transaction, says in rows.items()]
HERE = [(section, transaction, DISAGREES.get(transaction, says)) for section, transaction, says in ROWS]
