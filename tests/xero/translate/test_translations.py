"""Each translation, whole: what Xero is sent for a document of ours."""

import json
from typing import Any

import pytest

from counterfoil.outbox.work import Carrier
from counterfoil.xero.translate import Counterparts, Untranslatable, Write, translate
from counterfoil.xero.translate.parts import RemoteAccount

MARKER = "LXABCD-23456789"
CONTACT = Carrier("Contacts", "", "contact", 7, "c0ffee00-0000-4000-8000-000000000007")
BILL = Carrier("Invoices", "ACCREC", "client_bill", 42, "b111b111-0000-4000-8000-000000000042")


def remote(remote_id: str, code: str, name: str, type_: str = "REVENUE", status: str = "ACTIVE") -> RemoteAccount:
    return RemoteAccount(remote_id, code, name, type_, status)


COUNTERPARTS = Counterparts(
    accounts={
        1: remote("office", "", "Office Bank", "BANK"),
        2: remote("trust", "095", "Trust Bank", "BANK"),
        3: remote("fees", "200", "Fees"),
        4: remote("disbursements", "201", "Disbursements Recovered"),
        5: remote("held", "850", "Trust Liability", "CURRLIAB"),
    },
    tax_types={"GST": "OUTPUT", "GST-FREE": "EXEMPTOUTPUT"},
    rounding=remote("rounding", "860", "Rounding", "CURRLIAB"),
)


def line(account_id: int, minor: int, **more: Any) -> dict[str, Any]:
    names = {1: "1100 Office bank", 2: "1150 Trust bank", 3: "4100 Fees", 4: "4200 Disbursements", 5: "2150 Trust held"}
    code, _, name = names.get(account_id, "9999 Elsewhere").partition(" ")
    plain = {"type": "income", "slot": None, "matter": "M-104", "bank": None, "tax_code": None, "tax": 0, "text": ""}
    return {"account_id": account_id, "account": code, "account_name": name, "minor": minor} | plain | more


def bank(code: str, account_id: int) -> dict[str, Any]:
    return {"code": code} | {key: line(account_id, 0)[key] for key in ("account_id", "account", "account_name")}


def snapshot(**more: Any) -> str:
    plain = {
        "kind": "client_bill",
        "number": "B-1001",
        "version": 1,
        "dated_on": "2026-03-02",
        "due_on": "2026-03-16",
        "memo": "Costs to date",
        "currency": "AUD",
        "contact": {"id": 7, "code": "C-0007", "name": "Harrow & Pike"},
        "matter": {"code": "M-104", "title": "Purchase of 14 Quayside"},
        "bank": None,
    }
    return json.dumps(plain | more)


def receivable(minor: int) -> dict[str, Any]:
    return line(90, minor, slot="RECEIVABLE", account="1200", account_name="Trade debtors")


def sent(text: str, resource: str, type_: str = "", *carriers: Carrier, **more: Any) -> Write:
    return translate(
        text, resource=resource, type_=type_, marker=MARKER, counterparts=COUNTERPARTS, carriers=carriers, **more
    )


def bill(**more: Any) -> str:
    lines = [
        receivable(88000),
        line(3, -50000, tax_code="GST", tax=-5000, text="Advice on lease"),
        line(3, -20000, tax_code="GST", tax=-2000, text="Attending settlement"),
        line(4, -10000, tax_code="GST", tax=-1000, text="Title search"),
        line(91, -8000, slot="TAX_COLLECTED", matter=None),
    ]
    return snapshot(**{"total": 88000, "lines": lines} | more)


