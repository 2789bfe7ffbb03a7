"""Our books beside a reading of Xero's trial balance: what is asked of the database for `reports.comparison`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.core.chart import CLASS_OF_TYPE
from counterfoil.firms.rows import run
from counterfoil.reports.comparison import WHY, Apart, ComparedAccount, Comparison, OurAccount, compare
from counterfoil.reports.still_there import left_there, still_there
from counterfoil.reports.trial_balance import trial_balance
from counterfoil.reports.uncopied import NOBODY, HalfCopied, half_copied, never_copied, never_copied_sums
from counterfoil.xero.apart_there import EARNED, RecordApart, records_apart
from counterfoil.xero.effects import effect
from counterfoil.xero.records_there import dated
from counterfoil.xero.trial_balance import Reading

CHANGED = "What stands here is not what was copied: the document was corrected here, and its copy was not."


@dataclass(frozen=True, slots=True)
class ApartDocument:
    """A document, or a part of one, that stands on an account here and not in Xero. `marker` names its copy, if any.

    `record` is what stands in Xero in its place. Of one that was made there `document_id` is 0.
    """

    document_id: int
    on: date
    why: str
    reason: str
    marker: str
    minor: int
    record: RecordApart | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """What a document, or one copy of it, comes to: account id -> minor units."""

    document_id: int
    on: date
    why: str
    reason: str
    marker: str
    minor: dict[int, int]
    record: RecordApart | None = None


def compared(*, firm_id: int, reading: Reading, at: datetime) -> Comparison:
    """The books as they stand at `at` beside what was read. What was pushed since the reading is said to be so."""
    apart = never_copied_sums(firm_id=firm_id, as_at=reading.as_at, year_began=reading.year_began_on)
    for part in _parts(firm_id, reading, at):
        apart += [Apart(account_id, part.why, minor) for account_id, minor in part.minor.items()]
    return compare(_ours(firm_id, reading), reading.accounts, apart)


def documents_apart(
    *, firm_id: int, accounts: Sequence[ComparedAccount], reading: Reading, at: datetime
) -> dict[str, list[ApartDocument]]:
    """For each account, by its key, the documents that explain its difference: in the order of WHY, the oldest first.

    Their amounts sum to what is explained.
    """
    order = list(WHY)
    parts = list(_parts(firm_id, reading, at))
    found = {}
    for account in accounts:
        ids = [member.id for member in account.ours]
        year = reading.year_began_on
        apart = [
            ApartDocument(each.document_id, each.on, each.why, each.reason, "", each.minor)
            for each in never_copied(firm_id=firm_id, as_at=reading.as_at, year_began=year, ids=ids)
        ]
        for part in parts:
            minor = sum(part.minor.get(account_id, 0) for account_id in ids)
            if minor:
                apart.append(
                    ApartDocument(part.document_id, part.on, part.why, part.reason, part.marker, minor, part.record)
                )
        found[account.key] = sorted(apart, key=lambda each: (order.index(each.why), each.on, each.document_id))
    return found


def _ours(firm_id: int, reading: Reading) -> list[OurAccount]:
    """Every account of the chart with its balance in Xero's year, and its counterpart."""
    found = trial_balance(firm_id=firm_id, as_at=reading.as_at, year_began=reading.year_began_on)
    balances = {row.account_id: row.minor for row in found.rows}
    rows = run(
        "select a.id, a.code, a.name, coalesce(m.remote_id, ''), m.remote_name, m.remote_code, a.type"
        " from ledger_account a"
        " join outbox_destination d on d.firm_id = a.firm_id and d.state <> 'gone'"
        " left join xero_accountmapping m on m.account_id = a.id and m.destination_id = d.id"
        " where a.firm_id = %s order by a.code",
        [firm_id],
    )
    ours = [
        OurAccount(
            id=key,
            code=code,
            name=name,
            minor=balances.get(key, 0),
            remote_id=remote_id,
            remote_name=_as_xero_says(remote_name, remote_code),
            trust=type_ in ("trust_bank", "trust_liability"),
        )
        for key, code, name, remote_id, remote_name, remote_code, type_ in rows
    ]
    if None in balances:
        ours.append(OurAccount(NOBODY, "earlier-years", "Earnings of earlier years", balances[None]))
    return ours


