"""The resources of the API in one table."""

from xero_sandbox.model.resources.basics import ACCOUNTS, CONTACTS, TAX_RATES
from xero_sandbox.model.resources.documents import CREDIT_NOTES, INVOICES, PURCHASE_ORDERS
from xero_sandbox.model.resources.journals import MANUAL_JOURNALS
from xero_sandbox.model.resources.money import BANK_TRANSACTIONS, BANK_TRANSFERS, OVERPAYMENTS, PAYMENTS, PREPAYMENTS
from xero_sandbox.model.resources.shape import Resource

ALL = (
    ACCOUNTS,
    TAX_RATES,
    CONTACTS,
    INVOICES,
    CREDIT_NOTES,
    PURCHASE_ORDERS,
    MANUAL_JOURNALS,
    PAYMENTS,
    BANK_TRANSACTIONS,
    BANK_TRANSFERS,
    OVERPAYMENTS,
    PREPAYMENTS,
)
RESOURCES: dict[str, Resource] = {resource.name: resource for resource in ALL}
