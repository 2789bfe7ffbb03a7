"""Files that prove a document: kept as they came, taken off for good, and never another firm's."""

import hashlib

import pytest

from counterfoil.firms.models import Audit
from counterfoil.firms.roles import Actor
from counterfoil.practice.attachments import MOST_BYTES, attach, take_off
from counterfoil.practice.models import Attachment
from counterfoil.reports.attachments import attachments_of, file_of
from tests.builders import BuiltFirm, a_firm
from tests.refusals import refused

PAPER = b"%PDF-1.7 the supplier's own bill"


@pytest.fixture
def firm(db: None) -> BuiltFirm:
    firm = a_firm()
    firm.matter("M-104")
    return firm


def attached(firm: BuiltFirm, document_id: int, *, name: str = "bill 77.pdf", content: bytes = PAPER) -> Attachment:
    return attach(document_id=document_id, name=name, content=content, by=firm.by, at=firm.at)


def with_roles(firm: BuiltFirm, roles: str) -> Actor:
    return Actor(user_id=firm.by.user_id, name="Sam Roe", firm_id=firm.id, roles=frozenset({roles}))


def test_a_file_is_kept_as_it_came_with_a_posted_document(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    file = attached(firm, bill.id)

    (listed,) = attachments_of(document_id=bill.id)
    assert (listed.name, listed.size_bytes) == ("bill 77.pdf", len(PAPER))
    assert listed.sha256 == hashlib.sha256(PAPER).hexdigest()
    assert file_of(firm_id=firm.id, document_id=bill.id, public_id=file.public_id) == ("bill 77.pdf", PAPER)
    note = Audit.objects.filter(subject="document", subject_id=bill.id).latest("id")
    assert (note.action, note.by_id) == ("attach", firm.by.user_id) and "bill 77.pdf" in note.detail


def test_the_same_file_twice_is_attached_once(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    first, second = attached(firm, bill.id), attached(firm, bill.id, name="again.pdf")

    assert first == second
    assert len(attachments_of(document_id=bill.id)) == 1


def test_a_path_that_a_browser_sends_is_cut_to_the_name(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")

    assert attached(firm, bill.id, name="C:\\scans\\..\\bill.pdf").name == "bill.pdf"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "file-empty"),
        ("large.pdf", b"x" * (MOST_BYTES + 1), "file-too-large"),
        ("", PAPER, "field-missing"),
        ("bill\u202efdp.exe", PAPER, "text-has-controls"),
    ],
    ids=["empty", "large", "nameless", "turned round"],
)
def test_what_is_no_file_to_keep_is_refused(firm: BuiltFirm, name: str, content: bytes, code: str) -> None:
    bill = firm.bill("800.00", matter="M-104")

    with refused(code):
        attached(firm, bill.id, name=name, content=content)

    assert attachments_of(document_id=bill.id) == ()


def test_taken_off_its_content_is_gone_and_its_name_and_the_reason_stay(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    file = attached(firm, bill.id)

    take_off(public_id=file.public_id, by=firm.by, at=firm.at, why="another client's")

    assert attachments_of(document_id=bill.id) == ()
    kept = Attachment.objects.get(pk=file.pk)
    assert (bytes(kept.content), kept.name) == (b"", "bill 77.pdf")
    note = Audit.objects.filter(subject="document", subject_id=bill.id).latest("id")
    assert (note.action, note.why) == ("take off", "another client's")
    with refused("file-unknown"):
        file_of(firm_id=firm.id, document_id=bill.id, public_id=file.public_id)
    with refused("file-unknown"):
        take_off(public_id=file.public_id, by=firm.by, at=firm.at, why="again")
    assert attached(firm, bill.id).pk != file.pk


def test_a_file_goes_with_a_reason_only(firm: BuiltFirm) -> None:
    file = attached(firm, firm.bill("800.00", matter="M-104").id)

    with refused("reason-missing"):
        take_off(public_id=file.public_id, by=firm.by, at=firm.at, why=" ")


def test_what_proves_a_posted_document_is_not_taken_off_by_who_may_not_take_it_back(firm: BuiltFirm) -> None:
    fee_earner, bookkeeper = with_roles(firm, "fee_earner"), with_roles(firm, "bookkeeper")
    of_bill = attached(firm, firm.bill("800.00", matter="M-104").id)
    of_receipt = attached(firm, firm.trust_receipt("500.00", matter="M-104").id)

    for file, person in ((of_bill, fee_earner), (of_receipt, bookkeeper)):
        with refused("not-permitted"):
            take_off(public_id=file.public_id, by=person, at=firm.at, why="tidying")

    take_off(public_id=of_bill.public_id, by=bookkeeper, at=firm.at, why="the wrong scan")


def test_another_firms_document_and_file_are_not_there(firm: BuiltFirm) -> None:
    bill = firm.bill("800.00", matter="M-104")
    file, other = attached(firm, bill.id), a_firm("Mercer Lowe")

    with refused("document-unknown"):
        attached(other, bill.id)
    with refused("file-unknown"):
        take_off(public_id=file.public_id, by=other.by, at=other.at, why="not ours")
    with refused("file-unknown"):
        file_of(firm_id=other.id, document_id=bill.id, public_id=file.public_id)
