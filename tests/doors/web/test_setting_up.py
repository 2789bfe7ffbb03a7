"""Setting up a firm through its pages: founding, the package, the bank, its accounts, and what a package leaves out."""

import csv
import io

import pytest
from django.test import Client

from counterfoil.core.jurisdictions import jurisdiction
from counterfoil.firms.models import Firm, Member, User
from counterfoil.ledger.models import BankAccount
from counterfoil.matters.models import Contact
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, a_person, base

pytestmark = pytest.mark.django_db


LEDGER_KINDS = ("money/general_journal/", "money/general_journal.csv", "new/general_journal/", "new/firm_deposit/")
LEDGER_PAGES = ("trial-balance/", "trial-balance.csv", "accounts/", "accounts/1200/", "accounts/1200.csv", "entries/1/")
XERO_PAGES = ("sync/", "sync/compare/", "sync/compare.csv", "connect/", "connect/mapping/")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def newcomer(**more: bool) -> User:
    return User.objects.create_user("ada@firm.example", "a long passphrase", name="Ada Finch", **more)


def choose(client: Client, firm: BuiltFirm, package: str, **more: str) -> int:
    return client.post(f"{base(firm)}settings/accounting/", {"package": package} | more).status_code


# --- founding ---------------------------------------------------------------------------------------------------------


def test_the_first_person_is_led_to_founding_the_firm() -> None:
    client = signed_in(newcomer())

    assert client.get("/")["Location"] == "/found/"
    page = client.get("/found/?name=Finch+%26+Rowe&jurisdiction=nz").content.decode()
    assert '<option value="NZD" selected>' in page
    assert '<option value="4" selected>' in page
    assert 'name="matter_word"' in page
    given = {"year_starts": "4", "method": "accrual", "currency": "NZD", "zone": "Pacific/Auckland"}
    given["matter_word"] = "file"
    answer = client.post("/found/", {"name": "Finch & Rowe", "jurisdiction": "nz"} | given)

    firm = Firm.objects.get()
    assert answer["Location"] == f"/f/{firm.public_id}/setting-up/"
    assert (firm.name, firm.jurisdiction, firm.year_end_month, firm.package) == ("Finch & Rowe", "nz", 3, "")
    assert firm.matter_word == "file"
    assert Member.objects.get(firm=firm).roles == "fee_earner,bookkeeper,trust_manager,admin,owner"


@pytest.mark.parametrize(
    ("asked", "says"), [("name=&jurisdiction=au", "Enter the firm"), ("name=Finch&jurisdiction=", "rules")]
)
def test_a_firm_without_name_or_jurisdiction_is_asked_again(asked: str, says: str) -> None:
    page = signed_in(newcomer()).get(f"/found/?{asked}").content.decode()

    assert "1 of 2" in page
    assert says in page


def test_a_person_without_a_firm_asks_for_a_seat_where_there_is_one(firm: BuiltFirm) -> None:
    client = signed_in(newcomer())

    assert "member of no firm yet" in client.get("/").content.decode()
    assert client.post("/found/", {"name": "Another", "jurisdiction": "au"}).status_code == 403


def test_who_was_made_for_it_founds_another_firm(firm: BuiltFirm) -> None:
    assert signed_in(newcomer(is_staff=True)).get("/")["Location"] == "/found/"


# --- the guide and the bank -------------------------------------------------------------------------------------------


def test_the_guide_names_what_is_left_and_what_is_next(client_of: SignIn) -> None:
    firm = a_firm(package="")
    client = client_of(firm)

    before = client.get(f"{base(firm)}setting-up/").content.decode()
    client.post(f"{base(firm)}setting-up/bank/", {"name": "ANZ"})
    after = client.get(f"{base(firm)}setting-up/").content.decode()

    assert "1 of 5 done" in before
    assert "2 of 5 done" in after
    assert "ANZ" in after


def test_the_bank_asks_for_its_name_until_it_has_one(firm: BuiltFirm, client_of: SignIn) -> None:
    client, hint = client_of(firm), "bank has no name yet"

    assert hint in client.get(base(firm)).content.decode()
    assert client.post(f"{base(firm)}setting-up/bank/", {"name": "Enter your bank name"}).status_code == 422
    client.post(f"{base(firm)}setting-up/bank/", {"name": "Westpac"})

    assert hint not in client.get(base(firm)).content.decode()
    assert Contact.objects.get(firm_id=firm.id, code="BANK").name == "Westpac"


