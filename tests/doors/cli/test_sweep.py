"""`counterfoil sweep`: exit codes and what is said, for a person and for a program."""

import json

from tests.doors.cli.conftest import Run
from tests.xero.conftest import Linked


def test_what_differs_is_listed_and_is_a_bad_end(linked: Linked, run: Run) -> None:
    linked.firm.trust_receipt("500.00", matter="M-104")
    linked.push()
    code, out, _ = run("sweep")
    assert (code, out.endswith("0 new, 0 wait for an answer.\n")) == (0, True)
    (received,) = linked.in_xero("BankTransactions")
    linked.by_hand(f"bank-transactions/{received['BankTransactionID']}/delete")

    code, out, _ = run("sweep")
    again, lines, _ = run("sweep", "--json")

    assert code == again == 1
    assert "TR-1001\tDeleted in Xero\tsomebody deleted it in Xero\n" in out
    assert json.loads(lines) == {
        "number": "TR-1001",
        "sort": "deleted",
        "text": "somebody deleted it in Xero",
        "resource": "BankTransactions",
        "remote_id": received["BankTransactionID"],
    }
