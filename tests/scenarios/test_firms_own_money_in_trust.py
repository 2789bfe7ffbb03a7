"""New Zealand: the firm leaves its fees in trust, lends a client a filing fee from there, and draws the rest."""

from datetime import date

import pytest

from counterfoil.core.references import FIRM, MatterCode
from counterfoil.documents.actions import Done
from counterfoil.documents.models import Document
from counterfoil.documents.standing import standing
from counterfoil.ledger.models import Account, Line, TrustBalance
from counterfoil.matters.models import Matter
from counterfoil.practice.matters import close_matter, open_matter
from counterfoil.reports.choices import Shelf, find
from counterfoil.reports.dashboard import dashboard
from counterfoil.reports.matter_ledgers import trust_ledger
from counterfoil.reports.matter_list import matter_list
from counterfoil.reports.trust_agreement import trust_agreement
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole, journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm(jurisdiction="nz", connected=True)
    firm.matter("M-104")
    firm.trust_receipt("1000.00", matter="M-104", on="2026-03-02")
    return firm


def keep(firm: BuiltFirm, bill: Done, amount: str, *, on: str = "2026-03-10") -> Done:
    client = firm.contact("Harrow & Pike").code
    parts = [{"bill": bill.number, "amount": amount}]
    return firm.enter("bill_kept_in_trust", on=on, bank="T1", client=client, reason="Costs", parts=parts)


def draw(firm: BuiltFirm, amount: str, *, on: str = "2026-03-20") -> Done:
    return firm.enter("firm_interest_drawn", on=on, bank="T1", into="O1", amount=amount, reason="Fees")


def add(firm: BuiltFirm, amount: str, *, on: str = "2026-03-03") -> Done:
    return firm.enter("firm_interest_added", on=on, bank="O1", into="T1", amount=amount, reason="Float")


def advance(firm: BuiltFirm, amount: str, *, on: str = "2026-03-12", matter: str = "M-104") -> Done:
    payee, parts = firm.contact("High Court").code, [{"matter": matter, "amount": amount}]
    return firm.enter("firm_advance", on=on, bank="T1", payee=payee, reason="Filing fee", parts=parts)


def repay(firm: BuiltFirm, amount: str, *, on: str = "2026-03-25") -> Done:
    parts = [{"matter": "M-104", "amount": amount}]
    return firm.enter("firm_advance_repaid", on=on, bank="T1", reason="Filing fee of 12 March", parts=parts)


def held(firm: BuiltFirm) -> dict[str, int]:
    return {row.matter.code: row.minor for row in TrustBalance.objects.filter(firm_id=firm.id)}


def stands(firm: BuiltFirm, slot: str) -> int:
    account = Account.objects.get(firm_id=firm.id, slot=slot)
    return sum(line.minor for line in Line.objects.filter(account=account))


def test_fees_stay_in_trust_pay_a_filing_fee_and_are_drawn(firm: BuiltFirm) -> None:
    bill = firm.bill("400.00", matter="M-104")

    keep(firm, bill, "460.00")
    advance(firm, "100.00")
    repay(firm, "100.00")
    draw(firm, "460.00", on="2026-03-26")

    assert Document.objects.get(pk=bill.id).open_minor == 0
    assert held(firm) == {"M-104": 44_000, FIRM: 0}
    assert stands(firm, "FIRM_INTEREST_IN_TRUST") == stands(firm, "TRUST_ADVANCES") == 0
    assert (
        journal(firm).partition("3 2026-03-10")[2]
        == """ Bill kept in trust
  Dr 2150    460.00 M-104 T1
  Cr 2150    460.00 FIRM T1
  Dr 1250    460.00
  Cr 1200    460.00 M-104
4 2026-03-12 Firm advance
  Dr 1260    100.00 M-104
  Dr 2150    100.00 FIRM T1
  Cr 1250    100.00
  Cr 1150    100.00 T1
5 2026-03-25 Firm advance repaid
  Dr 2150    100.00 M-104 T1
  Cr 2150    100.00 FIRM T1
  Dr 1250    100.00
  Cr 1260    100.00 M-104
6 2026-03-26 Firm interest drawn
  Dr 2150    460.00 FIRM T1
  Cr 1150    460.00 T1
  Dr 1100    460.00 O1
  Cr 1250    460.00"""
    )
    assert_whole()


def test_the_firms_ledger_never_lends_clients_money_on_no_day(firm: BuiltFirm) -> None:
    add(firm, "150.00")
    advance(firm, "100.00")

    with refused("trust-overdrawn", "the firm's own trust ledger holds 50.00", "50.01 cannot be taken"):
        advance(firm, "50.01", on="2026-03-12")
    with refused("trust-overdrawn", "the firm's own trust ledger holds 50.00 on 2026-03-12"):
        draw(firm, "150.00", on="2026-03-05")
    assert_whole()


