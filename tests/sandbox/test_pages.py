"""The pages: what Xero holds, shown to a person, and the buttons a person there would have."""

import re

import pytest

from tests.sandbox.harness import bank, bill, credit_note, journal, line, order, payment, sale, transfer
from tests.sandbox.on_http import App
from xero_sandbox.server.html import button, tag

SECTIONS = (
    "", "arrived", "invoices", "bills", "payments", "bank-transactions", "overpayments", "prepayments",
    "credit-notes", "bank-transfers", "manual-journals", "purchase-orders",
    "contacts", "accounts", "trial-balance",
)  # fmt: skip


@pytest.fixture
def firm(app: App) -> dict[str, str]:
    """A little of everything; the ids by what they are."""
    contact = app.put("Contacts", {"Name": "Ann Client"}).json()
    ann = contact["Contacts"][0]["ContactID"]
    invoice = app.put("Invoices", sale(ann, InvoiceNumber="B-1", Reference="<i>LX-1</i>")).json()["Invoices"][0]
    paid = app.put("Payments", payment(invoice["InvoiceID"], "10.00", Reference="P-1")).json()["Payments"][0]
    supplier = app.put("Invoices", bill(ann, InvoiceNumber="77")).json()["Invoices"][0]
    trust = app.put("BankTransactions", bank(ann, Reference="T-1")).json()["BankTransactions"][0]
    surplus = bank(ann, {"Description": "x", "LineAmount": "4.00"}, kind="RECEIVE-OVERPAYMENT", account="090")
    over = app.put("BankTransactions", surplus).json()["BankTransactions"][0]
    early = bank(ann, line("5.00"), kind="RECEIVE-PREPAYMENT", account="090")
    before = app.put("BankTransactions", early).json()["BankTransactions"][0]
    note = app.put("CreditNotes", credit_note(ann, CreditNoteNumber="C-1")).json()["CreditNotes"][0]
    between = app.put("BankTransfers", transfer("7.00")).json()["BankTransfers"][0]
    ordered = app.put("PurchaseOrders", order(ann)).json()["PurchaseOrders"][0]
    moved = app.put("ManualJournals", journal()).json()["ManualJournals"][0]
    fees = app.get("Accounts", where='Code=="200"').json()["Accounts"][0]
    return {
        "contacts": ann, "invoices": invoice["InvoiceID"], "payments": paid["PaymentID"],
        "bills": supplier["InvoiceID"], "bank-transactions": trust["BankTransactionID"],
        "overpayments": over["OverpaymentID"], "accounts": fees["AccountID"],
        "manual-journals": moved["ManualJournalID"], "prepayments": before["PrepaymentID"],
        "credit-notes": note["CreditNoteID"], "bank-transfers": between["BankTransferID"],
        "purchase-orders": ordered["PurchaseOrderID"],
    }  # fmt: skip


def test_every_page_says_it_is_not_xero_and_runs_no_script(app: App, firm: dict[str, str]) -> None:
    base = f"/o/{app.tenant_id}"
    addresses = [f"{base}/{section}" for section in SECTIONS] + ["/requests", _last_request(app), "/control"]
    addresses += [f"{base}/{section}/{key}" for section, key in firm.items()]

    for address in addresses:
        page = app.http.get(address)
        assert page.status_code == 200, address
        assert "Xero sandbox: not Xero" in page.text
        assert "<script" not in page.text and "style=" not in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]


def test_what_a_client_sent_never_becomes_a_tag(app: App, firm: dict[str, str]) -> None:
    page = app.http.get(f"/o/{app.tenant_id}/invoices").text

    assert "&lt;i&gt;LX-1&lt;/i&gt;" in page and "<i>" not in page


def test_a_document_shows_its_lines_payments_ledger_and_history(app: App, firm: dict[str, str]) -> None:
    page = _words(app.http.get(f"/o/{app.tenant_id}/invoices/{firm['invoices']}").text)

    for words in ("Work", "200 Fees", "P-1", "610 Accounts Receivable", "Created", "counterfoil-demo", "100.00"):
        assert words in page


def test_what_has_arrived_names_every_kind_of_document(app: App, firm: dict[str, str]) -> None:
    page = app.http.get(f"/o/{app.tenant_id}/arrived").text

    for section in firm.keys() - {"accounts", "overpayments", "prepayments"}:
        assert f"/{section}/{firm[section]}" in page, section


def test_an_account_names_every_document_that_moved_it(app: App, firm: dict[str, str]) -> None:
    held = app.get("Accounts", where='Code=="850"').json()["Accounts"][0]["AccountID"]
    page = app.http.get(f"/o/{app.tenant_id}/accounts/{held}").text

    for section in ("bank-transactions", "manual-journals"):
        assert f"/{section}/{firm[section]}" in page


