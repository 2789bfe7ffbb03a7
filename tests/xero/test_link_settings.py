"""The settings of the link: what is copied, how it is written, and that a change touches only what is posted later."""

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.core.link import AREAS, DEFAULT, LinkSettings
from counterfoil.core.refusals import Refusal
from counterfoil.firms.models import Audit
from counterfoil.kinds import all_kinds
from counterfoil.outbox.models import Destination, Item
from counterfoil.reports.states import states_of_documents
from counterfoil.xero.link_settings import change_settings, settings_of
from counterfoil.xero.wire import RECORDS
from tests.builders import BuiltFirm, a_firm
from tests.everything import TYPED, kinds_in, post_everything
from tests.xero.conftest import Linked

pytestmark = pytest.mark.one_database(
    "what is written for Xero, and how it is taken there; the documents themselves are entered on both"
)


def switch(firm: BuiltFirm, settings: LinkSettings, *, day_limit: int = 1000) -> bool:
    destination = Destination.objects.get(firm=firm.firm)
    return change_settings(by=firm.by, at=firm.at, destination=destination, settings=settings, day_limit=day_limit)


def everything(firm: BuiltFirm) -> set[str]:
    """A document of every kind that may be copied; their kinds."""
    post_everything(firm)
    return {item.source_kind for item in Item.objects.exclude(source_kind="contact")}


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    built = a_firm(connected=True)
    built.matter("M-104")
    return built


def copies(firm: BuiltFirm) -> list[tuple[str, str, str]]:
    rows = Item.objects.filter(firm=firm.firm).order_by("id")
    return [(row.resource, row.state, row.reason_code) for row in rows]


def test_a_new_connection_copies_what_the_article_says(firm: BuiltFirm) -> None:
    assert settings_of(Destination.objects.get(firm=firm.firm)) == DEFAULT
    assert DEFAULT.areas == {"sales", "suppliers", "trust", "transfers"}


def test_an_area_that_is_switched_off_stays_here_with_its_reason(firm: BuiltFirm) -> None:
    switch(firm, replace(DEFAULT, areas=DEFAULT.areas - {"trust"}))

    receipt = firm.trust_receipt("500.00", matter="M-104")
    firm.bill("800.00", matter="M-104")

    assert copies(firm) == [
        ("BankTransactions", "cancelled", "area-kept"),
        ("Contacts", "pending", ""),
        ("Invoices", "pending", ""),
    ]
    state = states_of_documents(firm_id=firm.id, ids=[receipt.id], at=firm.at)[receipt.id]
    assert (state.state, state.reason) == ("not_sent", "a setting of the link keeps this here")


def test_a_payment_of_a_bill_that_was_kept_stays_too(firm: BuiltFirm) -> None:
    switch(firm, replace(DEFAULT, areas=DEFAULT.areas - {"sales"}))
    bill = firm.bill("800.00", matter="M-104")
    switch(firm, DEFAULT)

    firm.receipt("880.00", pays={str(bill.number): "880.00"})

    assert copies(firm) == [
        ("Invoices", "cancelled", "area-kept"),
        ("Payments", "cancelled", "bill-predates-connection"),
    ]


def test_a_change_touches_only_what_is_posted_later(firm: BuiltFirm) -> None:
    firm.trust_receipt("500.00", matter="M-104")
    before = copies(firm)

    switch(firm, LinkSettings(frozenset(), numbers_only=True))

    assert copies(firm) == before
    assert "Harrow" in Item.objects.get(resource="BankTransactions").snapshot


def test_with_matter_numbers_only_nothing_that_was_typed_is_held_for_sending(firm: BuiltFirm) -> None:
    switch(firm, LinkSettings(frozenset(AREAS), numbers_only=True))

    assert everything(firm) == kinds_in("au"), "post one of the new kind in tests/everything"

    held = "\n".join(Item.objects.values_list("snapshot", flat=True))
    assert [word for word in TYPED if word in held] == []
    assert "M-104" in held


