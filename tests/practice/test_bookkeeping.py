"""The firm's own facts, and what can be set up before it can be posted in."""

import pytest

from counterfoil.firms.models import Audit, Firm, User
from counterfoil.practice.bookkeeping import add_currency, add_division, bookkeeping, change_firm
from counterfoil.practice.firm import found_firm
from tests.builders import NOON, BuiltFirm, a_firm
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    return a_firm()


def changing(firm: BuiltFirm, **given: object) -> Firm:
    facts = {"name": "Hollis Lane", "year_starts": 7, "method": "accrual", "zone": "Australia/Sydney"} | given
    return change_firm(**facts, by=firm.by, at=firm.at)  # type: ignore[arg-type]


def founding(**given: object) -> Firm:
    owner = User.objects.create_user("ada@firm.example", "a long passphrase", name="Ada Finch")
    return found_firm(name="Finch", jurisdiction_code="au", at=NOON, owner=owner, **given)  # type: ignore[arg-type]


def test_a_new_firm_keeps_one_currency_one_division_and_the_accrual_method(firm: BuiltFirm) -> None:
    kept = bookkeeping(firm.id)

    assert (kept.method, kept.currencies, kept.divisions) == ("accrual", ("AUD",), ("Hollis Lane",))


def test_a_firm_is_founded_with_a_year_method_currency_and_zone_of_its_own() -> None:
    firm = founding(year_starts=1, method="cash", currency="NZD", zone="Australia/Perth")

    assert (firm.year_end_month, firm.year_end_day) == (12, 31)
    assert (firm.method, firm.currency, firm.zone) == ("cash", "NZD", "Australia/Perth")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"year_starts": 13}, "number-not-understood"),
        ({"method": "barter"}, "method-unknown"),
        ({"currency": "XXX"}, "currency-unknown"),
        ({"zone": "Mars/Olympus"}, "zone-unknown"),
    ],
)
def test_what_no_firm_keeps_its_books_by_is_refused(given: dict[str, object], code: str) -> None:
    with refused(code):
        founding(**given)


def test_a_year_that_starts_in_march_ends_in_february(firm: BuiltFirm) -> None:
    changed = changing(firm, year_starts=3)

    assert (changed.year_end_month, changed.year_end_day) == (2, 28)


def test_a_changed_fact_leaves_what_it_was_in_the_audit_log(firm: BuiltFirm) -> None:
    changing(firm, name="Hollis Lane LLP")

    noted = Audit.objects.get(subject="firm", action="change")
    assert '"was":{"name":"Hollis Lane"}' in noted.detail


def test_the_method_stands_once_something_is_posted(firm: BuiltFirm) -> None:
    firm.matter("M-104")
    firm.trust_receipt("5.00", matter="M-104")

    with refused("books-begun", "accrual"):
        changing(firm, method="cash")


def test_a_connected_firm_stays_on_accrual_with_one_currency_and_one_division(firm: BuiltFirm) -> None:
    firm.connect()

    with refused("step-not-allowed", "accrual"):
        changing(firm, method="cash")
    with refused("step-not-allowed", "one currency"):
        add_currency(code="USD", by=firm.by, at=firm.at)
    with refused("step-not-allowed", "one division"):
        add_division(code="MEL", name="Melbourne", by=firm.by, at=firm.at)


def test_posting_on_the_cash_method_is_not_there_yet(firm: BuiltFirm) -> None:
    firm.matter("M-104")
    changing(firm, method="cash")

    with refused("not-yet-supported", "cash method"):
        firm.trust_receipt("5.00", matter="M-104")


def test_a_second_currency_and_division_are_set_up_once(firm: BuiltFirm) -> None:
    add_currency(code="usd", by=firm.by, at=firm.at)
    add_division(code="mel", name="Melbourne", by=firm.by, at=firm.at)

    kept = bookkeeping(firm.id)
    assert (kept.currencies, kept.divisions) == (("AUD", "USD"), ("Hollis Lane", "Melbourne"))
    with refused("name-taken", "USD"):
        add_currency(code="USD", by=firm.by, at=firm.at)
    with refused("name-taken", "MEL"):
        add_division(code="MEL", name="Melbourne again", by=firm.by, at=firm.at)
