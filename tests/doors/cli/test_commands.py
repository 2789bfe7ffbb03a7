"""The other commands: firms and people, keys, checks, exports, and what a wrong call says."""

import csv
import json
from pathlib import Path

import pytest

from counterfoil.firms.models import ApiKey, Audit, Firm, Member, User
from counterfoil.kinds import all_kinds
from tests import article
from tests.builders import BuiltFirm, a_firm
from tests.doors.cli.conftest import Run

GOOD = "a long enough passphrase\n"


@pytest.mark.django_db
def test_the_first_admin_founds_the_firm(run: Run) -> None:
    arguments = ("--name", "Ann Vale", "--firm", "Vale & Co", "--jurisdiction", "nz", "--password-stdin")

    code, out, _ = run("create-admin", "Ann@Vale.example", *arguments, stdin=GOOD)

    assert (code, out.startswith("Ann Vale <ann@vale.example> is fee earner,")) == (0, True)
    assert Firm.objects.get().currency == "NZD"
    assert User.objects.get().check_password(GOOD.strip())
    assert set(Member.objects.get().roles.split(",")) == {"fee_earner", "bookkeeper", "trust_manager", "admin", "owner"}


def test_another_person_joins_a_known_firm(firm: BuiltFirm, run: Run) -> None:
    arguments = ("--name", "Tom", "--firm", firm.firm.name, "--roles", "bookkeeper", "--password-stdin")

    assert run("create-admin", "tom@firm.example", *arguments, stdin=GOOD)[0] == 0
    assert Member.objects.get(user__email="tom@firm.example").roles == "bookkeeper"
    assert Audit.objects.filter(action="take in").count() == 1


