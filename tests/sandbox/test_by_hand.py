"""What a person types in Xero's pages: another marker, another amount, another contact, a document of their own."""

import re
from typing import Any

import pytest

from tests.sandbox.harness import Json, bank, bill, credit_note, journal, payment, sale
from tests.sandbox.on_http import App

EDITED: dict[str, tuple[str, Any]] = {
    "invoices": ("Invoices", sale),
    "bills": ("Invoices", bill),
    "credit-notes": ("CreditNotes", credit_note),
    "bank-transactions": ("BankTransactions", bank),
}


@pytest.mark.parametrize("section", EDITED)
def test_a_person_moves_a_document_to_another_day_contact_amount_and_words(app: App, section: str) -> None:
    resource, kind = EDITED[section]
    ann, bob = _contact(app, "Ann Client"), _contact(app, "Bob Counsel")
    made = _made(app, resource, kind(ann))
    page = f"/o/{app.tenant_id}/{section}/{_id(resource, made)}"
    form = _form(app, page) | {"on": "2026-11-07", "contact": bob, "amount-0": "12.00", "description-0": "By hand"}

    assert app.http.post(f"{page}/edit", data=form).status_code == 303

    shown = app.get(f"{resource}/{_id(resource, made)}").json()[resource][0]
    assert shown["DateString"] == "2026-11-07T00:00:00"
    assert shown["Contact"]["ContactID"] == bob
    assert (shown["SubTotal"], shown["LineItems"][0]["Description"]) == (12, "By hand")
    assert shown["LineItems"][0]["LineItemID"] == made["LineItems"][0]["LineItemID"]


def test_saving_an_edit_that_changes_nothing_leaves_no_trace(app: App) -> None:
    made = _made(app, "Invoices", sale(_contact(app, "Ann Client")))
    page = f"/o/{app.tenant_id}/invoices/{made['InvoiceID']}"

    app.http.post(f"{page}/edit", data=_form(app, page))

    assert app.get(f"Invoices/{made['InvoiceID']}").json()["Invoices"][0]["UpdatedDateUTC"] == made["UpdatedDateUTC"]


def test_a_paid_invoice_s_words_are_edited_and_its_amounts_are_not(app: App) -> None:
    made = _made(app, "Invoices", sale(_contact(app, "Ann Client")))
    _made(app, "Payments", payment(made["InvoiceID"], "10.00"))
    page = f"/o/{app.tenant_id}/invoices/{made['InvoiceID']}"

    words = app.http.post(f"{page}/edit", data=_form(app, page) | {"description-0": "Other words"})
    amounts = app.http.post(f"{page}/edit", data=_form(app, page) | {"amount-0": "1.00"})

    assert (words.status_code, amounts.status_code) == (303, 409)
    shown = app.get(f"Invoices/{made['InvoiceID']}").json()["Invoices"][0]
    assert (shown["LineItems"][0]["Description"], shown["Total"]) == ("Other words", 110)


def test_a_journal_is_edited_line_by_line_and_must_still_balance(app: App) -> None:
    made = _made(app, "ManualJournals", journal())
    page = f"/o/{app.tenant_id}/manual-journals/{made['ManualJournalID']}"

    lopsided = app.http.post(f"{page}/edit", data=_form(app, page) | {"amount-0": "7.00"})
    even = app.http.post(f"{page}/edit", data=_form(app, page) | {"amount-0": "7.00", "amount-1": "-7.00"})

    assert (lopsided.status_code, even.status_code) == (409, 303)
    shown = app.get(f"ManualJournals/{made['ManualJournalID']}").json()["ManualJournals"][0]
    assert [one["LineAmount"] for one in shown["JournalLines"]] == [7, -7]


def test_a_reconciled_transaction_is_not_edited(app: App) -> None:
    made = _made(app, "BankTransactions", bank(_contact(app, "Ann Client")))
    page = f"/o/{app.tenant_id}/bank-transactions/{made['BankTransactionID']}"
    app.http.post(f"{page}/reconcile")

    assert app.http.post(f"{page}/edit", data=_form(app, page) | {"amount-0": "1.00"}).status_code == 409


