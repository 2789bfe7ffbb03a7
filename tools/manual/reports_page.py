"""The page of the standard reports, from the reports themselves."""

from collections.abc import Iterator

from counterfoil.core.shapes import describe
from counterfoil.reports.standard import REPORTS
from counterfoil.reports.standard.report import Report
from tools.manual.writing import code, page, section, sentence, table

ABOUT = """\
Every report is a page under *Reports*, a file (CSV or Excel) of exactly what its page shows, an answer of the API, and
a command. What it may be asked goes by the same names everywhere: in the address of the page, in the query of the API,
and after `counterfoil report`."""

DAYS = """\
A report as at a day counts what was dated by then, and nothing later: what has been paid or allocated since is open
there. Income and expenses begin with the firm's financial year."""

FILES = """\
A workbook has amounts as numbers and dates as dates, names the firm and what was filtered, and adds up what is left. In
a CSV amounts have a point and no thousands, and days are written 2026-03-31. Text that a spreadsheet would take for a
formula stays text in both. The lists of matters, contacts and documents, each account and each matter's ledgers are
files in the same way."""


def reports_page() -> str:
    return page(
        "Reports",
        ABOUT,
        DAYS,
        *(part for report in REPORTS.values() for part in _report(report)),
        section("Files", FILES),
        source="the reports under src/counterfoil/reports/standard",
    )


def _report(report: Report) -> Iterator[str]:
    yield f"## {report.title}"
    yield sentence(report.says)
    if report.of_ledger:
        yield "A firm that keeps bills and trust money alone does not have it."
    fields = describe(report.takes)
    rows = [(code(field.name), field.label, sentence(field.help) if field.help else "") for field in fields]
    yield table(("Asked", "What it is", ""), rows)
    places = (("page", f"{report.page}/"), ("API", f"/reports/{report.code}"), ("command", f"report {report.code}"))
    yield sentence(", ".join(f"{what} {code(where)}" for what, where in places))