def test_one_side_of_a_transfer_is_reconciled_and_then_holds_it(app: App, firm: dict[str, str]) -> None:
    moved = app.get(f"BankTransfers/{firm['bank-transfers']}").json()["BankTransfers"][0]
    side = f"/o/{app.tenant_id}/bank-transactions/{moved['FromBankTransactionID']}"

    app.http.post(f"{side}/reconcile")
    held = app.http.post(f"{side}/delete")
    app.http.post(f"{side}/unreconcile")
    app.http.post(f"{side}/delete")

    assert held.status_code == 409
    shown = app.get(f"BankTransfers/{firm['bank-transfers']}").json()["BankTransfers"][0]
    assert (moved["FromIsReconciled"], shown["Status"]) == (False, "DELETED")


def test_lists_can_be_searched(app: App, firm: dict[str, str]) -> None:
    found = app.http.get(f"/o/{app.tenant_id}/invoices", params={"q": "lx-1"}).text
    absent = app.http.get(f"/o/{app.tenant_id}/invoices", params={"q": "nobody"}).text

    assert "B-1" in found and "Nothing here yet." in absent


@pytest.mark.parametrize(
    ("section", "action", "form", "where", "member", "value"),
    [
        ("invoices", "reference", {"reference": "changed"}, "Invoices", "Reference", "changed"),
        ("invoices", "pay", {"amount": "100.00", "on": "2026-11-02"}, "Invoices", "Status", "PAID"),
        ("bills", "void", {}, "Invoices", "Status", "VOIDED"),
        ("payments", "reference", {"reference": "changed"}, "Payments", "Reference", "changed"),
        ("payments", "delete", {}, "Payments", "Status", "DELETED"),
        ("payments", "reconcile", {}, "Payments", "IsReconciled", True),
        ("bank-transactions", "reconcile", {}, "BankTransactions", "IsReconciled", True),
        ("bank-transactions", "delete", {}, "BankTransactions", "Status", "DELETED"),
        ("credit-notes", "void", {}, "CreditNotes", "Status", "VOIDED"),
        ("credit-notes", "reference", {"reference": "changed"}, "CreditNotes", "Reference", "changed"),
        ("credit-notes", "refund", {"amount": "4.00", "on": "2026-11-02"}, "CreditNotes", "RemainingCredit", 40),
        ("overpayments", "refund", {"amount": "4.00", "on": "2026-11-02"}, "Overpayments", "Status", "PAID"),
        ("prepayments", "refund", {"amount": "2.00", "on": "2026-11-02"}, "Prepayments", "RemainingCredit", 3),
        ("bank-transfers", "delete", {}, "BankTransfers", "Status", "DELETED"),
        ("bank-transfers", "reference", {"reference": "changed"}, "BankTransfers", "Reference", "changed"),
        ("purchase-orders", "approve", {}, "PurchaseOrders", "Status", "AUTHORISED"),
        ("purchase-orders", "delete", {}, "PurchaseOrders", "Status", "DELETED"),
        ("manual-journals", "void", {}, "ManualJournals", "Status", "VOIDED"),
        ("manual-journals", "narration", {"narration": "Told otherwise"}, "ManualJournals", "Narration",
         "Told otherwise"),
        ("contacts", "archive", {}, "Contacts", "ContactStatus", "ARCHIVED"),
        ("accounts", "archive", {}, "Accounts", "Status", "ARCHIVED"),
    ],
)  # fmt: skip
def test_a_button_changes_what_the_api_then_shows(
    app: App, firm: dict[str, str], section: str, action: str, form: dict[str, str], where: str, member: str,
    value: object,
) -> None:  # fmt: skip
    bank_account = app.get("Accounts", where='Code=="090"').json()["Accounts"][0]["AccountID"]

    answer = app.http.post(
        f"/o/{app.tenant_id}/{section}/{firm[section]}/{action}", data={"account": bank_account} | form
    )

    assert answer.status_code == 303
    assert app.get(f"{where}/{firm[section]}").json()[where][0][member] == value


@pytest.mark.parametrize("section", ["credit-notes", "overpayments", "prepayments"])
def test_a_credit_is_applied_and_taken_back_by_a_person(app: App, firm: dict[str, str], section: str) -> None:
    credit = f"/o/{app.tenant_id}/{section}/{firm[section]}"
    app.http.post(f"{credit}/apply", data={"invoice": firm["invoices"], "amount": "4.00"})
    applied = app.get(f"Invoices/{firm['invoices']}").json()["Invoices"][0]["AmountCredited"]
    page = app.http.get(credit).text
    (allocation,) = re.findall(r'name="allocation" value="([^"]+)"', page)

    app.http.post(f"{credit}/take-back", data={"allocation": allocation})
    again = app.http.post(f"{credit}/take-back", data={"allocation": allocation})

    assert applied == 4
    assert app.get(f"Invoices/{firm['invoices']}").json()["Invoices"][0]["AmountCredited"] == 0
    assert (again.status_code, "taken back already" in again.text) == (409, True)


