"""Business days in the entry form: proposed due dates fall on one, and a typed day that is none is named."""

from datetime import date

import pytest

from counterfoil.documents.models import Document
from counterfoil.kinds import kind_of
from counterfoil.practice.periods import close_period
from counterfoil.web.forms.typed import defaults
from counterfoil.web.links import Links
from counterfoil.web.seat import FirmShown, Seat
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = pytest.mark.django_db

BILL = {
    "do": "post",
    "request_key": "one",
    "matter": "M-104",
    "items-TOTAL_FORMS": "1",
    "items-0-description": "Advice on lease",
    "items-0-account": "4100",
    "items-0-net": "120",
    "items-0-tax": "GST",
}


def proposed(kind_code: str, firm: BuiltFirm, *, on: date) -> str:
    row = firm.firm
    shown = FirmShown(
        id=row.pk,
        public_id=row.public_id,
        name=row.name,
        jurisdiction=row.jurisdiction,
        currency=row.currency,
        zone=row.zone,
        method=row.method,
        year_end=(row.year_end_month, row.year_end_day),
        chart_version=row.chart_version,
        package=row.package,
    )
    seat = Seat(firm=shown, actor=firm.by, email="", today=on, others=(), to=Links.of(row.public_id))
    return defaults(kind_of(kind_code), seat)["due_on"]


def test_a_due_date_is_proposed_for_the_next_business_day(firm: BuiltFirm) -> None:
    fortnight_before_good_friday, month_before_good_friday = date(2026, 3, 20), date(2026, 3, 4)
    fortnight_before_new_year = date(2026, 12, 18)

    assert proposed("client_bill", firm, on=date(2026, 3, 2)) == "2026-03-16"
    assert proposed("client_bill", firm, on=fortnight_before_good_friday) == "2026-04-07"
    assert proposed("supplier_bill", firm, on=month_before_good_friday) == "2026-04-07"
    assert proposed("client_bill", firm, on=fortnight_before_new_year) == "2027-01-04"


def test_a_weekend_and_a_holiday_are_named_beside_the_form(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    typed = BILL | {"on": "2026-04-25", "due_on": "10/5/2026"}

    text = client_of(firm).post(f"{base(firm)}new/client_bill/preview/", typed).content.decode()

    assert "<h2>Not a business day</h2>" in text
    assert "<dt>Date, 25 Apr 2026</dt><dd>ANZAC Day</dd>" in text
    assert "<dt>Due, 10 May 2026</dt><dd>Sunday</dd>" in text


def test_business_days_and_what_is_no_date_are_not_remarked_on(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")

    for due_on in ("2026-05-11", "32 nov", ""):
        typed = BILL | {"on": "2026-04-24", "due_on": due_on}
        text = client_of(firm).post(f"{base(firm)}new/client_bill/preview/", typed).content.decode()
        assert "Not a business day" not in text


def test_a_document_may_be_dated_on_a_holiday(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")

    answer = client_of(firm).post(f"{base(firm)}new/client_bill/", BILL | {"on": "2026-04-25", "due_on": "2026-05-10"})

    assert answer.status_code == 302
    assert [(one.state, one.dated_on) for one in Document.objects.all()] == [("posted", date(2026, 4, 25))]


def test_a_closed_day_is_told_before_the_rest_is_typed(firm: BuiltFirm, client_of: SignIn) -> None:
    close_period(ledger="trust", through=date(2026, 2, 28), by=firm.by, at=firm.at, why="Reviewed")
    client = client_of(firm)

    def beside(kind: str, on: str) -> str:
        return client.post(f"{base(firm)}new/{kind}/preview/", {"on": on}).content.decode()

    told = beside("trust_receipt", "2026-02-28")
    assert (
        "<h2>28 Feb 2026 is closed</h2>" in told and "The books are closed through 28 Feb 2026; date it later." in told
    )
    assert "is closed</h2>" not in beside("trust_receipt", "2026-03-01") + beside("client_bill", "2026-02-28")


def test_a_year_that_is_far_off_is_asked_about_and_not_refused(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    client = client_of(firm)
    preview = f"{base(firm)}new/client_bill/preview/"

    for far, words in (("2001-03-05", "More than a year ago"), ("2062-03-06", "More than a year from now")):
        text = client.post(preview, BILL | {"on": far, "due_on": far}).content.decode()
        assert "<h2>Is the year right?</h2>" in text and words in text
    text = client.post(preview, BILL | {"on": "t", "due_on": "t"}).content.decode()
    assert "Is the year right?" not in text
