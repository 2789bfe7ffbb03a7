"""The refusals' wording, in one place, so that it can be compared with the real Xero's.

QUOTED texts were documented or seen in answers of the real Xero. OURS are plain words of our own where no wording is
known; a client must not depend on them.
"""

# --- QUOTED ---------------------------------------------------------------------------------------------------------
A_VALIDATION_EXCEPTION = "A validation exception occurred"
INVOICE_NUMBER_TAKEN = "Invoice # must be unique."
ACCOUNT_NAME_TAKEN = "Please enter a unique Name."
ACCOUNT_CODE_TOO_LONG = "Account Code is too long. Maximum of 10 characters allowed"
CONTACT_NAME_TAKEN = (
    "The contact name {name} is already assigned to another contact. "
    "The contact name must be unique across all active contacts."
)
CONTACT_UNIDENTIFIED = (
    "The Contact must contain at least 1 of the following elements to identify the contact: "
    "Name, ContactID, ContactNumber"
)
CONTACT_MISSING = "A Contact must be specified for this type of transaction"
CONTACT_ARCHIVED = "The contact is archived and cannot be used."
ARCHIVED_CONTACT_FIXED = (
    "The specified contact details matched an archived contact. "
    "Archived contacts cannot currently be edited via the API."
)
CREDIT_NOTE_NUMBER_TAKEN = "Credit Note # must be unique."
CREDIT_NOTE_NOT_FOUND = "An existing Credit Note with the specified CreditNoteID could not be found"
EMAIL_INVALID = "Email address must be valid."
LINES_MISSING = "One or more line items must be specified"
LINE_TOTAL_WRONG = "The line total {sent} does not match the expected line total {expected}"
INVOICE_TYPE_INVALID = "Invoice not of valid type for creation"
INVOICE_STATUS_ON_CREATE = "Invoice not of valid status for creation"
INVOICE_STATUS_ON_CHANGE = "Invoice not of valid status for modification"
INVOICE_HAS_PAYMENTS = "This document cannot be edited as it has a payment or credit note allocated to it."
INVOICE_HAS_RECONCILED = "This document cannot be edited as it has a reconciled payment or credit note allocated to it."
INVOICE_VOID_HAS_PAYMENTS = (
    "The status {status} cannot be applied to the invoice because it has payments or credit notes allocated to it."
)
INVOICE_NOT_FOUND = "An existing Invoice with the specified InvoiceID could not be found"
NOTE_WITHOUT_DOCUMENT = "The document with the supplied id was not found for this endpoint."
ORDER_NUMBER_TAKEN = "Order number must be unique"
ORDER_NOT_SENT = "Only AUTHORISED and BILLED purchase orders may have SentToContact updated."
PAYMENT_TOO_LARGE = "Payment amount exceeds the amount outstanding on this document"
PAYMENT_NEEDS_AUTHORISED = "Payments can only be made against Authorised documents"
PAYMENT_NOT_CHANGEABLE = "Payment not of valid status for modification"
PERIOD_LOCKED = "The document date cannot be before the period lock date, currently set at {date}"
YEAR_LOCKED = "The document date cannot be before the end of year lock date, currently set at {date}"
ACCOUNT_CODE_INVALID = "Account code '{code}' is not a valid code for this document."
ACCOUNT_CODE_ARCHIVED = "Account code '{code}' has been archived, or deleted."
ACCOUNT_INVALID = "Account must be valid."
TAX_RATE_INVALID = "Tax rate must be valid."
TAX_NOT_FOR_ACCOUNT = "The TaxType code '{tax}' cannot be used with account code '{code}'."
TAX_AMOUNT_FIXED = "Tax amount {sent} is incorrect for {tax} tax type, should be {expected}"
BANK_TRANSACTION_RECONCILED = "This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement."
ALLOCATION_TOO_LARGE = "{kind} cannot be allocated as amount is greater than amount outstanding"
"""Quoted for a credit note; of the other two kinds ours."""
ALLOCATION_PAID_OFF = "The invoice you are trying to allocate to has already been paid off"
JOURNAL_UNBALANCED = "The total debits ({debits}) must equal total credits ({credits})"
JOURNAL_CODE_REMOVED = "Account code '{code}' has been removed as it does not match a recognised account."
KEY_REUSED = "Idempotency Key: {key} is used with a different request."
NOT_FOUND_PAGE = "The resource you're looking for cannot be found"
OFFLINE = "The Xero API is currently offline for maintenance"

# --- A GATE'S ANSWER: the shape is quoted, that a missing right is told this way is ours ------------------------------
NOT_ALLOWED: dict[str, object] = {
    "Type": None,
    "Title": "Forbidden",
    "Status": 403,
    "Detail": "AuthorizationUnsuccessful",
    "Instance": None,
    "Extensions": {},
}

