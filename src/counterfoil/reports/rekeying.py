"""Every posted line of a span of days, for somebody who keys the entries into another program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from counterfoil.firms.rows import day_of, run

AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """One line: amounts in minor units, one of them zero. `document` is the number, `matter` and `bank` are codes."""

    on: date
    entry: int
    title: str
    document: str
    matter: str
    bank: str
    account: str
    account_name: str
    debit_minor: int
    credit_minor: int


def lines_to_key(*, firm_id: int, since: date, through: date) -> Iterator[KeyedLine]:
    """In the order of the entries, so that each is whole before the next begins."""
    after_seq, after_id = 0, 0
    while True:
        rows = run(
            "select e.dated_on, e.seq, e.title, d.number, m.code, b.code, a.code, a.name, l.minor, l.id"
            " from ledger_line l join ledger_entry e on e.id = l.entry_id join ledger_account a on a.id = l.account_id"
            " left join documents_document d on d.id = e.document_id"
            " left join matters_matter m on m.id = l.matter_id left join ledger_bankaccount b on b.id = l.bank_id"
            " where e.firm_id = %s and e.dated_on between %s and %s and (e.seq > %s or (e.seq = %s and l.id > %s))"
            " order by e.seq, l.id limit %s",
            [firm_id, since.isoformat(), through.isoformat(), after_seq, after_seq, after_id, AT_A_TIME],
        )
        for on, seq, title, number, matter, bank, code, name, minor, _ in rows:
            yield KeyedLine(
                on=day_of(on),
                entry=int(seq),
                title=title,
                document=number or "",
                matter=matter or "",
                bank=bank or "",
                account=code,
                account_name=name,
                debit_minor=max(int(minor), 0),
                credit_minor=max(-int(minor), 0),
            )
        if len(rows) < AT_A_TIME:
            return
        after_seq, after_id = int(rows[-1][1]), int(rows[-1][9])
