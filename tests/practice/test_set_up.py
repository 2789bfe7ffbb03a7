"""Founding a firm, its contacts, its people and its locks."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from counterfoil.core.jurisdictions import CODES, jurisdiction
from counterfoil.firms.models import Audit, Member, User
from counterfoil.firms.roles import Actor
from counterfoil.ledger.models import Account, BankAccount, Chain, Period
from counterfoil.matters.models import Contact
from counterfoil.practice.contacts import add_contact, change_contact
from counterfoil.practice.firm import found_firm
from counterfoil.practice.people import make_user, take_in
from counterfoil.practice.periods import close_period
from counterfoil.taxes.models import TaxRate
from tests.builders import NOON, BuiltFirm, a_firm
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    return a_firm()


def with_roles(firm: BuiltFirm, *roles: str) -> Actor:
    return Actor(firm.by.user_id, "Lee Marsh", firm.id, frozenset(roles))


@pytest.mark.parametrize("code", CODES)
def test_a_firm_is_founded_with_the_chart_of_its_jurisdiction(code: str) -> None:
    firm = a_firm(jurisdiction=code)
    data = jurisdiction(code)

    assert firm.firm.currency == data.currency
    assert Account.objects.filter(firm_id=firm.id).count() == len(data.accounts)
    assert TaxRate.objects.filter(firm_id=firm.id).count() == sum(len(tax.rates) for tax in data.tax_codes)
    banks = BankAccount.objects.filter(firm_id=firm.id).order_by("code").values_list("code", "sort", "account__type")
    assert list(banks) == [("O1", "office", "bank"), ("T1", "trust", "trust_bank")]
    assert Chain.objects.get(firm_id=firm.id).seq == 0
    assert sorted(Period.objects.filter(firm_id=firm.id).values_list("ledger", "closed_through")) == [
        ("general", None),
        ("trust", None),
    ]


@pytest.mark.parametrize("code", CODES)
def test_the_first_day_of_a_firm_of_any_jurisdiction(code: str) -> None:
    firm = a_firm(jurisdiction=code)
    firm.matter("M-104")
    tax = next(tax.code for tax in jurisdiction(code).tax_codes if tax.direction == "collected")

    firm.trust_receipt("500.00", matter="M-104")
    firm.trust_payment("120.00", matter="M-104")
    bill = firm.bill("800.00", matter="M-104", account=Account.objects.get(firm_id=firm.id, slot="FEES").code, tax=tax)
    receipt = firm.receipt("100.00", pays={str(bill.number): "100.00"})

    assert receipt.number == "R-1001"


UNFIT = [("N" * 256, "text-too-long"), (" ", "field-missing"), ("A\0", "text-has-controls")]


@pytest.mark.parametrize(("name", "code"), UNFIT)
def test_a_firm_needs_a_name_that_fits(name: str, code: str, firm: BuiltFirm) -> None:
    owner = User.objects.get(member__firm=firm.firm)

    with refused(code):
        found_firm(name=name, jurisdiction_code="au", at=NOON, owner=owner)


def test_contacts_without_a_code_are_counted(firm: BuiltFirm) -> None:
    codes = [firm.contact(name).code for name in ("Harrow & Pike", "R. Osei", "Land Registry")]

    assert codes == ["C-0001", "C-0002", "C-0003"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"email": "not an address"}, "email-not-understood"),
        ({"email": f"{'e' * 300}@firm.example"}, "text-too-long"),
        ({"phone": "9" * 51}, "text-too-long"),
        ({"sort": "ghost"}, "field-wrong-type"),
        ({"code": "C" * 21}, "text-too-long"),
    ],
)
def test_a_contact_that_no_column_holds_is_refused(given: dict[str, str], code: str, firm: BuiltFirm) -> None:
    before = Contact.objects.count()

    with refused(code):
        add_contact(**{"name": "Harrow & Pike", **given}, by=firm.by, at=firm.at)

    assert Contact.objects.count() == before


def test_a_changed_contact_leaves_what_it_was_in_the_audit_log(firm: BuiltFirm) -> None:
    contact = firm.contact("Harrow & Pike")

    facts = {"name": "Harrow Pike LLP", "sort": "company", "email": "", "phone": ""}
    change_contact(code=contact.code, **facts, by=firm.by, at=firm.at)

    noted = Audit.objects.get(subject="contact", subject_id=contact.pk, action="change")
    assert '"was":{"name":"Harrow & Pike"}' in noted.detail.replace(" :", ":").replace(": ", ":")


def test_a_person_is_taken_in_and_given_other_roles(firm: BuiltFirm) -> None:
    person = make_user(email="Lee@Firm.example", name="Lee Marsh", password="seven green lanterns")

    take_in(user=person, roles=frozenset({"bookkeeper"}), by=firm.by, at=firm.at)
    take_in(user=person, roles=frozenset({"auditor"}), by=firm.by, at=firm.at)

    assert person.email == "lee@firm.example"
    assert Member.objects.get(firm_id=firm.id, user=person).roles == "auditor"
    with refused("name-taken", "lee@firm.example"):
        make_user(email="LEE@firm.example", name="Lee", password="seven green lanterns")


def test_an_owner_alone_makes_and_unmakes_one(firm: BuiltFirm) -> None:
    person = make_user(email="lee@firm.example", name="Lee Marsh", password="seven green lanterns")
    admin = with_roles(firm, "admin")

    with refused("not-permitted", "only an owner"):
        take_in(user=person, roles=frozenset({"admin", "owner"}), by=admin, at=firm.at)
    take_in(user=person, roles=frozenset({"admin", "owner"}), by=firm.by, at=firm.at)
    with refused("not-permitted", "only an owner"):
        take_in(user=person, roles=frozenset({"admin"}), by=admin, at=firm.at)

    assert Member.objects.get(firm_id=firm.id, user=person).roles == "admin,owner"


def test_a_firm_from_before_gets_its_first_admin_as_owner(firm: BuiltFirm) -> None:
    second = User.objects.create_user("second@firm.example", "seven green lanterns", name="Second")
    Member.objects.filter(firm_id=firm.id).update(roles="bookkeeper,admin,auditor")
    Member.objects.create(firm=firm.firm, user=second, roles="admin")

    import_module("counterfoil.firms.migrations.0004_owner").name_owners(apps, None)

    roles = list(Member.objects.filter(firm_id=firm.id).order_by("id").values_list("roles", flat=True))
    assert roles == ["bookkeeper,admin,owner,auditor", "admin"]


def test_only_an_admin_takes_people_in(firm: BuiltFirm) -> None:
    person = make_user(email="lee@firm.example", name="Lee Marsh", password="seven green lanterns")

    with refused("not-permitted", "admin"):
        take_in(user=person, roles=frozenset({"admin"}), by=with_roles(firm, "bookkeeper"), at=firm.at)


def closing(
    firm: BuiltFirm, day: str, *, ledger: str = "general", why: str = "BAS lodged", by: Actor | None = None
) -> None:
    close_period(ledger=ledger, through=date.fromisoformat(day), by=by or firm.by, at=firm.at, why=why)


def test_a_lock_moves_forward_only_and_never_past_yesterday(firm: BuiltFirm) -> None:
    closing(firm, "2026-02-28")

    with refused("step-not-allowed", "2026-02-28"):
        closing(firm, "2026-01-31")
    with refused("step-not-allowed", "not over yet"):
        closing(firm, "2026-03-31")
    with refused("reason-missing"):
        closing(firm, "2026-03-01", why=" ")
    with refused("not-permitted"):
        closing(firm, "2026-03-01", by=with_roles(firm, "fee_earner"))

    assert Period.objects.get(firm_id=firm.id, ledger="general").closed_through == date(2026, 2, 28)


def test_the_trust_lock_closes_trust_money_alone(firm: BuiltFirm) -> None:
    firm.matter("M-104")
    closing(firm, "2026-03-15", ledger="trust")

    with refused("period-closed", "2026-03-15"):
        firm.trust_receipt("5.00", matter="M-104", on="2026-03-15")
    assert firm.trust_receipt("5.00", matter="M-104", on="2026-03-16").state == "posted"
    assert firm.bill("5.00", matter="M-104", on="2026-03-09").state == "posted"


def test_the_general_lock_closes_everything(firm: BuiltFirm) -> None:
    firm.matter("M-104")
    receipt = firm.trust_receipt("5.00", matter="M-104", on="2026-03-02")
    closing(firm, "2026-03-15")

    with refused("period-closed"):
        firm.trust_receipt("5.00", matter="M-104", on="2026-03-15")
    with refused("period-closed"):
        firm.bill("5.00", matter="M-104", on="2026-03-09")
    with refused("period-closed"):
        firm.reverse(receipt)