# --- OURS -----------------------------------------------------------------------------------------------------------
ACCOUNT_ARCHIVE_ALONE = "An account is archived on its own; send no other change with the status"
ACCOUNT_CODE_MISSING = "Account Code must be specified"
ACCOUNT_CODE_TAKEN = "Please enter a unique Code."
ACCOUNT_NAME_MISSING = "Account Name must be specified"
ACCOUNT_NUMBER_MISSING = "Bank Account Number must be specified"
ACCOUNT_SYSTEM = "System accounts cannot be archived"
ACCOUNT_TYPE_INVALID = "Account Type must be valid."
ACTION_UNKNOWN = "Xero names no action {name}"
ALLOCATION_GONE = "The allocation was taken back already"
ALLOCATION_OTHER_CONTACT = "The invoice belongs to another contact"
ALLOCATION_WRONG_TYPE = "The invoice is not of a type this credit can be allocated to"
AMOUNT_NOT_POSITIVE = "The amount must be greater than zero"
ATTACHMENT_EMPTY = "The attachment has no content"
ATTACHMENT_NAME = "The file name is empty or holds a character that is not allowed"
ATTACHMENTS_TOO_MANY = "A document can have at most 10 attachments"
BANK_TRANSACTION_ALLOCATED = (
    "The bank transaction cannot be deleted as its overpayment or prepayment is allocated or refunded"
)
BANK_TRANSACTION_STATUS = "Bank transaction not of valid status for modification"
BANK_TRANSACTION_TYPE = "Bank transaction not of valid type for creation"
BANK_TRANSFER_NOT_FOUND = "An existing Bank Transfer with the specified BankTransferID could not be found"
BANK_TRANSFER_SAME = "A bank transfer needs two different bank accounts"
BANK_TRANSFER_SIDE = "One side of a bank transfer cannot be changed by itself; delete the bank transfer"
BANK_TRANSFER_STATUS = "Bank transfers cannot be modified, only deleted"
CURRENCY_INVALID = "A currency has three letters"
CONTACT_NAME_MISSING = "The contact name must be specified"
CONTACT_NAME_SHAPE = "The contact name cannot hold angle brackets or be longer than 255 characters"
CONTACT_NOT_FOUND = "An existing Contact with the specified ContactID could not be found"
CONTACT_MERGED_INTO_ITSELF = "A contact is merged into another active contact"
CONTACT_NUMBER_TAKEN = "The contact number {number} is already assigned to another contact."
CURRENCY_UNKNOWN = "Organisation is not subscribed to currency {code}"
CREDIT_NOTE_HAS_ALLOCATIONS = (
    "The status {status} cannot be applied to the credit note because it has payments or allocations."
)
CREDIT_NOTE_STATUS_ON_CHANGE = "Credit note not of valid status for modification"
CREDIT_NOTE_STATUS_ON_CREATE = "Credit note not of valid status for creation"
CREDIT_NOTE_TYPE_INVALID = "Credit note not of valid type for creation"
DATE_INVALID = "{field} must be a valid date"
DESCRIPTION_MISSING = "Description must be specified on every line item"
DISCOUNT_NOT_HERE = "Discounts can only be given on sales invoices"
DUE_DATE_MISSING = "DueDate must be specified"
JOURNAL_AMOUNT_MISSING = "LineAmount must be specified on every journal line"
JOURNAL_LINES_MISSING = "A manual journal needs at least two journal lines"
JOURNAL_NARRATION_MISSING = "Narration must be specified"
JOURNAL_NOT_FOUND = "An existing Manual Journal with the specified ManualJournalID could not be found"
JOURNAL_STATUS_ON_CHANGE = "Manual journal not of valid status for modification"
JOURNAL_STATUS_ON_CREATE = "Manual journal not of valid status for creation"
KEY_TOO_LONG = "Idempotency Key is too long. Maximum of 128 characters allowed"
LINE_ACCOUNT_MISSING = "Account code must be specified"
NUMBER_INVALID = "{field} must be a valid number"
NOTE_MISSING = "Details must be specified"
NOTE_TOO_LONG = "Details is too long. Maximum of 2500 characters allowed"
ORDER_NOT_FOUND = "An existing Purchase Order with the specified PurchaseOrderID could not be found"
ORDER_STATUS_ON_CHANGE = "Purchase order not of valid status for modification"
ORDER_STATUS_ON_CREATE = "Purchase order not of valid status for creation"
OVERPAYMENT_LINE = "An overpayment has one line with an amount, no account and no tax"
OVERPAYMENT_NOT_FOUND = "An existing Overpayment with the specified OverpaymentID could not be found"
PAYMENT_ACCOUNT_INVALID = "Payments can only be made from bank accounts or accounts that allow payments"
PAYMENT_RECONCILED = "The payment cannot be deleted as it has been reconciled with a bank statement"
PAYMENT_TARGET = "A payment needs exactly one Invoice, CreditNote, Overpayment or Prepayment"
PREPAYMENT_NOT_FOUND = "An existing Prepayment with the specified PrepaymentID could not be found"
REFERENCE_TOO_LONG = "Reference is too long. Maximum of 255 characters allowed"
TAX_TYPE_UNKNOWN = "The TaxType code '{tax}' does not exist or cannot be used for this type of transaction."
TOLD_TO_REFUSE = "The sandbox was told to refuse this request"
TOTAL_NEGATIVE = "The total cannot be negative"
