"""What Xero keeps, one frozen record each. A change is a new record in place of the old one, so it can be undone."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

ACTIVE, ARCHIVED = "ACTIVE", "ARCHIVED"
DRAFT, SUBMITTED, AUTHORISED, PAID, VOIDED, DELETED = (
    "DRAFT",
    "SUBMITTED",
    "AUTHORISED",
    "PAID",
    "VOIDED",
    "DELETED",
)
POSTED = "POSTED"
"""Of a manual journal only: it is in the ledger."""
BILLED = "BILLED"
"""Of a purchase order only: its bill has come."""
ZERO_ID = "00000000-0000-0000-0000-000000000000"


class Profile(Struct, frozen=True, kw_only=True):
    """The organisation itself: one row."""

    id: str
    name: str
    country: str
    version: str
    currency: str
    timezone: str
    year_end_day: int
    year_end_month: int
    edition_class: str
    is_demo: bool
    tax_number: str
    short_code: str
    created_at: datetime
    period_lock: date | None = None
    year_lock: date | None = None
    edition: str = "BUSINESS"
    status: str = "ACTIVE"
    currencies: tuple[str, ...] = ()
    """Those added beside the organisation's own."""
    denied: tuple[str, ...] = ()
    """Actions (`organisation.ALLOWED`) that the person who consents may not do; the app then may not either."""


class Account(Struct, frozen=True, kw_only=True):
    id: str
    code: str
    name: str
    type: str
    account_class: str
    tax_type: str
    updated_at: datetime
    status: str = ACTIVE
    description: str = ""
    system: str = ""
    takes_payments: bool = False
    bank_number: str = ""
    bank_type: str = ""


class TaxRate(Struct, frozen=True, kw_only=True):
    id: str
    """The tax type, which is how every line names its rate."""
    name: str
    percent: Decimal
    report_type: str
    classes: tuple[str, ...]
    status: str = ACTIVE


