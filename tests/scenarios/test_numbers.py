"""Numbers are given when a document is posted and leave no gap; a gap that is there all the same is found."""

import pytest
from django.db import connection, transaction

from counterfoil.documents.models import Document
from counterfoil.reports.checks import run_checks
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole

pytestmark = pytest.mark.django_db


class PowerCut(Exception):
    """Something breaks after the posting and before its commit."""


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm()
    firm.matter("M-104")
    return firm


def numbers(firm: BuiltFirm) -> list[str | None]:
    return list(Document.objects.filter(firm_id=firm.id).order_by("id").values_list("number", flat=True))


@transaction.atomic
def break_off_after_a_receipt(firm: BuiltFirm) -> None:
    firm.trust_receipt("20.00", matter="M-104")
    raise PowerCut


def test_what_is_rolled_back_or_refused_gives_its_number_back(firm: BuiltFirm) -> None:
    firm.trust_receipt("10.00", matter="M-104")
    with pytest.raises(PowerCut):
        break_off_after_a_receipt(firm)
    with refused("matter-unknown"):
        firm.trust_receipt("30.00", matter="M-999")
    firm.trust_receipt("40.00", matter="M-104")

    assert numbers(firm) == ["TR-1001", "TR-1002"]
    assert_whole()


def test_each_kind_and_each_firm_counts_for_itself(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    other.matter("M-104")

    firm.trust_receipt("10.00", matter="M-104")
    firm.bill("10.00", matter="M-104")
    other.trust_receipt("10.00", matter="M-104")

    assert (numbers(firm), numbers(other)) == (["TR-1001", "B-1001"], ["TR-1001"])


def test_a_reversed_receipt_keeps_its_number(firm: BuiltFirm) -> None:
    firm.reverse(firm.trust_receipt("10.00", matter="M-104"))

    assert firm.trust_receipt("20.00", matter="M-104").number == "TR-1002"
    assert numbers(firm) == ["TR-1001", "TR-1002"]


def test_a_gap_is_named(firm: BuiltFirm) -> None:
    """No step of ours leaves one: here a number is moved on by hand, as a restored series might."""
    firm.trust_receipt("10.00", matter="M-104")
    with connection.cursor() as cursor:
        cursor.execute("update ledger_series set next = next + 1 where code = 'TR'")
    firm.trust_receipt("20.00", matter="M-104")

    assert numbers(firm) == ["TR-1001", "TR-1003"]
    assert ["TR-1002" in finding.sentence or "1002" in finding.where for finding in run_checks()] == [True]
