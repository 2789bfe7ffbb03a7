"""The books as plain text add up to the trial balance: by our own arithmetic, and by hledger, ledger and Beancount."""

import csv
import json
import shutil
import subprocess
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from counterfoil.core.money import Money, aud
from counterfoil.reports.plain_names import part
from counterfoil.reports.plain_text import beancount, documents_json, journal, trial_balance_csv
from counterfoil.reports.trial_balance import trial_balance
from tests.builders import BuiltFirm, a_firm

pytestmark = pytest.mark.django_db
DAYS = ["2025-05-31", "2025-06-30", "2025-07-01", "2025-12-31", "2026-03-05", "2026-03-31"]


@pytest.fixture
def firm() -> BuiltFirm:
    """Two financial years, a reversal, a reopened bill, and names that a text file could trip over."""
    firm = a_firm('Hollis "Lane" & Co')
    firm.matter("M-104", client="Harrow | Pike; Ltd")
    firm.matter("M/104", client="Änne Osei")
    old = firm.bill("100.00", matter="M-104", on="2025-05-10", due_on="2025-05-24")
    firm.receipt("110.00", pays={str(old.number): "110.00"}, on="2025-06-30", payer="Harrow | Pike; Ltd")
    firm.bill("33.33", matter="M/104", on="2025-08-01", due_on="2025-08-15")
    firm.trust_receipt("500.00", matter="M-104", on="2026-03-02", payer="Harrow | Pike; Ltd", reason='For "costs"; ok')
    firm.trust_receipt("70.00", matter="M/104", on="2026-03-03", payer="Änne Osei")
    firm.trust_payment("120.00", matter="M-104", on="2026-03-05")
    firm.reverse(firm.trust_receipt("40.00", matter="M-104", on="2026-03-06"))
    firm.reopen(firm.bill("800.00", matter="M-104", on="2026-03-09"))
    return firm


def balances_of(lines: list[str]) -> dict[str, int]:
    """What any reader of the journal adds up: the amounts under each name and under its parents."""
    found: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.startswith("    ") and "  AUD " in line:
            name, amount = line.strip().split(";")[0].split("  AUD ")
            minor = aud(amount.strip()).minor
            found[name] += minor
            if name.startswith("Liabilities:Trust:"):
                found["Liabilities:Trust"] += minor
    return {name: minor for name, minor in found.items() if minor}


def balances_of_csv(text: str) -> dict[str, int]:
    rows = list(csv.DictReader(text.splitlines()))
    return {
        row["account"]: aud(row["debit"] or "0").minor - aud(row["credit"] or "0").minor
        for row in rows
        if row["account"] != "Total"
    }


@pytest.mark.parametrize("day", DAYS)
def test_the_journal_adds_up_to_the_trial_balance_of_any_day(firm: BuiltFirm, day: str) -> None:
    as_at = date.fromisoformat(day)

    added = balances_of(list(journal(firm_id=firm.id, as_at=as_at)))

    wanted = balances_of_csv(trial_balance_csv(firm_id=firm.id, as_at=as_at))
    assert {name: minor for name, minor in added.items() if not name.startswith("Liabilities:Trust:")} == wanted
    assert wanted == {name: minor for name, minor in wanted.items() if minor}


def test_a_journal_of_march_reads_like_this(firm: BuiltFirm) -> None:
    lines = list(journal(firm_id=firm.id, as_at=date(2026, 3, 2)))

    assert "commodity AUD 1,000.00" in lines
    assert "account Liabilities:Trust:M-104" in lines
    assert (
        "\n".join(lines[lines.index("2025-07-01 (closing) Result of the year to 2025-06-30") :])
        == """\
2025-07-01 (closing) Result of the year to 2025-06-30
    Income:Professional-fees-4100  AUD 100.00
    Equity:Retained-earnings-3900  AUD -100.00

2025-08-01 (3) Änne Osei | B-1002 Client bill
    ; Costs to date
    Assets:Current:Trade-debtors-1200  AUD 36.66  ; M/104
    Income:Professional-fees-4100  AUD -33.33  ; M/104
    Liabilities:Current:GST-collected-2210  AUD -3.33

2026-03-02 (4) Harrow / Pike, Ltd | TR-1001 Trust receipt
    ; For "costs", ok
    Assets:Trust:Trust-bank-account-1150  AUD 500.00  ; T1
    Liabilities:Trust:M-104  AUD -500.00  ; T1 M-104"""
    )


