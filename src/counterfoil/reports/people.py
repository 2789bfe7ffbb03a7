"""The people of a firm with their roles, and who closed which period."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from counterfoil.firms.rows import run
from counterfoil.reports.reading import instant_of


@dataclass(frozen=True, slots=True)
class Person:
    """`roles` as stored: codes with commas between them."""

    name: str
    email: str
    roles: str
    active: bool


def people(*, firm_id: int) -> tuple[Person, ...]:
    rows = run(
        "select u.name, u.email, m.roles, m.active from firms_member m join firms_user u on u.id = m.user_id"
        " where m.firm_id = %s order by u.name, u.id",
        [firm_id],
    )
    return tuple(Person(name, email, roles, bool(active)) for name, email, roles, active in rows)


@dataclass(frozen=True, slots=True)
class PeriodChange:
    ledger: str
    through: date
    who: str
    why: str
    at: datetime | None


def period_changes(*, firm_id: int, most: int = 50) -> tuple[PeriodChange, ...]:
    """Every closing, newest first, from the audit log."""
    rows = run(
        "select u.detail, coalesce(p.name, ''), u.why, u.at from ledger_period k"
        " join firms_audit u on u.subject = 'period' and u.subject_id = k.id and u.firm_id = k.firm_id"
        " left join firms_user p on p.id = u.by_id where k.firm_id = %s order by u.id desc limit %s",
        [firm_id, most],
    )
    changes = []
    for detail, who, why, at in rows:
        held = json.loads(detail)
        changes.append(PeriodChange(held["ledger"], date.fromisoformat(held["is"]), who, why, instant_of(at)))
    return tuple(changes)
