"""How many statements a posting takes, its BEGIN and COMMIT among them: as many as a bill, or one to three more.

More where a kind asks what is held, names documents beside contacts, or settles something; how many rows the document
has plays no part.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from counterfoil.documents import actions
from counterfoil.kinds import all_kinds, kind_of
from tests.everything.again import TYPED, Firms, values

MOST = 14
"""What a bill takes."""
MORE = {
    "supplier_bill": 15,
    "supplier_credit": 15,
    "supplier_payment": 15,
    "client_receipt": 16,
    "receipt_allocation": 16,
    "retainer_payment": 15,
    "bill_kept_in_trust": 18,
    "bill_paid_from_trust": 17,
    "firm_advance": 16,
    "firm_interest_drawn": 15,
    "trust_bank_transfer": 15,
    "trust_interest": 15,
    "trust_journal": 15,
    "trust_payment": 16,
    "trust_receipt": 15,
}
"""Kinds that take more, and how many: to be lowered where a kind takes fewer, never raised."""


@pytest.fixture(scope="module")
def firms(shared_database: None) -> Firms:
    return Firms.prepared(times=2)


@contextmanager
def counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield seen


def of_all(seen: list[str]) -> int:
    """With BEGIN, which only one of the databases is seen to be told, and COMMIT."""
    return len([sql for sql in seen if not sql.startswith("BEGIN")]) + 2


def test_every_kind_is_counted() -> None:
    assert set(TYPED) == set(all_kinds())


@pytest.mark.parametrize("code", TYPED)
def test_a_posting_takes_few_statements(code: str, firms: Firms) -> None:
    firm, kind = firms.of(code), kind_of(code)
    documents = [actions.read(kind, values(code, time), firm_id=firm.id, at=firm.at) for time in range(2)]
    actions.enter(kind=kind, document=documents[0], by=firm.by, at=firm.at, key=f"{code}-first")

    with counted() as seen:
        done = actions.enter(kind=kind, document=documents[1], by=firm.by, at=firm.at, key=f"{code}-second")

    assert done.state in ("posted", "placed")
    taken = of_all(seen)
    assert taken == MORE[code] if code in MORE else taken <= MOST, "\n".join(seen)


def test_more_rows_take_no_more_statements(firms: Firms) -> None:
    """Three matters are asked for what they hold in one statement, as one is."""
    firm, kind = firms.connected, kind_of("trust_payment")
    firm.matter("M-121")
    for matter in ("M-117", "M-121"):
        firm.trust_receipt("50.00", matter=matter)
    parts = [{"matter": matter, "amount": "1.00"} for matter in ("M-104", "M-117", "M-121")]
    document = actions.read(kind, {**values("trust_payment", 2), "parts": parts}, firm_id=firm.id, at=firm.at)

    with counted() as seen:
        actions.enter(kind=kind, document=document, by=firm.by, at=firm.at, key="three-matters")

    assert of_all(seen) == MORE["trust_payment"]