def test_a_stranger_s_invoice_takes_a_number_before_the_app_does(app: App) -> None:
    fees = app.get("Accounts", where='Code=="200"').json()["Accounts"][0]["AccountID"]
    typed = {"name": "1042", "contact": "Walk-in", "on": "2026-11-02", "amount": "110.00", "account": fees}

    assert app.http.post(f"/o/{app.tenant_id}/invoices", data=typed).status_code == 303

    refused = app.put("Invoices", sale(_contact(app, "Ann Client"), InvoiceNumber="1042"))
    assert "Invoice # must be unique." in refused.text
    (found,) = app.get("Invoices", where='InvoiceNumber=="1042"').json()["Invoices"]
    assert (found["Total"], found["TotalTax"], found["Status"]) == (110, 10, "AUTHORISED")
    assert app.get("Invoices", createdByMyApp="true").json()["Invoices"] == []


@pytest.mark.parametrize(("kind", "total"), [("RECEIVE", 55), ("SPEND", 55)])
def test_money_a_bank_feed_brought_is_entered_by_hand(app: App, kind: str, total: int) -> None:
    accounts = {one["Code"]: one["AccountID"] for one in app.get("Accounts").json()["Accounts"]}
    typed = {"kind": kind, "bank": accounts["090"], "name": "FEED 1", "contact": "Ann Client"}

    app.http.post(
        f"/o/{app.tenant_id}/bank-transactions",
        data=typed | {"on": "2026-11-02", "amount": "55.00", "account": accounts["850"]},
    )

    (found,) = app.get("BankTransactions", where='Reference=="FEED 1"').json()["BankTransactions"]
    assert (found["Type"], found["Total"]) == (kind, total)


def test_what_cannot_be_entered_says_why(app: App) -> None:
    typed = {"contact": "Ann Client", "on": "soon", "amount": "much"}

    refused = app.http.post(f"/o/{app.tenant_id}/bills", data=typed)

    assert refused.status_code == 409 and 'role="alert"' in refused.text
    assert app.http.post(f"/o/{app.tenant_id}/payments", data=typed).status_code == 404


def test_a_contact_and_an_account_are_renamed_and_an_account_refuses_payments(app: App) -> None:
    ann = _contact(app, "Ann Client")
    held = app.get("Accounts", where='Code=="850"').json()["Accounts"][0]["AccountID"]

    app.http.post(f"/o/{app.tenant_id}/contacts/{ann}/name", data={"name": "Ann Married"})
    app.http.post(f"/o/{app.tenant_id}/contacts/{ann}/number", data={"number": "C-9"})
    app.http.post(f"/o/{app.tenant_id}/accounts/{held}/name", data={"name": "Client money"})
    app.http.post(f"/o/{app.tenant_id}/accounts/{held}/payments")

    contact = app.get(f"Contacts/{ann}").json()["Contacts"][0]
    account = app.get(f"Accounts/{held}").json()["Accounts"][0]
    assert (contact["Name"], contact["ContactNumber"]) == ("Ann Married", "C-9")
    assert (account["Name"], account["EnablePaymentsToAccount"]) == ("Client money", False)


def _contact(app: App, name: str) -> str:
    return str(_made(app, "Contacts", {"Name": name})["ContactID"])


def _made(app: App, resource: str, sent: Json) -> Json:
    answer = app.put(resource, sent)
    assert answer.status_code == 200, answer.text
    return dict(answer.json()[resource][0])


def _id(resource: str, made: Json) -> str:
    return str(made[f"{resource.removesuffix('s')}ID"])


def _form(app: App, page: str) -> dict[str, str]:
    """The fields of the edit form as the page holds them, whatever the order of their attributes."""
    (form,) = re.findall(r"<details><summary>Edit</summary>(.*?)</details>", app.http.get(page).text, re.DOTALL)
    fields = {}
    for found in re.findall(r"<input([^>]*)>", form):
        name, value = re.search(r'name="([^"]+)"', found), re.search(r'value="([^"]*)"', found)
        if name and value:
            fields[name.group(1)] = value.group(1).replace("&#x27;", "'").replace("&amp;", "&")
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]+)" selected', options)
        fields[name] = chosen.group(1) if chosen else ""
    return fields
