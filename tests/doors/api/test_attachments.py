"""Files of a document through the API: a scanner's program attaches, a person reads and takes off."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from counterfoil.practice.attachments import MOST_BYTES
from tests.builders import BuiltFirm
from tests.doors.api.conftest import API, Program

PAPER = b"%PDF-1.7 the supplier's own bill"


def send(program: Program, path: str, content: bytes = PAPER) -> tuple[int, Any]:
    file = SimpleUploadedFile("bill 77.pdf", content)
    answer = program.client.post(API + path, {"file": file}, headers=program.headers)
    return answer.status_code, answer.json()


def test_a_program_attaches_and_reads_and_a_person_takes_off(
    firm: BuiltFirm, program: Program, person: Program
) -> None:
    bill = firm.bill("800.00", matter="M-104").public_id
    path = f"/documents/{bill}/attachments"

    (made, (first,)), (again, (same,)) = send(program, path), send(program, path)

    assert (made, again, same) == (201, 201, first)
    assert (first["name"], first["bytes"], first["sha256"]) == (
        "bill 77.pdf",
        len(PAPER),
        hashlib.sha256(PAPER).hexdigest(),
    )
    assert program.get(path) == (200, [first])
    answer = program.client.get(f"{API}{path}/{first['id']}", headers=program.headers)
    assert (answer.content, answer["Content-Disposition"]) == (PAPER, 'attachment; filename="bill 77.pdf"')

    by_key, refusal = program.post(f"{path}/{first['id']}/remove", {"why": "another client's"})
    assert (by_key, refusal["code"]) == (403, "not-permitted")
    assert person.post(f"{path}/{first['id']}/remove", {"why": "another client's"}) == (200, [])
    gone, refusal = person.get(f"{path}/{first['id']}")
    assert (gone, refusal["code"]) == (404, "file-unknown")


def test_what_is_no_file_to_keep_is_refused_in_the_one_form(firm: BuiltFirm, program: Program) -> None:
    path = f"/documents/{firm.bill('800.00', matter='M-104').public_id}/attachments"

    too_large, refusal = send(program, path, b"x" * (MOST_BYTES + 1))
    assert (too_large, refusal["code"]) == (413, "file-too-large")
    none, refusal = program.post(path)
    assert (none, refusal["code"]) == (400, "field-missing")
    nowhere, refusal = send(program, "/documents/000000000000/attachments")
    assert (nowhere, refusal["code"]) == (404, "document-unknown")