def test_a_bill_is_an_approved_invoice_with_its_lines_summed_for_each_account_and_tax() -> None:
    write = sent(bill(), "Invoices", "ACCREC", CONTACT)

    assert (write.method, write.path, write.query) == ("PUT", "Invoices", (("summarizeErrors", "false"),))
    assert write.body == (
        '{"Invoices":[{"Type":"ACCREC","InvoiceNumber":"B-1001","Reference":"M-104 LXABCD-23456789",'
        '"Contact":{"ContactID":"c0ffee00-0000-4000-8000-000000000007"},"Date":"2026-03-02","DueDate":"2026-03-16",'
        '"LineAmountTypes":"Exclusive","Status":"AUTHORISED","LineItems":['
        '{"Description":"Advice on lease\\nAttending settlement","Quantity":1,"UnitAmount":700.00,"AccountCode":"200",'
        '"TaxType":"OUTPUT","TaxAmount":70.00},'
        '{"Description":"Title search","Quantity":1,"UnitAmount":100.00,"AccountCode":"201",'
        '"TaxType":"OUTPUT","TaxAmount":10.00}]}]}'
    )


def test_a_bill_posted_again_takes_another_number() -> None:
    assert '"InvoiceNumber":"B-1001/2"' in sent(bill(version=2), "Invoices", "ACCREC", CONTACT).body


def test_lines_that_fall_short_of_the_total_get_one_untaxed_rounding_line() -> None:
    write = sent(bill(total=88001), "Invoices", "ACCREC", CONTACT)

    assert json.loads(write.body)["Invoices"][0]["LineItems"][-1] == {
        "Description": "Rounding",
        "Quantity": 1,
        "UnitAmount": 0.01,
        "AccountCode": "860",
        "TaxType": "NONE",
        "TaxAmount": 0.00,
    }


def test_our_mark_ends_the_first_line_of_a_suppliers_bill_however_much_is_summed_into_it() -> None:
    lines = [line(3, 10000, tax_code="GST", tax=1000, text=f"{place}. {'x' * 1995}") for place in range(3)]

    write = sent(snapshot(number="SB-1001", total=33000, lines=lines), "Invoices", "ACCPAY", CONTACT)

    (only,) = json.loads(write.body)["Invoices"][0]["LineItems"]
    assert only["Description"].startswith("0. xxx") and only["Description"].endswith(f"x SB-1001 {MARKER}")
    assert len(only["Description"]) == 4000


def test_the_largest_amount_is_printed_to_the_cent() -> None:
    lines = [receivable(999_999_999_999), line(3, -999_999_999_999, tax_code="GST-FREE", text="Costs")]

    body = sent(bill(total=999_999_999_999, lines=lines), "Invoices", "ACCREC", CONTACT).body

    assert '"UnitAmount":9999999999.99' in body and '"TaxAmount":0.00' in body


def test_a_receipt_pays_its_invoice_into_the_bank_account_by_id() -> None:
    lines = [line(1, 100000, type="bank"), receivable(-88000), receivable(-12000)]
    part = {"bill_id": 42, "bill": "B-1001", "minor": 88000}
    text = snapshot(number="R-1001", bank=bank("O1", 1), lines=lines, total=100000, allocation=part, due_on=None)

    write = sent(text, "Payments", "ACCREC", BILL)

    assert write.body == (
        '{"Payments":[{"Invoice":{"InvoiceID":"b111b111-0000-4000-8000-000000000042"},"Account":{"AccountID":"office"},'
        '"Date":"2026-03-02","Amount":880.00,"Reference":"R-1001 LXABCD-23456789"}]}'
    )


def test_what_is_left_of_a_receipt_is_an_overpayment_marked_in_its_line() -> None:
    lines = [line(1, 100000, type="bank"), receivable(-100000)]
    text = snapshot(number="R-1001", bank=bank("O1", 1), lines=lines, total=100000, rest=12000)

    write = sent(text, "BankTransactions", "RECEIVE-OVERPAYMENT", CONTACT)

    assert write.body == (
        '{"BankTransactions":[{"Type":"RECEIVE-OVERPAYMENT",'
        '"Contact":{"ContactID":"c0ffee00-0000-4000-8000-000000000007"},"BankAccount":{"AccountID":"office"},'
        '"Date":"2026-03-02","LineAmountTypes":"NoTax","LineItems":['
        '{"Description":"R-1001 unallocated LXABCD-23456789","Quantity":1,"UnitAmount":120.00}]}]}'
    )


