"""Lists as files: text that stays text, amounts that are numbers, dates that are dates."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from counterfoil.reports.files.csv_text import csv_text
from counterfoil.reports.files.sheet import Sheet, columns, file_name
from counterfoil.reports.files.workbook import workbook

HOSTILE = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x.example","y")', "=cmd|' /C calc'!A0"]
HARMLESS = ["-12.50", "Harrow & Pike", "1=1", "", "דוד לוי", "'quoted"]


def sheet_of(*rows: tuple[Any, ...], currency: str = "AUD", **more: Any) -> Sheet:
    heads = columns("Client", "Due", "Count", "Owed", dates=("Due",), numbers=("Count",), money=("Owed",))
    return Sheet(name="aged", title="Aged receivables", columns=heads, rows=rows, currency=currency, **more)


def as_csv(sheet: Sheet) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text(sheet), newline="")))


def as_cells(sheet: Sheet) -> list[list[Any]]:
    page = load_workbook(io.BytesIO(workbook([sheet], firm="Hollis Lane"))).active
    assert page is not None
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_a_csv_has_plain_amounts_and_dates() -> None:
    rows = as_csv(sheet_of(("Harrow & Pike", date(2026, 3, 9), 3, 123450), ("R. Osei", None, 0, -5)))

    assert rows == [
        ["Client", "Due", "Count", "Owed"],
        ["Harrow & Pike", "2026-03-09", "3", "1234.50"],
        ["R. Osei", "", "0", "-0.05"],
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_formula_is_given_a_quote_in_a_csv(text: str) -> None:
    assert as_csv(sheet_of((text, None, None, None)))[1][0] == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stands_in_a_csv_as_it_is(text: str) -> None:
    assert as_csv(sheet_of((text, None, None, None)))[1][0] == text


def test_a_workbook_names_the_report_the_firm_and_what_was_asked() -> None:
    cells = as_cells(sheet_of(("R. Osei", None, 1, 5), about=["As at 31 Mar 2026"]))

    assert [row[0] for row in cells[:4]] == ["Aged receivables", "Hollis Lane", "As at 31 Mar 2026", "Amounts in AUD"]


def test_a_workbook_has_numbers_dates_and_bold_totals() -> None:
    sheet = sheet_of(("Harrow & Pike", date(2026, 3, 9), 3, 123450), totals=("Total", None, 3, 123450))
    page = load_workbook(io.BytesIO(workbook([sheet], firm="Hollis Lane"))).active
    assert page is not None
    head, row, total = list(page.iter_rows())[-3:]

    assert [cell.value for cell in head] == ["Client", "Due", "Count", "Owed"]
    assert [cell.value for cell in row] == ["Harrow & Pike", datetime(2026, 3, 9), 3, 1234.5]  # noqa: DTZ001 - a workbook knows no zones
    assert (row[1].number_format, row[3].number_format) == ("yyyy-mm-dd", "#,##0.00")
    assert [cell.value for cell in total] == ["Total", None, 3, 1234.5]
    assert total[3].font.b


def test_a_currency_without_decimals_has_none_in_a_workbook() -> None:
    page = load_workbook(io.BytesIO(workbook([sheet_of(("Tanaka", None, 1, 1200), currency="JPY")], firm="F"))).active
    assert page is not None
    amount = list(page.iter_rows())[-1][3]

    assert (amount.value, amount.number_format) == (1200, "#,##0")


@pytest.mark.parametrize("text", [*HOSTILE, "http://x.example"])
def test_text_in_a_workbook_is_never_a_formula_or_a_link(text: str) -> None:
    page = load_workbook(io.BytesIO(workbook([sheet_of((text, None, None, 1))], firm="=F()"))).active
    assert page is not None
    cell = list(page.iter_rows())[-1][0]

    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert str(cell.value).replace("_x000D_", "\r") == text
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_every_sheet_has_a_page_of_its_own() -> None:
    book = load_workbook(io.BytesIO(workbook([sheet_of(), _called("Bills: [all]/*")], firm="F")))

    assert book.sheetnames == ["Aged receivables", "Bills   all"]


def _called(title: str) -> Sheet:
    return Sheet(name="x", title=title, columns=columns("A"), rows=[("a",)], currency="AUD")


def test_a_file_is_named_after_what_is_in_it() -> None:
    assert file_name("Aged receivables 2026-03-31 Müller & Söhne", "xlsx") == (
        "aged-receivables-2026-03-31-m-ller-s-hne.xlsx"
    )
    assert file_name("דוד", "csv") == "list.csv"
