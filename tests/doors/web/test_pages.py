"""Every page opens, and asks the database a constant, small number of times."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.html import strip_tags

from counterfoil.documents.models import Document
from counterfoil.ledger.models import Period
from counterfoil.outbox.models import Item
from counterfoil.web.links import Links
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = pytest.mark.django_db


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


STATEMENTS = {
    "": 20,
    "matters/": 8,
    "matters/{matter}/": 30,
    "matters/{matter}/office/": 30,
    "matters/{matter}/bills/": 28,
    "contacts/": 8,
    "contacts/{contact}/": 10,
    "money/client_bill/": 10,
    "money/client_receipt/": 10,
    "money/trust_receipt/": 10,
    "money/trust_payment/": 10,
    "documents/{document}/": 15,
    "new/client_bill/?matter=M-104": 16,
    "trial-balance/": 10,
    "accounts/1200/": 14,
    "sync/?show=all": 16,
    "search/?q=M-104": 9,
    "sync/pulse/": 4,
}
"""The most statements of a page, the person's session and firm among them, however many rows it shows."""


@pytest.mark.parametrize("page", STATEMENTS)
def test_a_page_asks_as_often_for_many_rows_as_for_few(page: str, firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()
    matter = a_busy_matter(firm)
    document = Document.objects.filter(kind="client_bill").values_list("public_id", flat=True)[0]
    contact = firm.contact("Harrow & Pike").public_id
    address = base(firm) + page.format(matter=matter, document=document, contact=contact)
    client = client_of(firm)

    few = statements(client, address)
    more_documents(firm, 12)
    many = statements(client, address)

    assert few <= STATEMENTS[page]
    assert many == few


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code in (200, 204)
    return len(asked)


def a_busy_matter(firm: BuiltFirm) -> str:
    matter = firm.matter("M-104")
    more_documents(firm, 1)
    return matter.public_id


def more_documents(firm: BuiltFirm, several: int) -> None:
    for _ in range(several):
        firm.trust_receipt("500.00", matter="M-104")
        firm.trust_payment("120.00", matter="M-104")
        billed = firm.bill("800.00", matter="M-104")
        firm.receipt("1000.00", pays={str(billed.number): "880.00"})


def test_a_list_is_filtered_sorted_and_downloaded(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    firm.matter("M-117", title="Lease of Unit 4")
    firm.trust_receipt("500.00", matter="M-104")
    client = client_of(firm)

    found = client.get(f"{base(firm)}matters/?q=lease").content.decode()
    sorted_ = client.get(f"{base(firm)}matters/?sort=-trust").content.decode()
    file = client.get(f"{base(firm)}matters.csv?q=lease")

    assert "M-117" in found
    assert "M-104" not in found
    assert sorted_.index("M-104") < sorted_.index("M-117")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert file.content.decode("utf-8-sig").splitlines()[1].startswith("M-117,Lease of Unit 4,")


def test_a_cell_that_looks_like_a_formula_is_quoted(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.contact("=cmd|' /C calc'!A0")

    file = client_of(firm).get(f"{base(firm)}contacts.csv").content.decode("utf-8-sig")

    assert "'=cmd" in file


def test_a_figure_leads_to_its_account_to_its_journal_to_its_document(firm: BuiltFirm, client_of: SignIn) -> None:
    """The day of the trial balance is kept all the way."""
    a_busy_matter(firm)
    client = client_of(firm)

    trial = client.get(f"{base(firm)}trial-balance/?as_at=2026-03-31").content.decode()
    account = f"{base(firm)}accounts/1200/?through=2026-03-31"
    ledger = client.get(account).content.decode()
    journal = client.get(f"{base(firm)}entries/3/").content.decode()

    assert account in trial
    assert f"{base(firm)}trial-balance/?as_at=2026-03-31" in ledger
    assert f"{base(firm)}entries/3/" in ledger
    assert Document.objects.get(kind="client_bill").public_id in journal


def test_closing_a_period_needs_a_reason_and_is_kept(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)
    address = f"{base(firm)}periods/"

    without = client.post(address, {"ledger": "general", "through": "2026-02-28", "why": ""})
    client.post(address, {"ledger": "general", "through": "2026-02-28", "why": "February is done"})
    lower = client.post(address, {"ledger": "general", "through": "2026-01-31", "why": "again"})
    shown = client.get(address).content.decode()

    assert without.status_code == lower.status_code == 422
    assert "closed through 28 Feb 2026" in shown
    assert "February is done" in shown


def test_the_top_bar_says_from_when_on_something_can_be_dated(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)
    now = datetime.now(ZoneInfo(firm.firm.zone))
    last_month = now.date().replace(day=1) - timedelta(days=1)

    def shown() -> str:
        return " ".join(strip_tags(client.get(f"{base(firm)}help/").content.decode()).split())

    assert "Period open: from the start" in shown()
    Period.objects.filter(firm=firm.firm, ledger="general").update(closed_through=date(2026, 2, 28))
    assert "Period open: from 1 Mar 2026" in shown()
    Period.objects.filter(firm=firm.firm, ledger="general").update(closed_through=last_month)
    assert f"Period open: {now:%B %Y}" in shown()


def test_what_was_posted_in_a_closed_period_stays_and_its_page_says_what_to_do_instead(
    firm: BuiltFirm, client_of: SignIn
) -> None:
    firm.matter("M-104")
    bill = firm.bill("800.00", matter="M-104", on="2026-02-20", due_on="2026-03-06")
    Period.objects.filter(firm=firm.firm, ledger="general").update(closed_through=date(2026, 2, 28))

    shown = client_of(firm).get(f"{base(firm)}documents/{bill.public_id}/").content.decode()

    assert "The books are closed through 28 Feb 2026: what is posted there stays." in shown
    assert "Enter what puts it right, dated later." in shown


def test_a_date_in_an_address_that_is_none_leads_back_to_the_page_without_it(
    firm: BuiltFirm, client_of: SignIn
) -> None:
    for path in ("money/client_bill/", "reports/balance-sheet/"):
        refused = client_of(firm).get(f"{base(firm)}{path}?since=foo&as_at=foo").content.decode()
        assert "write it like 31 Mar 2026" in refused
        assert f'href="{base(firm)}{path}">Open the page without it</a>' in refused


def test_the_alert_bar_stands_on_every_page_for_everybody(firm: BuiltFirm, client_of: SignIn) -> None:
    destination = firm.connect()
    a_busy_matter(firm)
    refused = Item.objects.filter(destination=destination).order_by("id")[1]
    Item.objects.filter(pk=refused.pk).update(state="rejected", reason_code="mapping-missing", reason_text="no account")

    for roles in ("fee_earner", "auditor", "admin"):
        shown = client_of(firm, roles).get(f"{base(firm)}help/").content.decode()
        assert "1 record could not be pushed to Xero" in shown


def test_the_pulse_answers_only_when_something_moved(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()
    client = client_of(firm)
    seen = re.search(r'hx-get="([^"]*pulse[^"]*)"', client.get(base(firm)).content.decode())
    assert seen

    still = client.get(seen[1])
    a_busy_matter(firm)
    moved = client.get(seen[1])

    assert still.status_code == 204
    assert moved.status_code == 200
    assert moved["HX-Trigger"] == "pulse"


def test_a_lost_session_sends_htmx_to_the_sign_in_page(firm: BuiltFirm) -> None:
    answer = Client().get(f"{base(firm)}sync/pulse/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"] == "/accounts/login/"


def test_a_refusal_answers_htmx_with_words_and_a_code(firm: BuiltFirm, client_of: SignIn) -> None:
    answer = client_of(firm, "admin").get(f"{base(firm)}matters/", headers={"HX-Request": "true"})

    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#toasts"
    assert "not-permitted" in answer.content.decode()


ODD = (
    "matters/?page=abc&sort=zzz&state=zzz&q=%25_!",
    "matters/?page=999999999999",
    "matters/?q=%F0%9F%92%A9+%C3%85ngstr%C3%B6m",
    "money/client_bill/?show=zzz&page=-1",
    "money/no-such-kind/",
    "money/client_bill/?since=32+nov",
    "new/no-such-kind/",
    "new/client_bill/?matter=none&bill=none&contact=none&like=none",
    "new/client_receipt/?bill=B-9999",
    "trial-balance/?as_at=soon",
    "trial-balance/?as_at=1969-01-01",
    "accounts/none/",
    "entries/999999999999999999999999/",
    "entries/999999999999999999/",
    "connect/choose/999999999999999999/",
    "options/Nothing/",
    "options/MatterCode/?q=%00",
    "matters/?q=%00",
    "search/options/?q=B-99999999999999999999",
    "search/?q=999999999999999999.99",
    "sync/?show=zzz&page=zzz",
    "sync/items/none/",
    "documents/none/",
    "documents/none/none/",
    "matters/none/trust.csv",
)


@pytest.mark.parametrize("address", ODD)
def test_an_odd_address_is_answered_in_words(address: str, firm: BuiltFirm, client_of: SignIn) -> None:
    firm.connect()
    a_busy_matter(firm)

    assert client_of(firm).get(f"{base(firm)}{address}").status_code in (200, 404, 422)


def test_what_cannot_be_kept_is_refused(firm: BuiltFirm, client_of: SignIn) -> None:
    answer = client_of(firm).post(f"{base(firm)}contacts/new/", {"name": "Tern\0"})

    assert answer.status_code == 422


def test_another_like_it_begins_with_the_same_lines_and_todays_date(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    billed = firm.bill("812.34", matter="M-104")

    form = client_of(firm).get(f"{base(firm)}new/client_bill/?like={billed.public_id}").content.decode()

    assert 'value="812.34"' in form
    assert "9 Mar 2026" not in form


def test_an_address_that_is_written_out_is_one_that_resolves(firm: BuiltFirm) -> None:
    to = Links.of(firm.firm.public_id)
    written = (
        to.home,
        to.place("trial-balance", as_at="2026-03-31"),
        to.csv("matters", q="x"),
        to.csv("accounts/1200"),
        to.matter("abc"),
        to.matter("abc", "office"),
        to.contact("abc"),
        to.document("abc"),
        to.document("abc", "reverse"),
        to.money("client_bill", show="open"),
        to.new("client_bill", matter="M-1"),
        to.account("1200", through="2026-03-31"),
        to.entry(7),
        to.sync_item("LXABCD-23456789"),
        to.sync_item("LXABCD-23456789", "retry"),
        to.options("MatterCode"),
    )

    assert all(resolve(address.partition("?")[0]) for address in written)
