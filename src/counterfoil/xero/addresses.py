"""The page in Xero that shows a record, as Xero's guide to deep links has it; the sandbox has pages of its own.

AddressBook.of(destination, settings).of_record("Invoices", "ACCREC", remote_id)
"""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from counterfoil.config import Settings, is_loopback
from counterfoil.outbox.models import Destination
from counterfoil.xero.models import Connection

LOGIN = "https://go.xero.com/organisationlogin/default.aspx"
PATHS = {
    ("Invoices", "ACCREC"): "/AccountsReceivable/View.aspx?InvoiceID=",
    ("Invoices", "ACCPAY"): "/AccountsPayable/Edit.aspx?InvoiceID=",
    ("CreditNotes", "ACCRECCREDIT"): "/AccountsReceivable/ViewCreditNote.aspx?creditNoteID=",
    ("CreditNotes", "ACCPAYCREDIT"): "/AccountsPayable/ViewCreditNote.aspx?creditNoteID=",
    ("Payments", ""): "/Bank/ViewTransaction.aspx?bankTransactionID=",
    ("BankTransactions", ""): "/Bank/ViewTransaction.aspx?bankTransactionID=",
}
"""By resource, and by type where that decides. Transfers and journals have no address that Xero names."""
SECTIONS = {
    ("Invoices", "ACCPAY"): "bills",
    ("Invoices", ""): "invoices",
    ("CreditNotes", ""): "credit-notes",
    ("Payments", ""): "payments",
    ("BankTransactions", ""): "bank-transactions",
    ("BankTransfers", ""): "bank-transfers",
    ("ManualJournals", ""): "manual-journals",
}
"""The same of the sandbox."""


@dataclass(frozen=True, slots=True)
class AddressBook:
    """Where the records of an organisation are shown. `sandbox` is the sandbox's address, empty for Xero itself."""

    tenant: str
    short_code: str
    sandbox: str

    @classmethod
    def of(cls, destination: Destination, settings: Settings) -> "AddressBook":
        api = urlsplit(settings.xero_api_base_url)
        codes = Connection.objects.filter(destination=destination).values_list("short_code", flat=True)
        sandbox = f"{api.scheme}://{api.netloc}" if is_loopback(api.hostname or "") else ""
        return cls(destination.remote_id, codes.first() or "", sandbox)

    def of_record(self, resource: str, type_: str, remote_id: str) -> str:
        """Empty where it has none that is known."""
        if self.sandbox:
            section = SECTIONS.get((resource, type_)) or SECTIONS.get((resource, ""))
            return f"{self.sandbox}/o/{self.tenant}/{section}/{remote_id}" if section else ""
        path = PATHS.get((resource, type_)) or PATHS.get((resource, ""))
        if not path or not self.short_code:
            return ""
        return f"{LOGIN}?shortcode={quote(self.short_code)}&redirecturl={quote(path + remote_id, safe='/?=')}"
