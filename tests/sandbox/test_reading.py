"""Reading back: filters, pages, order, what changed since, by id and by number."""

import pytest

from tests.sandbox.harness import START, World, bank, bill, payment, sale
from xero_sandbox.model.messages import Response


@pytest.fixture
def busy(world: World) -> World:
    ann, bob = world.contact("Ann Client"), world.contact('Bob "Counsel" O\'Neil')
    for number in range(3):
        made = world.made("Invoices", sale(ann, InvoiceNumber=f"B-{number}", Reference=f"LX-{number}"))
        world.later(minutes=3)
        world.made("Payments", payment(made["InvoiceID"], "10.00", Reference=f"P-{number}"))
    world.made("Invoices", bill(bob, InvoiceNumber="77"))
    world.made("BankTransactions", bank(ann, Reference="T-1"))
    return world


@pytest.mark.parametrize(
    ("where", "numbers"),
    [
        ('Type=="ACCPAY"', ["77"]),
        ('Reference=="LX-1"', ["B-1"]),
        ('reference = "lx-1" and type = "accrec"', ["B-1"]),
        ('InvoiceNumber=="B-0" OR InvoiceNumber=="B-2"', ["B-0", "B-2"]),
        ('(Type=="ACCREC" AND Reference.StartsWith("LX")) AND Reference!="LX-0"', ["B-1", "B-2"]),
        ('Date>=DateTime(2026,11,1) AND Date<DateTime(2026,11,2) AND Type=="ACCPAY"', ["77"]),
        ("AmountDue<100.01 AND AmountDue>=100", ["B-0", "B-1", "B-2"]),
        ('Contact.Name=="bob \\"counsel\\" o\'neil"', ["77"]),
        ("DueDate==null", []),
    ],
)
def test_where_finds(busy: World, where: str, numbers: list[str]) -> None:
    found = busy.ask("GET", "Invoices", where=where)

    assert [one["InvoiceNumber"] for one in found.json()["Invoices"]] == numbers


def test_payments_are_found_by_invoice_and_by_reference(busy: World) -> None:
    invoice = busy.books.invoices.find("number", "B-1")[0].id

    by_invoice = busy.ask("GET", "Payments", where=f'Invoice.InvoiceID==guid("{invoice}")').json()["Payments"]
    by_reference = busy.ask("GET", "Payments", where='Reference=="P-1"').json()["Payments"]

    assert [one["Reference"] for one in by_invoice] == [one["Reference"] for one in by_reference] == ["P-1"]


def test_bank_transactions_are_found_by_type_date_and_contact(busy: World) -> None:
    contact = busy.books.contacts.find("active_name", "ann client")[0].id
    where = (
        f'Type=="RECEIVE" AND Status=="AUTHORISED" AND Date==DateTime(2026,11,01) '
        f'AND Contact.ContactID==Guid("{contact}")'
    )

    found = busy.ask("GET", "BankTransactions", where=where).json()["BankTransactions"]

    assert [one["Reference"] for one in found] == ["T-1"]


@pytest.mark.parametrize("where", ["Type==", 'Colour=="red"', 'Type~"ACCREC"', '(Type=="ACCREC"', "Date>5 5"])
def test_a_filter_that_cannot_be_read_is_refused(busy: World, where: str) -> None:
    response = busy.ask("GET", "Invoices", where=where)

    assert (response.status, response.json()["ErrorNumber"]) == (400, 16)
    assert response.json()["Type"] == "QueryParseException"


def test_lists_of_numbers_ids_and_statuses(busy: World) -> None:
    numbered = busy.ask("GET", "Invoices", InvoiceNumbers="B-0,B-2,absent")
    by_id = busy.ask("GET", "Invoices", IDs=",".join(one.id for one in busy.books.invoices.find("number", "B-1")))
    contact = busy.books.contacts.find("active_name", "ann client")[0].id

    assert _numbers(numbered) == ["B-0", "B-2"]
    assert _numbers(by_id) == ["B-1"]
    assert _numbers(busy.ask("GET", "Invoices", ContactIDs=contact, Statuses="PAID,VOIDED")) == []


