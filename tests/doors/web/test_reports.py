"""The standard reports on screen and as files: what leads where, and that a file has what the page shows."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from counterfoil.matters.models import Matter
from counterfoil.reports.standard import REPORTS
from tests.builders import BuiltFirm, a_firm
from tests.doors.web.conftest import SignIn, base

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(firm: BuiltFirm) -> BuiltFirm:
    firm.matter("M-104")
    firm.matter("M-117", client="R. Osei", title="Lease of Unit 4")
    firm.bill("800.00", matter="M-104", on="2026-02-02", due_on="2026-02-16")
    firm.bill("100.00", matter="M-117", on="2026-03-10", due_on="2026-04-09")
    firm.receipt("300.00", pays={"B-1001": "280.00"}, on="2026-03-16")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02")
    return firm


def page_of(client: Client, firm: BuiltFirm, path: str) -> str:
    answer = client.get(base(firm) + path)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def rows_of(client: Client, firm: BuiltFirm, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(base(firm) + path).content.decode("utf-8-sig"), newline="")))


def test_all_reports_stand_on_one_page_and_lead_to_their_own(busy: BuiltFirm, client_of: SignIn) -> None:
    client = client_of(busy)
    shown = page_of(client, busy, "reports/")

    for report in REPORTS.values():
        assert f'href="{base(busy)}{report.page}/"' in shown
        assert page_of(client, busy, f"{report.page}/")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("code", REPORTS)
def test_every_report_is_a_file_too(code: str, ending: str, busy: BuiltFirm, client_of: SignIn) -> None:
    answer = client_of(busy).get(f"{base(busy)}reports/{code}.{ending}")

    assert answer.status_code == 200
    assert f'.{ending}"' in answer["Content-Disposition"]
    if ending == "xlsx":
        assert load_workbook(io.BytesIO(answer.content)).sheetnames
    else:
        assert len(answer.content.decode("utf-8-sig").splitlines()) > 0


def test_a_report_leads_to_the_contact_the_document_and_the_account(busy: BuiltFirm, client_of: SignIn) -> None:
    code = busy.contact("Harrow & Pike").code
    shown = page_of(client_of(busy), busy, f"reports/aged-receivables/?as_at=2026-03-31&open={code}")

    assert f'href="{base(busy)}contacts/{busy.contact("Harrow & Pike").public_id}/"' in shown
    assert ">B-1001<" in shown and ">R-1001<" in shown and ">B-1002<" not in shown
    assert f"{base(busy)}accounts/1200/?through=2026-03-31" in shown
    assert "The total is the balance of account 1200 Trade debtors: 690.00 on 31 Mar 2026." in shown


def test_a_date_may_be_typed_short_and_stands_written_out(busy: BuiltFirm, client_of: SignIn) -> None:
    shown = page_of(client_of(busy), busy, "reports/aged-receivables/?as_at=15/3/26")

    assert "as at 15 Mar 2026" in shown
    assert "990.00" in shown


def test_an_aged_file_follows_the_page(busy: BuiltFirm, client_of: SignIn) -> None:
    client, asked = client_of(busy), "?as_at=2026-03-31&q=harrow"

    assert rows_of(client, busy, f"reports/aged-receivables.csv{asked}") == [
        ["Number", "Client", "Documents", *"Current,1 to 30,31 to 60,61 to 90,Over 90,Unallocated,Total".split(",")],
        ["C-0001", "Harrow & Pike", "2", "0.00", "0.00", "600.00", "0.00", "0.00", "-20.00", "580.00"],
    ]
    documents = rows_of(client, busy, f"reports/aged-receivables.csv{asked}&rows=documents")
    assert [(row[2], row[-1]) for row in documents[1:]] == [("B-1001", "600.00"), ("R-1001", "-20.00")]


def test_a_choice_that_there_is_not_is_refused_by_name(busy: BuiltFirm, client_of: SignIn) -> None:
    answer = client_of(busy).get(f"{base(busy)}reports/aged-receivables/?by=moon")

    assert answer.status_code == 422
    assert "choice-unknown" in answer.content.decode()


def test_a_report_that_there_is_not_is_refused_by_name(busy: BuiltFirm, client_of: SignIn) -> None:
    answer = client_of(busy).get(f"{base(busy)}reports/horoscope.csv")

    assert answer.status_code == 422
    assert "report-unknown" in answer.content.decode()


def test_reports_are_found_in_the_box_at_the_top(busy: BuiltFirm, client_of: SignIn) -> None:
    shown = page_of(client_of(busy), busy, "search/options/?q=debtors+ageing")

    assert f"{base(busy)}reports/aged-receivables/" in shown


def test_a_firm_whose_ledger_is_elsewhere_has_the_reports_of_bills_and_trust(client_of: SignIn) -> None:
    firm = a_firm(package="billing")
    client = client_of(firm)
    shown = page_of(client, firm, "reports/")

    for report in REPORTS.values():
        there = f'href="{base(firm)}{report.page}/"' in shown
        assert there != report.of_ledger
        assert client.get(f"{base(firm)}{report.page}/").status_code == (404 if report.of_ledger else 200)
        assert client.get(f"{base(firm)}reports/{report.code}.csv").status_code == (404 if report.of_ledger else 200)


LISTS = ("matters", "contacts", "money/client_bill", "accounts/1200", "trial-balance", "matters/{matter}/office")


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_a_workbook_with_the_rows_of_its_csv(path: str, busy: BuiltFirm, client_of: SignIn) -> None:
    client, path = client_of(busy), path.format(matter=Matter.objects.get(code="M-104").public_id)
    rows = rows_of(client, busy, f"{path}.csv")

    page = load_workbook(io.BytesIO(client.get(f"{base(busy)}{path}.xlsx").content)).active
    assert page is not None
    cells = [["" if cell is None else str(cell) for cell in row] for row in page.iter_rows(values_only=True)]
    head = next(at for at, row in enumerate(cells) if row == rows[0])

    assert len(rows) > 1
    assert [row[0] for row in rows[1:]] == [
        row[0].removesuffix(" 00:00:00") for row in cells[head + 1 :][: len(rows) - 1]
    ]


def test_a_workbook_of_a_list_follows_its_filter_and_names_it(busy: BuiltFirm, client_of: SignIn) -> None:
    answer = client_of(busy).get(f"{base(busy)}matters.xlsx?q=lease&sort=code")
    page = load_workbook(io.BytesIO(answer.content)).active
    assert page is not None
    first = [row[0] for row in page.iter_rows(values_only=True)]

    assert "Only q: lease" in first
    assert "M-117" in first and "M-104" not in first
    assert "lease" in answer["Content-Disposition"]
