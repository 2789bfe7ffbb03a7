"""`counterfoil report`: on the terminal and as files."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from counterfoil.reports.standard import REPORTS
from tests.builders import BuiltFirm
from tests.doors.cli.conftest import Run


@pytest.fixture
def busy(firm: BuiltFirm) -> BuiltFirm:
    firm.bill("800.00", matter="M-104", on="2026-02-02", due_on="2026-02-16")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    return firm


@pytest.mark.parametrize("code", REPORTS)
def test_every_report_can_be_written(code: str, busy: BuiltFirm, run: Run) -> None:
    exit_code, out, said = run("report", code)

    assert (exit_code, said) == (0, "")
    assert out.splitlines()


def test_without_a_name_every_report_is_listed_with_what_it_takes(run: Run) -> None:
    exit_code, out, _ = run("report")

    assert exit_code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == list(REPORTS)
    assert "as_at= by= credits= q= rows=" in out


def test_a_report_is_asked_by_name_and_value(busy: BuiltFirm, run: Run) -> None:
    _, out, _ = run("report", "aged-receivables", "as_at=2026-03-31", "by=date", "--as-file", "csv")

    assert out.splitlines()[0] == "Number,Client,Documents,0 to 30,31 to 60,61 to 90,Over 90,Unallocated,Total"
    assert out.splitlines()[1] == "C-0001,Harrow & Pike,1,0.00,880.00,0.00,0.00,0.00,880.00"


def test_a_report_is_written_as_json_lines(busy: BuiltFirm, run: Run) -> None:
    _, out, _ = run("report", "trust-listing", "as_at=2026-03-31", "--as-file", "json")

    (row,) = map(json.loads, out.splitlines())
    assert (row["Matter"], row["Trust account"], row["Held"]) == ("M-104", "T1", "500.00")


def test_a_workbook_goes_into_a_new_file(busy: BuiltFirm, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "aged.xlsx"
    written = ("report", "aged-receivables", "as_at=2026-03-31", "--as-file", "xlsx", "-o", str(file))

    assert run(*written)[0] == 0
    assert load_workbook(file).sheetnames == ["Aged receivables", "Documents"]
    assert run(*written)[0] == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("report", "horoscope"), "report-unknown"),
        (("report", "trust-listing", "as_at=soon"), "date-not-understood"),
        (("report", "trust-listing", "moon=full"), "field-unknown"),
        (("report", "trust-listing", "full"), "field-unknown"),
        (("report", "trust-listing", "bank=T9"), "bank-unknown"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(
    busy: BuiltFirm, run: Run, arguments: tuple[str, ...], code: str
) -> None:
    exit_code, _, said = run(*arguments)

    assert (exit_code, said.startswith(code)) == (1, True)
