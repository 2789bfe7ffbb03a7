"""Attaching files on a document's page, downloading them and taking them off."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from counterfoil.practice.attachments import MOST_BYTES
from tests.builders import BuiltFirm
from tests.doors.web.conftest import SignIn, base

pytestmark = pytest.mark.django_db

PAPER = b"%PDF-1.7 the supplier's own bill"


@pytest.fixture
def address(firm: BuiltFirm) -> str:
    firm.matter("M-104")
    bill = firm.bill("800.00", matter="M-104")
    return f"{base(firm)}documents/{bill.public_id}/"


def send(client: Client, address: str, *files: tuple[str, bytes]) -> str:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post(f"{address}attach/", {"file": sent}, follow=True)
    assert answer.redirect_chain == [(f"{address}#attachments", 302)]
    return answer.content.decode()


def test_two_files_are_attached_shown_downloaded_and_one_taken_off(
    firm: BuiltFirm, client_of: SignIn, address: str
) -> None:
    client = client_of(firm)

    page = send(client, address, ("bill 77.pdf", PAPER), ("Vollmacht für Ä.pdf", PAPER + b"2"))

    assert "Attached: bill 77.pdf, Vollmacht für Ä.pdf." in page
    links = [part.partition('"')[0] for part in page.split(f'href="{address}files/')[1:]]
    first, taking_off_first, second, _ = links
    answer = client.get(f"{address}files/{first}")
    assert answer.content == PAPER
    assert answer["Content-Disposition"] == 'attachment; filename="bill 77.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert "filename*=utf-8''" in client.get(f"{address}files/{second}")["Content-Disposition"]

    asked = client.get(f"{address}files/{taking_off_first}").content.decode()
    without_reason = client.post(f"{address}files/{taking_off_first}", {"why": ""})
    client.post(f"{address}files/{taking_off_first}", {"why": "another client&apos;s"})

    assert "bill 77.pdf is gone for good then" in asked
    assert without_reason.status_code == 422
    assert client.get(f"{address}files/{first}").status_code == 404
    left = client.get(address).content.decode()
    assert f"{address}files/{first}" not in left and f"{address}files/{second}" in left
    assert "bill 77.pdf was taken off." in left and "bill 77.pdf was attached." in left


def test_a_page_that_somebody_sends_as_a_file_is_never_shown_as_one(
    firm: BuiltFirm, client_of: SignIn, address: str
) -> None:
    client = client_of(firm)

    page = send(client, address, ("x.html", b"<script>alert(1)</script>"))

    link = page.partition(f'href="{address}files/')[2].partition('"')[0]
    assert client.get(f"{address}files/{link}")["Content-Disposition"] == 'attachment; filename="x.html"'


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ((), "Not attached. Choose a file first."),
        ((("empty.pdf", b""),), "Not attached. Empty.pdf is empty; choose another file."),
        ((("large.pdf", b"x" * (MOST_BYTES + 1)),), "Not attached. Large.pdf is larger than 10 MB; scan it smaller."),
    ],
    ids=["none", "empty", "large"],
)
def test_what_is_not_kept_is_said_on_the_documents_page(
    firm: BuiltFirm, client_of: SignIn, address: str, files: tuple[tuple[str, bytes], ...], says: str
) -> None:
    page = send(client_of(firm), address, *files)

    assert says in page
    assert f"{address}files/" not in page


def test_who_may_only_read_sees_the_files_and_attaches_none(firm: BuiltFirm, client_of: SignIn, address: str) -> None:
    send(client_of(firm), address, ("bill 77.pdf", PAPER))

    page = client_of(firm, "auditor").get(address).content.decode()

    assert "bill 77.pdf" in page
    assert "/attach/" not in page and "/remove/" not in page
