"""The mapping page: what it says is missing, what it refuses, what one press accepts, and what a refresh told."""

import json
import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace as changed

from counterfoil import config
from counterfoil.ledger.models import Account
from counterfoil.outbox.models import Destination, Item
from counterfoil.taxes.models import TaxCode
from counterfoil.xero.client import new_http
from counterfoil.xero.models import AccountMapping, RemoteAccount, TaxMapping
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base
from tests.xero.conftest import connected, settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

pytestmark = pytest.mark.django_db


@pytest.fixture
def mapping(firm: BuiltFirm, client_of: SignIn, monkeypatch: pytest.MonkeyPatch) -> Iterator["Page"]:
    """A firm that has just connected, with what suggests itself mapped."""
    with running(Options(settings=SandboxSettings(minute_limit=100_000, day_limit=100_000))) as one, new_http() as http:
        settings = settings_for(one.origin)
        monkeypatch.setattr(config, "load", lambda: settings)
        connected(firm, one, http)
        yield Page(client_of(firm), f"{base(firm)}connect/", one)


class Page:
    """The page as its reader sees it."""

    def __init__(self, client: Client, at: str, sandbox: Running) -> None:
        self.client, self.at, self.sandbox = client, at, sandbox

    def text(self) -> str:
        return words(self.client.get(f"{self.at}mapping/").content.decode())

    def row(self, code: str) -> str:
        """What the page says of one of our accounts: its code, its name, and the state beside it."""
        found = AccountMapping.objects.filter(account__code=code).first()
        key = found.account_id if found else Account.objects.get(code=code).pk
        html = self.client.get(f"{self.at}mapping/").content.decode()
        row = re.search(rf'<td class="mapping-state" id="about-account-{key}">(.*?)</td>', html, re.DOTALL)
        assert row
        return words(row[1])

    def account(self, code: str) -> str:
        return f"account-{Account.objects.get(code=code).pk}"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def remote(name: str) -> str:
    return RemoteAccount.objects.get(name=name).remote_id


def test_a_gap_stands_beside_its_account_with_what_waits(mapping: Page) -> None:
    mapping.client.post(f"{mapping.at}mapping/", {mapping.account("4200"): ""})

    assert "bills on 4200 will wait" in mapping.row("4200")
    assert "Suggested: 201 Disbursements Recovered" in mapping.row("4200")


@pytest.mark.parametrize("rows", [AccountMapping, TaxMapping])
def test_one_press_accepts_every_suggestion_and_is_offered_while_there_is_one(
    mapping: Page, rows: type[AccountMapping] | type[TaxMapping]
) -> None:
    def offered() -> bool:
        return "Take the suggestions" in mapping.client.get(f"{mapping.at}mapping/").content.decode()

    had = rows.objects.count()
    before = offered()
    rows.objects.all().delete()
    meanwhile = offered()

    mapping.client.post(f"{mapping.at}suggest/")

    assert (before, meanwhile, offered()) == (False, True, False)
    assert rows.objects.count() == had > 3
    assert mapping.row("4100") == "Mapped"


def test_what_is_refused_stays_on_the_page_with_its_reason(mapping: Page) -> None:
    fees, costs = mapping.account("4100"), mapping.account("4200")

    answer = mapping.client.post(f"{mapping.at}mapping/", {fees: remote("Office Bank"), costs: remote("Fees")})

    assert answer.status_code == 422
    assert "A bank account in Xero answers to bank accounts only" in words(answer.content.decode())
    assert AccountMapping.objects.get(account__code="4200").remote_name == "Disbursements Recovered"


def test_a_refresh_tells_what_changed(mapping: Page) -> None:
    organisation = Destination.objects.get().remote_id
    accounts = mapping.sandbox.sandbox.xero.organisations[organisation].accounts
    (fees,) = accounts.find("code", "200")
    accounts.put(changed(fees, status="ARCHIVED"))

    page = words(mapping.client.post(f"{mapping.at}refresh/", follow=True).content.decode())

    assert "Archived 200 Fees is archived. 4100 Professional fees" in page
    assert "1 of the changes stop copies" in page
    assert "Archived in Xero: bills on 4100 will wait" in mapping.row("4100")


def a_thousand_expenses(page: Page) -> None:
    """In Xero."""
    books = page.sandbox.sandbox.xero.organisations[Destination.objects.get().remote_id]
    (rent,) = books.accounts.find("code", "469")
    for number in range(1000):
        books.accounts.put(changed(rent, id=books.new_id(), code=f"X{number}", name=f"Expense {number}"))


def test_a_thousand_accounts_in_xero_make_the_page_no_heavier(mapping: Page) -> None:
    before = len(mapping.client.get(f"{mapping.at}mapping/").content)
    a_thousand_expenses(mapping)

    page = mapping.client.post(f"{mapping.at}refresh/", follow=True).content.decode()

    assert "And 950 more." in page
    assert len(page) - before < 30_000  # what changed there is listed once


