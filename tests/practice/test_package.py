"""Choosing the accounting package: once, understood, and kept by the database."""

import pytest
from django.db import Error, transaction

from counterfoil.core.packages import PACKAGES
from counterfoil.firms.models import Audit, Firm
from counterfoil.firms.roles import Actor
from counterfoil.practice.package import choose_package, may_connect
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused

pytestmark = pytest.mark.django_db

WITH_XERO = [code for code, package in PACKAGES.items() if package.xero]
WITHOUT_XERO = [code for code, package in PACKAGES.items() if not package.xero]


@pytest.fixture
def firm() -> BuiltFirm:
    return a_firm(package="")


def choosing(firm: BuiltFirm, package: str, *, understood: bool = True, by: Actor | None = None) -> Firm:
    return choose_package(package=package, understood=understood, by=by or firm.by, at=firm.at)


@pytest.mark.parametrize("package", PACKAGES)
def test_who_chose_the_package_and_when_is_kept_with_what_they_understood(package: str, firm: BuiltFirm) -> None:
    chosen = choosing(firm, package)

    noted = Audit.objects.get(subject="package", subject_id=firm.id)
    assert (chosen.package, chosen.package_by_id, chosen.package_at) == (package, firm.by.user_id, firm.at)
    assert (noted.by_id, noted.at) == (firm.by.user_id, firm.at)
    assert "cannot be changed later" in noted.detail


def test_a_package_is_not_chosen_before_it_is_understood(firm: BuiltFirm) -> None:
    with refused("not-acknowledged", "Xero"):
        choosing(firm, "xero", understood=False)

    assert Firm.objects.get(pk=firm.id).package == ""
    assert not Audit.objects.filter(subject="package").exists()


@pytest.mark.parametrize("another", ["xero", "billing"])
def test_a_chosen_package_is_never_changed(another: str, firm: BuiltFirm) -> None:
    choosing(firm, "ledger")

    with refused("package-chosen", "Own ledger only"):
        choosing(firm, another)


@pytest.mark.parametrize("changed", [{"package": "xero"}, {"package": ""}, {"package_by": None}, {"package_at": None}])
def test_the_database_keeps_the_choice_too(changed: dict[str, object], firm: BuiltFirm) -> None:
    choosing(firm, "ledger")

    with pytest.raises(Error, match="package-chosen"), transaction.atomic():
        Firm.objects.filter(pk=firm.id).update(**changed)


def test_only_an_admin_chooses_one_of_the_four(firm: BuiltFirm) -> None:
    with refused("package-unknown", "Billing and trust only"):
        choosing(firm, "quickbooks")
    with refused("not-permitted", "admin"):
        choosing(firm, "xero", by=Actor(firm.by.user_id, "Lee Marsh", firm.id, frozenset({"bookkeeper"})))


def test_a_firm_without_a_package_may_not_connect(firm: BuiltFirm) -> None:
    with refused("package-not-chosen", "Settings > Accounting"):
        may_connect(firm.id)


@pytest.mark.parametrize("package", WITH_XERO)
def test_a_package_with_xero_may_connect(package: str, firm: BuiltFirm) -> None:
    choosing(firm, package)

    may_connect(firm.id)


@pytest.mark.parametrize("package", WITHOUT_XERO)
def test_a_package_without_xero_may_not_connect(package: str, firm: BuiltFirm) -> None:
    choosing(firm, package)

    with refused("package-without-xero", PACKAGES[package].title):
        may_connect(firm.id)


@pytest.mark.parametrize("package", WITHOUT_XERO)
def test_a_connected_firm_keeps_a_package_with_xero(package: str, firm: BuiltFirm) -> None:
    firm.connect()

    with refused("package-without-xero", "disconnect"):
        choosing(firm, package)
