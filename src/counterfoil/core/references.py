"""References: a code that names a record of the firm. The type decides column, look-up and form field."""


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


class BillNumber(Reference):
    """A posted client bill."""

    __slots__ = ()
    names = "bill"
    called = "number"
    unknown = "bill-unknown"