def test_what_the_firm_put_in_and_lent_cannot_be_taken_back(firm: BuiltFirm) -> None:
    float_ = add(firm, "150.00")
    lent = advance(firm, "100.00")
    back = repay(firm, "60.00")

    with refused("trust-overdrawn", "the firm's own trust ledger holds 50.00"):
        firm.reverse(float_)
    with refused("more-than-held", "of M-104 40.00 is advanced by the firm on 2026-03-25"):
        firm.reverse(lent)
    firm.reverse(back)
    firm.reverse(lent)
    firm.reverse(float_)

    assert held(firm) == {"M-104": 100_000, FIRM: 0}
    assert_whole()


def test_no_more_is_given_back_than_was_lent(firm: BuiltFirm) -> None:
    add(firm, "150.00")
    advance(firm, "100.00")

    with refused("more-than-held", "of M-104 100.00 is advanced by the firm", "100.01"):
        repay(firm, "100.01")
    with refused("more-than-held", "of M-104 0.00 is advanced by the firm on 2026-03-11"):
        repay(firm, "1.00", on="2026-03-11")


def test_a_bill_kept_in_trust_is_reversed_only_while_the_firm_still_has_it(firm: BuiltFirm) -> None:
    bill = firm.bill("400.00", matter="M-104")
    kept = keep(firm, bill, "460.00")
    drawn = draw(firm, "460.00")

    with refused("trust-overdrawn", "the firm's own trust ledger holds 0.00"):
        firm.reverse(kept)
    firm.reverse(drawn)
    firm.reverse(kept)

    assert Document.objects.get(pk=bill.id).open_minor == 46_000
    assert_whole()


# --- the ledger itself ------------------------------------------------------------------------------------------------


def test_no_document_names_the_firms_ledger_as_a_matter(firm: BuiltFirm) -> None:
    add(firm, "150.00")

    with refused("firms-own-ledger", "FIRM is the firm's own trust ledger"):
        firm.trust_payment("1.00", matter=FIRM)
    with refused("firms-own-ledger"):
        firm.trust_receipt("1.00", matter=FIRM)
    with refused("firms-own-ledger"):
        firm.bill("1.00", matter=FIRM)
    lines = [{"matter": FIRM, "debit": "1.00"}, {"matter": "M-104", "credit": "1.00"}]
    with refused("firms-own-ledger"):
        firm.enter("trust_journal", on="2026-03-20", bank="T1", reason="x", lines=lines)


@pytest.mark.parametrize("code", ["FIRM", "firm"])
def test_nobody_opens_or_closes_it(firm: BuiltFirm, code: str) -> None:
    client = firm.contact("Harrow & Pike").code

    with refused("firms-own-ledger", "kept for the firm's own trust ledger"):
        open_matter(title="Ours", client_code=client, opened_on=date(2026, 3, 2), code=code, by=firm.by, at=firm.at)
    with refused("firms-own-ledger"):
        close_matter(code=code, closed_on=date(2026, 3, 31), by=firm.by, at=firm.at)


def test_it_stands_in_the_trust_figures_and_in_no_list_of_matters(firm: BuiltFirm) -> None:
    add(firm, "150.00")
    shelf = Shelf(firm.id, standing(firm_id=firm.id, public_id=firm.firm.public_id, chart_version=0))

    assert [row.code for row in matter_list(firm_id=firm.id).rows] == ["M-104"]
    assert [choice.code for choice in find(MatterCode, "", shelf=shelf)] == ["M-104"]
    assert dashboard(firm_id=firm.id, at=firm.at).matters_open == 1
    agreement = trust_agreement(firm_id=firm.id)
    assert (agreement.matters, agreement.firm_minor, agreement.agrees) == (1, 15_000, True)
    assert trust_ledger(firm_id=firm.id, matter=FIRM, at=firm.at).balance_minor == 15_000


@pytest.mark.parametrize(
    ("place", "why"), [("au", "not mixed"), ("ew", "rule 4.1"), ("us", "ABA Model Rule 1.15")], ids=["au", "ew", "us"]
)
def test_where_firm_money_may_not_stay_in_trust_there_is_no_such_ledger(place: str, why: str) -> None:
    firm = a_firm(jurisdiction=place)
    firm.matter("M-104")

    with refused("not-in-jurisdiction", why):
        add(firm, "1.00")
    with refused("not-in-jurisdiction", why):
        firm.draft("firm_interest_added", on="2026-03-03", bank="O1", into="T1", amount="1.00", reason="x")
    assert not Matter.objects.filter(firm=firm.firm, code=FIRM).exists()
