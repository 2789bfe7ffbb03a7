"""A firm whose books are whole, and the same without its guards."""

from collections.abc import Iterator

import pytest

from tests.builders import BuiltFirm, a_firm
from tests.reports.tampering import put_the_guards_back, take_the_guards_away


@pytest.fixture
def firm() -> BuiltFirm:
    """Money in trust, bills paid, reopened and reversed, a draft, and a link to Xero."""
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="Osei")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    twice = firm.trust_receipt("40.00", matter="M-117", on="2026-03-06", payer="Osei")
    firm.reverse(twice)
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    again = firm.bill("100.00", matter="M-117")
    firm.reopen(again)
    part = [{"matter": "M-104", "amount": "5.00"}]
    firm.draft("trust_receipt", on="2026-03-20", bank="T1", payer="C-0001", reason="Later", parts=part)
    return firm


@pytest.fixture
def unguarded(firm: BuiltFirm) -> Iterator[BuiltFirm]:
    take_the_guards_away()
    yield firm
    put_the_guards_back()
