"""Every named check finds what it is for: each test takes the guards away, breaks one thing, and sees that finding.

Where one change would show in several places, the tampering also mends what can be mended - hashes, kept balances - so
that only the check in question is left to notice it.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterfoil.core.dates import month_of
from counterfoil.core.link import TRUST_TRANSFERS
from counterfoil.firms.rows import run
from counterfoil.outbox.models import Destination, Item
from counterfoil.reports.checks import CHECKS, Finding, findings_of, run_checks
from tests.builders import BuiltFirm, a_firm
from tests.reports.tampering import chain_again, keep_balances_again, put_the_guards_back, take_the_guards_away

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm() -> BuiltFirm:
    """Money in trust, bills paid, reopened and reversed, a draft, and a link to Xero."""
    firm = a_firm(connected=True)
    firm.matter("M-104")
    firm.matter("M-117", client="Osei")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    twice = firm.trust_receipt("40.00", matter="M-117", on="2026-03-06", payer="Osei")
    firm.reverse(twice)
    bill = firm.bill("800.00", matter="M-104")
    firm.receipt("1000.00", pays={str(bill.number): "880.00"})
    again = firm.bill("100.00", matter="M-117")
    firm.reopen(again)
    firm.draft("trust_receipt", on="2026-03-20", bank="T1", payer="C-0001", reason="Later", parts=_part("M-104"))
    return firm


@pytest.fixture
def unguarded(firm: BuiltFirm) -> Iterator[BuiltFirm]:
    take_the_guards_away()
    yield firm
    put_the_guards_back()


def told(findings: list[Finding]) -> list[str]:
    return [f"{finding.check}: {finding.where}: {finding.sentence}" for finding in findings]


def test_whole_books_have_no_finding(firm: BuiltFirm) -> None:
    assert told(run_checks()) == []
    assert told(run_checks(firm_id=firm.id)) == []


def test_checks_read_and_change_nothing(firm: BuiltFirm) -> None:
    with CaptureQueriesContext(connection) as asked:
        run_checks()

    statements = [query["sql"].lstrip().lower() for query in asked.captured_queries]
    assert statements and all(sql.startswith(("select", "with")) for sql in statements)


def test_a_check_is_named_like_its_function() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS)


def test_every_check_has_a_tampering_that_it_finds() -> None:
    found = {sentence.split(":", 1)[0] for _, wanted in CASES for sentence in wanted}

    assert found | {"no_cross_firm_reference"} == {check.__name__ for check in CHECKS}


Tampering = Callable[[BuiltFirm], None]


def unbalanced(firm: BuiltFirm) -> None:
    run(
        "update ledger_line set minor = minor + 100 where entry_id ="
        " (select id from ledger_entry where seq = 5 and firm_id = %s) and account_id ="
        " (select id from ledger_account where slot = 'FEES' and firm_id = %s)",
        [firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def declared_more_lines(firm: BuiltFirm) -> None:
    run("update ledger_entry set line_count = 3 where seq = 1 and firm_id = %s", [firm.id])


def line_on_another_day(firm: BuiltFirm) -> None:
    run(
        "update ledger_line set dated_on = '2026-03-10' where entry_id = (select id from ledger_entry where seq = 5"
        " and firm_id = %s) and minor > 0",
        [firm.id],
    )


def line_without_entry(firm: BuiltFirm) -> None:
    run(
        "insert into ledger_line (firm_id, entry_id, account_id, dated_on, minor) select firm_id, 999999, account_id,"
        " dated_on, 100 from ledger_line where matter_id is null and firm_id = %s order by id limit 1",
        [firm.id],
    )


def title_changed(firm: BuiltFirm) -> None:
    run("update ledger_entry set title = 'Something else' where seq = 3 and firm_id = %s", [firm.id])


def head_hash_changed(firm: BuiltFirm) -> None:
    run("update ledger_chain set hash = %s where firm_id = %s", ["f" * 64, firm.id])


def head_moved(firm: BuiltFirm) -> None:
    run("update ledger_chain set seq = seq + 1 where firm_id = %s", [firm.id])


def number_skipped(firm: BuiltFirm) -> None:
    run("update ledger_series set next = next + 1 where code = 'TR' and firm_id = %s", [firm.id])


def number_beyond(firm: BuiltFirm) -> None:
    run("update ledger_series set next = next - 1 where code = 'R' and firm_id = %s", [firm.id])


def series_lost(firm: BuiltFirm) -> None:
    run("delete from ledger_series where code = 'TP' and firm_id = %s", [firm.id])


def account_month_off(firm: BuiltFirm) -> None:
    run(
        "update ledger_accountmonth set minor = minor + 5 where month = %s and account_id ="
        " (select id from ledger_account where slot = 'FEES' and firm_id = %s)",
        [month_of(firm.at.date()), firm.id],
    )


def matter_month_off(firm: BuiltFirm) -> None:
    run(
        "update ledger_mattermonth set minor = minor + 5 where account_id in"
        " (select id from ledger_account where slot = 'RECEIVABLE' and firm_id = %s) and matter_id ="
        " (select id from matters_matter where code = 'M-104' and firm_id = %s)",
        [firm.id, firm.id],
    )


def trust_balance_off(firm: BuiltFirm) -> None:
    run("update ledger_trustbalance set minor = minor - 5 where minor > 0 and firm_id = %s", [firm.id])


def payment_before_its_receipt(firm: BuiltFirm) -> None:
    """The receipt is moved behind the payment, in every place that shows its day."""
    document = "(select id from documents_document where number = 'TR-1001' and firm_id = %s)"
    entry = f"(select id from ledger_entry where document_id = {document})"
    run(f"update ledger_line set dated_on = '2026-03-06' where entry_id = {entry}", [firm.id])
    run(f"update ledger_entry set dated_on = '2026-03-06' where document_id = {document}", [firm.id])
    run(
        "update documents_document set dated_on = '2026-03-06', content = replace(content, '2026-03-02', '2026-03-06')"
        " where number = 'TR-1001' and firm_id = %s",
        [firm.id],
    )
    chain_again(firm.id)


def trust_bank_is_no_longer_trust(firm: BuiltFirm) -> None:
    run("update ledger_account set type = 'bank' where type = 'trust_bank' and firm_id = %s", [firm.id])


def receipt_into_another_bank(firm: BuiltFirm) -> None:
    """Trust money stands on the office bank: the three ways differ in sum and for the bank."""
    run(
        "update ledger_line set account_id = (select id from ledger_account where code = '1100' and firm_id = %s)"
        " where account_id = (select id from ledger_account where code = '1150' and firm_id = %s)"
        " and minor > 0 and entry_id = (select id from ledger_entry where seq = 1 and firm_id = %s)",
        [firm.id, firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def firm_money_in_trust(firm: BuiltFirm) -> None:
    run("update ledger_account set slot = 'FIRM_INTEREST_IN_TRUST' where slot = 'FEES' and firm_id = %s", [firm.id])


def bank_called_a_retainer(firm: BuiltFirm) -> None:
    run("update ledger_account set slot = null where slot = 'RETAINERS_HELD' and firm_id = %s", [firm.id])
    run("update ledger_account set slot = 'RETAINERS_HELD' where code = '1100' and firm_id = %s", [firm.id])


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


def fees_among_payables(firm: BuiltFirm) -> None:
    """The fees of a paid bill go to payables, where no document owes them, and everything else is made to fit."""
    run(
        "update ledger_line set account_id = (select id from ledger_account where slot = 'PAYABLE' and firm_id = %s)"
        " where minor = -80000 and account_id = (select id from ledger_account where code = '4100' and firm_id = %s)",
        [firm.id, firm.id],
    )
    keep_balances_again(firm.id)
    chain_again(firm.id)


def made_from_an_order_that_stays_open(firm: BuiltFirm) -> None:
    item = {"description": "Chairs", "account": "1520", "net": "10.00"}
    order = firm.enter("purchase_order", on="2026-03-02", supplier=firm.contact("Osei").code, items=[item])
    run("update documents_document set related_id = %s where number = 'B-1001' and firm_id = %s", [order.id, firm.id])


def debt_of_another_matter(firm: BuiltFirm) -> None:
    """The bill stands on the office ledger of another matter, and everything else is made to fit."""
    run(
        "update ledger_line set matter_id = (select id from matters_matter where code = 'M-117' and firm_id = %s)"
        " where entry_id = (select id from ledger_entry where seq = 5 and firm_id = %s)",
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


def column_changed(column: str, value: str) -> Tampering:
    def tamper(firm: BuiltFirm) -> None:
        run(f"update documents_document set {column} = {value} where number = 'TR-1001' and firm_id = %s", [firm.id])

    return tamper


def document_row_changed(firm: BuiltFirm) -> None:
    run(
        "update documents_documentline set net_minor = net_minor + 1"
        " where document_id = (select id from documents_document where number = 'TR-1001' and firm_id = %s)",
        [firm.id],
    )


def outbox_item_lost(firm: BuiltFirm) -> None:
    run("delete from outbox_dependency")
    run("delete from outbox_item where source_kind = 'trust_payment' and firm_id = %s", [firm.id])


def allocation_not_queued(firm: BuiltFirm) -> None:
    run("delete from outbox_dependency")
    run("delete from outbox_item where resource = 'Payments' and firm_id = %s", [firm.id])


def remainder_not_queued(firm: BuiltFirm) -> None:
    run("delete from outbox_dependency")
    run("delete from outbox_item where part = 'rest' and firm_id = %s", [firm.id])


def audit_row_lost(firm: BuiltFirm) -> None:
    run("delete from firms_audit where action = 'reverse' and firm_id = %s", [firm.id])


def bank_account_with_a_client(firm: BuiltFirm) -> None:
    run(
        "update ledger_bankaccount set provider_id = (select id from matters_contact where code = 'C-0001'"
        " and firm_id = %s) where code = 'T1' and firm_id = %s",
        [firm.id, firm.id],
    )


def package_changed(firm: BuiltFirm) -> None:
    run("update firms_firm set package = 'billing' where id = %s", [firm.id])


def matter_of_another_firm(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    run("update matters_matter set firm_id = %s where code = 'M-117'", [other.id])


CASES: list[tuple[Tampering, list[str]]] = [
    (unbalanced, ["entries_balance: entry 5: debits and credits differ by 1.00"]),
    (declared_more_lines, ["entries_have_their_lines: entry 1: the entry was sealed with 3 lines and has 2"]),
    (line_on_another_day, ["entries_have_their_lines: entry 5: 1 of its lines are dated on another day"]),
    (line_without_entry, ["lines_have_their_entry"]),
    (title_changed, ["chain_whole: entry 3: the chain breaks here: the entry or a line was changed"]),
    (head_hash_changed, ["chain_whole: entry 8: the head of the chain is not the last entry's hash"]),
    (head_moved, ["entry_numbers_gapless: entry 9: 8 entries are numbered 1 to 8, and the head of the chain says 9"]),
    (number_skipped, ["document_numbers_gapless: TR-1003: 1 numbers of the series were given and have no document"]),
    (number_beyond, ["document_numbers_gapless: R-1001: 1 documents have numbers that the series has not given"]),
    (series_lost, ["document_numbers_gapless: TP-1001: 1 documents are numbered in a series that does not exist"]),
    (
        account_month_off,
        ["account_months_equal_lines: account 4100, 202603: the balance kept for 202603 is 0.05 above"],
    ),
    (matter_month_off, ["matter_months_equal_lines: matter M-104: the balance kept on 1200 for 202603 is 0.05 above"]),
    (trust_balance_off, ["trust_balances_equal_lines: matter M-104 in T1: what is kept as held is -0.05 above"]),
    (
        payment_before_its_receipt,
        [
            "no_matter_overdrawn: matter M-104 in T1: the matter holds -120.00 at the end of 2026",
            "no_trust_bank_overdrawn: trust bank T1: the account has -120.00 at the end of 2026-03-05",
        ],
    ),
    (trust_bank_is_no_longer_trust, ["trust_bank_equals_trust_held: all trust banks: trust banks hold 0.00"]),
    (
        receipt_into_another_bank,
        [
            "no_trust_bank_overdrawn: trust bank T1: the account has -120.00",
            "trust_bank_equals_trust_held: all",
            "trust_bank_equals_trust_held: trust bank T1",
        ],
    ),
    (
        firm_money_in_trust,
        ["firm_interest_equals_firm_ledger: the firm's own trust ledger: the firm's interest in trust is -800.00"],
    ),
    (
        bank_called_a_retainer,
        ["nothing_kept_below_zero: matter : what is held as a retainer comes to -1,000.00 at the end of 2026-03-16"],
    ),
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
            "columns_agree_with_content: B-1001: %s order",
        ],
    ),
    (column_changed("dated_on", "'2026-03-03'"), ["columns_agree_with_content: TR-1001: %s date"]),
    (column_changed("due_on", "'2026-03-03'"), ["columns_agree_with_content: TR-1001: %s due date"]),
    (column_changed("memo", "'Other'"), ["columns_agree_with_content: TR-1001: %s memo"]),
    (column_changed("total_minor", "1"), ["columns_agree_with_content: TR-1001: %s total"]),
    (column_changed("matter_id", "null"), ["columns_agree_with_content: TR-1001: %s matter"]),
    (column_changed("contact_id", "null"), ["columns_agree_with_content: TR-1001: %s contact"]),
    (column_changed("bank_id", "null"), ["columns_agree_with_content: TR-1001: %s bank"]),
    (document_row_changed, ["columns_agree_with_content: TR-1001: %s rows, total"]),
    (outbox_item_lost, ["pushed_has_outbox_item: TP-1001: posted and connected, but nothing in the outbox for Bank"]),
    (
        allocation_not_queued,
        ["pushed_has_outbox_item: R-1001: posted and connected, but nothing in the outbox for Pay"],
    ),
    (
        remainder_not_queued,
        ["pushed_has_outbox_item: R-1001: posted and connected, but nothing in the outbox for Bank"],
    ),
    (bank_account_with_a_client, ["accounts_are_held_with_banks: bank account T1: it is held with Harrow & Pike"]),
    (package_changed, ["package_is_as_chosen: accounting package: it stands at 'billing', and the audit log knows"]),
    (audit_row_lost, ["postings_have_audit_rows: entry 4: the audit log does not know of 'Reversal of TR-1002'"]),
]
DIFFERS = "what reports read differs from what was entered:"


@pytest.mark.parametrize(("tamper", "wanted"), CASES, ids=[case[0].__name__ + str(at) for at, case in enumerate(CASES)])
def test_tampering_is_found_by_name(unguarded: BuiltFirm, tamper: Tampering, wanted: list[str]) -> None:
    tamper(unguarded)

    found = told(run_checks(firm_id=unguarded.id))

    assert len(found) == len(wanted), found
    for sentence, start in zip(found, wanted, strict=True):
        assert sentence.startswith(start.replace("%s", DIFFERS))


@pytest.mark.parametrize("way", TRUST_TRANSFERS)
def test_a_record_is_missed_under_the_way_that_was_chosen(firm: BuiltFirm, way: str) -> None:
    """A transfer is one record or two, by a setting that may have changed since."""
    Destination.objects.filter(firm=firm.firm).update(trust_transfers=way)
    on = {"on": "2026-03-20", "bank": "T1", "reason": "Share"}
    firm.enter("trust_transfer", **on, matter="M-104", to="M-117", amount="1.00")
    assert told(run_checks()) == []

    take_the_guards_away()
    run("delete from outbox_dependency")
    newest = Item.objects.filter(source_kind="trust_transfer").order_by("-id")[0]
    run("delete from outbox_item where id = %s", [newest.pk])
    found = told(run_checks())
    put_the_guards_back()

    assert found == [
        "pushed_has_outbox_item: TT-1001: posted and connected, but nothing in the outbox for ManualJournals (document)"
    ]


def test_a_reference_to_another_firm_is_found_in_every_table(unguarded: BuiltFirm) -> None:
    matter_of_another_firm(unguarded)

    found = {finding.where.split()[0] for finding in run_checks() if finding.check == "no_cross_firm_reference"}

    assert found == {
        "documents_document",
        "documents_documentline",
        "ledger_line",
        "ledger_mattermonth",
        "ledger_trustbalance",
        "matters_matter",
    }


def test_a_finding_of_another_firm_is_left_out(unguarded: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    head_moved(unguarded)

    assert run_checks(firm_id=other.id) == []
    assert [finding.firm_id for finding in run_checks()] == [unguarded.id]


def test_no_check_hands_out_more_than_fifty_findings(firm: BuiltFirm) -> None:
    for _ in range(60):
        firm.trust_receipt("1.00", matter="M-104")
    take_the_guards_away()
    run("update documents_document set memo = 'Other' where firm_id = %s", [firm.id])
    check = next(check for check in CHECKS if check.__name__ == "columns_agree_with_content")

    found = list(findings_of(check))
    put_the_guards_back()

    assert len(found) == 50


def _part(matter: str) -> list[dict[str, str]]:
    return [{"matter": matter, "amount": "5.00"}]
