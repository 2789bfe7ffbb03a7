"""The next number of a series, and with it the ids that the rows of one posting will carry.

Numbers go up by one inside the posting's transaction; a rollback gives them back, so there are no gaps. Ids are taken
beforehand so that no row has to be waited for: on SQLite one process writes at a time, PostgreSQL has sequences.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from counterfoil.firms.rows import Question, Row, on_postgres, run

_AFTER_THE_LAST = (
    "(select coalesce(max(id), 0) + 1 from documents_document),"
    " (select coalesce(max(id), 0) + 1 from ledger_entry), (select coalesce(max(id), 0) + 1 from outbox_item)"
)
_FROM_SEQUENCES = (
    "nextval('documents_document_id_seq'), nextval('ledger_entry_id_seq'),"
    " array(select nextval('outbox_item_id_seq') from generate_series(1, {items}))"
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A number such as `TR-1042`, or none, and fresh ids for one document, one entry and so many items."""

    number: str | None
    document_id: int
    entry_id: int
    item_ids: Sequence[int]


def take(
    *, firm_id: int, series: str | None, items: int, request_key: str | None = None, bank: str = ""
) -> Question[Taken | None]:
    """Take the next number of the series, or ids alone when there is no series.

    `bank` is the code of the document's bank account: one with numbers of its own has a series for each kind (`T2-TR`).
    Nothing when the series has not begun, or when a document came under the request key before: it has its number.
    """
    if series is None:
        return Question(f"select null, null, {_ids(items)}", [], lambda rows: _taken(None, rows[0], items))
    code, named = _series(firm_id, series, bank)
    return Question(
        f"update ledger_series set next = next + 1 where firm_id = %s and code = {code}"
        " and not exists (select 1 from documents_document where firm_id = %s and request_key = %s)"
        f" returning next - 1, code, {_ids(items)}",
        [firm_id, *named, firm_id, request_key],
        lambda rows: _taken(f"{rows[0][1]}-{rows[0][0]}", rows[0], items) if rows else None,
    )


def _series(firm_id: int, series: str, bank: str) -> tuple[str, list[object]]:
    """The series as SQL with its parameters: asked of the bank account in the same statement."""
    if not bank:
        return "%s", [series]
    own = "select b.code || '-' || %s from ledger_bankaccount b where b.firm_id = %s and b.code = %s and b.own_numbers"
    return f"coalesce(({own}), %s)", [series, firm_id, bank, series]


def _ids(items: int) -> str:
    return (_FROM_SEQUENCES if on_postgres() else _AFTER_THE_LAST).format(items=items)


def _taken(number: str | None, row: Row, items: int) -> Taken:
    _, _, document_id, entry_id, item = row
    return Taken(number, document_id, entry_id, item if isinstance(item, list) else range(item, item + items))


def begin_series(*, firm_id: int, series: str, bank: str = "") -> None:
    """A series starts at 1001, when its firm is founded or its kind first used, or first used on the bank account."""
    code, named = _series(firm_id, series, bank)
    run(
        f"insert into ledger_series (firm_id, code, next) values (%s, {code}, 1001)"
        " on conflict (firm_id, code) do nothing",
        [firm_id, *named],
    )
