"""Documents: numbered without a gap, settled as their allocations say, and standing in the ledger exactly once."""

from collections import defaultdict
from collections.abc import Iterator

from counterfoil.firms.rows import marks, run
from counterfoil.kinds import all_kinds
from counterfoil.reports.checks.finding import Finding, Scope, amount

FIRST_NUMBER = 1001


def document_numbers_gapless(scope: Scope) -> Iterator[Finding]:
    """Each series from its first number to the one before its next, each once. A number once given is never lost."""
    given: dict[tuple[int, str], set[int]] = defaultdict(set)
    for firm_id, number in run(
        f"select firm_id, number from documents_document where number is not null and {scope.of('firm_id')}"
    ):
        series, _, digits = str(number).rpartition("-")
        given[firm_id, series].add(int(digits))
    for firm_id, code, following in run(
        f"select firm_id, code, next from ledger_series where {scope.of('firm_id')} order by firm_id, code"
    ):
        found = given.pop((firm_id, code), set())
        wanted = set(range(FIRST_NUMBER, following))
        if missing := wanted - found:
            sentence = f"{len(missing)} numbers of the series were given and have no document"
            yield Finding("document_numbers_gapless", sentence, f"{code}-{min(missing)}", firm_id)
        if beyond := found - wanted:
            sentence = f"{len(beyond)} documents have numbers that the series has not given"
            yield Finding("document_numbers_gapless", sentence, f"{code}-{min(beyond)}", firm_id)
    for (firm_id, series), numbers in given.items():
        sentence = f"{len(numbers)} documents are numbered in a series that does not exist"
        yield Finding("document_numbers_gapless", sentence, f"{series}-{min(numbers)}", firm_id)


def receivables_agree(scope: Scope) -> Iterator[Finding]:
    """Receivables equal what is open of every posted bill, less what is left of every receipt."""
    for firm_id, balance, still_open, currency in _owed(scope, "RECEIVABLE"):
        sides = f"{amount(balance, currency)}, and open bills less receipts are {amount(still_open, currency)}"
        yield Finding("receivables_agree", f"receivables are {sides}", "receivables", firm_id)


def payables_agree(scope: Scope) -> Iterator[Finding]:
    """Payables equal what is open of every posted supplier bill, less what is left of every supplier's credit."""
    for firm_id, balance, still_open, currency in _owed(scope, "PAYABLE"):
        sides = f"{amount(-balance, currency)}, and open bills less credits are {amount(-still_open, currency)}"
        yield Finding("payables_agree", f"payables are {sides}", "payables", firm_id)


def _owed(scope: Scope, slot: str) -> Iterator[tuple[int, int, int, str]]:
    """Firms whose account stands at another sum than its open documents: (firm, account, documents, currency).

    Which side a document stands on is read from its own entry, so a new kind of credit counts by itself.
    """
    for firm_id, balance, still_open, currency in run(
        "with moved as (select a.firm_id, e.document_id, sum(l.minor) as net from ledger_account a"
        "  join ledger_line l on l.account_id = a.id join ledger_entry e on e.id = l.entry_id"
        f" where a.slot = '{slot}' and {scope.of('a.firm_id')} group by a.firm_id, e.document_id)"
        " select m.firm_id, sum(m.net), coalesce(sum(case when d.state <> 'posted' or m.net = 0 then 0"
        "  when m.net > 0 then d.total_minor - d.settled_minor else d.settled_minor - d.total_minor end), 0),"
        "  f.currency"
        " from moved m join documents_document d on d.id = m.document_id join firms_firm f on f.id = m.firm_id"
        " group by m.firm_id, f.currency order by m.firm_id"
    ):
        if int(balance) != int(still_open):
            yield firm_id, int(balance), int(still_open), currency


def matter_receivables_agree(scope: Scope) -> Iterator[Finding]:
    """Of each matter the same: what its office ledger comes to is what is open of its bills less its credits."""
    for firm_id, matter, balance, still_open, currency in run(
        "with moved as (select a.firm_id, e.document_id, l.matter_id, sum(l.minor) as net from ledger_account a"
        "  join ledger_line l on l.account_id = a.id join ledger_entry e on e.id = l.entry_id"
        f" where a.slot = 'RECEIVABLE' and {scope.of('a.firm_id')} group by a.firm_id, e.document_id, l.matter_id),"
        " owed as (select d.matter_id, sum(case when m.net > 0 then d.total_minor - d.settled_minor"
        "  else d.settled_minor - d.total_minor end) as minor from moved m"
        "  join documents_document d on d.id = m.document_id and d.matter_id = m.matter_id"
        "  where d.state = 'posted' and m.net <> 0 group by d.matter_id),"
        " stands as (select firm_id, matter_id, sum(net) as minor from moved where matter_id is not null"
        "  group by firm_id, matter_id)"
        " select s.firm_id, k.code, s.minor, coalesce(o.minor, 0), f.currency from stands s"
        " join matters_matter k on k.id = s.matter_id join firms_firm f on f.id = s.firm_id"
        " left join owed o on o.matter_id = s.matter_id where s.minor <> coalesce(o.minor, 0)"
        " order by s.firm_id, k.code"
    ):
        sides = f"{amount(balance, currency)}, and its open bills less credits are {amount(still_open, currency)}"
        yield Finding("matter_receivables_agree", f"the office ledger stands at {sides}", f"matter {matter}", firm_id)