def _as_xero_says(name: str | None, code: str | None) -> str:
    """`Fees (200)`, as the report writes it."""
    return f"{name} ({code})" if name and code else name or ""


def _parts(firm_id: int, reading: Reading, at: datetime) -> Iterator[_Part]:
    year = _Year.of(firm_id, reading.year_began_on)
    for document in half_copied(
        firm_id=firm_id,
        as_at=reading.as_at,
        year_began=reading.year_began_on,
        read_at=reading.began_at,
        at=at,
    ):
        yield from _parts_of(document, year)
    for each in still_there(firm_id=firm_id, as_at=reading.as_at, read_at=reading.began_at, at=at):
        done = year.shifted(effect(each.snapshot, resource=each.resource, type_=each.type), each.on)
        left = {account_id: -minor for account_id, minor in done.items()}
        yield _Part(each.document_id, each.on, "still_there", each.reason, each.marker, left)
    for each in left_there(firm_id=firm_id, read_at=reading.read_at):
        on = dated(each.snapshot)
        done = effect(each.snapshot, resource=each.resource, type_=each.type) if on <= reading.as_at else {}
        left = {account_id: -minor for account_id, minor in year.shifted(done, on).items()}
        yield _Part(each.document_id, on, "unlinked", each.reason, each.marker, left)
    for record in records_apart(firm_id=firm_id, read_at=reading.read_at):
        yield _Part(
            record.document_id,
            record.on,
            record.why,
            record.reason,
            record.marker,
            _less(year, record, reading.as_at),
            record,
        )


def _less(year: "_Year", record: RecordApart, as_at: date) -> dict[int, int]:
    """What was sent, less what stands there, each on its own day."""
    found = year.shifted(record.sent, record.sent_on) if record.sent_on and record.sent_on <= as_at else {}
    there = year.shifted(record.there, record.on) if record.on <= as_at else {}
    less = {each: found.get(each, 0) - there.get(each, 0) for each in {*found, *there} if each != EARNED}
    return {each: minor for each, minor in less.items() if minor}


def _parts_of(document: HalfCopied, year: "_Year") -> Iterator[_Part]:
    """Each copy that Xero does not have, and what is left of the document's lines beside all of its copies."""
    left = dict(document.lines)
    for copy in document.copies:
        done = year.shifted(effect(copy.snapshot, resource=copy.resource, type_=copy.type), document.on)
        for account_id, minor in done.items():
            left[account_id] = left.get(account_id, 0) - minor
        if not copy.there:
            yield _Part(document.document_id, document.on, copy.word, copy.reason, copy.marker, done)
    if any(left.values()):
        rest = {account_id: minor for account_id, minor in left.items() if minor}
        yield _Part(document.document_id, document.on, "changed", CHANGED, "", rest)


@dataclass(frozen=True, slots=True)
class _Year:
    """What earlier years earned is retained: on another account than what it was posted to."""

    began_on: date
    accounts: frozenset[int]
    retained: int

    @classmethod
    def of(cls, firm_id: int, began_on: date) -> "_Year":
        rows = run("select id, type, slot from ledger_account where firm_id = %s", [firm_id])
        earned = (row[0] for row in rows if CLASS_OF_TYPE[row[1]] in ("income", "expense"))
        accounts = frozenset((EARNED, *earned))
        return cls(began_on, accounts, next((row[0] for row in rows if row[2] == "RETAINED_EARNINGS"), NOBODY))

    def shifted(self, moved: dict[int, int], on: date) -> dict[int, int]:
        if on >= self.began_on:
            return moved
        found: dict[int, int] = {}
        for account_id, minor in moved.items():
            stands_on = self.retained if account_id in self.accounts else account_id
            found[stands_on] = found.get(stands_on, 0) + minor
        return found
