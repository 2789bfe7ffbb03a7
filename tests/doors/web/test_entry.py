"""Entering documents through the form: what is typed is kept, refused beside its field, and posted once."""

from typing import Any

import pytest
from django.utils.html import strip_tags

from counterfoil.documents.models import Document
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = pytest.mark.django_db


def bill(**more: Any) -> dict[str, Any]:
    return {
        "do": "post",
        "request_key": "one",
        "on": "t",
        "due_on": "+14",
        "matter": "M-104",
        "items-TOTAL_FORMS": "2",
        "items-0-description": "Advice on lease",
        "items-0-account": "4100",
        "items-0-net": "120*1.2",
        "items-0-tax": "GST",
        "items-1-description": "",
        "items-1-account": "4100",
        "items-1-net": "",
        "items-1-tax": "",
        **more,
    }


def test_a_bill_is_posted_with_a_sum_and_short_dates(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")

    answer = client_of(firm).post(f"{base(firm)}new/client_bill/", bill())

    posted = Document.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"{base(firm)}documents/{posted.public_id}/"
    assert (posted.state, posted.total_minor) == ("posted", 15840)


def test_pressing_twice_posts_once(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    client = client_of(firm)

    first = client.post(f"{base(firm)}new/client_bill/", bill())
    second = client.post(f"{base(firm)}new/client_bill/", bill())

    assert first["Location"] == second["Location"]
    assert Document.objects.count() == 1


def test_pressing_save_as_draft_twice_keeps_one_draft(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    client = client_of(firm)

    for _ in range(2):
        client.post(f"{base(firm)}new/client_bill/", bill(do="draft"))

    assert [document.state for document in Document.objects.all()] == ["draft"]


def test_what_is_wrong_stands_beside_each_field_and_nothing_typed_is_lost(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    wrong = bill(on="32 nov", matter="", **{"items-0-net": "12.345", "memo": "keep <this>"})

    answer = client_of(firm).post(f"{base(firm)}new/client_bill/", wrong)
    text = answer.content.decode()

    assert answer.status_code == 422
    assert Document.objects.count() == 0
    for sentence in (
        "&#x27;32 nov&#x27; is not a date",
        "&#x27;Matter&#x27; is empty",
        "more than 2 decimals",
        "keep &lt;this&gt;",
    ):
        assert sentence in text
    assert 'value="12.345"' in text
    assert 'id="id_items-0-net_error"' in text


def test_a_journal_begins_with_a_line_for_each_side(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)
    address = f"{base(firm)}new/general_journal/"
    sides = {
        "do": "post",
        "on": "t",
        "memo": "Put right",
        "lines-TOTAL_FORMS": "2",
        "lines-0-account": "6090",
        "lines-0-debit": "10",
    }

    fresh = client.get(address).content.decode()
    half = client.post(address, sides).content.decode()
    whole = client.post(address, sides | {"lines-1-account": "4920", "lines-1-credit": "10"})

    assert 'name="lines-1-account"' in fresh and 'name="lines-2-account"' not in fresh
    assert "the difference is 10.00; add it to the side that is short." in half
    assert whole.status_code == 302


def test_what_is_empty_is_named_once_and_of_several_in_the_plural(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)

    receipt = strip_tags(client.post(f"{base(firm)}new/trust_receipt/", {"do": "post", "on": "t"}).content.decode())
    balances = client.post(f"{base(firm)}new/opening_balances/", {"do": "post", "on": "t"}).content.decode()

    assert "&#x27;Received from&#x27; is empty; fill it in." in receipt
    assert "Received from: &#x27;Received from" not in receipt
    assert "These opening balances are not saved." in balances


def test_money_that_is_not_held_is_refused_beside_the_amount(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    payment = {
        "do": "post",
        "on": "t",
        "bank": "T1",
        "payee_text": firm.contact("Land Registry").name,
        "reason": "Search",
        "parts-TOTAL_FORMS": "1",
        "parts-0-matter": "M-104",
        "parts-0-amount": "300",
    }

    answer = client_of(firm).post(f"{base(firm)}new/trust_payment/", payment)
    text = answer.content.decode()

    assert answer.status_code == 422
    assert "M-104 holds 0.00" in text
    assert 'id="id_parts-0-amount_error"' in text


def test_the_preview_shows_the_journal_before_posting(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")

    answer = client_of(firm).post(f"{base(firm)}new/client_bill/preview/", bill())
    text = answer.content.decode()

    assert answer.status_code == 200
    assert Document.objects.count() == 0
    for part in ("1200", "158.40", "14.40", "not connected to Xero", 'data-fill="client"'):
        assert part in text


def test_pay_in_full_adds_the_bill_to_the_receipt(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    owed = firm.bill("800.00", matter="M-104")
    payer = firm.contact("Harrow & Pike").code

    answer = client_of(firm).post(
        f"{base(firm)}new/client_receipt/",
        {"payer": payer, "amount": "880", "take": f"parts:{owed.number}", "parts-TOTAL_FORMS": "0"},
    )

    assert answer.status_code == 200
    assert f'name="parts-0-bill" value="{owed.number}"' in answer.content.decode()
    assert 'value="880.00"' in answer.content.decode()


def test_the_four_kinds_have_a_form_and_a_page(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    received = firm.trust_receipt("500.00", matter="M-104")
    paid = firm.trust_payment("120.00", matter="M-104")
    billed = firm.bill("800.00", matter="M-104")
    settled = firm.receipt("1000.00", pays={str(billed.number): "880.00"})
    client = client_of(firm)

    for done in (received, paid, billed, settled):
        assert client.get(f"{base(firm)}new/{done.kind}/?matter=M-104").status_code == 200
        page = client.get(f"{base(firm)}documents/{done.public_id}/")
        assert page.status_code == 200
        assert str(done.number) in page.content.decode()


def test_a_draft_is_edited_and_posted(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    client = client_of(firm)
    client.post(f"{base(firm)}new/client_bill/", bill(do="draft"))
    draft = Document.objects.get()
    edit = f"{base(firm)}documents/{draft.public_id}/edit/"
    assert 'value="144.00"' in client.get(edit).content.decode()

    client.post(edit, bill(**{"items-0-net": "200"}))

    draft.refresh_from_db()
    assert (draft.state, draft.total_minor) == ("posted", 22000)


def test_a_draft_that_somebody_else_changed_is_not_overwritten(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    client = client_of(firm)
    client.post(f"{base(firm)}new/client_bill/", bill(do="draft"))
    edit = f"{base(firm)}documents/{Document.objects.get().public_id}/edit/"
    opened = client.get(edit).context["form"]["seen"]

    first = client.post(edit, bill(do="draft", seen=opened, **{"items-0-net": "200"}))
    second = client.post(edit, bill(do="draft", seen=opened, **{"items-0-net": "300"}))
    again = client.post(edit, bill(do="draft", seen=second.context["form"]["seen"], **{"items-0-net": "300"}))

    assert (first.status_code, second.status_code, again.status_code) == (302, 422, 422)
    assert "open it again" in second.content.decode()
    assert 'value="300"' in second.content.decode()
    assert Document.objects.get().total_minor == 22000


def test_reversing_asks_why_and_then_reverses(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")
    billed = firm.bill("800.00", matter="M-104")
    client = client_of(firm)
    address = f"{base(firm)}documents/{billed.public_id}/reverse/"

    assert client.get(address).status_code == 200
    without = client.post(address, {"why": " "})
    client.post(address, {"why": "wrong client"})

    assert without.status_code == 422
    assert "Say why" in without.content.decode()
    assert Document.objects.get(pk=billed.id).state == "reversed"
    assert "wrong client" in client.get(f"{base(firm)}documents/{billed.public_id}/").content.decode()


def test_nobody_sees_a_button_that_they_may_not_press(firm: BuiltFirm, client_of: SignIn) -> None:
    firm.matter("M-104")

    shown = client_of(firm, "bookkeeper").get(f"{base(firm)}new/trust_payment/").content.decode()

    assert "Save as draft" in shown
    assert "Post the payment" not in shown


def test_a_refused_step_is_a_page_in_words(firm: BuiltFirm, client_of: SignIn) -> None:
    answer = client_of(firm, "auditor").get(f"{base(firm)}new/client_bill/")

    assert answer.status_code == 403
    assert "not-permitted" in answer.content.decode()


def test_another_firm_is_not_found(firm: BuiltFirm, client_of: SignIn) -> None:
    from tests.builders import a_firm

    other = a_firm("Another LLP")
    other.matter("M-1")
    theirs = other.bill("10.00", matter="M-1")

    assert client_of(firm).get(f"{base(other)}documents/{theirs.public_id}/").status_code == 404
    assert client_of(firm).get(f"{base(firm)}documents/{theirs.public_id}/").status_code == 404
