"""Our trial balance beside Xero's: where they differ, documents say why, and only what a person did there is left."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from counterfoil.core.kinds import Kept
from counterfoil.core.refusals import Refusal
from counterfoil.kinds import kind_of
from counterfoil.outbox.models import Destination, Item
from counterfoil.reports import uncopied
from counterfoil.reports.comparison import Comparison
from counterfoil.reports.uncopied import named_documents
from counterfoil.xero.answering import keep_ours
from counterfoil.xero.client import new_http
from counterfoil.xero.compare import ApartDocument, compared, documents_apart
from counterfoil.xero.models import AccountMapping, Connection, Drift, RecordThere, RemoteTrialBalance
from counterfoil.xero.request import Answered, Reply, Request
from counterfoil.xero.sweep import sweep
from counterfoil.xero.trial_balance import Reading, days_read, kept_reading, read_trial_balance
from counterfoil.xero.unlinking import unlink
from tests.builders import a_firm
from tests.databases import CommittedDatabase
from tests.refusals import refused
from tests.xero.conftest import Linked, connected
from tests.xero.test_journey import post_a_day
from xero_sandbox.server.running import Running

MARCH = date(2026, 3, 31)
NEXT_YEAR = date(2026, 7, 31)


def read(linked: Linked, as_at: date = MARCH) -> Reading:
    sweep(destination=linked.destination, network=linked.client, now=linked.store.now)
    return read_trial_balance(
        by=linked.firm.by,
        as_at=as_at,
        destination=linked.destination,
        network=linked.client,
        now=linked.store.now,
    )


def compare(linked: Linked, reading: Reading | None = None) -> Comparison:
    return compared(firm_id=linked.firm.id, reading=reading or read(linked), at=linked.store.now())


def left_over(comparison: Comparison) -> dict[str, int]:
    return {account.name: account.unexplained_minor for account in comparison.unexplained}


def listed(linked: Linked, comparison: Comparison, reading: Reading) -> dict[str, list[tuple[str, str, int]]]:
    """For each account that differs its documents: number, why, minor units. Their sum is what is explained."""
    found = {}
    every = documents_apart(
        firm_id=linked.firm.id, accounts=comparison.differing, reading=reading, at=linked.store.now()
    )
    for account in comparison.differing:
        apart = every[account.key]
        named = named_documents(firm_id=linked.firm.id, ids=[each.document_id for each in apart])
        assert sum(each.minor for each in apart) == account.explained_minor
        found[account.name] = [
            (named[each.document_id].number if each.document_id else _there(each), each.why, each.minor)
            for each in apart
        ]
    return found


def _there(apart: ApartDocument) -> str:
    assert apart.record is not None
    return apart.record.number


@pytest.fixture
def late(committed_database: CommittedDatabase, sandbox: Running) -> Iterator[Linked]:
    """A firm that connects after its first documents: trust money for M-104 and the bill B-1001 of 880.00."""
    firm = a_firm(at=datetime(2026, 3, 31, 1, 0, tzinfo=UTC))
    firm.matter("M-104")
    firm.trust_receipt("500.00", matter="M-104")
    firm.bill("800.00", matter="M-104")
    with new_http() as http:
        yield connected(firm, sandbox, http)


@pytest.mark.parametrize("day", [MARCH, date(2026, 3, 9), date(2026, 1, 31), NEXT_YEAR])
def test_a_firm_that_pushed_everything_agrees_on_every_account(linked: Linked, day: date) -> None:
    post_a_day(linked)
    linked.push()

    comparison = compare(linked, read(linked, day))

    assert comparison.differing == () and comparison.only_in_xero == ()
    assert len(comparison.agreeing) == {1: 0, 3: 6 if day == MARCH else 5, 7: 6}[day.month]


def test_what_was_earned_in_an_earlier_year_is_explained_as_retained(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    reading = read(linked, NEXT_YEAR)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    assert listed(linked, comparison, reading) == {
        "Accounts Receivable (610)": [("B-1001", "waiting", 88000)],
        "GST (820)": [("B-1001", "waiting", -8000)],
        "Retained Earnings (960)": [("B-1001", "waiting", -80000)],
    }


def test_every_difference_of_a_firm_that_connected_late_is_explained_by_document(late: Linked) -> None:
    late.firm.receipt("1000.00", pays={"B-1001": "880.00"})
    late.push()
    late.by_hand("change", period_lock="2026-03-09")
    late.firm.bill("100.00", matter="M-104")
    late.push()
    late.firm.trust_payment("20.00", matter="M-104", payee="Harrow & Pike")
    reading = read(late)

    comparison = compare(late, reading)

    assert left_over(comparison) == {}
    assert comparison.only_here == () and comparison.only_in_xero == ()
    by_code = {account.ours[0].code: account for account in comparison.mapped}
    named = {by_code[code].name: code for code in by_code}
    assert {named[name]: rows for name, rows in listed(late, comparison, reading).items()} == {
        "1100": [("R-1001", "not_sent", 88000)],
        "1150": [("TP-1001", "queued", -2000), ("TR-1001", "before", 50000)],
        "1200": [("B-1002", "failed", 11000), ("R-1001", "not_sent", -88000), ("B-1001", "before", 88000)],
        "2150": [("TP-1001", "queued", 2000), ("TR-1001", "before", -50000)],
        "2210": [("B-1002", "failed", -1000), ("B-1001", "before", -8000)],
        "4100": [("B-1002", "failed", -10000), ("B-1001", "before", -80000)],
    }


def test_a_failed_copy_is_listed_with_its_error_and_a_kept_part_with_its_reason(late: Linked) -> None:
    late.firm.receipt("880.00", pays={"B-1001": "880.00"})
    late.by_hand("change", period_lock="2026-03-09")
    late.firm.bill("100.00", matter="M-104")
    late.push()
    reading = read(late)
    comparison = compare(late, reading)
    (receivable,) = (account for account in comparison.mapped if account.ours[0].code == "1200")

    found = documents_apart(firm_id=late.firm.id, accounts=[receivable], reading=reading, at=late.store.now())

    apart = found[receivable.key]
    reasons = {each.why: each.reason for each in apart}
    assert "locked for this date" in reasons["failed"] and "Xero says:" in reasons["failed"]
    assert (
        reasons["not_sent"]
        == "what it settles was posted before the firm was connected or was kept here, so this stays here"
    )
    assert reasons["before"] == "The document was posted before the firm was connected to Xero."
    assert [bool(each.marker) for each in apart] == [True, True, False]


def test_a_document_of_a_kind_that_stays_here_is_listed_with_the_kinds_reason(
    late: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = replace(kind_of("client_bill"), push=Kept("Bills of this firm stay here."))
    monkeypatch.setattr(uncopied, "all_kinds", lambda: {"client_bill": kept})
    reading = read(late)
    comparison = compare(late, reading)

    found = documents_apart(firm_id=late.firm.id, accounts=comparison.differing, reading=reading, at=late.store.now())

    assert left_over(comparison) == {}
    assert {(each.why, each.reason) for apart in found.values() for each in apart} == {
        ("kept", "Bills of this firm stay here."),
        ("before", "The document was posted before the firm was connected to Xero."),
    }


def test_a_document_that_left_no_copy_while_connected_is_named(late: Linked) -> None:
    Destination.objects.update(connected_at=datetime(2026, 1, 1, tzinfo=UTC))

    comparison = compare(late)

    assert {tuple(account.apart) for account in comparison.differing} == {("unqueued",)}


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_was_sent_and_left_alone_is_no_record_of_theirs(linked: Linked) -> None:
    post_a_day(linked)
    linked.push()

    read(linked)

    assert not RecordThere.objects.exists()


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_a_person_pays_in_xero_is_listed_as_made_there(linked: Linked) -> None:
    post_a_day(linked)
    linked.firm.bill("100.00", matter="M-104")
    linked.push()
    invoice = next(row for row in linked.in_xero("Invoices") if row["InvoiceNumber"] == "B-1002")
    bank = AccountMapping.objects.get(account__code="1100")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/pay", amount="30.00", on="2026-03-20", account=bank.remote_id)
    reading = read(linked)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    assert sorted(listed(linked, comparison, reading).values()) == [
        [("B-1002", "made_there", -3000)],
        [("B-1002", "made_there", 3000)],
    ]


def test_what_a_person_voids_in_xero_is_listed_as_changed_there(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/void")
    reading = read(linked)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    assert listed(linked, comparison, reading) == {
        "Accounts Receivable (610)": [("B-1001", "changed_there", 88000)],
        "GST (820)": [("B-1001", "changed_there", -8000)],
        "Fees (200)": [("B-1001", "changed_there", -80000)],
    }


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_a_person_edits_in_xero_explains_its_difference_and_its_day(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104", on="2026-03-20", due_on="2026-03-30")
    linked.push()
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", **{"amount-0": "790.00"})
    edited = compare(linked)
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", on="2026-04-02")

    moved = compare(linked)

    assert left_over(edited) == {} and left_over(moved) == {}
    assert {a.name: dict(a.apart) for a in edited.differing}["Accounts Receivable (610)"] == {"changed_there": 1100}
    assert {a.name: dict(a.apart) for a in moved.differing}["Accounts Receivable (610)"] == {"changed_there": 88000}


def test_every_sort_of_record_that_was_made_in_xero_is_listed_and_nothing_is_left_over(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    made_by_hand(linked)
    reading = read(linked)

    comparison = compare(linked, reading)

    assert left_over(comparison) == {}
    found = documents_apart(
        firm_id=linked.firm.id, accounts=comparison.differing, reading=reading, at=linked.store.now()
    )
    records = {each.record.remote_id: each for apart in found.values() for each in apart if each.record}
    assert {each.why for each in records.values()} == {"made_there"}
    assert sorted((each.record.resource, each.record.type) for each in records.values() if each.record) == [
        ("BankTransactions", "RECEIVE"),
        ("BankTransactions", "SPEND"),
        ("CreditNotes", "ACCPAYCREDIT"),
        ("CreditNotes", "ACCRECCREDIT"),
        ("Invoices", "ACCPAY"),
        ("Invoices", "ACCREC"),
        ("ManualJournals", ""),
    ]
    (invoice,) = (each for each in records.values() if each.record and each.record.type == "ACCREC")
    assert invoice.record and (invoice.record.number, invoice.record.contact) == ("H-1", "Walk-in client")
    assert invoice.reason == "Somebody made it in Xero; it is no copy of a document here. Entered by hand"
    assert compare(linked, read(linked, date(2026, 3, 17))).differing == ()


def made_by_hand(linked: Linked) -> None:
    """One of each sort, dated 18 March, on accounts that answer to some here; a draft and a deleted one beside."""
    account = {one.account.code: one.remote_id for one in AccountMapping.objects.select_related("account")}
    form = {"contact": "Walk-in client", "on": "2026-03-18", "account": account["4100"]}
    linked.by_hand("invoices", name="H-1", amount="49.50", **form)
    linked.by_hand("bills", name="H-2", amount="33.00", **form)
    linked.by_hand("bank-transactions", kind="RECEIVE", bank=account["1100"], name="H-3", amount="7.00", **form)
    linked.by_hand("bank-transactions", kind="SPEND", bank=account["1100"], name="H-4", amount="4.00", **form)
    day = {"Date": "2026-03-18"}
    line = {"Description": "By hand", "Quantity": 1, "UnitAmount": 12.0, "AccountCode": "200"}
    for number, type_ in (("H-5", "ACCRECCREDIT"), ("H-6", "ACCPAYCREDIT")):
        note = {"Type": type_, "CreditNoteNumber": number, "Contact": {"Name": "Walk-in client"}, "LineItems": [line]}
        put(linked, "CreditNotes", note | day | {"Status": "AUTHORISED"})
    sides = [{"LineAmount": 5, "AccountCode": "200"}, {"LineAmount": -5, "AccountCode": "260"}]
    put(linked, "ManualJournals", day | {"Narration": "By hand", "JournalLines": sides, "Status": "POSTED"})
    put(linked, "ManualJournals", day | {"Narration": "Not yet", "JournalLines": sides, "Status": "DRAFT"})


def put(linked: Linked, resource: str, document: dict[str, Any]) -> None:
    reply = linked.client.send(Request(method="PUT", path=resource, body=json.dumps({resource: [document]})))
    assert isinstance(reply, Answered) and reply.status == 200, reply


def test_a_record_that_is_deleted_again_explains_only_what_was_read_while_it_stood(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    made_by_hand(linked)
    before = read(linked)
    for row in linked.in_xero("BankTransactions"):
        linked.by_hand(f"bank-transactions/{row['BankTransactionID']}/delete")

    after = read(linked)

    assert len(before.accounts) > 0 and left_over(compare(linked, before)) == {}
    assert left_over(compare(linked, after)) == {}
    bank = AccountMapping.objects.get(account__code="1100").remote_id
    assert compare(linked, before).account(bank) and not compare(linked, after).account(bank)


@pytest.mark.one_database("the statements are the same as of what is voided or made there, which both are asked")
def test_what_was_earned_by_hand_in_an_earlier_year_is_explained_as_retained(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    made_by_hand(linked)

    comparison = compare(linked, read(linked, NEXT_YEAR))

    assert left_over(comparison) == {} and comparison.differing


def test_an_unlinked_copy_is_listed_once_its_document_goes_its_own_way(linked: Linked) -> None:
    bill = linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    unlink(document_ids=[bill.id], by=linked.firm.by, at=linked.store.now(), why="they keep theirs")
    assert compare(linked).differing == ()
    linked.firm.reopen(bill)
    reading = read(linked)

    alone = compare(linked, reading)

    assert left_over(alone) == {}
    assert listed(linked, alone, reading)["Accounts Receivable (610)"] == [("B-1001", "unlinked", -88000)]
    linked.firm.post(bill)
    linked.settle()
    assert left_over(compare(linked)) == {} and len(linked.in_xero("Invoices")) == 2


def test_keeping_ours_leaves_nothing_unexplained_at_any_step(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.settle()
    (invoice,) = linked.in_xero("Invoices")
    linked.by_hand(f"invoices/{invoice['InvoiceID']}/edit", **{"amount-0": "790.00"})
    found = [compare(linked)]
    keep_ours(drift=Drift.objects.get(), by=linked.firm.by, at=linked.store.now(), why="ours is right")
    found.append(compare(linked))
    found.append(compare(linked, read(linked)))
    linked.settle()
    found.append(compare(linked, read(linked)))

    assert [left_over(each) for each in found] == [{}, {}, {}, {}]
    assert found[-1].differing == ()


def test_an_account_that_only_xero_has_stands_apart(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    linked.push()
    AccountMapping.objects.filter(account__code="4100").delete()

    comparison = compare(linked)

    assert [(account.name, account.minor) for account in comparison.only_in_xero] == [("Fees (200)", -80000)]
    assert [(account.name, account.unexplained_minor) for account in comparison.only_here] == [
        ("4100 Professional fees", -80000)
    ]


def test_what_was_pushed_after_the_reading_is_said_to_be_so(linked: Linked) -> None:
    linked.firm.bill("800.00", matter="M-104")
    reading = read(linked)
    linked.push()

    earlier, now = compare(linked, reading), compare(linked)

    assert {tuple(account.apart) for account in earlier.differing} == {("pushed",)}
    assert left_over(earlier) == {} and now.differing == ()


def test_a_document_that_was_reversed_or_taken_back_explains_nothing(linked: Linked) -> None:
    linked.firm.reverse(linked.firm.bill("800.00", matter="M-104"))
    linked.firm.reopen(linked.firm.bill("100.00", matter="M-104"))

    assert compare(linked).mapped == ()


@pytest.mark.parametrize("state", ["unknown", "review", "sending", "cancelled"])
def test_every_state_short_of_pushed_has_its_word(linked: Linked, state: str) -> None:
    linked.firm.bill("800.00", matter="M-104")
    Item.objects.filter(resource="Invoices").update(state=state, reason_text="looked at by hand")

    comparison = compare(linked)

    words = {"unknown": "checking", "review": "needs_you", "sending": "pushing", "cancelled": "cancelled"}
    assert {tuple(account.apart) for account in comparison.differing} == {(words[state],)}
    assert left_over(comparison) == {}


def test_a_reading_is_kept_for_its_day_and_replaced_by_the_next(linked: Linked) -> None:
    first = read(linked)
    linked.firm.bill("800.00", matter="M-104")
    linked.push()

    second = read(linked)

    assert first.accounts == () and len(second.accounts) == 3
    assert kept_reading(destination_id=linked.destination.pk) == second
    assert kept_reading(destination_id=linked.destination.pk, as_at=NEXT_YEAR) is None
    assert days_read(destination_id=linked.destination.pk) == [MARCH]
    assert second.year_began_on == date(2025, 7, 1)


class Between:
    """Stands before Xero: notes whether a transaction is open, and answers the first requests itself."""

    def __init__(self, linked: Linked, *answers: Answered) -> None:
        self.linked, self.answers = linked, list(answers)
        self.open: list[bool] = []
        self.renewed = 0

    def ready(self) -> None:
        return None

    def renew(self) -> bool:
        self.renewed += 1
        return self.linked.client.renew()

    def send(self, request: Request) -> Reply:
        self.open.append(connection.in_atomic_block)
        return self.answers.pop(0) if self.answers else self.linked.client.send(request)

    def read(self) -> Reading:
        one = self.linked
        return read_trial_balance(
            by=one.firm.by, as_at=MARCH, destination=one.destination, network=self, now=one.store.now
        )


def test_nothing_is_open_in_the_database_while_xero_is_asked(linked: Linked) -> None:
    between = Between(linked)

    between.read()

    assert between.open == [False, False]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("503", "Xero answered 503: it is closed for maintenance; look at status.xero.com, and try again later"),
        ("500_before", "Xero answered 500"),
        ("drop_before", "the connection ended before Xero answered"),
        ("unreadable", "cannot be read"),
    ],
)
def test_trouble_is_said_with_its_remedy_and_keeps_nothing(linked: Linked, fault: str, words: str) -> None:
    linked.fault(fault, match={"method": "GET", "resource": "Reports"})

    with refused("xero-not-reached", words):
        read(linked)
    linked.fault("429", match={"method": "GET", "resource": "Reports"})
    with refused("xero-calls-used-up", "what waits to be pushed needs them too"):
        read(linked)

    assert not RemoteTrialBalance.objects.exists()
    assert read(linked).accounts == ()


def test_a_consent_that_is_gone_asks_to_connect_again(linked: Linked) -> None:
    Connection.objects.update(state="broken")

    with pytest.raises(Refusal) as refusal:
        read(linked)

    assert refusal.value.code == "consent-refused"
    assert "an admin has to connect again" in refusal.value.advice


EXPIRED = Answered(status=401, headers={}, body=b'{"Detail": "TokenExpired: token expired"}')
NO_SCOPE = Answered(status=401, headers={}, body=b'{"Detail": "AuthorizationUnsuccessful"}')
NO_REPORTS = Answered(status=403, headers={}, body=b'{"Detail": "AuthenticationUnsuccessful"}')


def test_a_token_that_xero_no_longer_takes_is_renewed_once(linked: Linked) -> None:
    between = Between(linked, EXPIRED)
    assert between.read().accounts == ()
    assert between.renewed == 1

    with refused("consent-refused", "connect again"):
        Between(linked, EXPIRED, EXPIRED).read()


@pytest.mark.parametrize("answer", [NO_SCOPE, NO_REPORTS])
def test_a_connection_that_may_not_see_reports_says_what_to_do(linked: Linked, answer: Answered) -> None:
    with refused("consent-refused", "as a person who may see reports in Xero"):
        Between(linked, answer).read()


def test_another_firms_organisation_is_not_read(linked: Linked) -> None:
    other = a_firm("Another LLP")

    with refused("not-connected"):
        read_trial_balance(
            by=other.by,
            as_at=MARCH,
            destination=Destination.objects.get(),
            network=linked.client,
            now=linked.store.now,
        )