def test_a_bank_account_is_added_without_a_code_and_gets_one_on_its_own_page(app: App) -> None:
    added = app.http.post(f"/o/{app.tenant_id}/accounts", data={"name": "Operating", "number": "062000-99990000"})
    again = app.http.post(f"/o/{app.tenant_id}/accounts", data={"name": "Second", "number": "062000-99990001"})
    (operating,) = app.get("Accounts", where='Name=="Operating"').json()["Accounts"]

    assert (added.status_code, again.status_code, "Code" in operating) == (303, 303, False)
    app.http.post(f"/o/{app.tenant_id}/accounts/{operating['AccountID']}/code", data={"code": "101"})
    (coded,) = app.get("Accounts", where='Name=="Operating"').json()["Accounts"]
    assert (coded["Code"], coded["Type"], coded["BankAccountNumber"]) == ("101", "BANK", "062000-99990000")
    refused = app.http.post(f"/o/{app.tenant_id}/accounts", data={"name": "Operating", "number": "1"})
    assert refused.status_code == 409 and "unique" in refused.text.lower()


def test_a_contact_is_merged_into_another_on_its_page(app: App, firm: dict[str, str]) -> None:
    other = app.put("Contacts", {"Name": "Ann Married"}).json()["Contacts"][0]["ContactID"]

    app.http.post(f"/o/{app.tenant_id}/contacts/{firm['contacts']}/merge", data={"into": other})

    assert app.get(f"Invoices/{firm['invoices']}").json()["Invoices"][0]["Contact"]["ContactID"] == other
    assert "Ann Married" in app.http.get(f"/o/{app.tenant_id}/contacts/{firm['contacts']}").text


def test_a_button_that_the_books_refuse_says_why(app: App, firm: dict[str, str]) -> None:
    answer = app.http.post(f"/o/{app.tenant_id}/invoices/{firm['invoices']}/void")

    assert answer.status_code == 409
    assert "cannot be applied to the invoice" in _words(answer.text)
    assert app.get(f"Invoices/{firm['invoices']}").json()["Invoices"][0]["Status"] == "AUTHORISED"


def test_lock_dates_set_on_the_page_hold_for_the_api(app: App, firm: dict[str, str]) -> None:
    app.http.post(f"/o/{app.tenant_id}/change", data={"period_lock": "2026-11-30", "year_lock": ""})

    refused = app.put("Invoices", sale(firm["contacts"]))

    assert refused.status_code == 400
    assert "PeriodLockDate" in app.get("Organisation").json()["Organisations"][0]


def test_the_log_shows_requests_but_never_a_token(app: App, firm: dict[str, str]) -> None:
    log = app.http.get("/requests").text
    access = app.http.headers["Authorization"].removeprefix("Bearer ")
    pages = [app.http.get(f"/requests/{line.number}").text for line in app.sandbox.sandbox.journal.newest_first()]

    assert "/api.xro/2.0/Invoices" in log and "/connect/token" in log
    assert all(access not in page and "counterfoil-demo-secret" not in page for page in pages)


def test_faults_offline_time_and_reset_can_be_switched_on_the_page(app: App) -> None:
    sandbox = app.sandbox.sandbox
    app.http.post("/control/fault", data={"fault": "slow", "seconds": "1", "method": "PUT", "times": "2"})
    app.http.post("/control/offline", data={"how": "503"})
    shown = _words(app.http.get("/control").text)
    before = sandbox.clock.now()
    app.http.post("/control/advance", data={"seconds": "86400"})

    assert "slow:1" in shown and "Offline 503" in shown
    assert (sandbox.clock.now() - before).days == 1
    app.http.post("/control/reset", data={"keep": "yes"})
    assert sandbox.faults.offline == "no" and sandbox.faults.waiting == []


def test_nothing_is_found_where_nothing_is(app: App) -> None:
    base = f"/o/{app.tenant_id}"

    for address in ("/o/nobody/", f"{base}/unicorns", f"{base}/invoices/none", "/requests/999999"):
        assert app.http.get(address).status_code == 404
    assert app.http.post(f"{base}/contacts/none/archive").status_code == 404


def test_html_escapes_text_and_attributes() -> None:
    assert tag("p", "<b>", title='"x"') == '<p title="&quot;x&quot;">&lt;b&gt;</p>'
    assert 'value="1&amp;2"' in button("Go", "/x", kind="plain", given="1&2")


def _last_request(app: App) -> str:
    return f"/requests/{next(app.sandbox.sandbox.journal.newest_first()).number}"


def _words(page: str) -> str:
    """The text of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#x27;", "'")
