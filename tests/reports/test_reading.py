"""What every part of a page asks for is looked up once, and only while a page is read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.reports.reading import firm_row, one_reading
from tests.builders import a_firm

pytestmark = pytest.mark.django_db


def test_within_one_reading_the_firm_is_looked_up_once() -> None:
    firm, other = a_firm(), a_firm(name="Another Firm")

    with CaptureQueriesContext(connection) as asked, one_reading():
        names = [firm_row(firm.id).name, firm_row(other.id).name, firm_row(firm.id).name]

    assert names == [firm.firm.name, "Another Firm", firm.firm.name]
    assert len(asked) == 2


def test_outside_of_one_nothing_is_remembered() -> None:
    firm = a_firm()
    with one_reading():
        firm_row(firm.id)

    firm.firm.name = "Renamed"
    firm.firm.save()

    assert firm_row(firm.id).name == "Renamed"
