"""Choosing counterparts, against a sandbox that really listens."""

from collections.abc import Mapping

import pytest

from counterfoil.core.refusals import InputRefused
from counterfoil.firms.models import Audit
from counterfoil.ledger.models import Account, BankAccount
from counterfoil.outbox.models import Item
from counterfoil.taxes.models import TaxCode
from counterfoil.xero.mapped import choices, mapping, rate_choices
from counterfoil.xero.mapping import choose
from counterfoil.xero.models import AccountMapping, RemoteAccount, RemoteTaxRate, TaxMapping
from counterfoil.xero.suggesting import suggest_accounts
from tests.builders import a_firm
from tests.refusals import refused
from tests.xero.conftest import Linked


def remote(name: str) -> str:
    return RemoteAccount.objects.get(name=name).remote_id


def account(code: str) -> int:
    return Account.objects.get(code=code).pk


def chosen(code: str) -> str:
    return RemoteAccount.objects.get(remote_id=AccountMapping.objects.get(account__code=code).remote_id).name


def pick(linked: Linked, accounts: Mapping[str, str], taxes: Mapping[str, str] | None = None) -> int:
    """By our codes and Xero's names; an empty name takes a counterpart away."""
    return choose(
        by=linked.firm.by,
        at=linked.store.now(),
        destination=linked.destination,
        accounts={account(code): remote(name) if name else "" for code, name in accounts.items()},
        taxes={TaxCode.objects.get(code=code).pk: tax_type for code, tax_type in (taxes or {}).items()},
    )


def refusals(linked: Linked, accounts: Mapping[str, str], taxes: Mapping[str, str] | None = None) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        pick(linked, accounts, taxes)
    return [each.code for each in refused.value.fields.values()]


def a_second_trust_bank(linked: Linked) -> None:
    one = Account.objects.create(firm=linked.firm.firm, code="1155", name="Second trust account", type="trust_bank")
    BankAccount.objects.create(firm=linked.firm.firm, code="T2", name=one.name, sort="trust", account=one)


def test_many_accounts_may_answer_to_one(linked: Linked) -> None:
    assert pick(linked, {"4110": "Fees", "4200": "Fees"}) == 2

    assert chosen("4110") == chosen("4200") == "Fees"


def test_each_bank_account_has_one_of_its_own(linked: Linked) -> None:
    a_second_trust_bank(linked)

    assert refusals(linked, {"1155": "Trust Bank"}) == ["counterpart-taken"]


def test_a_bank_account_in_xero_suggests_itself_once(linked: Linked) -> None:
    a_second_trust_bank(linked)

    suggested = {each.account.code: each.remote for each in suggest_accounts(linked.destination)}

    assert str(suggested["1150"]) == "095 Trust Bank"
    assert suggested["1155"] is None


def test_two_bank_accounts_change_places_in_one_go(linked: Linked) -> None:
    pick(linked, {"1100": "Trust Bank", "1150": "Office Bank"})

    assert (chosen("1100"), chosen("1150")) == ("Trust Bank", "Office Bank")


def test_nothing_is_saved_when_one_choice_is_refused(linked: Linked) -> None:
    assert refusals(linked, {"4110": "Fees", "4200": "Office Bank"}) == ["counterpart-unfit"]

    assert not AccountMapping.objects.filter(account__code="4110").exclude(remote_name="Fees").exists()
    assert chosen("4200") == "Disbursements Recovered"


def test_a_tax_rate_for_the_other_side_is_refused(linked: Linked) -> None:
    assert refusals(linked, {}, {"GST": "INPUT"}) == ["counterpart-unfit"]
    assert TaxMapping.objects.get(tax_code__code="GST").tax_type == "OUTPUT"


def test_a_counterpart_of_another_organisation_is_refused(linked: Linked) -> None:
    assert refusals(linked, {}, {"GST": "NOT-THERE"}) == ["account-unknown-there"]


def test_who_chose_what_is_in_the_audit_log(linked: Linked) -> None:
    pick(linked, {"4200": "Fees"})

    assert "Fees" in Audit.objects.filter(action="map").latest("id").detail


def test_a_bill_waits_for_its_counterpart_and_goes_on_by_itself(linked: Linked) -> None:
    """From the gap in words on the page to the invoice in Xero."""
    pick(linked, {"4100": ""})
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.push()
    shown = mapping(firm_id=linked.firm.id, destination_id=linked.destination.pk)
    (fees,) = (each for each in shown.accounts if each.code == "4100")
    assert fees.gap is not None
    assert (fees.gap.text, shown.stuck) == ("No counterpart: bills on 4100 will wait", 1)

    pick(linked, {"4100": "Fees"})
    linked.push()

    assert Item.objects.get(source_kind="client_bill", source_id=bill.id).state == "confirmed"
    assert mapping(firm_id=linked.firm.id, destination_id=linked.destination.pk).stuck == 0


def test_a_rate_that_ended_in_xero_is_a_gap(linked: Linked) -> None:
    RemoteTaxRate.objects.filter(tax_type="OUTPUT").update(status="DELETED")

    shown = mapping(firm_id=linked.firm.id, destination_id=linked.destination.pk)

    (gst,) = (each for each in shown.taxes if each.code == "GST")
    assert gst.gap is not None
    assert "no longer in use" in gst.gap.text
    offered = rate_choices(
        firm_id=linked.firm.id, destination_id=linked.destination.pk, tax_code_id=gst.tax_code_id, words=""
    )
    assert "OUTPUT" not in [each.value for each in offered] and offered


def offers(linked: Linked, code: str, words: str = "") -> list[str]:
    found = choices(firm_id=linked.firm.id, destination_id=linked.destination.pk, account_id=account(code), words=words)
    return [each.label for each in found]


def test_what_is_offered_is_found_by_any_word(linked: Linked) -> None:
    assert offers(linked, "6010", "consult") == ["412 Consulting and Accounting"]
    assert offers(linked, "6010", "acc CONS") == ["412 Consulting and Accounting"]
    assert offers(linked, "6010", "412") == ["412 Consulting and Accounting"]
    assert offers(linked, "6010", "office bank") == []
    assert len(offers(linked, "6010")) == 20


def test_accounts_of_another_firm_offer_nothing(linked: Linked) -> None:
    stranger = a_firm("Another Firm")

    with refused("account-unknown"):
        choices(
            firm_id=stranger.id, destination_id=linked.destination.pk, account_id=account_of(linked, "4100"), words=""
        )


def account_of(linked: Linked, code: str) -> int:
    return Account.objects.get(firm_id=linked.firm.id, code=code).pk


def test_only_what_fits_is_offered(linked: Linked) -> None:
    offered = {code: offers(linked, code) for code in ("1100", "1200", "2150")}

    assert offered["1100"] == ["090 Office Bank", "095 Trust Bank"]
    assert offered["1200"] == ["610 Accounts Receivable"]
    assert {"850 Trust Liability", "851 Trust Transfers"} <= set(offered["2150"])
