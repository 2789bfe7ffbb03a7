"""Every page opens, and asks the database a constant, small number of times."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.builders import BuiltFirm
from tests.doors.web.conftest import base

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]

PAGES = (
    "",
    "matters/",
    "matters.csv",
    "matters/new/",
    "contacts/",
    "contacts.csv",
    "contacts/new/",
    "money/client_bill/",
    "money/client_receipt/",
    "money/trust_receipt/",
    "money/trust_payment/",
    "money/client_bill.csv",
    "trial-balance/",
    "trial-balance/?before=2026-02-28",
    "trial-balance.csv",
    "accounts/",
    "accounts/1200/",
    "accounts/1200.csv",
    "entries/1/",
    "banks/",
    "periods/",
    "settings/",
    "help/",
    "search/?q=harrow",
    "search/options/?q=880.00",
    "options/MatterCode/?q=quay",
    "options/BillNumber/",
    "options/IncomeAccount/?q=fees",
    "sync/",
    "sync/panel/",
    "sync/pulse/",
    "connect/",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("connected", [False, True])
def test_a_page_opens(page: str, connected: bool, firm: BuiltFirm, client_of: SignIn) -> None:
    if connected:
        firm.connect()
    a_busy_matter(firm)

    answer = client_of(firm).get(f"{base(firm)}{page}")

    assert answer.status_code in (200, 204)


def a_busy_matter(firm: BuiltFirm, *, documents: int = 1) -> str:
    matter = firm.matter("M-104")
    for _ in range(documents):
        firm.trust_receipt("500.00", matter="M-104")
        firm.trust_payment("120.00", matter="M-104")
        billed = firm.bill("800.00", matter="M-104")
        firm.receipt("1000.00", pays={str(billed.number): "880.00"})
    return matter.public_id
