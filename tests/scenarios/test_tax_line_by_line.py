"""Three lines whose tax rounds another way one by one than together: 25.06, 25.61 and 25.63 at 15 %.

    line by line     3.76 + 3.84 + 3.84 = 11.44     the bill is 87.74
    on the sum       15 % of 76.30      = 11.45     what a bill of one line would say, a cent more

The bill adds up its lines, and Xero, which gets one line for the account, is told the tax and comes to the same.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from counterfoil.documents.actions import Done
from counterfoil.documents.models import DocumentLine
from counterfoil.xero.client import new_http
from tests.builders import BuiltFirm, a_firm
from tests.databases import CommittedDatabase
from tests.scenarios.telling import assert_whole, journal
from tests.xero.books import ours, theirs
from tests.xero.conftest import Linked, connected
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import running
from xero_sandbox.server.sandbox import Options

AMOUNTS = ("25.06", "25.61", "25.63")


@pytest.fixture
def linked(committed_database: CommittedDatabase) -> Iterator[Linked]:
    options = Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000), countries=("NZ",))
    firm = a_firm(jurisdiction="nz", at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC))
    firm.matter("M-104")
    with running(options) as sandbox, new_http() as http:
        yield connected(firm, sandbox, http)


def billed(firm: BuiltFirm, *amounts: str) -> Done:
    items = [{"description": "Copies", "account": "4100", "net": net, "tax": "GST"} for net in amounts]
    return firm.enter("client_bill", on="2026-03-09", due_on="2026-03-23", matter="M-104", items=items)


def test_the_tax_of_a_bill_is_that_of_its_lines_here_and_in_xero(linked: Linked) -> None:
    bill = billed(linked.firm, *AMOUNTS)

    linked.settle()

    taxes = DocumentLine.objects.filter(document_id=bill.id).order_by("id").values_list("tax_minor", flat=True)
    assert list(taxes) == [376, 384, 384]
    assert (
        journal(linked.firm)
        == """\
1 2026-03-09 Client bill
  Dr 1200     87.74 M-104
  Cr 4100     25.06 M-104
  Cr 4100     25.61 M-104
  Cr 4100     25.63 M-104
  Cr 2210     11.44"""
    )
    (invoice,) = linked.in_xero("Invoices")
    assert (invoice["SubTotal"], invoice["TotalTax"], invoice["Total"]) == (76.3, 11.44, 87.74)
    assert [(line["LineAmount"], line["TaxAmount"]) for line in invoice["LineItems"]] == [(76.3, 11.44)]
    assert ours(linked) == theirs(linked) != {}
    assert_whole()


def test_one_line_of_the_same_sum_bears_a_cent_more(linked: Linked) -> None:
    billed(linked.firm, "76.30")

    linked.settle()

    (invoice,) = linked.in_xero("Invoices")
    assert (invoice["TotalTax"], invoice["Total"]) == (11.45, 87.75)
    assert ours(linked) == theirs(linked) != {}
