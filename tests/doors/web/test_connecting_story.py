"""The article on connecting, followed as it is written, in a real browser: from the bank's name to money received.

A new firm and an organisation in Xero that has neither a trust account nor an office account. The trust account is made
from here, what is owed to clients with it; the office account is made in Xero, gets its code there, and is refreshed.
Either may come first.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from counterfoil import config
from counterfoil.ledger.models import BankAccount
from counterfoil.outbox.models import Destination
from counterfoil.xero.client import new_http
from counterfoil.xero.models import AccountMapping
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, sit_down
from tests.xero.conftest import Linked, ShiftedStore, settings_for
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options


@pytest.fixture
def sandbox(live_site: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """An organisation as Xero hands it out: system accounts and tax rates, no bank."""
    unlimited = SandboxSettings(minute_limit=100_000, day_limit=100_000)
    with running(Options(seed="empty", settings=unlimited)) as one:
        settings = settings_for(one.origin).model_copy(update={"base_url": live_site})
        monkeypatch.setattr(config, "load", lambda: settings)
        yield one


@pytest.fixture
def firm(sandbox: Running) -> BuiltFirm:
    built = a_firm(package="")
    built.matter("M-104")
    return built


class Bookkeeper:
    """Somebody with the article in one hand."""

    def __init__(self, page: Page, site: str, firm: BuiltFirm, sandbox: Running) -> None:
        self.page, self.firm, self.sandbox = page, firm, sandbox
        self.here = f"{site}{base(firm)}"
        self.in_xero = f"{sandbox.origin}/o/{next(iter(sandbox.sandbox.xero.organisations))}"

    def names_the_bank(self) -> None:
        """Search bar, "bank", the contact that waits for its name; Edit; the provider's own name."""
        page = self.page
        page.goto(self.here)
        page.wait_for_load_state()
        page.get_by_role("combobox", name="Search matters").click()
        page.keyboard.type("bank")
        page.get_by_role("option", name=re.compile("Enter your bank name")).click()
        page.locator(".head .actions").get_by_role("link", name="Edit").click()
        page.get_by_label("Name", exact=True).fill("Barclays")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", name="Barclays")).to_be_visible()

    def chooses_xero(self) -> None:
        """Admin, Accounting; Xero; the pop-up says that it is for good; "I understand"."""
        page = self.page
        self._admin("Accounting")
        page.get_by_role("link", name="Choose Xero").click()
        expect(page.get_by_role("dialog")).to_contain_text("cannot be changed")
        page.get_by_role("button", name="I understand").click()
        expect(page.get_by_role("heading", name="Connect to Xero")).to_be_visible()

    def connects(self) -> None:
        page = self.page
        page.get_by_role("button", name="Continue at Xero").click()
        page.get_by_role("button", name="Allow access").click()
        page.get_by_label("I have read this").check()
        page.get_by_role("button", name="Connect Harbour & Vale Lawyers").click()
        expect(page.get_by_role("heading", name="Mapping")).to_be_visible()

    def creates_the_trust_account(self) -> None:
        """Admin, Trust accounting; the plus beside Bank accounts; bank and liability are made in Xero."""
        page = self.page
        self._admin("Trust accounting")
        expect(page.get_by_text("Australia").first).to_be_visible()
        page.get_by_role("link", name="New trust account").click()
        page.get_by_label("GL account").select_option("(Auto create new in Xero)")
        page.get_by_label("Account type").select_option("General trust account")
        expect(page.get_by_label("Status")).to_have_value("open")
        page.get_by_label("Bank", exact=True).select_option("Barclays")
        expect(page.get_by_label("Trust liability in Xero").locator("option:checked")).to_have_text(
            "(Auto create new in Xero)"
        )
        page.get_by_label("Account number").fill("062-000 11112222")
        page.get_by_label("Account name").fill("Clients' trust account")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Clients' trust account is being made in Xero")).to_be_visible()
        expect(page.get_by_text("Trust funds held is being made in Xero")).to_be_visible()

    def makes_the_office_account_in_xero(self) -> None:
        """There: add a bank account, its name and number; find it; give it a code of three digits."""
        page = self.page
        page.goto(f"{self.in_xero}/accounts")
        page.get_by_label("Account name").fill("Operating account")
        page.get_by_label("Account number").fill("062000-99990000")
        page.get_by_role("button", name="Add bank account").click()
        self._refreshes("Operating account has no code in Xero")
        page.goto(f"{self.in_xero}/accounts")
        page.get_by_role("link", name="Operating account").click()
        page.get_by_label("Code").fill("101")
        page.get_by_role("button", name="Set").click()

    def refreshes(self) -> None:
        """Admin, Accounting, Refresh: the code tells which account it is."""
        self._refreshes("New in the chart: O1 Operating account")

    def _refreshes(self, and_reads: str) -> None:
        self.page.goto(self.here)
        self._admin("Accounting")
        self.page.get_by_role("button", name="Refresh").click()
        expect(self.page.get_by_text(and_reads)).to_be_visible()

    def _admin(self, place: str) -> None:
        self.page.get_by_role("list", name="Admin").get_by_role("link", name=place, exact=True).click()

    def chooses_it_for(self, kind: str, bank: str) -> None:
        """The account stands in the form by its own name."""
        self.page.goto(f"{self.here}new/{kind}/")
        self.page.locator("#id_bank").select_option(bank)


TRUST_FIRST = ("creates_the_trust_account", "makes_the_office_account_in_xero", "refreshes")
OFFICE_FIRST = ("makes_the_office_account_in_xero", "refreshes", "creates_the_trust_account")


@pytest.mark.parametrize("order", [TRUST_FIRST, OFFICE_FIRST], ids=["trust first", "office first"])
def test_both_accounts_stand_here_and_in_xero_and_take_money(
    order: tuple[str, ...],
    page: Page,
    live_site: str,
    firm: BuiltFirm,
    sandbox: Running,
    client_of: SignIn,
    complaints: list[str],
) -> None:
    sit_down(page, live_site, client_of(firm))
    person = Bookkeeper(page, live_site, firm, sandbox)

    person.names_the_bank()
    person.chooses_xero()
    person.connects()
    for step in order:
        getattr(person, step)()
    person.chooses_it_for("trust_receipt", "T1 Clients' trust account")
    person.chooses_it_for("client_receipt", "O1 Operating account")

    assert list(BankAccount.objects.order_by("code").values_list("code", "name", "number", "provider__name")) == [
        ("O1", "Operating account", "062-000 99990000", "Barclays"),
        ("T1", "Clients' trust account", "062-000 11112222", "Barclays"),
    ]
    firm.trust_receipt("500.00", matter="M-104")
    firm.receipt("70.00")
    with new_http() as http:
        linked = Linked(firm, sandbox, config.load(), http, Destination.objects.get(), ShiftedStore())
        linked.settle()
        received = {row["BankAccount"]["Name"]: row["Total"] for row in linked.in_xero("BankTransactions")}
    assert received == {"Clients' trust account": 500.0, "Operating account": 70.0}
    assert there(firm) == {
        "1100": "101 Operating account",
        "1150": "1150 Clients' trust account",
        "2150": "2150 Trust funds held",
    }
    assert complaints == []


def there(firm: BuiltFirm) -> dict[str, str]:
    """What the accounts of the article became in Xero, by our codes."""
    found = AccountMapping.objects.filter(firm=firm.firm, account__code__in=("1100", "1150", "2150"))
    return {
        code: f"{remote} {name}"
        for code, remote, name in found.values_list("account__code", "remote_code", "remote_name")
    }
