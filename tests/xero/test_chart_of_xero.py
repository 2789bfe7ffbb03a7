"""In the package "Xero", what is made in Xero and given a code is in the chart here after a refresh."""

from collections.abc import Iterator

import pytest

from counterfoil.ledger.models import Account, BankAccount
from counterfoil.outbox.models import Item
from counterfoil.xero.client import new_http
from counterfoil.xero.models import AccountMapping
from counterfoil.xero.opening_banks import FOUND_THERE, free_banks, open_bank
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.conftest import Linked, connected
from tests.xero.test_doubts import in_xero
from tests.xero.test_refresh import alter, books_of, refresh
from xero_sandbox.model.settings import Settings as SandboxSettings
from xero_sandbox.server.running import Running, running
from xero_sandbox.server.sandbox import Options

pytestmark = pytest.mark.one_database("what the mapping says of accounts read from Xero")

OFFICE = {"Code": "101", "Name": "Operating account", "Type": "BANK", "BankAccountNumber": "062000-99990000"}


@pytest.fixture
def of_xero(committed_database: CommittedDatabase, sandbox: Running) -> Iterator[Linked]:
    """A firm that chose the package "Xero" and has just connected."""
    with new_http() as http:
        one = connected(a_firm(package="xero"), sandbox, http)
        one.firm.matter("M-104")
        yield one


def test_an_office_account_made_in_xero_appears_after_a_refresh_and_takes_money(of_xero: Linked) -> None:
    refresh(of_xero)
    in_xero(of_xero, "Accounts", OFFICE)

    refreshed = refresh(of_xero)

    bank = BankAccount.objects.get(name="Operating account")
    assert (bank.sort, bank.account.code, bank.account.type) == ("office", "101", "bank")
    assert refreshed.taken.added == ("101 Operating account",)
    bill = of_xero.firm.bill("100.00", matter="M-104")
    parts = [{"bill": str(bill.number), "amount": "110.00"}]
    payer = of_xero.firm.contact("Harrow & Pike").code
    of_xero.firm.enter("client_receipt", on="2026-03-16", bank=bank.code, payer=payer, amount="110.00", parts=parts)
    of_xero.push()
    assert set(Item.objects.values_list("state", flat=True)) == {"confirmed"}


def test_without_its_code_it_does_not_appear_and_the_reason_is_said(of_xero: Linked) -> None:
    """Xero lets bank accounts be without a code."""
    in_xero(of_xero, "Accounts", {name: value for name, value in OFFICE.items() if name != "Code"})

    refreshed = refresh(of_xero)

    assert (
        "Operating account has no code in Xero; give it one of three digits there, then refresh" in refreshed.taken.left
    )
    assert not BankAccount.objects.filter(name="Operating account").exists()


def test_a_trust_account_is_not_taken_for_the_firms_own_money(of_xero: Linked) -> None:
    in_xero(of_xero, "Accounts", OFFICE | {"Name": "Estates trust account"})

    refreshed = refresh(of_xero)

    assert not BankAccount.objects.filter(name="Estates trust account").exists()
    assert any("looks like a trust account" in why for why in refreshed.taken.left)


def test_the_office_account_that_stands_ready_takes_the_only_one_in_xero(
    committed_database: CommittedDatabase,
) -> None:
    unlimited = SandboxSettings(minute_limit=100_000, day_limit=100_000)
    with running(Options(seed="empty", settings=unlimited)) as sandbox, new_http() as http:
        one = connected(a_firm(package="xero"), sandbox, http)
        in_xero(one, "Accounts", OFFICE)

        assert refresh(one).taken.added == ("O1 Operating account",)
        assert refresh(one).taken.added == ()
        bank = BankAccount.objects.get(code="O1")
        assert (bank.number, bank.account.code) == ("062-000 99990000", "1100")
        assert AccountMapping.objects.get(account=bank.account).remote_code == "101"

        in_xero(one, "Accounts", OFFICE | {"Code": "102", "Name": "Savings", "BankAccountNumber": "1"})
        assert refresh(one).taken.added == ("102 Savings",)
        assert BankAccount.objects.get(code="O2").account.code == "102"


def test_an_account_made_in_xero_is_chosen_when_one_is_opened_here(of_xero: Linked) -> None:
    """The one way for a trust account that was made there; Refresh leaves it, and says so."""
    in_xero(of_xero, "Accounts", OFFICE | {"Name": "Estates trust account"})
    refresh(of_xero)
    (there,) = free_banks(of_xero.destination)

    opened = open_bank(
        by=of_xero.firm.by,
        at=of_xero.store.now(),
        destination=of_xero.destination,
        account=FOUND_THERE + there.remote_id,
        sort="trust",
        name="",
        provider="BANK",
    )

    assert (opened.bank.code, str(opened.bank), opened.bank.number) == (
        "T2",
        "T2 Estates trust account",
        "062-000 99990000",
    )
    assert AccountMapping.objects.get(account=opened.bank.account).remote_id == there.remote_id
    assert free_banks(of_xero.destination) == []
    with refused("account-unknown-there"):
        open_bank(
            by=of_xero.firm.by,
            at=of_xero.store.now(),
            destination=of_xero.destination,
            account=FOUND_THERE + there.remote_id,
            sort="trust",
            name="",
            provider="BANK",
        )


def test_accounts_keep_their_class_and_their_usual_tax(of_xero: Linked) -> None:

    refresh(of_xero)

    rent, loan = Account.objects.get(code="469"), Account.objects.get(code="900")
    assert (rent.type, rent.tax, loan.type) == ("expense", "GST-P", "liability")
    assert AccountMapping.objects.get(account=rent).remote_name == "Rent"


def test_nothing_is_taken_twice_and_what_answers_already_is_left(of_xero: Linked) -> None:
    refresh(of_xero)
    before = Account.objects.count()

    assert refresh(of_xero).taken.added == ()
    assert Account.objects.count() == before
    assert not Account.objects.filter(name="Fees").exists()


def test_a_new_name_there_makes_no_second_account_here(of_xero: Linked) -> None:
    refresh(of_xero)
    before = Account.objects.count()
    alter(of_xero, "469", name="Rent and rates", code="470")

    refresh(of_xero)

    assert Account.objects.count() == before
    assert books_of(of_xero).accounts.find("code", "470")


def test_in_other_packages_the_chart_is_our_own(linked: Linked) -> None:
    before = Account.objects.count()

    assert refresh(linked).taken.added == ()
    assert Account.objects.count() == before