def test_a_trust_receipt_has_a_line_for_each_matter() -> None:
    lines = [
        line(2, 50000, type="trust_bank", matter=None),
        line(5, -30000, text="On account"),
        line(5, -20000, matter="M-117", text="On account"),
    ]
    text = snapshot(number="TR-1001", bank=bank("T1", 2), lines=lines, total=50000)

    write = sent(text, "BankTransactions", "RECEIVE", CONTACT)

    assert write.body == (
        '{"BankTransactions":[{"Type":"RECEIVE","Contact":{"ContactID":"c0ffee00-0000-4000-8000-000000000007"},'
        '"BankAccount":{"AccountID":"trust"},"Date":"2026-03-02","Reference":"TR-1001 LXABCD-23456789",'
        '"LineAmountTypes":"NoTax","LineItems":['
        '{"Description":"M-104 On account","Quantity":1,"UnitAmount":300.00,"AccountCode":"850","TaxType":"NONE"},'
        '{"Description":"M-117 On account","Quantity":1,"UnitAmount":200.00,"AccountCode":"850","TaxType":"NONE"}]}]}'
    )


def test_a_trust_payment_is_money_spent() -> None:
    lines = [line(5, 12000, text="Search fees"), line(2, -12000, type="trust_bank", matter=None)]
    text = snapshot(number="TP-1001", bank=bank("T1", 2), lines=lines, total=12000)

    sent_one = json.loads(sent(text, "BankTransactions", "SPEND", CONTACT).body)["BankTransactions"][0]

    assert (sent_one["Type"], sent_one["LineItems"][0]["UnitAmount"]) == ("SPEND", 120.00)


def test_a_contact_goes_under_our_code() -> None:
    text = json.dumps({"contact": {"id": 7, "code": "C-0007", "name": "Harrow  <& Pike> "}})

    plain, taken = sent(text, "Contacts"), sent(text, "Contacts", name_taken=True)

    assert plain.body == '{"Contacts":[{"ContactNumber":"C-0007","Name":"Harrow & Pike"}]}'
    assert taken.body == '{"Contacts":[{"ContactNumber":"C-0007","Name":"Harrow & Pike (C-0007)"}]}'


def test_the_longest_name_keeps_its_code() -> None:
    text = json.dumps({"contact": {"id": 7, "code": "C-0007", "name": "n" * 255}})

    name = json.loads(sent(text, "Contacts", name_taken=True).body)["Contacts"][0]["Name"]

    assert len(name) == 255 and name.endswith("n (C-0007)")


def test_an_account_without_a_counterpart_is_named_with_what_to_do() -> None:
    lines = [receivable(1000), line(99, -1000, tax_code="GST-FREE", account="1120", account_name="Petty cash")]

    with pytest.raises(Untranslatable) as refused:
        sent(bill(total=1000, lines=lines), "Invoices", "ACCREC", CONTACT)

    assert refused.value.code == "mapping-missing"
    assert refused.value.text == "Account 1120 Petty cash has no counterpart in Xero; map it under Xero sync > Mapping"


def test_a_tax_code_without_a_counterpart_is_named() -> None:
    lines = [receivable(1000), line(3, -1000, tax_code="EXPORT")]

    with pytest.raises(Untranslatable, match="Tax code EXPORT has no counterpart"):
        sent(bill(total=1000, lines=lines), "Invoices", "ACCREC", CONTACT)


def test_an_account_without_a_code_in_xero_will_not_do_on_a_line() -> None:
    lines = [receivable(1000), line(1, -1000, tax_code="GST-FREE")]

    with pytest.raises(Untranslatable) as refused:
        sent(bill(total=1000, lines=lines), "Invoices", "ACCREC", CONTACT)

    assert refused.value.code == "mapping-without-code"


def test_what_is_not_translated_yet_says_so() -> None:
    with pytest.raises(Untranslatable) as refused:
        sent(bill(), "Quotes", "")

    assert refused.value.code == "not-yet-supported"
