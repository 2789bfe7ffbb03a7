"""Entries: they balance, they are whole, they follow one another without a gap, and nobody rewrote one."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from counterfoil.firms.rows import Row, day_of, run
from counterfoil.ledger.record import link_hash
from counterfoil.ledger.rowtypes import EntryRow, LineRow
from counterfoil.reports.checks.finding import Finding, Scope, amount
from counterfoil.reports.reading import instant_of

AT_ONCE = 2_000
"""Entries read together: enough to be quick, few enough that a million lines never stand in memory."""


def entries_balance(scope: Scope) -> Iterator[Finding]:
    for firm_id, seq, off, currency in run(
        "select e.firm_id, e.seq, sum(l.minor), f.currency from ledger_entry e join ledger_line l on l.entry_id = e.id"
        f" join firms_firm f on f.id = e.firm_id where {scope.of('e.firm_id')}"
        " group by e.firm_id, e.seq, f.currency having sum(l.minor) <> 0 order by e.firm_id, e.seq"
    ):
        sentence = f"debits and credits differ by {amount(off, currency)}"
        yield Finding("entries_balance", sentence, f"entry {seq}", firm_id)


def entries_have_their_lines(scope: Scope) -> Iterator[Finding]:
    """As many as the entry declared when it was sealed, all on its day."""
    for firm_id, seq, declared, there, elsewhere in run(
        "select e.firm_id, e.seq, e.line_count, count(l.id),"
        " coalesce(sum(case when l.dated_on <> e.dated_on then 1 else 0 end), 0)"
        f" from ledger_entry e left join ledger_line l on l.entry_id = e.id where {scope.of('e.firm_id')}"
        " group by e.firm_id, e.seq, e.line_count having count(l.id) <> e.line_count"
        " or sum(case when l.dated_on <> e.dated_on then 1 else 0 end) > 0 order by e.firm_id, e.seq"
    ):
        if declared != there:
            sentence = f"the entry was sealed with {declared} lines and has {there}"
        else:
            sentence = f"{elsewhere} of its lines are dated on another day"
        yield Finding("entries_have_their_lines", sentence, f"entry {seq}", firm_id)


def lines_have_their_entry(scope: Scope) -> Iterator[Finding]:
    for firm_id, line_id, entry_id in run(
        "select l.firm_id, l.id, l.entry_id from ledger_line l left join ledger_entry e on e.id = l.entry_id"
        f" where e.id is null and {scope.of('l.firm_id')} order by l.id"
    ):
        yield Finding("lines_have_their_entry", f"line {line_id} has no entry {entry_id}", f"line {line_id}", firm_id)


def entry_numbers_gapless(scope: Scope) -> Iterator[Finding]:
    """From 1 to the head of the chain, each once."""
    for firm_id, head, count, first, last in run(
        "select c.firm_id, c.seq, count(e.id), coalesce(min(e.seq), 1), coalesce(max(e.seq), 0) from ledger_chain c"
        f" left join ledger_entry e on e.firm_id = c.firm_id where {scope.of('c.firm_id')} group by c.firm_id, c.seq"
        " having count(e.id) <> c.seq or coalesce(min(e.seq), 1) <> 1 or coalesce(max(e.seq), 0) <> c.seq"
        " order by c.firm_id"
    ):
        sentence = f"{count} entries are numbered {first} to {last}, and the head of the chain says {head}"
        yield Finding("entry_numbers_gapless", sentence, f"entry {_first_missing(firm_id, head)}", firm_id)


def _first_missing(firm_id: int, head: int) -> int:
    rows = run(
        "select min(e.seq) + 1 from ledger_entry e where e.firm_id = %s and not exists"
        " (select 1 from ledger_entry n where n.firm_id = e.firm_id and n.seq = e.seq + 1)",
        [firm_id],
    )
    return int(rows[0][0] or 1) if run("select 1 from ledger_entry where firm_id = %s and seq = 1", [firm_id]) else 1


def chain_whole(scope: Scope) -> Iterator[Finding]:
    """Every hash is computed again from the rows. After the first break nothing later can be trusted: it ends there."""
    for firm_id, head_hash in run(
        f"select c.firm_id, c.hash from ledger_chain c where {scope.of('c.firm_id')} order by c.firm_id"
    ):
        yield from _chain_of(firm_id, head_hash)


def _chain_of(firm_id: int, head_hash: str) -> Iterator[Finding]:
    known, seq = "0" * 64, 0
    while True:
        entries = run(
            "select seq, id, dated_on, title, document_id, reverses_id, prev_hash, hash, posted_by_id, posted_at"
            " from ledger_entry where firm_id = %s and seq > %s order by seq limit %s",
            [firm_id, seq, AT_ONCE],
        )
        if not entries:
            break
        lines = _lines(firm_id, seq, entries[-1][0])
        for row in entries:
            seq = row[0]
            if broken := _broken(firm_id, row, lines[row[1]], known):
                yield Finding("chain_whole", broken, f"entry {seq}", firm_id)
                return
            known = row[7]
    if known != head_hash:
        yield Finding("chain_whole", "the head of the chain is not the last entry's hash", f"entry {seq}", firm_id)


def _lines(firm_id: int, after: int, through: int) -> dict[int, list[LineRow]]:
    found: dict[int, list[LineRow]] = defaultdict(list)
    for entry_id, *line in run(
        "select l.entry_id, l.account_id, l.matter_id, l.bank_id, l.minor from ledger_entry e"
        " join ledger_line l on l.entry_id = e.id where e.firm_id = %s and e.seq > %s and e.seq <= %s order by l.id",
        [firm_id, after, through],
    ):
        found[entry_id].append(LineRow(*line))
    return found


def _broken(firm_id: int, row: Row, lines: Sequence[LineRow], known: str) -> str:
    seq, entry_id, dated_on, title, document_id, reverses_id, prev_hash, digest, posted_by, posted_at = row
    if prev_hash != known:
        return "the chain breaks here: the entry does not follow the one before it"
    posted = instant_of(posted_at)
    assert posted is not None
    entry = EntryRow(
        id=entry_id,
        firm_id=firm_id,
        seq=seq,
        dated_on=day_of(dated_on),
        title=title,
        document_id=document_id,
        reverses_id=reverses_id,
        prev_hash=prev_hash,
        hash="",
        posted_by=posted_by,
        posted_at=posted,
    )
    return "" if link_hash(entry, lines) == digest else "the chain breaks here: the entry or a line was changed"
