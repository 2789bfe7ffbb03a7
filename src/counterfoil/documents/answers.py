"""The facts that a kind may ask for: each one's SQL, and how its answer is read.

Every question answers rows of the same three columns - a day, minor units, a number - so that any of them go together
with what else a document asks, in one statement.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from counterfoil.core.facts import (
    Fact,
    GivenTo,
    Held,
    Lowest,
    LowestHeld,
    LowestHeldForBill,
    LowestInBank,
    LowestOn,
    MadeFrom,
    SameReference,
)
from counterfoil.core.money import Money
from counterfoil.core.rules import KEPT_ABOVE_ZERO
from counterfoil.documents.firm import FirmFacts
from counterfoil.firms.rows import Row, day_of, run


@dataclass(frozen=True, slots=True)
class Asked:
    """SQL that answers (day, minor units, number), and its parameters."""

    sql: str
    parameters: list[object]


_NO_DAY, _NO_NUMBER = "cast(null as date)", "cast(null as varchar)"
_NOW = f"select {_NO_DAY} as day, {{minor}} as minor, {_NO_NUMBER} as number"
_NUMBER = f"select {_NO_DAY} as day, cast(null as bigint) as minor, d.number as number from documents_document d"


def asked(fact: Fact, firm_id: int) -> Asked:
    match fact:
        case LowestHeld():
            return _held(_HELD_FOR_MATTER, fact.matter, fact.bank, fact.since, firm_id)
        case LowestHeldForBill():
            return _held(_HELD_FOR_BILLS_MATTER, fact.bill, fact.bank, fact.since, firm_id)
        case LowestInBank():
            return _in_bank(fact, firm_id)
        case LowestOn():
            return _standing(fact, firm_id)
        case GivenTo():
            return _given(fact, firm_id)
        case SameReference():
            return _reference(fact, firm_id)
        case MadeFrom():
            return Asked(_MADE_FROM, [firm_id, fact.order])


def answer(fact: Fact, rows: Sequence[Row], *, currency: str) -> Held | str:
    """What the rows say: the least that is held, or the number that was found."""
    if isinstance(fact, SameReference | MadeFrom):
        return next((str(number) for _, _, number in rows), "")
    return _lowest(rows, since=fact.since, currency=currency)


def lowest(fact: Lowest, firm: FirmFacts) -> Held:
    """The answer to one question by itself."""
    question = asked(fact, firm.id)
    return _lowest(run(question.sql, question.parameters), since=fact.since, currency=firm.currency)


def _lowest(rows: Iterable[Row], *, since: date, currency: str) -> Held:
    """Walk back from today's balance over the later days: the least end-of-day balance, the earliest of equals."""
    balance = 0
    later: list[tuple[date, int]] = []
    for day, minor, _ in rows:
        if day is None:
            balance += int(minor)
        else:
            later.append((day_of(day), int(minor)))
    ends: list[tuple[int, date]] = []
    for day, moved in sorted(later, reverse=True):
        ends.append((balance, day))
        balance -= moved
    least, least_on = min([*ends, (balance, since)])
    return Held(Money(least, currency), least_on)


def _given(fact: GivenTo, firm_id: int) -> Asked:
    return Asked(_GIVEN, [firm_id, fact.credit, firm_id, fact.bill])


def _reference(fact: SameReference, firm_id: int) -> Asked:
    return Asked(_REFERENCE, [firm_id, firm_id, fact.contact, fact.kind, fact.reference])


def _standing(fact: LowestOn, firm_id: int) -> Asked:
    named: list[object] = [firm_id, fact.slot]
    named += [firm_id, fact.matter] if fact.matter else []
    named += [firm_id, fact.bank] if fact.bank else []
    sql = _standing_on(KEPT_ABOVE_ZERO[fact.slot].grows_by, of_matter=bool(fact.matter), of_bank=bool(fact.bank))
    return Asked(sql, [*named, *named, fact.since.isoformat()])


def _in_bank(fact: LowestInBank, firm_id: int) -> Asked:
    return Asked(_IN_BANK, [firm_id, fact.bank, firm_id, fact.bank, fact.since.isoformat()])


def _held(sql: str, named: str, bank: str, since: date, firm_id: int) -> Asked:
    keyed = [firm_id, named, firm_id, bank]
    return Asked(sql, [*keyed, *keyed, firm_id, since.isoformat()])


_MATTER = "select id from matters_matter where firm_id = %s and code = %s"
_BILLS_MATTER = "select matter_id from documents_document where firm_id = %s and number = %s"
_DOCUMENT = "select id from documents_document where firm_id = %s and number = %s"
_BANK = "select id from ledger_bankaccount where firm_id = %s and code = %s"

_GIVEN = (
    _NOW.format(minor="cast(coalesce(sum(a.minor), 0) as bigint)") + " from documents_allocation a"
    f" where a.source_id = ({_DOCUMENT}) and a.target_id = ({_DOCUMENT}) and a.recorded_by_id <> a.source_id"
)
"""What of a credit a bill has been given, but for what the credit itself said when it was posted."""

_REFERENCE = (
    f"{_NUMBER} where d.kind in ('supplier_bill', 'supplier_credit') and d.state = 'posted' and d.firm_id = %s"
    " and d.contact_id = (select id from matters_contact where firm_id = %s and code = %s)"
    " and d.kind = %s and lower(d.memo) = lower(%s)"
)
"""Written as the partial index `supplier_reference` is, so that both databases look there."""

_MADE_FROM = f"{_NUMBER} where d.state = 'posted' and d.related_id = ({_DOCUMENT})"


@cache
def _standing_on(grows_by: int, *, of_matter: bool, of_bank: bool) -> str:
    """What stands on the account now (no day), and what moved on each later day, above zero the way it grows."""
    lines = "ledger_line where account_id = (select id from ledger_account where firm_id = %s and slot = %s)"
    lines += f" and matter_id = ({_MATTER})" if of_matter else ""
    lines += f" and bank_id = ({_BANK})" if of_bank else ""
    moved = f"cast(coalesce(sum(minor), 0) * {grows_by} as bigint)"
    return (
        f"{_NOW.format(minor=moved)} from {lines} union all"
        f" select dated_on, {moved}, {_NO_NUMBER} from {lines} and dated_on > %s group by dated_on"
    )


def _in_account() -> str:
    """What the bank account has now (no day), and what moved on each later day."""
    account = "account_id = (select account_id from ledger_bankaccount where firm_id = %s and code = %s)"
    moved = "cast(coalesce(sum(minor), 0) as bigint)"
    return (
        f"{_NOW.format(minor=moved)} from ledger_accountmonth where {account} union all"
        f" select dated_on, {moved}, {_NO_NUMBER} from ledger_line where {account} and dated_on > %s group by dated_on"
    )


def _held_for(matter: str) -> str:
    """What is held now (no day), and what moved on each later day."""
    keys = f" matter_id = ({matter}) and bank_id = ({_BANK})"
    trust_held = "(select id from ledger_account where firm_id = %s and slot = 'TRUST_HELD')"
    return (
        f"{_NOW.format(minor='minor')} from ledger_trustbalance where{keys} union all"
        f" select dated_on, cast(-sum(minor) as bigint), {_NO_NUMBER} from ledger_line"
        f" where{keys} and account_id = {trust_held} and dated_on > %s group by dated_on"
    )


_IN_BANK, _HELD_FOR_MATTER, _HELD_FOR_BILLS_MATTER = _in_account(), _held_for(_MATTER), _held_for(_BILLS_MATTER)