SETTLED = (
    "(select x.document_id, sum(x.minor) as minor from ("
    " select target_id as document_id, minor from documents_allocation"
    " union all select source_id, minor from documents_allocation) x group by x.document_id)"
)
"""What the allocations of each document come to, from both sides."""


def settled_equals_allocations(scope: Scope) -> Iterator[Finding]:
    for firm_id, number, document_id, settled, given, currency in run(
        "select d.firm_id, d.number, d.id, d.settled_minor, coalesce(s.minor, 0), f.currency from documents_document d"
        f" left join {SETTLED} s on s.document_id = d.id join firms_firm f on f.id = d.firm_id"
        f" where d.settled_minor <> coalesce(s.minor, 0) and {scope.of('d.firm_id')} order by d.id"
    ):
        sentence = f"{amount(settled, currency)} is kept as settled, its allocations come to {amount(given, currency)}"
        yield Finding("settled_equals_allocations", sentence, number or f"draft {document_id}", firm_id)


def allocations_within_totals(scope: Scope) -> Iterator[Finding]:
    for firm_id, number, document_id, total, given, currency in run(
        "select d.firm_id, d.number, d.id, d.total_minor, s.minor, f.currency from documents_document d"
        f" join {SETTLED} s on s.document_id = d.id join firms_firm f on f.id = d.firm_id"
        f" where (s.minor < 0 or s.minor > d.total_minor) and {scope.of('d.firm_id')} order by d.id"
    ):
        sentence = f"allocations come to {amount(given, currency)} of a total of {amount(total, currency)}"
        yield Finding("allocations_within_totals", sentence, number or f"draft {document_id}", firm_id)


def posted_has_one_standing_entry(scope: Scope) -> Iterator[Finding]:
    """A posted document has one entry that nobody reversed; a draft, reversed or discarded one has none.

    Nor has one of a kind that only says what settles what; one that may move a debt between matters has one or none.
    """
    kinds = all_kinds()
    silent = [code for code, kind in kinds.items() if kind.lines is None]
    sometimes = [code for code, kind in kinds.items() if kind.silent_within]
    for firm_id, number, document_id, state, standing in run(
        "select d.firm_id, d.number, d.id, d.state, count(e.id) from documents_document d"
        " left join ledger_entry e on e.document_id = d.id and e.reverses_id is null"
        "  and not exists (select 1 from ledger_entry r where r.reverses_id = e.id)"
        f" where {scope.of('d.firm_id')} group by d.firm_id, d.number, d.id, d.state, d.kind"
        f" having count(e.id) <> case when d.state <> 'posted' or d.kind in ({marks(silent)}) then 0"
        f"  when d.kind in ({marks(sometimes)}) and count(e.id) = 0 then 0 else 1 end order by d.id",
        [*silent, *sometimes],
    ):
        sentence = f"the document is {state} and has {standing} standing entries"
        yield Finding("posted_has_one_standing_entry", sentence, number or f"draft {document_id}", firm_id)


def orders_become_one(scope: Scope) -> Iterator[Finding]:
    """At most one posted document was made from an order, and then it is closed; a template may be used again."""
    once = [code for code, kind in all_kinds().items() if kind.becomes and not kind.becomes_many]
    for firm_id, number, state, made in run(
        "select o.firm_id, o.number, o.state, count(d.id) from documents_document d"
        " join documents_document o on o.id = d.related_id"
        f" where d.related_id is not null and d.state = 'posted' and o.kind in ({marks(once)})"
        f" and {scope.of('o.firm_id')}"
        " group by o.firm_id, o.number, o.state having count(d.id) > 1 or o.state <> 'closed' order by o.number",
        once,
    ):
        sentence = f"{made} posted documents were made from it, and it is {state}"
        yield Finding("orders_become_one", sentence, number or "a draft order", firm_id)


def reversals_mirror(scope: Scope) -> Iterator[Finding]:
    """A reversal and what it reverses come to nothing on every account, matter and bank, and are of one document."""
    for firm_id, seq, of in run(
        "select e.firm_id, e.seq, o.seq from ledger_entry e join ledger_entry o on o.id = e.reverses_id"
        f" where {scope.of('e.firm_id')} and (e.document_id <> o.document_id or exists ("
        "  select 1 from ledger_line l where l.entry_id in (e.id, o.id)"
        "  group by l.account_id, l.matter_id, l.bank_id having sum(l.minor) <> 0)) order by e.id"
    ):
        yield Finding("reversals_mirror", f"the entry does not mirror entry {of}", f"entry {seq}", firm_id)
