"""One organisation: its tables, and the small questions every rule asks of them."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from xero_sandbox.model import ids, texts
from xero_sandbox.model.dates import in_words
from xero_sandbox.model.records import (
    Account,
    Attachment,
    BankTransaction,
    BankTransfer,
    Contact,
    CreditNote,
    Entry,
    Invoice,
    ManualJournal,
    Note,
    Overpayment,
    Payment,
    Prepayment,
    Profile,
    PurchaseOrder,
    Remembered,
    TaxRate,
)
from xero_sandbox.model.refusals import Invalid
from xero_sandbox.model.tables import Store, Table


class Books:
    def __init__(self, tenant_id: str, rng: random.Random) -> None:
        self.tenant_id = tenant_id
        self.rng = rng
        self.store = Store(tenant_id)
        self.profiles = Table(self.store, "profile", Profile)
        self.accounts = Table(
            self.store, "account", Account, code=lambda row: row.code or None, system=lambda row: row.system or None
        )
        self.tax_rates = Table(self.store, "tax_rate", TaxRate)
        self.contacts = Table(
            self.store, "contact", Contact, active_name=active_name, number=lambda row: row.number or None
        )
        self.invoices = Table(
            self.store, "invoice", Invoice, number=lambda row: row.number or None, contact=lambda row: row.contact_id
        )
        self.payments = Table(
            self.store,
            "payment",
            Payment,
            invoice=lambda row: row.invoice_id,
            credit=lambda row: row.credit_id,
        )
        self.bank_transactions = Table(
            self.store, "bank_transaction", BankTransaction, contact=lambda row: row.contact_id
        )
        self.bank_transfers = Table(self.store, "bank_transfer", BankTransfer)
        self.credit_notes = Table(
            self.store,
            "credit_note",
            CreditNote,
            number=lambda row: row.number or None,
            contact=lambda row: row.contact_id,
        )
        self.prepayments = Table(self.store, "prepayment", Prepayment, contact=lambda row: row.contact_id)
        self.overpayments = Table(self.store, "overpayment", Overpayment, contact=lambda row: row.contact_id)
        self.manual_journals = Table(self.store, "manual_journal", ManualJournal)
        self.purchase_orders = Table(
            self.store,
            "purchase_order",
            PurchaseOrder,
            number=lambda row: row.number or None,
            contact=lambda row: row.contact_id,
        )
        self.attachments = Table(self.store, "attachment", Attachment, about=lambda row: row.about)
        self.entries = Table(self.store, "entry", Entry, source=lambda row: row.source_id)
        self.notes = Table(self.store, "note", Note, about=lambda row: row.about)
        self.remembered = Table(self.store, "remembered", Remembered)

    @property
    def profile(self) -> Profile:
        return self.profiles[self.tenant_id]

    def new_id(self) -> str:
        return ids.drawn(self.rng)

    def system_account(self, system: str) -> Account:
        return self.accounts.find("system", system)[0]

    def check_open(self, *days: date) -> None:
        """Nothing dated on or before a lock date is made, changed or voided."""
        refused = [message for day in days for message in self.locked(day)]
        if refused:
            raise Invalid(*dict.fromkeys(refused))

    def locked(self, day: date) -> Iterable[str]:
        if (year_lock := self.profile.year_lock) and day <= year_lock:
            yield texts.YEAR_LOCKED.format(date=in_words(year_lock))
        elif (period_lock := self.profile.period_lock) and day <= period_lock:
            yield texts.PERIOD_LOCKED.format(date=in_words(period_lock))


@dataclass(frozen=True, slots=True)
class Call:
    """One request on its way through the rules: whose books, when, and who asks."""

    books: Books
    now: datetime
    who: str
    price_places: int = 2
    origin: str = "https://api.xero.com"
    lag: timedelta = timedelta(0)
    """A list lacks what changed so lately."""
    shifted: bool = False
    """A later page begins one row too far, as when a row moved while the list was read."""
    warnings: list[str] = field(default_factory=list)
    """What was saved, but not quite as it was sent; told with the answer, and not kept."""

    @property
    def today(self) -> date:
        return self.now.date()

    def with_places(self, places: int) -> "Call":
        """An order's prices have four decimals without being asked for."""
        return replace(self, price_places=places)

    def note(self, about: str, change: str, details: str) -> Note:
        books = self.books
        return books.notes.put(
            Note(id=books.new_id(), about=about, at=self.now, who=self.who, change=change, details=details)
        )


def active_name(contact: Contact) -> str | None:
    """Names are unique among active contacts only, whatever their case."""
    return contact.name.casefold() if contact.status == "ACTIVE" else None
