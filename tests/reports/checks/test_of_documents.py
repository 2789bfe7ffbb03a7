"""Documents: their numbers, what is open of them, what settles what, and their entries."""

import pytest

from counterfoil.firms.rows import run
from tests.builders import BuiltFirm
from tests.reports.checks.found import DIFFERS, Case, Tampering, assert_found, each_of
from tests.reports.tampering import chain_again, keep_balances_again

pytestmark = pytest.mark.django_db


def number_skipped(firm: BuiltFirm) -> None:
    run("update ledger_series set next = next + 1 where code = 'TR' and firm_id = %s", [firm.id])


def number_beyond(firm: BuiltFirm) -> None:
    run("update ledger_series set next = next - 1 where code = 'R' and firm_id = %s", [firm.id])


def series_lost(firm: BuiltFirm) -> None:
    run("delete from ledger_series where code = 'TP' and firm_id = %s", [firm.id])


def receivable_moved(firm: BuiltFirm) -> None:
    """What is left of the receipt goes to another account, and everything else is made to fit."""
    run(
        "update ledger_line set account_id = (select id from ledger_account where code = '4920' and firm_id = %s)"
        " where minor = -12000 and account_id ="
        " (select id from ledger_account where slot = 'RECEIVABLE' and firm_id = %s)",
        [firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def debt_of_another_matter(firm: BuiltFirm) -> None:
    """The bill stands on the office ledger of another matter, and everything else is made to fit."""
    run(
        "update ledger_line set matter_id = (select id from matters_matter where code = 'M-117' and firm_id = %s)"
        " where entry_id = (select id from ledger_entry where seq = 5 and firm_id = %s)",
        [firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def fees_among_payables(firm: BuiltFirm) -> None:
    """The fees of a paid bill go to payables, where no document owes them, and everything else is made to fit."""
    run(
        "update ledger_line set account_id = (select id from ledger_account where slot = 'PAYABLE' and firm_id = %s)"
        " where minor = -80000 and account_id = (select id from ledger_account where code = '4100' and firm_id = %s)",
        [firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def settled_off(firm: BuiltFirm) -> None:
    run("update documents_document set settled_minor = 100 where number = 'TR-1001' and firm_id = %s", [firm.id])


def over_allocated(firm: BuiltFirm) -> None:
    """A trust receipt and the payment are allocated to each other for more than the payment is."""
    ids = {
        number: row_id
        for row_id, number in run("select id, number from documents_document where firm_id = %s", [firm.id])
    }
    run(
        "insert into documents_allocation (firm_id, recorded_by_id, source_id, target_id, dated_on, minor)"
        " values (%s, %s, %s, %s, '2026-03-20', 20000)",
        [firm.id, ids["TR-1001"], ids["TR-1001"], ids["TP-1001"]],
    )
    run(
        "update documents_document set settled_minor = 20000 where number in ('TR-1001', 'TP-1001') and firm_id = %s",
        [firm.id],
    )


def draft_called_posted(firm: BuiltFirm) -> None:
    """The reopened bill's entry was reversed; calling it posted leaves it without an entry."""
    run(
        "update documents_document set state = 'posted', posted_at = '2026-03-30 00:00:00+00:00', version = 1"
        " where number = 'B-1002' and firm_id = %s",
        [firm.id],
    )


def entry_of_a_discarded_document(firm: BuiltFirm) -> None:
    run("update documents_document set state = 'discarded' where number = 'TP-1001' and firm_id = %s", [firm.id])


def reversal_of_another_sum(firm: BuiltFirm) -> None:
    """The reversal takes back ten less than came in, on both sides; the matter keeps the ten."""
    run(
        "update ledger_line set minor = case when minor > 0 then minor - 1000 else minor + 1000 end"
        " where entry_id = (select id from ledger_entry where seq = 4 and firm_id = %s)",
        [firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def made_from_an_order_that_stays_open(firm: BuiltFirm) -> None:
    item = {"description": "Chairs", "account": "1520", "net": "10.00"}
    order = firm.enter("purchase_order", on="2026-03-02", supplier=firm.contact("Osei").code, items=[item])
    run("update documents_document set related_id = %s where number = 'B-1001' and firm_id = %s", [order.id, firm.id])


CASES: list[Case] = [
    (number_skipped, ["document_numbers_gapless: TR-1003: 1 numbers of the series were given and have no document"]),
    (number_beyond, ["document_numbers_gapless: R-1001: 1 documents have numbers that the series has not given"]),
    (series_lost, ["document_numbers_gapless: TP-1001: 1 documents are numbered in a series that does not exist"]),
    (
        receivable_moved,
        ["receivables_agree: receivables: receivables are 0.00, and open bills less receipts are -120.00"],
    ),
    (
        debt_of_another_matter,
        [
            "matter_receivables_agree: matter M-104: the office ledger stands at -880.00, and its open bills less",
            "matter_receivables_agree: matter M-117: the office ledger stands at 880.00, and its open bills less",
        ],
    ),
    (fees_among_payables, ["payables_agree: payables: payables are 800.00, and open bills less credits are 0.00"]),
    (settled_off, ["settled_equals_allocations: TR-1001: 1.00 is kept as settled, its allocations come to 0.00"]),
    (over_allocated, ["allocations_within_totals: TP-1001: allocations come to 200.00 of a total of 120.00"]),
    (draft_called_posted, ["posted_has_one_standing_entry: B-1002: the document is posted and has 0 standing entries"]),
    (entry_of_a_discarded_document, ["posted_has_one_standing_entry: TP-1001: the document is discarded and has 1"]),
    (reversal_of_another_sum, ["reversals_mirror: entry 4: the entry does not mirror entry 3"]),
    (
        made_from_an_order_that_stays_open,
        [
            "orders_become_one: PO-1001: 1 posted documents were made from it, and it is placed",
            f"columns_agree_with_content: B-1001: {DIFFERS} order",
        ],
    ),
]


@each_of(CASES)
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    assert_found(unguarded, tamper, wanted)
