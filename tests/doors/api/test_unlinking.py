"""Unlinking through the API: by a person's session; a program's key may not."""

import pytest

from tests.builders import BuiltFirm
from tests.doors.api.conftest import Program


@pytest.fixture
def ids(firm: BuiltFirm) -> tuple[str, str]:
    firm.connect()
    bill = firm.bill("800.00", matter="M-104")
    receipt = firm.receipt("880.00", pays={str(bill.number): "880.00"})
    firm.arrive()
    return bill.public_id, receipt.public_id


def test_one_document_is_unlinked(person: Program, ids: tuple[str, str]) -> None:
    bill, receipt = ids

    early, first = person.post(f"/documents/{bill}/unlink", {"why": "wrong matter"})
    status, answer = person.post(f"/documents/{receipt}/unlink", {"why": "wrong matter"})

    assert (early, first["code"]) == (409, "unlink-order")
    assert (status, answer["number"], [each["resource"] for each in answer["left"]]) == (200, "R-1001", ["Payments"])
    assert person.get(f"/documents/{receipt}")[1]["copies"][0]["state"] == "unlinked"


def test_several_are_unlinked_together(person: Program, ids: tuple[str, str]) -> None:
    several = {"documents": [{"document": each} for each in ids], "why": "both are wrong"}

    status, answer = person.post("/unlink", several)

    assert (status, [each["number"] for each in answer]) == (200, ["B-1001", "R-1001"])


def test_a_key_may_not(program: Program, ids: tuple[str, str]) -> None:
    status, answer = program.post(f"/documents/{ids[1]}/unlink", {"why": "wrong matter"})

    assert (status, answer["code"]) == (403, "not-permitted")
