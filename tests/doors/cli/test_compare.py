"""`counterfoil compare`: exit codes and what is said, for a person and for a program."""

import json

import pytest

from counterfoil.cli import compare
from counterfoil.xero.models import AccountMapping
from tests.doors.cli.conftest import Run
from tests.xero.conftest import Linked

MARCH = ("--as-at", "2026-03-31")


def test_every_difference_explained_is_a_good_end(linked: Linked, run: Run) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.push()

    code, out, err = run("compare", *MARCH)

    assert (code, err.count("refused")) == (0, 0)
    assert "Fees (200)\t-800.00\t0.00\t-800.00\t-800.00\t0.00\n" in out
    assert (
        "Fees (200)\t2026-03-09\tB-1001\tbefore the connection\t-800.00\t"
        "The document was posted before the firm was connected to Xero.\n"
    ) in out
    assert out.endswith("As at 2026-03-31: 2 accounts agree, 3 differ by documents, 0 unexplained, 0 only in Xero.\n")


def test_something_unexplained_is_a_bad_end(linked: Linked, run: Run) -> None:
    linked.firm.bill("100.00", matter="M-104")
    linked.push()
    AccountMapping.objects.filter(account__code="4100").delete()

    code, out, _ = run("compare", *MARCH, "--json")

    lines = {line["account"]: line for line in map(json.loads, out.splitlines())}
    assert code == 1
    assert lines["4100 Professional fees"] == {
        "account": "4100 Professional fees",
        "ours": ["4100"],
        "here": "-900.00",
        "in_xero": "0.00",
        "difference": "-900.00",
        "explained": "-800.00",
        "unexplained": "-100.00",
        "documents": [
            {
                "on": "2026-03-09",
                "number": "B-1001",
                "why": "before",
                "reason": "The document was posted before the firm was connected to Xero.",
                "amount": "-800.00",
            }
        ],
    }


def test_many_documents_from_before_the_connection_are_summed(
    linked: Linked, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "MOST_LISTED", 0)

    _, out, _ = run("compare", *MARCH)

    assert "Fees (200)\t\t1 documents\tbefore the connection\t-800.00\t" in out
    assert "B-1001" not in out


def test_xero_away_and_a_wrong_day_say_so(linked: Linked, run: Run) -> None:
    linked.fault("503", match={"method": "GET", "resource": "Reports"})

    code, out, err = run("compare", *MARCH)

    assert (code, out) == (1, "")
    said = "Xero answered 503: it is closed for maintenance; look at status.xero.com, and try again later"
    assert err.endswith(f"xero-not-reached: {said}\n")
    assert run("compare", "--as-at", "soon")[0] == 2


def test_a_firm_without_a_connection_has_nothing_to_compare_with(linked: Linked, run: Run) -> None:
    linked.destination.state = "gone"
    linked.destination.save()

    code, _, err = run("compare", *MARCH)

    assert (code, err.startswith("not-connected: ")) == (1, True)
