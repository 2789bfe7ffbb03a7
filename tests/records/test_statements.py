"""How many statements a posting takes, its BEGIN and COMMIT among them: no kind takes more than fourteen.

How much it names, asks and settles plays no part, nor how many rows it has.
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
    assert of_all(seen) <= MOST, "\n".join(seen)


def test_more_rows_take_no_more_statements(firms: Firms) -> None:
    """Three matters are asked for what they hold in one statement, as one is."""
    firm, kind = firms.connected, kind_of("trust_payment")
    firm.matter("M-121")
    for matter in ("M-117", "M-121"):
        firm.trust_receipt("50.00", matter=matter)
    taken = {}
    for matters in (["M-104"], ["M-104", "M-117", "M-121"]):
        parts = [{"matter": matter, "amount": "1.00"} for matter in matters]
        document = actions.read(kind, {**values("trust_payment", 2), "parts": parts}, firm_id=firm.id, at=firm.at)
        with counted() as seen:
            actions.enter(kind=kind, document=document, by=firm.by, at=firm.at, key=f"{len(parts)} matters")
        taken[len(parts)] = of_all(seen)

    assert taken[3] == taken[1]


def test_a_bill_that_closes_its_order_takes_no_more(firms: Firms) -> None:
    firm, kind = firms.connected, kind_of("supplier_bill")
    order = firm.enter("purchase_order", **values("purchase_order", 1))
    made = {**values("supplier_bill", 77), "made_from": order.number}
    document = actions.read(kind, made, firm_id=firm.id, at=firm.at)

    with counted() as seen:
        actions.enter(kind=kind, document=document, by=firm.by, at=firm.at, key="of-an-order")

    assert of_all(seen) <= MOST, "\n".join(seen)
