"""Suppliers on screen: bills paid with a click, credits used, orders made into bills, and links both ways."""

import pytest
from django.test import Client

from counterfoil.documents.models import Document
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = pytest.mark.django_db

CHAIRS = {"description": "Four chairs", "account": "1520", "net": "1200.00"}


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(firm: BuiltFirm, document: Document) -> str:
    return f"{base(firm)}documents/{document.public_id}/"


def an_order(firm: BuiltFirm, kind: str = "purchase_order", **more: str) -> Document:
    supplier = firm.contact("Chambers Office Supply").code
    done = firm.enter(kind, on="2026-03-02", supplier=supplier, items=[CHAIRS], **more)
    return Document.objects.get(pk=done.id)


def filled_in(text: str) -> dict[str, str]:
    """What stands in the controls of a form, by name."""
    found = {}
    for part in text.split("<input")[1:]:
        tag = part.split(">", 1)[0]
        if ' name="' in tag:
            name = tag.split(' name="', 1)[1].split('"', 1)[0]
            found[name] = tag.split(' value="', 1)[1].split('"', 1)[0] if ' value="' in tag else ""
    return found


def test_an_order_opens_its_bill_filled_in_and_the_two_lead_to_each_other(firm: BuiltFirm, client_of: SignIn) -> None:
    client, order = client_of(firm), an_order(firm)
    make = f"{base(firm)}new/supplier_bill/?from={order.public_id}"
    assert make in text_of(client, page_of(firm, order))

    typed = filled_in(text_of(client, make))
    assert (typed["supplier"], typed["made_from"], typed["reference"], typed["items-0-net"]) == (
        firm.contact("Chambers Office Supply").code,
        "PO-1001",
        "",
        "1200.00",
    )
    sent = typed | {"reference": "INV-88", "do": "post", "items-TOTAL_FORMS": "1"}
    answer = client.post(f"{base(firm)}new/supplier_bill/", sent)

    bill = Document.objects.get(kind="supplier_bill")
    assert answer["Location"] == page_of(firm, bill)
    assert page_of(firm, order) in text_of(client, page_of(firm, bill))
    shown = text_of(client, page_of(firm, order))
    assert page_of(firm, bill) in shown and "Closed by SB-1001, which was made from it." in shown
    assert make not in shown and "SB-1001 was made from it." in shown


def test_a_template_is_kept_and_retired_in_its_own_words(firm: BuiltFirm, client_of: SignIn) -> None:
    client, template = client_of(firm), an_order(firm, "purchase_template", name="Chairs by the four")
    shown = text_of(client, page_of(firm, template))
    assert ">Kept<" in shown and "Retire" in shown and "Chairs by the four" in shown

    answer = client.post(f"{page_of(firm, template)}close/")

    assert answer.status_code == 302
    assert Document.objects.get(pk=template.pk).state == "closed"
    assert "It is closed." in text_of(client, page_of(firm, template))


def test_a_draft_order_is_placed_from_its_form_and_from_its_page(firm: BuiltFirm, client_of: SignIn) -> None:
    client, supplier = client_of(firm), firm.contact("Chambers Office Supply").code
    drafts = [
        Document.objects.get(pk=firm.draft("purchase_order", on="2026-03-02", supplier=supplier, items=[CHAIRS]).id)
        for _ in range(2)
    ]
    form = filled_in(text_of(client, f"{page_of(firm, drafts[0])}edit/"))

    client.post(f"{page_of(firm, drafts[0])}edit/", form | {"do": "post", "items-TOTAL_FORMS": "1"})
    client.post(f"{page_of(firm, drafts[1])}place/")

    assert [one.number for one in Document.objects.filter(state="placed").order_by("id")] == ["PO-1001", "PO-1002"]