def test_matters_that_would_read_alike_keep_ledgers_of_their_own(firm: BuiltFirm) -> None:
    added = balances_of(list(journal(firm_id=firm.id, as_at=date(2026, 3, 31))))

    matters = sorted(minor for name, minor in added.items() if name.startswith("Liabilities:Trust:"))
    assert matters == [-38000, -7000]


def test_the_trial_balance_ends_with_its_total(firm: BuiltFirm) -> None:
    assert (
        trial_balance_csv(firm_id=firm.id, as_at=date(2026, 3, 31))
        == """\
account,debit,credit
Assets:Bank:Office-bank-account-1100,110.00,
Assets:Trust:Trust-bank-account-1150,450.00,
Assets:Current:Trade-debtors-1200,36.66,
Liabilities:Trust,,450.00
Liabilities:Current:GST-collected-2210,,13.33
Equity:Retained-earnings-3900,,100.00
Income:Professional-fees-4100,,33.33
Total,596.66,596.66
"""
    )


def test_the_same_books_give_the_same_text(firm: BuiltFirm) -> None:
    as_at = date(2026, 3, 31)

    for export in (journal, beancount, documents_json):
        assert list(export(firm_id=firm.id, as_at=as_at)) == list(export(firm_id=firm.id, as_at=as_at))


def test_documents_are_one_a_line_with_what_was_settled_by_then(firm: BuiltFirm) -> None:
    rows = [json.loads(line) for line in documents_json(firm_id=firm.id, as_at=date(2026, 3, 31))]
    before = [json.loads(line) for line in documents_json(firm_id=firm.id, as_at=date(2025, 6, 29))]

    assert [(row["number"], row["state"], row["total"], row["settled"]) for row in rows] == [
        ("B-1001", "posted", "110.00", "110.00"),
        ("R-1001", "posted", "110.00", "110.00"),
        ("B-1002", "posted", "36.66", "0.00"),
        ("TR-1001", "posted", "500.00", "0.00"),
        ("TR-1002", "posted", "70.00", "0.00"),
        ("TP-1001", "posted", "120.00", "0.00"),
        ("TR-1003", "reversed", "40.00", "0.00"),
        ("B-1003", "draft", "880.00", "0.00"),
    ]
    assert rows[3]["content"]["parts"] == [{"matter": "M-104", "amount": "500.00"}]
    assert [(row["number"], row["settled"]) for row in before] == [("B-1001", "0.00")]


def test_another_firm_exports_nothing_of_it(firm: BuiltFirm) -> None:
    other = a_firm("Mercer Lowe")
    as_at = date(2026, 3, 31)

    assert balances_of(list(journal(firm_id=other.id, as_at=as_at))) == {}
    assert list(documents_json(firm_id=other.id, as_at=as_at)) == []
    assert trial_balance_csv(firm_id=other.id, as_at=as_at) == "account,debit,credit\nTotal,0.00,0.00\n"
    assert "Liabilities:Trust:M-104" not in "\n".join(beancount(firm_id=other.id, as_at=as_at))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trade debtors", "Trade-debtors"),
        ("computer: depreciation", "Computer-depreciation"),
        ("26/0001 A", "26-0001-A"),
        ("änne", "Änne"),
        ("律師", "X律師"),
        ("—", "X"),
    ],
)
def test_parts_of_names_are_what_every_reader_takes(text: str, name: str) -> None:
    assert part(text) == name