@pytest.mark.django_db
def test_a_person_is_made_alone_to_set_up_the_firm_in_the_browser(run: Run) -> None:
    code, out, _ = run("create-admin", "ann@vale.example", "--name", "Ann", "--guided", "--password-stdin", stdin=GOOD)

    assert (code, "the guide begins" in out) == (0, True)
    assert User.objects.get().is_staff
    assert not Firm.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments",
    [
        ("no address", "--firm", "X", "--jurisdiction", "au"),
        ("a@b.example", "--firm", "X", "--jurisdiction", "xx"),
        ("a@b.example", "--firm", "X", "--jurisdiction", "au", "--roles", "king"),
        ("a@b.example", "--firm", "X", "--jurisdiction", "au", "--name", "A"),
    ],
)
def test_a_wrong_person_is_not_made(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, _ = run("create-admin", *arguments, "--password-stdin", stdin="short\n")

    assert code == 2
    assert not User.objects.exists() and not Firm.objects.exists()


def test_a_key_is_shown_once_and_taken_back(firm: BuiltFirm, run: Run) -> None:
    code, token, _ = run("create-key", "Practice system", "--days", "30")
    key = ApiKey.objects.get()
    assert (code, token.strip().startswith(f"cf_{key.prefix}_")) == (0, True)

    assert run("revoke-key", f"cf_{key.prefix}")[0] == 0

    key.refresh_from_db()
    assert key.revoked_at is not None
    assert run("revoke-key", key.prefix)[0] == 1


def test_whole_books_pass_every_check(firm: BuiltFirm, run: Run) -> None:
    firm.bill("100.00", matter="M-104")

    code, out, _ = run("check")

    assert (code, out.endswith("nothing found.\n")) == (0, True)


def test_the_trial_balance_balances(firm: BuiltFirm, run: Run, tmp_path: Path) -> None:
    firm.bill("100.00", matter="M-104", on="2026-03-09")
    file = tmp_path / "balance.csv"

    code, _, _ = run("export", "trial-balance", "--as-at", "2026-03-31", "-o", str(file))

    rows = list(csv.DictReader(file.open(encoding="utf-8")))
    assert code == 0
    assert [(row["account"].rpartition("-")[2], row["debit"], row["credit"]) for row in rows] == [
        ("1200", "110.00", ""),
        ("2210", "", "10.00"),
        ("4100", "", "100.00"),
        ("Total", "110.00", "110.00"),
    ]
    assert run("export", "trial-balance", "-o", str(file))[0] == 2  # never over an existing file


@pytest.mark.parametrize(("reader", "says"), [("hledger", "account "), ("ledger", "account "), ("beancount", " open ")])
def test_a_journal_is_written_for_each_reader(firm: BuiltFirm, run: Run, reader: str, says: str) -> None:
    firm.bill("100.00", matter="M-104", on="2026-03-09")

    code, out, _ = run("export", "journal", "--for", reader, "--as-at", "2026-03-31")

    assert (code, says in out, "B-1001" in out) == (0, True, True)


def test_exported_documents_tell_their_state(firm: BuiltFirm, run: Run) -> None:
    firm.bill("100.00", matter="M-104", on="2026-03-09")
    firm.bill("100.00", matter="M-104", on="2026-03-20")
    firm.draft("client_bill", on="2026-03-02", due_on="2026-03-02", matter="M-104", items=[_ITEM])

    _, told, _ = run("export", "documents", "--as-at", "2026-03-19")
    _, to_enter, _ = run("export", "documents", "--as-at", "2026-03-19", "--to-enter")

    assert [json.loads(line)["state"] for line in told.splitlines()] == ["posted", "draft"]
    assert [json.loads(line)["ref"] for line in to_enter.splitlines()] == ["B-1001"]


def test_an_export_takes_the_right_to(firm: BuiltFirm, run: Run) -> None:
    Member.objects.update(roles="admin")

    code, _, err = run("export", "documents")

    assert (code, err.startswith("not-permitted: ")) == (1, True)


def test_where_there_are_several_firms_one_is_named(firm: BuiltFirm, run: Run) -> None:
    a_firm("Second firm")

    assert run("export", "documents")[0] == 2
    assert run("export", "documents", "--firm", "Second firm")[0] == 0
    assert run("export", "documents", "--firm", firm.firm.public_id)[0] == 0
    assert run("export", "documents", "--firm", "Third firm")[0] == 2


def test_a_stranger_does_nothing(firm: BuiltFirm, run: Run) -> None:
    assert run("export", "documents", "--as", "nobody@firm.example")[0] == 2


def test_a_firm_that_is_not_connected_pushes_nothing(firm: BuiltFirm, run: Run) -> None:
    assert run("push")[0] == 2


def test_every_kind_says_what_xero_gets(run: Run) -> None:
    code, out, _ = run("capabilities", "--kinds")

    assert code == 0
    assert {line.split("\t")[0] for line in out.splitlines()} == set(all_kinds())


def test_what_the_link_copies_is_printed_row_by_row(run: Run) -> None:
    code, out, _ = run("capabilities")

    rows = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert [tuple(row[:3]) for row in rows if row[2] != "Not named"] == article.ROWS
    assert [(row[0], row[1], row[3]) for row in rows if row[2] != "Not named"] == article.HERE


def test_every_command_is_listed_and_explains_itself(run: Run) -> None:
    from counterfoil.cli.main import COMMANDS

    code, out, _ = run("--help")

    assert code == 0
    assert all(name in out for name in COMMANDS)
    for name in COMMANDS:
        assert run(name, "--help")[0] == 0


def test_a_command_that_is_not_there_is_a_usage_error(run: Run) -> None:
    assert run("fly")[0] == 2
    assert run("enter")[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("--host", "::"),
        ("--host", "192.0.2.7"),
        ("--host", "192.0.2.7", "--behind-proxy"),  # the address that people type is not https
        ("--tls-certificate", __file__),
        ("--port", "0"),
    ],
)
def test_pages_are_never_served_unprotected(
    run: Run, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterfoil.cli.serve.Granian", _never)
    monkeypatch.setenv("COUNTERFOIL_BEHIND_PROXY", "false")

    assert run("serve", *arguments)[0] == 2


def _never(*arguments: object, **named: object) -> None:
    raise AssertionError("it would have been served")


_ITEM = {"description": "Advice", "account": "4100", "net": "1.00"}
