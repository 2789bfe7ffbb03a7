"""Each rule of the pre-flight alone: facts in, a verdict out. No database, no Xero."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counterfoil.core.money import aud
from counterfoil.xero.preflight import OF_BOTH, OF_THE_FIRM, refuse, verdicts
from counterfoil.xero.preflight_facts import Facts, Ours, Retainer, TheirAccount, TheirRate, Theirs, Verdict
from counterfoil.xero.replaced import Difference, Mapped, differences
from tests.refusals import refused

pytestmark = pytest.mark.one_database("verdicts on what Xero answered")

OURS = Ours(
    package="Xero",
    package_has_xero=True,
    method="accrual",
    currency="AUD",
    currencies=("AUD",),
    divisions=("Hollis Lane",),
    tax_rates=(("GST", 1000), ("FREE", 0)),
)
FEES = TheirAccount("200", "Fees", "REVENUE", "ACTIVE")
BANK = TheirAccount("090", "Office Bank", "BANK", "ACTIVE")
THEIRS = Theirs(
    tenant_id="tenant",
    name="Harbour & Vale",
    base_currency="AUD",
    currencies=("AUD",),
    plan="PREMIUM",
    edition="BUSINESS",
    status="ACTIVE",
    is_demo=False,
    short_code="!x",
    period_lock=None,
    year_lock=None,
    denied=("UseMulticurrency",),
    accounts=(FEES, BANK),
    rates=(TheirRate("OUTPUT", "GST on Income", 1000, active=True), TheirRate("NONE", "No Tax", 0, active=True)),
    scopes_missing=(),
)
FACTS = Facts(ours=OURS, theirs=THEIRS, feed_advice_read=True)


def of_firm(**changed: Any) -> Facts:
    return replace(FACTS, ours=replace(OURS, **changed))


def there(**changed: Any) -> Facts:
    return replace(FACTS, theirs=replace(THEIRS, **changed))


def verdict(title: str, facts: Facts) -> Verdict:
    return dict(verdicts(facts))[title]


def test_where_all_is_well_every_rule_holds() -> None:
    found = verdicts(FACTS)

    assert [(title, said.says) for title, said in found if said.outcome != "holds"] == []
    refuse(found)


@pytest.mark.parametrize(
    ("title", "facts", "code", "names"),
    [
        ("Accounting package", of_firm(package=""), "package-not-chosen", "Nobody"),
        ("Accounting package", of_firm(package="Own", package_has_xero=False), "package-without-xero", "Own"),
        ("Accounting method", of_firm(method="cash"), "method-not-accrual", "cash"),
        ("Currencies here", of_firm(currencies=("AUD", "NZD")), "several-currencies", "NZD"),
        ("Divisions", of_firm(divisions=("Sydney", "Perth")), "several-divisions", "Perth"),
        (
            "General retainers",
            of_firm(retainers=(Retainer("M-104", "mpid", aud("300.00")),)),
            "retainers-held",
            "1 matter",
        ),
        ("Organisation", of_firm(copies_go_to=("other", "Old Books")), "already-connected", "Old Books"),
        ("Trial or demo", there(plan="TRIAL"), "organisation-trial", "trial"),
        ("Plan", there(plan="LEDGER"), "organisation-cashbook", "ledger"),
        ("Plan", there(plan="GST_CASHBOOK"), "organisation-cashbook", "cashbook"),
        ("Plan", there(plan="NON_GST_CASHBOOK"), "organisation-cashbook", "cashbook"),
        ("Plan", there(edition="PARTNER"), "organisation-cashbook", "partner"),
        ("Plan", there(status="ARCHIVED"), "organisation-cashbook", "archived"),
        ("Currency there", there(base_currency="NZD"), "organisation-currency", "NZD"),
        ("Rights", there(denied=("CreateInvoicePayment",)), "rights-missing", "pay invoices"),
        ("Rights", there(scopes_missing=("accounting.payments",)), "rights-missing", "accounting.payments"),
        (
            "Account codes",
            there(accounts=(FEES, replace(BANK, code=""))),
            "accounts-without-code",
            "Office Bank",
        ),
        ("Bank feeds", replace(FACTS, feed_advice_read=False), "feed-advice-not-read", "feed"),
    ],
)
def test_a_broken_rule_refuses_says_why_and_what_to_do(title: str, facts: Facts, code: str, names: str) -> None:
    said = verdict(title, facts)

    assert (said.outcome, said.code) == ("refuses", code)
    assert names in said.says and said.remedy
    with refused(code):
        refuse(verdicts(facts))


@pytest.mark.parametrize(
    ("title", "facts", "names"),
    [
        ("Trial or demo", there(is_demo=True), "demo company"),
        ("Trial or demo", there(plan="DEMO"), "demo company"),
        ("Currency there", there(currencies=("AUD", "USD")), "USD"),
        ("Account codes", there(accounts=(FEES, replace(BANK, code="", status="ARCHIVED"))), "archived"),
        ("Tax rates", there(rates=THEIRS.rates[1:]), "GST"),
        ("Lock dates", there(period_lock=date(2026, 6, 30)), "2026-06-30"),
        ("Lock dates", there(period_lock=date(2026, 3, 31), year_lock=date(2026, 6, 30)), "2026-06-30"),
    ],
)
def test_what_is_worth_a_look_warns_and_lets_go_on(title: str, facts: Facts, names: str) -> None:
    said = verdict(title, facts)

    assert said.outcome == "warns" and names in said.says and said.remedy
    refuse(verdicts(facts))


def test_every_matter_with_a_retainer_is_listed_with_a_way_to_it() -> None:
    held = tuple(Retainer(f"M-{n}", f"id{n}", aud(f"{n}.00")) for n in (1, 2, 3))

    said = verdict("General retainers", of_firm(retainers=held))

    assert [(link.key, link.label) for link in said.links if link.sort == "matter"] == [
        ("id1", "M-1 holds 1.00"),
        ("id2", "M-2 holds 2.00"),
        ("id3", "M-3 holds 3.00"),
    ]


def test_each_retainer_is_cleared_with_one_click() -> None:
    said = verdict("General retainers", of_firm(retainers=(Retainer("M-1", "id1", aud("1.00")),)))

    assert [(link.key, link.matter, link.amount, link.label) for link in said.links if link.sort == "new"] == [
        ("retainer_payment", "M-1", "", "Pay its bills"),
        ("retainer_refund", "M-1", "1.00", "Refund it"),
    ]


def test_a_plan_xero_invents_tomorrow_is_taken() -> None:
    assert verdict("Plan", there(plan="ULTRA")).outcome == "holds"


def test_the_same_organisation_comes_back() -> None:
    assert verdict("Organisation", of_firm(copies_go_to=("tenant", "Harbour & Vale"))).outcome == "holds"


def test_every_rule_names_its_source() -> None:
    for rule in (*OF_THE_FIRM.values(), *OF_BOTH.values()):
        assert ":" in (rule.__doc__ or ""), rule.__name__


def test_what_another_organisation_would_change_is_listed_account_by_account() -> None:
    mapped = (
        Mapped("4100 Fees", "200", "Fees", "REVENUE"),
        Mapped("1100 Office bank", "090", "Office Bank", "BANK"),
        Mapped("2150 Trust", "880", "Trust Liability", "LIABILITY"),
        Mapped("5100 Costs", "310", "Costs", "DIRECTCOSTS"),
    )
    theirs = (FEES, TheirAccount("090", "Sales", "REVENUE", "ACTIVE"), replace(FEES, code="310", status="ARCHIVED"))

    assert list(differences(mapped, theirs)) == [
        Difference("1100 Office bank", "090 Office Bank", "090 Sales", "revenue there, bank before"),
        Difference("2150 Trust", "880 Trust Liability", "", "no account of that code"),
        Difference("5100 Costs", "310 Costs", "310 Fees", "revenue there, directcosts before"),
    ]