# --- the package ------------------------------------------------------------------------------------------------------


def test_the_package_is_chosen_behind_a_dialog_that_has_to_be_understood(client_of: SignIn) -> None:
    firm = a_firm(package="")
    client = client_of(firm)

    asked = client.get(f"{base(firm)}settings/accounting/?package=xero").content.decode()
    assert "I understand that this choice cannot be changed later." in asked
    assert choose(client, firm, "xero") == 422
    assert choose(client, firm, "xero", understood="on") == 302
    assert choose(client, firm, "billing", understood="on") == 422

    assert Firm.objects.get(pk=firm.id).package == "xero"
    assert "it cannot be changed" in client.get(f"{base(firm)}settings/accounting/").content.decode()


def test_a_firm_without_a_package_is_reminded_and_asks_for_no_consent(client_of: SignIn) -> None:
    firm = a_firm(package="")
    client = client_of(firm)

    assert "accounting package has to be chosen" in client.get(base(firm)).content.decode()
    refused = client.post(f"{base(firm)}connect/begin/")
    assert (refused.status_code, "package-not-chosen" in refused.content.decode()) == (422, True)


def test_billing_and_trust_only_has_neither_ledger_nor_xero(client_of: SignIn) -> None:
    firm = a_firm(package="billing")
    client = client_of(firm)

    answers = {page: client.get(base(firm) + page) for page in LEDGER_PAGES + LEDGER_KINDS + XERO_PAGES}

    assert {page: answer.status_code for page, answer in answers.items() if answer.status_code != 404} == {}
    assert all("not-in-package" in answer.content.decode() for answer in answers.values())


def test_own_ledger_only_has_its_ledger_and_no_xero(client_of: SignIn) -> None:
    firm = a_firm(package="ledger")
    client = client_of(firm)
    firm.matter("M-104")
    firm.bill("800.00", matter="M-104")

    assert {client.get(base(firm) + page).status_code for page in LEDGER_PAGES + LEDGER_KINDS} == {200}
    assert {client.get(base(firm) + page).status_code for page in XERO_PAGES} == {404}


@pytest.mark.parametrize(
    ("package", "gone"),
    [("billing", ("trial-balance/", "sync/", "accounts/", "new/general_journal/")), ("ledger", ("sync/",))],
)
def test_no_page_leads_to_what_the_package_leaves_out(package: str, gone: tuple[str, ...], client_of: SignIn) -> None:
    firm = a_firm(package=package)
    client, matter = client_of(firm), firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104")
    bill = firm.bill("800.00", matter="M-104")
    pages = (
        "",
        "settings/",
        "banks/",
        f"documents/{bill.public_id}/",
        f"matters/{matter.public_id}/",
        "search/?q=journal",
    )

    for page in pages:
        shown = client.get(base(firm) + page).content.decode()
        assert [place for place in gone if f'href="{base(firm)}{place}' in shown] == [], page


def test_what_is_keyed_in_elsewhere_is_every_posted_line_of_the_days(client_of: SignIn) -> None:
    firm = a_firm(package="billing")
    client = client_of(firm)
    firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    firm.bill("800.00", matter="M-104", on="2026-03-09")
    firm.bill("10.00", matter="M-104", on="2026-02-09", due_on="2026-02-23")

    file = client.get(f"{base(firm)}settings/rekeying.csv?since=2026-03-01&through=2026-03-31").content.decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(file)))

    assert [(row["Document"], row["Account"], row["Debit"], row["Credit"]) for row in rows] == [
        ("TR-1001", "1150", "500.00", ""),
        ("TR-1001", "2150", "", "500.00"),
        ("B-1001", "1200", "880.00", ""),
        ("B-1001", "4100", "", "800.00"),
        ("B-1001", "2210", "", "80.00"),
    ]


# --- bank accounts ----------------------------------------------------------------------------------------------------


def test_a_trust_account_is_opened_and_offered_at_once(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)
    given = {"sort": "trust", "account_type": "investment", "provider": "BANK", "name": "Term deposit"}

    answer = client.post(f"{base(firm)}banks/new/", given | {"number": "062000-12345678"})

    assert answer.status_code == 302
    assert BankAccount.objects.get(firm_id=firm.id, code="T2").number == "062-000 12345678"
    assert "T2 Term deposit" in client.get(f"{base(firm)}new/trust_receipt/").content.decode()