def test_with_matter_numbers_only_the_firms_own_money_in_trust_says_nothing_either(db: None) -> None:
    firm = a_firm(jurisdiction="nz", connected=True)
    firm.matter("M-104")
    switch(firm, LinkSettings(frozenset(AREAS), numbers_only=True))

    assert everything(firm) == kinds_in("nz")

    held = "\n".join(Item.objects.values_list("snapshot", flat=True))
    assert [word for word in TYPED if word in held] == []
    assert "M-104" in held


def test_with_matter_numbers_only_xero_sees_numbers(linked: Linked) -> None:
    """Over the wire: the contact is the client's code, and a line says the account and the matter."""
    switch(linked.firm, LinkSettings(frozenset(AREAS), numbers_only=True))
    everything(linked.firm)
    linked.map_all()
    linked.settle()

    sent = json.dumps([linked.in_xero(each) for each in RECORDS if each not in ("Accounts", "TaxRates", "Allocations")])

    assert {item[1] for item in linked.items()} == {"confirmed"}
    assert [word for word in TYPED if word in sent] == []
    contacts = linked.in_xero("Contacts")
    assert [contact["Name"] for contact in contacts] == [contact["ContactNumber"] for contact in contacts] != []
    invoice = linked.in_xero("Invoices")[0]
    assert [line["Description"] for line in invoice["LineItems"]] == ["Professional fees"]
    assert "M-104" in invoice["Reference"]


def two_lines(firm: BuiltFirm) -> None:
    """A bill with two lines on one account, a third of a cent apart from what they are together."""
    items = [{"description": text, "account": "4100", "net": "33.33", "tax": "GST"} for text in ("Advice", "Letters")]
    firm.enter("client_bill", on="2026-03-09", due_on="2026-03-23", matter="M-104", items=items)


@pytest.mark.parametrize(("apart", "lines"), [(False, [66.66]), (True, [33.33, 33.33])])
def test_lines_are_summed_for_each_account_unless_they_are_kept_apart(
    linked: Linked, apart: bool, lines: list[float]
) -> None:
    switch(linked.firm, replace(DEFAULT, lines_apart=apart))
    two_lines(linked.firm)
    linked.push()

    (invoice,) = linked.in_xero("Invoices")

    assert [line["LineAmount"] for line in invoice["LineItems"]] == lines
    assert invoice["Total"] == 73.32


def test_the_day_has_a_thousand_calls_or_five(firm: BuiltFirm) -> None:
    assert switch(firm, DEFAULT, day_limit=5000)
    assert Destination.objects.get(firm=firm.firm).day_limit == 5000

    with pytest.raises(Refusal, match="setting-unknown"):
        switch(firm, DEFAULT, day_limit=7000)


def test_who_changed_what_is_in_the_audit_log_and_nothing_when_nothing_changed(firm: BuiltFirm) -> None:
    assert switch(firm, DEFAULT) is False
    assert not Audit.objects.filter(action="set link").exists()

    switch(firm, replace(DEFAULT, numbers_only=True))

    assert "matter numbers only" in Audit.objects.get(action="set link").detail


def test_settings_cost_a_posting_no_statement(firm: BuiltFirm) -> None:
    """They come with the question about the firm that every posting asks anyway."""
    firm.bill("100.00", matter="M-104")
    plain = statements(firm)

    switch(firm, LinkSettings(frozenset(AREAS), "holding", numbers_only=True, lines_apart=True), day_limit=5000)

    assert statements(firm) == plain <= 14


def statements(firm: BuiltFirm) -> int:
    with CaptureQueriesContext(connection) as asked:
        firm.enter(
            "client_bill",
            on="2026-03-09",
            due_on="2026-03-23",
            matter="M-104",
            items=[{"description": "Advice", "account": "4100", "net": "10.00", "tax": "GST"}],
        )
    return sum(1 for each in asked.captured_queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE")))


def test_every_kind_belongs_to_an_area_of_the_link() -> None:
    assert {kind.carried_with for kind in all_kinds().values()} <= set(AREAS)
