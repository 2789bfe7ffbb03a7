"""Compare with Xero in the browser: read on demand, kept, and explained down to the document."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.test import Client

from counterfoil.outbox.models import Destination
from counterfoil.xero.models import AccountMapping, Connection, RemoteTrialBalance
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base
from tests.xero.conftest import Linked

MARCH = "2026-03-31"


def page_of(client: Client, firm: BuiltFirm, path: str = "sync/compare/", **query: str) -> str:
    """What stands on the page, without its tags."""
    answer = client.get(base(firm) + path, query)
    assert answer.status_code == 200
    text = re.sub(r"<script.*?</script>|<[^>]*>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", text).replace("&#x27;", "'")


def read(client: Client, firm: BuiltFirm, as_at: str = MARCH) -> str:
    """Press the button; answers the page one arrives at."""
    answer = client.post(f"{base(firm)}sync/compare/", {"as_at": as_at}, follow=True)
    assert answer.redirect_chain == [(f"{base(firm)}sync/compare/?as_at={as_at}", 302)]
    return answer.content.decode()


@pytest.mark.django_db
def test_without_a_connection_there_is_nothing_to_compare_with(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)

    assert "Not connected to Xero" in page_of(client, firm)
    assert client.get(f"{base(firm)}sync/compare/1200/").status_code == 422
    assert "Compare with Xero" not in page_of(client, firm, "trial-balance/")


def test_looking_never_asks_xero(linked: Linked, client_of: SignIn) -> None:
    linked.offline("503")

    seen = page_of(client_of(linked.firm), linked.firm, as_at=MARCH)

    assert "Xero's trial balance of this day has not been read" in seen
    assert not RemoteTrialBalance.objects.exists()


def test_a_firm_whose_copies_all_arrived_is_told_that_every_account_agrees(linked: Linked, client_of: SignIn) -> None:
    Destination.objects.update(connected_at=linked.firm.at)
    client = client_of(linked.firm)
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.push()

    read(client, linked.firm, "2026-03-08")

    seen = page_of(client, linked.firm)
    assert "Every mapped account agrees" in seen
    assert re.search(r"Xero was read \d", seen) and "as at 8 Mar 2026" in seen


def test_a_difference_leads_to_its_documents_and_their_reasons(linked: Linked, client_of: SignIn) -> None:
    client = client_of(linked.firm)
    linked.firm.bill("100.00", matter="M-104")

    shown = read(client, linked.firm)
    key = re.search(r"sync/compare/([0-9a-f-]{36})/\?as_at=2026-03-31\"><span[^>]*>Accounts Receivable", shown)

    assert key and "Waiting 110.00, before the connection 880.00" in shown
    seen = page_of(client, linked.firm, f"sync/compare/{key[1]}/", as_at=MARCH)
    assert "B-1001 Before the connection Harrow &amp; Pike Costs to date 880.00" in seen
    assert "B-1002" in seen and "Waits for another record, or for its time." in seen
    assert "Difference 990.00" in seen
    only_waiting = page_of(client, linked.firm, f"sync/compare/{key[1]}/", as_at=MARCH, why="waiting")
    assert "B-1002" in only_waiting and "B-1001" not in only_waiting


def test_what_was_made_and_changed_in_xero_is_listed_with_the_way_there(linked: Linked, client_of: SignIn) -> None:
    client = client_of(linked.firm)
    linked.firm.bill("100.00", matter="M-104")
    linked.push()
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/void")
    fees = AccountMapping.objects.get(account__code="4100").remote_id
    entered = {"contact": "Walk-in client", "on": "2026-03-20", "amount": "49.50", "account": fees}
    linked.by_hand("invoices", name="H-1", **entered)

    shown = read(client, linked.firm)

    assert f"sync/compare/{fees}/" in shown
    seen = page_of(client, linked.firm, f"sync/compare/{fees}/", as_at=MARCH)
    assert "B-1002" in seen and "Changed in Xero" in seen and "Somebody voided it in Xero." in seen
    assert "H-1 Made in Xero by hand Walk-in client" in seen and "Unexplained 0.00" in seen
    shown = client.get(f"{base(linked.firm)}sync/compare/{fees}/", {"as_at": MARCH}).content.decode()
    assert f"{linked.sandbox.origin}/o/{linked.destination.remote_id}/invoices/{invoice['InvoiceID']}" in shown
    assert {row["Document"] for row in file_of(client, f"{base(linked.firm)}sync/compare/{fees}.csv")} >= {"H-1"}


def test_what_nobody_explains_is_a_row_of_its_own(linked: Linked, client_of: SignIn) -> None:
    client = client_of(linked.firm)
    linked.firm.bill("100.00", matter="M-104")
    linked.push()
    AccountMapping.objects.filter(account__code="4100").delete()

    read(client, linked.firm)

    seen = page_of(client, linked.firm, "sync/compare/4100/", as_at=MARCH)
    assert "Unexplained No document explains it" in seen and "−100.00" in seen


def test_the_files_add_up_as_the_pages_do(linked: Linked, client_of: SignIn) -> None:
    client = client_of(linked.firm)
    linked.firm.bill("100.00", matter="M-104")
    shown = read(client, linked.firm)
    (fees,) = re.findall(r"sync/compare/([0-9a-f-]{36})/[^>]*><span[^>]*>Fees", shown)

    every = file_of(client, f"{base(linked.firm)}sync/compare.csv")
    one = file_of(client, f"{base(linked.firm)}sync/compare/{fees}.csv")

    for row in every:
        assert Decimal(row["Difference"]) == Decimal(row["Explained"]) + Decimal(row["Unexplained"])
    (of_fees,) = (row for row in every if row["Accounts here"] == "4100")
    assert sum(Decimal(row["Amount"]) for row in one) == Decimal(of_fees["Difference"]) == Decimal("-900.00")
    assert [row["Why"] for row in one] == ["waiting", "before the connection", "unexplained"]


def file_of(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("429", "Xero's calls of this minute are used up"),
        ("503", "Xero answered 503: it is closed for maintenance; look at status.xero.com, and try again later."),
        ("drop_before", "The connection ended before Xero answered; try again in a moment."),
    ],
)
def test_trouble_at_xero_stands_on_the_page_and_the_last_reading_stays(
    linked: Linked, client_of: SignIn, fault: str, words: str
) -> None:
    client = client_of(linked.firm)
    read(client, linked.firm)
    linked.fault(fault, match={"method": "GET", "resource": "Reports"})

    answer = client.post(f"{base(linked.firm)}sync/compare/", {"as_at": MARCH})

    seen = answer.content.decode().replace("&#x27;", "'")
    assert answer.status_code == 422
    assert "Xero was not read." in seen and words in seen
    assert "efore the connection 880.00" in seen


def test_a_lost_consent_leads_to_the_connection(linked: Linked, client_of: SignIn) -> None:
    Connection.objects.update(state="broken")

    answer = client_of(linked.firm).post(f"{base(linked.firm)}sync/compare/", {"as_at": MARCH})

    seen = answer.content.decode()
    assert answer.status_code == 422
    assert "Xero no longer accepts this connection" in seen and f'href="{base(linked.firm)}connect/"' in seen


def test_a_day_that_is_none_is_refused_in_words(linked: Linked, client_of: SignIn) -> None:
    answer = client_of(linked.firm).post(f"{base(linked.firm)}sync/compare/", {"as_at": "soon"})

    assert answer.status_code == 422 and "is not a date" in answer.content.decode()


def test_days_that_were_read_can_be_gone_back_to(linked: Linked, client_of: SignIn) -> None:
    client = client_of(linked.firm)
    read(client, linked.firm, "2026-02-28")

    shown = read(client, linked.firm)

    assert f"{base(linked.firm)}sync/compare/?as_at=2026-02-28" in shown
    assert "Nothing to compare" in page_of(client, linked.firm, as_at="2026-02-28")
