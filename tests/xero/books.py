"""Both trial balances in the same words: Xero's account ids, and whole cents with debits above zero."""

import json
from decimal import Decimal

from counterfoil.firms.rows import run
from counterfoil.xero.request import Answered, Request
from tests.xero.conftest import Linked


def ours(linked: Linked) -> dict[str, int]:
    """What stands on every mapped account here, summed for each account in Xero; nothing where it is nil."""
    rows = run(
        "select m.remote_id, sum(l.minor) from ledger_line l join xero_accountmapping m on m.account_id = l.account_id"
        " where m.destination_id = %s group by m.remote_id having sum(l.minor) <> 0",
        [linked.destination.pk],
    )
    return {remote_id: int(minor) for remote_id, minor in rows}


def theirs(linked: Linked, on: str = "2026-03-31") -> dict[str, int]:
    reply = linked.client.send(Request(method="GET", path="Reports/TrialBalance", query=(("date", on),)))
    assert isinstance(reply, Answered) and reply.status == 200
    found = {}
    for section in json.loads(reply.body)["Reports"][0]["Rows"]:
        for row in section.get("Rows", []):
            if row["RowType"] == "Row":
                cells = row["Cells"]
                cents = _cents(cells[3]["Value"]) - _cents(cells[4]["Value"])
                if cents:
                    found[cells[0]["Attributes"][0]["Value"]] = cents
    return found


def unmapped_with_a_balance() -> list[str]:
    """Accounts that moved here and have no counterpart; a comparison would be blind to them."""
    rows = run(
        "select a.code from ledger_account a join ledger_line l on l.account_id = a.id"
        " left join xero_accountmapping m on m.account_id = a.id where m.id is null group by a.code"
    )
    return [row[0] for row in rows]


def _cents(text: str) -> int:
    return int(Decimal(text or 0) * 100)
