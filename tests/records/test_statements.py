"""How many statements a posting takes, its BEGIN and COMMIT among them: no kind takes more than fourteen.

How much it names, asks and settles plays no part, nor how many rows it has.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, connection, transaction

from counterfoil.documents import actions
from counterfoil.documents.models import Document
from counterfoil.firms.rows import in_one_go, run, send
from counterfoil.kinds import all_kinds, kind_of
from tests.everything.again import TYPED, Firms, values
from tests.refusals import refused

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


def test_a_refusal_throws_no_plan_away(firms: Firms) -> None:
    """PostgreSQL keeps the plan of each statement of a posting; psycopg would forget them all at every rollback."""
    firm = firms.connected
    firm.enter("trust_payment", **values("trust_payment", 3))
    before = kept_plans()
    too_much = {**values("trust_payment", 4), "parts": [{"matter": "M-104", "amount": "9000000.00"}]}

    with refused("trust-overdrawn"):
        firm.enter("trust_payment", **too_much)

    assert firm.enter("trust_payment", **values("trust_payment", 4)).state == "posted"
    assert before <= kept_plans()
    assert any("documents_document" in sql for sql in before) is (connection.vendor == "postgresql")


def test_what_pages_read_in_between_throws_no_plan_away(firms: Firms) -> None:
    """Django writes the values into its statements: each is another, and none is prepared."""
    firms.connected.enter("trust_payment", **values("trust_payment", 6))
    before = kept_plans()

    documents = Document.objects.filter(firm_id=firms.connected.id)
    found = [documents.filter(total_minor__gt=amount).count() for amount in range(150)]

    assert len(found) == 150
    assert firms.connected.enter("trust_payment", **values("trust_payment", 7)).state == "posted"
    assert before <= kept_plans()


def test_no_statement_is_planned_anew_for_its_values(firms: Firms) -> None:
    """Each was planned once: PostgreSQL, left to itself, plans the first five times and may never stop."""
    for time in range(8, 15):
        firms.connected.enter("trust_payment", **values("trust_payment", time))

    assert planned_for_values() == []


def planned_for_values() -> list[str]:
    if connection.vendor == "sqlite":
        return []  # it plans a statement once, without looking at the values
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements where custom_plans > 0")
        return [sql for (sql,) in cursor.fetchall()]


def kept_plans() -> set[str]:
    if connection.vendor == "sqlite":
        return set()  # sqlite3 keeps its own, and forgets none at a rollback
    with connection.cursor() as cursor:
        cursor.execute("select statement from pg_prepared_statements")
        return {sql for (sql,) in cursor.fetchall()}


def test_what_a_refused_statement_kept_from_being_prepared_is_prepared_the_next_time(firms: Firms) -> None:
    """They travel together, so that those behind the refused one never arrive."""
    asked = "select code from ledger_series where firm_id = %s and code = 'never asked before'"
    skips = "update ledger_series set next = next + 2 where firm_id = %s"

    def both() -> None:
        with transaction.atomic(), in_one_go():
            send(skips, [firms.connected.id])
            send(asked, [firms.connected.id])

    with pytest.raises(Error, match="goes up by one"):
        both()

    assert run(asked, [firms.connected.id]) == []


def test_statements_that_fail_do_not_pile_up_on_the_server(firms: Firms) -> None:
    """psycopg forgets each, and PostgreSQL keeps its plan until the connection ends or begins anew."""
    before = len(kept_plans())

    for number in range(150):
        with pytest.raises(Error), transaction.atomic():
            run(f"update ledger_series set next = next + {number + 2} where firm_id = %s", [firms.connected.id])
    run("select 1")

    assert len(kept_plans()) <= before + 101
    assert firms.connected.enter("trust_payment", **values("trust_payment", 5)).state == "posted"