class Contact(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    updated_at: datetime
    status: str = ACTIVE
    number: str = ""
    details: dict[str, Any] = {}
    """Members that no rule looks at (address, phones, email, first name …), kept as they were sent."""
    is_customer: bool = False
    is_supplier: bool = False
    merged_to: str | None = None
    """The contact that took over its documents."""


class Line(Struct, frozen=True, kw_only=True):
    id: str
    description: str = ""
    quantity: Decimal | None = None
    unit_amount: Decimal | None = None
    amount: int | None = None
    tax: int = 0
    account_id: str | None = None
    tax_type: str | None = None
    discount_rate: Decimal | None = None
    discount: int | None = None
    item_code: str = ""


class Invoice(Struct, frozen=True, kw_only=True):
    """A sales invoice (ACCREC) or a bill (ACCPAY)."""

    id: str
    type: str
    number: str
    contact_id: str
    on: date
    due_on: date | None
    status: str
    amounts_are: str
    lines: tuple[Line, ...]
    sub_total: int
    tax: int
    total: int
    currency: str
    updated_at: datetime
    made_by: str
    reference: str = ""
    url: str = ""
    sent_to_contact: bool = False
    expected_on: date | None = None
    planned_on: date | None = None
    paid: int = 0
    credited: int = 0
    paid_off_on: date | None = None

    @property
    def due(self) -> int:
        return self.total - self.paid - self.credited


class Payment(Struct, frozen=True, kw_only=True):
    id: str
    type: str
    on: date
    amount: int
    account_id: str
    updated_at: datetime
    made_by: str
    status: str = AUTHORISED
    reference: str = ""
    invoice_id: str | None = None
    overpayment_id: str | None = None
    credit_note_id: str | None = None
    prepayment_id: str | None = None
    reconciled: bool = False

    @property
    def credit_id(self) -> str | None:
        """The credit of which it gives money back."""
        return self.overpayment_id or self.credit_note_id or self.prepayment_id


class BankTransaction(Struct, frozen=True, kw_only=True):
    id: str
    type: str
    bank_account_id: str
    contact_id: str
    """Empty for one side of a bank transfer."""
    on: date
    status: str
    amounts_are: str
    lines: tuple[Line, ...]
    sub_total: int
    tax: int
    total: int
    currency: str
    updated_at: datetime
    made_by: str
    reference: str = ""
    url: str = ""
    reconciled: bool = False
    transfer_id: str | None = None
    overpayment_id: str | None = None
    prepayment_id: str | None = None

    @property
    def credit_id(self) -> str | None:
        """The credit that was born with it."""
        return self.overpayment_id or self.prepayment_id


class BankTransfer(Struct, frozen=True, kw_only=True):
    """Between two banks of the organisation; each side is a bank transaction that cannot be changed by itself."""

    id: str
    from_account_id: str
    to_account_id: str
    from_transaction_id: str
    to_transaction_id: str
    amount: int
    on: date
    created_at: datetime
    updated_at: datetime
    made_by: str
    status: str = AUTHORISED
    reference: str = ""


class Allocation(Struct, frozen=True, kw_only=True):
    id: str
    invoice_id: str
    amount: int
    on: date


class Credit(Struct, frozen=True, kw_only=True):
    """What a contact has in hand: a credit note, an overpayment or a prepayment."""

    id: str
    type: str
    contact_id: str
    on: date
    total: int
    currency: str
    lines: tuple[Line, ...]
    updated_at: datetime
    status: str = AUTHORISED
    amounts_are: str = "NoTax"
    tax: int = 0
    allocations: tuple[Allocation, ...] = ()
    refunded: int = 0

    @property
    def remaining(self) -> int:
        return self.total - self.refunded - sum(one.amount for one in self.allocations)

    @property
    def sale(self) -> bool:
        """Whether it lessens what customers owe; else what suppliers are owed."""
        return self.type.startswith(("ACCREC", "RECEIVE"))


class CreditNote(Credit, frozen=True, kw_only=True):
    number: str
    made_by: str
    reference: str = ""
    due_on: date | None = None


class Overpayment(Credit, frozen=True, kw_only=True):
    bank_transaction_id: str


class Prepayment(Credit, frozen=True, kw_only=True):
    bank_transaction_id: str
    reference: str = ""


class JournalLine(Struct, frozen=True, kw_only=True):
    amount: int
    """Debits positive, credits negative."""
    tax: int = 0
    account_id: str | None = None
    tax_type: str = "NONE"
    description: str = ""


class ManualJournal(Struct, frozen=True, kw_only=True):
    id: str
    narration: str
    on: date
    status: str
    amounts_are: str
    lines: tuple[JournalLine, ...]
    updated_at: datetime
    made_by: str
    url: str = ""
    on_cash_basis: bool = True


class PurchaseOrder(Struct, frozen=True, kw_only=True):
    id: str
    number: str
    contact_id: str
    on: date
    status: str
    amounts_are: str
    lines: tuple[Line, ...]
    tax: int
    total: int
    currency: str
    updated_at: datetime
    made_by: str
    reference: str = ""
    delivery_on: date | None = None
    sent_to_contact: bool = False


class Attachment(Struct, frozen=True, kw_only=True):
    """A file on a document."""

    id: str
    about: str
    name: str
    kind: str
    content: bytes
    online: bool = False
    """Whether the customer sees it with the online invoice."""


class Entry(Struct, frozen=True, kw_only=True):
    """One balanced movement in the books: debits positive, credits negative."""

    id: str
    on: date
    source: str
    source_id: str
    movements: tuple[tuple[str, int], ...]


class Note(Struct, frozen=True, kw_only=True):
    """One line of a document's history."""

    id: str
    about: str
    at: datetime
    who: str
    change: str
    details: str


class Remembered(Struct, frozen=True, kw_only=True):
    """The first answer under an idempotency key."""

    id: str
    request: str
    at: datetime
    status: int
    body: bytes
    content_type: str | None
