"""What Xero writes, as far as we read it. Every field may be missing, unknown ones are ignored, enums are texts."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import Struct, field

ZERO_ID = "00000000-0000-0000-0000-000000000000"
_DATE = re.compile(r"/Date\((-?\d+)([+-]\d{4})?\)/")


class Message(Struct):
    """An error or a warning. Some answers say Description in place of Message."""

    message: str | None = field(name="Message", default=None)
    description: str | None = field(name="Description", default=None)

    @property
    def text(self) -> str:
        return self.message or self.description or "no reason was given"


class Element(Struct, kw_only=True):
    """What every document of an answer may carry."""

    verdict: str | None = field(name="StatusAttributeString", default=None)
    has_errors: bool | None = field(name="HasErrors", default=None)
    has_validation_errors: bool | None = field(name="HasValidationErrors", default=None)
    errors: list[Message] = field(name="ValidationErrors", default_factory=list)
    warnings: list[Message] = field(name="Warnings", default_factory=list)
    status: str | None = field(name="Status", default=None)
    updated: str | None = field(name="UpdatedDateUTC", default=None)

    @property
    def id(self) -> str:
        raise NotImplementedError

    @property
    def told(self) -> list[str]:
        """The texts that may bear our mark."""
        return []

    @property
    def refused(self) -> bool:
        return bool(self.verdict == "ERROR" or self.has_errors or self.has_validation_errors or self.errors)


def _texts(*texts: str | None) -> list[str]:
    return [text for text in texts if text]


class Contact(Element, kw_only=True):
    contact_id: str | None = field(name="ContactID", default=None)
    number: str | None = field(name="ContactNumber", default=None)
    name: str | None = field(name="Name", default=None)
    contact_status: str | None = field(name="ContactStatus", default=None)
    merged_to: str | None = field(name="MergedToContactID", default=None)

    @property
    def id(self) -> str:
        return self.contact_id or ""


class Line(Struct, kw_only=True):
    account_id: str | None = field(name="AccountID", default=None)
    description: str | None = field(name="Description", default=None)
    account_code: str | None = field(name="AccountCode", default=None)
    amount: Decimal | None = field(name="LineAmount", default=None)
    tax: Decimal | None = field(name="TaxAmount", default=None)


class Invoice(Element, kw_only=True):
    invoice_id: str | None = field(name="InvoiceID", default=None)
    type: str | None = field(name="Type", default=None)
    number: str | None = field(name="InvoiceNumber", default=None)
    reference: str | None = field(name="Reference", default=None)
    contact: Contact | None = field(name="Contact", default=None)
    on: str | None = field(name="Date", default=None)
    due_on: str | None = field(name="DueDate", default=None)
    sub_total: Decimal | None = field(name="SubTotal", default=None)
    tax: Decimal | None = field(name="TotalTax", default=None)
    total: Decimal | None = field(name="Total", default=None)
    due: Decimal | None = field(name="AmountDue", default=None)
    paid: Decimal | None = field(name="AmountPaid", default=None)
    credited: Decimal | None = field(name="AmountCredited", default=None)
    amounts_are: str | None = field(name="LineAmountTypes", default=None)
    currency: str | None = field(name="CurrencyCode", default=None)
    lines: list[Line] = field(name="LineItems", default_factory=list)

    @property
    def id(self) -> str:
        return self.invoice_id or ""

    @property
    def told(self) -> list[str]:
        return _texts(self.reference, *(line.description for line in self.lines))


class Account(Element, kw_only=True):
    account_id: str | None = field(name="AccountID", default=None)
    code: str | None = field(name="Code", default=None)
    name: str | None = field(name="Name", default=None)
    type: str | None = field(name="Type", default=None)
    account_class: str | None = field(name="Class", default=None)
    system: str | None = field(name="SystemAccount", default=None)
    tax_type: str | None = field(name="TaxType", default=None)
    takes_payments: bool | None = field(name="EnablePaymentsToAccount", default=None)
    bank_number: str | None = field(name="BankAccountNumber", default=None)

    @property
    def id(self) -> str:
        return self.account_id or ""


class Payment(Element, kw_only=True):
    payment_id: str | None = field(name="PaymentID", default=None)
    reconciled: bool | None = field(name="IsReconciled", default=None)
    type: str | None = field(name="PaymentType", default=None)
    reference: str | None = field(name="Reference", default=None)
    on: str | None = field(name="Date", default=None)
    amount: Decimal | None = field(name="Amount", default=None)
    invoice: Invoice | None = field(name="Invoice", default=None)
    account: Account | None = field(name="Account", default=None)

    @property
    def id(self) -> str:
        return self.payment_id or ""

    @property
    def told(self) -> list[str]:
        return _texts(self.reference)


class BankTransaction(Element, kw_only=True):
    bank_transaction_id: str | None = field(name="BankTransactionID", default=None)
    overpayment_id: str | None = field(name="OverpaymentID", default=None)
    reconciled: bool | None = field(name="IsReconciled", default=None)
    type: str | None = field(name="Type", default=None)
    reference: str | None = field(name="Reference", default=None)
    contact: Contact | None = field(name="Contact", default=None)
    bank: Account | None = field(name="BankAccount", default=None)
    on: str | None = field(name="Date", default=None)
    sub_total: Decimal | None = field(name="SubTotal", default=None)
    tax: Decimal | None = field(name="TotalTax", default=None)
    total: Decimal | None = field(name="Total", default=None)
    amounts_are: str | None = field(name="LineAmountTypes", default=None)
    currency: str | None = field(name="CurrencyCode", default=None)
    lines: list[Line] = field(name="LineItems", default_factory=list)

    @property
    def id(self) -> str:
        return self.bank_transaction_id or ""

    @property
    def told(self) -> list[str]:
        return _texts(self.reference, *(line.description for line in self.lines))

    @property
    def is_side_of_transfer(self) -> bool:
        """Xero's own, with the transfer's reference: it is neither made nor ended by itself."""
        return (self.type or "").endswith("-TRANSFER")


class Allocation(Element, kw_only=True):
    """So much of a credit for an invoice. Where Xero names no id, the pair of credit and invoice is one."""

    allocation_id: str | None = field(name="AllocationID", default=None)
    amount: Decimal | None = field(name="Amount", default=None)
    on: str | None = field(name="Date", default=None)
    invoice: Invoice | None = field(name="Invoice", default=None)
    is_deleted: bool = field(name="IsDeleted", default=False)

    @property
    def id(self) -> str:
        return self.allocation_id or ""


class Credit(Element, kw_only=True):
    """What may be allocated to invoices: a credit note or an overpayment."""

    allocations: list[Allocation] = field(name="Allocations", default_factory=list)


class CreditNote(Credit, kw_only=True):
    credit_note_id: str | None = field(name="CreditNoteID", default=None)
    type: str | None = field(name="Type", default=None)
    number: str | None = field(name="CreditNoteNumber", default=None)
    reference: str | None = field(name="Reference", default=None)
    contact: Contact | None = field(name="Contact", default=None)
    on: str | None = field(name="Date", default=None)
    sub_total: Decimal | None = field(name="SubTotal", default=None)
    tax: Decimal | None = field(name="TotalTax", default=None)
    total: Decimal | None = field(name="Total", default=None)
    amounts_are: str | None = field(name="LineAmountTypes", default=None)
    currency: str | None = field(name="CurrencyCode", default=None)
    lines: list[Line] = field(name="LineItems", default_factory=list)

    @property
    def id(self) -> str:
        return self.credit_note_id or ""

    @property
    def told(self) -> list[str]:
        return _texts(self.reference, *(line.description for line in self.lines))


class Overpayment(Credit, kw_only=True):
    overpayment_id: str | None = field(name="OverpaymentID", default=None)

    @property
    def id(self) -> str:
        return self.overpayment_id or ""


class BankTransfer(Element, kw_only=True):
    bank_transfer_id: str | None = field(name="BankTransferID", default=None)
    reference: str | None = field(name="Reference", default=None)
    out_of: Account | None = field(name="FromBankAccount", default=None)
    into: Account | None = field(name="ToBankAccount", default=None)
    out_reconciled: bool | None = field(name="FromIsReconciled", default=None)
    in_reconciled: bool | None = field(name="ToIsReconciled", default=None)
    on: str | None = field(name="Date", default=None)
    amount: Decimal | None = field(name="Amount", default=None)

    @property
    def id(self) -> str:
        return self.bank_transfer_id or ""

    @property
    def told(self) -> list[str]:
        return _texts(self.reference)


class JournalLine(Struct, kw_only=True):
    account_id: str | None = field(name="AccountID", default=None)
    account_code: str | None = field(name="AccountCode", default=None)
    amount: Decimal | None = field(name="LineAmount", default=None)
    tax: Decimal | None = field(name="TaxAmount", default=None)


class ManualJournal(Element, kw_only=True):
    manual_journal_id: str | None = field(name="ManualJournalID", default=None)
    narration: str | None = field(name="Narration", default=None)
    on: str | None = field(name="Date", default=None)
    amounts_are: str | None = field(name="LineAmountTypes", default=None)
    lines: list[JournalLine] = field(name="JournalLines", default_factory=list)

    @property
    def id(self) -> str:
        return self.manual_journal_id or ""

    @property
    def told(self) -> list[str]:
        return _texts(self.narration)


class TaxRate(Element, kw_only=True):
    tax_type: str | None = field(name="TaxType", default=None)
    name: str | None = field(name="Name", default=None)
    effective: Decimal | None = field(name="EffectiveRate", default=None)
    assets: bool | None = field(name="CanApplyToAssets", default=None)
    equity: bool | None = field(name="CanApplyToEquity", default=None)
    expenses: bool | None = field(name="CanApplyToExpenses", default=None)
    liabilities: bool | None = field(name="CanApplyToLiabilities", default=None)
    revenue: bool | None = field(name="CanApplyToRevenue", default=None)

    @property
    def id(self) -> str:
        return self.tax_type or ""


class Organisation(Struct, kw_only=True):
    organisation_id: str | None = field(name="OrganisationID", default=None)
    name: str | None = field(name="Name", default=None)
    base_currency: str | None = field(name="BaseCurrency", default=None)
    country: str | None = field(name="CountryCode", default=None)
    edition: str | None = field(name="Edition", default=None)
    organisation_class: str | None = field(name="Class", default=None)
    is_demo: bool | None = field(name="IsDemoCompany", default=None)
    status: str | None = field(name="OrganisationStatus", default=None)
    short_code: str | None = field(name="ShortCode", default=None)
    period_lock: str | None = field(name="PeriodLockDate", default=None)
    year_lock: str | None = field(name="EndOfYearLockDate", default=None)
    year_end_day: int | None = field(name="FinancialYearEndDay", default=None)
    year_end_month: int | None = field(name="FinancialYearEndMonth", default=None)


class Tenant(Struct, kw_only=True):
    """One row of /connections."""

    id: str = ""
    auth_event_id: str = field(name="authEventId", default="")
    tenant_id: str = field(name="tenantId", default="")
    tenant_type: str = field(name="tenantType", default="")
    tenant_name: str | None = field(name="tenantName", default=None)


class Pages(Struct, kw_only=True):
    page: int = 1
    page_count: int = field(name="pageCount", default=1)
    item_count: int | None = field(name="itemCount", default=None)


@dataclass(frozen=True, slots=True)
class Read:
    """The documents of an answer, how many pages there are, and the text about each as it came."""

    rows: list[Element]
    pages: Pages | None
    raw: msgspec.Raw

    @property
    def texts(self) -> list[str]:
        return [bytes(each).decode() for each in msgspec.json.decode(self.raw, type=list[msgspec.Raw])]


NOTHING = Read([], None, msgspec.Raw(b"[]"))


class Failure(Struct, kw_only=True):
    """A 400: either a whole refusal or one for each element."""

    message: str | None = field(name="Message", default=None)
    kind: str | None = field(name="Type", default=None)
    elements: list[Element] = field(name="Elements", default_factory=list)


class Gate(Struct, kw_only=True):
    """A 401 or 403; the names come in either case."""

    detail: str | None = field(name="Detail", default=None)
    lower: str | None = field(name="detail", default=None)


RECORDS: dict[str, type[Element]] = {
    "Contacts": Contact,
    "Invoices": Invoice,
    "Payments": Payment,
    "CreditNotes": CreditNote,
    "Overpayments": Overpayment,
    "Allocations": Allocation,
    "BankTransactions": BankTransaction,
    "BankTransfers": BankTransfer,
    "ManualJournals": ManualJournal,
    "Accounts": Account,
    "TaxRates": TaxRate,
}
_PARTS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_PAGES: msgspec.json.Decoder[Pages | None] = msgspec.json.Decoder(Pages | None)
_ROWS: dict[str, msgspec.json.Decoder[Any]] = {
    name: msgspec.json.Decoder(list[record])  # type: ignore[valid-type]
    for name, record in RECORDS.items()
}


def read(body: bytes, resource: str) -> Read:
    """The documents of an answer; msgspec.DecodeError when it cannot be read or holds none of that name."""
    parts = _PARTS.decode(body)
    raw = parts.get(resource)
    if raw is None:
        raise msgspec.DecodeError(f"the answer holds no {resource}")
    pages = parts.get("pagination")
    return Read(_ROWS[resource].decode(raw), None if pages is None else _PAGES.decode(pages), raw)


def instant(text: str | None) -> datetime | None:
    """`/Date(1439434356790+0000)/`: milliseconds since 1970, always UTC."""
    found = _DATE.match(text or "")
    return datetime.fromtimestamp(int(found[1]) / 1000, UTC) if found else None


def day(text: str | None) -> date | None:
    """A date is midnight UTC of that day: never turned into another zone."""
    found = instant(text)
    return found.date() if found else None
