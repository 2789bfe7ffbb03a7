"""The firm's own word for a matter: on every page, in every refusal and file, and never in what a person typed."""

import html
import re

import pytest

from counterfoil.core.refusals import CODES
from counterfoil.firms.models import Firm
from counterfoil.practice.bookkeeping import change_firm
from counterfoil.web.words import said, speak
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base, known_in
from tests.doors.web.table import IN_A_FIRM
from tests.refusals import refused

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database("which words a screen says; every page is asked for on both in test_every_page.py"),
]

NAME, TITLE = "The Matter Bakery", "A matter of taste"
"""A client's name and a matter's title with the word in them: that is theirs, and stays."""
REASON = "wrong matter"
"""Why something was corrected, as a person typed it."""


def call_it(firm: BuiltFirm, word: str) -> None:
    change_firm(
        name=firm.firm.name,
        year_starts=7,
        method="accrual",
        zone="Australia/Sydney",
        matter_word=word,
        by=firm.by,
        at=firm.at,
    )


def read(page: bytes) -> str:
    """What a reader sees or hears, and what stands in boxes."""
    text = page.decode()
    heard = re.findall(r'(?:aria-label|placeholder|title)="([^"]*)"', text)
    return html.unescape(" ".join([re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL), *heard]))


PLACES = [row for row in IN_A_FIRM if row.method == "GET" and row.name != "firm_facts" and ".xlsx" not in row.path]
"""Every page and file but the one where the word is chosen, and workbooks, whose heads are those of the CSV file."""


def test_no_page_and_no_file_says_matter_where_the_firm_says_case(firm: BuiltFirm, client_of: SignIn) -> None:
    known, client = known_in(firm), client_of(firm)
    firm.matter("M-200", client=NAME, title=TITLE)
    call_it(firm, "case")

    seen = {row.path: ours(read(client.get(base(firm) + row.path.format(**known)).content)) for row in PLACES}

    said_so = {path: re.findall(r".{0,40}\b[Mm]atters?\b.{0,40}", text) for path, text in seen.items()}
    assert {path: found for path, found in said_so.items() if found} == {}
    assert sum("case" in text.lower() for text in seen.values()) > 20


def ours(seen: str) -> str:
    """Without what a person typed, and without codes."""
    for theirs in (NAME, TITLE, REASON, *CODES):
        seen = seen.replace(theirs, "")
    return " ".join(seen.split())


def test_what_a_person_typed_keeps_its_word(firm: BuiltFirm, client_of: SignIn) -> None:
    matter = firm.matter("M-200", client=NAME, title=TITLE)
    call_it(firm, "file")
    client = client_of(firm)

    lists = read(client.get(f"{base(firm)}matters/").content)
    page = read(client.get(f"{base(firm)}matters/{matter.public_id}/").content)
    contact = read(client.get(f"{base(firm)}contacts/{firm.contact(NAME).public_id}/").content)
    found = read(client.get(f"{base(firm)}search/?q=bakery").content)

    assert TITLE in lists and TITLE in page and NAME in contact and NAME in found
    assert "Open files" in lists and "Bill this file" in read(
        client.get(f"{base(firm)}matters/{matter.public_id}/bills/").content
    )
    assert "Files" in found or "Contacts" in found


def test_a_refusal_says_the_firms_word_and_leaves_its_facts(firm: BuiltFirm, client_of: SignIn) -> None:
    call_it(firm, "case")
    bill = {"on": "2026-03-09", "due_on": "2026-03-23", "matter": "The matter", "do": "post", "items-TOTAL_FORMS": "1"}
    bill |= {"items-0-description": "Advice", "items-0-account": "4100", "items-0-net": "100"}

    page = read(client_of(firm).post(f"{base(firm)}new/client_bill/", bill).content)

    assert "There is no case The matter; open it first." in page


def test_the_word_is_chosen_under_the_firms_facts(firm: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(firm)

    client.post(f"{base(firm)}settings/firm/", {"matter_word": "case"})
    wrong = client.post(f"{base(firm)}settings/firm/", {"matter_word": "dossier"})

    assert Firm.objects.get(pk=firm.id).matter_word == "case"
    assert wrong.status_code == 422 and "Choose one of matter, case, file" in read(wrong.content)
    assert "Open a case" in read(client.get(f"{base(firm)}matters/new/").content)


def test_one_firms_word_is_not_anothers(firm: BuiltFirm, client_of: SignIn) -> None:
    other = a_firm("Second Firm")
    call_it(firm, "case")

    assert "Cases" in read(client_of(firm).get(f"{base(firm)}matters/").content)
    assert "Matters" in read(client_of(other).get(f"{base(other)}matters/").content)


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("Open a matter", "Open a case"),
        ("Matters' ledgers", "Cases' ledgers"),
        ("Which matters?", "Which cases?"),
        ("What matters most, smatter", "What cases most, smatter"),
    ],
)
def test_the_word_keeps_its_form(text: str, case: str) -> None:
    speak("case")
    try:
        assert said(text) == case
    finally:
        speak("matter")
    assert said(text) == text


def test_a_word_that_is_none_is_refused(firm: BuiltFirm) -> None:
    with refused("setting-unknown", "matter, case, file"):
        call_it(firm, "dossier")


@pytest.mark.parametrize(
    ("text", "client"),
    [
        ("Trust listing as at 31 March 2026", "Client account listing as at 31 March 2026"),
        ("Trust", "Client account"),
        ("All trust accounts", "All client accounts"),
        ("Trust ledger", "Client ledger"),
        ("New trust receipt", "New trust receipt"),
    ],
)
def test_trust_money_lies_in_a_client_account_where_the_jurisdiction_says_so(text: str, client: str) -> None:
    speak("matter", "client account")
    try:
        assert said(text) == client
    finally:
        speak("matter")
    assert said(text) == text


def test_no_report_of_an_english_firm_is_titled_trust(client_of: SignIn) -> None:
    english = a_firm("Mercer Lowe", jurisdiction="ew")
    client = client_of(english)

    for path in ("reports/", "reports/trust-listing/", "reports/matter-balances/", "matters/", ""):
        seen = read(client.get(f"{base(english)}{path}").content)
        wrong = re.findall(r".{0,30}\b[Tt]rust (?:listing|ledger|money|accounts?|balance)\b.{0,30}", seen)
        assert wrong == [], path
    assert "Client account listing" in read(client.get(f"{base(english)}reports/trust-listing/").content)