def test_bills_of_every_supplier_stand_beside_a_payment_until_one_is_chosen(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.supplier_bill("50.00", reference="INV-88")
    firm.supplier_bill("80.00", reference="88-B", supplier="Swift Process Servers")
    client = client_of(firm)

    everybody = text_of(client, f"{base(firm)}new/supplier_payment/")
    one = text_of(client, f"{base(firm)}new/supplier_payment/?contact={firm.contact('Swift Process Servers').code}")

    assert "Chambers Office Supply, INV-88" in everybody and "Swift Process Servers, 88-B" in everybody
    assert "INV-88" not in one and "88-B" in one


def test_paying_starts_from_the_bill_itself(firm: BuiltFirm, client_of: SignIn) -> None:
    bill = Document.objects.get(pk=firm.supplier_bill("50.00", reference="INV-88").id)
    client, supplier = client_of(firm), firm.contact("Chambers Office Supply").code
    pay = f"{base(firm)}new/supplier_payment/?bill=SB-1001&amp;contact={supplier}"
    assert pay in text_of(client, page_of(firm, bill))

    typed = filled_in(text_of(client, pay.replace("&amp;", "&")))

    assert (typed["parts-0-bill"], typed["parts-0-amount"], typed["supplier"]) == ("SB-1001", "55.00", supplier)


def test_of_a_credit_no_more_is_taken_with_a_click_than_is_left(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.supplier_bill("50.00", reference="INV-88")
    firm.supplier_bill("80.00", reference="INV-89")
    firm.supplier_bill("5.00", reference="88-B", supplier="Swift Process Servers")
    firm.supplier_credit("60.00", reference="CR-9")
    client = client_of(firm)
    begun = f"{base(firm)}new/supplier_credit_application/"
    text = text_of(client, f"{begun}?bill=SC-1001")
    assert "INV-88" in text and "88-B" not in text

    sent = {"on": "t", "credit": "SC-1001", "parts-TOTAL_FORMS": "0", "take": "parts:SB-1001"}
    first = filled_in(client.post(begun, sent).content.decode())
    second = filled_in(client.post(begun, first | {"parts-TOTAL_FORMS": "1", "take": "parts:SB-1002"}).content.decode())

    assert [second[f"parts-{at}-amount"] for at in range(2)] == ["55.00", "11.00"]


def test_an_order_beside_a_bill_is_taken_into_it_with_its_lines(firm: BuiltFirm, client_of: SignIn) -> None:
    an_order(firm)
    client, begun = client_of(firm), f"{base(firm)}new/supplier_bill/"
    assert "PO-1001" in text_of(client, begun)

    sent = {"on": "t", "reference": "INV-88", "items-TOTAL_FORMS": "0", "take": "made_from:PO-1001"}
    typed = filled_in(client.post(begun, sent).content.decode())

    assert (typed["made_from"], typed["reference"], typed["items-0-net"]) == ("PO-1001", "INV-88", "1200.00")


def test_a_reference_that_is_taken_is_refused_beside_its_field(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.supplier_bill("50.00", reference="INV-88")
    sent = {
        "do": "post",
        "on": "t",
        "due_on": "+30",
        "supplier": firm.contact("Chambers Office Supply").code,
        "reference": "inv-88",
        "items-TOTAL_FORMS": "1",
        "items-0-description": "Paper",
        "items-0-account": "6250",
        "items-0-net": "10",
    }

    text = client_of(firm).post(f"{base(firm)}new/supplier_bill/", sent).content.decode()

    assert 'href="#id_reference"' in text and "SB-1001 of Chambers Office Supply" in text


def test_a_suppliers_page_shows_what_is_owed_to_them_and_pays_it(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.supplier_bill("50.00", reference="INV-88")
    supplier = firm.contact("Chambers Office Supply")

    text = text_of(client_of(firm), f"{base(firm)}contacts/{supplier.public_id}/")

    assert "Open supplier bills" in text and "INV-88" in text
    assert f"new/supplier_payment/?contact={supplier.code}" in text


def test_suppliers_have_their_place_in_the_side_bar(firm: BuiltFirm, client_of: SignIn) -> None:
    text = text_of(client_of(firm), f"{base(firm)}money/supplier_bill/")

    for words in ("Suppliers", "Supplier payments", "Supplier credits", "Purchase orders", "Purchase templates"):
        assert words in text


def test_a_payment_of_several_suppliers_is_listed_as_such(firm: BuiltFirm, client_of: SignIn) -> None:
    bills = [firm.supplier_bill("10.00", reference="INV-1", supplier=name) for name in ("Chambers", "Swift")]
    firm.supplier_payment({str(bill.number): "11.00" for bill in bills}, memo="Run of March")

    listed = text_of(client_of(firm), f"{base(firm)}money/supplier_payment/")
    assert ">Several<" in listed and "Run of March" in listed


def test_a_journal_that_is_nobodys_is_listed_by_its_memo(firm: BuiltFirm, client_of: SignIn) -> None:
    sides = [{"account": "6090", "debit": "3.00"}, {"account": "4920", "credit": "3.00"}]
    firm.enter("general_journal", on="2026-03-20", memo="Stamps booked wrongly", lines=sides)

    assert "Stamps booked wrongly" in text_of(client_of(firm), f"{base(firm)}money/general_journal/")