def test_the_form_says_how_an_accounts_documents_are_numbered(firm: BuiltFirm, client_of: SignIn) -> None:
    client, edit = client_of(firm), f"{base(firm)}banks/T1/edit/"
    assert "Of its own: T1-TR-1001" in client.get(edit).content.decode()

    client.post(edit, {"numbers": "own"})
    assert BankAccount.objects.get(firm_id=firm.id, code="T1").own_numbers
    client.post(edit, {"numbers": ""})
    assert not BankAccount.objects.get(firm_id=firm.id, code="T1").own_numbers


@pytest.mark.parametrize(
    ("place", "right", "wrong"),
    [
        ("au", "062-000 12345678", "062-000 1234567890"),
        ("nz", "01-0902-0068389-00", "01-0902-68389"),
        ("ew", "20-00-00 12345678", "20-00 12345678"),
        ("us", "021000021 123456789", "021000022 123456789"),
    ],
)
def test_a_trust_accounts_number_has_the_form_of_its_country(
    place: str, right: str, wrong: str, client_of: SignIn
) -> None:
    firm = a_firm(jurisdiction=place)
    client, given = client_of(firm), {"sort": "trust", "account_type": "current", "provider": "BANK", "name": "Second"}

    refused = client.post(f"{base(firm)}banks/new/", given | {"number": wrong})
    page = refused.content.decode()
    taken = client.post(f"{base(firm)}banks/new/", given | {"number": right})

    assert refused.status_code == 422
    assert 'id="id_number_error"' in page
    assert jurisdiction(place).bank_account_format.example in page
    assert taken.status_code == 302
    assert BankAccount.objects.get(firm_id=firm.id, name="Second").number == right


def test_a_bank_account_is_held_with_a_bank_alone(firm: BuiltFirm, client_of: SignIn) -> None:
    client, company = client_of(firm), firm.contact("Harrow & Pike")

    page = client.get(f"{base(firm)}banks/T1/edit/").content.decode()
    answer = client.post(f"{base(firm)}banks/T1/edit/", {"provider": company.code})

    assert "Harrow" not in page
    assert (answer.status_code, "Harrow &amp; Pike is not a bank" in answer.content.decode()) == (422, True)


def test_a_closed_account_is_in_no_entry_form(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)
    client.post(f"{base(firm)}banks/new/", {"sort": "trust", "provider": "BANK", "name": "Old trust account"})

    client.post(f"{base(firm)}banks/T1/edit/", {"state": "closed"})

    assert "Closed" in client.get(f"{base(firm)}banks/").content.decode()
    assert "Old trust account" not in client.get(f"{base(firm)}new/trust_payment/").content.decode()


def test_an_account_in_a_second_currency_is_opened_and_not_posted_on(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)
    firm.matter("M-104")

    client.post(f"{base(firm)}settings/currencies/", {"add": "currency", "currency": "USD"})
    client.post(
        f"{base(firm)}banks/new/", {"sort": "office", "provider": "BANK", "name": "Dollar account", "currency": "USD"}
    )
    payer = firm.contact("Harrow & Pike").code
    posted = client.post(
        f"{base(firm)}new/client_receipt/",
        {"on": "2026-03-09", "bank": "O2", "payer": payer, "amount": "5.00", "parts-TOTAL_FORMS": "0", "do": "post"},
    )

    assert posted.status_code == 422
    assert "posting in a second currency is not there yet" in posted.content.decode()


def test_the_firms_facts_are_changed_by_an_admin(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)

    client.post(f"{base(firm)}settings/firm/", {"name": "Hollis Lane LLP", "year_starts": "1"})

    page = client.get(f"{base(firm)}settings/").content.decode()
    assert "Hollis Lane LLP" in page
    assert "31 December" in page


def test_an_admin_without_client_data_sees_the_accounts_without_their_balances(firm: BuiltFirm) -> None:
    client = signed_in(a_person(firm, "admin"))

    page = client.get(f"{base(firm)}banks/").content.decode()

    assert "Trust account" in page
    assert "Balance" not in page