def test_pages_count_and_hold_lines_while_a_whole_list_does_not(busy: World) -> None:
    page = busy.ask("GET", "Invoices", page="2", pageSize="3").json()
    whole = busy.ask("GET", "Invoices").json()

    assert page["pagination"] == {"page": 2, "pageSize": 3, "pageCount": 2, "itemCount": 4}
    assert [len(one["LineItems"]) for one in page["Invoices"]] == [1]
    assert [len(one["LineItems"]) for one in whole["Invoices"]] == [0, 0, 0, 0]
    assert set(whole["Invoices"][0]["Contact"]) >= {"ContactID", "Name"}
    assert "ContactStatus" not in whole["Invoices"][0]["Contact"]


def test_a_page_size_out_of_range_is_adjusted(busy: World) -> None:
    assert busy.ask("GET", "Invoices", page="1", pageSize="5000").json()["pagination"]["pageSize"] == 1000


def test_order(busy: World) -> None:
    assert _numbers(busy.ask("GET", "Invoices", order="InvoiceNumber DESC")) == ["B-2", "B-1", "B-0", "77"]
    assert _numbers(busy.ask("GET", "Invoices", order="Type ASC, InvoiceNumber DESC")) == ["77", "B-2", "B-1", "B-0"]


def test_only_what_changed_since_is_listed_deleted_ones_included(busy: World) -> None:
    busy.later(minutes=3)
    before = busy.now
    busy.later(minutes=1)
    first = busy.books.invoices.find("number", "B-0")[0]
    paid = busy.books.payments.find("invoice", first.id)[0]
    busy.ask("POST", f"Payments/{paid.id}", {"Status": "DELETED"})

    busy.headers["if-modified-since"] = before.strftime("%Y-%m-%dT%H:%M:%S")

    assert [one["Status"] for one in busy.ask("GET", "Payments").json()["Payments"]] == ["DELETED"]
    assert _numbers(busy.ask("GET", "Invoices")) == ["B-0"]


def test_archived_contacts_are_listed_only_when_asked_for(busy: World) -> None:
    contact = busy.books.contacts.find("active_name", "ann client")[0].id
    busy.ask("POST", f"Contacts/{contact}", {"ContactStatus": "ARCHIVED"})

    assert len(busy.ask("GET", "Contacts").json()["Contacts"]) == 1
    assert len(busy.ask("GET", "Contacts", includeArchived="true").json()["Contacts"]) == 2


def test_by_id_by_number_and_not_at_all(busy: World) -> None:
    missing = busy.ask("GET", "Invoices/no-such-number")

    assert busy.ask("GET", "Invoices/B-1").json()["Invoices"][0]["Reference"] == "LX-1"
    assert (missing.status, missing.content_type) == (404, "text/html; charset=utf-8")


def test_what_is_not_offered_says_so(world: World) -> None:
    assert world.ask("GET", "ManualUnicorns").status == 404
    assert world.ask("POST", "TaxRates", {"Name": "x"}).status == 501
    assert world.ask("POST", "Organisation", {"Name": "x"}).status == 501
    assert world.ask("GET", "Reports/TrialBalance", paymentsOnly="true").status == 501


def test_dates_are_midnight_utc_with_an_iso_twin(busy: World) -> None:
    made = busy.ask("GET", "Invoices/B-0").json()["Invoices"][0]

    assert (made["Date"], made["DateString"]) == ("/Date(1793491200000+0000)/", "2026-11-01T00:00:00")


def test_money_is_a_number_with_at_least_one_decimal(busy: World) -> None:
    body = busy.ask("GET", "Invoices/B-0").body.decode()

    assert '"Total":110.0,' in body and '"AmountPaid":10.0,' in body


def test_the_history_tells_who_did_what(busy: World) -> None:
    records = busy.ask("GET", "Invoices/B-0/History").json()["HistoryRecords"]

    assert [one["Changes"] for one in records] == ["Payment", "Created"]


def test_the_envelope(world: World) -> None:
    body = world.ask("GET", "Organisation").json()

    assert (body["Status"], body["DateTimeUTC"]) == ("OK", f"/Date({int(START.timestamp()) * 1000})/")


def _numbers(response: Response) -> list[str]:
    return [one["InvoiceNumber"] for one in response.json()["Invoices"]]
