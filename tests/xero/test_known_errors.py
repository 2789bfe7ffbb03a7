"""Each text with which Xero is known to refuse has a cause and a remedy in words, and Xero's own words beside it."""

import pytest

from counterfoil.xero import known_errors, void_errors

NOT_KNOWN = "Xero refused it. Correct it and retry."

MAKING = {
    "Invoice # must be unique.": "link the two",
    "Order number must be unique": "link the two",
    "Please enter a unique Name.": "Xero sync > Mapping",
    "The contact name Harrow is already assigned to another contact. The contact name must be unique across all active"
    " contacts.": "merge the two",
    "The Contact must contain at least 1 of the following elements to identify the contact: Name, ContactID,"
    " ContactNumber": "Restore it there",
    "A Contact must be specified for this type of transaction": "Restore it there",
    "The document with the supplied id was not found for this endpoint.": "Sweep",
    "An existing Credit Note with the specified CreditNoteID could not be found": "Sweep",
    "An existing Invoice with the specified InvoiceID could not be found": "Sweep",
    "The total debits (100.00) must equal total credits (-10.00)": "report it",
    "Payment amount exceeds the amount outstanding on this document": "Remove that payment",
    "Payments can only be made against Authorised documents": "Remove that payment",
    "Payment not of valid status for modification": "Take that back there",
    "Invoice not of valid status for modification": "Take that back there",
    "This document cannot be edited as it has a payment or credit note allocated to it.": "Take that back there",
    "Invoice not of valid type for creation": "whether its plan has invoices",
    "The document date cannot be before the period lock date of 31 March 2026": "Unlock the period",
    "The document date cannot be before the period lock date, currently set at 31 Mar 2026": "Unlock the period",
    "The document date cannot be before the end of year lock date": "Unlock the period",
    "Account code '200' is not a valid code for this document.": "Map another",
    "Account code '200' has been archived, or deleted.": "Restore it there or map another",
    "Account must be valid. Tax rate must be valid.": "Xero sync > Mapping",
    "Account Code is too long. Maximum of 10 characters allowed": "10 characters",
    "The TaxType code 'INPUT' cannot be used with account code '200'.": "Xero sync > Mapping",
    "Tax amount 52.23 is incorrect for INPUT2 tax type, should be 52.28": "Xero sync > Mapping",
    "The contact is archived and cannot be used.": "Restore it there",
    "Email address must be valid.": "on the contact here",
    "Due Date for Bills must be between 1 and 31 when set to the following (or current) month.": "Open the contact",
    "You have reached the limit of invoices you can approve": "larger plan",
    "Only AUTHORISED and BILLED purchase orders may have SentToContact updated.": "whether its plan has",
    "The line total 10.01 does not match the expected line total 10.00": "by hand",
}
"""What Xero says to a copy, and a piece of what is said here about what to do."""

TAKING_BACK = {
    "Payments within a batch cannot be deleted.": "Delete the batch payment",
    "This document cannot be edited as it has a reconciled payment or credit note allocated to it.": "unreconcile it",
    "The status VOIDED cannot be applied to the invoice because it has payments or credit notes allocated to it.": (
        "Remove that there"
    ),
    "This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement.": "unreconcile it",
    "The document date cannot be before the period lock date, currently set at 31 Mar 2026": "Unlock the period",
}


@pytest.mark.parametrize(("says", "remedy"), MAKING.items())
def test_what_xero_says_to_a_copy_has_a_remedy(says: str, remedy: str) -> None:
    _, text = known_errors.explain([says])

    assert remedy in text.partition("Xero says:")[0]
    assert text.endswith(f"Xero says: {says}")


@pytest.mark.parametrize(("says", "remedy"), TAKING_BACK.items())
def test_what_xero_says_to_a_void_has_a_remedy(says: str, remedy: str) -> None:
    _, text = void_errors.explain([says])

    assert remedy in text.partition("Xero says:")[0]
    assert says in text


def test_a_text_nobody_knows_is_shown_as_it_is() -> None:
    assert known_errors.explain(["Something new"]) == ("refused", f"{NOT_KNOWN} Xero says: Something new")