def test_beancount_asserts_the_trial_balance_at_every_month_end(firm: BuiltFirm) -> None:
    lines = list(beancount(firm_id=firm.id, as_at=date(2026, 3, 31)))

    asserted = {line.split()[0] for line in lines if " balance " in line}
    assert {"2025-06-01", "2025-07-01", "2026-04-01"} <= asserted and len(asserted) == 11
    assert "2025-07-01 balance Income:Professional-fees-4100  -100.00 AUD" in lines
    assert "2026-04-01 balance Income:Professional-fees-4100  -33.33 AUD" in lines
    assert "2026-04-01 balance Liabilities:Trust:M-104  -380.00 AUD" in lines


# The readers themselves, where they are installed; otherwise the run says that they were not asked.


def installed(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not on the PATH, so only our own arithmetic was asked")
    return found


def asked(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.mark.parametrize("day", DAYS)
def test_hledger_agrees(firm: BuiltFirm, tmp_path: Path, day: str) -> None:
    hledger = installed("hledger")
    file = write(tmp_path / "books.journal", journal(firm_id=firm.id, as_at=date.fromisoformat(day)))

    asked(hledger, "-f", str(file), "check", "--strict", "ordereddates")
    told = asked(hledger, "-f", str(file), "balance", "--flat", "--no-total", "-O", "csv")

    assert of_reader(told) == wanted_of(firm, day)


def test_hledger_adds_up_every_earlier_day_in_the_same_file(firm: BuiltFirm, tmp_path: Path) -> None:
    hledger = installed("hledger")
    file = write(tmp_path / "books.journal", journal(firm_id=firm.id, as_at=date(2026, 3, 31)))

    for day in DAYS:
        until = date.fromordinal(date.fromisoformat(day).toordinal() + 1).isoformat()
        told = asked(hledger, "-f", str(file), "balance", "--flat", "--no-total", "-O", "csv", "-e", until)
        assert of_reader(told) == wanted_of(firm, day)


def test_ledger_agrees(firm: BuiltFirm, tmp_path: Path) -> None:
    ledger = installed("ledger")
    file = write(tmp_path / "books.journal", journal(firm_id=firm.id, as_at=date(2026, 3, 31)))

    told = asked(
        *(ledger, "--args-only", "-f", str(file), "--pedantic", "balance", "--flat", "--no-total"),
        *("--format", "%(quoted(account)),%(quoted(display_total))\n"),
    )

    assert of_reader("account,balance\n" + told) == wanted_of(firm, "2026-03-31")


def test_beancount_agrees(firm: BuiltFirm, tmp_path: Path) -> None:
    check = installed("bean-check")
    file = write(tmp_path / "books.beancount", beancount(firm_id=firm.id, as_at=date(2026, 3, 31)))

    assert asked(check, str(file)) == ""


def write(path: Path, lines: object) -> Path:
    path.write_text("\n".join([*lines, ""]), "utf-8")  # type: ignore[misc]
    return path


def of_reader(text: str) -> dict[str, int]:
    """A balance report's rows, the matters' ledgers added up to their parent."""
    found: dict[str, int] = defaultdict(int)
    for row in csv.DictReader(text.splitlines()):
        name = "Liabilities:Trust" if row["account"].startswith("Liabilities:Trust:") else row["account"]
        found[name] += aud(row["balance"].replace("AUD", "").replace(" ", "") or "0").minor
    return {name: minor for name, minor in found.items() if minor}


def wanted_of(firm: BuiltFirm, day: str) -> dict[str, int]:
    return balances_of_csv(trial_balance_csv(firm_id=firm.id, as_at=date.fromisoformat(day)))


def test_the_csv_is_the_trial_balance(firm: BuiltFirm) -> None:
    found = trial_balance(firm_id=firm.id, as_at=date(2026, 3, 31))

    text = trial_balance_csv(firm_id=firm.id, as_at=date(2026, 3, 31))

    assert f"Total,{Money(found.debit_minor, 'AUD').plain()},{Money(found.credit_minor, 'AUD').plain()}" in text
    assert len(text.splitlines()) == len(found.rows) + 2
