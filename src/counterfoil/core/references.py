"""References: a code that names a record of the firm. The type decides column, look-up and form field."""

from typing import ClassVar


class Reference(str):
    """A code as people write it. `names` is what it points at, `called` what that goes by, in words."""

    __slots__ = ()
    names = "record"
    called = "code"
    unknown = "document-unknown"


class MatterCode(Reference):
    __slots__ = ()
    names = "matter"
    unknown = "matter-unknown"


FIRM = MatterCode("FIRM")
"""The firm's own trust ledger: a matter that nobody opens, there where the law lets firm money stay in trust."""


class ContactCode(Reference):
    __slots__ = ()
    names = "contact"
    unknown = "contact-unknown"


class AccountCode(Reference):
    __slots__ = ()
    names = "account"
    unknown = "account-unknown"


class IncomeAccount(AccountCode):
    """An account of class income: where a bill's lines go."""

    __slots__ = ()


class CostAccount(AccountCode):
    """An account that a supplier's bill may go to: a cost, an asset or a liability."""

    __slots__ = ()


class BankCode(Reference):
    __slots__ = ()
    names = "bank account"
    unknown = "bank-unknown"


class OfficeBank(BankCode):
    """A bank account of the firm's own money."""

    __slots__ = ()


class TrustBank(BankCode):
    """A bank account of clients' money."""

    __slots__ = ()


class TaxCode(Reference):
    __slots__ = ()
    names = "tax code"
    unknown = "tax-code-unknown"


class SalesTax(TaxCode):
    """A tax code that may stand on a bill to a client."""

    __slots__ = ()


class PurchaseTax(TaxCode):
    """A tax code that may stand on a supplier's bill."""

    __slots__ = ()


class DocumentNumber(Reference):
    """The number of a posted document. `kinds` are the codes of the kinds that it may be of.

    `state` is what such documents are while they may still be chosen.
    """

    __slots__ = ()
    names = "document"
    called = "number"
    kinds: ClassVar[tuple[str, ...]] = ()
    state: ClassVar[str] = "posted"


class OrderNumber(DocumentNumber):
    """The number of what never reaches the ledger itself: the document that names it was made from it."""

    __slots__ = ()
    names = "order"
    unknown = "order-unknown"
    state = "placed"


class BillNumber(DocumentNumber):
    """A bill to a client."""

    __slots__ = ()
    names = "bill"
    unknown = "bill-unknown"
    kinds = ("client_bill",)


class ReceiptNumber(DocumentNumber):
    """A client's receipt: what it left unallocated may settle bills later."""

    __slots__ = ()
    names = "receipt"
    unknown = "receipt-unknown"
    kinds = ("client_receipt",)


class CreditNumber(DocumentNumber):
    """A credit note to a client."""

    __slots__ = ()
    names = "credit note"
    unknown = "credit-unknown"
    kinds = ("credit_note",)


class ClientsMoneyNumber(DocumentNumber):
    """Whatever may hold money or credit that a client is owed back."""

    __slots__ = ()
    names = "credit note or receipt"
    unknown = "credit-unknown"
    kinds = ("credit_note", "client_receipt")


class SupplierBillNumber(DocumentNumber):
    """A supplier's bill to the firm."""

    __slots__ = ()
    names = "supplier bill"
    unknown = "supplier-bill-unknown"
    kinds = ("supplier_bill",)


class SupplierCreditNumber(DocumentNumber):
    """A supplier's credit to the firm."""

    __slots__ = ()
    names = "supplier credit"
    unknown = "supplier-credit-unknown"
    kinds = ("supplier_credit",)


class PurchaseSourceNumber(OrderNumber):
    """What a supplier's bill may be made from."""

    __slots__ = ()
    names = "purchase order or template"
    kinds = ("purchase_order", "purchase_template")


class CreditOrderNumber(OrderNumber):
    """What a supplier's credit may be made from."""

    __slots__ = ()
    names = "purchase credit order"
    kinds = ("purchase_credit_order",)