def test_a_thousand_accounts_of_our_own_are_a_page_and_a_few_statements(mapping: Page, firm: BuiltFirm) -> None:
    Account.objects.bulk_create(
        Account(firm=firm.firm, code=f"X{number}", name=f"Expense {number}", type="expense") for number in range(1000)
    )

    with CaptureQueriesContext(connection) as asked:
        page = mapping.client.get(f"{mapping.at}mapping/").content

    assert page.count(b'role="combobox"') > 1_000
    assert len(page) < 1_200_000
    assert len(asked) < 30


def test_the_rows_without_a_counterpart_stand_on_a_page_of_their_own(mapping: Page) -> None:
    page = words(mapping.client.get(f"{mapping.at}mapping/?show=gaps").content.decode())

    assert "5300 Consultants and locums" in page and "4100 Professional fees" not in page


def test_the_picker_of_a_row_finds_what_fits_by_any_word(mapping: Page) -> None:
    a_thousand_expenses(mapping)
    mapping.client.post(f"{mapping.at}refresh/")
    rent, fees = (Account.objects.get(code=code).pk for code in ("6270", "4100"))

    found = words(mapping.client.get(f"{mapping.at}options/account/{rent}/?q=expense 77").content.decode())
    none = words(mapping.client.get(f"{mapping.at}options/account/{fees}/?q=office bank").content.decode())
    tax = TaxCode.objects.get(code="GST").pk
    rates = words(mapping.client.get(f"{mapping.at}options/tax/{tax}/?q=income 10").content.decode())

    assert found.startswith("X77 Expense 77 X770 Expense 770")
    assert none == "Nothing in Xero fits. Try fewer letters, or refresh."
    assert rates == "GST on Income 10% (OUTPUT)"
    assert mapping.client.get(f"{mapping.at}options/matter/1/").status_code == 404


@pytest.mark.parametrize("typed", ["260", "Other Revenue", "260 other revenue"])
def test_words_that_name_one_account_are_as_good_as_picking_it(mapping: Page, typed: str) -> None:
    """A browser without scripts, and fast hands."""
    fees = mapping.account("4100")

    mapping.client.post(f"{mapping.at}mapping/", {fees: remote("Fees"), f"{fees}_text": typed})

    assert AccountMapping.objects.get(account__code="4100").remote_name == "Other Revenue"


def test_words_that_name_nothing_stay_in_the_box_with_the_reason(mapping: Page) -> None:
    fees, sundry = mapping.account("4100"), mapping.account("4920")
    typed = {fees: "", f"{fees}_text": "Office Bank", sundry: remote("Fees"), f"{sundry}_text": "200 Fees"}

    answer = mapping.client.post(f"{mapping.at}mapping/", typed)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Office Bank"' in page and 'value="200 Fees"' in page
    assert "Refresh the accounts, then choose one of the list" in words(page)
    assert AccountMapping.objects.get(account__code="4100").remote_name == "Fees"


def test_an_emptied_box_takes_the_counterpart_away(mapping: Page) -> None:
    fees = mapping.account("4100")

    mapping.client.post(f"{mapping.at}mapping/", {fees: "", f"{fees}_text": ""})

    assert not AccountMapping.objects.filter(account__code="4100").exists()


def test_an_account_is_made_in_xero_from_the_page(mapping: Page) -> None:
    holding = Account.objects.get(slot="BANK_TRANSFER_HOLDING")
    before = mapping.client.get(f"{mapping.at}mapping/").content.decode()
    assert "Auto create 1190 Bank transfer holding new in Xero" in before

    mapping.client.post(f"{mapping.at}create/", {"account": holding.pk})

    assert "Being made in Xero with the code 1190" in mapping.row("1190")
    assert Item.objects.get(source_kind="account").state == "pending"


def test_a_trust_account_is_opened_here_and_created_in_xero(mapping: Page) -> None:
    """What the article on connecting asks for: GL account "(Auto create new in Xero)"."""
    banks = mapping.at.replace("connect/", "banks/new/?sort=trust")
    assert "(Auto create new in Xero)" in mapping.client.get(banks).content.decode()
    given = {"sort": "trust", "account": "xero", "account_type": "current", "provider": "BANK", "name": "Estates trust"}

    refused = mapping.client.post(banks, given)
    opened = mapping.client.post(banks, given | {"number": "062-000 11112222"})

    assert "Enter the bank account&#x27;s number first; Xero asks for it." in refused.content.decode()
    assert opened.status_code == 302
    assert json.loads(Item.objects.get(source_kind="account").snapshot)["account"]["name"] == "Estates trust"
