"""Numbers are given when a document is posted and leave no gap; a gap that is there all the same is found."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from counterfoil.documents.models import Document
from counterfoil.ledger.models import BankAccount
from counterfoil.practice.banks import change_bank_account, open_bank_account
from counterfoil.reports.checks import run_checks
from counterfoil.reports.search import search
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused
from tests.scenarios.telling import assert_whole

pytestmark = pytest.mark.django_db


class PowerCut(Exception):
    """Something breaks after the posting and before its commit."""


@pytest.fixture
def firm() -> BuiltFirm:
    firm = a_firm()
    firm.matter("M-104")
    return firm


def numbers(firm: BuiltFirm) -> list[str | None]:
    return list(Document.objects.filter(firm_id=firm.id).order_by("id").values_list("number", flat=True))


@transaction.atomic
def break_off_after_a_receipt(firm: BuiltFirm) -> None:
    firm.trust_receipt("20.00", matter="M-104")
    raise PowerCut


def test_what_is_rolled_back_or_refused_gives_its_number_back(firm: BuiltFirm) -> None:
    firm.trust_receipt("10.00", matter="M-104")
    with pytest.raises(PowerCut):
        break_off_after_a_receipt(firm)
    with refused("matter-unknown"):
        firm.trust_receipt("30.00", matter="M-999")
    firm.trust_receipt("40.00", matter="M-104")

    assert numbers(firm) == ["TR-1001", "TR-1002"]
    assert_whole()


def test_each_kind_and_each_firm_counts_for_itself(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    other.matter("M-104")

    firm.trust_receipt("10.00", matter="M-104")
    firm.bill("10.00", matter="M-104")
    other.trust_receipt("10.00", matter="M-104")

    assert (numbers(firm), numbers(other)) == (["TR-1001", "B-1001"], ["TR-1001"])


def test_a_reversed_receipt_keeps_its_number(firm: BuiltFirm) -> None:
    firm.reverse(firm.trust_receipt("10.00", matter="M-104"))

    assert firm.trust_receipt("20.00", matter="M-104").number == "TR-1002"
    assert numbers(firm) == ["TR-1001", "TR-1002"]


def number_apart(firm: BuiltFirm, bank: str, *, own_numbers: bool = True) -> None:
    found = BankAccount.objects.get(firm_id=firm.id, code=bank)
    change_bank_account(
        code=bank,
        name=found.name,
        number=found.number,
        provider="BANK",
        state="open",
        own_numbers=own_numbers,
        by=firm.by,
        at=firm.at,
    )


def test_a_bank_account_with_numbers_of_its_own_counts_each_kind_for_itself(firm: BuiltFirm) -> None:
    second = open_bank_account(sort="trust", name="Estates", provider="BANK", own_numbers=True, by=firm.by, at=firm.at)
    number_apart(firm, "O1")

    for bank in (second.code, "T1", second.code):
        parts = [{"matter": "M-104", "amount": "10.00"}]
        payer = firm.contact("Harrow & Pike").code
        firm.enter("trust_receipt", on="2026-03-02", bank=bank, payer=payer, reason="On account", parts=parts)
    firm.trust_payment("5.00", matter="M-104")
    firm.receipt("20.00")
    firm.bill("10.00", matter="M-104")

    assert numbers(firm) == ["T2-TR-1001", "TR-1001", "T2-TR-1002", "TP-1001", "O1-R-1001", "B-1001"]
    assert_whole()


def test_numbers_that_were_given_stay_when_the_account_is_numbered_another_way(firm: BuiltFirm) -> None:
    firm.trust_receipt("10.00", matter="M-104")
    number_apart(firm, "T1")
    firm.trust_receipt("20.00", matter="M-104")
    bill = firm.bill("10.00", matter="M-104")
    number_apart(firm, "T1", own_numbers=False)
    firm.trust_receipt("30.00", matter="M-104")
    firm.reopen(bill)

    assert numbers(firm) == ["TR-1001", "T1-TR-1001", "B-1001", "TR-1002"]
    assert_whole()


def test_an_own_series_is_rolled_back_and_repeated_without_a_gap(firm: BuiltFirm) -> None:
    number_apart(firm, "T1")

    with pytest.raises(PowerCut):
        break_off_after_a_receipt(firm)
    firm.trust_receipt("10.00", matter="M-104")
    with pytest.raises(PowerCut):
        break_off_after_a_receipt(firm)
    firm.trust_receipt("40.00", matter="M-104")

    assert numbers(firm) == ["T1-TR-1001", "T1-TR-1002"]
    assert_whole()


def test_an_own_series_costs_a_posting_no_statement_more(firm: BuiltFirm) -> None:
    """The bank account says how it is numbered in the statement that takes the number."""
    firm.trust_receipt("10.00", matter="M-104")
    usual = statements(firm)
    number_apart(firm, "T1")
    firm.trust_receipt("10.00", matter="M-104")

    assert statements(firm) == usual


def statements(firm: BuiltFirm) -> int:
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        firm.trust_receipt("10.00", matter="M-104")
    assert any("ledger_series" in sql for sql in seen)
    return len(seen)


def test_a_number_of_an_own_series_is_found_by_typing_it(firm: BuiltFirm) -> None:
    number_apart(firm, "T1")
    firm.trust_receipt("10.00", matter="M-104")
    firm.bill("10.00", matter="M-104")

    for typed in ("T1-TR-1001", "t1-tr-1001", "t1-tr-100", "T1-TR1001"):
        assert [hit.title for hit in search(firm_id=firm.id, text=typed).documents] == ["T1-TR-1001"], typed
    assert {hit.title for hit in search(firm_id=firm.id, text="1001").documents} == {"T1-TR-1001", "B-1001"}


def test_a_gap_is_named_for_as_long_as_it_is_there(firm: BuiltFirm) -> None:
    """No step of ours leaves one: here the series is moved on by hand, as one that was put back wrongly might be."""
    firm.trust_receipt("10.00", matter="M-104")
    firm.trust_receipt("20.00", matter="M-104")
    with connection.cursor() as cursor:
        cursor.execute("update ledger_series set next = next + 1 where code = 'TR'")
    firm.trust_receipt("40.00", matter="M-104")
    firm.trust_receipt("50.00", matter="M-104")

    assert numbers(firm) == ["TR-1001", "TR-1002", "TR-1004", "TR-1005"]
    assert [(finding.check, finding.where) for finding in run_checks()] == [("document_numbers_gapless", "TR-1003")]


def test_a_document_that_was_taken_back_is_no_gap(firm: BuiltFirm) -> None:
    """The third of four was entered by mistake; its number is on the record that says so."""
    receipts = [firm.trust_receipt("10.00", matter="M-104") for _ in range(4)]

    firm.reverse(receipts[2], why="entered twice")

    states = Document.objects.filter(firm_id=firm.id).order_by("id").values_list("number", "state")
    assert list(states)[2] == ("TR-1003", "reversed")
    assert_whole()
