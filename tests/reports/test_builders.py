"""The builders make books that the rest of the tests may rely on."""

import pytest

from counterfoil.documents.models import Document
from tests.builders import a_firm

pytestmark = pytest.mark.django_db


def test_a_built_firm_receives_bills_and_is_paid() -> None:
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104")
    firm.trust_payment("120.00", matter="M-104")
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("1000.00", pays={str(bill.number): "880.00"})

    rows = Document.objects.order_by("id").values_list("number", "state", "total_minor", "settled_minor")

    assert list(rows) == [
        ("TR-1001", "posted", 50000, 0),
        ("TP-1001", "posted", 12000, 0),
        ("B-1001", "posted", 88000, 88000),
        ("R-1001", "posted", 100000, 88000),
    ]
