"""The standard reports by the API."""

from collections.abc import Callable

import pytest

from counterfoil.reports.standard import REPORTS
from tests.builders import BuiltFirm, a_firm
from tests.doors.api.conftest import Program


@pytest.fixture
def busy(firm: BuiltFirm) -> BuiltFirm:
    firm.bill("800.00", matter="M-104", on="2026-02-02", due_on="2026-02-16")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    return firm


def test_every_report_names_what_it_may_be_asked(program: Program) -> None:
    status, answer = program.get("/reports")

    assert status == 200
    assert [each["code"] for each in answer["reports"]] == list(REPORTS)
    assert all("properties" in each["takes"] for each in answer["reports"])


@pytest.mark.parametrize("code", REPORTS)
def test_every_report_answers_its_sheets(code: str, busy: BuiltFirm, program: Program) -> None:
    status, answer = program.get(f"/reports/{code}")

    assert (status, answer["code"], answer["currency"]) == (200, code, "AUD")
    for sheet in answer["sheets"]:
        assert all(len(row) == len(sheet["columns"]) for row in sheet["rows"])


def test_amounts_are_text_and_dates_are_plain(busy: BuiltFirm, program: Program) -> None:
    _, answer = program.get("/reports/aged-receivables?as_at=2026-03-31&rows=documents")
    documents = answer["sheets"][0]
    row = dict(zip([column["label"] for column in documents["columns"]], documents["rows"][0], strict=True))

    assert (row["Document"], row["Due"], row["Days"], row["31 to 60"], row["Current"]) == (
        "B-1001",
        "2026-02-16",
        43,
        "880.00",
        None,
    )
    assert (documents["totals"][-1], documents["more"]) == ("880.00", False)


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ("as_at=yesterday", "date-not-understood", "as_at"),
        ("by=moon", "choice-unknown", "by"),
        ("planet=mars", "field-unknown", "planet"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(program: Program, asked: str, code: str, field: str) -> None:
    status, refusal = program.get(f"/reports/aged-receivables?{asked}")

    assert (status, list(refusal["fields"]), refusal["fields"][field]["code"]) == (400, [field], code)


def test_a_key_sees_its_own_firm_alone(busy: BuiltFirm, with_key: Callable[[BuiltFirm], Program]) -> None:
    other = a_firm("Mercer Lowe")

    _, answer = with_key(other).get("/reports/aged-receivables?as_at=2026-03-31")

    assert answer["sheets"][0]["rows"] == []


def test_every_report_is_in_the_description_of_the_api(program: Program) -> None:
    _, described = program.get("/openapi.json")

    asked = described["paths"]["/api/v1/reports/aged-receivables"]["get"]["parameters"]
    assert {"as_at", "by", "credits", "q", "rows"} <= {each["name"] for each in asked}
